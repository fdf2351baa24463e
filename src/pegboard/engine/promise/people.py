"""Finding a crew: people with the skill who are busy with nothing else from the first minute to the last."""

from __future__ import annotations

from typing import NamedTuple

from pegboard.engine.calendar import BEYOND, next_open, window_of
from pegboard.engine.core.columns import NO_ROW, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.promise.capacity import Capacity
from pegboard.engine.promise.common_hours import common_end


class Team(NamedTuple):
    """Who is taken by this inquiry, and room to choose the next crew."""

    person: IntArray
    start: IntArray
    end: IntArray
    chosen: IntArray  # two rows: the crew that is being tried, the best one so far
    ends: IntArray  # of the crew that is being tried: when work ends with each
    calendars: IntArray  # of the unit, then of the crew


class Shift(NamedTuple):
    """So much work on a unit's calendar between two minutes."""

    calendar: int
    start: int
    end: int
    minutes: int


class Engagement(NamedTuple):
    """Whether a person can do work from a minute on: when it ends, else BEYOND and when to ask again."""

    end: int
    ask_again: int


@kernel
def crew_shift(capacity: Capacity, team: Team, taken: int, shift: Shift, skill: int, crew: int) -> tuple[int, int]:
    """Return the first start and end within a shift for which a crew is there, BEYOND for none.

    Parameters
    ----------
    taken
        How many rows of `team` are filled.
    """
    at = shift.start
    while at < shift.end:
        at = next_open(capacity.working, shift.calendar, at)
        if at >= shift.end:
            break
        rest = Shift(shift.calendar, at, shift.end, shift.minutes)
        found, ask_again = _choose(capacity, team, taken, rest, skill, crew)
        if found == crew:
            end, again = _end_together(capacity, team, taken, rest, crew)
            if end <= shift.end:
                return at, end
            ask_again = min(ask_again, again)
        at = ask_again
    return BEYOND, BEYOND


@kernel
def _choose(capacity: Capacity, team: Team, taken: int, shift: Shift, skill: int, crew: int) -> tuple[int, int]:
    """Choose those with whom work begun now ends first; return how many, and when somebody else may be there."""
    first = capacity.people.skilled_first
    anybody = len(first) - 2
    if skill >= anybody:
        return 0, BEYOND
    group = skill if skill != NO_ROW else anybody
    found = 0
    ask_again = BEYOND
    for place in range(first[group], first[group + 1]):
        person = capacity.people.skilled[place]
        engaged = _engagement(capacity, team, taken, shift, person)
        ask_again = min(ask_again, engaged.ask_again)
        if engaged.end >= BEYOND:
            continue
        found = _rank(team, person, engaged.end, found, crew)
    return found, ask_again


@kernel
def _rank(team: Team, person: int, end: int, found: int, crew: int) -> int:
    if found == crew and end >= team.ends[crew - 1]:
        return found
    at = min(found, crew - 1)
    while at > 0 and team.ends[at - 1] > end:
        team.ends[at] = team.ends[at - 1]
        team.chosen[0, at] = team.chosen[0, at - 1]
        at -= 1
    team.ends[at] = end
    team.chosen[0, at] = person
    return min(found + 1, crew)


@kernel
def _engagement(capacity: Capacity, team: Team, taken: int, shift: Shift, person: int) -> Engagement:
    calendar = capacity.people.calendar[person]
    kept = _kept_until(capacity, team, taken, person, shift.start, shift.start + 1)
    if kept > shift.start:
        return Engagement(BEYOND, kept)
    opening = next_open(capacity.working, calendar, shift.start)
    if opening > shift.start:
        return Engagement(BEYOND, opening)
    team.calendars[0] = shift.calendar
    team.calendars[1] = calendar
    end = common_end(capacity.working, team.calendars, 2, shift.start, shift.minutes)
    if end > shift.end:
        return Engagement(BEYOND, BEYOND)
    kept = _kept_until(capacity, team, taken, person, shift.start, end)
    return Engagement(BEYOND, kept) if kept > shift.start else Engagement(end, BEYOND)


@kernel
def _end_together(capacity: Capacity, team: Team, taken: int, shift: Shift, crew: int) -> tuple[int, int]:
    """Return when the chosen crew ends, BEYOND where one of them is called away before, and when to ask again."""
    team.calendars[0] = shift.calendar
    for slot in range(crew):
        team.calendars[1 + slot] = capacity.people.calendar[team.chosen[0, slot]]
    end = common_end(capacity.working, team.calendars, crew + 1, shift.start, shift.minutes)
    if end > shift.end:
        return BEYOND, _next_hours(capacity, team, crew, shift)
    again = BEYOND
    for slot in range(crew):
        kept = _kept_until(capacity, team, taken, team.chosen[0, slot], shift.start, end)
        if kept > shift.start:
            again = min(again, kept)
    return (BEYOND, again) if again < BEYOND else (end, BEYOND)


@kernel
def _next_hours(capacity: Capacity, team: Team, crew: int, shift: Shift) -> int:
    """Return when the hours of a crew that do not fit together now begin again."""
    soonest = BEYOND
    for row in range(crew + 1):
        window = window_of(capacity.working, team.calendars[row], shift.start)
        if window >= 0:
            closing = int(capacity.working.end[window])
            soonest = min(soonest, next_open(capacity.working, team.calendars[row], closing))
    return soonest


@kernel
def _kept_until(capacity: Capacity, team: Team, taken: int, person: int, start: int, end: int) -> int:
    """Return the end of what keeps a person from work between two minutes, `start` where nothing does."""
    busy, stop = capacity.people.busy, max(end, start + 1)
    low = capacity.people.busy_first[person]
    last = capacity.people.busy_first[person + 1]
    high = last
    while low < high:
        middle = (low + high) // 2
        if busy[middle, 1] > start:
            high = middle
        else:
            low = middle + 1
    if low < last and busy[low, 0] < stop:
        return int(busy[low, 1])
    for row in range(taken):
        if team.person[row] == person and team.start[row] < stop and team.end[row] > start:
            return int(team.end[row])
    return start
