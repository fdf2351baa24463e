"""Calendars that never open, and crews that nobody can make up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, BoolArray
from pegboard.engine.core.problems import ERROR, Problem
from pegboard.engine.snapshot.checks.places import Places, named
from pegboard.engine.snapshot.facts import Snapshot

ANY_SKILL = "any skill"


def resource_problems(snapshot: Snapshot, places: Places) -> Iterator[Problem]:
    """Yield what is wrong with calendars and people."""
    never_opens = _never_opens(snapshot)
    yield from _calendars_without_hours(snapshot, never_opens)
    yield from _too_few_people(snapshot, places, never_opens)


def _never_opens(snapshot: Snapshot) -> BoolArray:
    """Say which calendars have neither weekly hours nor an opening still to come."""
    never = np.ones(len(snapshot.calendars), dtype=np.bool_)
    never[snapshot.calendar_windows.calendar] = False
    exceptions = snapshot.calendar_exceptions
    never[exceptions.calendar[exceptions.is_working & (exceptions.end_at > snapshot.now)]] = False
    return never


def _calendars_without_hours(snapshot: Snapshot, never_opens: BoolArray) -> Iterator[Problem]:
    users: dict[int, list[str]] = defaultdict(list)
    for word, table in (
        ("work centre", snapshot.work_centres),
        ("work unit", snapshot.work_units),
        ("person", snapshot.people),
    ):
        for code, calendar in zip(table.code.tolist(), table.calendar.tolist(), strict=True):
            if calendar != NO_ROW and never_opens[calendar]:
                users[calendar].append(f"{word} {code}")
    for calendar, found in users.items():
        yield Problem("no-hours", str(snapshot.calendars.code[calendar]), "calendars", ERROR, (named(found),))


def _too_few_people(snapshot: Snapshot, places: Places, never_opens: BoolArray) -> Iterator[Problem]:
    """Told once for each skill, with the operations that need more people than have it."""
    works = ~never_opens[snapshot.people.calendar]
    has_skill = np.bincount(
        snapshot.person_skills.skill[works[snapshot.person_skills.person]], minlength=len(snapshot.skills)
    )
    people = {NO_ROW: int(works.sum()), **dict(enumerate(has_skill.tolist()))}
    most: dict[int, int] = defaultdict(int)
    needed_by: dict[int, list[str]] = defaultdict(list)
    for table in places.routing_tables:
        crew = np.where(table.crew == NOT_GIVEN, np.where(table.skill == NO_ROW, 0, 1), table.crew)
        enough = np.append(has_skill, people[NO_ROW])[table.skill]
        for row in np.flatnonzero((crew > enough) & (table.outside_days == NOT_GIVEN)).tolist():
            skill = int(table.skill[row])
            subject = places.subject((int(table.order_line[row]), int(table.item[row])))
            needed_by[skill].append(f"{subject} operation {table.sequence[row]}")
            most[skill] = max(most[skill], int(crew[row]))
    for skill, operations in needed_by.items():
        subject = ANY_SKILL if skill == NO_ROW else str(snapshot.skills[skill])
        operands = (str(people[skill]), str(most[skill]), named(operations))
        yield Problem("too-few-people", subject, "people", ERROR, operands)
