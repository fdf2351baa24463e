"""Hours that several calendars share: a unit's and those of the people who stay with its work."""

from __future__ import annotations

from pegboard.engine.calendar import BEYOND, WorkingTime, next_open, window_of
from pegboard.engine.core.columns import IntArray
from pegboard.engine.core.kernel import kernel


@kernel
def common_end(working: WorkingTime, calendars: IntArray, count: int, t: int, minutes: int) -> int:
    """Return the end of work that goes on only while the first `count` of the calendars are all open."""
    left = minutes
    at = t
    while left > 0:
        at = common_opening(working, calendars, count, at)
        if at >= BEYOND:
            return BEYOND
        closes = BEYOND
        for row in range(count):
            closes = min(closes, int(working.end[window_of(working, calendars[row], at)]))
        step = min(left, closes - at)
        left -= step
        at += step
    return at


@kernel
def common_opening(working: WorkingTime, calendars: IntArray, count: int, t: int) -> int:
    """Return the first minute at or after t at which the first `count` of the calendars are all open."""
    at = t
    agreed = 0
    row = 0
    while agreed < count:
        opening = next_open(working, calendars[row], at)
        if opening >= BEYOND:
            return BEYOND
        agreed = agreed + 1 if opening == at else 1
        at = opening
        row = (row + 1) % count
    return at
