"""Calendars as weekly windows and exceptions: day shifts, night shifts, odd ones, empty ones."""

from datetime import date

from hypothesis import strategies as st

from tests.generation.folder import Row
from tests.generation.moments import REPEATED_HOURS, TIMES, Draw, at, instants_from, maybe

SHIFTS: dict[str, list[tuple[str, str]]] = {
    "day": [("08:00", "16:00")],
    "break": [("08:00", "12:00"), ("12:30", "17:00")],
    "two": [("06:00", "22:00")],
    "night": [("22:00", "24:00"), ("00:00", "06:00")],
    "round the clock": [("00:00", "24:00")],
    "an hour": [("23:00", "24:00")],
    "overlapping": [("08:00", "12:30"), ("12:00", "16:00")],
}


@st.composite
def weekly_windows(draw: Draw, code: str) -> list[Row]:
    """The weekly windows of one calendar."""
    windows = SHIFTS[draw(st.sampled_from(sorted(SHIFTS, key=lambda one: one != "day")))]
    last = draw(st.sampled_from([5, 7, 1, 6]))
    rows = [
        {"calendar": code, "weekday": str(day), "start": start, "end": end}
        for day in range(1, last + 1)
        for start, end in windows
    ]
    if maybe(draw, 15):
        start, end = sorted(draw(st.lists(st.sampled_from(TIMES), min_size=2, max_size=2, unique=True)))
        rows.append({"calendar": code, "weekday": str(draw(st.integers(1, 7))), "start": start, "end": end})
    return rows


@st.composite
def calendar_exceptions(draw: Draw, code: str, *, today: date, zone: str = "UTC") -> list[Row]:
    """Closures and extra openings of one calendar, some of them at a change of the clock, some for ever."""
    rows = []
    for _ in range(draw(st.integers(0, 3))):
        start, end = instants_from(draw, today), instants_from(draw, today)
        if at(start) == at(end):
            continue
        start, end = sorted([start, end])
        rows.append(_exception(code, start, end, draw(st.sampled_from(["0", "1"]))))
    if zone in REPEATED_HOURS and maybe(draw, 15):
        start, end = REPEATED_HOURS[zone]
        rows.append(_exception(code, start, end, draw(st.sampled_from(["0", "1"]))))
    if maybe(draw, 5):
        rows = [_exception(code, "2000-01-01T00:00", "2199-01-01T00:00", "0")]
    return rows


def _exception(code: str, start: str, end: str, working: str) -> Row:
    return {"calendar": code, "start": start, "end": end, "working": working, "reason": ""}


@st.composite
def calendars(draw: Draw, *, today: date, zone: str = "UTC", most: int = 3) -> tuple[list[Row], list[Row]]:
    """The rows of `calendars.csv` and `calendar_exceptions.csv`."""
    windows: list[Row] = []
    exceptions: list[Row] = []
    for number in range(1, draw(st.integers(1, most)) + 1):
        windows += draw(weekly_windows(f"CAL{number}"))
        exceptions += draw(calendar_exceptions(f"CAL{number}", today=today, zone=zone))
    return windows, exceptions
