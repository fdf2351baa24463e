"""From a snapshot to its plan: net, place, time, promise, cost, and say what is wrong."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from pegboard.engine.bom import Structures, structures
from pegboard.engine.calendar import WorkingTime, working_time
from pegboard.engine.core.problems import Problem
from pegboard.engine.cost import cost_problems, roll_up_cost
from pegboard.engine.mrp import MaterialPlan, Outcome, action_messages, lead_time_dates, proposals, run_mrp
from pegboard.engine.plan import Plan, PlanParams
from pegboard.engine.promise import PlanTables, line_promises
from pegboard.engine.schedule import FiniteSchedule, schedule_operations, unplaced
from pegboard.engine.snapshot import Snapshot
from pegboard.engine.snapshot.checks import check

OnStage = Callable[[str], None]


def make_plan(snapshot: Snapshot, params: PlanParams | None = None, *, on_stage: OnStage | None = None) -> Plan:
    """Plan a factory: the same snapshot and parameters give the same plan, byte for byte.

    Parameters
    ----------
    snapshot
        The facts, which are not changed.
    params
        How to plan; the defaults of `PlanParams` if not given.
    on_stage
        Called with "net", "schedule" and "promise" as each begins, for whoever shows progress.

    Returns
    -------
    Plan
        What is wrong with the facts is a row of its `problems`, never an exception.
    """
    params = params or PlanParams()
    tell = on_stage or _tell_nobody
    tell("net")
    resolved, working = structures(snapshot), working_time(snapshot)
    material = run_mrp(snapshot, resolved, working, params)
    planned, pegs = proposals(snapshot, resolved, material)
    wanted_at = pegs.needed_at
    tell("schedule")
    if params.infinite:
        planned, pegs = lead_time_dates(snapshot, material, planned, pegs)
        schedule = unplaced(planned, pegs)
    else:
        schedule = schedule_operations(snapshot, resolved, working, planned, pegs, material.due, params)
    tell("promise")
    return _plan(snapshot, params, (resolved, working), material, schedule, wanted_at)


def _tell_nobody(stage: str) -> None:
    """Take no notice of a stage."""


def _plan(
    snapshot: Snapshot,
    params: PlanParams,
    prepared: tuple[Structures, WorkingTime],
    material: MaterialPlan,
    schedule: FiniteSchedule,
    wanted_at: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> Plan:
    resolved, working = prepared
    planned, pegs = schedule.planned_orders, schedule.pegs
    tables = PlanTables(
        operations=resolved.operations,
        planned_orders=planned,
        pegs=pegs,
        placed_operations=schedule.placed_operations,
        people=schedule.people,
        line_count=len(snapshot.order_lines),
        infinite=params.infinite,
    )
    promises, stack = line_promises(snapshot, working, tables)
    messages, message_lines = action_messages(Outcome(snapshot, planned, pegs, promises, wanted_at))
    lines = snapshot.order_lines.planned(snapshot.now)
    costs = roll_up_cost(snapshot, resolved, lines)
    problems: set[Problem] = {
        *check(snapshot),
        *material.problems,
        *schedule.problems,
        *cost_problems(snapshot, lines, costs),
    }
    return Plan(
        digest=snapshot.digest(),
        params=params,
        operations=resolved.operations,
        planned_orders=planned,
        pegs=pegs,
        placed_operations=schedule.placed_operations,
        people=schedule.people,
        promises=promises,
        promise_stack=stack,
        messages=messages,
        message_lines=message_lines,
        load=schedule.load,
        costs=costs,
        problems=tuple(sorted(problems)),
    )
