"""Time zones: the factory's clock from the IANA rules, and instants of the wall in it."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from pegboard.archive.faults import Unfit
from pegboard.engine.core.columns import ints
from pegboard.engine.core.local_time import DAY, LocalTime

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200
"""Changes of the clocks are looked up between these years only: before there were no zones, after nobody knows them."""
YEARS_AHEAD: Final = 21
_PROBE: Final = 4 * DAY
"""No zone has changed its clocks twice within so short a time since there are rules for it."""
DISTANT_PAST: Final = -(2**61)
_MINUTE: Final = timedelta(minutes=1)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Clock:
    """The factory's clock: `LocalTime`, and the offset from UTC that its wall minutes start from.

    A lenient clock stands in where the factory's zone is not known: every instant exists once, with any offset.
    """

    def __init__(self, local_time: LocalTime, base_offset: int, *, is_lenient: bool = False) -> None:
        self.local_time = local_time
        self.base_offset = base_offset
        self.is_lenient = is_lenient
        self.starts = local_time.shift_at.tolist()
        self.shifts = local_time.shift.tolist()
        self.ends = [start + shift for start, shift in zip(self.starts[1:], self.shifts, strict=False)]

    def wall(self, ordinal: int, minute: int) -> int:
        """Return the wall minute of a minute of a day given by its ordinal."""
        return (ordinal - self.local_time.origin_ordinal) * DAY + minute

    def elapsed(self, wall: int, offset: int | None = None) -> int:
        """Return the elapsed minute of a wall minute, which must exist and be told from its repetition."""
        if self.is_lenient:
            return wall
        segment = bisect_right(self.ends, wall)
        if wall - self.shifts[segment] < self.starts[segment]:
            raise Unfit("an instant that exists: the clocks skip this hour")
        possible = [segment]
        if segment + 1 < len(self.starts) and wall - self.shifts[segment + 1] >= self.starts[segment + 1]:
            possible.append(segment + 1)
        offsets = [self.shifts[at] + self.base_offset for at in possible]
        if offset is None and len(possible) > 1:
            raise Unfit(f"its offset, {' or '.join(map(offset_text, offsets))}: this hour comes twice")
        if offset is not None and offset not in offsets:
            raise Unfit(f"the offset {' or '.join(map(offset_text, offsets))}")
        return int(wall - self.shifts[possible[0 if offset is None else offsets.index(offset)]])

    def instant(self, elapsed: int) -> tuple[datetime, str]:
        """Return what the wall says at an elapsed minute, and the offset where the wall says it twice."""
        segment = bisect_right(self.starts, elapsed) - 1
        wall = elapsed + self.shifts[segment]
        said = datetime.fromordinal(self.local_time.origin_ordinal) + wall * _MINUTE
        try:
            self.elapsed(wall)
        except Unfit:
            return said, offset_text(self.shifts[segment] + self.base_offset)
        return said, ""


def clock_of(zone: str, day: date, *, years: tuple[int, int] = (LAST_YEAR, FIRST_YEAR)) -> Clock:
    """Return the clock of a time zone with its day 0, sure for these years and for two decades from that day."""
    first = max(FIRST_YEAR, min(years[0], day.year - 1))
    last = min(LAST_YEAR, max(years[1] + 1, day.year + YEARS_AHEAD))
    base_offset = offset_at_midnight(zone, day)
    origin = (day.toordinal() - _EPOCH.toordinal()) * DAY - base_offset
    changes = _changes(zone, first, last)
    starts = [DISTANT_PAST, *(at - origin for at, _ in changes[1:])]
    return Clock(
        LocalTime(day.toordinal(), ints(starts), ints(offset - base_offset for _, offset in changes)), base_offset
    )


def lenient_clock(day: date) -> Clock:
    """Return a clock that takes every instant as it stands."""
    return Clock(LocalTime(day.toordinal(), ints([DISTANT_PAST]), ints([0])), 0, is_lenient=True)


def offset_at_midnight(zone: str, day: date) -> int:
    """Return the offset from UTC in minutes with which a day begins; before the skip, where midnight is skipped."""
    return _minutes(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).utcoffset())


def offset_text(minutes: int) -> str:
    """Return an offset from UTC as an instant writes it."""
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


@lru_cache(maxsize=16)
def _changes(zone: str, first_year: int, last_year: int) -> tuple[tuple[int, int], ...]:
    """Return the minute since 1970 (UTC) and the new offset of every change of the clocks, first the one in force."""
    rules = ZoneInfo(zone)
    start = (datetime(first_year, 1, 1, tzinfo=UTC) - _EPOCH) // _MINUTE
    end = (datetime(last_year, 12, 31, tzinfo=UTC) - _EPOCH) // _MINUTE
    known = _offset(rules, start)
    found = [(start, known)]
    for probe in range(start + _PROBE, end + _PROBE, _PROBE):
        offset = _offset(rules, probe)
        if offset != known:
            before, after = probe - _PROBE, probe
            while after - before > 1:
                middle = (before + after) // 2
                before, after = (middle, after) if _offset(rules, middle) == known else (before, middle)
            found.append((after, offset))
            known = offset
    return tuple(found)


def _offset(rules: ZoneInfo, minute: int) -> int:
    return _minutes((_EPOCH + minute * _MINUTE).astimezone(rules).utcoffset())


def _minutes(offset: timedelta | None) -> int:
    return (offset or timedelta()) // _MINUTE
