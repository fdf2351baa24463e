"""A plan folder read from its files; a cell that cannot be read is a violation, not a crash."""

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from .clock import Clock
from .plan import (
    COST_PARTS,
    Cost,
    Load,
    Message,
    Operation,
    Peg,
    Plan,
    PlannedOrder,
    Problem,
    Promise,
    StackStep,
)
from .quantities import number
from .reading import Row, read_header, read_rows
from .violation import Violation

COLUMNS = {
    "planned_orders": "planned_order kind item quantity release_at start_at finish_at due_at supplier order line "
    "structure",
    "pegs": "supply_kind supply demand_kind demand item quantity needed_at available_at",
    "operations": "supply_kind supply item sequence operation work_centre work_unit people quantity setup_minutes "
    "run_minutes start_at end_at bound_by bound_by_what",
    "promises": "order line item quantity requested_on promised_on finish_at promise_on slack_days bound_by "
    "bound_by_what reason",
    "promise_stack": "order line step from_at to_at what subject",
    "messages": "message subject_kind subject item quantity from_at to_at orders reason",
    "load": "work_centre week capacity_minutes load_minutes",
    "costs": "order line material labour machine subcontract overhead total unit",
    "problems": "code severity table subject sentence",
}

T = TypeVar("T")


def read_plan(folder: Path, clock: Clock) -> tuple[Plan, list[Violation]]:
    """The tables of a plan folder, and what about them could not be read."""
    faults: list[Violation] = []
    plan = Plan()
    _head(plan, folder, faults)
    _tables(plan, folder, faults)

    def each(table: str, build: Callable[[Row, Clock], T]) -> list[T]:
        built = []
        for place, row in enumerate(plan.rows[table], 2):
            try:
                built.append(build(row, clock))
            except (ValueError, ArithmeticError) as error:
                faults.append(Violation("form", f"{table}.csv line {place}", f"cannot be read: {error}"))
        return built

    for order in each("planned_orders", _planned_order):
        if order.code in plan.planned_orders:
            faults.append(Violation("form", order.code, "is the name of two planned orders"))
        plan.planned_orders[order.code] = order
    plan.pegs = each("pegs", _peg)
    plan.operations = each("operations", _operation)
    for promise in each("promises", _promise):
        if promise.line in plan.promises:
            faults.append(Violation("form", promise.line, "has two rows in promises.csv"))
        plan.promises[promise.line] = promise
    for step in each("promise_stack", _stack_step):
        plan.stacks.setdefault(step.line, []).append(step)
    plan.messages = each("messages", _message)
    plan.load = each("load", _load)
    plan.costs = {cost.line: cost for cost in each("costs", _cost)}
    plan.problems = [
        Problem(row["code"], row["severity"], row["table"], row["subject"], row["sentence"])
        for row in plan.rows["problems"]
    ]
    return plan, faults


def _head(plan: Plan, folder: Path, faults: list[Violation]) -> None:
    try:
        with (folder / "plan.toml").open("rb") as file:
            head = tomllib.load(file)
    except (OSError, ValueError) as error:
        faults.append(Violation("form", "plan.toml", f"cannot be read: {error}"))
        return
    if head.get("format") != "pegboard-plan/1":
        faults.append(Violation("form", "plan.toml", f"has the format {head.get('format')!r}"))
    parameters = [head, *(value for key, value in head.items() if isinstance(value, dict) and key != "kpi")]
    plan.infinite = any(one.get("infinite") is True for one in parameters)
    plan.kpi = head.get("kpi", {})


def _tables(plan: Plan, folder: Path, faults: list[Violation]) -> None:
    for table, columns in COLUMNS.items():
        header = read_header(folder / f"{table}.csv")
        missing = [name for name in columns.split() if name not in header]
        if missing:
            faults.append(Violation("form", f"{table}.csv", f"lacks the columns {', '.join(missing)}"))
        plan.rows[table] = read_rows(folder / f"{table}.csv") if not missing else []


def _at(clock: Clock, text: str) -> int | None:
    return clock.instant(text) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _planned_order(row: Row, clock: Clock) -> PlannedOrder:
    return PlannedOrder(
        row["planned_order"],
        row["kind"],
        row["item"],
        number(row["quantity"]),
        _at(clock, row["release_at"]),
        _at(clock, row["start_at"]),
        _at(clock, row["finish_at"]),
        _at(clock, row["due_at"]),
        row["supplier"],
        f"{row['order']}/{row['line']}" if row["order"] and row["line"] else None,
        row["structure"],
    )


def _peg(row: Row, clock: Clock) -> Peg:
    return Peg(
        row["supply_kind"],
        row["supply"],
        row["demand_kind"],
        row["demand"],
        row["item"],
        number(row["quantity"]),
        _at(clock, row["needed_at"]),
        _at(clock, row["available_at"]),
    )


def _operation(row: Row, clock: Clock) -> Operation:
    return Operation(
        row["supply_kind"],
        row["supply"],
        row["item"],
        int(row["sequence"]),
        row["work_centre"],
        row["work_unit"],
        tuple(part for part in row["people"].split(";") if part),
        number(row["quantity"]),
        int(row["setup_minutes"] or 0),
        int(row["run_minutes"] or 0),
        clock.instant(row["start_at"]),
        clock.instant(row["end_at"]),
        row["bound_by"],
    )


def _promise(row: Row, clock: Clock) -> Promise:
    return Promise(
        f"{row['order']}/{row['line']}",
        row["item"],
        number(row["quantity"]),
        _at(clock, row["finish_at"]),
        _day(row["promise_on"]),
        int(row["slack_days"]) if row["slack_days"] else None,
        row["reason"],
    )


def _stack_step(row: Row, clock: Clock) -> StackStep:
    line = f"{row['order']}/{row['line']}"
    return StackStep(line, int(row["step"]), clock.instant(row["from_at"]), clock.instant(row["to_at"]), row["what"])


def _message(row: Row, clock: Clock) -> Message:
    orders = tuple(part for part in row["orders"].split(";") if part)
    for column in ("from_at", "to_at"):
        _at(clock, row[column])
    return Message(row["message"], row["subject"], row["item"], orders)


def _load(row: Row, clock: Clock) -> Load:
    week = date.fromisoformat(row["week"])
    return Load(row["work_centre"], week, int(row["capacity_minutes"]), int(row["load_minutes"]))


def _cost(row: Row, clock: Clock) -> Cost:
    parts = {name: number(row[name]) for name in COST_PARTS}
    return Cost(f"{row['order']}/{row['line']}", parts, number(row["total"]), number(row["unit"]))
