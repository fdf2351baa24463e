"""Where and by whom work is done, and when: work centres, work units, people, calendars."""

from __future__ import annotations

from dataclasses import dataclass

from pegboard.engine.core.columns import BoolArray, IntArray, Table, TextArray


@dataclass(frozen=True)
class WorkCentres(Table):
    """Where operations are placed and capacity is counted, sorted by code; rates are millionths an hour."""

    code: TextArray
    description: TextArray
    calendar: IntArray
    machine_rate_micro: IntArray  # 0 where empty
    labour_rate_micro: IntArray  # 0 where empty


@dataclass(frozen=True)
class WorkUnits(Table):
    """One machine or bench, sorted by code; a work centre without units has one of its own name, not listed."""

    code: TextArray
    work_centre: IntArray
    calendar: IntArray  # NO_ROW: the work centre's
    speed_micro: IntArray  # MICRO where empty
    setup_family: IntArray  # what it stands in now, NO_ROW: unknown
    is_listed: BoolArray


@dataclass(frozen=True)
class Calendars(Table):
    """The names of the working calendars, sorted."""

    code: TextArray


@dataclass(frozen=True)
class CalendarWindows(Table):
    """Weekly opening hours in wall minutes of a day, sorted by all columns."""

    calendar: IntArray
    weekday: IntArray  # 1 Monday … 7 Sunday
    start_minute: IntArray
    end_minute: IntArray  # up to 1440


@dataclass(frozen=True)
class CalendarExceptions(Table):
    """Closures and extra openings in elapsed minutes, sorted by calendar, start and end."""

    calendar: IntArray
    start_at: IntArray
    end_at: IntArray
    is_working: BoolArray
    reason: TextArray


@dataclass(frozen=True)
class People(Table):
    """Who works, sorted by code."""

    code: TextArray
    calendar: IntArray


@dataclass(frozen=True)
class PersonSkills(Table):
    """What each person may do, sorted."""

    person: IntArray
    skill: IntArray
