"""Finding a place for one operation in what a plan leaves idle, and in what this inquiry has taken of it."""

from __future__ import annotations

from typing import Final, NamedTuple

from pegboard.engine.calendar import BEYOND, add_working, next_open
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.core.rounding import ceil_ratio, fits
from pegboard.engine.promise.capacity import (
    BLOCK,
    IDLE_END,
    IDLE_FAMILY,
    IDLE_MINUTES,
    IDLE_NEXT_FAMILY,
    IDLE_NEXT_FULL,
    IDLE_NEXT_SETUP,
    IDLE_START,
    UNIT_CALENDAR,
    UNIT_CENTRE,
    UNIT_IDLE_END,
    UNIT_IDLE_FIRST,
    UNIT_SLOW_DEN,
    UNIT_SLOW_NUM,
    Capacity,
    Setups,
    end_of_stay,
)
from pegboard.engine.promise.making import Making
from pegboard.engine.promise.people import Shift, Team, crew_shift

# columns of the operations that this inquiry has placed
OWN_ORDER: Final = 0
OWN_OPERATION: Final = 1
OWN_CENTRE: Final = 2
OWN_UNIT: Final = 3
OWN_START: Final = 4
OWN_END: Final = 5
OWN_SETUP: Final = 6
OWN_RUN: Final = 7
OWN_BOUND_BY: Final = 8
OWN_BOUND_KIND: Final = 9
OWN_BOUND_SUBJECT: Final = 10
OWN_STRETCH: Final = 11
OWN_FAMILY: Final = 12
OWN_FULL: Final = 13
OWN_CREW_FIRST: Final = 14
OWN_COLUMNS: Final = 15

LONGEST: Final = 2**40
"""Minutes of one operation; what takes longer counts as this much and ends beyond any horizon."""


class Own(NamedTuple):
    """What this inquiry has placed so far: `counts` are the operations and the people slots."""

    operations: IntArray
    team: Team
    counts: IntArray


class Candidate(NamedTuple):
    """One operation to be placed at one work centre."""

    ready: int
    minutes: int  # of running on the unit that is looked at
    full: int  # setup where nothing is known
    family: int
    crew: int
    skill: int
    best_end: int  # nothing that ends later is wanted


class Room(NamedTuple):
    """One stretch with nothing in it: what stood there before, what follows."""

    start: int
    end: int
    family: int
    next_family: int
    next_setup: int  # NOT_GIVEN: nothing follows
    next_full: int


class Slot(NamedTuple):
    """A place for an operation; `unit` is NO_ROW where there is none."""

    unit: int
    stretch: int
    start: int
    end: int
    setup: int
    minutes: int
    option: int


@kernel
def setup_after(setups: Setups, centre: int, stands_in: int, wanted: int, full: int) -> int:
    """Return the setup of an operation: none in the same family, the matrix row, else all of it."""
    if wanted == NO_ROW or stands_in == NO_ROW:
        return full
    if stands_in == wanted:
        return 0
    if max(wanted, stands_in) >= setups.families:
        return full
    key = (centre * setups.families + stands_in) * setups.families + wanted
    low = 0
    high = len(setups.key)
    while low < high:
        middle = (low + high) // 2
        if setups.key[middle] < key:
            low = middle + 1
        else:
            high = middle
    return int(setups.minutes[low]) if low < len(setups.key) and setups.key[low] == key else full


@kernel
def run_minutes(unit: IntArray, num: int, den: int, quantity: int) -> int:
    """Return ⌈quantity × run ÷ speed⌉, at most LONGEST."""
    slow_num, slow_den = unit[UNIT_SLOW_NUM], unit[UNIT_SLOW_DEN]
    if not fits(quantity, num) or not fits(quantity * num, slow_num) or not fits(den, slow_den):
        return LONGEST
    return min(ceil_ratio(quantity * num * slow_num, den * slow_den), LONGEST)


@kernel
def find_slot(capacity: Capacity, own: Own, making: Making, operation: int, quantity: int, ready: int) -> Slot:
    """Return where an operation ends first; its crew is left in the second row of `own.team.chosen`."""
    best = Slot(NO_ROW, NO_ROW, BEYOND, BEYOND, 0, 0, NO_ROW)
    options, rules = making.options, making.operations
    for option in range(options.first[operation], options.first[operation + 1]):
        centre = options.centre[option]
        for place in range(capacity.centre_first[centre], capacity.centre_first[centre + 1]):
            unit = capacity.centre_unit[place]
            row = _first_ending_after(capacity.idle, capacity.units[unit], ready)
            if capacity.idle[row, IDLE_START] >= best.end:
                continue
            candidate = Candidate(
                ready,
                run_minutes(capacity.units[unit], options.run_num[option], options.run_den[option], quantity),
                options.setup_minutes[option],
                rules.family[operation],
                rules.crew[operation],
                rules.skill[operation],
                best.end,
            )
            found = _slot_on_unit(capacity, own, candidate, unit, row)
            if found.unit == NO_ROW or found.end > best.end or (found.end == best.end and found.start >= best.start):
                continue
            best = Slot(found.unit, found.stretch, found.start, found.end, found.setup, found.minutes, option)
            for slot in range(candidate.crew):
                own.team.chosen[1, slot] = own.team.chosen[0, slot]
    return best


