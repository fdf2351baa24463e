"""The open windows of every calendar, laid out once over the whole planning horizon."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from pegboard.engine.core.columns import BoolArray, IntArray, frozen
from pegboard.engine.core.local_time import DAY, LocalTime
from pegboard.engine.core.rounding import LARGEST
from pegboard.engine.snapshot import CalendarExceptions, CalendarWindows, Snapshot

FIRST_DAY: Final = -7
"""The horizon begins a week back, so that work already started finds its hours."""
LAST_DAY: Final = 7305
"""The horizon ends at the start of this day: twenty years on."""
WEEK: Final = 7 * DAY


class WorkingTime(NamedTuple):
    """Open windows in elapsed minutes, calendar by calendar, ascending; no two of a calendar touch.

    The windows of calendar `c` are the rows `first[c]` up to `first[c + 1]`; `before` is how many open minutes of the
    calendar lie before the window, counted from the start of the horizon.
    """

    first: IntArray
    start: IntArray
    end: IntArray
    before: IntArray


def working_time(snapshot: Snapshot) -> WorkingTime:
    """Return when each calendar is open: weekly hours, less closures, plus extra openings.

    Hours are what the clock on the wall says, so the hours of a night on which the clocks change have their true
    length: the window 01:00–05:00 lasts three or five hours then. Exceptions outside the horizon change nothing.
    """
    calendars = len(snapshot.calendars)
    horizon = snapshot.local_time.day_start(np.array([FIRST_DAY, LAST_DAY]))
    # All calendars stand behind each other on one line of minutes, with a gap between them: one sweep serves all.
    line = _Line(int(horizon[0]), int(horizon[1]), int(horizon[1] - horizon[0]) + 1)
    weekly = line.place(*_weekly_windows(snapshot.calendar_windows, snapshot.local_time))
    exceptions = snapshot.calendar_exceptions
    closures = _swept([line.place(*_exceptions(exceptions, ~exceptions.is_working))], weights=[1])
    openings = line.place(*_exceptions(exceptions, exceptions.is_working))
    # Neither weekly windows nor closures overlap among themselves: 1 - 1 is closed, an opening of 2 is always open.
    start, end = _swept([weekly, closures, openings], weights=[1, -1, 2])
    first = np.searchsorted(start, np.arange(calendars + 1) * line.span)
    shift = np.repeat(np.arange(calendars) * line.span, np.diff(first)) - line.begin
    return WorkingTime(
        first=frozen(first.astype(np.int64)),
        start=frozen(start - shift),
        end=frozen(end - shift),
        before=frozen(_before(first, end - start)),
    )


Intervals = tuple[IntArray, IntArray]
"""Starts and ends."""


class _Line(NamedTuple):
    """The one line of minutes on which every calendar has its own stretch of `span` minutes."""

    begin: int
    end: int
    span: int

    def place(self, calendar: IntArray, start: IntArray, end: IntArray) -> Intervals:
        """Return the intervals on the line, cut to the horizon; what is empty then is gone."""
        start = np.maximum(start, self.begin)
        end = np.minimum(end, self.end)
        kept = start < end
        origin = calendar[kept] * self.span - self.begin
        return start[kept] + origin, end[kept] + origin


def _weekly_windows(windows: CalendarWindows, local_time: LocalTime) -> tuple[IntArray, IntArray, IntArray]:
    """Return calendar, start and end of every weekly window in every week of the horizon."""
    span = WEEK + 1  # one minute more, so that Sunday night does not touch the next calendar's Monday
    origin = windows.calendar * span + (windows.weekday - 1) * DAY
    start, end = _swept([(origin + windows.start_minute, origin + windows.end_minute)], weights=[1])
    calendar = start // span
    mondays = np.arange(int(local_time.monday(np.array([FIRST_DAY]))[0]), LAST_DAY, 7)[:, None] * DAY
    return (
        np.broadcast_to(calendar, (len(mondays), len(calendar))).ravel(),
        local_time.elapsed((mondays + start - calendar * span).ravel()),
        local_time.elapsed((mondays + end - calendar * span).ravel()),
    )


def _exceptions(exceptions: CalendarExceptions, kept: BoolArray) -> tuple[IntArray, IntArray, IntArray]:
    return exceptions.calendar[kept], exceptions.start_at[kept], exceptions.end_at[kept]


def _swept(groups: list[Intervals], *, weights: list[int]) -> Intervals:
    """Return the merged intervals on which the weights of all intervals that cover a minute add up to more than 0."""
    times = np.concatenate([side for group in groups for side in group])
    steps = np.repeat(
        np.array([sign * weight for weight in weights for sign in (1, -1)]),
        [len(side) for group in groups for side in group],
    )
    order = np.argsort(times, kind="stable")
    times = times[order]
    is_last = np.diff(times, append=LARGEST) > 0
    is_open = np.cumsum(steps[order])[is_last] > 0
    edges = times[is_last][np.diff(is_open, prepend=False)]
    return edges[0::2], edges[1::2]


def _before(first: IntArray, length: IntArray) -> IntArray:
    """Return the running total of the lengths, begun again at each calendar."""
    total = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(length)])
    return np.asarray(total[:-1] - np.repeat(total[first[:-1]], np.diff(first)))
