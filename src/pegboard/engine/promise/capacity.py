"""What a plan leaves idle: the stretches between the operations of every unit, and when every person is busy."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from pegboard.engine.calendar import BEYOND, WorkingTime, worked_before
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.core.rounding import MICRO
from pegboard.engine.plan import Plan
from pegboard.engine.schedule.resources import unit_calendars
from pegboard.engine.snapshot import Snapshot

BLOCK: Final = 32
"""So many idle stretches are passed over at once where none of them is long enough."""


class Setups(NamedTuple):
    """The setup matrix, its keys ascending: (centre × families + from) × families + to."""

    families: int
    key: IntArray
    minutes: IntArray


class Units(NamedTuple):
    """Work units by work centre: those of centre c are `row[first[c]]` … `row[first[c + 1] - 1]`."""

    first: IntArray
    row: IntArray
    calendar: IntArray
    slow_num: IntArray  # minutes at speed 1 × slow_num ÷ slow_den are those of the unit
    slow_den: IntArray
    centre: IntArray


class IdleStretches(NamedTuple):
    """Idle time by unit, ascending: rows `first[unit]` … `first[unit + 1] - 1`; the last of a unit has no end.

    `family` is what the unit stands in then. The operation that follows has `next_family`, was placed with
    `next_setup` minutes and takes `next_full` after an unknown family; `next_setup` is NOT_GIVEN where none follows.
    """

    first: IntArray
    start: IntArray
    end: IntArray
    minutes: IntArray  # open minutes in it, BEYOND in the last
    family: IntArray
    next_family: IntArray
    next_setup: IntArray
    next_full: IntArray
    most: IntArray  # the most minutes of any stretch in a block of rows


class BusyPeople(NamedTuple):
    """When people are kept by operations: rows `first[person]` … `first[person + 1] - 1`, ascending."""

    first: IntArray
    start: IntArray
    end: IntArray
    calendar: IntArray  # of each person


class SkilledPeople(NamedTuple):
    """Who has a skill: rows `first[skill]` … `first[skill + 1] - 1`; the last skill is anybody's."""

    first: IntArray
    person: IntArray


class Capacity(NamedTuple):
    """All that insertion reads."""

    now: int
    working: WorkingTime
    units: Units
    setups: Setups
    idle: IdleStretches
    busy: BusyPeople
    skilled: SkilledPeople


def capacity_of(snapshot: Snapshot, plan: Plan, working: WorkingTime) -> Capacity:
    """Return what the placed operations of a plan leave of units and people."""
    units = _units(snapshot)
    return Capacity(
        now=snapshot.now,
        working=working,
        units=units,
        setups=_setups(snapshot),
        idle=_idle_stretches(snapshot, plan, working, units),
        busy=_busy_people(snapshot, plan),
        skilled=_skilled_people(snapshot),
    )


def _units(snapshot: Snapshot) -> Units:
    units = snapshot.work_units
    order = np.argsort(units.work_centre, kind="stable")
    common = np.gcd(units.speed_micro, MICRO)
    return Units(
        first=np.searchsorted(units.work_centre[order], np.arange(len(snapshot.work_centres) + 1)).astype(np.int64),
        row=order,
        calendar=unit_calendars(snapshot),
        slow_num=MICRO // common,
        slow_den=units.speed_micro // common,
        centre=units.work_centre,
    )


