"""The factory's clock against the zone's own rules."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pegboard.engine.core.local_time import DAY, LocalTime
from pegboard.engine.tests.facts_by_hand import local_time_of

ZONES: Final = ("Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns", "Asia/Singapore")
ORIGINS: Final = (date(2027, 3, 26), date(2026, 10, 3), date(2026, 10, 23))
CLOCKS: Final = {(zone, origin): local_time_of(zone, origin, days=15) for zone in ZONES for origin in ORIGINS}
BERLIN: Final = CLOCKS["Europe/Berlin", date(2027, 3, 26)]


@given(st.sampled_from(sorted(CLOCKS)), st.integers(-14 * DAY, 14 * DAY))
def test_the_wall_says_what_the_zone_says(place: tuple[str, date], minute: int) -> None:
    zone, origin = place
    clock = CLOCKS[place]
    midnight = datetime.combine(origin, datetime.min.time())
    there = midnight.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) + timedelta(minutes=minute)
    said = midnight + timedelta(minutes=one(clock.wall(np.array([minute]))))
    assert said == there.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert one(clock.day_of(np.array([minute]))) == (said.date() - origin).days


@given(st.sampled_from(sorted(CLOCKS)), st.lists(st.integers(-14 * DAY, 14 * DAY), min_size=2))
def test_a_wall_time_is_found_again_and_never_runs_backwards(place: tuple[str, date], walls: list[int]) -> None:
    clock = CLOCKS[place]
    elapsed = clock.elapsed(np.array(sorted(walls)))
    assert np.all(np.diff(elapsed) >= 0)
    assert np.all(clock.elapsed(clock.wall(elapsed)) == elapsed)


@pytest.mark.parametrize(
    ("wall", "elapsed"),
    [(119, 119), (120, 120), (150, 120), (180, 120), (181, 121)],
)
def test_a_wall_time_that_is_skipped_is_the_instant_of_the_skip(wall: int, elapsed: int) -> None:
    assert one(BERLIN.elapsed(np.array([2 * DAY + wall]))) == 2 * DAY + elapsed


@pytest.mark.parametrize(("wall", "elapsed"), [(119, 119), (120, 120), (179, 179), (180, 240)])
def test_a_wall_time_that_comes_twice_is_the_first(wall: int, elapsed: int) -> None:
    autumn = CLOCKS["Europe/Berlin", date(2026, 10, 23)]
    assert one(autumn.elapsed(np.array([2 * DAY + wall]))) == 2 * DAY + elapsed


def test_days_have_their_own_length() -> None:
    starts = BERLIN.day_start(np.arange(5))
    assert np.diff(starts).tolist() == [DAY, DAY, DAY - 60, DAY]
    assert BERLIN.day_of(starts).tolist() == [0, 1, 2, 3, 4]
    assert BERLIN.day_before_or_of(starts).tolist() == [-1, 0, 1, 2, 3]
    assert BERLIN.day_before_or_of(starts + 1).tolist() == [0, 1, 2, 3, 4]


def test_weeks_begin_on_monday() -> None:
    days = np.array([-1, 0, 1, 2, 3, 10])
    assert BERLIN.weekday(days).tolist() == [4, 5, 6, 7, 1, 1]
    assert BERLIN.monday(days).tolist() == [-4, -4, -4, -4, 3, 10]


def test_a_clock_without_changes_is_plain() -> None:
    plain = LocalTime(date(2026, 11, 23).toordinal(), np.array([-(2**61)]), np.array([0]))
    minutes = np.array([-1, 0, 5 * DAY])
    assert plain.wall(minutes).tolist() == plain.elapsed(minutes).tolist() == minutes.tolist()


def one(column: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> int:
    return int(column[0])