@kernel
def first_start_without_crew(
    capacity: Capacity, own: Own, making: Making, operation: int, slot: Slot, ready: int
) -> int:
    """Return when the operation of a slot could start on its unit if people did not matter."""
    full = making.options.setup_minutes[slot.option]
    candidate = Candidate(ready, slot.minutes, full, making.operations.family[operation], 0, NO_ROW, BEYOND)
    row = _first_ending_after(capacity.idle, capacity.units[slot.unit], ready)
    return _slot_on_unit(capacity, own, candidate, slot.unit, row).start


@kernel
def _first_ending_after(idle: IntArray, unit: IntArray, t: int) -> int:
    """Return the first idle stretch of a unit that ends after a minute."""
    low = unit[UNIT_IDLE_FIRST]
    high = unit[UNIT_IDLE_END]
    while low < high:
        middle = (low + high) // 2
        if idle[middle, IDLE_END] > t:
            high = middle
        else:
            low = middle + 1
    return int(low)


@kernel
def _slot_on_unit(capacity: Capacity, own: Own, candidate: Candidate, unit: int, row: int) -> Slot:
    """Return the first place on a unit, from an idle stretch on, that does not end after the best so far."""
    idle = capacity.idle
    while row < capacity.units[unit, UNIT_IDLE_END] and idle[row, IDLE_START] <= candidate.best_end:
        if row % BLOCK == 0 and capacity.most_idle[row // BLOCK] < candidate.minutes:
            row += BLOCK
            continue
        if idle[row, IDLE_MINUTES] >= candidate.minutes:
            found = _slot_in_stretch(capacity, own, candidate, unit, row)
            if found.unit != NO_ROW:
                return found
        row += 1
    return Slot(NO_ROW, NO_ROW, BEYOND, BEYOND, 0, 0, NO_ROW)


@kernel
def _slot_in_stretch(capacity: Capacity, own: Own, candidate: Candidate, unit: int, row: int) -> Slot:
    """Look between the operations that this inquiry has put into an idle stretch."""
    idle = capacity.idle[row]
    start = idle[IDLE_START]
    family = idle[IDLE_FAMILY]
    last = NO_ROW
    while True:
        following = _own_after(own.operations, own.counts[0], row, last)
        if following == NO_ROW:
            end = idle[IDLE_END]
            room = Room(start, end, family, idle[IDLE_NEXT_FAMILY], idle[IDLE_NEXT_SETUP], idle[IDLE_NEXT_FULL])
        else:
            placed = own.operations[following]
            room = Room(start, placed[OWN_START], family, placed[OWN_FAMILY], placed[OWN_SETUP], placed[OWN_FULL])
        found = _slot_in_room(capacity, own, candidate, unit, room)
        if found.unit != NO_ROW or following == NO_ROW:
            return Slot(found.unit, row, found.start, found.end, found.setup, found.minutes, NO_ROW)
        start = max(start, end_of_stay(own.operations[following, OWN_START], own.operations[following, OWN_END]))
        family = own.operations[following, OWN_FAMILY]
        last = following


@kernel
def _own_after(operations: IntArray, count: int, stretch: int, last: int) -> int:
    """Return the operation of this inquiry in a stretch that follows the last one, NO_ROW for none."""
    best = NO_ROW
    for row in range(count):
        if operations[row, OWN_STRETCH] != stretch or operations[row, OWN_UNIT] == NO_ROW:
            continue
        if last != NO_ROW and not _is_after(operations, row, last):
            continue
        if best == NO_ROW or _is_after(operations, best, row):
            best = row
    return best


@kernel
def _is_after(operations: IntArray, row: int, other: int) -> bool:
    if operations[row, OWN_START] != operations[other, OWN_START]:
        return bool(operations[row, OWN_START] > operations[other, OWN_START])
    if operations[row, OWN_END] != operations[other, OWN_END]:
        return bool(operations[row, OWN_END] > operations[other, OWN_END])
    return row > other


@kernel
def _slot_in_room(capacity: Capacity, own: Own, candidate: Candidate, unit: int, room: Room) -> Slot:
    """Return the place of an operation in a stretch with nothing in it."""
    nowhere = Slot(NO_ROW, NO_ROW, BEYOND, BEYOND, 0, 0, NO_ROW)
    centre = capacity.units[unit, UNIT_CENTRE]
    calendar = capacity.units[unit, UNIT_CALENDAR]
    start = next_open(capacity.working, calendar, max(candidate.ready, room.start))
    if start >= room.end or start >= BEYOND:
        return nowhere
    if room.next_setup != NOT_GIVEN:
        following = setup_after(capacity.setups, centre, candidate.family, room.next_family, room.next_full)
        if following != room.next_setup:
            return nowhere
    setup = setup_after(capacity.setups, centre, room.family, candidate.family, candidate.full)
    end = add_working(capacity.working, calendar, start, setup + candidate.minutes)
    if end > room.end or end > candidate.best_end or end >= BEYOND:
        return nowhere
    if candidate.crew > 0:
        shift = Shift(calendar, start, min(room.end, candidate.best_end), setup + candidate.minutes)
        start, end = crew_shift(capacity, own.team, own.counts[1], shift, candidate.skill, candidate.crew)
        if end >= BEYOND:
            return nowhere
    return Slot(unit, NO_ROW, start, end, setup, candidate.minutes, NO_ROW)
