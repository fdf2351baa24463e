"""What the roll-up reads, packed: one matrix each for items, bill lines, operations and owned structures."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from pegboard.engine.bom import Structures
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, IntArray, frozen, ints
from pegboard.engine.core.rounding import LARGEST, MICRO, reduced
from pegboard.engine.snapshot import Snapshot

SIXTY: Final = 60
"""Rates are for an hour, operations take minutes: money of work is kept in sixtieths until it is rounded."""

# Columns of an item; money in millionths of the major unit for one unit of the item. The first five say where an item
# stands in the structures: an order line that owns some of them sees its own there.
LEVEL: Final = 0
BILL_FIRST: Final = 1
BILL_END: Final = 2
ROUTING_FIRST: Final = 3
ROUTING_END: Final = 4
PLACES: Final = 5
SUPPLY: Final = 5
START_NUM: Final = 6  # an order of q quanta starts with ⌈q × START_NUM ÷ START_DEN⌉
START_DEN: Final = 7
UNIT: Final = 8  # quanta in one unit
PRICE: Final = 9  # bought and subcontracted: what the first source asks, else the unit cost
UNIT_COST: Final = 10  # 0 where empty
QUANTITY_LIMIT: Final = 11  # a larger quantity does not fit into 64 bits
START_LIMIT: Final = 12  # nor does the price of a larger start quantity
NEEDED: Final = 13  # working space of the line at hand: quanta needed so far
NEXT: Final = 14  # working space: the next item that waits at its level

# Columns of a bill line: a start of s quanta needs ⌈(s × NUM + FIXED) ÷ DEN⌉ quanta of the component.
COMPONENT: Final = 0
NUM: Final = 1
FIXED: Final = 2
DEN: Final = 3
VALID_FROM: Final = 4
VALID_TO: Final = 5
LINE_LIMIT: Final = 6  # the largest start quantity that fits into 64 bits

# Columns of an operation; money in millionths for sixty minutes.
IS_OUTSIDE: Final = 0
SETUP: Final = 1  # minutes
RUN_NUM: Final = 2  # a start of s quanta runs ⌈s × RUN_NUM ÷ RUN_DEN⌉ minutes
RUN_DEN: Final = 3
LABOUR_RATE: Final = 4  # of the whole crew
MACHINE_RATE: Final = 5
STEP_LIMIT: Final = 6  # the largest start quantity that fits into 64 bits


class Rates(NamedTuple):
    """Everything that the cost of an order line follows from."""

    levels: int
    items: IntArray
    bill_lines: IntArray
    operations: IntArray
    owned_first: IntArray  # the owned structures of line l are owned_first[l] … owned_first[l + 1]
    owned_item: IntArray
    owned_place: IntArray  # the item's first columns as the line sees them


class Money(NamedTuple):
    """How exact money becomes minor units."""

    minor: int  # millionths of the major unit in one minor unit
    overhead_num: int  # of labour and machine cost
    overhead_den: int


class CostedLines(NamedTuple):
    """The order lines to cost: row, item, quanta and the day by which their bill lines are valid."""

    row: IntArray
    item: IntArray
    quantity: IntArray
    day: IntArray


def rates(snapshot: Snapshot, structures: Structures) -> Rates:
    """Return what the roll-up of this snapshot reads."""
    owned = structures.owned
    level = np.where(owned.is_owned == 1, owned.level, structures.item_level[owned.item])
    return Rates(
        levels=structures.level_count,
        items=_items(snapshot, structures),
        bill_lines=_bill_lines(structures),
        operations=_operations(snapshot, structures),
        owned_first=frozen(owned.first),
        owned_item=frozen(owned.item),
        owned_place=_matrix(*_place(structures, level, owned.bill, owned.routing)),
    )


def money(snapshot: Snapshot) -> Money:
    """Return the snapshot's rounding of money and its overhead ratio."""
    return Money(10 ** (6 - snapshot.currency_decimals), *reduced(snapshot.policy.overhead_micro, MICRO))


