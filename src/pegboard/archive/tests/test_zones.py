"""The factory's clock says what the IANA rules say."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pegboard.archive.faults import Unfit
from pegboard.archive.tests.strategies import ZONES
from pegboard.archive.zones import Clock, clock_of

DAYS = st.dates(date(1995, 1, 1), date(2040, 12, 31))
MINUTES = st.integers(-365 * 1440, 20 * 365 * 1440)
BERLIN = "Europe/Berlin"


def wall_of(clock: Clock, said: datetime) -> int:
    return clock.wall(said.toordinal(), said.hour * 60 + said.minute)


def true_instant(zone: str, day: date, elapsed: int) -> datetime:
    """Return the instant so many minutes after a day began, by the rules themselves."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return (midnight + timedelta(minutes=elapsed)).astimezone(ZoneInfo(zone))


@given(st.sampled_from(ZONES), DAYS, MINUTES)
def test_the_wall_says_what_the_zone_says(zone: str, day: date, elapsed: int) -> None:
    clock = clock_of(zone, day)
    true = true_instant(zone, day, elapsed)
    expected = wall_of(clock, true)
    assert clock.local_time.wall(np.asarray([elapsed])).tolist() == [expected]


@given(st.sampled_from(ZONES), DAYS, MINUTES)
def test_an_instant_written_with_its_offset_is_found_again(zone: str, day: date, elapsed: int) -> None:
    clock = clock_of(zone, day)
    said, offset = clock.instant(elapsed)
    true = true_instant(zone, day, elapsed)
    assert said == true.replace(tzinfo=None, fold=0)
    assert bool(offset) == (true.replace(fold=0).utcoffset() != true.replace(fold=1).utcoffset())
    minutes = int(true.utcoffset().total_seconds()) // 60 if offset else None  # type: ignore[union-attr]  # it has a zone
    assert clock.elapsed(wall_of(clock, said), minutes) == elapsed


@given(st.sampled_from(ZONES), DAYS, st.integers(-366, 7300))
def test_each_day_starts_with_its_first_minute(zone: str, day: date, number: int) -> None:
    clock = clock_of(zone, day).local_time
    start = int(clock.day_start(np.asarray([number]))[0])
    assert clock.day_of(np.asarray([start, start - 1])).tolist() == [number, number - 1]
    assert true_instant(zone, day, start).date() == day + timedelta(days=number)


def test_a_day_that_begins_without_midnight_begins_with_the_skip() -> None:
    clock = clock_of("America/Havana", date(2026, 3, 8))
    assert clock.local_time.day_start(np.asarray([0])).tolist() == [0]
    assert clock.local_time.wall(np.asarray([-1, 0])).tolist() == [-1, 60]


def test_a_skipped_hour_and_a_repeated_hour_are_told() -> None:
    clock = clock_of(BERLIN, date(2026, 10, 24))
    twice = clock.wall(date(2026, 10, 25).toordinal(), 150)
    with pytest.raises(Unfit, match=r"its offset, \+02:00 or \+01:00"):
        clock.elapsed(twice)
    assert clock.elapsed(twice, 60) - clock.elapsed(twice, 120) == 60
    with pytest.raises(Unfit, match="skip"):
        clock.elapsed(clock.wall(date(2027, 3, 28).toordinal(), 150))


def test_lord_howe_moves_its_clocks_by_half_an_hour() -> None:
    clock = clock_of("Australia/Lord_Howe", date(2027, 4, 3))
    twice = clock.wall(date(2027, 4, 4).toordinal(), 105)
    assert clock.elapsed(twice, 630) - clock.elapsed(twice, 660) == 30


@pytest.mark.parametrize("zone", ZONES)
def test_years_far_away_are_covered_when_they_are_named(zone: str) -> None:
    day = date(2026, 10, 19)
    clock = clock_of(zone, day, years=(1980, 2090))
    for year in (1980, 2004, 2060, 2090):
        said = datetime(year, 7, 1, 12, tzinfo=ZoneInfo(zone))
        midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
        true = (said.astimezone(UTC) - midnight.astimezone(UTC)) // timedelta(minutes=1)
        assert clock.elapsed(wall_of(clock, said)) == true
