"""The plan laid out for tracing backwards: who is fed by which pegs, and which steps made each supply.

A *producer* is what may have steps or components of its own: the receipts, then the planned orders. A *consumer* is
whoever holds pegs: the order lines, then the producers. All that is asked about one peg or step lies side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.plan import Pegs, PlacedOperations, PlannedOrders
from pegboard.engine.plan.operations import OperationColumns
from pegboard.engine.plan.vocabulary import FOR_ORDER_LINE, FOR_PLANNED_ORDER, FOR_RECEIPT, PLANNED_ORDER, RECEIPT
from pegboard.engine.promise.earliest import EarliestTimes, earliest_times
from pegboard.engine.promise.sealing import sealed
from pegboard.engine.schedule.resources import unit_calendars
from pegboard.engine.snapshot import Snapshot
from pegboard.engine.snapshot.engineering import BUY


@dataclass(frozen=True)
class PlanTables:
    """The tables of a plan that its dates follow from.

    Parameters
    ----------
    people
        Rows of People, see PlacedOperations.people_first.
    orders_from, lines_from
        What the first planned order and the first order line of these tables are called in the pegs: not 0 in the
        answer to an inquiry, whose rows come after those of the plan.
    line_count
        How many order lines there are from `lines_from` on.
    """

    operations: OperationColumns
    planned_orders: PlannedOrders
    pegs: Pegs
    placed_operations: PlacedOperations
    people: IntArray
    line_count: int
    infinite: bool = False
    orders_from: int = 0
    lines_from: int = 0


# columns of the feeds: the pegs in the order of their consumers
FEED_KIND: Final = 0
FEED_SUPPLY: Final = 1
FEED_SEQUENCE: Final = 2
FEED_QUANTITY: Final = 3
FEED_AVAILABLE: Final = 4
FEED_EARLIEST: Final = 5  # when it could have been there: some supplies come as late as safe
FEED_RELEASED: Final = 6

# columns of the placed operations, in the order of their producers
PLACED_START: Final = 0
PLACED_END: Final = 1
PLACED_WAIT: Final = 2
PLACED_SEQUENCE: Final = 3
PLACED_BOUND_BY: Final = 4
PLACED_BOUND_KIND: Final = 5
PLACED_BOUND_SUBJECT: Final = 6
PLACED_UNIT: Final = 7  # NO_ROW outside
PLACED_CALENDAR: Final = 8  # of the unit, NO_ROW outside
PLACED_CREW_FIRST: Final = 9
PLACED_CREW_END: Final = 10

# columns of the planned orders
MADE_START: Final = 0
MADE_EARLIEST_START: Final = 1
MADE_EARLIEST_FINISH: Final = 2
MADE_IS_BOUGHT: Final = 3


class Chain(NamedTuple):
    """All that tracing reads; what belongs to consumer or producer `n` are the rows `first[n]` … `first[n + 1] - 1`."""

    now: int
    orders_from: int
    lines_from: int
    lines: int
    receipts: int
    feed_first: IntArray  # by consumer
    feeds: IntArray
    placed_first: IntArray  # by producer
    placed: IntArray
    crew_calendar: IntArray
    orders: IntArray


def chain_of(snapshot: Snapshot, tables: PlanTables) -> Chain:
    """Lay a plan out for tracing."""
    receipts, orders = len(snapshot.receipts), tables.planned_orders
    first, row = rows_by_group(_consumers(snapshot, tables), tables.line_count + receipts + len(orders))
    times = EarliestTimes(orders.start_at, orders.finish_at)
    if not tables.infinite:
        feeds = first[tables.line_count + receipts :], row
        times = earliest_times(snapshot, orders, tables.pegs, orders_from=tables.orders_from, feeds=feeds)
    chain = Chain(
        now=snapshot.now,
        orders_from=tables.orders_from,
        lines_from=tables.lines_from,
        lines=tables.line_count,
        receipts=receipts,
        feed_first=first,
        feeds=_feeds(tables, row, times),
        placed_first=_placed_first(snapshot, tables),
        placed=_placed(snapshot, tables),
        crew_calendar=snapshot.people.calendar[tables.people],
        orders=np.stack((orders.start_at, times.start, times.finish, orders.supply == BUY), axis=1),
    )
    return sealed(chain)


def _feeds(tables: PlanTables, row: IntArray, times: EarliestTimes) -> IntArray:
    pegs, orders = tables.pegs, tables.planned_orders
    supply = pegs.supply[row]
    is_made = (pegs.supply_kind[row] == PLANNED_ORDER) & (supply >= tables.orders_from)
    order = np.where(is_made, supply - tables.orders_from, NO_ROW)
    available = pegs.available_at[row]
    finish = np.append(times.finish, NOT_GIVEN)[order]
    return np.stack(
        (
            pegs.supply_kind[row],
            supply,
            pegs.sequence[row],
            pegs.quantity[row],
            available,
            np.where(is_made, np.minimum(finish, available), available),
            np.append(orders.release_at, 0)[order],
        ),
        axis=1,
    )


def _consumers(snapshot: Snapshot, tables: PlanTables) -> IntArray:
    """Return the consumer of each peg, NO_ROW for safety stock and forecast."""
    pegs, lines, receipts = tables.pegs, tables.line_count, len(snapshot.receipts)
    shift = np.full(len(pegs), NOT_GIVEN, dtype=np.int64)
    shift[pegs.demand_kind == FOR_ORDER_LINE] = -tables.lines_from
    shift[pegs.demand_kind == FOR_RECEIPT] = lines
    shift[pegs.demand_kind == FOR_PLANNED_ORDER] = lines + receipts - tables.orders_from
    return np.asarray(np.maximum(pegs.demand + shift, NO_ROW))


def _placed_first(snapshot: Snapshot, tables: PlanTables) -> IntArray:
    placed, receipts = tables.placed_operations, len(snapshot.receipts)
    shift = np.where(placed.supply_kind == RECEIPT, 0, receipts - tables.orders_from)
    return np.searchsorted(placed.supply + shift, np.arange(receipts + len(tables.planned_orders) + 1))


def _placed(snapshot: Snapshot, tables: PlanTables) -> IntArray:
    placed = tables.placed_operations
    calendar = np.append(unit_calendars(snapshot), NO_ROW)  # NO_ROW picks the last: outside has none
    return np.stack(
        (
            placed.start_at,
            placed.end_at,
            tables.operations.wait_minutes[placed.operation],
            tables.operations.sequence[placed.operation],
            placed.bound_by,
            placed.bound_kind,
            placed.bound_subject,
            placed.work_unit,
            calendar[placed.work_unit],
            placed.people_first,
            np.append(placed.people_first, len(tables.people))[1:],
        ),
        axis=1,
    )


@kernel
def rows_by_group(group: IntArray, count: int) -> tuple[IntArray, IntArray]:
    """Return where each group begins and the rows in the order of their groups; a group below 0 is left out."""
    first = np.zeros(count + 1, np.int64)
    for row in range(len(group)):
        if group[row] >= 0:
            first[group[row] + 1] += 1
    for at in range(count):
        first[at + 1] += first[at]
    place = first.copy()
    rows = np.empty(first[count], np.int64)
    for row in range(len(group)):
        if group[row] >= 0:
            rows[place[group[row]]] = row
            place[group[row]] += 1
    return first, rows