def costed_lines(snapshot: Snapshot, rows: IntArray) -> CostedLines:
    """Return the lines of these rows; their bills are those of the wanted day."""
    lines = snapshot.order_lines
    return CostedLines(
        row=frozen(np.array(rows, dtype=np.int64)),
        item=frozen(lines.item[rows]),
        quantity=frozen(lines.quantity[rows]),
        day=frozen(lines.wanted_on()[rows]),
    )


def _items(snapshot: Snapshot, structures: Structures) -> IntArray:
    items = snapshot.items
    starts = [reduced(MICRO, MICRO - scrap) for scrap in items.scrap_micro.tolist()]
    start_num = ints(num for num, _ in starts)
    unit_cost = np.where(items.unit_cost_micro == NOT_GIVEN, 0, items.unit_cost_micro)
    asked = _first_prices(snapshot)
    price = np.where(asked == NOT_GIVEN, unit_cost, asked)
    rows = np.arange(len(items))
    return _matrix(
        *_place(structures, structures.item_level, rows, rows),
        items.supply,
        start_num,
        ints(den for _, den in starts),
        10**items.decimals,
        price,
        unit_cost,
        _limit(start_num),
        _limit(np.maximum(price, unit_cost)),
        np.zeros_like(rows),
        np.full_like(rows, NO_ROW),
    )


def _place(structures: Structures, level: IntArray, bill: IntArray, routing: IntArray) -> list[IntArray]:
    """Return level, bill lines and operations of items with these bills and routings."""
    bills, routings = structures.bills.first, structures.routing_first
    return [level, bills[bill], bills[bill + 1], routings[routing], routings[routing + 1]]


def _first_prices(snapshot: Snapshot) -> IntArray:
    """Return the price of each item's source of the lowest rank; NOT_GIVEN without a source or a price."""
    prices = np.full(len(snapshot.items), NOT_GIVEN, dtype=np.int64)
    items, first = np.unique(snapshot.sources.item, return_index=True)
    prices[items] = snapshot.sources.price_micro[first]
    return prices


def _bill_lines(structures: Structures) -> IntArray:
    bills = structures.bills
    limit = _limit(bills.num, within=LARGEST - np.maximum(bills.fixed_num, bills.den))
    return _matrix(bills.component, bills.num, bills.fixed_num, bills.den, bills.valid_from, bills.valid_to, limit)


def _operations(snapshot: Snapshot, structures: Structures) -> IntArray:
    operations = structures.operations
    centres = snapshot.work_centres
    machine = centres.machine_rate_micro[operations.work_centre]
    one_person = centres.labour_rate_micro[operations.work_centre]
    # Operations stand as the routings do, the master's before the orders' own; their crew tells 0 from an empty cell.
    crew = np.concatenate([snapshot.routings.crew, snapshot.order_routings.crew])
    crew = np.where(crew == NOT_GIVEN, 1, crew)
    labour = np.where(crew <= _limit(one_person), crew * one_person, LARGEST)
    run_minutes = _limit(np.maximum(machine, labour)) - operations.setup_minutes - 1
    run_den = operations.run_den
    most = np.minimum(_limit(operations.run_num), np.minimum(run_minutes, _limit(run_den)) * run_den)
    return _matrix(
        operations.outside_days != NOT_GIVEN,
        operations.setup_minutes,
        operations.run_num,
        run_den,
        labour,
        machine,
        np.minimum(most // np.maximum(operations.run_num, 1), _limit(operations.run_num)),
    )


def _limit(factor: IntArray, *, within: IntArray | int = LARGEST) -> IntArray:
    """Return the largest whole numbers whose product with the factor stays below a bound."""
    return np.asarray((within - 1) // np.maximum(factor, 1))


def _matrix(*columns: IntArray) -> IntArray:
    """Return the columns side by side, so that what belongs to one row lies together in memory."""
    return frozen(np.column_stack([np.asarray(column, dtype=np.int64) for column in columns]))
