"""Days and instants around the changes of the clock, and far from them."""

from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

Draw = st.DrawFn

# Zones with a day just before something happens to their clock, or a day like any other.
PLACES = {
    "Asia/Singapore": ["2026-11-23", "2026-12-31"],
    "Europe/Berlin": ["2026-03-27", "2026-10-23", "2026-10-25", "2026-03-29"],
    "America/New_York": ["2026-03-06", "2026-10-30", "2026-11-01"],
    "UTC": ["2026-01-05", "2028-02-28"],
}
# No window begins or ends within an hour that a change of the clock skips or repeats: what that means is nobody's rule.
TIMES = ["00:00", "04:00", "06:00", "08:00", "12:00", "12:30", "16:00", "22:00", "23:59"]
NOW_TIMES = ["08:00", "00:00", "06:00", "13:37", "23:59"]
REPEATED_HOURS = {
    "Europe/Berlin": ["2026-10-25T02:30+02:00", "2026-10-25T02:15+01:00"],
    "America/New_York": ["2026-11-01T01:30-04:00", "2026-11-01T01:15-05:00"],
}
NEAR = [5, 12, 1, 0, 20, 45, -1, -3]
FAR = [-400, 400, 2000]


def maybe(draw: Draw, percent: int) -> bool:
    """A choice that shrinks towards no."""
    return draw(st.integers(0, 99)) >= 100 - percent


def days_from(draw: Draw, today: date, *, far: int = 10) -> str:
    """A day near today, sometimes far away."""
    offsets = FAR if maybe(draw, far) else NEAR
    return (today + timedelta(days=draw(st.sampled_from(offsets)))).isoformat()


def instants_from(draw: Draw, today: date, *, first: int = -3, last: int = 12) -> str:
    """An instant on a day near today."""
    day = today + timedelta(days=draw(st.integers(first, last)))
    return f"{day.isoformat()}T{draw(st.sampled_from(TIMES))}"


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def at(text: str) -> datetime:
    """A local instant without its offset."""
    return datetime.fromisoformat(text).replace(tzinfo=None)


def midnight(day: date) -> datetime:
    """The start of a day."""
    return datetime.combine(day, time())


@st.composite
def places(draw: Draw) -> tuple[str, str]:
    """A time zone and the instant it is there now."""
    zone = draw(st.sampled_from(sorted(PLACES, key=lambda one: one != "Asia/Singapore")))
    day = draw(st.sampled_from(PLACES[zone]))
    return zone, f"{day}T{draw(st.sampled_from(NOW_TIMES))}"
