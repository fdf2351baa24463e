"""The dates of order lines: finish, promise, slack, stack and binding constraint."""

from __future__ import annotations

import numpy as np

from pegboard.engine import snapshot as facts
from pegboard.engine.calendar import working_time
from pegboard.engine.core.columns import NOT_GIVEN, Table
from pegboard.engine.plan import Promises, PromiseStack
from pegboard.engine.plan import vocabulary as words
from pegboard.engine.promise import PlanTables, line_promises
from pegboard.engine.snapshot.engineering import BUY, MAKE, SUBCONTRACT
from pegboard.engine.tests.promise_by_hand import (
    BENCH,
    NOW,
    OAK,
    SAW,
    TABLE,
    TOP,
    HandMadePlan,
    at,
    joinery,
    peg,
    placed,
    planned_order,
    worked_plan,
)

ORDER = words.PLANNED_ORDER
LINE_ONE = (words.FOR_ORDER_LINE, 0)


def promised(shop: facts.Snapshot, tables: PlanTables) -> tuple[Promises, PromiseStack]:
    return line_promises(shop, working_time(shop), tables)


def rows(table: Table, *names: str) -> list[tuple[int, ...]]:
    return [tuple(int(value) for value in row) for row in zip(*(table.columns()[name] for name in names), strict=True)]


def steps(stack: PromiseStack) -> list[tuple[int, int, str, str, int]]:
    return [
        (begin, end, words.STEP_WORDS[what], words.SUBJECT_WORDS[kind], subject)
        for begin, end, what, kind, subject in rows(stack, "from_at", "to_at", "what", "subject_kind", "subject")
    ]


def binding(promises: Promises) -> list[tuple[str, str, int]]:
    return [
        (words.BOUND_WORDS[word], words.SUBJECT_WORDS[kind], subject)
        for word, kind, subject in rows(promises, "bound_by", "bound_kind", "bound_subject")
    ]


def test_the_worked_table_of_the_document_comes_out_row_by_row() -> None:
    shop = joinery()
    promises, stack = promised(shop, worked_plan().tables(shop))
    assert rows(promises, "order_line", "finish_at", "promise_on", "slack_days") == [(0, at(7, 13), 8, -1)]
    assert binding(promises) == [("material", "planned_order", 2)]
    assert steps(stack) == [
        (NOW, at(3, 0), "material", "planned_order", 2),
        (at(3, 0), at(3, 8), "closed", "calendar", 0),
        (at(3, 8), at(3, 16), "work", "operation", 2),
        (at(3, 16), at(4, 8), "closed", "calendar", 0),
        (at(4, 8), at(4, 10), "work", "operation", 2),
        (at(4, 10), at(4, 11), "wait", "operation", 2),
        (at(4, 11), at(4, 14), "queue", "work_unit", BENCH),
        (at(4, 14), at(4, 16), "work", "operation", 1),
        (at(4, 16), at(7, 8), "closed", "calendar", 0),
        (at(7, 8), at(7, 10), "work", "operation", 1),
        (at(7, 10), at(7, 13), "wait", "operation", 1),
        (at(7, 13), at(9, 0), "margin", "calendar", 0),
    ]
    assert int((stack.to_at - stack.from_at).sum()) == 12_480
    assert stack.step.tolist() == list(range(1, 13))


def test_without_a_margin_the_chain_ends_at_the_finish() -> None:
    shop = joinery(margin=0)
    promises, stack = promised(shop, worked_plan().tables(shop))
    assert rows(promises, "promise_on", "slack_days") == [(7, 0)]
    assert int(stack.to_at[-1]) == at(7, 13)


def test_a_line_served_from_stock_has_one_step_of_no_length() -> None:
    shop = joinery({"item": TABLE, "quantity": 1}, margin=0)
    plan = HandMadePlan(pegs=[peg((words.STOCK, 0), LINE_ONE, TABLE, NOW)])
    promises, stack = promised(shop, plan.tables(shop))
    assert rows(promises, "finish_at", "promise_on", "slack_days") == [(NOW, 0, 7)]
    assert binding(promises) == [("now", "stock", 0)]
    assert steps(stack) == [(NOW, NOW, "material", "stock", 0)]


