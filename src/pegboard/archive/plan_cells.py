"""Columns of a plan as the cells of its CSV files, made for a slice of rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from pegboard.archive.number_text import decimal_text
from pegboard.archive.zones import Clock, offset_at_midnight
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, BoolArray, IntArray, TextArray
from pegboard.engine.core.local_time import DAY, LocalTime
from pegboard.engine.plan.naming import UNIX_ORDINAL, iso_days
from pegboard.engine.snapshot import Snapshot

Cells = Callable[[IntArray], list[str]]
"""What gives the cells of the rows asked for."""
CodesOf = Callable[[IntArray, IntArray], TextArray]
"""What gives the codes of kinds and rows."""


def texts(column: TextArray) -> Cells:
    """Return texts as they are."""
    return lambda rows: list(column[rows])


def words(names: Sequence[str], column: IntArray) -> Cells:
    """Return the words of a closed list."""
    return texts_of(np.array(names, dtype=np.object_), column)


def texts_of(codes: TextArray, column: IntArray) -> Cells:
    """Return the codes of rows of another table; empty for no row."""
    if len(codes) == 0:
        return lambda rows: [""] * len(rows)

    def cells(rows: IntArray) -> list[str]:
        chosen = column[rows]
        found = codes[np.maximum(chosen, 0)]
        found[chosen == NO_ROW] = ""
        return list(found)

    return cells


def numbers(column: IntArray) -> Cells:
    """Return whole numbers; empty where not given."""

    def cells(rows: IntArray) -> list[str]:
        return ["" if number == NOT_GIVEN else str(number) for number in column[rows].tolist()]

    return cells


def dates(local_time: LocalTime, days: IntArray) -> Cells:
    """Return days as `YYYY-MM-DD`, cut to the calendar's first and last; empty where not given."""
    first, last = _calendar_days(local_time)
    return _each_once(days, lambda found: iso_days(local_time, np.clip(found, first, last)))


def _calendar_days(local_time: LocalTime) -> tuple[int, int]:
    """Return the first and the last day that a date of four digits can name."""
    return 1 - local_time.origin_ordinal, date.max.toordinal() - local_time.origin_ordinal


def instants(snapshot: Snapshot, minutes: IntArray) -> Cells:
    """Return elapsed minutes as `YYYY-MM-DDTHH:MM` of the factory's zone; in a repeated hour with the offset.

    What lies beyond the calendar is cut to its first or last minute.
    """
    local_time = snapshot.local_time
    first, last = _calendar_days(local_time)

    def said(found: IntArray) -> TextArray:
        wall = np.clip(local_time.wall(found), first * DAY, (last + 1) * DAY - 1)
        since_unix = wall + (local_time.origin_ordinal - UNIX_ORDINAL) * DAY
        shown = np.datetime_as_string(since_unix.astype("datetime64[m]")).astype(np.object_)
        for row in np.flatnonzero(is_repeated(local_time, found)).tolist():
            shown[row] += clock_of_snapshot(snapshot).instant(int(found[row]))[1]
        return shown

    return _each_once(minutes, said)


def _each_once(column: IntArray, said: Callable[[IntArray], TextArray]) -> Cells:
    """Return cells for which each value is put into words once; what is not given is empty."""

    def cells(rows: IntArray) -> list[str]:
        values, places = np.unique(column[rows], return_inverse=True)
        given = values != NOT_GIVEN
        shown = np.full(len(values), "", dtype=np.object_)
        shown[given] = said(values[given])
        return list(shown[places])

    return cells


def is_repeated(local_time: LocalTime, minutes: IntArray) -> BoolArray:
    """Say which elapsed minutes lie in an hour that the wall clock shows twice."""
    back = local_time.shift[:-1] - local_time.shift[1:]
    at, back = local_time.shift_at[1:][back > 0], back[back > 0]
    if len(at) == 0:
        return np.zeros(len(minutes), dtype=np.bool_)
    change = np.minimum(np.searchsorted(at + back, minutes, side="right"), len(at) - 1)
    return np.asarray((minutes >= at[change] - back[change]) & (minutes < at[change] + back[change]))


def clock_of_snapshot(snapshot: Snapshot) -> Clock:
    """Return the clock that says a snapshot's instants."""
    first_day = date.fromordinal(snapshot.local_time.origin_ordinal)
    return Clock(snapshot.local_time, offset_at_midnight(snapshot.timezone, first_day))


def quantities(decimals: IntArray, quanta: IntArray) -> Cells:
    """Return quantities in their unit, without needless zeros."""

    def cells(rows: IntArray) -> list[str]:
        chosen, places = quanta[rows], decimals[rows]
        if not places.any():
            return ["" if number == NOT_GIVEN else str(number) for number in chosen.tolist()]
        return [decimal(number, place) for number, place in zip(chosen.tolist(), places.tolist(), strict=True)]

    return cells


def money(decimals: int, minor: IntArray) -> Cells:
    """Return money in major units with all its decimals; empty where not given."""

    def cells(rows: IntArray) -> list[str]:
        return [amount(number, decimals) for number in minor[rows].tolist()]

    return cells


def amount(minor: int, decimals: int) -> str:
    """Return minor units as major ones: 1250 with 2 decimals is `12.50`."""
    if minor == NOT_GIVEN:
        return ""
    whole, part = divmod(minor, 10**decimals)
    return f"{whole}.{part:0{decimals}d}" if decimals else str(whole)


def decimal(quanta: int, decimals: int) -> str:
    """Return quanta as units: 12500 with 3 decimals is `12.5`; empty where not given."""
    return "" if quanta == NOT_GIVEN else decimal_text(quanta, decimals)


def joined(codes: TextArray, members: IntArray, first: IntArray) -> Cells:
    """Return the codes of each row's members, sorted by row and joined by `;`."""
    ends = np.append(first[1:], len(members))

    def cells(rows: IntArray) -> list[str]:
        bounds = zip(first[rows].tolist(), ends[rows].tolist(), strict=True)
        return [";".join(codes[np.sort(members[start:end])]) if end > start else "" for start, end in bounds]

    return cells
