"""What one inquiry needs: free supply where it comes in time, new orders for the rest, level by level."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.core.rounding import LARGEST, MICRO, ceil_ratio, fits
from pegboard.engine.mrp.netting import lot_size
from pegboard.engine.plan.vocabulary import RECEIPT
from pegboard.engine.promise.free_supply import FreeSupplies
from pegboard.engine.promise.making import Making, new_order_at
from pegboard.engine.snapshot.engineering import BUY

LARGEST_QUANTITY: Final = 10**15

# columns of the requirements
NEED_ITEM: Final = 0
NEED_QUANTITY: Final = 1
NEED_ORDER: Final = 2  # the new order that asks, NO_ROW: the line
NEED_SEQUENCE: Final = 3
NEED_COLUMNS: Final = 4

# columns of the new orders
ORDER_ITEM: Final = 0
ORDER_QUANTITY: Final = 1
ORDER_START_QUANTITY: Final = 2
ORDER_LEFT: Final = 3
ORDER_START: Final = 4
ORDER_FINISH: Final = 5
ORDER_COLUMNS: Final = 6

NEW_ORDER: Final = 3
"""Supply kind of a peg beside those of a plan: a row of the new orders."""

# columns of the pegs
PEG_KIND: Final = 0
PEG_SUPPLY: Final = 1
PEG_ORDER: Final = 2  # who takes it, NO_ROW: the line
PEG_ITEM: Final = 3
PEG_QUANTITY: Final = 4
PEG_SEQUENCE: Final = 5
PEG_AVAILABLE: Final = 6
PEG_COLUMNS: Final = 7

# counters
NEEDS: Final = 0
ORDERS: Final = 1
PEGS: Final = 2
TROUBLE: Final = 3

FITS: Final = 0
NO_ROOM: Final = 1
TOO_LARGE: Final = 2
"""Trouble: none, the columns are too short, a quantity leaves 64 bits."""


class Wanted(NamedTuple):
    """The inquiry: an item, so many quanta, and the day by which bill lines must be valid."""

    item: int
    quantity: int
    valid_on: int


class Taken(NamedTuple):
    """So much of one supply."""

    kind: int
    supply: int
    quantity: int
    available: int


class Draft(NamedTuple):
    """What the explosion writes."""

    needs: IntArray
    orders: IntArray
    pegs: IntArray
    taken: IntArray  # of each free supply
    open_order: IntArray  # by item: the new order that may have something left, or NO_ROW
    counts: IntArray


class Material(NamedTuple):
    """What the book knows of material."""

    free: FreeSupplies
    begin: IntArray  # by item, see earliest_new_orders


def new_draft(material: Material, items: int, *, room: int) -> Draft:
    """Return the empty columns of one inquiry."""
    return Draft(
        needs=np.empty((room, NEED_COLUMNS), dtype=np.int64),
        orders=np.empty((room, ORDER_COLUMNS), dtype=np.int64),
        pegs=np.empty((2 * room, PEG_COLUMNS), dtype=np.int64),
        taken=np.zeros(len(material.free.row), dtype=np.int64),
        open_order=np.full(items, NO_ROW, dtype=np.int64),
        counts=np.zeros(4, dtype=np.int64),
    )


@kernel
def explode_inquiry(making: Making, material: Material, wanted: Wanted, draft: Draft) -> None:
    """Write the requirements, new orders and pegs of an inquiry; counts[TROUBLE] says why where it could not."""
    _ask(draft, wanted.item, wanted.quantity, NO_ROW, NOT_GIVEN)
    served = 0
    level = 0
    while served < draft.counts[NEEDS] and draft.counts[TROUBLE] == FITS:
        first_order = draft.counts[ORDERS]
        for need in range(draft.counts[NEEDS]):
            if making.items.level[draft.needs[need, NEED_ITEM]] == level and draft.counts[TROUBLE] == FITS:
                _serve(making, material, draft, need)
                served += 1
        for order in range(first_order, draft.counts[ORDERS]):
            _settle_quantity(making, draft, order)
            _ask_for_components(making, draft, order, wanted.valid_on)
        level += 1


@kernel
def _ask(draft: Draft, item: int, quantity: int, order: int, sequence: int) -> None:
    row = draft.counts[NEEDS]
    if row >= len(draft.needs):
        draft.counts[TROUBLE] = max(draft.counts[TROUBLE], NO_ROOM)
        return
    draft.needs[row, NEED_ITEM] = item
    draft.needs[row, NEED_QUANTITY] = quantity
    draft.needs[row, NEED_ORDER] = order
    draft.needs[row, NEED_SEQUENCE] = sequence
    draft.counts[NEEDS] = row + 1


@kernel
def _serve(making: Making, material: Material, draft: Draft, need: int) -> None:
    """Cover one requirement: free supply that comes no later than a new order, what is left over, a new order."""
    item = draft.needs[need, NEED_ITEM]
    left = draft.needs[need, NEED_QUANTITY]
    if not making.items.is_owned[item]:
        left = _take_free(making, material, draft, need, left)
    order = draft.open_order[item]
    if left > 0 and order != NO_ROW and draft.orders[order, ORDER_LEFT] > 0:
        taken = min(left, draft.orders[order, ORDER_LEFT])
        draft.orders[order, ORDER_LEFT] -= taken
        _peg(draft, need, Taken(NEW_ORDER, order, taken, NOT_GIVEN))
        left -= taken
    if left == 0:
        return
    if order == NO_ROW or not making.items.is_pooled[item] or making.items.is_owned[item]:
        order = _new_order(making, draft, item, left)
        if order == NO_ROW:
            return
    else:
        draft.orders[order, ORDER_QUANTITY] += left
    if not making.items.is_pooled[item] or making.items.is_owned[item]:
        draft.orders[order, ORDER_LEFT] = draft.orders[order, ORDER_QUANTITY] - left
    _peg(draft, need, Taken(NEW_ORDER, order, left, NOT_GIVEN))


@kernel
def _take_free(making: Making, material: Material, draft: Draft, need: int, left: int) -> int:
    """Take free supply, the earliest first, as long as a new order would not be there before it.

    A receipt is taken however late it comes: netting does so too, and a promise must hold in the plan that includes it.
    """
    item = draft.needs[need, NEED_ITEM]
    free = material.free
    if free.first[item] == free.first[item + 1]:
        return left
    start = _start_quantity(left, making.items.scrap_micro[item])
    limit = new_order_at(making, item, material.begin[item], max(start, 0))
    for row in range(free.first[item], free.first[item + 1]):
        if left == 0:
            break
        if free.available[row] > limit and free.kind[row] != RECEIPT:
            continue
        taken = min(left, free.quantity[row] - draft.taken[row])
        if taken > 0:
            draft.taken[row] += taken
            left -= taken
            _peg(draft, need, Taken(free.kind[row], free.row[row], taken, free.available[row]))
    return left


@kernel
def _peg(draft: Draft, need: int, taken: Taken) -> None:
    row = draft.counts[PEGS]
    if row >= len(draft.pegs):
        draft.counts[TROUBLE] = max(draft.counts[TROUBLE], NO_ROOM)
        return
    draft.pegs[row, PEG_KIND] = taken.kind
    draft.pegs[row, PEG_SUPPLY] = taken.supply
    draft.pegs[row, PEG_ORDER] = draft.needs[need, NEED_ORDER]
    draft.pegs[row, PEG_ITEM] = draft.needs[need, NEED_ITEM]
    draft.pegs[row, PEG_QUANTITY] = taken.quantity
    draft.pegs[row, PEG_SEQUENCE] = draft.needs[need, NEED_SEQUENCE]
    draft.pegs[row, PEG_AVAILABLE] = taken.available
    draft.counts[PEGS] = row + 1


@kernel
def _new_order(making: Making, draft: Draft, item: int, short: int) -> int:
    """Begin a new order: a lot for what is short; a pooled one gets its lot when all of its level have asked."""
    row = draft.counts[ORDERS]
    if row >= len(draft.orders):
        draft.counts[TROUBLE] = max(draft.counts[TROUBLE], NO_ROOM)
        return NO_ROW
    items = making.items
    is_pooled = items.is_pooled[item] and not items.is_owned[item]
    draft.orders[row, ORDER_ITEM] = item
    draft.orders[row, ORDER_QUANTITY] = short
    if not is_pooled:
        draft.orders[row, ORDER_QUANTITY] = lot_size(short, items.minimum[item], items.multiple[item])
    draft.orders[row, ORDER_LEFT] = 0
    draft.orders[row, ORDER_START] = NOT_GIVEN
    draft.orders[row, ORDER_FINISH] = NOT_GIVEN
    draft.open_order[item] = row
    draft.counts[ORDERS] = row + 1
    return int(row)


@kernel
def _settle_quantity(making: Making, draft: Draft, order: int) -> None:
    """Give a pooled order its lot, and every order the quantity that it starts with."""
    items = making.items
    item = draft.orders[order, ORDER_ITEM]
    if items.is_pooled[item] and not items.is_owned[item]:
        short = draft.orders[order, ORDER_QUANTITY]
        draft.orders[order, ORDER_QUANTITY] = lot_size(short, items.minimum[item], items.multiple[item])
    start = _start_quantity(draft.orders[order, ORDER_QUANTITY], items.scrap_micro[item])
    draft.orders[order, ORDER_START_QUANTITY] = start
    if start < 0 or start > LARGEST_QUANTITY:
        draft.counts[TROUBLE] = max(draft.counts[TROUBLE], TOO_LARGE)


@kernel
def _start_quantity(quantity: int, scrap_micro: int) -> int:
    if scrap_micro == 0:
        return quantity
    if not fits(quantity, MICRO):
        return -1
    return ceil_ratio(quantity * MICRO, MICRO - scrap_micro)


@kernel
def _ask_for_components(making: Making, draft: Draft, order: int, valid_on: int) -> None:
    """Write what an order needs; what is bought needs nothing."""
    bills = making.bills
    item = draft.orders[order, ORDER_ITEM]
    if making.items.supply[item] == BUY or draft.counts[TROUBLE] != FITS:
        return
    start = draft.orders[order, ORDER_START_QUANTITY]
    bill = making.items.bill[item]
    for line in range(bills.first[bill], bills.first[bill + 1]):
        until = bills.valid_to[line]
        if bills.valid_from[line] > valid_on or (until != NOT_GIVEN and until < valid_on):
            continue
        if not fits(start, bills.num[line]) or start * bills.num[line] > LARGEST - bills.fixed_num[line]:
            draft.counts[TROUBLE] = TOO_LARGE
            return
        quantity = ceil_ratio(start * bills.num[line] + bills.fixed_num[line], bills.den[line])
        if quantity > LARGEST_QUANTITY:
            draft.counts[TROUBLE] = TOO_LARGE
            return
        if quantity > 0:
            _ask(draft, bills.component[line], quantity, order, bills.sequence[line])


@kernel
def never_made(draft: Draft) -> IntArray:
    """Return the items whose new orders have no place although all that they take is there."""
    is_stuck = np.zeros(len(draft.orders), np.bool_)
    for order in range(draft.counts[ORDERS]):
        is_stuck[order] = draft.orders[order, ORDER_FINISH] == NOT_GIVEN
    follows = np.zeros(len(draft.orders), np.bool_)
    for row in range(draft.counts[PEGS]):
        if draft.pegs[row, PEG_KIND] == NEW_ORDER and draft.pegs[row, PEG_ORDER] != NO_ROW:
            follows[draft.pegs[row, PEG_ORDER]] |= is_stuck[draft.pegs[row, PEG_SUPPLY]]
    return np.unique(draft.orders[is_stuck & ~follows, ORDER_ITEM])
