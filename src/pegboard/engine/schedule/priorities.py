"""What each operation's turn depends on: its own due time, its work, its weight, and the rule that weighs them."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from pegboard.engine.calendar import WorkingTime, subtract_working
from pegboard.engine.core.columns import IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.schedule.memory import (
    BY_RANK,
    CENTRE_GROUP_FIRST,
    GROUP_CALENDAR,
    OP_DAYS,
    OP_KIND,
    OP_OPTION_END,
    OP_OPTION_FIRST,
    OP_RANK,
    OP_SUPPLY,
    OP_TURNS_AT,
    OP_WAIT,
    OPTION_CENTRE,
    OPTION_KEY,
    OPTION_WORK,
    SUPPLY_END,
    SUPPLY_FIRST,
    SUPPLY_USER_END,
    SUPPLY_USER_FIRST,
    SUPPLY_WEIGHT,
    USER,
    column_of,
    fill,
    get,
    rows,
)
from pegboard.engine.schedule.problem import ELAPSED, RANK_BITS, SchedulingProblem
from pegboard.engine.schedule.queues import SCALE

BY_DUE_TIME: Final = 0
"""Instead of a look-ahead: the earliest due time of the operation goes first."""
MIDDLE: Final = 2**33
"""Keys are counted from here, so that none is negative."""
Latest = tuple[IntArray, IntArray]
"""By operation: when it must end, and when it must begin."""
FAR: Final = 2**28
"""No due time that counts is further from minute 0; the key's bits have no room for more."""


@kernel
def operation_dues(
    m: IntArray, wt: WorkingTime, supply_due: IntArray, latest_end: IntArray, latest_start: IntArray
) -> None:
    """Write when each operation must end and begin for its supply to be in time if the rest waits nowhere."""
    for supply in range(rows(m, SUPPLY_FIRST)):
        _date_operations(m, wt, supply, supply_due[supply], (latest_end, latest_start))


@kernel
def pass_dues_down(m: IntArray, wt: WorkingTime, order: IntArray, supply_due: IntArray, latest: Latest) -> None:
    """Let each supply be due when the first operation that it goes into must begin, or earlier if it says so.

    `order` names operations after all that they need; `latest` has FAR where nothing is known.
    """
    for at in range(order.shape[0] - 1, -1, -1):
        supply = get(m, OP_SUPPLY, order[at])
        if order[at] + 1 == get(m, SUPPLY_END, supply):
            for row in range(get(m, SUPPLY_USER_FIRST, supply), get(m, SUPPLY_USER_END, supply)):
                supply_due[supply] = min(supply_due[supply], latest[1][get(m, USER, row)])
            _date_operations(m, wt, supply, supply_due[supply], latest)


@kernel
def _date_operations(m: IntArray, wt: WorkingTime, supply: int, due_at: int, latest: Latest) -> None:
    due = max(-FAR, min(FAR, due_at))
    for operation in range(get(m, SUPPLY_END, supply) - 1, get(m, SUPPLY_FIRST, supply) - 1, -1):
        due = max(-FAR, due - get(m, OP_WAIT, operation))
        latest[0][operation] = due
        due = max(-FAR, _begun_before(m, wt, operation, due))
        latest[1][operation] = due


@kernel
def _begun_before(m: IntArray, wt: WorkingTime, operation: int, due: int) -> int:
    if get(m, OP_KIND, operation) == ELAPSED:
        return due - get(m, OP_DAYS, operation) * 1440
    option = get(m, OP_OPTION_FIRST, operation)
    if option == get(m, OP_OPTION_END, operation):
        return due
    group = get(m, CENTRE_GROUP_FIRST, get(m, OPTION_CENTRE, option))
    calendar = get(m, GROUP_CALENDAR, group)
    return subtract_working(wt, calendar, due, get(m, OPTION_WORK, option))


class Dues(NamedTuple):
    """When each operation must end and begin for its supply to be in time, and its place in a tie."""

    latest_end: IntArray
    latest_start: IntArray
    rank: IntArray
    by_rank: IntArray


def network_dues(problem: SchedulingProblem, order: IntArray, supply_due: IntArray) -> IntArray:
    """Return when each supply is due for all that it goes into, at any level, to be in time."""
    m = problem.memory
    found = supply_due.copy()
    latest = (np.full(rows(m, OP_SUPPLY), FAR), np.full(rows(m, OP_SUPPLY), FAR))
    pass_dues_down(m, problem.working_time, order, found, latest)
    return found


def dues_of(problem: SchedulingProblem, supply_due: IntArray) -> Dues:
    """Return the dues of operations for these dues of supplies."""
    m = problem.memory
    count = rows(m, OP_SUPPLY)
    by_rank = np.argsort(supply_due[column_of(m, OP_SUPPLY)], kind="stable")
    rank, latest_end, latest_start = (np.empty(count, dtype=np.int64) for _ in range(3))
    rank[by_rank] = np.arange(count)
    operation_dues(m, problem.working_time, supply_due, latest_end, latest_start)
    return Dues(latest_end, latest_start, rank, by_rank)


def dispatch_rule(m: IntArray, dues: Dues, look_ahead: int) -> None:
    """Write the keys of a rule for these due times.

    Parameters
    ----------
    look_ahead
        The look-ahead factor of ATC in tenths, or BY_DUE_TIME.
    """
    operation = option_operations(m)
    by_due_time = look_ahead == BY_DUE_TIME
    score = -SCALE * dues.latest_end[operation] if by_due_time else _urgencies(m, operation, look_ahead)
    turns_at = -FAR if by_due_time else dues.latest_start
    keys = ((MIDDLE - score) << RANK_BITS) | dues.rank[operation]
    fill(m, {OP_RANK: dues.rank, BY_RANK: dues.by_rank, OP_TURNS_AT: turns_at, OPTION_KEY: keys})


def _urgencies(m: IntArray, operation: IntArray, look_ahead: int) -> IntArray:
    """Return K × mean work at the centre × ln(weight ÷ work) of each option, in whole sixteenths of a minute."""
    centre, centres = column_of(m, OPTION_CENTRE), rows(m, CENTRE_GROUP_FIRST)
    work = np.clip(column_of(m, OPTION_WORK), 1, FAR)
    counts = np.maximum(np.bincount(centre, minlength=centres), 1)
    mean = (np.bincount(centre, weights=work, minlength=centres) / counts)[centre]
    weight = column_of(m, SUPPLY_WEIGHT)[column_of(m, OP_SUPPLY)[operation]]
    score = SCALE * look_ahead / 10 * mean * (np.log(weight) - np.log(work))
    return np.asarray(np.rint(np.clip(score, -FAR * SCALE, FAR * SCALE)), dtype=np.int64)


def option_operations(m: IntArray) -> IntArray:
    """Return the operation of each option."""
    sizes = column_of(m, OP_OPTION_END) - column_of(m, OP_OPTION_FIRST)
    return np.repeat(np.arange(rows(m, OP_SUPPLY)), sizes)
