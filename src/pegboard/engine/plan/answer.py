"""The plan of a snapshot: tables, problems and the parameters it was made with."""

from __future__ import annotations

from dataclasses import dataclass

from pegboard.engine.core.columns import IntArray
from pegboard.engine.core.problems import Problem
from pegboard.engine.plan.operations import OperationColumns
from pegboard.engine.plan.tables import (
    Costs,
    Load,
    Messages,
    Pegs,
    PlacedOperations,
    PlannedOrders,
    Promises,
    PromiseStack,
)


@dataclass(frozen=True)
class PlanParams:
    """How to plan.

    Parameters
    ----------
    infinite
        Whole days by lead times alone, no capacity.
    look_ahead
        The look-ahead factors (in tenths) that dispatching tries; the plan with the least weighted tardiness stays.
    improvement_passes
        How many more times the schedule is tried with the late lines pulled forward.
    """

    infinite: bool = False
    look_ahead: tuple[int, ...] = (10, 30, 80)
    improvement_passes: int = 4


@dataclass(frozen=True)
class Plan:
    """The answer to a snapshot; rows of the tables count in the snapshot's tables and in each other."""

    digest: str  # of the snapshot
    params: PlanParams
    operations: OperationColumns  # what PlacedOperations.operation counts in
    planned_orders: PlannedOrders
    pegs: Pegs
    placed_operations: PlacedOperations
    people: IntArray  # rows of People, see PlacedOperations.people_first
    promises: Promises
    promise_stack: PromiseStack
    messages: Messages
    message_lines: IntArray  # rows of OrderLines, see Messages.lines_first
    load: Load
    costs: Costs
    problems: tuple[Problem, ...]
