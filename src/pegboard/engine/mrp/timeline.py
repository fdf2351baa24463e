"""How netting counts time: elapsed minutes, or whole days where capacity is unlimited."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pegboard.engine.core.columns import NOT_GIVEN, IntArray
from pegboard.engine.core.local_time import DAY, LocalTime
from pegboard.engine.mrp.tables import Clock


@dataclass(frozen=True)
class Timeline:
    """The minutes in which netting compares supply and demand.

    In a finite plan they are elapsed minutes. In an infinite plan a day is a day: its number, plus one, times 1440, for
    supply and demand alike, and nothing is wanted before the end of today.
    """

    local_time: LocalTime
    now: int
    is_whole_days: bool

    @property
    def floor(self) -> int:
        """Return the minute before which nothing can be wanted."""
        return DAY if self.is_whole_days else self.now

    def end_of(self, days: IntArray) -> IntArray:
        """Return the minute at which demand of a day is wanted."""
        if self.is_whole_days:
            return np.asarray((days + 1) * DAY)
        return self.local_time.day_start(days + 1)

    def supply_on(self, days: IntArray) -> IntArray:
        """Return the minute from which supply dated on a day is usable; not given and past days mean the floor."""
        given = np.where(days == NOT_GIVEN, 0, days)
        minutes = (given + 1) * DAY if self.is_whole_days else self.local_time.day_start(given)
        return np.asarray(np.maximum(np.where(days == NOT_GIVEN, self.floor, minutes), self.floor))

    def clock(self, last_need: int) -> Clock:
        """Return the day starts that cover every need up to the last."""
        days = np.arange(max(last_need, self.floor) // DAY + 3)
        return Clock(self.floor, days * DAY if self.is_whole_days else self.local_time.day_start(days))
