"""What netting knows and what it writes down."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pegboard.engine.bom.structures import OwnedStructures
from pegboard.engine.core.columns import NO_ROW, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.mrp.tables import Clock, Orders, PegRows, Ranks, Rules, Supplies
from pegboard.engine.plan.vocabulary import RECEIPT, STOCK


class Facts(NamedTuple):
    """What netting reads and counts down."""

    rules: Rules
    supplies: Supplies
    ranks: Ranks
    clock: Clock
    owned: OwnedStructures


class Books(NamedTuple):
    """What netting writes: orders and pegs so far, what orders have left, what requirements lack."""

    orders: Orders
    pegs: PegRows
    order_left: IntArray
    short: IntArray  # by place in the serving order of the item at hand
    owned: IntArray  # the row of OwnedStructures that each place follows, NO_ROW: the master
    owned_order: IntArray  # the last order of each owned row
    counts: IntArray  # orders, pegs


def empty_books(rows: int, supplies: Supplies, owned: int) -> Books:
    """Return room for the netting of so many requirements."""
    pegs = 6 * rows + 2 * (len(supplies.left[STOCK]) + len(supplies.left[RECEIPT]))
    return Books(
        orders=Orders(*(np.empty(rows, np.int64) for _ in Orders._fields)),
        pegs=PegRows(*(np.empty(pegs, np.int64) for _ in PegRows._fields)),
        order_left=np.empty(rows, np.int64),
        short=np.empty(rows, np.int64),
        owned=np.full(rows, NO_ROW, np.int64),
        owned_order=np.full(owned, NO_ROW, np.int64),
        counts=np.zeros(2, np.int64),
    )


@kernel
def owned_row(facts: Facts, item: int, service: int) -> int:
    """Return the row of the structure that the served line owns for the item, or NO_ROW."""
    row = structure_row(facts, item, service)
    if row != NO_ROW and facts.owned.is_owned[row]:
        return row
    return NO_ROW


@kernel
def structure_row(facts: Facts, item: int, service: int) -> int:
    """Return the row by which the served line deviates from the item's master, or NO_ROW."""
    if service & 1 or len(facts.owned.item) == 0:
        return NO_ROW
    line = facts.ranks.line[service >> 1]
    if line == NO_ROW:
        return NO_ROW
    for row in range(facts.owned.first[line], facts.owned.first[line + 1]):
        if facts.owned.item[row] == item:
            return row
    return NO_ROW


@kernel
def put_peg(kind: int, supply: int, row: int, quantity: int, books: Books) -> None:
    """Write one peg (in loops over many rows the same four lines stand in the loop: a call costs more than they do)."""
    at = books.counts[1]
    books.pegs.supply_kind[at] = kind
    books.pegs.supply[at] = supply
    books.pegs.requirement[at] = row
    books.pegs.quantity[at] = quantity
    books.counts[1] = at + 1


@kernel
def day_of_end(minute: int, day_start: IntArray) -> int:
    """Return the day that an end belongs to: midnight belongs to the day that ends."""
    day = min(max((minute - 1) // 1440, 0), len(day_start) - 2)
    while day > 0 and day_start[day] >= minute:
        day -= 1
    while day < len(day_start) - 2 and day_start[day + 1] < minute:
        day += 1
    return day
