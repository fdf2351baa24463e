"""Steps of whole days: lead times, subcontractors, work done outside."""

from __future__ import annotations

from pegboard.engine.core.columns import IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.core.local_time import DAY


@kernel
def start_of_later_day(day_start: IntArray, t: int, days: int) -> int:
    """Return the start of the day so many days after the day of minute t.

    Parameters
    ----------
    day_start
        When day 0, 1, 2 … begin; days beyond the last have 1,440 minutes.
    """
    low = 0
    high = len(day_start) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if day_start[middle] <= t:
            low = middle
        else:
            high = middle - 1
    beyond = max(low + days - len(day_start) + 1, 0)
    return int(day_start[low + days - beyond]) + beyond * DAY
