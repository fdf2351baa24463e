"""The sums of a plan: the figures of `plan.toml`, and the order of the rows.

Where the contract is silent: a line number sorts as text or as a number; a figure is judged where its name is known.
"""

from collections.abc import Iterator
from itertools import pairwise

from .case import Case
from .violation import Violation

WEIGHTS = {1: 4, 2: 2}
SORTED_BY = {
    "planned_orders": ("planned_order",),
    "pegs": ("supply_kind", "supply"),
    "operations": ("supply_kind", "supply"),
    "promises": ("order",),
    "promise_stack": ("order",),
    "messages": ("message", "subject_kind"),
    "load": ("work_centre", "week"),
    "costs": ("order",),
    "problems": ("code",),
}


def check_sorted(case: Case) -> Iterator[Violation]:
    """Rows are sorted by their first columns."""
    for table, columns in SORTED_BY.items():
        keys = [tuple(row[name] for name in columns) for row in case.plan.rows[table]]
        if keys != sorted(keys):
            place = next(n for n, (one, other) in enumerate(pairwise(keys), 2) if one > other)
            yield Violation(
                "not-sorted", f"{table}.csv", f"line {place + 1} comes before line {place} by its first columns"
            )


def check_figures(case: Case) -> Iterator[Violation]:
    """The figures of the plan follow from its tables."""
    expected = _figures(case)
    for name, value in case.plan.kpi.items():
        if name in expected and value != expected[name]:
            yield Violation("kpi", name, f"is {value}, the tables give {expected[name]}")
    for name in ("order_lines", "late_lines"):
        if name not in case.plan.kpi:
            yield Violation("kpi", name, "is not among the figures")


def _figures(case: Case) -> dict[str, object]:
    lateness = []
    weighted = 0
    for code, promise in case.plan.promises.items():
        line = case.planned_lines.get(code)
        if line is None or promise.promise_on is None or promise.finish_at is None:
            continue
        if promise.promise_on > line.wanted_on:
            lateness.append((promise.promise_on - line.wanted_on).days)
        late_minutes = max(0, promise.finish_at - case.clock.day_end(line.wanted_on))
        weighted += late_minutes * WEIGHTS.get(line.priority, 1)
    unplanned = sum(promise.finish_at is None for promise in case.plan.promises.values())
    kinds = [order.kind for order in case.plan.planned_orders.values()]
    figures: dict[str, object] = {
        "order_lines": len(case.plan.promises),
        "late_lines": len(lateness),
        "unplanned_lines": unplanned,
        "errors": sum(problem.severity == "error" for problem in case.plan.problems),
        "total_lateness_days": sum(lateness),
        "largest_lateness_days": max(lateness, default=0),
        "weighted_tardiness": weighted,
        "weighted_tardiness_minutes": weighted,
        "make_orders": kinds.count("make"),
        "buy_orders": kinds.count("buy"),
        "subcontract_orders": kinds.count("subcontract"),
    }
    figures.update({table: len(rows) for table, rows in case.plan.rows.items()})
    return figures
