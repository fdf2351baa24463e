"""The plan with an answer in it: what would be if the inquiry were an order."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pegboard.engine.core.columns import IntArray
from pegboard.engine.plan import Pegs, PlacedOperations, Plan, Promises, PromiseStack
from pegboard.engine.plan.operations import OperationColumns
from pegboard.engine.plan.vocabulary import A_PLACED_OPERATION
from pegboard.engine.promise.inquiry import Answer, joined


def plan_with(plan: Plan, answer: Answer) -> Plan:
    """Return the plan with the orders, pegs and operations of an answer; everything else in it stays.

    Its snapshot is `answer.snapshot`, whose last order line is the inquiry. Messages, load and costs are those of the
    plan: they follow when the order is planned.
    """
    operations, shift = _operations(plan, answer)
    placed = replace(answer.placed_operations, operation=answer.placed_operations.operation + shift)
    placed = replace(placed, people_first=placed.people_first + len(plan.people))
    count = len(plan.placed_operations)
    return replace(
        plan,
        digest=answer.snapshot.digest(),
        operations=operations,
        planned_orders=joined(plan.planned_orders, answer.planned_orders),
        pegs=_sorted_pegs(joined(plan.pegs, answer.pegs)),
        placed_operations=joined(plan.placed_operations, _moved_operations(placed, count)),
        people=np.concatenate((plan.people, answer.people)),
        promises=joined(plan.promises, _moved_promises(answer.promises, count)),
        promise_stack=joined(plan.promise_stack, _moved_stack(answer.stack, count)),
        problems=(*plan.problems, *answer.problems),
    )


def _operations(plan: Plan, answer: Answer) -> tuple[OperationColumns, int]:
    """Return the operations of both, and by how much those of the answer move."""
    known = plan.operations.take(np.arange(min(len(answer.operations), len(plan.operations)))).columns()
    if all(np.array_equal(column, known[name]) for name, column in answer.operations.columns().items()):
        return plan.operations, 0
    return joined(plan.operations, answer.operations), len(plan.operations)


def _sorted_pegs(pegs: Pegs) -> Pegs:
    return pegs.take(np.lexsort((pegs.sequence, pegs.demand, pegs.demand_kind, pegs.supply, pegs.supply_kind)))


def _moved(kind: IntArray, subject: IntArray, count: int) -> IntArray:
    return np.where(kind == A_PLACED_OPERATION, subject + count, subject)


def _moved_operations(placed: PlacedOperations, count: int) -> PlacedOperations:
    return replace(placed, bound_subject=_moved(placed.bound_kind, placed.bound_subject, count))


def _moved_promises(promises: Promises, count: int) -> Promises:
    return replace(promises, bound_subject=_moved(promises.bound_kind, promises.bound_subject, count))


def _moved_stack(stack: PromiseStack, count: int) -> PromiseStack:
    return replace(stack, subject=_moved(stack.subject_kind, stack.subject, count))