def test_a_margin_alone_does_not_bind() -> None:
    shop = joinery({"item": TABLE, "quantity": 1})
    promises, stack = promised(shop, HandMadePlan(pegs=[peg((words.STOCK, 0), LINE_ONE, TABLE, NOW)]).tables(shop))
    assert binding(promises) == [("now", "stock", 0)]
    assert steps(stack) == [(NOW, at(2, 0), "margin", "calendar", 0)]


def test_a_finish_at_midnight_belongs_to_the_day_before() -> None:
    shop = joinery(margin=0)
    plan = HandMadePlan([planned_order(TABLE, BUY, (NOW, at(4, 0)))], [peg((ORDER, 0), LINE_ONE, TABLE, at(4, 0))])
    promises, _ = promised(shop, plan.tables(shop))
    assert promises.promise_on.tolist() == [3]


def test_a_line_without_all_its_quantity_has_no_date_but_names_what_is_missing() -> None:
    shop = joinery()
    promises, stack = promised(shop, HandMadePlan().tables(shop))
    assert rows(promises, "finish_at", "promise_on", "slack_days") == [(NOT_GIVEN, NOT_GIVEN, NOT_GIVEN)]
    assert binding(promises) == [("material", "item", TABLE)]
    assert len(stack) == 0
    unplaced = HandMadePlan(
        [planned_order(TABLE, MAKE, (NOT_GIVEN, NOT_GIVEN))], [peg((ORDER, 0), LINE_ONE, TABLE, NOT_GIVEN)]
    )
    promises, stack = promised(shop, unplaced.tables(shop))
    assert binding(promises) == [("material", "planned_order", 0)]
    assert len(stack) == 0


def test_an_infinite_plan_is_a_chain_of_lead_times() -> None:
    shop = joinery(margin=0)
    plan = HandMadePlan(
        orders=[
            planned_order(TABLE, SUBCONTRACT, (at(5, 0), at(7, 0))),
            planned_order(TOP, MAKE, (at(4, 0), at(5, 0))),
            planned_order(OAK, BUY, (at(0, 8), at(3, 0))),
        ],
        pegs=[
            peg((ORDER, 0), LINE_ONE, TABLE, at(7, 0)),
            peg((ORDER, 1), (words.FOR_PLANNED_ORDER, 0), TOP, at(5, 0)),
            peg((ORDER, 2), (words.FOR_PLANNED_ORDER, 1), OAK, at(3, 0)),
        ],
    )
    _, stack = promised(shop, plan.tables(shop, infinite=True))
    assert steps(stack) == [
        (NOW, at(3, 0), "material", "planned_order", 2),
        (at(3, 0), at(4, 0), "wait", "planned_order", 1),
        (at(4, 0), at(5, 0), "outside", "planned_order", 1),
        (at(5, 0), at(7, 0), "outside", "planned_order", 0),
    ]


def test_a_purchase_timed_late_does_not_bind_before_it_could_have_been_there() -> None:
    """OAK could be there on Thursday; the saw is taken until Friday and the plan orders OAK a day later."""
    shop = joinery(margin=0)
    plan = HandMadePlan(
        orders=[
            planned_order(TOP, MAKE, (at(4, 8), at(4, 15))),
            planned_order(OAK, BUY, (at(1, 0), at(4, 0))),
        ],
        pegs=[
            peg((ORDER, 0), LINE_ONE, TOP, at(4, 15)),
            peg((ORDER, 1), (words.FOR_PLANNED_ORDER, 0), OAK, at(4, 0)),
        ],
        operations=[
            placed(
                (ORDER, 0), 1, SAW, (at(4, 8), at(4, 14)),
                bound_by=words.BY_WORK_UNIT, bound_kind=words.A_WORK_UNIT, bound_subject=SAW,
            ),
        ],
    )  # fmt: skip
    promises, stack = promised(shop, plan.tables(shop))
    assert steps(stack)[:2] == [
        (NOW, at(3, 0), "material", "planned_order", 1),
        (at(3, 0), at(4, 8), "queue", "work_unit", SAW),
    ]
    assert binding(promises) == [("material", "planned_order", 1)]


def test_every_stack_has_no_gap_and_adds_up_to_the_lead_time() -> None:
    shop = joinery()
    promises, stack = promised(shop, worked_plan().tables(shop))
    assert int(stack.from_at[0]) == shop.now
    assert np.array_equal(stack.from_at[1:], stack.to_at[:-1])
    end_day = int(shop.local_time.day_before_or_of(stack.to_at[-1:])[0])
    assert end_day == int(promises.promise_on[0])
