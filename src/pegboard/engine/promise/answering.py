"""The working columns of an inquiry as tables of a plan, purchases timed as late as safe."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, BoolArray, IntArray
from pegboard.engine.plan import Pegs, PlacedOperations, PlannedOrders
from pegboard.engine.plan.vocabulary import BY_PREDECESSOR, FOR_ORDER_LINE, FOR_PLANNED_ORDER, PLANNED_ORDER
from pegboard.engine.promise.book import PromiseBook, Ways
from pegboard.engine.promise.chain import PlanTables
from pegboard.engine.promise.explosion import (
    NEW_ORDER,
    ORDER_FINISH,
    ORDER_ITEM,
    ORDER_QUANTITY,
    ORDER_START,
    ORDER_START_QUANTITY,
    ORDERS,
    PEG_AVAILABLE,
    PEG_ITEM,
    PEG_KIND,
    PEG_ORDER,
    PEG_QUANTITY,
    PEG_SEQUENCE,
    PEG_SUPPLY,
    PEGS,
)
from pegboard.engine.promise.inquiry import Inquiry
from pegboard.engine.promise.insertion import (
    OWN_BOUND_BY,
    OWN_BOUND_KIND,
    OWN_BOUND_SUBJECT,
    OWN_CENTRE,
    OWN_CREW_FIRST,
    OWN_END,
    OWN_OPERATION,
    OWN_ORDER,
    OWN_RUN,
    OWN_SETUP,
    OWN_START,
    OWN_UNIT,
)
from pegboard.engine.promise.placement import Placing
from pegboard.engine.snapshot.engineering import BUY, MAKE

SEQUENCES: Final = 2**41
"""More than any sequence; an order and a sequence make one ascending number."""


class _Times(NamedTuple):
    """When each new order is released, begun and there."""

    release: IntArray
    start: IntArray
    finish: IntArray


def answer_tables(book: PromiseBook, ways: Ways, placing: Placing, request: Inquiry) -> PlanTables:
    """Return the new orders, pegs and operations of an inquiry as rows that follow those of the plan."""
    orders = placing.draft.orders[: placing.draft.counts[ORDERS]]
    pegs = placing.draft.pegs[: placing.draft.counts[PEGS]]
    placed, people = _placed_rows(placing)
    needed = _needed_at(ways, placed, orders, pegs)
    times = _times(ways, orders, pegs, needed)
    is_new = pegs[:, PEG_KIND] == NEW_ORDER
    made = np.append(times.finish, NOT_GIVEN)[np.where(is_new, pegs[:, PEG_SUPPLY], NO_ROW)]
    available = np.where(is_new, made, pegs[:, PEG_AVAILABLE])
    if request.requested_on != NOT_GIVEN:
        wanted_at = int(ways.snapshot.local_time.day_start(np.array([request.requested_on + 1]))[0])
        for_line = np.full(len(pegs), wanted_at)
    else:
        for_line = available
    needed = np.where(pegs[:, PEG_ORDER] == NO_ROW, for_line, needed)
    line, first = len(book.snapshot.order_lines), placing.orders_from
    return PlanTables(
        operations=ways.structures.operations,
        planned_orders=_order_table(ways, orders, times, _due(orders, pegs, needed), line),
        pegs=_peg_table(pegs, needed, available, line, first),
        placed_operations=_operation_table(placed, orders, first),
        people=people,
        line_count=1,
        infinite=book.plan.params.infinite,
        orders_from=first,
        lines_from=line,
    )


def _placed_rows(placing: Placing) -> tuple[IntArray, IntArray]:
    """Return the placed operations by order and sequence, and their people."""
    own = placing.own.operations[: placing.own.counts[0]]
    order = np.lexsort((own[:, OWN_OPERATION], own[:, OWN_ORDER]))
    placed = own[order]
    crew = np.where(placed[:, OWN_UNIT] == NO_ROW, 0, placing.making.operations.crew[placed[:, OWN_OPERATION]])
    first = np.cumsum(crew) - crew
    slots = np.repeat(placed[:, OWN_CREW_FIRST] - first, crew) + np.arange(int(crew.sum()))
    placed[:, OWN_CREW_FIRST] = first
    follows = placed[:, OWN_BOUND_BY] == BY_PREDECESSOR
    placed[follows, OWN_BOUND_SUBJECT] = np.flatnonzero(follows) - 1
    return placed, placing.own.team.person[slots]


def _needed_at(ways: Ways, placed: IntArray, orders: IntArray, pegs: IntArray) -> IntArray:
    """Return when the taker of each peg begins what consumes it; NOT_GIVEN where it never does."""
    consumer = pegs[:, PEG_ORDER]
    started = np.append(orders[:, ORDER_START], NOT_GIVEN)[consumer]
    if not len(placed):
        return started
    sequence = ways.making.operations.sequence[placed[:, OWN_OPERATION]]
    keys = placed[:, OWN_ORDER] * SEQUENCES + sequence
    row = np.searchsorted(keys, consumer * SEQUENCES + np.clip(pegs[:, PEG_SEQUENCE], 0, SEQUENCES - 1))
    last = np.searchsorted(keys, (consumer + 1) * SEQUENCES) - 1
    row = np.minimum(row, last)
    has_operations = (row >= 0) & (placed[row, OWN_ORDER] == consumer)
    return np.where(has_operations, placed[row, OWN_START], started)


def _times(ways: Ways, orders: IntArray, pegs: IntArray, needed: IntArray) -> _Times:
    """Return the times of the new orders: a purchase for other orders comes as late as safe."""
    rules, local_time = ways.making.items, ways.snapshot.local_time
    item = orders[:, ORDER_ITEM]
    start, finish = orders[:, ORDER_START].copy(), orders[:, ORDER_FINISH].copy()
    if ways.making.is_infinite:
        return _Times(start, start, finish)
    need = _due(orders, pegs, np.where(pegs[:, PEG_ORDER] == NO_ROW, ways.making.now, needed))
    bought = np.flatnonzero((rules.supply[item] == BUY) & (need > NOT_GIVEN))
    lead = rules.lead_days[item[bought]]
    arrival = local_time.day_of(need[bought]) - rules.safety_days[item[bought]]
    release = np.maximum(arrival - lead, ways.making.today)
    start[bought] = np.maximum(local_time.day_start(release), ways.making.now)
    finish[bought] = np.maximum(local_time.day_start(release + lead), ways.making.now)
    return _Times(start, start, finish)


def _due(orders: IntArray, pegs: IntArray, needed: IntArray) -> IntArray:
    """Return when each new order is needed first; NOT_GIVEN where some taker of it never begins."""
    due = np.full(len(orders), 2**62, dtype=np.int64)
    rows = np.flatnonzero(pegs[:, PEG_KIND] == NEW_ORDER)
    np.minimum.at(due, pegs[rows, PEG_SUPPLY], needed[rows])
    return due


def _order_table(ways: Ways, orders: IntArray, times: _Times, due: IntArray, line: int) -> PlannedOrders:
    rules, item = ways.making.items, orders[:, ORDER_ITEM]
    is_owned: BoolArray = rules.is_owned[item] > 0
    lines = np.full(len(orders), line)
    return PlannedOrders(
        item=item.copy(),
        supply=rules.supply[item],
        quantity=orders[:, ORDER_QUANTITY].copy(),
        start_quantity=orders[:, ORDER_START_QUANTITY].copy(),
        release_at=times.release.copy(),
        start_at=times.start.copy(),
        finish_at=times.finish.copy(),
        due_at=due,
        source=np.where(rules.supply[item] == MAKE, NO_ROW, rules.source[item]),
        order_line=lines,
        bill=np.where(is_owned, NO_ROW, item),
        routing=np.where(is_owned, NO_ROW, item),
        is_owned=is_owned,
        named_line=lines.copy(),
        named_day=np.full(len(orders), NOT_GIVEN),
        named_number=_numbers(item),
    )


def _numbers(item: IntArray) -> IntArray:
    """Return how many rows with the same item come before each row."""
    order = np.argsort(item, kind="stable")
    begins = np.flatnonzero(np.diff(item[order], prepend=NOT_GIVEN))
    found = np.empty(len(item), dtype=np.int64)
    found[order] = np.arange(len(item)) - np.repeat(begins, np.diff(begins, append=len(item)))
    return found


def _peg_table(pegs: IntArray, needed: IntArray, available: IntArray, line: int, first: int) -> Pegs:
    is_new, for_line = pegs[:, PEG_KIND] == NEW_ORDER, pegs[:, PEG_ORDER] == NO_ROW
    kind = np.where(is_new, PLANNED_ORDER, pegs[:, PEG_KIND])
    supply = pegs[:, PEG_SUPPLY] + np.where(is_new, first, 0)
    demand_kind = np.where(for_line, FOR_ORDER_LINE, FOR_PLANNED_ORDER)
    demand = np.where(for_line, line, pegs[:, PEG_ORDER] + first)
    order = np.lexsort((pegs[:, PEG_SEQUENCE], demand, demand_kind, supply, kind))
    return Pegs(
        supply_kind=kind[order],
        supply=supply[order],
        demand_kind=demand_kind[order],
        demand=demand[order],
        item=pegs[order, PEG_ITEM],
        quantity=pegs[order, PEG_QUANTITY],
        needed_at=needed[order],
        available_at=available[order],
        sequence=pegs[order, PEG_SEQUENCE],
    )


def _operation_table(placed: IntArray, orders: IntArray, first: int) -> PlacedOperations:
    return PlacedOperations(
        supply_kind=np.full(len(placed), PLANNED_ORDER),
        supply=placed[:, OWN_ORDER] + first,
        operation=placed[:, OWN_OPERATION].copy(),
        work_centre=placed[:, OWN_CENTRE].copy(),
        work_unit=placed[:, OWN_UNIT].copy(),
        quantity=orders[placed[:, OWN_ORDER], ORDER_START_QUANTITY],
        setup_minutes=placed[:, OWN_SETUP].copy(),
        run_minutes=placed[:, OWN_RUN].copy(),
        start_at=placed[:, OWN_START].copy(),
        end_at=placed[:, OWN_END].copy(),
        bound_by=placed[:, OWN_BOUND_BY].copy(),
        bound_kind=placed[:, OWN_BOUND_KIND].copy(),
        bound_subject=placed[:, OWN_BOUND_SUBJECT].copy(),
        people_first=placed[:, OWN_CREW_FIRST].copy(),
    )
