"""What a plan leaves idle: the stretches between the operations of every unit, and when every person is busy."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from pegboard.engine.calendar import BEYOND, WorkingTime, worked_between
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.core.rounding import MICRO
from pegboard.engine.plan import Plan
from pegboard.engine.schedule.resources import unit_calendars
from pegboard.engine.snapshot import Snapshot

BLOCK: Final = 32
"""So many idle stretches are passed over at once where none of them is long enough."""


# columns of the units
UNIT_CALENDAR: Final = 0
UNIT_CENTRE: Final = 1
UNIT_SLOW_NUM: Final = 2  # minutes at speed 1 × SLOW_NUM ÷ SLOW_DEN are those of the unit
UNIT_SLOW_DEN: Final = 3
UNIT_IDLE_FIRST: Final = 4  # its idle stretches
UNIT_IDLE_END: Final = 5

# columns of the idle stretches; the last of a unit ends BEYOND
IDLE_START: Final = 0
IDLE_END: Final = 1
IDLE_MINUTES: Final = 2  # open minutes in it
IDLE_FAMILY: Final = 3  # what the unit stands in
IDLE_NEXT_FAMILY: Final = 4  # of the operation that follows
IDLE_NEXT_SETUP: Final = 5  # its minutes as placed, NOT_GIVEN where none follows
IDLE_NEXT_FULL: Final = 6  # its minutes after an unknown family


class Setups(NamedTuple):
    """The setup matrix, its keys ascending: (centre × families + from) × families + to."""

    families: int
    key: IntArray
    minutes: IntArray


class People(NamedTuple):
    """Busy times of person p: the rows busy_first[p] … of start and end; who has skill s: skilled_first[s] ….

    The last skill is anybody's.
    """

    calendar: IntArray
    busy_first: IntArray
    busy: IntArray  # start and end, ascending by person
    skilled_first: IntArray
    skilled: IntArray


class Capacity(NamedTuple):
    """All that insertion reads: units by work centre with their idle stretches ascending, and people."""

    now: int
    working: WorkingTime
    setups: Setups
    centre_first: IntArray  # the units of centre c are centre_unit[centre_first[c]] …
    centre_unit: IntArray
    units: IntArray
    idle: IntArray
    most_idle: IntArray  # the most minutes of any stretch in a block of rows
    people: People


def capacity_of(snapshot: Snapshot, plan: Plan, working: WorkingTime) -> Capacity:
    """Return what the placed operations of a plan leave of units and people."""
    units = snapshot.work_units
    order = np.argsort(units.work_centre, kind="stable")
    common = np.gcd(units.speed_micro, MICRO)
    calendar = unit_calendars(snapshot)
    first, idle = _idle_stretches(snapshot, plan, working, calendar)
    blocks = np.arange(0, len(idle), BLOCK)
    columns = (calendar, units.work_centre, MICRO // common, units.speed_micro // common, first[:-1], first[1:])
    return Capacity(
        now=snapshot.now,
        working=working,
        setups=_setups(snapshot),
        centre_first=np.searchsorted(units.work_centre[order], np.arange(len(snapshot.work_centres) + 1)),
        centre_unit=order,
        units=np.stack(columns, axis=1),
        idle=idle,
        most_idle=np.maximum.reduceat(idle[:, IDLE_MINUTES], blocks) if len(idle) else blocks,
        people=_people(snapshot, plan),
    )


def _setups(snapshot: Snapshot) -> Setups:
    matrix, families = snapshot.setup_matrix, max(len(snapshot.setup_families), 1)
    key = (matrix.work_centre * families + matrix.from_family) * families + matrix.to_family
    order = np.argsort(key)
    return Setups(families, key[order], -(-matrix.minutes_micro[order] // MICRO))


def _idle_stretches(
    snapshot: Snapshot, plan: Plan, working: WorkingTime, calendar: IntArray
) -> tuple[IntArray, IntArray]:
    """Return where the idle stretches of each unit begin, and the stretches."""
    placed, operations, units = plan.placed_operations, plan.operations, len(calendar)
    inside = np.flatnonzero(placed.work_unit != NO_ROW)
    order = inside[np.lexsort((placed.end_at[inside], placed.start_at[inside], placed.work_unit[inside]))]
    busy_first = np.searchsorted(placed.work_unit[order], np.arange(units + 1)).astype(np.int64)
    first, before, start, end = _stretches(busy_first, placed.start_at[order], placed.end_at[order], snapshot.now)
    unit = np.repeat(np.arange(units), np.diff(first))
    after = np.where(end < BEYOND, before + 1, len(order))
    family = np.append(operations.setup_family[placed.operation[order]], NO_ROW)
    columns = (
        start,
        end,
        _open_minutes(working, calendar[unit], start, end),
        np.where(before < busy_first[unit], snapshot.work_units.setup_family[unit], family[before]),
        family[after],
        np.append(placed.setup_minutes[order], NOT_GIVEN)[after],
        np.append(_full_setups(snapshot, plan)[order], 0)[after],
    )
    return first, np.stack(columns, axis=1)


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


@kernel
def _stretches(
    busy_first: IntArray, busy_start: IntArray, busy_end: IntArray, now: int
) -> tuple[IntArray, IntArray, IntArray, IntArray]:
    """Return by unit the idle stretches: where they begin, the row of the operation before each, starts and ends."""
    units = len(busy_first) - 1
    room = len(busy_start) + units
    first = np.zeros(units + 1, np.int64)
    before = np.empty(room, np.int64)
    start = np.empty(room, np.int64)
    end = np.empty(room, np.int64)
    count = 0
    for unit in range(units):
        free_at = now
        for row in range(busy_first[unit], busy_first[unit + 1]):
            if busy_start[row] > free_at:
                before[count] = row - 1
                start[count] = free_at
                end[count] = busy_start[row]
                count += 1
            free_at = max(free_at, end_of_stay(busy_start[row], busy_end[row]))
        before[count] = busy_first[unit + 1] - 1
        start[count] = free_at
        end[count] = BEYOND
        count += 1
        first[unit + 1] = count
    return first, before[:count], start[:count], end[:count]


@kernel
def end_of_stay(start: int, end: int) -> int:
    """Return when the next operation may begin: one that takes no time has its minute for itself.

    Otherwise nobody could say which of two of them in the same minute comes first, and so what the unit stands in.
    """
    return max(end, start + 1)


@kernel
def _open_minutes(working: WorkingTime, calendar: IntArray, start: IntArray, end: IntArray) -> IntArray:
    """Return the open minutes of stretches; BEYOND for those without an end."""
    minutes = np.full(len(start), BEYOND, np.int64)
    for row in range(len(start)):
        if end[row] < BEYOND:
            minutes[row] = worked_between(working, calendar[row], start[row], end[row])
    return minutes


def _people(snapshot: Snapshot, plan: Plan) -> People:
    """Return when people are kept by operations, and who has each skill: those with the fewest skills first."""
    placed, has = plan.placed_operations, snapshot.person_skills
    skills, people = len(snapshot.skills), len(snapshot.people)
    row = np.repeat(np.arange(len(placed)), np.diff(np.append(placed.people_first, len(plan.people))))
    busy = np.lexsort((placed.end_at[row], placed.start_at[row], plan.people))
    count = np.bincount(has.person, minlength=people)
    order = np.lexsort((has.person, count[has.person], has.skill))
    anybody = np.lexsort((np.arange(people), count))
    first = np.searchsorted(has.skill[order], np.arange(skills + 1))
    return People(
        calendar=snapshot.people.calendar,
        busy_first=np.searchsorted(plan.people[busy], np.arange(people + 1)),
        busy=np.stack((placed.start_at[row[busy]], placed.end_at[row[busy]]), axis=1),
        skilled_first=np.append(first, len(order) + people),
        skilled=np.concatenate((has.person[order], anybody)),
    )
