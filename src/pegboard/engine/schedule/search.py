"""The search for the schedule with the least weighted tardiness: a grid of rules, then late lines pulled forward."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from pegboard.engine.core.columns import BoolArray, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.plan import PlanParams
from pegboard.engine.schedule.dispatch import place_operations
from pegboard.engine.schedule.memory import (
    CREW,
    END,
    OP_SUPPLY,
    RUN,
    SETUP,
    START,
    STATUS,
    SUPPLY_DUE,
    SUPPLY_FINISH,
    SUPPLY_LEFT,
    SUPPLY_USER_END,
    SUPPLY_USER_FIRST,
    SUPPLY_WEIGHT,
    UNIT,
    USER,
    column_of,
    get,
    rows,
)
from pegboard.engine.schedule.priorities import BY_DUE_TIME, dispatch_rule, dues_of, network_dues
from pegboard.engine.schedule.problem import PLACED, SchedulingProblem, reset
from pegboard.engine.schedule.unlimited import Unlimited, at_unlimited_capacity

MANY_OPERATIONS: Final = 100_000
"""From here on a second look costs more than it brings: half the improvement passes."""
MOST_FAILURES: Final = 2
"""After so many passes without a better schedule the next one hardly finds one either."""
NEVER: Final = 2**40
"""The finish, in minutes, that a line counts with if some of it cannot be placed."""


class Lines(NamedTuple):
    """The order lines by which schedules are compared: what they wait for, when they are wanted."""

    wanted_at: IntArray
    weight: IntArray
    known_at: IntArray  # when all of it that needs no work is there
    peg_line: IntArray  # one row for each peg from placed work to a line
    peg_supply: IntArray

    def finish(self, supply_finish: IntArray) -> IntArray:
        """Return when all of each line is there."""
        finish = self.known_at.copy()
        np.maximum.at(finish, self.peg_line, supply_finish[self.peg_supply])
        return finish


Score = tuple[int, int, int]
"""Weighted tardiness, late lines, total lateness: what counts first stands first."""


class Schedule(NamedTuple):
    """Where one run placed the operations; their columns by operation, UNIT_COLUMN NO_ROW where there is none."""

    start: IntArray
    end: IntArray
    unit: IntArray
    setup: IntArray
    run: IntArray
    is_placed: BoolArray
    supply_finish: IntArray  # NEVER where some of the supply is not placed
    crew: IntArray
    score: Score
    look_ahead: int


class Trials:
    """Runs over one problem, and the best schedule so far.

    Parameters
    ----------
    problem, lines
        What is placed, and by what schedules are compared.
    """

    def __init__(self, problem: SchedulingProblem, lines: Lines) -> None:
        self._problem, self._lines = problem, lines
        self.unlimited = at_unlimited_capacity(problem)
        self._at_best = lines.finish(np.minimum(self.unlimited.finish, NEVER))
        self._due = network_dues(problem, self.unlimited.order, self._line_dues())
        self._pulled = np.zeros(len(self._due), dtype=np.int64)
        self._dues = dues_of(problem, self._due)
        self.best: Schedule | None = None
        pass_weights(problem.memory, self.unlimited.order)

    def place(self, look_ahead: int, pulled: IntArray | None = None) -> bool:
        """Place everything by a rule, what is pulled due earlier, and say whether that is the best so far."""
        m = self._problem.memory
        dues = self._dues if pulled is None else dues_of(self._problem, self._due - pulled)
        reset(m)
        dispatch_rule(m, dues, look_ahead)
        place_operations(m)
        score = self._score()
        if self.best is not None and score >= self.best.score:
            return False
        self.best = _taken(m, score, look_ahead)
        if pulled is not None:
            self._pulled, self._dues = pulled, dues
        return True

    def improve(self, passes: int) -> None:
        """Try again with everything that late lines wait for due earlier by as much as they are late."""
        share, failures = 1, 0
        for _ in range(passes):
            assert self.best is not None
            finish = self._lines.finish(self.best.supply_finish)
            over = finish - np.maximum(self._lines.wanted_at, self._at_best)
            late = np.where(finish < NEVER, np.maximum(over, 0), 0) // share
            if failures == MOST_FAILURES or not late.any():
                return
            if self.place(self.best.look_ahead, self._pulled + self._pull(late)):
                share, failures = 1, 0
            else:
                share, failures = 2 * share, failures + 1

    def _line_dues(self) -> IntArray:
        """Return when supplies are due for what they are pegged to directly: lines not before they can be there."""
        due = column_of(self._problem.memory, SUPPLY_DUE).copy()
        target = np.maximum(self._lines.wanted_at, self._at_best)
        np.minimum.at(due, self._lines.peg_supply, target[self._lines.peg_line])
        return due

    def _score(self) -> Score:
        late = np.maximum(self._lines.finish(supply_finishes(self._problem.memory)) - self._lines.wanted_at, 0)
        return int(np.sum(late * self._lines.weight)), int(np.count_nonzero(late)), int(np.sum(late))

    def _pull(self, late: IntArray) -> IntArray:
        """Return by how much each supply must be earlier: as much as the latest of the lines it serves at any level."""
        pull = np.zeros(len(self._due), dtype=np.int64)
        np.maximum.at(pull, self._lines.peg_supply, late[self._lines.peg_line])
        _pass_down(self._problem.memory, self.unlimited.order, pull)
        return pull


def best_schedule(problem: SchedulingProblem, lines: Lines, params: PlanParams) -> tuple[Schedule, Unlimited]:
    """Return the schedule with the least weighted tardiness, then the fewest late lines, then the least lateness."""
    trials = Trials(problem, lines)
    for look_ahead in (*params.look_ahead, BY_DUE_TIME):
        trials.place(look_ahead)
        if trials.best is not None and trials.best.score[0] == 0:
            break
    many = rows(problem.memory, OP_SUPPLY) > MANY_OPERATIONS
    trials.improve(params.improvement_passes // 2 if many else params.improvement_passes)
    assert trials.best is not None
    return trials.best, trials.unlimited


def supply_finishes(m: IntArray) -> IntArray:
    """Return when each supply is over, NEVER where some of it is not placed."""
    return np.asarray(np.where(column_of(m, SUPPLY_LEFT) == 0, column_of(m, SUPPLY_FINISH), NEVER))


def _taken(m: IntArray, score: Score, look_ahead: int) -> Schedule:
    return Schedule(
        start=column_of(m, START).copy(),
        end=column_of(m, END).copy(),
        unit=column_of(m, UNIT).copy(),
        setup=column_of(m, SETUP).copy(),
        run=column_of(m, RUN).copy(),
        is_placed=column_of(m, STATUS) == PLACED,
        supply_finish=supply_finishes(m),
        crew=column_of(m, CREW).copy(),
        score=score,
        look_ahead=look_ahead,
    )


def pass_weights(m: IntArray, order: IntArray) -> None:
    """Let each supply weigh as much as the weightiest that it serves at any level."""
    weight = column_of(m, SUPPLY_WEIGHT).copy()
    _pass_down(m, order, weight)
    column_of(m, SUPPLY_WEIGHT)[:] = weight


@kernel
def _pass_down(m: IntArray, order: IntArray, number: IntArray) -> None:
    """Raise the number of each supply to the greatest of those that it serves at any level."""
    for at in range(order.shape[0] - 1, -1, -1):
        supply = get(m, OP_SUPPLY, order[at])
        for row in range(get(m, SUPPLY_USER_FIRST, supply), get(m, SUPPLY_USER_END, supply)):
            number[supply] = max(number[supply], number[get(m, OP_SUPPLY, get(m, USER, row))])
