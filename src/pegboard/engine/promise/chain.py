"""The plan laid out for tracing backwards: who is fed by which pegs, and which steps made each supply.

A *producer* is what may have steps or components of its own: the receipts, then the planned orders. A *consumer* is
whoever holds pegs: the order lines, then the producers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, BoolArray, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.plan import Pegs, PlacedOperations, PlannedOrders
from pegboard.engine.plan.operations import OperationColumns
from pegboard.engine.plan.vocabulary import FOR_ORDER_LINE, FOR_PLANNED_ORDER, FOR_RECEIPT, RECEIPT
from pegboard.engine.promise.earliest import EarliestTimes, earliest_times, supplied_by
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


class PegColumns(NamedTuple):
    """Pegs by consumer: those of consumer c are `row[first[c]]` … `row[first[c + 1] - 1]`."""

    first: IntArray
    row: IntArray
    kind: IntArray
    supply: IntArray
    sequence: IntArray
    quantity: IntArray
    available: IntArray
    earliest: IntArray  # when it could have been there: some supplies come as late as safe


class StepColumns(NamedTuple):
    """Placed operations by producer: those of producer p are the rows `first[p]` … `first[p + 1] - 1`."""

    first: IntArray
    start: IntArray
    end: IntArray
    wait: IntArray
    sequence: IntArray
    bound_by: IntArray
    bound_kind: IntArray
    bound_subject: IntArray
    unit: IntArray  # NO_ROW outside
    calendar: IntArray  # of the unit, NO_ROW outside
    crew_first: IntArray
    crew_calendar: IntArray


class OrderColumns(NamedTuple):
    """The planned orders' own times."""

    release: IntArray
    start: IntArray
    earliest: EarliestTimes
    is_bought: BoolArray


class Chain(NamedTuple):
    """All that tracing reads."""

    now: int
    orders_from: int
    lines_from: int
    lines: int
    receipts: int
    pegs: PegColumns
    steps: StepColumns
    orders: OrderColumns


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
        pegs=_peg_columns(tables, first, row, times),
        steps=_step_columns(snapshot, tables),
        orders=OrderColumns(
            release=orders.release_at,
            start=orders.start_at,
            earliest=times,
            is_bought=orders.supply == BUY,
        ),
    )
    return sealed(chain)


def _peg_columns(tables: PlanTables, first: IntArray, row: IntArray, times: EarliestTimes) -> PegColumns:
    pegs = tables.pegs
    supply = np.where(supplied_by(pegs, tables.orders_from), pegs.supply - tables.orders_from, NO_ROW)
    finish = np.append(times.finish, NOT_GIVEN)[supply]
    return PegColumns(
        first=first,
        row=row,
        kind=pegs.supply_kind,
        supply=pegs.supply,
        sequence=pegs.sequence,
        quantity=pegs.quantity,
        available=pegs.available_at,
        earliest=np.where(supply == NO_ROW, pegs.available_at, np.minimum(finish, pegs.available_at)),
    )


def _consumers(snapshot: Snapshot, tables: PlanTables) -> IntArray:
    """Return the consumer of each peg, NO_ROW for safety stock and forecast."""
    pegs, lines, receipts = tables.pegs, tables.line_count, len(snapshot.receipts)
    shift = np.full(len(pegs), NOT_GIVEN, dtype=np.int64)
    shift[pegs.demand_kind == FOR_ORDER_LINE] = -tables.lines_from
    shift[pegs.demand_kind == FOR_RECEIPT] = lines
    shift[pegs.demand_kind == FOR_PLANNED_ORDER] = lines + receipts - tables.orders_from
    return np.asarray(np.maximum(pegs.demand + shift, NO_ROW))


def _step_columns(snapshot: Snapshot, tables: PlanTables) -> StepColumns:
    placed, receipts = tables.placed_operations, len(snapshot.receipts)
    is_receipt = placed.supply_kind == RECEIPT
    producer = np.where(is_receipt, placed.supply, placed.supply - tables.orders_from + receipts)
    calendar = np.append(unit_calendars(snapshot), NO_ROW)  # NO_ROW picks the last: outside has none
    return StepColumns(
        first=np.searchsorted(producer, np.arange(receipts + len(tables.planned_orders) + 1)),
        start=placed.start_at,
        end=placed.end_at,
        wait=tables.operations.wait_minutes[placed.operation],
        sequence=tables.operations.sequence[placed.operation],
        bound_by=placed.bound_by,
        bound_kind=placed.bound_kind,
        bound_subject=placed.bound_subject,
        unit=placed.work_unit,
        calendar=calendar[placed.work_unit],
        crew_first=np.append(placed.people_first, len(tables.people)),
        crew_calendar=snapshot.people.calendar[tables.people],
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
