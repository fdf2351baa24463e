"""A code says what a thing is for, and no two things share one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pegboard.engine import snapshot as facts
from pegboard.engine.core.columns import NO_ROW, ints
from pegboard.engine.plan import Plan, vocabulary
from pegboard.engine.plan.naming import Names, PlannedOrderName, planned_order_name, text_ranks
from pegboard.engine.tests.facts_by_hand import snapshot, table
from pegboard.engine.tests.plan_by_hand import empty_plan, planned_orders

CODES = st.text(
    st.characters(codec="utf-8", exclude_characters="/;@", exclude_categories=("Cc", "Cs")), min_size=1, max_size=8
)


def shop() -> facts.Snapshot:
    return snapshot(
        table(facts.Items, {"code": "FRAME"}, {"code": "OAK", "decimals": 2}),
        table(
            facts.OrderLines,
            {"order": "SO-17", "line": "10", "item": 0, "quantity": 1},
            {"order": "SO-17", "line": "2", "item": 0, "quantity": 1},
        ),
        table(facts.Stock, {"item": 1, "location": "A1", "lot": "L7", "quantity": 5}),
        table(facts.Forecast, {"item": 0, "week": 7, "quantity": 3}),
        table(facts.Receipts, {"code": "PO-1", "item": 1, "quantity": 3, "due_on": 3}),
    )


def names_of(*orders: dict[str, int], of: facts.Snapshot | None = None) -> Names:
    found = of or shop()
    return Names(found, replace(empty_plan(found), planned_orders=planned_orders(*orders)))


def test_a_planned_order_is_named_after_its_item_and_order_line() -> None:
    assert names_of({"item": 0, "named_line": 0}).planned_orders.tolist() == ["FRAME@SO-17/10"]


def test_a_planned_order_for_several_lines_is_named_after_its_day() -> None:
    assert names_of({"item": 1, "named_line": NO_ROW, "named_day": 9}).planned_orders.tolist() == ["OAK@2026-12-02"]


def test_the_second_order_of_a_name_is_numbered() -> None:
    orders = [{"item": 0, "named_line": 0, "named_number": number} for number in range(3)]
    assert names_of(*orders).planned_orders.tolist() == ["FRAME@SO-17/10", "FRAME@SO-17/10@2", "FRAME@SO-17/10@3"]


def test_stock_forecast_and_order_lines_say_where_they_belong() -> None:
    names = names_of()
    assert names.stock.tolist() == ["OAK@A1@L7"]
    assert names.forecast.tolist() == ["FRAME@2026-11-30"]
    assert names.order_lines.tolist() == ["SO-17/10", "SO-17/2"]


def test_supplies_and_demands_of_all_kinds_are_named_in_one_column() -> None:
    names = names_of({"item": 0, "named_line": 1})
    kinds = ints([vocabulary.STOCK, vocabulary.RECEIPT, vocabulary.PLANNED_ORDER])
    assert names.supply_codes(kinds, ints([0, 0, 0])).tolist() == ["OAK@A1@L7", "PO-1", "FRAME@SO-17/2"]
    asked = names.demand_codes(ints(range(5)), ints([1, 0, 0, 1, 0])).tolist()
    assert asked == ["SO-17/2", "FRAME@SO-17/2", "PO-1", "OAK", "FRAME@2026-11-30"]


def test_a_row_about_nothing_has_no_code() -> None:
    names = names_of()
    assert names.subject_code(vocabulary.NOTHING, NO_ROW) == ""
    assert names.subject_code(vocabulary.A_WORK_UNIT, NO_ROW) == ""


def test_one_more_order_line_renames_no_planned_order() -> None:
    before = names_of({"item": 0, "named_line": 0}, {"item": 1, "named_line": NO_ROW, "named_day": 2}).planned_orders
    more = shop()
    lines = table(
        facts.OrderLines,
        {"order": "SO-16", "line": "1", "item": 0, "quantity": 1},
        {"order": "SO-17", "line": "10", "item": 0, "quantity": 1},
    )
    after = names_of(
        {"item": 0, "named_line": 0},
        {"item": 0, "named_line": 1},
        {"item": 1, "named_line": NO_ROW, "named_day": 2},
        of=replace(more, order_lines=lines),
    ).planned_orders
    assert set(before) < set(after)


@given(item=CODES, order=CODES, line=CODES, number=st.integers(0, 12))
def test_a_name_tells_its_item_line_and_number_again(item: str, order: str, line: str, number: int) -> None:
    code = f"{item}@{order}/{line}" + (f"@{number + 1}" if number else "")
    assert planned_order_name(code) == PlannedOrderName(item, f"{order}/{line}", "", number)


@pytest.mark.parametrize(("code", "number"), [("OAK@2026-12-03", 0), ("OAK@2026-12-03@2", 1)])
def test_a_name_tells_its_day_again(code: str, number: int) -> None:
    assert planned_order_name(code) == PlannedOrderName("OAK", "", "2026-12-03", number)


def test_text_ranks_follow_code_points_and_equal_texts_share_one() -> None:
    assert text_ranks(names_of().order_lines).tolist() == [0, 1]
    found = shop()
    ranked = text_ranks(replace(found.items, code=found.items.code[[1, 0]]).code)
    assert ranked.tolist() == [1, 0]


def test_a_plan_without_orders_has_no_names() -> None:
    plan: Plan = empty_plan(shop())
    assert Names(shop(), plan).planned_orders.tolist() == []
