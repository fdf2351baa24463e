"""The neutral planning benchmark: counts and quantities of its README, exactly, and of its textbook MRP."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.neutral import HOME, write_factory
from pegboard.archive import read_factory
from pegboard.engine.pipeline import make_plan
from pegboard.engine.plan import Plan, PlanParams
from pegboard.engine.snapshot import Snapshot
from pegboard.engine.snapshot.engineering import BUY, MAKE
from tests.known_answers.folders import needs

# mode, lines: planned orders (make, buy); quantity (make, buy) — from the README of the benchmark
COUNTS = {
    ("all_pooled", 100): (1_524, 2_735, 41_659, 140_283),
    ("all_pooled", 1_000): (13_016, 19_872, 424_714, 1_419_009),
    ("all_pooled", 10_000): (57_478, 51_417, 4_137_864, 13_838_161),
    ("all_pooled_lots", 100): (1_179, 1_660, 53_051, 189_820),
    ("all_pooled_lots", 1_000): (9_286, 11_136, 425_777, 1_452_570),
    ("all_pooled_lots", 10_000): (51_801, 42_528, 4_000_117, 13_487_840),
    ("to_order", 100): (1_551, 2_845, 41_659, 140_283),
    ("to_order", 1_000): (15_176, 27_936, 424_714, 1_419_009),
    ("to_order", 10_000): (150_786, 278_549, 4_137_864, 13_838_161),
}


def counts(snapshot: Snapshot, plan: Plan) -> tuple[int, int, int, int]:
    """Return planned orders and quantities, make and buy."""
    orders = plan.planned_orders
    made, bought = orders.supply == MAKE, orders.supply == BUY
    return (
        int(made.sum()),
        int(bought.sum()),
        int(orders.quantity[made].sum()),
        int(orders.quantity[bought].sum()),
    )


@needs(HOME)
@pytest.mark.parametrize(("mode", "lines"), COUNTS)
def test_counts_and_quantities_are_those_of_the_textbook(mode: str, lines: int, tmp_path: Path) -> None:
    write_factory(tmp_path / "factory", lines, mode=mode)
    snapshot = read_factory(tmp_path / "factory").snapshot
    plan = make_plan(snapshot, PlanParams(infinite=True))
    assert counts(snapshot, plan) == COUNTS[mode, lines]


@needs(HOME)
def test_a_finite_plan_nets_to_order_demand_as_the_infinite_one_does_in_quantity(tmp_path: Path) -> None:
    write_factory(tmp_path / "factory", 100, mode="to_order")
    snapshot = read_factory(tmp_path / "factory").snapshot
    plan = make_plan(snapshot)
    assert counts(snapshot, plan)[2:] == COUNTS["to_order", 100][2:]
