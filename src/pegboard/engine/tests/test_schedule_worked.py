"""The worked tables of docs/algorithms/finite-placement.md."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from math import log

import numpy as np

from pegboard.engine import snapshot as facts
from pegboard.engine.core.columns import texts
from pegboard.engine.plan import vocabulary as words
from pegboard.engine.schedule import FiniteSchedule
from pegboard.engine.snapshot.engineering import BUY, MAKE
from pegboard.engine.tests.facts_by_hand import ORIGIN, snapshot, table
from pegboard.engine.tests.scheduling import DAY, HOUR, bill, crews, hours, schedule_of, step, wanted
from pegboard.engine.tests.worked_tables import worked_tables

DOOR, GATE, HINGE, SHELF = range(4)
BENCH, SAW = range(2)
EACH_DAY, LATE = range(2)


def joinery() -> facts.Snapshot:
    found = snapshot(
        table(
            facts.Items,
            {"code": "DOOR", "supply": MAKE},
            {"code": "GATE", "supply": MAKE},
            {"code": "HINGE", "supply": BUY, "lead_time_days": 1},
            {"code": "SHELF", "supply": MAKE},
        ),
        table(facts.BomLines, bill(GATE, HINGE)),
        table(
            facts.RoutingOperations,
            step(DOOR, 10, SAW, 90, setup=30, wait=60, setup_family=0),
            step(DOOR, 20, BENCH, 120),
            step(GATE, 10, SAW, 240),
            step(GATE, 20, BENCH, 180),
            step(SHELF, 10, BENCH, 60, skill=0),
        ),
        table(facts.WorkCentres, {"code": "BENCH"}, {"code": "SAW"}),
        table(facts.WorkUnits, {"code": "BENCH-1"}, {"code": "SAW-1", "work_centre": SAW}),
        table(facts.Calendars, {"code": "DAY"}, {"code": "LATE"}),
        table(facts.CalendarWindows, *hours(EACH_DAY, 8, 16), *hours(LATE, 10, 16)),
        table(facts.People, {"code": "ANN", "calendar": LATE}),
        table(facts.PersonSkills, {"skill": 0}),
        table(
            facts.OrderLines,
            wanted(1, DOOR, on=7),
            wanted(2, DOOR, on=7),
            wanted(3, GATE, on=1, priority=1),
            wanted(4, SHELF, on=0),
        ),
        now=8 * HOUR,
        skills=("FINISH",),
    )
    return facts.Snapshot(**{**found.__dict__, "setup_families": texts(["OAK"])})


def moment(minute: int) -> str:
    day = ORIGIN + timedelta(days=minute // DAY)
    return f"{day:%a} {day.day} {minute % DAY // HOUR:02d}:{minute % HOUR:02d}"


def test_the_worked_table_holds() -> None:
    shop = joinery()
    found, resolved = schedule_of(shop)
    (expected,) = worked_tables("finite-placement.md", "order")
    placed, orders = found.placed_operations, found.planned_orders
    names = [
        (shop.order_lines.order[orders.order_line[supply]], str(resolved.operations.sequence[operation]))
        for supply, operation in zip(placed.supply.tolist(), placed.operation.tolist(), strict=True)
    ]
    got = {
        names[row]: {
            "order": names[row][0],
            "operation": names[row][1],
            "unit": shop.work_units.code[placed.work_unit[row]],
            "people": ";".join(shop.people.code[person] for person in crew),
            "setup": str(placed.setup_minutes[row]),
            "run": str(placed.run_minutes[row]),
            "start": moment(int(placed.start_at[row])),
            "end": moment(int(placed.end_at[row])),
            "bound by": words.BOUND_WORDS[placed.bound_by[row]],
            "by what": subject(shop, found, names, row),
        }
        for row, crew in enumerate(crews(found))
    }
    assert [got[row["order"], row["operation"]] for row in expected] == expected


def subject(shop: facts.Snapshot, found: FiniteSchedule, names: list[tuple[str, str]], row: int) -> str:
    kind, at = int(found.placed_operations.bound_kind[row]), int(found.placed_operations.bound_subject[row])
    codes: dict[int, Sequence[str]] = {
        words.A_WORK_UNIT: shop.work_units.code.tolist(),
        words.A_CALENDAR: shop.calendars.code.tolist(),
        words.A_SKILL: shop.skills.tolist(),
        words.A_PLACED_OPERATION: [" ".join(name) for name in names],
    }
    return codes[kind][at] if kind in codes else ""


def test_the_hinge_of_the_worked_table_is_bought_at_once() -> None:
    found, _ = schedule_of(joinery())
    (row,) = np.flatnonzero(found.planned_orders.item == HINGE)
    times = (found.planned_orders.release_at[row], found.planned_orders.finish_at[row])
    assert [moment(int(time)) for time in times] == ["Mon 23 08:00", "Tue 24 00:00"]


def test_the_load_of_the_worked_table_holds() -> None:
    load = schedule_of(joinery())[0].load
    assert load.load_minutes.tolist() == [480, 450]
    assert load.capacity_minutes.tolist() == [2400, 2400]
    assert load.week.tolist() == [0, 0]


def test_the_example_of_the_index_holds() -> None:
    (rows,) = worked_tables("finite-placement.md", "operation")
    indices = {}
    for row in rows:
        work, weight, due = (int(row[name]) for name in ("work", "weight", "due"))
        urgency = round(120 * log(weight / work))
        assert (due - work, urgency) == (int(row["slack"]), int(row["K p̄ ln(w ÷ p)"].replace("−", "-")))
        indices[row["operation"]] = urgency - max(0, due - work)
        assert indices[row["operation"]] == int(row["index × K p̄"].replace("−", "-"))
    turns = sorted(indices, key=lambda name: -indices[name])
    assert [row["operation"] for row in sorted(rows, key=lambda row: int(row["turn"]))] == turns
