"""Open time of calendars: weekly windows, closures cut from them, then working windows added.

Everything is elapsed minutes: a window over a change of the clock is as long as it lasts, not as its times suggest.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from .clock import ONE_DAY, Clock

Interval = tuple[int, int]


@dataclass(frozen=True)
class Window:
    """One weekly opening: weekday 1 is Monday, times in minutes of the day."""

    weekday: int
    start: int
    end: int


@dataclass(frozen=True)
class CalendarException:
    """A stretch of time that is closed, or open whatever the week says."""

    start: int
    end: int
    working: bool


class Openings:
    """Sorted stretches of open time that answer sums and look-ups quickly."""

    def __init__(self, intervals: Iterable[Interval]) -> None:
        self.intervals = list(intervals)
        self._starts = [start for start, _ in self.intervals]
        self._before = [0]
        for start, end in self.intervals:
            self._before.append(self._before[-1] + end - start)

    def until(self, minute: int) -> int:
        """Open minutes before a minute."""
        place = bisect_right(self._starts, minute)
        if place == 0:
            return 0
        start, end = self.intervals[place - 1]
        return self._before[place - 1] + min(minute, end) - start

    def between(self, start: int, end: int) -> int:
        """Open minutes from one minute to another."""
        return self.until(end) - self.until(start)

    def is_open(self, minute: int) -> bool:
        """Whether work can go on from this minute."""
        place = bisect_right(self._starts, minute)
        return place > 0 and minute < self.intervals[place - 1][1]

    def ends_in_work(self, minute: int) -> bool:
        """Whether the minute just before this one is open."""
        place = bisect_left(self._starts, minute)
        return place > 0 and minute <= self.intervals[place - 1][1]

    def next_open(self, minute: int) -> int | None:
        """The first minute from here on that is open, if there is one within the horizon."""
        if self.is_open(minute):
            return minute
        place = bisect_right(self._starts, minute)
        return self._starts[place] if place < len(self._starts) else None


class Calendars:
    """The open time of every calendar, and of several at once, over the days a plan covers."""

    def __init__(
        self,
        clock: Clock,
        windows: dict[str, list[Window]],
        exceptions: dict[str, list[CalendarException]],
        *,
        first_day: date,
        last_day: date,
    ) -> None:
        self._clock = clock
        self._windows = windows
        self._exceptions = exceptions
        self._first_day = first_day
        self._last_day = last_day
        self._openings: dict[frozenset[str], Openings] = {}

    def openings(self, codes: frozenset[str]) -> Openings:
        """When all of these calendars are open at once; no calendar at all is always closed."""
        found = self._openings.get(codes)
        if found is None:
            found = self._openings[codes] = Openings(self._together(codes))
        return found

    def is_working_day(self, code: str, day: date) -> bool:
        """Whether a calendar has any open minute on a day."""
        clock = self._clock
        return self.openings(frozenset([code])).between(clock.day_start(day), clock.day_end(day)) > 0

    def _together(self, codes: frozenset[str]) -> list[Interval]:
        if len(codes) == 1:
            return self._single(*codes)
        result: list[Interval] | None = None
        for code in sorted(codes):
            alone = self.openings(frozenset([code])).intervals
            result = alone if result is None else _common(result, alone)
        return result or []

    def _single(self, code: str) -> list[Interval]:
        exceptions = self._exceptions.get(code, [])
        weekly = merged(self._weekly(code))
        closures = merged((one.start, one.end) for one in exceptions if not one.working)
        added = [(one.start, one.end) for one in exceptions if one.working]
        return merged([*_without(weekly, closures), *added])

    def _weekly(self, code: str) -> list[Interval]:
        by_weekday: dict[int, list[Window]] = {}
        for window in self._windows.get(code, []):
            by_weekday.setdefault(window.weekday, []).append(window)
        intervals = []
        day = self._first_day
        while day <= self._last_day:
            for window in by_weekday.get(day.isoweekday(), ()):
                intervals.append((self._at(day, window.start), self._at(day, window.end)))
            day += ONE_DAY
        return intervals

    def _at(self, day: date, minute_of_day: int) -> int:
        clock = self._clock
        start = clock.day_start(day)
        if clock.day_end(day) - start == 24 * 60:
            return start + minute_of_day
        return clock.minute(datetime.combine(day, time()) + timedelta(minutes=minute_of_day))


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """Overlapping and touching stretches as one, empty ones left out."""
    result: list[Interval] = []
    for start, end in sorted(intervals):
        if end <= start:
            continue
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _without(intervals: list[Interval], closures: list[Interval]) -> list[Interval]:
    result = []
    ends = [end for _, end in closures]
    for start, end in intervals:
        at = start
        place = bisect_right(ends, start)
        while place < len(closures) and closures[place][0] < end:
            if closures[place][0] > at:
                result.append((at, closures[place][0]))
            at = closures[place][1]
            place += 1
        if at < end:
            result.append((at, end))
    return result


def _common(left: list[Interval], right: list[Interval]) -> list[Interval]:
    result = []
    one = other = 0
    while one < len(left) and other < len(right):
        start = max(left[one][0], right[other][0])
        end = min(left[one][1], right[other][1])
        if start < end:
            result.append((start, end))
        if left[one][1] < right[other][1]:
            one += 1
        else:
            other += 1
    return result
