"""Small nasty shops for the properties of promises, drawn from a source of chance that hypothesis owns."""

from __future__ import annotations

from random import Random

from pegboard.engine import snapshot as facts
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, texts
from pegboard.engine.core.rounding import MICRO
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
)
from pegboard.engine.plan.operations import OperationColumns
from pegboard.engine.snapshot.engineering import BUY, MAKE, SUBCONTRACT, TO_ORDER, TO_STOCK
from pegboard.engine.tests.facts_by_hand import Row, snapshot, table

WINDOWS = ((480, 960), (420, 720), (780, 1020), (0, 1440), (1320, 1440), (0, 360))
NOW = 9 * 60 + 7


def shop(chance: Random) -> facts.Snapshot:
    """Return a factory with a few items, machines and people; what an item is made of has a higher row."""
    items = chance.randint(2, 7)
    centres = chance.randint(1, 3)
    calendars = chance.randint(1, 3)
    people = chance.randint(0, 4)
    supplies = [
        BUY if item == items - 1 else chance.choice((MAKE, MAKE, MAKE, BUY, SUBCONTRACT)) for item in range(items)
    ]
    operations = [step for item in range(items) if supplies[item] == MAKE for step in _routing(chance, item, centres)]
    units = [unit for centre in range(centres) for unit in _units(chance, centre, calendars)]
    found = snapshot(
        table(facts.Items, *(_item(chance, item, supplies[item]) for item in range(items))),
        table(facts.BomLines, *_bills(chance, supplies)),
        table(facts.RoutingOperations, *operations),
        table(facts.WorkCentres, *named("C", centres)),
        table(facts.WorkUnits, *units),
        table(facts.Alternatives, *_alternatives(chance, operations, centres)),
        table(facts.SetupMatrix, *_matrix(chance, centres)),
        table(facts.Calendars, *named("K", calendars)),
        table(facts.CalendarWindows, *(row for calendar in range(calendars) for row in _windows(chance, calendar))),
        table(facts.People, *_people(chance, people, calendars)),
        table(facts.PersonSkills, *({"person": row, "skill": row % 2} for row in range(people))),
        table(facts.Stock, *_stock(chance, items)),
        table(facts.Receipts, *_receipts(chance, items)),
        now=NOW,
        policy=facts.Policy(promise_margin_days=chance.randint(0, 2), calendar=0),
        skills=("S0", "S1"),
    )
    return facts.Snapshot(**{**found.__dict__, "setup_families": texts(["F0", "F1", "F2"])})


def named(prefix: str, count: int) -> list[Row]:
    """Return so many rows that have a code and nothing else."""
    return [{"code": f"{prefix}{row}"} for row in range(count)]


def empty_plan(facts_now: facts.Snapshot, operations: OperationColumns) -> Plan:
    """Return the plan of a factory that has nothing to do."""
    return Plan(
        digest=facts_now.digest(),
        params=PlanParams(),
        operations=operations,
        planned_orders=table(PlannedOrders),
        pegs=table(Pegs),
        placed_operations=table(PlacedOperations),
        people=table(facts.PersonSkills).person,
        promises=table(Promises),
        promise_stack=table(PromiseStack),
        messages=table(Messages),
        message_lines=table(facts.PersonSkills).person,
        load=table(Load),
        costs=table(Costs),
        problems=(),
    )


def _item(chance: Random, item: int, supply: int) -> Row:
    return {
        "code": f"I{item}", "supply": supply, "strategy": chance.choice((TO_ORDER, TO_STOCK)),
        "lead_time_days": chance.choice((NOT_GIVEN, 0, 1, 4)), "safety_lead_time_days": chance.choice((0, 0, 2)),
        "lot_minimum": chance.choice((0, 0, 3)), "lot_multiple": chance.choice((0, 0, 2)),
        "scrap_micro": chance.choice((0, 0, 150_000)),
    }  # fmt: skip


