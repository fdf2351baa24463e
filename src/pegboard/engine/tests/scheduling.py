"""How tests of finite placement plan a small factory, and what they read from the schedule."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from pegboard.engine import snapshot as facts
from pegboard.engine.bom import Structures, structures
from pegboard.engine.calendar import working_time
from pegboard.engine.core.columns import NO_ROW
from pegboard.engine.core.rounding import MICRO
from pegboard.engine.mrp import proposals, run_mrp
from pegboard.engine.plan import Plan, PlanParams
from pegboard.engine.plan.vocabulary import PLANNED_ORDER
from pegboard.engine.schedule import FiniteSchedule, schedule_operations
from pegboard.engine.tests.facts_by_hand import Row, snapshot, table
from pegboard.engine.tests.plan_by_hand import empty_plan

HOUR = 60
DAY = 1440
WEEKDAYS = range(1, 6)


def schedule_of(shop: facts.Snapshot, params: PlanParams | None = None) -> tuple[FiniteSchedule, Structures]:
    """Return the finite schedule of a factory, and its structures."""
    params = params or PlanParams()
    resolved, working = structures(shop), working_time(shop)
    material = run_mrp(shop, resolved, working, params)
    planned, pegs = proposals(shop, resolved, material)
    return schedule_operations(shop, resolved, working, planned, pegs, material.due, params), resolved


def plan_of(shop: facts.Snapshot) -> tuple[Plan, FiniteSchedule]:
    """Return the schedule as a plan without promises, messages and costs, as the independent rules read it."""
    found, resolved = schedule_of(shop)
    plan = replace(
        empty_plan(shop),
        operations=resolved.operations,
        planned_orders=found.planned_orders,
        pegs=found.pegs,
        placed_operations=found.placed_operations,
        people=found.people,
        load=found.load,
    )
    return plan, found


def spans(shop: facts.Snapshot, params: PlanParams | None = None) -> dict[str, list[tuple[int, int]]]:
    """Return start and end of the placed operations of planned orders, by item."""
    found, resolved = schedule_of(shop, params)
    placed = found.placed_operations
    result: dict[str, list[tuple[int, int]]] = {}
    for row in np.flatnonzero(placed.supply_kind == PLANNED_ORDER).tolist():
        code = shop.items.code[resolved.operations.item[placed.operation[row]]]
        result.setdefault(code, []).append((int(placed.start_at[row]), int(placed.end_at[row])))
    return result


def crews(found: FiniteSchedule) -> list[list[int]]:
    """Return the people of each placed operation."""
    bounds = [*found.placed_operations.people_first.tolist(), len(found.people)]
    return [found.people[start:end].tolist() for start, end in pairwise(bounds)]


def step(item: int, sequence: int, centre: int, run: int, **given: int) -> Row:
    """Return a routing operation of so many run minutes a unit; `setup` and `wait` are minutes too."""
    minutes = {f"{name}_micro": given.pop(name) * MICRO for name in ("setup", "wait") if name in given}
    row = {"order_line": NO_ROW, "item": item, "sequence": sequence, "work_centre": centre, "run_micro": run * MICRO}
    return row | minutes | given


def bill(parent: int, component: int, **given: int) -> Row:
    """Return a bill line of one component for each unit of the parent."""
    return {
        "order_line": NO_ROW,
        "parent": parent,
        "component": component,
        "quantity_per_micro": MICRO,
        "is_phantom": False,
    } | given


def wanted(order: int, item: int, on: int, quantity: int = 1, **given: int) -> Row:
    """Return an order line."""
    row: Row = {"order": f"SO-{order}", "line": "1", "item": item, "quantity": quantity, "requested_on": on}
    return {**row, **given}


def hours(calendar: int, start: int, end: int, days: range = WEEKDAYS) -> list[Row]:
    """Return the weekly windows of a calendar, from one full hour to another."""
    return [
        {"calendar": calendar, "weekday": day, "start_minute": start * HOUR, "end_minute": end * HOUR} for day in days
    ]


def one_calendar(*tables: facts.Items | object, start: int = 8, end: int = 16, **given: int) -> facts.Snapshot:
    """Return a factory in which everything works the same hours on weekdays."""
    return snapshot(
        table(facts.Calendars, {"code": "DAY"}),
        table(facts.CalendarWindows, *hours(0, start, end)),
        *tables,  # type: ignore[arg-type]  # tables of the snapshot, checked by its own fields
        now=given.pop("now", start * HOUR),
        policy=facts.Policy(**given),
    )
