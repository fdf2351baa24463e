"""How a colleague says days, instants, quantities and items."""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np

from pegboard.engine.core.columns import NOT_GIVEN
from pegboard.engine.core.local_time import DAY
from pegboard.engine.snapshot.facts import Snapshot

WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
BEYOND: Final = "beyond the calendar"
"""What is said of a day that no date can name."""
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_phrase(snapshot: Snapshot, day: int) -> str:
    """Return `Fri 4 Dec`, with the year where it is not the year of now."""
    origin = snapshot.local_time.origin_ordinal
    return date_phrase(origin + day, this_year=date.fromordinal(origin).year)


def date_phrase(ordinal: int, *, this_year: int) -> str:
    """Return `Fri 4 Dec`, with the year where it is not this one."""
    if not is_date(ordinal):
        return BEYOND
    found = date.fromordinal(ordinal)
    year = "" if found.year == this_year else f" {found.year}"
    return f"{WEEKDAYS[found.weekday()]} {found.day} {MONTHS[found.month - 1]}{year}"


def is_date(ordinal: int) -> bool:
    """Say whether a day lies in the years 1 to 9999, which a date can name."""
    return 1 <= ordinal <= date.max.toordinal()


def instant_phrase(snapshot: Snapshot, minute: int) -> str:
    """Return `Fri 4 Dec 15:30`, what the wall clock of the factory says then; of two such times say which one."""
    day, clock = divmod(_wall(snapshot, minute), DAY)
    if not is_date(snapshot.local_time.origin_ordinal + day):
        return BEYOND
    return f"{day_phrase(snapshot, day)} {clock // 60:02}:{clock % 60:02}{_which_time(snapshot, minute)}"


def _which_time(snapshot: Snapshot, minute: int) -> str:
    """Return which of two equal wall times is meant; empty where there is one."""
    shift_at, shift = snapshot.local_time.shift_at, snapshot.local_time.shift
    for change in np.flatnonzero(shift[1:] < shift[:-1]).tolist():
        at, back = int(shift_at[change + 1]), int(shift[change] - shift[change + 1])
        if at - back <= minute < at:
            return " (before the clocks go back)"
        if at <= minute < at + back:
            return " (after the clocks went back)"
    return ""


def end_phrase(snapshot: Snapshot, minute: int) -> str:
    """Return an end as an instant, or as the day that ends where it is midnight."""
    if is_day_start(snapshot, minute):
        return day_phrase(snapshot, day_of(snapshot, minute - 1))
    return instant_phrase(snapshot, minute)


def is_day_start(snapshot: Snapshot, minute: int) -> bool:
    """Say whether a day begins at a minute, which is not 00:00 where the clocks skip it."""
    return day_of(snapshot, minute - 1) < day_of(snapshot, minute)


def day_of(snapshot: Snapshot, minute: int) -> int:
    """Return the day in which an elapsed minute lies."""
    return _wall(snapshot, minute) // DAY


def _wall(snapshot: Snapshot, minute: int) -> int:
    local_time = snapshot.local_time
    segment = int(np.searchsorted(local_time.shift_at, minute, side="right")) - 1
    return minute + int(local_time.shift[segment])


def days_phrase(days: int) -> str:
    """Return `1 day`, `3 days`."""
    return counted(days, "day")


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number and its noun, which takes an s unless it is given."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def span_phrase(minutes: int) -> str:
    """Return a length of time: `45 m`, `2 h 15 m`, `3 days 4 h`."""
    if minutes < 60:
        return f"{minutes} m"
    days, rest = divmod(minutes, DAY)
    hours, left = divmod(rest, 60)
    if days:
        return days_phrase(days) + (f" {hours} h" if hours else "")
    return f"{hours} h" + (f" {left} m" if left else "")


def number_phrase(quanta: int, decimals: int) -> str:
    """Return a quantity without needless zeros: `12.5`, `1,200`."""
    whole, part = divmod(quanta, 10**decimals)
    fraction = f"{part:0{decimals}d}".rstrip("0") if decimals else ""
    return f"{whole:,}" + (f".{fraction}" if fraction else "")


def quantity_phrase(snapshot: Snapshot, item: int, quanta: int) -> str:
    """Return a quantity of an item with its unit: `12.5 m`."""
    items = snapshot.items
    return f"{number_phrase(quanta, int(items.decimals[item]))} {items.uom[item]}".rstrip()


def item_phrase(snapshot: Snapshot, item: int) -> str:
    """Return `Walnut board 25 mm (WAL-25)`, or the code alone where there is no description."""
    code, description = snapshot.items.code[item], snapshot.items.description[item]
    return f"{description} ({code})" if description and description != code else str(code)


def quoted(name: str) -> str:
    """Return the name of an operation as it stands in a sentence."""
    return f"'{name}'"


def is_given(value: int) -> bool:
    """Say whether a cell holds a value."""
    return value != NOT_GIVEN


def listed(words: list[str], most: int = 1) -> str:
    """Return `A`, `A and B`, `A and 6 more`."""
    if len(words) <= most + 1:
        return " and ".join(words)
    return f"{', '.join(words[:most])} and {len(words) - most:,} more"
