"""Plan folders: read one back, in the terms of the snapshot that it is a plan of."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from pegboard import __version__
from pegboard.archive import plan_parsing as parsing
from pegboard.archive.plan_folder import BadPlanFolder
from pegboard.archive.plan_parsing import Parsing
from pegboard.archive.plan_sheets import sorted_rows
from pegboard.archive.plan_subjects import OF_BOUND, OF_STEP, Subjects
from pegboard.archive.plan_supplies import PlannedSupplies
from pegboard.archive.plan_text import PlanText, read_plan_text
from pegboard.engine.bom import structures
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, IntArray, Table, ints
from pegboard.engine.core.problems import Problem
from pegboard.engine.plan import (
    Costs,
    Load,
    Messages,
    Pegs,
    PlacedOperations,
    Plan,
    PlannedOrders,
    PlanParams,
    Promises,
    PromiseStack,
    vocabulary,
)
from pegboard.engine.plan.naming import Names, rows_by_code
from pegboard.engine.plan.wording import WordedProblem, problem_operands
from pegboard.engine.snapshot import Snapshot


def read_plan(snapshot: Snapshot, folder: Path) -> Plan:
    """Read the plan of a snapshot.

    Rows stand in the order of the folder. A peg does not say which operation consumes it, so it counts for the first.

    Raises
    ------
    BadPlanFolder
        If it is no plan folder, a plan of other facts, or was edited so that it no longer fits together.
    """
    return plan_of_text(snapshot, read_plan_text(folder))


def plan_of_text(snapshot: Snapshot, text: PlanText) -> Plan:
    """Read the plan of a snapshot from the text of its folder, as `read_plan` does."""
    if text.digest != snapshot.digest():
        whose = f"{text.head.get('factory')}, now {text.head.get('now')}"
        raise BadPlanFolder(f"{text.place} is a plan of other facts ({whose}): plan again")
    try:
        return _Reader(text, Parsing(snapshot)).plan()
    except (KeyError, ValueError, IndexError) as error:
        made_by = other_engine(text)
        said = f"{text.place} no longer fits together at {error}"
        raise BadPlanFolder(f"{said}{made_by and f'; {made_by}'}: plan again") from error


def other_engine(text: PlanText) -> str:
    """Say so if another version of the engine made a plan; empty if not."""
    made_by = text.head.get("engine")
    return "" if made_by == __version__ else f"it was planned by pegboard {made_by}, and this is pegboard {__version__}"


@dataclass(frozen=True)
class _Reader:
    text: PlanText
    parsing: Parsing

    def plan(self) -> Plan:
        """Return the plan: supplies first, then what speaks of them."""
        supplies = PlannedSupplies(self.parsing, structures(self.parsing.snapshot))
        orders = supplies.planned_orders(self.text.table("planned_orders"))
        plan = self._unplaced(supplies, orders)
        plan, bound_by_what = self._placed(plan, supplies)
        subjects = Subjects(Names(self.parsing.snapshot, plan))
        placed = plan.placed_operations
        kinds, rows = subjects.find(placed.bound_by, bound_by_what, OF_BOUND)
        messages, message_lines = self._messages(subjects)
        return replace(
            plan,
            placed_operations=replace(placed, bound_kind=kinds, bound_subject=rows),
            pegs=self._pegs(plan),
            promises=self._promises(subjects),
            promise_stack=self._promise_stack(subjects),
            messages=messages,
            message_lines=message_lines,
            load=self._load(),
            costs=self._costs(),
            problems=self._problems(),
        )

    def _unplaced(self, supplies: PlannedSupplies, orders: PlannedOrders) -> Plan:
        """Return a plan of planned orders alone."""
        parameters = {
            name: tuple(value) if isinstance(value, list) else value for name, value in self.text.parameters.items()
        }
        return Plan(
            digest=self.text.digest,
            params=PlanParams(**parameters),  # type: ignore[arg-type]  # what was written was these parameters
            operations=supplies.structures.operations,
            planned_orders=orders,
            pegs=_empty(Pegs),
            placed_operations=_empty(PlacedOperations),
            people=ints([]),
            promises=_empty(Promises),
            promise_stack=_empty(PromiseStack),
            messages=_empty(Messages),
            message_lines=ints([]),
            load=_empty(Load),
            costs=_empty(Costs),
            problems=(),
        )

    def _placed(self, plan: Plan, supplies: PlannedSupplies) -> tuple[Plan, list[str]]:
        """Return the plan with its operations, and the code of what held back each."""
        snapshot, read, table = self.parsing.snapshot, self.parsing, self.text.table("operations")
        kinds = parsing.words(vocabulary.SUPPLY_KINDS, table["supply_kind"])
        rows = _supply_rows(Names(snapshot, plan), kinds, table["supply"])
        operation = supplies.operations(table, kinds=kinds, rows=rows, orders=plan.planned_orders)
        people_codes = rows_by_code(snapshot.people.code)
        order = sorted_rows(kinds, rows, plan.operations.sequence[operation])
        people = [[people_codes[code] for code in table["people"][row].split(";") if code] for row in order.tolist()]
        nothing = np.zeros(len(table), dtype=np.int64)
        placed = PlacedOperations(
            supply_kind=kinds,
            supply=rows,
            operation=operation,
            work_centre=parsing.rows(rows_by_code(snapshot.work_centres.code), table["work_centre"]),
            work_unit=parsing.rows(rows_by_code(snapshot.work_units.code), table["work_unit"]),
            quantity=read.quantities(plan.operations.item[operation], table["quantity"]),
            setup_minutes=parsing.numbers(table["setup_minutes"]),
            run_minutes=parsing.numbers(table["run_minutes"]),
            start_at=read.minutes(table["start_at"]),
            end_at=read.minutes(table["end_at"]),
            bound_by=parsing.words(vocabulary.BOUND_WORDS, table["bound_by"]),
            bound_kind=nothing + vocabulary.NOTHING,
            bound_subject=nothing + NO_ROW,
            people_first=nothing,
        ).take(order)
        counts = ints(len(members) for members in people)
        placed = replace(placed, people_first=np.cumsum(counts) - counts)
        everybody = ints(person for members in people for person in members)
        bound_by_what = [table["bound_by_what"][row] for row in order.tolist()]
        return replace(plan, placed_operations=placed, people=everybody), bound_by_what

    def _pegs(self, plan: Plan) -> Pegs:
        read, table, names = self.parsing, self.text.table("pegs"), Names(self.parsing.snapshot, plan)
        supply_kind = parsing.words(vocabulary.SUPPLY_KINDS, table["supply_kind"])
        demand_kind = parsing.words(vocabulary.DEMAND_KINDS, table["demand_kind"])
        supply, demand = _supply_rows(names, supply_kind, table["supply"]), table["demand"]
        item = parsing.rows(read.items, table["item"])
        pegs = Pegs(
            supply_kind=supply_kind,
            supply=supply,
            demand_kind=demand_kind,
            demand=_demand_rows(names, demand_kind, demand),
            item=item,
            quantity=read.quantities(item, table["quantity"]),
            needed_at=read.minutes(table["needed_at"]),
            available_at=read.minutes(table["available_at"]),
            sequence=np.full(len(table), NOT_GIVEN, dtype=np.int64),
        )
        return pegs.take(sorted_rows(pegs.supply_kind, pegs.supply, pegs.demand_kind, pegs.demand))

    def _promises(self, subjects: Subjects) -> Promises:
        read, table = self.parsing, self.text.table("promises")
        bound_by = parsing.words(vocabulary.BOUND_WORDS, table["bound_by"])
        kinds, rows = subjects.find(bound_by, table["bound_by_what"], OF_BOUND)
        promises = Promises(
            order_line=read.lines(table["order"], table["line"]),
            finish_at=read.minutes(table["finish_at"]),
            promise_on=read.days(table["promise_on"]),
            slack_days=parsing.numbers(table["slack_days"]),
            bound_by=bound_by,
            bound_kind=kinds,
            bound_subject=rows,
        )
        return promises.take(sorted_rows(promises.order_line))

    def _promise_stack(self, subjects: Subjects) -> PromiseStack:
        read, table = self.parsing, self.text.table("promise_stack")
        what = parsing.words(vocabulary.STEP_WORDS, table["what"])
        kinds, rows = subjects.find(what, table["subject"], OF_STEP)
        stack = PromiseStack(
            order_line=read.lines(table["order"], table["line"]),
            step=parsing.numbers(table["step"]),
            from_at=read.minutes(table["from_at"]),
            to_at=read.minutes(table["to_at"]),
            what=what,
            subject_kind=kinds,
            subject=rows,
        )
        return stack.take(sorted_rows(stack.order_line, stack.step))

    def _messages(self, subjects: Subjects) -> tuple[Messages, IntArray]:
        read, table = self.parsing, self.text.table("messages")
        kinds = parsing.words(vocabulary.SUBJECT_WORDS, table["subject_kind"])
        items = parsing.rows(read.items, table["item"])
        lines = subjects.rows(vocabulary.AN_ORDER_LINE)
        hurt = [[lines[code] for code in cell.split(";") if code] for cell in table["orders"]]
        counts = ints(len(members) for members in hurt)
        messages = Messages(
            message=parsing.words(vocabulary.MESSAGE_WORDS, table["message"]),
            subject_kind=kinds,
            subject=subjects.of_kinds(kinds, table["subject"]),
            item=items,
            quantity=read.quantities(items, table["quantity"]),
            from_at=read.minutes(table["from_at"]),
            to_at=read.minutes(table["to_at"]),
            lines_first=np.cumsum(counts) - counts,
        )
        return messages, ints(line for members in hurt for line in members)

    def _load(self) -> Load:
        read, table = self.parsing, self.text.table("load")
        load = Load(
            work_centre=parsing.rows(rows_by_code(read.snapshot.work_centres.code), table["work_centre"]),
            week=read.days(table["week"]),
            capacity_minutes=parsing.numbers(table["capacity_minutes"]),
            load_minutes=parsing.numbers(table["load_minutes"]),
        )
        return load.take(sorted_rows(load.work_centre, load.week))

    def _costs(self) -> Costs:
        read, table = self.parsing, self.text.table("costs")
        amounts = {column.name: read.money(table[column.name]) for column in fields(Costs)[1:]}
        costs = Costs(order_line=read.lines(table["order"], table["line"]), **amounts)
        return costs.take(sorted_rows(costs.order_line))

    def _problems(self) -> tuple[Problem, ...]:
        table = self.text.table("problems")
        columns = ("code", "subject", "table", "severity", "sentence")
        return tuple(
            _problem(code, subject, table=file, severity=severity, sentence=sentence)
            for code, subject, file, severity, sentence in table.rows(*columns)
        )


def _problem(code: str, subject: str, *, table: str, severity: str, sentence: str) -> Problem:
    """Return a problem; one that another version of the engine worded keeps its sentence as text."""
    try:
        return Problem(code, subject, table, severity, problem_operands(code, subject, sentence))
    except ValueError:
        return WordedProblem(code, subject, table, severity, sentence=sentence)


def _supply_rows(names: Names, kinds: IntArray, codes: list[str]) -> IntArray:
    tables = [rows_by_code(column) for column in (names.stock, names.snapshot.receipts.code, names.planned_orders)]
    return ints([tables[kind][code] for kind, code in zip(kinds.tolist(), codes, strict=True)])


def _demand_rows(names: Names, kinds: IntArray, codes: list[str]) -> IntArray:
    snapshot = names.snapshot
    columns = (names.order_lines, names.planned_orders, snapshot.receipts.code, snapshot.items.code, names.forecast)
    tables = [rows_by_code(column) for column in columns]
    return ints([tables[kind][code] for kind, code in zip(kinds.tolist(), codes, strict=True)])


AnyTable = TypeVar("AnyTable", bound=Table)


def _empty(kind: type[AnyTable]) -> AnyTable:
    """Return a table of whole numbers without rows."""
    return kind(**{column.name: ints([]) for column in fields(kind)})
