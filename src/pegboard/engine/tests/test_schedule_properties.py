"""What every finite schedule keeps, on random factories, judged by rules that share no code with the engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from random import Random

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pegboard.engine import snapshot as facts
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN
from pegboard.engine.plan import Plan
from pegboard.engine.plan.vocabulary import FOR_ORDER_LINE, PLANNED_ORDER
from pegboard.engine.snapshot.engineering import BUY, MAKE
from pegboard.engine.tests.facts_by_hand import Row, table
from pegboard.engine.tests.promise_rules import broken_rules, crews, open_minutes
from pegboard.engine.tests.promise_shops import shop
from pegboard.engine.tests.scheduling import plan_of, schedule_of

SEEDS = st.integers(0, 10**6)


def ordered(seed: int, *, alternatives: bool = True) -> facts.Snapshot:
    """Return a random shop with order lines, some of them wanted in the past."""
    chance = Random(seed)
    found = shop(chance)
    lines: list[Row] = [
        {
            "order": f"SO-{number}",
            "line": "1",
            "item": chance.randrange(len(found.items)),
            "quantity": chance.randint(1, 6),
            "requested_on": chance.randint(-2, 12),
            "priority": chance.randint(1, 4),
        }
        for number in range(chance.randint(1, 9))
    ]
    found = found.replace(order_lines=table(facts.OrderLines, *lines))
    return found if alternatives else found.replace(alternatives=table(facts.Alternatives))


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_a_schedule_keeps_every_rule_of_units_people_hours_setups_and_precedence(seed: int) -> None:
    facts_now = ordered(seed)
    plan, found = plan_of(facts_now)
    assume(not found.problems)
    assert broken_rules(facts_now, plan) == []


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_no_unit_idles_while_an_operation_waits_that_it_and_free_people_could_do(seed: int) -> None:
    facts_now = ordered(seed, alternatives=False)
    plan, found = plan_of(facts_now)
    assert list(idle_while_wanted(facts_now, plan, found.ready_at.tolist())) == []


def idle_while_wanted(shop_now: facts.Snapshot, plan: Plan, ready_at: list[int]) -> Iterator[str]:
    placed, operations, units = plan.placed_operations, plan.operations, shop_now.work_units
    is_open = [open_minutes(shop_now, calendar) for calendar in range(len(shop_now.calendars))]
    changes = sorted({*placed.end_at.tolist(), *ready_at, *opening_minutes(is_open)})
    skills = set(zip(shop_now.person_skills.person.tolist(), shop_now.person_skills.skill.tolist(), strict=True))
    members = crews(plan)

    def running(t: int) -> list[int]:
        return [row for row in inside if placed.start_at[row] <= t < placed.end_at[row]]

    inside = np.flatnonzero(placed.work_unit != NO_ROW).tolist()
    for row in inside:
        operation, centre = placed.operation[row], placed.work_centre[row]
        for t in (t for t in changes if ready_at[row] <= t < placed.start_at[row]):
            now = running(t)
            busy_people = {person for other in now for person in members[other]}
            busy_units = {int(placed.work_unit[other]) for other in now}
            there = [
                person
                for person in range(len(shop_now.people))
                if person not in busy_people and is_open[shop_now.people.calendar[person]][t]
                if operations.skill[operation] == NO_ROW or (person, int(operations.skill[operation])) in skills
            ]
            for unit in np.flatnonzero(units.work_centre == centre).tolist():
                own = int(units.calendar[unit])
                calendar = own if own != NO_ROW else int(shop_now.work_centres.calendar[centre])
                if unit not in busy_units and is_open[calendar][t] and len(there) >= operations.crew[operation]:
                    yield f"operation {row} is ready at {ready_at[row]}, and unit {unit} idle and manned at {t}"


def opening_minutes(is_open: list[np.ndarray[tuple[int], np.dtype[np.bool_]]]) -> set[int]:
    return {int(t) + 1 for column in is_open for t in np.flatnonzero(~column[:-1] & column[1:])[:200]}


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_dates_follow_from_the_schedule(seed: int) -> None:
    facts_now = ordered(seed)
    plan, found = plan_of(facts_now)
    orders, pegs, now = plan.planned_orders, plan.pegs, facts_now.now
    is_dated = orders.finish_at != NOT_GIVEN
    assert np.all(orders.release_at[is_dated] >= now)
    assert np.all(orders.finish_at[is_dated] >= orders.start_at[is_dated])
    own = np.flatnonzero(pegs.supply_kind == PLANNED_ORDER)
    assert np.array_equal(pegs.available_at[own], orders.finish_at[pegs.supply[own]])
    for order in np.unique(pegs.supply[own]).tolist():
        assert orders.due_at[order] == pegs.needed_at[own][pegs.supply[own] == order].min()
    can_wait = (orders.supply == BUY) & is_dated & (orders.release_at > now)
    assert np.all(orders.finish_at[can_wait] <= orders.due_at[can_wait])
    for line in range(len(facts_now.order_lines)):
        times = pegs.available_at[(pegs.demand_kind == FOR_ORDER_LINE) & (pegs.demand == line)]
        expected = NOT_GIVEN if not len(times) or NOT_GIVEN in times else times.max()
        assert found.line_finish[line] == expected


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_the_load_adds_up_to_the_minutes_placed_week_by_week(seed: int) -> None:
    facts_now = ordered(seed)
    plan, _ = plan_of(facts_now)
    placed, load = plan.placed_operations, plan.load
    for centre in range(len(facts_now.work_centres)):
        rows = (placed.work_centre == centre) & (placed.work_unit != NO_ROW)
        mine = load.work_centre == centre
        assert load.load_minutes[mine].sum() == (placed.setup_minutes[rows] + placed.run_minutes[rows]).sum()
        assert all(later - earlier == 7 for earlier, later in pairwise(load.week[mine].tolist()))
    assert np.all(load.load_minutes <= load.capacity_minutes)


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_make_orders_begin_and_end_with_their_operations(seed: int) -> None:
    plan, _ = plan_of(ordered(seed))
    placed, orders = plan.placed_operations, plan.planned_orders
    for order in np.flatnonzero((orders.supply == MAKE) & (orders.finish_at != NOT_GIVEN)).tolist():
        rows = np.flatnonzero((placed.supply_kind == PLANNED_ORDER) & (placed.supply == order))
        if len(rows):
            wait = plan.operations.wait_minutes[placed.operation[rows]]
            assert orders.start_at[order] == placed.start_at[rows].min()
            assert orders.finish_at[order] == (placed.end_at[rows] + wait).max()


TWIN = """
import json
from pegboard.engine.tests.test_schedule_properties import columns_of
print(json.dumps([columns_of(seed) for seed in range(12)]))
"""


def columns_of(seed: int) -> list[list[int]]:
    """Return every number of the schedule of a random shop."""
    found, _ = schedule_of(ordered(seed))
    tables = (found.placed_operations, found.planned_orders, found.pegs, found.load)
    columns = [column.tolist() for part in tables for column in part.columns().values()]
    return [*columns, found.people.tolist(), found.ready_at.tolist()]


def test_uncompiled_kernels_place_the_same() -> None:
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    told = subprocess.run([sys.executable, "-c", TWIN], env=environment, capture_output=True, check=True, text=True)
    assert json.loads(told.stdout) == [columns_of(seed) for seed in range(12)]
