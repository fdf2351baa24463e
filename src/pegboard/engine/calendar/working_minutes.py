"""Adding, subtracting and counting working minutes, each in the logarithm of the number of windows."""

from __future__ import annotations

from typing import Final

from pegboard.engine.calendar.working_time import WorkingTime
from pegboard.engine.core.kernel import kernel

BEYOND: Final = 2**61
"""The minute of what never happens within the horizon; what would have to begin before it has the negative of this."""


@kernel
def window_of(wt: WorkingTime, calendar: int, t: int) -> int:
    """Return the row of the window that holds or follows minute t; -1 where the calendar never opens again."""
    low = int(wt.first[calendar])
    last = int(wt.first[calendar + 1])
    high = last
    while low < high:
        middle = (low + high) // 2
        if wt.end[middle] > t:
            high = middle
        else:
            low = middle + 1
    return low if low < last else -1


@kernel
def next_open(wt: WorkingTime, calendar: int, t: int) -> int:
    """Return the first open minute at or after t, or `BEYOND`."""
    row = window_of(wt, calendar, t)
    if row < 0:
        return BEYOND
    return max(t, int(wt.start[row]))


@kernel
def worked_before(wt: WorkingTime, calendar: int, t: int) -> int:
    """Return how many open minutes lie between the start of the horizon and minute t."""
    row = window_of(wt, calendar, t)
    if row >= 0:
        return int(wt.before[row]) + max(0, t - int(wt.start[row]))
    return _all_working(wt, calendar)


@kernel
def worked_between(wt: WorkingTime, calendar: int, a: int, b: int) -> int:
    """Return how many open minutes lie from minute a up to minute b; none where b is not after a."""
    if b <= a:
        return 0
    return worked_before(wt, calendar, b) - worked_before(wt, calendar, a)


@kernel
def add_working(wt: WorkingTime, calendar: int, t: int, minutes: int) -> int:
    """Return the end of so many minutes of work begun at or after t: t itself for none, `BEYOND` if it never ends.

    Work that ends as the calendar closes ends then, not when it opens again.
    """
    if minutes <= 0:
        return t
    row = window_of(wt, calendar, t)
    if row < 0:
        return BEYOND
    target = int(wt.before[row]) + max(0, t - int(wt.start[row])) + minutes
    row = _row_before(wt, row, int(wt.first[calendar + 1]), target)
    end = int(wt.start[row]) + target - int(wt.before[row])
    return end if end <= wt.end[row] else BEYOND


@kernel
def subtract_working(wt: WorkingTime, calendar: int, t: int, minutes: int) -> int:
    """Return the latest start from which so many minutes of work end by t: t itself for none.

    The start is an open minute; where the horizon has not that many open minutes before t it is `-BEYOND`.
    """
    if minutes <= 0:
        return t
    target = worked_before(wt, calendar, t) - minutes
    if target < 0:
        return -BEYOND
    first = int(wt.first[calendar])
    row = _row_before(wt, first, int(wt.first[calendar + 1]), target + 1)
    return int(wt.start[row]) + target - int(wt.before[row])


@kernel
def _row_before(wt: WorkingTime, low: int, last: int, target: int) -> int:
    """Return the last row from low up to last with fewer than target open minutes before it.

    Most work is short, so the search goes in doubling steps from low before it halves.
    """
    step = 1
    while low + step < last and wt.before[low + step] < target:
        low += step
        step *= 2
    high = min(low + step, last)
    while low + 1 < high:
        middle = (low + high) // 2
        if wt.before[middle] < target:
            low = middle
        else:
            high = middle
    return low


@kernel
def _all_working(wt: WorkingTime, calendar: int) -> int:
    last = int(wt.first[calendar + 1]) - 1
    if last < wt.first[calendar]:
        return 0
    return int(wt.before[last] + wt.end[last] - wt.start[last])
