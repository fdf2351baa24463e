"""When planned orders begin and end once operations are placed; purchases and subcontractors as late as is safe.

Make orders have the times of their operations. A purchase, and an order to a subcontractor, arrives at the start of
the day of its need less the safety lead time, but is never begun before now, nor before its own components are there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from pegboard.engine.calendar import LAST_DAY
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.core.local_time import DAY
from pegboard.engine.plan import Pegs, PlannedOrders
from pegboard.engine.plan.vocabulary import FOR_PLANNED_ORDER, PLANNED_ORDER, RECEIPT
from pegboard.engine.schedule.builder import Built
from pegboard.engine.schedule.search import NEVER, Schedule
from pegboard.engine.schedule.work import passing_days
from pegboard.engine.snapshot import Snapshot
from pegboard.engine.snapshot.engineering import BUY, MAKE, SUBCONTRACT

NO_NEED = 2**62


class _Orders(NamedTuple):
    """What timing reads and writes of planned orders."""

    supply: IntArray
    days: IntArray
    safety_days: IntArray
    start: IntArray
    finish: IntArray
    due: IntArray


class _PegColumns(NamedTuple):
    """Pegs by the planned order that supplies them: those of order o are row[first[o]] … row[first[o + 1] - 1]."""

    first: IntArray
    row: IntArray
    needed: IntArray
    user: IntArray  # the subcontract order whose start decides when it is needed, NO_ROW for others


def timed_orders(
    snapshot: Snapshot, planned: PlannedOrders, pegs: Pegs, built: Built, schedule: Schedule
) -> tuple[PlannedOrders, Pegs]:
    """Return planned orders and pegs with their final times."""
    start, finish = _placed_times(planned, built, schedule)
    orders = _Orders(
        supply=np.array(planned.supply),
        days=passing_days(snapshot, planned),
        safety_days=np.array(snapshot.items.safety_lead_time_days[planned.item]),
        start=start,
        finish=finish,
        due=np.full(len(planned), NO_NEED, dtype=np.int64),
    )
    columns = _peg_columns(snapshot, planned, pegs, built, schedule)
    day_start = np.asarray(snapshot.local_time.day_start(np.arange(LAST_DAY + 1)), dtype=np.int64)
    _time_all(orders, columns, day_start, snapshot.now)
    due = np.where(orders.due == NO_NEED, planned.due_at, orders.due)
    timed = replace(planned, release_at=start, start_at=start, finish_at=finish, due_at=due)
    available = _available(pegs, timed, built, schedule)
    return timed, replace(pegs, needed_at=columns.needed, available_at=available)


def _placed_times(planned: PlannedOrders, built: Built, schedule: Schedule) -> tuple[IntArray, IntArray]:
    """Return start and finish of the orders that were placed; NOT_GIVEN for the rest."""
    supply = built.work.supply_of(PLANNED_ORDER, len(planned))
    steps = np.append(schedule.start, NOT_GIVEN)
    first = np.append(built.work.first, len(schedule.start))
    is_begun = np.append(schedule.is_placed, False)[np.where(supply != NO_ROW, first[supply], NO_ROW)]
    start = np.where(is_begun, steps[np.where(supply != NO_ROW, first[supply], NO_ROW)], NOT_GIVEN)
    ended = np.append(schedule.supply_finish, NEVER)[supply]
    return start.astype(np.int64), np.where(ended < NEVER, ended, NOT_GIVEN).astype(np.int64)


def _peg_columns(
    snapshot: Snapshot, planned: PlannedOrders, pegs: Pegs, built: Built, schedule: Schedule
) -> _PegColumns:
    step = built.ends.user
    is_begun = (step != NO_ROW) & np.append(schedule.is_placed, False)[step]
    needed = np.where(is_begun, np.append(schedule.start, 0)[step], np.maximum(pegs.needed_at, snapshot.now))
    order = np.where(pegs.demand_kind == FOR_PLANNED_ORDER, pegs.demand, NO_ROW)
    is_passed_on = is_begun & (np.append(planned.supply, MAKE)[order] == SUBCONTRACT)
    supplier = np.where(pegs.supply_kind == PLANNED_ORDER, pegs.supply, NO_ROW)
    rows = np.argsort(supplier, kind="stable")
    return _PegColumns(
        first=np.searchsorted(supplier[rows], np.arange(len(planned) + 1)).astype(np.int64),
        row=rows,
        needed=needed.astype(np.int64),
        user=np.where(is_passed_on, order, NO_ROW).astype(np.int64),
    )


@kernel
def _time_all(orders: _Orders, pegs: _PegColumns, day_start: IntArray, now: int) -> None:
    """Time what is bought or made elsewhere, users before what they use: netting numbers orders in that order."""
    for order in range(orders.supply.shape[0]):
        for at in range(pegs.first[order], pegs.first[order + 1]):
            row = pegs.row[at]
            orders.due[order] = min(orders.due[order], _need(orders, pegs, row))
        if orders.supply[order] != MAKE and orders.due[order] < NO_NEED:
            _time_late(orders, order, day_start, now)
        elif orders.supply[order] == BUY:
            orders.due[order] = now
            _time_late(orders, order, day_start, now)
            orders.due[order] = NO_NEED
    for row in range(pegs.user.shape[0]):
        _need(orders, pegs, row)


@kernel
def _need(orders: _Orders, pegs: _PegColumns, row: int) -> int:
    """Write and return when a peg is needed: with a subcontractor, when the order now begins."""
    user = pegs.user[row]
    if user >= 0:
        pegs.needed[row] = orders.start[user]
    return int(pegs.needed[row])


@kernel
def _time_late(orders: _Orders, order: int, day_start: IntArray, now: int) -> None:
    """Let an order arrive on the day of its need less the safety lead time, or as soon as it still can."""
    if orders.supply[order] == SUBCONTRACT and orders.finish[order] == NOT_GIVEN:
        return
    last = day_start.shape[0] - 1
    today = _day_of(day_start, now)
    earliest = now if orders.supply[order] == BUY else orders.start[order]
    begin = _day_of(day_start, orders.due[order]) - orders.safety_days[order] - orders.days[order]
    begin = min(max(begin, today), last)
    orders.start[order] = max(earliest, day_start[begin])
    arrival = _day_of(day_start, orders.start[order]) + orders.days[order]
    beyond = max(0, arrival - last) * DAY
    orders.finish[order] = max(orders.start[order], day_start[min(arrival, last)] + beyond)


@kernel
def _day_of(day_start: IntArray, t: int) -> int:
    """Return the day of a minute, days before today as today and days beyond the horizon as its last."""
    last = day_start.shape[0] - 1
    day = min(max(t // DAY, 0), last)
    while day < last and day_start[day + 1] <= t:
        day += 1
    while day > 0 and day_start[day] > t:
        day -= 1
    return int(day)


def _available(pegs: Pegs, timed: PlannedOrders, built: Built, schedule: Schedule) -> IntArray:
    """Return when the supply of each peg is there, NOT_GIVEN where it could not be placed."""
    available = np.array(built.ends.known_at)
    made = np.flatnonzero((pegs.supply_kind == RECEIPT) & (built.ends.maker != NO_ROW))
    finish = schedule.supply_finish[built.ends.maker[made]]
    available[made] = np.where(finish < NEVER, finish, NOT_GIVEN)
    planned = np.flatnonzero(pegs.supply_kind == PLANNED_ORDER)
    available[planned] = timed.finish_at[pegs.supply[planned]]
    return available
