"""People as a second resource: who can take an operation now, and when it ends with them.

A crew is whole from the first minute to the last. Work goes on while the unit and everyone in the crew are there, so
the people whose hours fit the unit's best are taken first, then those with the fewest skills: the versatile stay free.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from pegboard.engine.calendar import BEYOND, WorkingTime, add_working, next_open, window_of
from pegboard.engine.core.columns import IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.schedule.memory import (
    CLASS_CREW,
    CLASS_END,
    CLASS_FIRST,
    CLASS_PERSON,
    CREW,
    CREW_END,
    END,
    END_STAMP,
    END_WITH,
    NEXT_SLOT,
    PERSON_CALENDAR,
    PERSON_FREE_AT,
    PERSON_HELD,
    SLOT_OPERATION,
    STAMP,
    START,
    WALK,
    add,
    get,
    put,
    working,
)

NO_CREW: Final = -1
NOT_NOW: Final = -2
"""Why work cannot begin at a minute."""


class Work(NamedTuple):
    """So many minutes of work on a unit's calendar from minute t on, by a class of people."""

    calendar: int
    people: int
    t: int
    minutes: int


@kernel
def common_end(m: IntArray, wt: WorkingTime, count: int, t: int, minutes: int) -> int:
    """Return the end of work that goes on only while the first `count` calendars of the walk are all open."""
    left = minutes
    at = t
    while left > 0:
        at = common_opening(m, wt, count, at)
        if at >= BEYOND:
            return BEYOND
        closes = BEYOND
        for row in range(count):
            closes = min(closes, int(wt.end[window_of(wt, get(m, WALK, row), at)]))
        step = min(left, closes - at)
        left -= step
        at += step
    return at


@kernel
def common_opening(m: IntArray, wt: WorkingTime, count: int, t: int) -> int:
    """Return the first minute at or after t at which the first `count` calendars of the walk are all open."""
    at = t
    agreed = 0
    row = 0
    while agreed < count:
        opening = next_open(wt, get(m, WALK, row), at)
        if opening >= BEYOND:
            return BEYOND
        agreed = agreed + 1 if opening == at else 1
        at = opening
        row = (row + 1) % count
    return at


@kernel
def take_crew(m: IntArray, work: Work, slot: int) -> int:
    """Choose the people for work that begins now, note them from `slot` on and return when it ends.

    Returns NO_CREW where too few of the class are free and at work, NOT_NOW where there are enough but what they are
    held for comes too soon, or their hours end within the horizon before the work does.
    """
    wt = working(m)
    wanted = get(m, CLASS_CREW, work.people)
    alone = add_working(wt, work.calendar, work.t, work.minutes)
    add(m, STAMP, 0, 1)
    there = 0
    found = 0
    for row in range(get(m, CLASS_FIRST, work.people), get(m, CLASS_END, work.people)):
        person = get(m, CLASS_PERSON, row)
        if get(m, PERSON_FREE_AT, person) > work.t:
            continue
        end = _end_with(m, wt, work, person)
        if end == NO_CREW:
            continue
        there += 1
        if end >= BEYOND or next_release(m, person, work.t, end) > work.t:
            continue
        found = _ranked(m, slot, (person, end), found, wanted)
        if found == wanted and get(m, CREW_END, wanted - 1) == alone:
            return alone
    if found < wanted:
        return NO_CREW if there < wanted else NOT_NOW
    return _end_with_all(m, wt, work, slot)


@kernel
def _ranked(m: IntArray, slot: int, candidate: tuple[int, int], found: int, wanted: int) -> int:
    """Put a person with an end among the best so far, and return how many there are now."""
    person, end = candidate
    if found == wanted and end >= get(m, CREW_END, wanted - 1):
        return found
    at = min(found, wanted - 1)
    while at > 0 and get(m, CREW_END, at - 1) > end:
        put(m, CREW_END, at, get(m, CREW_END, at - 1))
        put(m, CREW, slot + at, get(m, CREW, slot + at - 1))
        at -= 1
    put(m, CREW_END, at, end)
    put(m, CREW, slot + at, person)
    return min(found + 1, wanted)


@kernel
def _end_with(m: IntArray, wt: WorkingTime, work: Work, person: int) -> int:
    """Return when the work ends with this person alone, NO_CREW if the person is not at work at its start."""
    calendar = get(m, PERSON_CALENDAR, person)
    if get(m, END_STAMP, calendar) != get(m, STAMP, 0):
        put(m, END_STAMP, calendar, get(m, STAMP, 0))
        put(m, END_WITH, calendar, NO_CREW)
        if next_open(wt, calendar, work.t) == work.t:
            put(m, WALK, 0, work.calendar)
            put(m, WALK, 1, calendar)
            put(m, END_WITH, calendar, common_end(m, wt, 2, work.t, work.minutes))
    return get(m, END_WITH, calendar)


@kernel
def _end_with_all(m: IntArray, wt: WorkingTime, work: Work, slot: int) -> int:
    wanted = get(m, CLASS_CREW, work.people)
    put(m, WALK, 0, work.calendar)
    for row in range(wanted):
        put(m, WALK, row + 1, get(m, PERSON_CALENDAR, get(m, CREW, slot + row)))
    end = common_end(m, wt, wanted + 1, work.t, work.minutes)
    if end >= BEYOND:
        return NOT_NOW
    for row in range(wanted):
        if next_release(m, get(m, CREW, slot + row), work.t, end) > work.t:
            return NOT_NOW
    return end


@kernel
def next_release(m: IntArray, person: int, t: int, end: int) -> int:
    """Return the first end of a fixed operation that keeps a person from work from t to `end`, t if there is none."""
    soonest = BEYOND
    slot = get(m, PERSON_HELD, person)
    while slot >= 0:
        operation = get(m, SLOT_OPERATION, slot)
        if get(m, START, operation) < max(end, t + 1) and get(m, END, operation) > t:
            soonest = min(soonest, get(m, END, operation))
        slot = get(m, NEXT_SLOT, slot)
    return soonest if soonest < BEYOND else t


@kernel
def next_crew_change(m: IntArray, people: int, t: int) -> int:
    """Return the first minute after t at which more of a class may be free and at work."""
    wt = working(m)
    soonest = BEYOND
    for row in range(get(m, CLASS_FIRST, people), get(m, CLASS_END, people)):
        person = get(m, CLASS_PERSON, row)
        free_at = max(get(m, PERSON_FREE_AT, person), next_release(m, person, t, t))
        there_at = next_open(wt, get(m, PERSON_CALENDAR, person), max(free_at, t))
        released_at = next_release(m, person, t, BEYOND)
        if there_at > t:
            soonest = min(soonest, there_at)
        if released_at > t:
            soonest = min(soonest, released_at)
    return soonest


@kernel
def engage(m: IntArray, operation: int, people: int, slot: int) -> None:
    """Keep the chosen people busy until the operation ends."""
    for row in range(slot, slot + get(m, CLASS_CREW, people)):
        put(m, PERSON_FREE_AT, get(m, CREW, row), get(m, END, operation))


@kernel
def hold_crew(m: IntArray, people: int, slot: int) -> None:
    """Keep the chosen people for a fixed operation that begins later."""
    for row in range(slot, slot + get(m, CLASS_CREW, people)):
        put(m, NEXT_SLOT, row, get(m, PERSON_HELD, get(m, CREW, row)))
        put(m, PERSON_HELD, get(m, CREW, row), row)
