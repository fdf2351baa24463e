"""Netting and pegging: facts about small factories, and properties of many."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pegboard.engine import snapshot as facts
from pegboard.engine.bom import structures
from pegboard.engine.calendar import working_time
from pegboard.engine.core.rounding import MICRO
from pegboard.engine.mrp import MaterialPlan, proposals, run_mrp
from pegboard.engine.mrp.netting import lot_size
from pegboard.engine.plan import Pegs, PlannedOrders, PlanParams
from pegboard.engine.plan.vocabulary import FOR_SAFETY_STOCK, PLANNED_ORDER, RECEIPT, STOCK
from pegboard.engine.snapshot.engineering import BUY, MAKE, TO_ORDER, TO_STOCK
from pegboard.engine.tests.facts_by_hand import Row, row, snapshot, table


def planned(shop: facts.Snapshot, *, infinite: bool = True) -> tuple[MaterialPlan, PlannedOrders, Pegs]:
    resolved = structures(shop)
    material = run_mrp(shop, resolved, working_time(shop), PlanParams(infinite=infinite))
    return (material, *proposals(shop, resolved, material))


def item(**cells: int | str) -> Row:
    return {"code": "X", "uom": "EA", "supply": BUY, "strategy": TO_STOCK, "lead_time_days": 0, **cells}


def lines(*rows: tuple[int, int, int]) -> facts.OrderLines:
    """Return one line of item 0 for each (quantity, wanted day, priority)."""
    return table(
        facts.OrderLines,
        *(
            row(order=f"SO-{at:03d}", line="1", item=0, quantity=q, requested_on=day, priority=priority)
            for at, (q, day, priority) in enumerate(rows)
        ),
    )


def test_stock_is_taken_oldest_first_and_only_when_available() -> None:
    stock = table(
        facts.Stock,
        {"item": 0, "lot": "A", "quantity": 3, "available_on": 8},
        {"item": 0, "lot": "B", "quantity": 2},
    )
    shop = snapshot(table(facts.Items, item()), stock, lines((3, 5, 3), (3, 9, 3)))
    _, orders, pegs = planned(shop)
    found = {(k, s, d): q for k, s, d, q in zip(pegs.supply_kind, pegs.supply, pegs.demand, pegs.quantity, strict=True)}
    assert found == {(STOCK, 1, 0): 2, (PLANNED_ORDER, 0, 0): 1, (STOCK, 0, 1): 3}
    assert orders.quantity.tolist() == [1]


def test_a_late_receipt_is_used_and_not_duplicated() -> None:
    receipts = table(facts.Receipts, {"code": "PO-1", "item": 0, "quantity": 5, "due_on": 30})
    _, orders, pegs = planned(snapshot(table(facts.Items, item()), receipts, lines((5, 3, 3))))
    assert len(orders) == 0
    assert pegs.supply_kind.tolist() == [RECEIPT]


def test_pooled_demand_of_a_day_is_one_order_and_to_order_demand_is_one_each() -> None:
    wanted = lines((2, 4, 3), (3, 4, 3), (4, 5, 3))
    assert planned(snapshot(table(facts.Items, item()), wanted))[1].quantity.tolist() == [5, 4]
    to_order = table(facts.Items, item(strategy=TO_ORDER))
    assert sorted(planned(snapshot(to_order, wanted))[1].quantity.tolist()) == [2, 3, 4]


def test_a_lot_covers_its_days_from_the_first_short_day() -> None:
    wanted = lines((1, 4, 3), (2, 6, 3), (4, 7, 3), (8, 20, 3))
    assert planned(snapshot(table(facts.Items, item(lot_days=3)), wanted))[1].quantity.tolist() == [3, 4, 8]


def test_safety_stock_is_served_after_all_lines_and_wanted_after_the_lead_time() -> None:
    stock = table(facts.Stock, {"item": 0, "quantity": 5})
    shop = snapshot(table(facts.Items, item(safety_stock=4, lead_time_days=2)), stock, lines((5, 30, 3)))
    _, orders, pegs = planned(shop)
    safety = np.flatnonzero(pegs.demand_kind == FOR_SAFETY_STOCK)
    assert pegs.quantity[safety].tolist() == [4]
    assert pegs.supply_kind[safety].tolist() == [PLANNED_ORDER]
    assert orders.named_day.tolist() == [2]


def test_forecast_is_used_up_by_the_lines_of_its_week_and_past_weeks_count_nothing() -> None:
    forecast = table(
        facts.Forecast,
        {"item": 0, "week": -7, "quantity": 50},
        {"item": 0, "week": 7, "quantity": 9},
    )
    _, orders, _ = planned(snapshot(table(facts.Items, item()), forecast, lines((4, 8, 3), (2, 14, 3))))
    assert orders.quantity.tolist() == [4, 5, 2]
    assert orders.named_day.tolist() == [8, 13, 14]


def test_reserved_stock_serves_its_line_at_any_level_and_nobody_else() -> None:
    both = table(facts.Items, item(code="CHAIR", supply=MAKE, strategy=TO_ORDER), item(code="LEG"))
    boms = table(facts.BomLines, {"parent": 0, "component": 1, "quantity_per_micro": 4 * MICRO})
    stock = table(facts.Stock, {"item": 1, "quantity": 8, "reserved_order": "SO-001", "reserved_line": "1"})
    _, orders, pegs = planned(snapshot(both, boms, stock, lines((1, 2, 1), (1, 9, 3))))
    legs = np.flatnonzero(pegs.item == 1)
    served = {
        (int(kind), int(orders.order_line[order])): int(quantity)
        for kind, order, quantity in zip(pegs.supply_kind[legs], pegs.demand[legs], pegs.quantity[legs], strict=True)
    }
    assert served == {(STOCK, 1): 4, (PLANNED_ORDER, 0): 4}


def test_scrap_raises_the_start_and_the_components_but_not_the_pegged_quantity() -> None:
    both = table(
        facts.Items, item(code="CHAIR", supply=MAKE, strategy=TO_ORDER, scrap_micro=MICRO // 10), item(code="LEG")
    )
    boms = table(facts.BomLines, {"parent": 0, "component": 1, "quantity_per_micro": 4 * MICRO})
    _, orders, pegs = planned(snapshot(both, boms, lines((9, 9, 3))))
    assert orders.quantity.tolist() == [9, 40]
    assert orders.start_quantity.tolist() == [10, 40]
    assert pegs.quantity.tolist() == [9, 40]


def test_one_new_order_renames_no_other() -> None:
    def names(wanted: facts.OrderLines) -> set[tuple[str, int]]:
        _, orders, _ = planned(snapshot(table(facts.Items, item(strategy=TO_ORDER)), wanted))
        return {
            (str(wanted.order[line]), int(number))
            for line, number in zip(orders.named_line, orders.named_number, strict=True)
        }

    before = lines((2, 4, 3), (3, 9, 3))
    after = lines((2, 4, 3), (3, 9, 3), (5, 1, 1))
    assert names(before) < names(after)


def test_quantities_beyond_what_fits_are_reported_and_never_wrap() -> None:
    both = table(facts.Items, item(code="CHAIR", supply=MAKE, strategy=TO_ORDER), item(code="LEG"))
    boms = table(facts.BomLines, {"parent": 0, "component": 1, "quantity_per_micro": 10**18})
    material, orders, pegs = planned(snapshot(both, boms, lines((10**14, 9, 3))))
    assert orders.quantity.tolist() == [10**14]
    assert (pegs.quantity > 0).all()
    assert [(problem.code, problem.subject) for problem in material.problems] == [("quantity-too-large", "CHAIR")]


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(0, 10**4))
def test_a_lot_is_the_least_multiple_that_covers_short_and_minimum(short: int, minimum: int, multiple: int) -> None:
    lot = lot_size(short, minimum, multiple)
    assert lot >= max(short, minimum)
    assert multiple < 2 or lot % multiple == 0
    assert lot - max(multiple, 1) < max(short, minimum)


demands = st.lists(st.tuples(st.integers(1, 6), st.integers(0, 12), st.integers(1, 3)), min_size=1, max_size=8)
receipts_due = st.lists(st.tuples(st.integers(1, 6), st.integers(0, 14)), max_size=5)


def shared_out(wanted: facts.OrderLines, due: list[tuple[int, int]], lead: int) -> list[tuple[int, int, int]]:
    """Return (available day, demand, quantity) for each peg of a pooled bought item."""
    receipts = table(
        facts.Receipts,
        *(row(code=f"PO-{at}", item=0, quantity=q, due_on=day) for at, (q, day) in enumerate(due)),
    )
    material, _, pegs = planned(snapshot(table(facts.Items, item(lead_time_days=lead)), receipts, wanted))
    found = []
    for kind, supply, demand, quantity in zip(
        pegs.supply_kind.tolist(), pegs.supply.tolist(), pegs.demand.tolist(), pegs.quantity.tolist(), strict=True
    ):
        day = due[supply][1] if kind == RECEIPT else max(int(material.orders.day[supply]), lead)
        found.append((day, demand, quantity))
    return found


def most_in_time(supplies: list[tuple[int, int]], wants: list[tuple[int, int]]) -> int:
    """Return how much of the wants (quantity, day) supplies (day, quantity) can cover in time: earliest first."""
    left = sorted(supplies)
    covered = 0
    for quantity, day in sorted(wants, key=lambda want: want[1]):
        missing = quantity
        for at, (available, rest) in enumerate(left):
            taken = min(missing, rest) if available <= day else 0
            left[at] = (available, rest - taken)
            missing -= taken
        covered += quantity - missing
    return covered


@settings(max_examples=60, deadline=None)
@given(demands, receipts_due, st.integers(0, 9))
def test_nobody_is_late_for_the_sake_of_a_worse_priority(
    rows: list[tuple[int, int, int]], due: list[tuple[int, int]], lead: int
) -> None:
    pegs = shared_out(lines(*rows), due, lead)
    supplies = [(day, quantity) for day, _, quantity in pegs]
    for priority in (1, 2, 3):
        chosen = {at for at, found in enumerate(rows) if found[2] <= priority}
        in_time = sum(q for day, demand, q in pegs if demand in chosen and day <= rows[demand][1])
        assert in_time == most_in_time(supplies, [(rows[at][0], rows[at][1]) for at in chosen])


@settings(max_examples=60, deadline=None)
@given(demands, receipts_due, st.integers(0, 9), st.booleans())
def test_every_demand_is_pegged_in_full_and_no_supply_twice(
    rows: list[tuple[int, int, int]], due: list[tuple[int, int]], lead: int, to_order: bool
) -> None:
    receipts = table(
        facts.Receipts,
        *(row(code=f"PO-{at}", item=0, quantity=q, due_on=day) for at, (q, day) in enumerate(due)),
    )
    rule = item(lead_time_days=lead, lot_multiple=4, strategy=TO_ORDER if to_order else TO_STOCK)
    _, orders, pegs = planned(snapshot(table(facts.Items, rule), receipts, lines(*rows)))
    pegged = np.bincount(pegs.demand, weights=pegs.quantity, minlength=len(rows))
    assert pegged.tolist() == [row[0] for row in rows]
    for kind, there in ((RECEIPT, receipts.quantity), (PLANNED_ORDER, orders.quantity)):
        used = np.flatnonzero(pegs.supply_kind == kind)
        given_out = np.bincount(pegs.supply[used], weights=pegs.quantity[used], minlength=len(there))
        assert (given_out <= there).all()