def _bills(chance: Random, supplies: list[int]) -> list[Row]:
    rows: list[Row] = []
    for parent, supply in enumerate(supplies):
        below = range(parent + 1, len(supplies))
        for component in sorted(chance.sample(below, min(len(below), chance.randint(0, 3)))) if supply != BUY else ():
            rows.append({
                "order_line": NO_ROW, "parent": parent, "component": component,
                "sequence": chance.choice((NOT_GIVEN, 10, 15, 20, 99)),
                "quantity_per_micro": chance.choice((MICRO, 2 * MICRO, 500_000)),
                "fixed_micro": chance.choice((0, 0, MICRO)), "scrap_micro": chance.choice((0, 0, 100_000)),
            })  # fmt: skip
    return rows


def _routing(chance: Random, item: int, centres: int) -> list[Row]:
    rows: list[Row] = []
    for step in range(chance.randint(0, 3)):
        is_outside = chance.random() < 0.1
        crew = chance.choice((NOT_GIVEN, NOT_GIVEN, 1, 2))
        rows.append({
            "order_line": NO_ROW, "item": item, "sequence": 10 * (step + 1), "work_centre": chance.randrange(centres),
            "setup_micro": chance.choice((0, 10, 45)) * MICRO, "run_micro": chance.choice((0, 7, 30, 90)) * MICRO,
            "wait_micro": chance.choice((0, 0, 50)) * MICRO, "setup_family": chance.choice((NO_ROW, 0, 1, 2)),
            "crew": crew, "skill": chance.choice((NO_ROW, NO_ROW, 0, 1)),
            "outside_days": chance.randint(0, 2) if is_outside else NOT_GIVEN,
        })  # fmt: skip
    return rows


def _units(chance: Random, centre: int, calendars: int) -> list[Row]:
    return [
        {
            "code": f"C{centre}-{row}", "work_centre": centre, "calendar": chance.randrange(calendars),
            "speed_micro": chance.choice((MICRO, MICRO, 2 * MICRO, 700_000)),
            "setup_family": chance.choice((NO_ROW, 0, 1)),
        }
        for row in range(chance.randint(1, 2))
    ]  # fmt: skip


def _alternatives(chance: Random, operations: list[Row], centres: int) -> list[Row]:
    return [
        {
            "item": row["item"], "sequence": row["sequence"], "work_centre": centre,
            "setup_micro": chance.choice((NOT_GIVEN, 20 * MICRO)), "run_micro": chance.choice((NOT_GIVEN, 11 * MICRO)),
        }
        for row in operations
        for centre in range(centres)
        if centre != row["work_centre"] and chance.random() < 0.2
    ]  # fmt: skip


def _matrix(chance: Random, centres: int) -> list[Row]:
    return [
        {
            "work_centre": centre,
            "from_family": old,
            "to_family": new,
            "minutes_micro": chance.choice((0, 5, 25)) * MICRO,
        }
        for centre in range(centres)
        for old in range(3)
        for new in range(3)
        if old != new and chance.random() < 0.4
    ]  # fmt: skip


def _people(chance: Random, people: int, calendars: int) -> list[Row]:
    return [{"code": f"P{row}", "calendar": chance.randrange(calendars)} for row in range(people)]


def _windows(chance: Random, calendar: int) -> list[Row]:
    days = [day for day in range(1, 8) if chance.random() < 0.8] or [1]
    chosen = sorted(chance.sample(WINDOWS, chance.randint(1, 2)))
    return [
        {"calendar": calendar, "weekday": day, "start_minute": start, "end_minute": end}
        for day in days
        for start, end in chosen
    ]


def _stock(chance: Random, items: int) -> list[Row]:
    return [
        {
            "item": item, "lot": f"L{item}", "quantity": chance.randint(1, 6),
            "available_on": chance.choice((NOT_GIVEN, -3, 2)), "reserved_order": chance.choice(("", "", "SOMEBODY")),
        }
        for item in range(items)
        if chance.random() < 0.4
    ]  # fmt: skip


def _receipts(chance: Random, items: int) -> list[Row]:
    return [
        {
            "code": f"R{item}", "item": item, "quantity": chance.randint(1, 6), "due_on": chance.randint(-2, 9),
            "reserved_order": chance.choice(("", "", "SOMEBODY")),
        }
        for item in range(items)
        if chance.random() < 0.3
    ]  # fmt: skip
