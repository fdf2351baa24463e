"""Capable to promise: one more order over a plan in which nothing moves."""

from __future__ import annotations

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pegboard.engine import snapshot as facts
from pegboard.engine.bom import structures
from pegboard.engine.calendar import working_time
from pegboard.engine.core.columns import NOT_GIVEN
from pegboard.engine.plan import Plan
from pegboard.engine.plan import vocabulary as words
from pegboard.engine.promise import (
    Answer,
    Inquiry,
    PlanTables,
    PromiseBook,
    capable_to_promise,
    line_promises,
    plan_with,
    promise_book,
)
from pegboard.engine.snapshot.engineering import BUY
from pegboard.engine.tests.promise_by_hand import BENCH, NOW, OAK, SAW, TABLE, at, joinery, plan_of_the_table
from pegboard.engine.tests.promise_rules import broken_rules
from pegboard.engine.tests.promise_shops import empty_plan
from pegboard.engine.tests.promise_shops import shop as small_shop


def book_of(shop: facts.Snapshot, plan: Plan) -> PromiseBook:
    return promise_book(shop, plan, structures(shop), working_time(shop))


def times(answer: Answer) -> dict[int, tuple[int, int]]:
    placed = answer.placed_operations
    return {
        int(unit): (int(start), int(end))
        for unit, start, end in zip(placed.work_unit, placed.start_at, placed.end_at, strict=True)
    }


def test_one_more_table_waits_for_oak_that_must_be_bought() -> None:
    shop = joinery()
    answer = capable_to_promise(book_of(shop, plan_of_the_table(shop)), Inquiry(TABLE, 1, requested_on=9))
    assert times(answer) == {SAW: (at(4, 10), at(7, 12)), BENCH: (at(7, 13), at(8, 9))}
    assert (answer.finish_at, answer.promise_on, answer.slack_days) == (at(8, 12), 9, 0)
    assert int(answer.stack.from_at[0]) == NOW
    assert np.array_equal(answer.stack.from_at[1:], answer.stack.to_at[:-1])


def test_one_more_table_from_oak_in_stock_goes_before_what_is_placed() -> None:
    shop = joinery({"item": OAK, "quantity": 1})
    answer = capable_to_promise(book_of(shop, plan_of_the_table(shop)), Inquiry(TABLE, 1))
    assert times(answer) == {SAW: (at(0, 8), at(1, 10)), BENCH: (at(1, 11), at(1, 15))}
    assert (answer.finish_at, answer.promise_on, answer.slack_days) == (at(1, 18), 2, NOT_GIVEN)


def add_one(shop: facts.Snapshot, plan: Plan, chance: Random) -> tuple[Answer, Plan]:
    made = np.flatnonzero(shop.items.supply != BUY)
    item = int(chance.choice(made.tolist() or [0]))
    wanted_on = chance.choice((NOT_GIVEN, 3, 20))
    answer = capable_to_promise(book_of(shop, plan), Inquiry(item, chance.randint(1, 9), requested_on=wanted_on))
    return answer, plan_with(plan, answer)


@given(st.randoms(use_true_random=False))
def test_a_promise_given_is_kept_by_the_plan_that_includes_it(chance: Random) -> None:
    shop = small_shop(chance)
    plan = empty_plan(shop, structures(shop).operations)
    for _ in range(chance.randint(1, 8)):
        answer, draft = add_one(shop, plan, chance)
        if answer.finish_at == NOT_GIVEN:
            assert answer.problems
            continue
        assert broken_rules(answer.snapshot, draft) == []
        assert_nothing_moved(plan, draft)
        assert_stack_adds_up(answer)
        shop, plan = answer.snapshot, draft
    assert_dates_of_the_whole_plan(shop, plan)


def assert_dates_of_the_whole_plan(shop: facts.Snapshot, plan: Plan) -> None:
    """Dating the drafted plan as any plan gives the dates that were answered, and stacks without gaps."""
    promises, stack = line_promises(shop, working_time(shop), plan_tables(plan))
    for name in ("order_line", "finish_at", "promise_on", "slack_days"):
        assert np.array_equal(promises.columns()[name], plan.promises.columns()[name])
    for line, finish in zip(promises.order_line.tolist(), promises.finish_at.tolist(), strict=True):
        own = stack.take(stack.order_line == line)
        assert own.step.tolist() == list(range(1, len(own) + 1))
        assert own.from_at[0] == (shop.now if own.to_at[-1] > shop.now else own.to_at[0])
        assert np.array_equal(own.from_at[1:], own.to_at[:-1])
        assert finish in (own.from_at[-1], own.to_at[-1])


def plan_tables(plan: Plan) -> PlanTables:
    return PlanTables(
        operations=plan.operations,
        planned_orders=plan.planned_orders,
        pegs=plan.pegs,
        placed_operations=plan.placed_operations,
        people=plan.people,
        line_count=len(plan.promises),
        infinite=plan.params.infinite,
    )


def assert_nothing_moved(plan: Plan, draft: Plan) -> None:
    for name in ("planned_orders", "placed_operations", "promises", "promise_stack"):
        before, after = getattr(plan, name), getattr(draft, name)
        kept = after.take(np.arange(len(before)))
        assert all(np.array_equal(column, kept.columns()[key]) for key, column in before.columns().items())


def assert_stack_adds_up(answer: Answer) -> None:
    stack, shop = answer.stack, answer.snapshot
    assert len(stack) >= 1
    assert stack.from_at[0] == (shop.now if len(stack) > 1 or stack.to_at[0] > shop.now else stack.to_at[0])
    assert np.array_equal(stack.from_at[1:], stack.to_at[:-1])
    assert (stack.to_at >= stack.from_at).all()
    last_day = int(shop.local_time.day_before_or_of(stack.to_at[-1:])[0])
    assert last_day == answer.promise_on
    finish = stack.from_at[-1] if stack.what[-1] == words.STEP_MARGIN else stack.to_at[-1]
    assert finish == answer.finish_at
