"""What an inquiry takes, what it leaves alone, and what it says when it cannot be met."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields, replace
from hashlib import sha256
from random import Random

import numpy as np

from pegboard.engine import snapshot as facts
from pegboard.engine.bom import structures
from pegboard.engine.calendar import working_time
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, Table, texts
from pegboard.engine.core.rounding import MICRO
from pegboard.engine.plan import PlacedOperations, Plan, PlanParams
from pegboard.engine.plan import vocabulary as words
from pegboard.engine.promise import Answer, Inquiry, PromiseBook, capable_to_promise, plan_with, promise_book
from pegboard.engine.snapshot.engineering import BUY, MAKE
from pegboard.engine.tests.facts_by_hand import Row, table
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
    plan_of_the_table,
    planned_order,
)
from pegboard.engine.tests.promise_rules import broken_rules
from pegboard.engine.tests.promise_shops import empty_plan
from pegboard.engine.tests.promise_shops import shop as small_shop

RECEIPT_OF_OAK: Row = {"code": "PO-1", "item": OAK, "quantity": 5}


def book_of(shop: facts.Snapshot, plan: Plan | None = None) -> PromiseBook:
    resolved = structures(shop)
    return promise_book(shop, plan or empty_plan(shop, resolved.operations), resolved, working_time(shop))


def quiet(
    *stock: dict[str, int | str], receipts: tuple[dict[str, int | str], ...] = (), margin: int = 0
) -> facts.Snapshot:
    """Return the joinery without orders and other work."""
    return joinery(*stock, margin=margin).replace(
        receipts=table(facts.Receipts, *receipts), order_lines=table(facts.OrderLines)
    )


def pegged(answer: Answer) -> list[tuple[str, int, int, int]]:
    """Return kind, supply, item and quantity of each peg."""
    pegs = answer.pegs
    return [
        (words.SUPPLY_KINDS[kind], supply, item, quantity)
        for kind, supply, item, quantity in zip(
            pegs.supply_kind.tolist(), pegs.supply.tolist(), pegs.item.tolist(), pegs.quantity.tolist(), strict=True
        )
    ]


def bound(answer: Answer) -> tuple[str, str, int]:
    promises = answer.promises
    return (
        words.BOUND_WORDS[int(promises.bound_by[0])],
        words.SUBJECT_WORDS[int(promises.bound_kind[0])],
        int(promises.bound_subject[0]),
    )


def test_stock_is_taken_before_receipts_and_receipts_before_a_new_order() -> None:
    shop = quiet({"item": OAK, "quantity": 2}, receipts=({**RECEIPT_OF_OAK, "due_on": 2, "quantity": 3},))
    answer = capable_to_promise(book_of(shop), Inquiry(OAK, 6))
    assert pegged(answer) == [("stock", 0, OAK, 2), ("receipt", 0, OAK, 3), ("planned_order", 0, OAK, 1)]
    assert answer.finish_at == at(3, 0)
    assert bound(answer) == ("material", "planned_order", 0)


def test_a_late_receipt_is_used_as_netting_will_use_it() -> None:
    shop = quiet(receipts=({**RECEIPT_OF_OAK, "due_on": 4},))
    answer = capable_to_promise(book_of(shop), Inquiry(OAK, 1))
    assert pegged(answer) == [("receipt", 0, OAK, 1)]
    assert answer.finish_at == at(4, 0)


def test_stock_that_is_available_after_a_new_order_could_be_there_is_left_alone() -> None:
    shop = quiet({"item": OAK, "quantity": 2, "available_on": 4})
    answer = capable_to_promise(book_of(shop), Inquiry(OAK, 1))
    assert pegged(answer) == [("planned_order", 0, OAK, 1)]


def test_what_is_reserved_is_left_alone() -> None:
    shop = quiet({"item": OAK, "quantity": 2, "reserved_order": "Z"})
    assert pegged(capable_to_promise(book_of(shop), Inquiry(OAK, 1))) == [("planned_order", 0, OAK, 1)]


def test_the_surplus_of_a_planned_order_is_taken() -> None:
    shop = joinery(margin=0)
    plan = plan_of_the_table(shop)
    orders = plan.planned_orders
    surplus = replace(plan, planned_orders=replace(orders, quantity=np.where(orders.item == TOP, 2, orders.quantity)))
    answer = capable_to_promise(book_of(shop, surplus), Inquiry(TABLE, 1))
    assert pegged(answer) == [("planned_order", 1, TOP, 1), ("planned_order", 3, TABLE, 1)]
    assert bound(answer) == ("material", "planned_order", 1)


def test_a_line_from_stock_is_there_now() -> None:
    answer = capable_to_promise(book_of(quiet({"item": TABLE, "quantity": 3})), Inquiry(TABLE, 2))
    assert (answer.finish_at, answer.promise_on) == (NOW, 0)
    assert bound(answer) == ("now", "stock", 0)


def test_an_own_structure_takes_nothing_free_and_may_name_items_of_its_own() -> None:
    shop = quiet({"item": TABLE, "quantity": 3}, {"item": OAK, "quantity": 9})
    slab = 3
    asked = Inquiry(
        TABLE,
        1,
        boms=table(
            facts.BomLines,
            {"parent": TABLE, "component": slab, "quantity_per_micro": MICRO},
            {"parent": slab, "component": OAK, "quantity_per_micro": 2 * MICRO},
        ),
        routings=table(
            facts.RoutingOperations, {"item": slab, "sequence": 5, "work_centre": SAW, "run_micro": 60 * MICRO}
        ),
        new_items=table(facts.Items, {"code": "SLAB", "supply": MAKE}),
    )
    book = book_of(shop)
    answer = capable_to_promise(book, asked)
    assert pegged(answer) == [("stock", 1, OAK, 2), ("planned_order", 0, TABLE, 1), ("planned_order", 1, slab, 1)]
    assert answer.planned_orders.is_owned.tolist() == [True, True]
    assert answer.finish_at == at(0, 16)  # an hour at the saw, four at the bench, three of drying
    draft = plan_with(book.plan, answer)
    assert draft.operations.sequence[draft.placed_operations.operation].tolist() == [10, 5]
    assert draft.operations.item[draft.placed_operations.operation].tolist() == [TABLE, slab]
    assert answer.snapshot.items.code[slab] == "SLAB"


def test_what_an_order_line_owns_is_not_for_an_inquiry() -> None:
    """A/1, the first line, owns a bill and a routing of its TABLE."""
    shop = joinery({"item": TOP, "quantity": 9}, {"item": OAK, "quantity": 9}, margin=0)
    shop = shop.replace(
        order_boms=table(
            facts.BomLines, {"order_line": 0, "parent": TABLE, "component": OAK, "quantity_per_micro": MICRO}
        ),
        order_routings=table(
            facts.RoutingOperations, {"order_line": 0, "item": TABLE, "sequence": 10, "work_centre": SAW}
        ),
    )
    answer = capable_to_promise(book_of(shop), Inquiry(TABLE, 1))
    assert [row[2] for row in pegged(answer)] == [TOP, TABLE]
    assert answer.planned_orders.is_owned.tolist() == [False]
    assert answer.placed_operations.work_unit.tolist() == [BENCH]


def test_bill_lines_count_on_the_wanted_day() -> None:
    shop = quiet({"item": OAK, "quantity": 9})
    until = replace(shop.boms, valid_to=np.array([NOT_GIVEN, 10]))
    book = book_of(shop.replace(boms=until))
    assert [row[2] for row in pegged(capable_to_promise(book, Inquiry(TOP, 1, requested_on=10)))] == [OAK, TOP]
    assert [row[2] for row in pegged(capable_to_promise(book, Inquiry(TOP, 1, requested_on=11)))] == [TOP]
    assert [row[2] for row in pegged(capable_to_promise(book, Inquiry(TOP, 1)))] == [OAK, TOP]


def test_a_lot_rule_makes_more_than_is_asked_for() -> None:
    shop = quiet()
    items = replace(shop.items, lot_minimum=np.array([4, 0, 0]), lot_multiple=np.array([3, 0, 0]))
    answer = capable_to_promise(book_of(shop.replace(items=items)), Inquiry(TOP, 1))
    assert answer.planned_orders.quantity[answer.planned_orders.item == OAK].tolist() == [6]


def test_a_purchase_is_released_as_late_as_is_safe() -> None:
    """The saw is taken until Friday of next week; OAK takes three days and is wanted one day early."""
    shop = quiet()
    items = replace(shop.items, safety_lead_time_days=np.array([1, 0, 0]))
    shop = shop.replace(items=items)
    plan = busy_plan(shop, placed((words.PLANNED_ORDER, 0), 1, SAW, (at(0, 8), at(11, 8))))
    answer = capable_to_promise(book_of(shop, plan), Inquiry(TOP, 1))
    oak = int(np.flatnonzero(answer.planned_orders.item == OAK)[0])
    assert answer.placed_operations.start_at.tolist() == [at(11, 8)]
    assert answer.planned_orders.release_at[oak] == at(7, 0)
    assert answer.planned_orders.finish_at[oak] == at(10, 0)
    assert bound(answer) == ("work_unit", "work_unit", SAW)


def busy_plan(shop: facts.Snapshot, *operations: Row) -> Plan:
    empty = empty_plan(shop, structures(shop).operations)
    return replace(empty, placed_operations=table(PlacedOperations, *operations))


def test_nothing_is_put_before_an_operation_whose_setup_it_would_change() -> None:
    """BENCH stands in family A and a placed A counts on that: an operation of family B goes after it."""
    shop = quiet({"item": TOP, "quantity": 9})
    routings = replace(shop.routings, setup_family=np.array([1, NO_ROW]), setup_micro=np.array([30, 0]) * MICRO)
    units = replace(shop.work_units, setup_family=np.array([0, NO_ROW]))
    shop = replace(shop.replace(routings=routings, work_units=units), setup_families=texts(["A", "B"]))
    family_a = replace(structures(shop).operations, setup_family=np.array([0, NO_ROW]))
    later = placed((words.PLANNED_ORDER, 0), 0, BENCH, (at(3, 8), at(3, 10)))
    plan = replace(busy_plan(shop, later), operations=family_a)
    answer = capable_to_promise(book_of(shop, plan), Inquiry(TABLE, 1))
    assert answer.placed_operations.start_at.tolist() == [at(3, 10)]
    assert answer.placed_operations.setup_minutes.tolist() == [30]


def test_work_stops_while_one_of_its_crew_is_away() -> None:
    """BENCH works 8 to 16, its two people 8 to 12 and 13 to 16: four hours from 10 end at 15."""
    shop = quiet({"item": TOP, "quantity": 1})
    shop = shop.replace(
        calendars=table(facts.Calendars, {"code": "DAY"}, {"code": "LUNCH"}),
        calendar_windows=table(
            facts.CalendarWindows,
            *({"weekday": day, "start_minute": 480, "end_minute": 960} for day in range(1, 6)),
            *({"calendar": 1, "weekday": day, "start_minute": 480, "end_minute": 720} for day in range(1, 6)),
            *({"calendar": 1, "weekday": day, "start_minute": 780, "end_minute": 960} for day in range(1, 6)),
        ),
        people=table(facts.People, {"code": "ANN", "calendar": 1}, {"code": "BEN"}),
        routings=replace(shop.routings, crew=np.array([2, NOT_GIVEN])),
        now=at(0, 10),
    )
    answer = capable_to_promise(book_of(shop), Inquiry(TABLE, 1))
    assert (int(answer.placed_operations.start_at[0]), int(answer.placed_operations.end_at[0])) == (
        at(0, 10),
        at(0, 15),
    )
    assert sorted(answer.people.tolist()) == [0, 1]
    assert [words.STEP_WORDS[what] for what in answer.stack.what.tolist()] == ["work", "closed", "work", "wait"]
    assert answer.stack.subject[1] == 1
    assert bound(answer) == ("predecessor", "operation", 0)


def test_people_who_are_busy_hold_an_operation_back() -> None:
    shop = quiet({"item": TOP, "quantity": 1}).replace(people=table(facts.People, {"code": "ANN"}))
    shop = shop.replace(routings=replace(shop.routings, crew=np.array([1, 1])))
    plan = replace(
        busy_plan(shop, placed((words.PLANNED_ORDER, 0), 1, SAW, (at(0, 8), at(0, 11)))), people=np.array([0])
    )
    answer = capable_to_promise(book_of(shop, plan), Inquiry(TABLE, 1))
    assert answer.placed_operations.start_at.tolist() == [at(0, 11)]
    assert bound(answer) == ("people", "person", 0)


def test_what_nobody_can_do_has_no_date_but_a_problem() -> None:
    shop = quiet({"item": TOP, "quantity": 1})
    shop = shop.replace(routings=replace(shop.routings, crew=np.array([1, 1])))
    answer = capable_to_promise(book_of(shop), Inquiry(TABLE, 1))
    assert (answer.finish_at, answer.promise_on, len(answer.stack)) == (NOT_GIVEN, NOT_GIVEN, 0)
    assert [(problem.code, problem.subject) for problem in answer.problems] == [("inquiry-not-placed", "TABLE")]


def test_a_quantity_that_cannot_be_counted_is_a_problem() -> None:
    answer = capable_to_promise(book_of(quiet()), Inquiry(TABLE, 2**61))
    assert answer.finish_at == NOT_GIVEN
    assert [problem.code for problem in answer.problems] == ["quantity-too-large"]


def test_on_an_infinite_plan_days_follow_days() -> None:
    shop = quiet()
    shop = shop.replace(items=replace(shop.items, lead_time_days=np.array([3, 2, 1])))
    plan = replace(empty_plan(shop, structures(shop).operations), params=PlanParams(infinite=True))
    answer = capable_to_promise(book_of(shop, plan), Inquiry(TABLE, 1))
    # ordered on day 0 the oak is there as day 3 begins, the leg as day 5 and the table as day 6 does
    assert (answer.finish_at, answer.promise_on) == (at(6, 0), 5)
    assert len(answer.placed_operations) == 0
    assert [words.STEP_WORDS[what] for what in answer.stack.what.tolist()] == ["material", "outside", "outside"]


def test_an_inquiry_changes_nothing() -> None:
    shop = joinery()
    book = book_of(shop, plan_of_the_table(shop))
    before = digest_of(book.plan)
    first, second = (capable_to_promise(book, Inquiry(TABLE, 3)) for _ in range(2))
    assert digest_of(first) == digest_of(second)
    assert digest_of(book.plan) == before


def test_a_work_order_in_progress_is_traced_through_its_operations() -> None:
    """WO-1 waits for OAK until Thursday, then takes the saw for a day."""
    shop = joinery(margin=0).replace(
        receipts=table(facts.Receipts, {"code": "WO-1", "item": TOP, "quantity": 1, "due_on": 1, "kind": 1}),
        work_in_progress=table(facts.WorkInProgress, {"sequence": 10, "remaining_quantity": 1}),
    )
    hand_made = HandMadePlan(
        orders=[planned_order(OAK, BUY, (NOW, at(3, 0)))],
        pegs=[peg((words.PLANNED_ORDER, 0), (words.FOR_RECEIPT, 0), OAK, at(3, 0))],
        operations=[
            placed(
                (words.RECEIPT, 0), 1, SAW, (at(3, 8), at(4, 10)),
                run_minutes=600, bound_by=words.BY_CALENDAR, bound_kind=words.A_CALENDAR,
            )
        ],
    ).tables(shop)  # fmt: skip
    plan = replace(
        empty_plan(shop, hand_made.operations),
        planned_orders=hand_made.planned_orders,
        pegs=hand_made.pegs,
        placed_operations=hand_made.placed_operations,
    )
    answer = capable_to_promise(book_of(shop, plan), Inquiry(TOP, 1))
    assert pegged(answer) == [("receipt", 0, TOP, 1)]
    assert answer.finish_at == at(4, 11)


def digest_of(record: Plan | Answer) -> str:
    """Return a digest over all tables of a plan or an answer."""
    seal = sha256()
    for field in fields(record):
        value = getattr(record, field.name)
        columns = value.columns().values() if isinstance(value, Table) else (value,)
        for column in columns:
            if isinstance(column, np.ndarray):
                seal.update(str(column.tolist()).encode())
    return seal.hexdigest()


def digest_of_answers(shops: int) -> str:
    """Return a digest over the answers to inquiries in so many small shops."""
    seal = sha256()
    for seed in range(shops):
        chance = Random(seed)
        shop = small_shop(chance)
        plan = empty_plan(shop, structures(shop).operations)
        for _ in range(4):
            answer = capable_to_promise(book_of(shop, plan), Inquiry(0, chance.randint(1, 9)))
            seal.update(digest_of(answer).encode())
            shop, plan = answer.snapshot, plan_with(plan, answer)
        assert shop.order_lines.order[0] == "INQUIRY"
    return seal.hexdigest()


def test_compiled_and_plain_kernels_answer_alike() -> None:
    script = "from pegboard.engine.tests.test_promise_answers import digest_of_answers; print(digest_of_answers(6))"
    plain = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert plain.stdout.strip() == digest_of_answers(6)


def test_a_drafted_joinery_keeps_every_rule() -> None:
    shop = quiet({"item": OAK, "quantity": 2})
    plan = empty_plan(shop, structures(shop).operations)
    for quantity in (1, 2, 1):
        answer = capable_to_promise(book_of(shop, plan), Inquiry(TABLE, quantity))
        shop, plan = answer.snapshot, plan_with(plan, answer)
    assert broken_rules(shop, plan) == []
    assert len(plan.promises) == 3
