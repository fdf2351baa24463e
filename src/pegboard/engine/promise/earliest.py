"""When what is timed as late as safe could have been there: purchases and subcontracted orders of a finite plan."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pegboard.engine.calendar import LAST_DAY
from pegboard.engine.core.columns import NOT_GIVEN, BoolArray, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.plan import Pegs, PlannedOrders
from pegboard.engine.plan.vocabulary import PLANNED_ORDER
from pegboard.engine.promise.sealing import sealed
from pegboard.engine.promise.whole_days import start_of_later_day
from pegboard.engine.schedule.work import passing_days
from pegboard.engine.snapshot import Snapshot
from pegboard.engine.snapshot.engineering import BUY, SUBCONTRACT


class EarliestTimes(NamedTuple):
    """By planned order: when it could have begun and been there; as planned where it is not timed late."""

    start: IntArray
    finish: IntArray


class _Feeds(NamedTuple):
    """Pegs by planned order that takes them: those of order o are row[first[o]] … row[first[o + 1] - 1]."""

    first: IntArray
    row: IntArray
    supply: IntArray  # row of the order that supplies it, -1: what is not made here
    available: IntArray


def earliest_times(
    snapshot: Snapshot, orders: PlannedOrders, pegs: Pegs, *, orders_from: int, feeds: tuple[IntArray, IntArray]
) -> EarliestTimes:
    """Return the earliest times of the orders of a finite plan.

    Parameters
    ----------
    orders_from
        What the first of the orders is called in the pegs.
    feeds
        Where the pegs that each order takes begin among the rows, and the rows.
    """
    times = EarliestTimes(orders.start_at.copy(), orders.finish_at.copy())
    today = int(snapshot.local_time.day_of(np.array([snapshot.now]))[0])
    days = passing_days(snapshot, orders)
    bought = np.flatnonzero(orders.supply == BUY)
    arrival = np.maximum(snapshot.local_time.day_start(today + days[bought]), snapshot.now)
    times.start[bought] = snapshot.now
    times.finish[bought] = np.minimum(times.finish[bought], arrival)
    outside = np.flatnonzero((orders.supply == SUBCONTRACT) & (orders.finish_at != NOT_GIVEN))
    if len(outside):
        supply = np.where(supplied_by(pegs, orders_from), pegs.supply - orders_from, -1)
        day_start = snapshot.local_time.day_start(np.arange(LAST_DAY))
        taken = sealed(_Feeds(*feeds, supply, pegs.available_at))
        _hasten(times, taken, sealed((outside, days, day_start)), snapshot.now)
    return times


def supplied_by(pegs: Pegs, orders_from: int) -> BoolArray:
    """Say of each peg whether a planned order from that row on supplies it."""
    return np.asarray((pegs.supply_kind == PLANNED_ORDER) & (pegs.supply >= orders_from))


@kernel
def _hasten(times: EarliestTimes, feeds: _Feeds, given: tuple[IntArray, IntArray, IntArray], now: int) -> None:
    """Begin subcontracted orders when their components are there; makers of components have higher rows than users."""
    outside, days, day_start = given
    for place in range(len(outside) - 1, -1, -1):
        order = outside[place]
        ready = now
        for at in range(feeds.first[order], feeds.first[order + 1]):
            row = feeds.row[at]
            supplier = feeds.supply[row]
            ready = max(ready, times.finish[supplier] if supplier >= 0 else feeds.available[row])
        over = max(ready, start_of_later_day(day_start, ready, days[order]))
        if over < times.finish[order]:
            times.start[order] = ready
            times.finish[order] = over
