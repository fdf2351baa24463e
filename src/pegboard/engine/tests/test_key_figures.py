"""The figures of a plan follow from its promises and its rows."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from pegboard.engine import snapshot as facts
from pegboard.engine.core.columns import NOT_GIVEN, ints
from pegboard.engine.core.problems import ERROR, Problem
from pegboard.engine.plan import Plan, Promises
from pegboard.engine.plan.key_figures import key_figures, weighted_tardiness
from pegboard.engine.snapshot.engineering import BUY, MAKE
from pegboard.engine.tests.facts_by_hand import Row, snapshot, table
from pegboard.engine.tests.plan_by_hand import empty_plan, planned_orders

DAY: Final = 1440


def line(number: int, priority: int) -> Row:
    return {"order": "A", "line": str(number), "quantity": 1, "requested_on": 9, "promised_on": 3, "priority": priority}


def book() -> facts.Snapshot:
    return snapshot(
        table(facts.Items, {"code": "TABLE"}), table(facts.OrderLines, *map(line, range(6), (1, 2, 3, 9, 1, 1)))
    )


def plan(found: facts.Snapshot) -> Plan:
    """Return a plan in which four lines finish a minute after their day, one in time, and one never."""
    late = 4 * DAY + 1
    return replace(
        empty_plan(found),
        promises=Promises(
            order_line=ints(range(6)),
            finish_at=ints([late, late, late, late, 4 * DAY, NOT_GIVEN]),
            promise_on=ints([4, 5, 4, 4, 3, NOT_GIVEN]),
            slack_days=ints([-1, -2, -1, -1, 0, NOT_GIVEN]),
            bound_by=ints([0] * 6),
            bound_kind=ints([0] * 6),
            bound_subject=ints([0] * 6),
        ),
        planned_orders=planned_orders({"supply": MAKE}, {"supply": BUY}, {"supply": BUY}),
        problems=(Problem("no-routing", "TABLE", "items"), Problem("no-hours", "DAYS", "calendars", ERROR)),
    )


def test_a_finish_at_midnight_is_in_time_and_priorities_weigh_four_two_one() -> None:
    assert weighted_tardiness(book(), plan(book())) == 4 + 2 + 1 + 1


def test_lateness_is_counted_in_days_of_the_promise() -> None:
    figures = key_figures(book(), plan(book()))
    assert (figures.order_lines, figures.late_lines, figures.unplanned_lines) == (6, 4, 1)
    assert (figures.total_lateness_days, figures.largest_lateness_days) == (5, 2)


def test_rows_are_counted_by_kind() -> None:
    counts = key_figures(book(), plan(book())).counts
    assert (counts["make_orders"], counts["buy_orders"], counts["subcontract_orders"]) == (1, 2, 0)
    assert (counts["problems"], counts["errors"]) == (2, 1)


def test_an_empty_plan_has_nothing_late() -> None:
    figures = key_figures(book(), empty_plan(book()))
    assert (figures.order_lines, figures.late_lines, figures.largest_lateness_days) == (0, 0, 0)
