"""How full each work centre is, week by week: open minutes of its units, and minutes of the work placed on them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pegboard.engine.calendar import WorkingTime, window_of, worked_between
from pegboard.engine.core.columns import NO_ROW, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.plan import Load, PlacedOperations
from pegboard.engine.schedule.resources import unit_calendars
from pegboard.engine.snapshot import Snapshot


class _Spans(NamedTuple):
    """Operations placed on units; the calendars of one are the rows first[o] … first[o + 1] - 1: unit, then crew."""

    centre: IntArray
    start: IntArray
    end: IntArray
    minutes: IntArray
    first: IntArray
    calendar: IntArray


def load_of(snapshot: Snapshot, working_time: WorkingTime, placed: PlacedOperations, people: IntArray) -> Load:
    """Return capacity and load of every work centre from this week to the week of the last placed end."""
    local_time, centres = snapshot.local_time, len(snapshot.work_centres)
    until = np.array([snapshot.now, max(snapshot.now, int(placed.end_at.max(initial=0)))])
    first, last = local_time.monday(local_time.day_of(until)).tolist()
    mondays = np.arange(first, last + 1, 7)
    bounds = np.array(local_time.day_start(np.append(mondays, last + 7)), dtype=np.int64)
    bounds[0] = snapshot.now
    load = np.zeros((centres, len(mondays)), dtype=np.int64)
    _add_load(working_time, _spans(snapshot, placed, people), bounds, load)
    return Load(
        work_centre=np.repeat(np.arange(centres), len(mondays)),
        week=np.tile(mondays, centres),
        capacity_minutes=_capacity(snapshot, working_time, bounds).ravel(),
        load_minutes=load.ravel(),
    )


def _capacity(snapshot: Snapshot, working_time: WorkingTime, bounds: IntArray) -> IntArray:
    """Return the open minutes of all units of each centre between the bounds."""
    centres, calendars = len(snapshot.work_centres), len(snapshot.calendars)
    open_minutes = np.zeros((calendars, len(bounds) - 1), dtype=np.int64)
    _count_open(working_time, bounds, open_minutes)
    pairs = snapshot.work_units.work_centre * calendars + unit_calendars(snapshot)
    units = np.bincount(pairs, minlength=centres * calendars).reshape(centres, calendars)
    return np.asarray(units @ open_minutes)


@kernel
def _count_open(wt: WorkingTime, bounds: IntArray, minutes: IntArray) -> None:
    for calendar in range(minutes.shape[0]):
        for week in range(minutes.shape[1]):
            minutes[calendar, week] = worked_between(wt, calendar, bounds[week], bounds[week + 1])


def _spans(snapshot: Snapshot, placed: PlacedOperations, people: IntArray) -> _Spans:
    rows = np.flatnonzero(placed.work_unit != NO_ROW)
    unit = placed.work_unit[rows]
    crews = np.diff(np.append(placed.people_first, len(people)))[rows]
    first = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(crews + 1)))
    calendar = np.empty(int(first[-1]), dtype=np.int64)
    is_unit = np.zeros(len(calendar), dtype=np.bool_)
    is_unit[first[:-1]] = True
    calendar[is_unit] = unit_calendars(snapshot)[unit]
    calendar[~is_unit] = snapshot.people.calendar[people]
    return _Spans(
        centre=np.array(snapshot.work_units.work_centre[unit]),
        start=np.array(placed.start_at[rows]),
        end=np.array(placed.end_at[rows]),
        minutes=np.array(placed.setup_minutes[rows] + placed.run_minutes[rows]),
        first=first,
        calendar=calendar,
    )


@kernel
def _add_load(wt: WorkingTime, spans: _Spans, bounds: IntArray, load: IntArray) -> None:
    """Add the minutes of each operation to the weeks in which they are worked."""
    for row in range(spans.centre.shape[0]):
        week = int(np.searchsorted(bounds, spans.start[row], side="right")) - 1
        calendars = spans.calendar[spans.first[row] : spans.first[row + 1]]
        left = spans.minutes[row]
        while left > 0 and spans.end[row] > bounds[week + 1]:
            worked = common_minutes(wt, calendars, max(spans.start[row], bounds[week]), bounds[week + 1])
            load[spans.centre[row], week] += worked
            left -= worked
            week += 1
        load[spans.centre[row], week] += left


@kernel
def common_minutes(wt: WorkingTime, calendars: IntArray, a: int, b: int) -> int:
    """Return how many minutes from a up to b all of the calendars are open."""
    total = 0
    at = a
    while at < b:
        opens = at
        closes = b
        for row in range(calendars.shape[0]):
            window = window_of(wt, calendars[row], at)
            if window < 0:
                return total
            opens = max(opens, wt.start[window])
            closes = min(closes, wt.end[window])
        if opens == at:
            total += closes - at
            at = closes
        else:
            at = min(opens, b)
    return total
