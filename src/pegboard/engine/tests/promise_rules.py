"""The rules that a plan must keep, recomputed minute by minute and row by row, without the engine's own kernels."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from itertools import pairwise
from math import ceil

import numpy as np

from pegboard.engine import snapshot as facts
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, BoolArray
from pegboard.engine.core.rounding import MICRO
from pegboard.engine.plan import Plan
from pegboard.engine.plan import vocabulary as words
from pegboard.engine.snapshot.engineering import BUY, MAKE

DAYS = 400
WEEK = 7 * 1440


def broken_rules(shop: facts.Snapshot, plan: Plan) -> list[str]:
    """Return every rule that the plan breaks, in words."""
    return [
        *_unit_faults(shop, plan),
        *_people_faults(shop, plan),
        *_working_faults(shop, plan),
        *_sequence_faults(shop, plan),
        *_material_faults(shop, plan),
        *_quantity_faults(shop, plan),
    ]


def open_minutes(shop: facts.Snapshot, calendar: int) -> BoolArray:
    """Say of each minute from day 0 on whether a calendar is open."""
    week = np.zeros(WEEK, dtype=np.bool_)
    windows = shop.calendar_windows
    for row in np.flatnonzero(windows.calendar == calendar).tolist():
        day = (int(windows.weekday[row]) - 1) * 1440
        week[day + int(windows.start_minute[row]) : day + int(windows.end_minute[row])] = True
    return np.tile(week, DAYS // 7 + 1)


def crews(plan: Plan) -> list[list[int]]:
    """Return the people of each placed operation."""
    bounds = [*plan.placed_operations.people_first.tolist(), len(plan.people)]
    return [plan.people[start:end].tolist() for start, end in pairwise(bounds)]


def _unit_faults(shop: facts.Snapshot, plan: Plan) -> list[str]:
    """Nothing shares a unit, and every setup is what the family standing before it makes it."""
    placed, operations = plan.placed_operations, plan.operations
    found: list[str] = []
    matrix = {
        tuple(key): ceil(Fraction(int(minutes), MICRO))
        for *key, minutes in zip(*(column.tolist() for column in shop.setup_matrix.columns().values()), strict=True)
    }
    for unit in range(len(shop.work_units)):
        rows = np.flatnonzero(placed.work_unit == unit)
        rows = rows[np.lexsort((placed.end_at[rows], placed.start_at[rows]))].tolist()
        stands_in, free_at = int(shop.work_units.setup_family[unit]), shop.now
        for row in rows:
            if placed.start_at[row] < free_at:
                found.append(f"operation {row} begins on unit {unit} before the one before ends")
            family = int(operations.setup_family[placed.operation[row]])
            wanted = _setup(shop, plan, row, matrix, stands_in)
            if placed.setup_minutes[row] != wanted:
                found.append(f"operation {row} has a setup of {placed.setup_minutes[row]}, not {wanted}")
            stands_in, free_at = family, int(placed.end_at[row])
    return found


def _setup(shop: facts.Snapshot, plan: Plan, row: int, matrix: dict[tuple[int, ...], int], stands_in: int) -> int:
    operation, centre = int(plan.placed_operations.operation[row]), int(plan.placed_operations.work_centre[row])
    family = int(plan.operations.setup_family[operation])
    full = int(plan.operations.setup_minutes[operation])
    other = _alternative(shop, plan, operation, centre)
    if other is not None and shop.alternatives.setup_micro[other] != NOT_GIVEN:
        full = ceil(Fraction(int(shop.alternatives.setup_micro[other]), MICRO))
    if NO_ROW in (family, stands_in):
        return full
    return 0 if family == stands_in else matrix.get((centre, stands_in, family), full)


def _alternative(shop: facts.Snapshot, plan: Plan, operation: int, centre: int) -> int | None:
    others = shop.alternatives
    rows = np.flatnonzero(
        (others.item == plan.operations.item[operation])
        & (others.sequence == plan.operations.sequence[operation])
        & (others.work_centre == centre)
    )
    return int(rows[0]) if len(rows) and plan.operations.work_centre[operation] != centre else None


def _people_faults(shop: facts.Snapshot, plan: Plan) -> list[str]:
    placed, operations = plan.placed_operations, plan.operations
    found: list[str] = []
    skills = set(zip(shop.person_skills.person.tolist(), shop.person_skills.skill.tolist(), strict=True))
    busy: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row, crew in enumerate(crews(plan)):
        operation = placed.operation[row]
        is_inside = placed.work_unit[row] != NO_ROW
        if len(set(crew)) != len(crew) or len(crew) != (operations.crew[operation] if is_inside else 0):
            found.append(f"operation {row} has the crew {crew}")
        skill = int(operations.skill[operation])
        if skill != NO_ROW and any((person, skill) not in skills for person in crew):
            found.append(f"somebody at operation {row} lacks skill {skill}")
        for person in crew:
            busy[person].append((int(placed.start_at[row]), int(placed.end_at[row])))
    for person, spans in busy.items():
        spans.sort()
        if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
            found.append(f"person {person} is at two operations at once")
    return found


def _working_faults(shop: facts.Snapshot, plan: Plan) -> list[str]:
    """Setup and run fill the minutes in which the unit and its crew are open, and nothing else."""
    placed = plan.placed_operations
    is_open = [open_minutes(shop, calendar) for calendar in range(len(shop.calendars))]
    found: list[str] = []
    for row, crew in enumerate(crews(plan)):
        unit = int(placed.work_unit[row])
        if unit == NO_ROW:
            continue
        own = int(shop.work_units.calendar[unit])
        calendar = own if own != NO_ROW else int(shop.work_centres.calendar[placed.work_centre[row]])
        together = is_open[calendar].copy()
        for person in crew:
            together &= is_open[int(shop.people.calendar[person])]
        start, end = int(placed.start_at[row]), int(placed.end_at[row])
        worked = int(together[start:end].sum())
        if worked != placed.setup_minutes[row] + placed.run_minutes[row] or not together[start]:
            found.append(f"operation {row} works {worked} minutes from {start} to {end}")
        if end > start and not together[end - 1]:
            found.append(f"operation {row} ends after its work")
        if placed.run_minutes[row] != _run(shop, plan, row):
            found.append(f"operation {row} runs {placed.run_minutes[row]}")
    return found


def _run(shop: facts.Snapshot, plan: Plan, row: int) -> int:
    placed, operations = plan.placed_operations, plan.operations
    operation, unit = int(placed.operation[row]), int(placed.work_unit[row])
    each = Fraction(int(operations.run_num[operation]), int(operations.run_den[operation]))
    other = _alternative(shop, plan, operation, int(placed.work_centre[row]))
    if other is not None and shop.alternatives.run_micro[other] != NOT_GIVEN:
        each = Fraction(int(shop.alternatives.run_micro[other]), MICRO)
    speed = Fraction(int(shop.work_units.speed_micro[unit]), MICRO)
    return ceil(int(placed.quantity[row]) * each / speed)


def _sequence_faults(shop: facts.Snapshot, plan: Plan) -> list[str]:
    """Operations follow each other with their waits, and an order is there when the last is over."""
    placed, orders, found = plan.placed_operations, plan.planned_orders, []
    for order in range(len(orders)):
        rows = np.flatnonzero((placed.supply_kind == words.PLANNED_ORDER) & (placed.supply == order)).tolist()
        ready = shop.now
        for row in rows:
            if placed.start_at[row] < ready:
                found.append(f"operation {row} begins before what comes before it is over")
            if placed.quantity[row] != orders.start_quantity[order]:
                found.append(f"operation {row} does not start with its order's quantity")
            ready = int(placed.end_at[row] + plan.operations.wait_minutes[placed.operation[row]])
        if rows and orders.finish_at[order] != ready:
            found.append(f"order {order} is not there when its last operation is over")
        if rows and orders.start_at[order] != placed.start_at[rows[0]]:
            found.append(f"order {order} does not start with its first operation")
    return found


def _material_faults(shop: facts.Snapshot, plan: Plan) -> list[str]:
    """What an operation consumes is there as it begins, and no sooner than it can be."""
    pegs, orders, found = plan.pegs, plan.planned_orders, []
    for peg in range(len(pegs)):
        supply = int(pegs.supply[peg])
        there = _there(shop, plan, int(pegs.supply_kind[peg]), supply)
        if pegs.available_at[peg] != there:
            found.append(f"peg {peg} is there at {pegs.available_at[peg]}, not {there}")
        if pegs.demand_kind[peg] == words.FOR_PLANNED_ORDER:
            begins = _consumed_at(plan, int(pegs.demand[peg]), int(pegs.sequence[peg]))
            if there == NOT_GIVEN or there > begins or pegs.needed_at[peg] != begins:
                found.append(f"peg {peg} is there at {there} and consumed at {begins}")
    for order in np.flatnonzero(orders.supply == BUY).tolist():
        lead = max(int(shop.items.lead_time_days[orders.item[order]]), 0)
        if orders.finish_at[order] < max(lead * 1440, shop.now) or orders.release_at[order] < shop.now:
            found.append(f"purchase {order} is there before its lead time")
    return found


def _there(shop: facts.Snapshot, plan: Plan, kind: int, supply: int) -> int:
    if kind == words.PLANNED_ORDER:
        return int(plan.planned_orders.finish_at[supply])
    day = int(shop.stock.available_on[supply] if kind == words.STOCK else shop.receipts.due_on[supply])
    return max(shop.now, day * 1440)


def _consumed_at(plan: Plan, order: int, sequence: int) -> int:
    placed = plan.placed_operations
    rows = np.flatnonzero((placed.supply_kind == words.PLANNED_ORDER) & (placed.supply == order))
    if not len(rows):
        return int(plan.planned_orders.start_at[order])
    steps = plan.operations.sequence[placed.operation[rows]]
    later = np.flatnonzero(steps >= sequence)
    return int(placed.start_at[rows[later[0] if len(later) else -1]])


def _quantity_faults(shop: facts.Snapshot, plan: Plan) -> list[str]:
    pegs, orders, found = plan.pegs, plan.planned_orders, []
    given: dict[tuple[int, int], int] = defaultdict(int)
    taken: dict[tuple[int, int, int], int] = defaultdict(int)
    for kind, supply, wanted_by, demand, item, quantity in zip(
        *(
            getattr(pegs, name).tolist()
            for name in ("supply_kind", "supply", "demand_kind", "demand", "item", "quantity")
        ),
        strict=True,
    ):
        given[kind, supply] += quantity
        taken[wanted_by, demand, item] += quantity
    for (kind, supply), quantity in given.items():
        table = (shop.stock, shop.receipts, orders)[kind]
        if quantity > table.quantity[supply]:
            found.append(f"supply {kind} {supply} is used twice")
        if kind != words.PLANNED_ORDER and (shop.stock, shop.receipts)[kind].reserved_order[supply]:
            found.append(f"supply {kind} {supply} is reserved for somebody else")
    for line in range(len(shop.order_lines)):
        if taken[words.FOR_ORDER_LINE, line, int(shop.order_lines.item[line])] != shop.order_lines.quantity[line]:
            found.append(f"line {line} is not pegged in full")
    for order in np.flatnonzero((orders.supply != BUY) & ~orders.is_owned).tolist():
        found += _component_faults(shop, plan, order, taken)
    return found


def _component_faults(
    shop: facts.Snapshot, plan: Plan, order: int, taken: dict[tuple[int, int, int], int]
) -> list[str]:
    orders, boms = plan.planned_orders, shop.boms
    item = int(orders.item[order])
    usable = 1 - Fraction(int(shop.items.scrap_micro[item]), MICRO)
    start = ceil(int(orders.quantity[order]) / usable)
    found = [] if start == orders.start_quantity[order] else [f"order {order} starts with too little"]
    for row in np.flatnonzero(boms.parent == item).tolist():
        gross = start * Fraction(int(boms.quantity_per_micro[row]), MICRO) + Fraction(int(boms.fixed_micro[row]), MICRO)
        need = ceil(gross / (1 - Fraction(int(boms.scrap_micro[row]), MICRO)))
        if taken[words.FOR_PLANNED_ORDER, order, int(boms.component[row])] != need:
            found.append(f"order {order} does not get {need} of item {boms.component[row]}")
    if orders.supply[order] == MAKE and orders.finish_at[order] != NOT_GIVEN:
        steps = int((shop.routings.item == item).sum())
        placed = plan.placed_operations
        rows = (placed.supply_kind == words.PLANNED_ORDER) & (placed.supply == order)
        found += [] if int(rows.sum()) == steps else [f"order {order} lacks operations"]
    return found
