"""Why each operation starts when it does, read off the finished schedule."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pegboard.engine.bom import Structures
from pegboard.engine.calendar import BEYOND, WorkingTime, next_open
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, BoolArray, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.plan import Pegs
from pegboard.engine.plan.vocabulary import (
    A_CALENDAR,
    A_PERSON,
    A_PLACED_OPERATION,
    A_RECEIPT,
    A_SKILL,
    A_STOCK,
    A_WORK_UNIT,
    BY_CALENDAR,
    BY_FROZEN,
    BY_MATERIAL,
    BY_NOW,
    BY_PEOPLE,
    BY_PREDECESSOR,
    BY_WORK_UNIT,
    NOTHING,
)
from pegboard.engine.schedule.builder import Built
from pegboard.engine.schedule.problem import NOBODY, PLANNED, STARTED
from pegboard.engine.schedule.resources import unit_calendars
from pegboard.engine.schedule.search import Schedule
from pegboard.engine.snapshot import Snapshot


class Bounds(NamedTuple):
    """By step: when it was ready, what held its start back, and the thing that did, by kind and row."""

    ready_at: IntArray
    bound_by: IntArray
    kind: IntArray
    subject: IntArray


def bounds_of(
    snapshot: Snapshot, structures: Structures, wt: WorkingTime, pegs: Pegs, found: tuple[Built, Schedule]
) -> Bounds:
    """Return the reason of every placed step; a predecessor is given by its step, not yet by its row in the plan."""
    built, schedule = found
    work = built.work
    material_at, material_peg = _last_material(built, schedule)
    step = np.arange(len(work.operation))
    before_at = _predecessor_over(structures, built, schedule)
    ready = np.maximum(np.maximum(material_at, before_at), snapshot.now)
    ready[work.fixed == STARTED] = snapshot.now
    bounds = Bounds(
        ready_at=ready,
        bound_by=np.full(len(step), BY_NOW, dtype=np.int64),
        kind=np.full(len(step), NOTHING, dtype=np.int64),
        subject=np.full(len(step), NO_ROW, dtype=np.int64),
    )
    is_held = ready > snapshot.now
    by_before = is_held & (before_at >= material_at)
    _say(bounds, by_before, BY_PREDECESSOR, A_PLACED_OPERATION, step - 1)
    by_material = is_held & ~by_before
    peg = np.where(by_material, material_peg, 0)
    if by_material.any():
        _say(bounds, by_material, BY_MATERIAL, pegs.supply_kind[peg] + A_STOCK, pegs.supply[peg])
    _say_resources(bounds, snapshot, wt, found)
    is_kept = (work.fixed == PLANNED) & (schedule.start == work.fixed_at)
    _say(bounds, is_kept, BY_FROZEN, A_RECEIPT, work.supply_row[work.supply])
    return bounds


def _say(bounds: Bounds, chosen: BoolArray, bound_by: int, kind: IntArray | int, subject: IntArray) -> None:
    bounds.bound_by[chosen] = bound_by
    bounds.kind[chosen] = kind if isinstance(kind, int) else kind[chosen]
    bounds.subject[chosen] = subject[chosen]


def _last_material(built: Built, schedule: Schedule) -> tuple[IntArray, IntArray]:
    """Return when the last material of each step is there, and by which peg."""
    ends, count = built.ends, len(built.work.operation)
    at = np.full(count, -BEYOND, dtype=np.int64)
    peg = np.full(count, NO_ROW, dtype=np.int64)
    rows = np.flatnonzero(ends.user != NO_ROW)
    supply_finish = np.append(schedule.supply_finish, -BEYOND)
    there = np.maximum(ends.known_at[rows], supply_finish[ends.maker[rows]])
    order = np.lexsort((-rows, there, ends.user[rows]))
    user = ends.user[rows][order]
    is_last = np.append(user[1:] != user[:-1], True)[: len(user)]
    at[user[is_last]] = there[order][is_last]
    peg[user[is_last]] = rows[order][is_last]
    return at, peg


def _predecessor_over(structures: Structures, built: Built, schedule: Schedule) -> IntArray:
    """Return when the step before each one is over, its wait included; -BEYOND where there is none."""
    work = built.work
    wait = np.append(structures.operations.wait_minutes, 0)[work.operation]
    over = np.full(len(wait), -BEYOND, dtype=np.int64)
    over[1:] = schedule.end[:-1] + wait[:-1]
    over[work.first[:-1]] = -BEYOND
    return over


def _say_resources(bounds: Bounds, snapshot: Snapshot, wt: WorkingTime, found: tuple[Built, Schedule]) -> None:
    """Name unit, calendar or people for steps that began after they were ready."""
    built, schedule = found
    unit, start = schedule.unit, schedule.start
    chosen = np.flatnonzero(schedule.is_placed & (unit != NO_ROW) & (start > bounds.ready_at))
    if not len(chosen):
        return
    calendar = unit_calendars(snapshot)[unit[chosen]]
    free = np.maximum(_unit_free(schedule)[chosen], bounds.ready_at[chosen])
    opening = _openings(wt, calendar, free)
    was_busy = free > bounds.ready_at[chosen]
    lacked_people = (start[chosen] > opening) & (built.step_class[chosen] != NOBODY)
    by_calendar = ~lacked_people & ~was_busy & (start[chosen] == opening)
    bounds.bound_by[chosen] = np.where(by_calendar, BY_CALENDAR, BY_WORK_UNIT)
    bounds.kind[chosen] = np.where(by_calendar, A_CALENDAR, A_WORK_UNIT)
    bounds.subject[chosen] = np.where(by_calendar, calendar, unit[chosen])
    short = chosen[lacked_people]
    skill = built.classes.skill[built.step_class[short]]
    first_person = schedule.crew[_first_slots(built)[short]]
    bounds.bound_by[short] = BY_PEOPLE
    bounds.kind[short] = np.where(skill != NO_ROW, A_SKILL, A_PERSON)
    bounds.subject[short] = np.where(skill != NO_ROW, skill, first_person)


def _first_slots(built: Built) -> IntArray:
    sizes = built.classes.crew[built.step_class]
    return np.asarray(np.cumsum(sizes) - sizes)


def _unit_free(schedule: Schedule) -> IntArray:
    """Return for each step when the work before it on its unit ended, NOT_GIVEN where it is the first."""
    rows = np.flatnonzero(schedule.is_placed & (schedule.unit != NO_ROW))
    rows = rows[np.lexsort((rows, schedule.end[rows], schedule.start[rows], schedule.unit[rows]))]
    free = np.full(len(schedule.unit), NOT_GIVEN, dtype=np.int64)
    same = schedule.unit[rows[1:]] == schedule.unit[rows[:-1]]
    free[rows[1:][same]] = schedule.end[rows[:-1][same]]
    return free


@kernel
def _openings(wt: WorkingTime, calendar: IntArray, t: IntArray) -> IntArray:
    found = np.empty(len(t), np.int64)
    for row in range(len(t)):
        found[row] = next_open(wt, calendar[row], t[row])
    return found