def _setups(snapshot: Snapshot) -> Setups:
    matrix, families = snapshot.setup_matrix, max(len(snapshot.setup_families), 1)
    key = (matrix.work_centre * families + matrix.from_family) * families + matrix.to_family
    order = np.argsort(key)
    return Setups(families, key[order], -(-matrix.minutes_micro[order] // MICRO))


def _idle_stretches(snapshot: Snapshot, plan: Plan, working: WorkingTime, units: Units) -> IdleStretches:
    placed, operations = plan.placed_operations, plan.operations
    inside = np.flatnonzero(placed.work_unit != NO_ROW)
    order = inside[np.lexsort((placed.end_at[inside], placed.start_at[inside], placed.work_unit[inside]))]
    unit = placed.work_unit[order]
    busy_first = np.searchsorted(unit, np.arange(len(units.calendar) + 1)).astype(np.int64)
    family = operations.setup_family[placed.operation[order]]
    placed_rows = _PlacedRows(
        start=placed.start_at[order],
        end=placed.end_at[order],
        family=family,
        setup=placed.setup_minutes[order],
        full=_full_setups(snapshot, plan)[order],
    )
    first, before, start, end = _stretches(busy_first, placed_rows, snapshot.now)
    minutes = _open_minutes(working, units.calendar, first, start, end)
    unit_of = np.repeat(np.arange(len(units.calendar)), np.diff(first))
    after = np.where(end < BEYOND, before + 1, len(order))
    is_first = before < busy_first[unit_of]
    return IdleStretches(
        first=first,
        start=start,
        end=end,
        minutes=minutes,
        family=np.where(is_first, snapshot.work_units.setup_family[unit_of], np.append(family, NO_ROW)[before]),
        next_family=np.append(family, NO_ROW)[after],
        next_setup=np.append(placed_rows.setup, NOT_GIVEN)[after],
        next_full=np.append(placed_rows.full, 0)[after],
        most=np.maximum.reduceat(minutes, np.arange(0, len(minutes), BLOCK)) if len(minutes) else minutes,
    )


def _full_setups(snapshot: Snapshot, plan: Plan) -> IntArray:
    """Return the setup minutes of every placed operation where nothing is known of what its unit stood in."""
    placed, operations, others = plan.placed_operations, plan.operations, snapshot.alternatives
    full = operations.setup_minutes[placed.operation].copy()
    elsewhere = np.flatnonzero(
        (placed.work_unit != NO_ROW) & (placed.work_centre != operations.work_centre[placed.operation])
    )
    given = {
        (item, sequence, centre): -(-setup // MICRO)
        for item, sequence, centre, setup in zip(
            others.item.tolist(),
            others.sequence.tolist(),
            others.work_centre.tolist(),
            others.setup_micro.tolist(),
            strict=True,
        )
        if setup != NOT_GIVEN
    }
    for row in elsewhere.tolist():
        operation = placed.operation[row]
        where = int(operations.item[operation]), int(operations.sequence[operation]), int(placed.work_centre[row])
        full[row] = given.get(where, full[row])
    return full


class _PlacedRows(NamedTuple):
    """Placed operations by unit and start."""

    start: IntArray
    end: IntArray
    family: IntArray
    setup: IntArray
    full: IntArray


@kernel
def _stretches(busy_first: IntArray, placed: _PlacedRows, now: int) -> tuple[IntArray, IntArray, IntArray, IntArray]:
    """Return by unit the idle stretches: where they begin, the row of the operation before each, starts and ends."""
    units = len(busy_first) - 1
    room = len(placed.start) + units
    first = np.zeros(units + 1, np.int64)
    before = np.empty(room, np.int64)
    start = np.empty(room, np.int64)
    end = np.empty(room, np.int64)
    count = 0
    for unit in range(units):
        free_at = now
        for row in range(busy_first[unit], busy_first[unit + 1]):
            if placed.start[row] > free_at:
                before[count] = row - 1
                start[count] = free_at
                end[count] = placed.start[row]
                count += 1
            free_at = max(free_at, placed.end[row])
        before[count] = busy_first[unit + 1] - 1
        start[count] = free_at
        end[count] = BEYOND
        count += 1
        first[unit + 1] = count
    return first, before[:count], start[:count], end[:count]


@kernel
def _open_minutes(
    working: WorkingTime, calendar: IntArray, first: IntArray, start: IntArray, end: IntArray
) -> IntArray:
    minutes = np.empty(len(start), np.int64)
    for unit in range(len(calendar)):
        for row in range(first[unit], first[unit + 1]):
            if end[row] >= BEYOND:
                minutes[row] = BEYOND
                continue
            worked = worked_before(working, calendar[unit], end[row])
            minutes[row] = worked - worked_before(working, calendar[unit], start[row])
    return minutes


def _busy_people(snapshot: Snapshot, plan: Plan) -> BusyPeople:
    placed = plan.placed_operations
    sizes = np.diff(np.append(placed.people_first, len(plan.people)))
    row = np.repeat(np.arange(len(placed)), sizes)
    person = plan.people
    order = np.lexsort((placed.end_at[row], placed.start_at[row], person))
    return BusyPeople(
        first=np.searchsorted(person[order], np.arange(len(snapshot.people) + 1)).astype(np.int64),
        start=placed.start_at[row[order]],
        end=placed.end_at[row[order]],
        calendar=snapshot.people.calendar,
    )


def _skilled_people(snapshot: Snapshot) -> SkilledPeople:
    """Return who has each skill, those with the fewest skills first, so that the versatile stay free."""
    skills, people = len(snapshot.skills), len(snapshot.people)
    has = snapshot.person_skills
    count = np.bincount(has.person, minlength=people)
    order = np.lexsort((has.person, count[has.person], has.skill))
    anybody = np.lexsort((np.arange(people), count))
    first = np.searchsorted(has.skill[order], np.arange(skills + 1))
    return SkilledPeople(
        first=np.append(first, len(order) + people).astype(np.int64),
        person=np.concatenate((has.person[order], anybody)).astype(np.int64),
    )
