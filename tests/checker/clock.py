"""The factory's clock: local days and instants as whole elapsed minutes since 1970 in universal time.

Where the contract is silent: a local time that a change of the clock skips or repeats is read with the offset
before the change, unless the text carries its own offset.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)


class Clock:
    """Local days and instants of one time zone, turned into elapsed minutes and back."""

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)
        self._day_starts: dict[date, int] = {}
        self._instants: dict[str, int] = {}
        self._days: dict[int, date] = {}

    def minute(self, stamp: datetime) -> int:
        """The elapsed minute of a local date and time."""
        aware = stamp if stamp.tzinfo is not None else stamp.replace(tzinfo=self._zone)
        return int(aware.timestamp()) // 60

    def instant(self, text: str) -> int:
        """The elapsed minute a text names."""
        found = self._instants.get(text)
        if found is None:
            found = self._instants[text] = self.minute(datetime.fromisoformat(text))
        return found

    def day_start(self, day: date) -> int:
        """The minute a day begins."""
        found = self._day_starts.get(day)
        if found is None:
            found = self._day_starts[day] = self.minute(datetime.combine(day, time()))
        return found

    def day_end(self, day: date) -> int:
        """The minute a day is over, which is when the next one begins."""
        return self.day_start(day + ONE_DAY)

    def local(self, minute: int) -> datetime:
        """The local date and time of a minute."""
        return datetime.fromtimestamp(minute * 60, self._zone)

    def day_of(self, minute: int) -> date:
        """The day a minute lies in."""
        found = self._days.get(minute)
        if found is None:
            found = self._days[minute] = self.local(minute).date()
        return found

    def finish_day(self, minute: int) -> date:
        """The day a finish belongs to: one at 00:00 belongs to the day before."""
        return self.day_of(minute - 1)

    def shifted(self, minute: int, days: int) -> int:
        """The same local time some calendar days later or earlier."""
        return self.minute(self.local(minute).replace(tzinfo=None) + timedelta(days=days))

    def text(self, minute: int | None) -> str:
        """An instant as a sentence shows it."""
        return "no date" if minute is None else self.local(minute).strftime("%Y-%m-%dT%H:%M")


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())
