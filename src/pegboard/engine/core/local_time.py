"""The factory's clock: whole elapsed minutes since the start of the day of `now`, and what the wall says then.

Minute 0 is local midnight at the start of the day on which the snapshot is true; day 0 is that day. Elapsed minutes
run on through a change of the clocks, wall minutes jump: a `Shift` table says where.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from pegboard.engine.core.columns import IntArray

DAY: Final = 1440


@dataclass(frozen=True)
class LocalTime:
    """Turns days and wall minutes into elapsed minutes and back.

    Parameters
    ----------
    origin_ordinal
        Proleptic Gregorian ordinal of day 0 (1 is 1 January of the year 1, a Monday).
    shift_at
        Elapsed minutes at which the wall clock begins to differ by `shift`, ascending; the first is the distant past.
    shift
        Wall minutes less elapsed minutes from then on; 0 at minute 0.
    """

    origin_ordinal: int
    shift_at: IntArray
    shift: IntArray

    def wall(self, minutes: IntArray) -> IntArray:
        """Return the wall minutes (since day 0, as if no clock ever changed) of elapsed minutes."""
        segment = np.searchsorted(self.shift_at, minutes, side="right") - 1
        return np.asarray(minutes + self.shift[np.maximum(segment, 0)])

    def elapsed(self, wall: IntArray) -> IntArray:
        """Return the elapsed minutes of wall minutes.

        A wall time that comes twice means the first; one that is skipped means the instant of the skip.
        """
        segment_ends = self.shift_at[1:] + self.shift[:-1]
        segment = np.searchsorted(segment_ends, wall, side="right")
        found = wall - self.shift[segment]
        return np.asarray(np.where(segment > 0, np.maximum(found, self.shift_at[segment]), found))

    def day_start(self, days: IntArray) -> IntArray:
        """Return the elapsed minute at which each day begins."""
        return self.elapsed(np.asarray(days) * DAY)

    def day_of(self, minutes: IntArray) -> IntArray:
        """Return the day in which each elapsed minute lies; midnight belongs to the day that begins."""
        return np.asarray(self.wall(np.asarray(minutes)) // DAY)

    def day_before_or_of(self, minutes: IntArray) -> IntArray:
        """Return the day that an end belongs to: midnight belongs to the day that ends."""
        return self.day_of(np.asarray(minutes) - 1)

    def weekday(self, days: IntArray) -> IntArray:
        """Return 1 for Monday … 7 for Sunday."""
        return np.asarray((np.asarray(days) + self.origin_ordinal - 1) % 7 + 1)

    def monday(self, days: IntArray) -> IntArray:
        """Return the Monday on or before each day."""
        return np.asarray(days) - self.weekday(days) + 1
