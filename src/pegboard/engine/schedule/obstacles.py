"""Why operations could not be placed: one problem for each cause."""

from __future__ import annotations

from typing import Final

import numpy as np

from pegboard.engine.bom import Structures
from pegboard.engine.core.columns import NO_ROW, BoolArray, IntArray
from pegboard.engine.core.problems import ERROR, Problem
from pegboard.engine.plan.vocabulary import PLANNED_ORDER
from pegboard.engine.schedule.builder import CAN_BE_PLACED, NO_HOURS, NO_PEOPLE, Built
from pegboard.engine.schedule.search import Schedule
from pegboard.engine.snapshot import Snapshot

ANYONE: Final = "no skill in particular"


def obstacles(
    snapshot: Snapshot, structures: Structures, order_item: IntArray, built: Built, schedule: Schedule
) -> tuple[Problem, ...]:
    """Return what keeps operations from being placed: hours, people, the horizon, and what waits for those."""
    lacking = np.flatnonzero(~schedule.is_placed)
    if not len(lacking):
        return ()
    hopeless = built.hopeless[lacking]
    found = _without_hours(snapshot, structures, built, lacking[hopeless == NO_HOURS])
    found += _without_people(snapshot, structures, built, lacking[hopeless == NO_PEOPLE])
    is_waiting = _waits(built, schedule)
    rest = lacking[hopeless == CAN_BE_PLACED]
    item = _supply_items(snapshot, order_item, built)[built.work.supply]
    found += _by_item(snapshot, "not-placed-beyond-horizon", item[rest[~is_waiting[rest]]])
    found += _by_item(snapshot, "not-placed-waits", item[rest[is_waiting[rest]]])
    return tuple(found)


def _without_hours(snapshot: Snapshot, structures: Structures, built: Built, steps: IntArray) -> list[Problem]:
    centres, counts = np.unique(structures.operations.work_centre[built.work.operation[steps]], return_counts=True)
    return [
        Problem("not-placed-no-hours", snapshot.work_centres.code[centre], "work_centres", ERROR, (str(count),))
        for centre, count in zip(centres.tolist(), counts.tolist(), strict=True)
    ]


def _without_people(snapshot: Snapshot, structures: Structures, built: Built, steps: IntArray) -> list[Problem]:
    found = []
    operations = structures.operations
    for operation in np.unique(built.work.operation[steps]).tolist():
        skill = int(operations.skill[operation])
        operands = (
            str(operations.sequence[operation]),
            str(operations.crew[operation]),
            snapshot.skills[skill] if skill != NO_ROW else ANYONE,
        )
        code = snapshot.items.code[operations.item[operation]]
        found.append(Problem("not-placed-no-people", code, "routings", ERROR, operands))
    return sorted(set(found))


def _waits(built: Built, schedule: Schedule) -> BoolArray:
    """Say of each step whether something before it, or a supply that it needs, is not placed either."""
    work, ends = built.work, built.ends
    is_waiting = np.zeros(len(work.operation), dtype=np.bool_)
    is_waiting[1:] = ~schedule.is_placed[:-1]
    is_waiting[work.first[:-1]] = False
    is_done = np.logical_and.reduceat(schedule.is_placed, work.first[:-1])
    rows = np.flatnonzero((ends.maker != NO_ROW) & (ends.user != NO_ROW))
    is_waiting[ends.user[rows[~is_done[ends.maker[rows]]]]] = True
    return is_waiting


def _supply_items(snapshot: Snapshot, order_item: IntArray, built: Built) -> IntArray:
    is_order = built.work.supply_kind == PLANNED_ORDER
    item = np.empty(len(is_order), dtype=np.int64)
    item[is_order] = order_item[built.work.supply_row[is_order]]
    item[~is_order] = snapshot.receipts.item[built.work.supply_row[~is_order]]
    return item


def _by_item(snapshot: Snapshot, code: str, item: IntArray) -> list[Problem]:
    items, counts = np.unique(item, return_counts=True)
    return [
        Problem(code, snapshot.items.code[row], "items", ERROR, (str(count),))
        for row, count in zip(items.tolist(), counts.tolist(), strict=True)
    ]
