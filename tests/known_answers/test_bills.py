"""Real bills: two printers, of which one has its exploded bill printed by its makers, and a furniture factory."""

from __future__ import annotations

from pathlib import Path

import pytest

from pegboard.archive import read_factory
from pegboard.archive.plan_folder import write_plan
from pegboard.engine.bom import explode, structures
from pegboard.engine.pipeline import make_plan
from pegboard.engine.plan import PlanParams
from tests.checker.judge import check_plan
from tests.known_answers.folders import BILLS, code, furniture_factory, needs, printer, rows_of


@needs(BILLS)
def test_the_mendel_printer_explodes_to_its_printed_totals(tmp_path: Path) -> None:
    snapshot = read_factory(printer("mendel", tmp_path / "factory")).snapshot
    row = {name: at for at, name in enumerate(snapshot.items.code.tolist())}
    needed = explode(snapshot, structures(snapshot), row["machine_assembly"], 1, day=0)
    totals = {code(r["component"]): int(r["total_qty"]) for r in rows_of(BILLS / "printer_mendel_exploded.csv")}
    assert len(totals) == 154
    assert {name: needed[row[name]] for name in totals} == totals


@needs(BILLS)
def test_the_plan_of_three_printers_buys_and_prints_three_times_the_printed_totals(tmp_path: Path) -> None:
    snapshot = read_factory(printer("mendel", tmp_path / "factory", machines=3)).snapshot
    plan = make_plan(snapshot, PlanParams(infinite=True))
    planned: dict[str, int] = {}
    for item, quantity in zip(plan.planned_orders.item.tolist(), plan.planned_orders.quantity.tolist(), strict=True):
        planned[snapshot.items.code[item]] = planned.get(snapshot.items.code[item], 0) + quantity
    totals = {code(r["component"]): 3 * int(r["total_qty"]) for r in rows_of(BILLS / "printer_mendel_exploded.csv")}
    assert {name: planned[name] for name in totals} == totals


@needs(BILLS)
@pytest.mark.parametrize("infinite", [True, False])
@pytest.mark.parametrize("factory", ["mendel", "dibond", "furniture"])
def test_reference_factories_plan_without_breaking_a_rule(factory: str, infinite: bool, tmp_path: Path) -> None:
    folder = tmp_path / "factory"
    furniture_factory(folder) if factory == "furniture" else printer(factory, folder)
    snapshot = read_factory(folder).snapshot
    plan = make_plan(snapshot, PlanParams(infinite=infinite))
    write_plan(snapshot, plan, tmp_path / "plan")
    assert check_plan(folder, tmp_path / "plan") == []
    assert len(plan.promises) == len(snapshot.order_lines)
