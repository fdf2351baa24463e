"""The checker's own arithmetic agrees with counting minute by minute and with small sums by hand."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.checker.calendars import CalendarException, Calendars, Window
from tests.checker.clock import Clock
from tests.checker.quantities import lot_quantity, rounded_up, start_quantity

MONDAY = date(2026, 1, 5)
HORIZON = 3 * 24 * 60


def calendars_of(
    clock: Clock, windows: list[Window], exceptions: list[CalendarException], *, first: date, days: int
) -> Calendars:
    """Two calendars: the one described, and one that is open in the mornings."""
    mornings = [Window(weekday, 6 * 60, 12 * 60) for weekday in range(1, 8)]
    return Calendars(
        clock,
        {"A": windows, "B": mornings},
        {"A": exceptions},
        first_day=first,
        last_day=first + timedelta(days=days),
    )


@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(0, 1300), st.integers(1, 140)), max_size=4),
    st.lists(st.tuples(st.integers(0, HORIZON), st.integers(1, 900), st.booleans()), max_size=3),
    st.integers(0, HORIZON),
    st.integers(0, 1500),
)
def test_open_minutes_are_those_one_counts(
    week: list[tuple[int, int, int]], exceptions: list[tuple[int, int, bool]], start: int, length: int
) -> None:
    clock = Clock("UTC")
    origin = clock.day_start(MONDAY)
    windows = [Window(weekday, begin, begin + minutes) for weekday, begin, minutes in week]
    stretches = [CalendarException(origin + at, origin + at + minutes, works) for at, minutes, works in exceptions]
    openings = calendars_of(clock, windows, stretches, first=MONDAY, days=4).openings(frozenset("AB"))

    def is_open(minute: int) -> bool:
        weekday, of_day = minute // 1440 + 1, minute % 1440
        open_now = any(one.weekday == weekday and one.start <= of_day < one.end for one in windows)
        at = origin + minute
        open_now &= not any(one.start <= at < one.end for one in stretches if not one.working)
        open_now |= any(one.start <= at < one.end for one in stretches if one.working)
        return open_now and 6 * 60 <= of_day < 12 * 60

    counted = sum(is_open(minute) for minute in range(start, start + length))
    assert openings.between(origin + start, origin + start + length) == counted
    assert openings.is_open(origin + start) == is_open(start)
    assert openings.ends_in_work(origin + start) == (start > 0 and is_open(start - 1))


def test_a_night_at_a_change_of_the_clock_lasts_as_long_as_it_lasts() -> None:
    clock = Clock("Europe/Berlin")
    night = [Window(weekday, 0, 6 * 60) for weekday in range(1, 8)]
    for sunday, minutes in ((date(2026, 3, 29), 300), (date(2026, 10, 25), 420), (date(2026, 7, 5), 360)):
        openings = calendars_of(clock, night, [], first=sunday, days=2).openings(frozenset("A"))
        assert openings.between(clock.day_start(sunday), clock.day_end(sunday)) == minutes


def test_a_finish_at_midnight_belongs_to_the_day_before() -> None:
    clock = Clock("Asia/Singapore")
    assert clock.finish_day(clock.instant("2026-11-24T00:00")) == date(2026, 11, 23)
    assert clock.finish_day(clock.instant("2026-11-24T00:01")) == date(2026, 11, 24)


def test_quantities_are_rounded_up_once_to_the_quantum() -> None:
    assert rounded_up(Fraction("1.001"), 2) == Fraction("1.01")
    assert start_quantity(Fraction(9), Fraction("0.1"), 0) == 10
    assert lot_quantity(Fraction(37), Fraction(0), Fraction(12), 0) == 48
    assert lot_quantity(Fraction(3), Fraction(20), Fraction(0), 0) == 20
