"""The same supplies with nobody in the way: the earliest ends, and an order in which nothing comes before its parts."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pegboard.engine.calendar import BEYOND, WorkingTime, add_working, next_open
from pegboard.engine.core.columns import IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.schedule.memory import (
    CENTRE_GROUP_END,
    CENTRE_GROUP_FIRST,
    GROUP_CALENDAR,
    NOW,
    OP_DAYS,
    OP_FIXED,
    OP_KIND,
    OP_OPTION_END,
    OP_OPTION_FIRST,
    OP_PENDING,
    OP_RELEASE,
    OP_SUPPLY,
    OP_WAIT,
    OPTION_CENTRE,
    OPTION_SETUP,
    SUPPLY_END,
    SUPPLY_FIRST,
    SUPPLY_USER_END,
    SUPPLY_USER_FIRST,
    USER,
    column_of,
    get,
    rows,
)
from pegboard.engine.schedule.problem import ELAPSED, STARTED, SchedulingProblem
from pegboard.engine.schedule.progress import elapsed_end
from pegboard.engine.schedule.units import run_minutes


class Unlimited(NamedTuple):
    """Operations in an order that respects all precedence, and when each and its supply would end at best."""

    order: IntArray
    end: IntArray
    finish: IntArray


class _Walk(NamedTuple):
    ready: IntArray
    pending: IntArray
    left: IntArray
    order: IntArray
    end: IntArray
    finish: IntArray
    length: IntArray


def at_unlimited_capacity(problem: SchedulingProblem) -> Unlimited:
    """Return the earliest ends; BEYOND for what can never be placed."""
    m = problem.memory
    count, supplies = rows(m, OP_SUPPLY), rows(m, SUPPLY_FIRST)
    walk = _Walk(
        ready=column_of(m, OP_RELEASE).copy(),
        pending=column_of(m, OP_PENDING).copy(),
        left=column_of(m, SUPPLY_END) - column_of(m, SUPPLY_FIRST),
        order=np.empty(count, dtype=np.int64),
        end=np.full(count, BEYOND, dtype=np.int64),
        finish=np.full(supplies, get(m, NOW, 0), dtype=np.int64),
        length=np.zeros(1, dtype=np.int64),
    )
    _place_all(m, problem.working_time, walk)
    finish = np.where(walk.left == 0, walk.finish, BEYOND)
    return Unlimited(walk.order[: walk.length[0]], walk.end, finish)


@kernel
def _place_all(m: IntArray, wt: WorkingTime, walk: _Walk) -> None:
    for operation in range(walk.pending.shape[0]):
        if walk.pending[operation] == 0:
            walk.order[walk.length[0]] = operation
            walk.length[0] += 1
    at = 0
    while at < walk.length[0]:
        operation = walk.order[at]
        at += 1
        walk.end[operation] = _best_end(m, wt, operation, walk.ready[operation])
        over = min(BEYOND, walk.end[operation] + get(m, OP_WAIT, operation))
        supply = get(m, OP_SUPPLY, operation)
        walk.finish[supply] = max(walk.finish[supply], over)
        walk.left[supply] -= 1
        if operation + 1 < get(m, SUPPLY_END, supply):
            _hear(walk, operation + 1, over)
        if walk.left[supply] == 0:
            for row in range(get(m, SUPPLY_USER_FIRST, supply), get(m, SUPPLY_USER_END, supply)):
                _hear(walk, get(m, USER, row), walk.finish[supply])


@kernel
def _hear(walk: _Walk, operation: int, t: int) -> None:
    walk.ready[operation] = max(walk.ready[operation], t)
    walk.pending[operation] -= 1
    if walk.pending[operation] == 0:
        walk.order[walk.length[0]] = operation
        walk.length[0] += 1


@kernel
def _best_end(m: IntArray, wt: WorkingTime, operation: int, ready: int) -> int:
    """Return the end on the unit that has it done first, people not counted."""
    if ready >= BEYOND:
        return BEYOND
    if get(m, OP_KIND, operation) == ELAPSED:
        return elapsed_end(m, ready, get(m, OP_DAYS, operation))
    is_started = get(m, OP_FIXED, operation) == STARTED
    soonest = BEYOND
    for option in range(get(m, OP_OPTION_FIRST, operation), get(m, OP_OPTION_END, operation)):
        setup = 0 if is_started else get(m, OPTION_SETUP, option)
        centre = get(m, OPTION_CENTRE, option)
        for group in range(get(m, CENTRE_GROUP_FIRST, centre), get(m, CENTRE_GROUP_END, centre)):
            calendar = get(m, GROUP_CALENDAR, group)
            minutes = setup + run_minutes(m, option, group)
            start = next_open(wt, calendar, ready)
            if start < BEYOND:
                soonest = min(soonest, add_working(wt, calendar, start, minutes))
    return soonest
