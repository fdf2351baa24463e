"""The figures by which one plan is judged against another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from pegboard.engine.core.columns import NOT_GIVEN, IntArray
from pegboard.engine.core.problems import ERROR
from pegboard.engine.plan.answer import Plan
from pegboard.engine.snapshot.demand import OrderLines
from pegboard.engine.snapshot.engineering import SUPPLY_WORDS
from pegboard.engine.snapshot.facts import Snapshot

WEIGHTS: Final = (4, 2, 1)
"""What a minute of lateness weighs for priority 1, 2 and every lower one."""


@dataclass(frozen=True)
class KeyFigures:
    """How many lines are late and by how much, and how much the plan holds.

    Lateness is in calendar days from the wanted day to the promise; tardiness is in minutes from the end of the wanted
    day to the finish, weighted by priority.
    """

    order_lines: int
    late_lines: int
    unplanned_lines: int
    total_lateness_days: int
    largest_lateness_days: int
    weighted_tardiness_minutes: int
    counts: Mapping[str, int]


def key_figures(snapshot: Snapshot, plan: Plan) -> KeyFigures:
    """Judge a plan."""
    slack = plan.promises.slack_days
    lateness = np.where(slack != NOT_GIVEN, np.maximum(-slack, 0), 0)
    return KeyFigures(
        order_lines=len(slack),
        late_lines=int(np.count_nonzero(lateness)),
        unplanned_lines=int(np.count_nonzero(plan.promises.finish_at == NOT_GIVEN)),
        total_lateness_days=int(lateness.sum()),
        largest_lateness_days=int(lateness.max(initial=0)),
        weighted_tardiness_minutes=weighted_tardiness(snapshot, plan),
        counts=_counts(plan),
    )


def weighted_tardiness(snapshot: Snapshot, plan: Plan) -> int:
    """Return the minutes by which lines finish after the end of their wanted day, weighted by priority."""
    lines = plan.promises.order_line
    finish_at = plan.promises.finish_at
    wanted_end = snapshot.local_time.day_start(wanted_days(snapshot.order_lines)[lines] + 1)
    tardiness = np.where(finish_at == NOT_GIVEN, 0, np.maximum(finish_at - wanted_end, 0))
    priority = np.minimum(snapshot.order_lines.priority[lines], len(WEIGHTS))
    return int((tardiness * np.array(WEIGHTS, dtype=np.int64)[priority - 1]).sum())


def wanted_days(lines: OrderLines) -> IntArray:
    """Return the day by which each order line is wanted: as promised, else as requested."""
    return np.where(lines.promised_on != NOT_GIVEN, lines.promised_on, lines.requested_on)


def _counts(plan: Plan) -> dict[str, int]:
    by_supply = np.bincount(plan.planned_orders.supply, minlength=len(SUPPLY_WORDS)).tolist()
    severities = Counter(problem.severity for problem in plan.problems)
    return {
        **{f"{word}_orders": count for word, count in zip(SUPPLY_WORDS, by_supply, strict=True)},
        "pegs": len(plan.pegs),
        "operations": len(plan.placed_operations),
        "messages": len(plan.messages),
        "problems": len(plan.problems),
        "errors": severities[ERROR],
    }
