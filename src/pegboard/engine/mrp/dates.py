"""Dates by lead times alone: what an infinite plan says of when things start and end.

Everything is as late as its need allows, but never before now and never before its components are there. A step of so
many days begun on a day ends at the start of the day that many days later.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.core.local_time import DAY
from pegboard.engine.mrp.run import MaterialPlan
from pegboard.engine.plan import Pegs, PlannedOrders
from pegboard.engine.plan.vocabulary import FOR_PLANNED_ORDER, PLANNED_ORDER, RECEIPT, STOCK
from pegboard.engine.snapshot import Snapshot
from pegboard.engine.snapshot.engineering import MAKE


class Steps(NamedTuple):
    """One elapsed step for each planned order."""

    days: IntArray
    start_at: IntArray  # first the latest start, then the real one
    finish_at: IntArray


def lead_time_dates(
    snapshot: Snapshot, material: MaterialPlan, planned: PlannedOrders, pegs: Pegs
) -> tuple[PlannedOrders, Pegs]:
    """Return planned orders and pegs with the dates that lead times give them."""
    days = np.maximum(material.rules.lead_days[planned.item], 0)
    steps = Steps(days, _latest_starts(snapshot, material, planned, days), np.full(len(days), NOT_GIVEN, np.int64))
    day_start = snapshot.local_time.day_start(np.arange(int(steps.start_at.max(initial=0)) // DAY + 3))
    available = np.full(len(pegs), NOT_GIVEN, np.int64)
    for kind, dated in ((STOCK, snapshot.stock.available_on), (RECEIPT, snapshot.receipts.due_on)):
        rows = np.flatnonzero(pegs.supply_kind == kind)
        days_given = dated[pegs.supply[rows]]
        usable = snapshot.local_time.day_start(np.where(days_given == NOT_GIVEN, 0, days_given))
        available[rows] = np.maximum(usable, snapshot.now)
    _push(pegs.supply_kind, pegs.supply, pegs.demand_kind, pegs.demand, available, steps, day_start)
    needed = _needed(snapshot, pegs, steps)
    due = np.full(len(planned), 2**62, np.int64)
    from_order = np.flatnonzero(pegs.supply_kind == PLANNED_ORDER)
    np.minimum.at(due, pegs.supply[from_order], needed[from_order])
    dated_orders = replace(
        planned, release_at=steps.start_at, start_at=steps.start_at, finish_at=steps.finish_at, due_at=due
    )
    return dated_orders, replace(pegs, needed_at=needed, available_at=available)


def _latest_starts(snapshot: Snapshot, material: MaterialPlan, planned: PlannedOrders, days: IntArray) -> IntArray:
    """Return the start of the latest day on which each order may begin, now if that is past."""
    raw = material.orders.raw_need
    need_day = np.where(raw >= DAY, raw // DAY, 0)
    early = np.where(planned.supply == MAKE, 0, snapshot.items.safety_lead_time_days[planned.item])
    begin = snapshot.local_time.day_start(np.maximum(need_day - early - days, 0))
    return np.maximum(begin, snapshot.now)


@kernel
def _push(
    supply_kind: IntArray,
    supply: IntArray,
    demand_kind: IntArray,
    demand: IntArray,
    available: IntArray,
    steps: Steps,
    day_start: IntArray,
) -> None:
    """Write when each supply is there, from the deepest level up; orders that it comes too late for start later.

    Netting writes the pegs of an order's components after the order's own, so backwards each order is complete before
    its first peg is met.
    """
    start_at, finish_at, days = steps.start_at, steps.finish_at, steps.days
    for peg in range(len(supply) - 1, -1, -1):
        if supply_kind[peg] == PLANNED_ORDER:
            order = supply[peg]
            if finish_at[order] == NOT_GIVEN:
                finish_at[order] = end_of_step(start_at[order], days[order], day_start)
            available[peg] = finish_at[order]
        if demand_kind[peg] == FOR_PLANNED_ORDER:
            start_at[demand[peg]] = max(start_at[demand[peg]], available[peg])


@kernel
def end_of_step(start: int, days: int, day_start: IntArray) -> int:
    """Return the end of an elapsed step: the start of the day `days` after the day of its start."""
    last = len(day_start) - 1
    day = min(max(start // DAY, 0), last)
    while day > 0 and day_start[day] > start:
        day -= 1
    while day < last and day_start[day + 1] <= start:
        day += 1
    if day == last:
        day += (start - day_start[last]) // DAY
    ends = day + days
    if ends <= last:
        return int(max(start, day_start[ends]))
    return int(max(start, day_start[last] + (ends - last) * DAY))


def _needed(snapshot: Snapshot, pegs: Pegs, steps: Steps) -> IntArray:
    """Return when each peg is needed: an order's components when it starts, the rest when it is wanted."""
    days = np.maximum(pegs.needed_at // DAY, 0)
    needed = np.maximum(snapshot.local_time.day_start(days), snapshot.now)
    is_given = pegs.needed_at == NOT_GIVEN
    needed[is_given] = snapshot.now
    of_order = pegs.demand_kind == FOR_PLANNED_ORDER
    needed[of_order] = np.append(steps.start_at, NO_ROW)[pegs.demand[of_order]]
    return np.asarray(needed)
