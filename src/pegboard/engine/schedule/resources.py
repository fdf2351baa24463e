"""The resources of a snapshot as the kernels see them: groups of like units, classes of people, setup changes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pegboard.engine.calendar import WorkingTime
from pegboard.engine.core.columns import NO_ROW, BoolArray, IntArray
from pegboard.engine.core.rounding import MICRO
from pegboard.engine.schedule.memory import (
    CENTRE_GROUP_END,
    CENTRE_GROUP_FIRST,
    CENTRE_OTHER_END,
    CENTRE_OTHER_FIRST,
    CENTRE_QUEUE_END,
    CENTRE_QUEUE_FIRST,
    CHANGE_KEY,
    CHANGE_MINUTES,
    CLASS_CREW,
    CLASS_END,
    CLASS_FIRST,
    CLASS_PERSON,
    FAMILIES,
    GROUP_CALENDAR,
    GROUP_CENTRE,
    GROUP_END,
    GROUP_FIRST,
    GROUP_UNIT,
    OTHER_CENTRE,
    PERSON_CALENDAR,
    QUEUE_CENTRE,
    QUEUE_CLASS,
    QUEUE_FIRST,
    UNIT_FAMILY,
    UNIT_GROUP,
    fill,
)
from pegboard.engine.snapshot import Snapshot


class Groups(NamedTuple):
    """The units of each centre with the same calendar and speed; groups of a centre stand side by side."""

    centre: IntArray
    calendar: IntArray
    speed_micro: IntArray
    of_unit: IntArray
    first_of_centre: IntArray  # one more than there are centres


def unit_calendars(snapshot: Snapshot) -> IntArray:
    """Return the calendar of each work unit: its own, else its work centre's."""
    units = snapshot.work_units
    own = units.calendar != NO_ROW
    return np.asarray(np.where(own, units.calendar, snapshot.work_centres.calendar[units.work_centre]))


def unit_groups(snapshot: Snapshot) -> Groups:
    """Return the units of the snapshot in groups."""
    units = snapshot.work_units
    keys = np.stack((units.work_centre, unit_calendars(snapshot), units.speed_micro), axis=1)
    found, of_unit = np.unique(keys, axis=0, return_inverse=True)
    centre = found[:, 0]
    first = np.searchsorted(centre, np.arange(len(snapshot.work_centres) + 1))
    return Groups(centre, found[:, 1], found[:, 2], of_unit.reshape(-1), np.asarray(first, dtype=np.int64))


def ever_open(working_time: WorkingTime, now: int) -> BoolArray:
    """Say of each calendar whether it is open at any minute from now to the end of the horizon."""
    first, end = working_time.first, np.append(working_time.end, 0)
    last = end[np.maximum(first[1:] - 1, 0)]
    return np.asarray((first[1:] > first[:-1]) & (last > now))


def open_centres(snapshot: Snapshot, groups: Groups, working_time: WorkingTime) -> BoolArray:
    """Say of each work centre whether any of its units has hours from now on."""
    usable = np.zeros(len(snapshot.work_centres), dtype=np.bool_)
    usable[groups.centre[ever_open(working_time, snapshot.now)[groups.calendar]]] = True
    return usable


class Classes(NamedTuple):
    """Kinds of crews: row 0 is nobody. Their people are the rows first[c] … first[c + 1] of `people`."""

    crew: IntArray
    skill: IntArray
    first: IntArray
    people: IntArray
    is_enough: BoolArray  # whether so many people with the skill are ever at work


