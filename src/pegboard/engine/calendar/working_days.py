"""Working days: the days on which a calendar opens at all, for the promise margin."""

from __future__ import annotations

import numpy as np

from pegboard.engine.calendar.working_time import FIRST_DAY, LAST_DAY, WorkingTime
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, IntArray
from pegboard.engine.core.local_time import LocalTime
from pegboard.engine.snapshot import Snapshot


def most_used_calendar(snapshot: Snapshot) -> int:
    """Return the calendar that most work centres use, the first by code where several do; NO_ROW without centres."""
    used = snapshot.work_centres.calendar
    return int(np.bincount(used).argmax()) if len(used) else NO_ROW


def margin_calendar(snapshot: Snapshot) -> int:
    """Return the calendar whose working days the promise margin counts."""
    named = snapshot.policy.calendar
    return named if named != NO_ROW else most_used_calendar(snapshot)


def add_working_days(local_time: LocalTime, wt: WorkingTime, calendar: int, days: IntArray, count: int) -> IntArray:
    """Return each day moved on by so many working days of the calendar; a count of 0 leaves it where it is.

    A working day is a local day with at least one open minute. After the last working day of the horizon, and without
    a calendar at all, every day counts: a margin never makes a promise impossible. NOT_GIVEN stays NOT_GIVEN.
    """
    days = np.asarray(days, dtype=np.int64)
    if count <= 0:
        return days
    working = working_days(local_time, wt, calendar) if calendar != NO_ROW else np.zeros(0, dtype=np.int64)
    wanted = np.searchsorted(working, days, side="right") + count - 1
    last = int(working[-1]) if len(working) else FIRST_DAY
    lacking = np.maximum(wanted - len(working) + 1, 0)
    reached = np.append(working, [last])[np.minimum(wanted, len(working))]
    moved = np.where(lacking > 0, np.maximum(days, last) + lacking, reached)
    return np.asarray(np.where(days == NOT_GIVEN, NOT_GIVEN, moved))


def leave_working_days(local_time: LocalTime, wt: WorkingTime, calendar: int, days: IntArray, count: int) -> IntArray:
    """Return the latest day from which so many working days still end by each day: `add_working_days` backwards."""
    days = np.asarray(days, dtype=np.int64)
    if count <= 0:
        return days
    working = working_days(local_time, wt, calendar) if calendar != NO_ROW else np.zeros(0, dtype=np.int64)
    place = np.searchsorted(working, days, side="right") - count
    is_known = (place >= 0) & (days <= (int(working[-1]) if len(working) else FIRST_DAY))
    return np.where(is_known, np.append(working, 0)[np.where(is_known, place, -1)] - 1, days - count)


def working_days(local_time: LocalTime, wt: WorkingTime, calendar: int) -> IntArray:
    """Return the days of the horizon on which the calendar has at least one open minute, ascending."""
    rows = slice(int(wt.first[calendar]), int(wt.first[calendar + 1]))
    opened = local_time.day_of(wt.start[rows]) - FIRST_DAY
    closed = local_time.day_of(wt.end[rows] - 1) - FIRST_DAY
    depth = np.zeros(LAST_DAY - FIRST_DAY + 1, dtype=np.int64)
    np.add.at(depth, opened, 1)
    np.add.at(depth, closed + 1, -1)
    return np.asarray(np.flatnonzero(np.cumsum(depth) > 0) + FIRST_DAY)
