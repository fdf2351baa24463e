"""Working time against a factory clock that is read minute by minute."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Final, NamedTuple, cast
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pegboard.engine.calendar import (
    BEYOND,
    FIRST_DAY,
    LAST_DAY,
    WorkingTime,
    add_working,
    add_working_days,
    leave_working_days,
    margin_calendar,
    most_used_calendar,
    next_open,
    subtract_working,
    window_of,
    worked_before,
    worked_between,
    working_time,
)
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, IntArray
from pegboard.engine.core.local_time import LocalTime
from pegboard.engine.snapshot import (
    CalendarExceptions,
    Calendars,
    CalendarWindows,
    Policy,
    Snapshot,
    WorkCentres,
)
from pegboard.engine.tests.facts_by_hand import UTC_TIME, Row, local_time_of, snapshot, table
from pegboard.engine.tests.worked_tables import worked_tables

SPRING: Final = local_time_of("Europe/Berlin", date(2027, 3, 26), days=20)  # the clocks change on day 2
AUTUMN: Final = local_time_of("Europe/Berlin", date(2026, 10, 23), days=20)  # the clocks change on day 2
CLOCKS: Final = (UTC_TIME, SPRING, AUTUMN)
SEEN: Final = range(FIRST_DAY * 1440, 14 * 1440)
"""The minutes that the brute force looks at."""


def days(*, weekdays: range, start: int, end: int, calendar: int = 0) -> list[Row]:
    return [
        {"calendar": calendar, "weekday": weekday, "start_minute": start, "end_minute": end} for weekday in weekdays
    ]


def shop(
    windows: Sequence[Row], exceptions: Sequence[Row] = (), *, clock: LocalTime = UTC_TIME, calendars: int = 1
) -> Snapshot:
    return snapshot(
        table(Calendars, *({"code": f"C{number}"} for number in range(calendars))),
        table(CalendarWindows, *windows),
        table(CalendarExceptions, *exceptions),
        local_time=clock,
    )


@st.composite
def shops(draw: st.DrawFn) -> Snapshot:
    """Three calendars; the last one has no weekly hours at all."""
    minute = st.integers(0, 48).map(lambda half_hour: half_hour * 30)
    windows = [
        {"calendar": calendar, "weekday": weekday, "start_minute": min(pair), "end_minute": max(pair)}
        for calendar, weekday, pair in draw(
            st.lists(st.tuples(st.integers(0, 1), st.integers(1, 7), st.tuples(minute, minute)), max_size=12)
        )
        if pair[0] != pair[1]
    ]
    instant = st.integers(-10 * 1440, 12 * 1440)
    exceptions = [
        {"calendar": calendar, "start_at": start, "end_at": start + length, "is_working": is_working}
        for calendar, start, length, is_working in draw(
            st.lists(st.tuples(st.integers(0, 2), instant, st.integers(1, 3000), st.booleans()), max_size=6)
        )
    ]
    return shop(windows, exceptions, clock=draw(st.sampled_from(CLOCKS)), calendars=3)


def open_minutes(facts: Snapshot, calendar: int) -> list[bool]:
    """Read the wall clock at every minute that is seen and ask every window and exception about it."""
    seen = np.array(SEEN)
    wall = facts.local_time.wall(seen)
    weekday = facts.local_time.weekday(facts.local_time.day_of(seen))
    minute = wall % 1440
    is_open = np.zeros(len(seen), dtype=np.bool_)
    for row in np.flatnonzero(facts.calendar_windows.calendar == calendar):
        windows = facts.calendar_windows
        begin, end = windows.start_minute[row], windows.end_minute[row]
        is_open |= (weekday == windows.weekday[row]) & (begin <= minute) & (minute < end)
    exceptions = facts.calendar_exceptions
    for is_working in (False, True):
        for row in np.flatnonzero((exceptions.calendar == calendar) & (exceptions.is_working == is_working)):
            is_open[(exceptions.start_at[row] <= seen) & (seen < exceptions.end_at[row])] = is_working
    return cast(list[bool], is_open.tolist())


def opened(wt: WorkingTime, calendar: int) -> list[bool]:
    is_open = np.zeros(len(SEEN), dtype=np.bool_)
    for row in range(wt.first[calendar], wt.first[calendar + 1]):
        is_open[max(wt.start[row] - SEEN.start, 0) : max(wt.end[row] - SEEN.start, 0)] = True
    return cast(list[bool], is_open.tolist())


@given(shops(), st.integers(0, 2))
def test_a_calendar_is_open_in_exactly_the_minutes_the_wall_clock_says(facts: Snapshot, calendar: int) -> None:
    # In a night in which an hour comes twice a window that ends within it means the first of the two: the wall clock
    # alone cannot say that, so that one hour is read from the windows of the exact tests below.
    doubled = range(2 * 1440 + 120, 2 * 1440 + 240) if facts.local_time is AUTUMN else range(0)
    found, wanted = opened(working_time(facts), calendar), open_minutes(facts, calendar)
    different = [
        minute for minute, pair in zip(SEEN, zip(found, wanted, strict=True), strict=True) if len(set(pair)) > 1
    ]
    assert [minute for minute in different if minute not in doubled] == []


@given(shops())
def test_windows_of_a_calendar_are_ascending_apart_and_within_the_horizon(facts: Snapshot) -> None:
    wt = working_time(facts)
    horizon = facts.local_time.day_start(np.array([FIRST_DAY, LAST_DAY]))
    assert np.all(wt.start < wt.end)
    for calendar in range(3):
        rows = slice(wt.first[calendar], wt.first[calendar + 1])
        start, end, before = wt.start[rows], wt.end[rows], wt.before[rows]
        assert np.all(end[:-1] < start[1:])
        assert np.array_equal(before, np.cumsum(end - start) - (end - start))
        assert not len(start) or (start[0] >= horizon[0] and end[-1] <= horizon[1])


@given(shops(), st.integers(0, 2), st.integers(SEEN.start, SEEN.stop - 1), st.integers(0, 4000))
def test_work_ends_when_so_many_open_minutes_have_passed(facts: Snapshot, calendar: int, t: int, minutes: int) -> None:
    wt = working_time(facts)
    is_open = opened(wt, calendar)
    passed, end = 0, t
    while passed < minutes and end < SEEN.stop:
        passed += is_open[end - SEEN.start]
        end += 1
    if passed == minutes:
        assert add_working(wt, calendar, t, minutes) == end
    else:
        assert add_working(wt, calendar, t, minutes) > SEEN.stop


@given(shops(), st.integers(0, 2), st.integers(SEEN.start, SEEN.stop - 1), st.integers(1, 4000))
def test_the_latest_start_leaves_just_enough_open_minutes(facts: Snapshot, calendar: int, t: int, minutes: int) -> None:
    wt = working_time(facts)
    start = subtract_working(wt, calendar, t, minutes)
    if start == -BEYOND:
        assert worked_before(wt, calendar, t) < minutes
    else:
        assert worked_between(wt, calendar, start, t) == minutes
        assert worked_between(wt, calendar, start + 1, t) == minutes - 1
        assert add_working(wt, calendar, start, minutes) <= t


@given(shops(), st.integers(0, 2), st.lists(st.integers(-20_000, 40_000), min_size=3, max_size=3))
def test_worked_minutes_add_up(facts: Snapshot, calendar: int, instants: list[int]) -> None:
    wt = working_time(facts)
    a, b, c = sorted(instants)
    whole = worked_between(wt, calendar, a, c)
    assert whole == worked_between(wt, calendar, a, b) + worked_between(wt, calendar, b, c)
    assert worked_between(wt, calendar, c, a) == 0
    if whole and a >= SEEN.start:
        assert worked_between(wt, calendar, a, add_working(wt, calendar, a, whole)) == whole


@given(shops(), st.integers(0, 2), st.integers(SEEN.start, SEEN.stop))
def test_the_next_open_minute_is_open_and_none_before_it_is(facts: Snapshot, calendar: int, t: int) -> None:
    wt = working_time(facts)
    found = next_open(wt, calendar, t)
    row = window_of(wt, calendar, t)
    if found == BEYOND:
        assert row == -1
        assert worked_between(wt, calendar, t, 10**8) == 0
    else:
        assert wt.start[row] <= found < wt.end[row]
        assert worked_between(wt, calendar, t, found) == 0
        assert worked_between(wt, calendar, found, found + 1) == 1


KERNELS: Final = (next_open, worked_before, window_of)
COUNTING_KERNELS: Final = (add_working, subtract_working, worked_between)


class Question(NamedTuple):
    calendar: int
    t: int
    minutes: int


@given(shops(), st.builds(Question, st.integers(0, 2), st.integers(-20_000, 30_000), st.integers(0, 2**40)))
def test_kernels_say_the_same_uncompiled(facts: Snapshot, question: Question) -> None:
    wt = working_time(facts)
    for short in KERNELS:
        assert short(wt, question.calendar, question.t) == plain(short)(wt, question.calendar, question.t)
    for counting in COUNTING_KERNELS:
        assert counting(wt, *question) == plain(counting)(wt, *question)


Kernel = Callable[..., int]


def plain(compiled: Kernel) -> Kernel:
    return cast(Kernel, getattr(compiled, "py_func", compiled))


def window_around(facts: Snapshot, t: int) -> tuple[int, int]:
    wt = working_time(facts)
    row = window_of(wt, 0, t)
    return int(wt.start[row]), int(wt.end[row])


@pytest.mark.parametrize(("clock", "hours"), [(UTC_TIME, 4), (SPRING, 3), (AUTUMN, 5)])
def test_a_window_across_a_change_of_clocks_has_its_true_length(clock: LocalTime, hours: int) -> None:
    start, end = window_around(shop(days(weekdays=range(1, 8), start=60, end=300), clock=clock), 2 * 1440 + 60)
    assert (start, end) == (2 * 1440 + 60, 2 * 1440 + 60 + hours * 60)


def test_a_window_within_the_hour_that_is_skipped_does_not_open() -> None:
    facts = shop(days(weekdays=range(7, 8), start=130, end=170), clock=SPRING)
    assert window_around(facts, 0)[0] > 9 * 1440 - 60


def test_a_window_that_ends_in_the_hour_that_comes_twice_ends_in_the_first() -> None:
    facts = shop(days(weekdays=range(7, 8), start=60, end=150), clock=AUTUMN)
    assert window_around(facts, 2 * 1440) == (2 * 1440 + 60, 2 * 1440 + 150)


def test_overlapping_and_adjacent_windows_are_one() -> None:
    night = days(weekdays=range(1, 7), start=1320, end=1440) + days(weekdays=range(2, 8), start=0, end=360)
    day = days(weekdays=range(2, 3), start=300, end=600)
    facts = shop([*night, *day])
    assert window_around(facts, 1330) == (1320, 1440 + 600)
    assert window_around(facts, 1440 + 1330) == (1440 + 1320, 2 * 1440 + 360)


def test_a_calendar_that_never_closes_is_one_window() -> None:
    always = range(1, 8)
    facts = shop(
        days(weekdays=always, start=0, end=1440) + days(weekdays=always, start=0, end=1440, calendar=1), calendars=2
    )
    wt = working_time(facts)
    assert wt.start.tolist() == [FIRST_DAY * 1440] * 2
    assert wt.end.tolist() == [LAST_DAY * 1440] * 2
    assert wt.before.tolist() == [0, 0]


def test_an_extra_opening_within_a_closure_is_open() -> None:
    facts = shop(
        days(weekdays=range(1, 6), start=480, end=960),
        [
            {"start_at": 0, "end_at": 3 * 1440},
            {"start_at": 1440 + 600, "end_at": 1440 + 660, "is_working": True},
            {"start_at": 30 * 365 * 1440, "end_at": 31 * 365 * 1440, "is_working": True},
        ],
    )
    assert window_around(facts, 0) == (1440 + 600, 1440 + 660)
    assert window_around(facts, 1440 + 700) == (3 * 1440 + 480, 3 * 1440 + 960)


def test_a_calendar_without_hours_never_opens() -> None:
    wt = working_time(shop([], calendars=2))
    assert next_open(wt, 1, 0) == BEYOND
    assert add_working(wt, 1, 0, 1) == BEYOND
    assert subtract_working(wt, 1, 0, 1) == -BEYOND
    assert worked_between(wt, 1, -(10**9), 10**9) == 0
    assert add_working(wt, 1, 77, 0) == subtract_working(wt, 1, 77, 0) == 77


def test_a_factory_without_calendars_has_no_windows() -> None:
    wt = working_time(snapshot())
    assert wt.first.tolist() == [0]
    assert len(wt.start) == 0


def test_work_that_never_ends_within_the_horizon_is_beyond_it() -> None:
    wt = working_time(shop(days(weekdays=range(1, 2), start=480, end=481)))
    assert add_working(wt, 0, 0, 1044) < BEYOND
    assert add_working(wt, 0, 0, 1045) == BEYOND


@pytest.mark.parametrize(
    ("day", "count", "wanted"),
    [(0, 0, 0), (0, 1, 1), (4, 1, 7), (5, 1, 7), (6, 2, 8), (3, 5, 10), (17, 2, 22), (NOT_GIVEN, 3, NOT_GIVEN)],
)
def test_a_margin_counts_working_days(day: int, count: int, wanted: int) -> None:
    # Monday to Friday by day, and 14 December (day 21) closed
    facts = shop(days(weekdays=range(1, 6), start=480, end=960), [{"start_at": 21 * 1440, "end_at": 22 * 1440}])
    moved = add_working_days(facts.local_time, working_time(facts), 0, np.array([day]), count)
    assert moved.tolist() == [wanted]


def test_a_closed_day_is_no_working_day_and_a_night_shift_makes_two() -> None:
    facts = shop(
        [
            *days(weekdays=range(1, 2), start=1320, end=1440),
            *days(weekdays=range(2, 3), start=0, end=360),
        ],
        [{"start_at": 7 * 1440, "end_at": 8 * 1440}],
    )
    assert moved_by(facts, 0, [1, 2, 3, 4]) == [1, 8, 14, 15]


def test_where_a_calendar_never_opens_again_every_day_counts() -> None:
    facts = shop([], [{"start_at": 1440, "end_at": 1441, "is_working": True}])
    assert moved_by(facts, 0, [1, 2, 3]) == [1, 2, 3]
    assert moved_by(facts, 5, [1, 2, 3]) == [6, 7, 8]
    assert add_working_days(UTC_TIME, working_time(facts), NO_ROW, np.array([5, 9]), 2).tolist() == [7, 11]


def moved_by(facts: Snapshot, day: int, counts: list[int]) -> list[int]:
    wt = working_time(facts)
    return [int(moved_on(facts, wt, day, count)[0]) for count in counts]


def moved_on(facts: Snapshot, wt: WorkingTime, day: int, count: int) -> IntArray:
    return add_working_days(facts.local_time, wt, 0, np.array([day]), count)


def test_the_margin_counts_on_the_calendar_most_work_centres_use() -> None:
    centres = table(WorkCentres, *({"code": f"W{row}", "calendar": row} for row in (2, 1, 2, 1, 0)))
    facts = snapshot(centres)
    assert most_used_calendar(facts) == margin_calendar(facts) == 1
    assert margin_calendar(facts.replace(policy=Policy(calendar=0))) == 0
    assert most_used_calendar(snapshot()) == NO_ROW


EASTER: Final = shop(
    [
        *days(weekdays=range(1, 6), start=480, end=720),
        *days(weekdays=range(1, 6), start=720, end=960),
        *days(weekdays=range(7, 8), start=60, end=300),
    ],
    [
        {"start_at": 3 * 1440 - 60, "end_at": 4 * 1440 - 60},
        {"start_at": 3 * 1440 + 540, "end_at": 3 * 1440 + 660, "is_working": True},
    ],
    clock=SPRING,
)
"""The shop of the paper on working time; after the change of clocks midnight is an hour less from the origin."""


def test_the_worked_tables_hold() -> None:
    wt = working_time(EASTER)
    forward, backward, margin = worked_tables("working-time.md", "begun at", "ends by", "day")
    assert len(forward) > 5
    for row in forward:
        assert add_working(wt, 0, minute(row["begun at"]), int(row["minutes"])) == minute(row["ends at"])
    for row in backward:
        assert subtract_working(wt, 0, minute(row["ends by"]), int(row["minutes"])) == minute(row["latest start"])
    for row in margin:
        moved = moved_on(EASTER, wt, day_of(row["day"]), int(row["working days on"]))
        assert moved.tolist() == [day_of(row["day then"])]


def minute(text: str) -> int:
    there = datetime.strptime(f"2027 {text}", "%Y %a %d %b %H:%M").replace(tzinfo=ZoneInfo("Europe/Berlin"))
    return int((there - datetime(2027, 3, 25, 23, tzinfo=UTC)).total_seconds()) // 60


def day_of(text: str) -> int:
    return (datetime.strptime(f"2027 {text}", "%Y %a %d %b").date() - date(2027, 3, 26)).days


@given(st.integers(14, 40), st.integers(0, 9))
def test_days_left_for_a_margin_are_the_latest_from_which_it_still_fits(day: int, count: int) -> None:
    shop = snapshot(
        table(Calendars, {"code": "DAYS"}),
        table(
            CalendarWindows,
            *({"calendar": 0, "weekday": d, "start_minute": 480, "end_minute": 960} for d in (1, 2, 4, 5)),
        ),
    )
    wt = working_time(shop)
    left = leave_working_days(shop.local_time, wt, 0, np.array([day]), count)
    reached = add_working_days(shop.local_time, wt, 0, np.concatenate((left, left + 1)), count)
    assert reached[0] <= day
    assert count == 0 or reached[1] > day