def crew_classes(snapshot: Snapshot, crew: IntArray, skill: IntArray, working_time: WorkingTime) -> Classes:
    """Return the classes for these distinct crews (at least one person each), the versatile last among their people."""
    people, skills = snapshot.people, snapshot.person_skills
    versatility = np.bincount(skills.person, minlength=len(people))
    order = np.lexsort((np.arange(len(people)), versatility))
    order = order[ever_open(working_time, snapshot.now)[people.calendar[order]]]
    able: list[IntArray] = [np.zeros(0, dtype=np.int64)]
    for wanted in skill.tolist():
        has_skill = np.ones(len(people), dtype=np.bool_)
        if wanted != NO_ROW:
            has_skill = np.bincount(skills.person[skills.skill == wanted], minlength=len(people)) > 0
        able.append(order[has_skill[order]])
    sizes = np.array([len(rows) for rows in able], dtype=np.int64)
    crews = np.concatenate((np.zeros(1, dtype=np.int64), crew))
    return Classes(
        crew=crews,
        skill=np.concatenate((np.full(1, NO_ROW), skill)),
        first=np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(sizes))),
        people=np.concatenate(able),
        is_enough=sizes >= crews,
    )


class Queues(NamedTuple):
    """One queue for each centre and class of people that options have."""

    centre: IntArray
    people_class: IntArray
    first: IntArray  # its stretch of the heaps
    of_option: IntArray


def queues_of(centre: IntArray, people_class: IntArray, classes: int) -> Queues:
    """Return the queues of options, given the centre and the class of people of each."""
    keys, of_option, counts = np.unique(centre * classes + people_class, return_inverse=True, return_counts=True)
    return Queues(keys // classes, keys % classes, np.cumsum(counts) - counts, of_option.reshape(-1))


def fill_units(m: IntArray, snapshot: Snapshot, groups: Groups) -> None:
    """Write units and their groups."""
    order = np.argsort(groups.of_unit, kind="stable")
    bounds = np.searchsorted(groups.of_unit[order], np.arange(len(groups.centre) + 1))
    fill(
        m,
        {
            UNIT_GROUP: groups.of_unit,
            UNIT_FAMILY: snapshot.work_units.setup_family,
            GROUP_UNIT: order,
            GROUP_CENTRE: groups.centre,
            GROUP_CALENDAR: groups.calendar,
            GROUP_FIRST: bounds[:-1],
            GROUP_END: bounds[1:],
        },
    )


def fill_centres(m: IntArray, groups: Groups, queues: Queues, others: IntArray) -> None:
    """Write centres and queues; `others` are the sorted pairs of a centre and one where its work may run instead."""
    count = len(groups.first_of_centre)
    queue_bounds = np.searchsorted(queues.centre, np.arange(count))
    other_bounds = np.searchsorted(others[:, 0], np.arange(count))
    fill(
        m,
        {
            CENTRE_GROUP_FIRST: groups.first_of_centre[:-1],
            CENTRE_GROUP_END: groups.first_of_centre[1:],
            CENTRE_QUEUE_FIRST: queue_bounds[:-1],
            CENTRE_QUEUE_END: queue_bounds[1:],
            CENTRE_OTHER_FIRST: other_bounds[:-1],
            CENTRE_OTHER_END: other_bounds[1:],
            OTHER_CENTRE: others[:, 1],
            QUEUE_CENTRE: queues.centre,
            QUEUE_CLASS: queues.people_class,
            QUEUE_FIRST: queues.first,
        },
    )


def fill_people(m: IntArray, snapshot: Snapshot, classes: Classes) -> None:
    """Write classes and their people."""
    fill(
        m,
        {
            CLASS_CREW: classes.crew,
            CLASS_FIRST: classes.first[:-1],
            CLASS_END: classes.first[1:],
            CLASS_PERSON: classes.people,
            PERSON_CALENDAR: snapshot.people.calendar,
        },
    )


def fill_setup_changes(m: IntArray, snapshot: Snapshot) -> None:
    """Write the setup matrix by (centre, from, to) as one ascending number each."""
    matrix, families = snapshot.setup_matrix, len(snapshot.setup_families)
    key = (matrix.work_centre * families + matrix.from_family) * families + matrix.to_family
    order = np.argsort(key, kind="stable")
    minutes = -(-matrix.minutes_micro[order] // MICRO)
    fill(m, {CHANGE_KEY: key[order], CHANGE_MINUTES: minutes, FAMILIES: families})
