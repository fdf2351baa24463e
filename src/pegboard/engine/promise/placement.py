"""Placing the new orders of one inquiry, the deepest first, into what a plan leaves idle."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pegboard.engine.calendar import next_open
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.plan.vocabulary import (
    A_CALENDAR,
    A_PERSON,
    A_PLACED_OPERATION,
    A_PLANNED_ORDER,
    A_SKILL,
    A_WORK_UNIT,
    BY_CALENDAR,
    BY_MATERIAL,
    BY_NOW,
    BY_PEOPLE,
    BY_PREDECESSOR,
    BY_WORK_UNIT,
    NOTHING,
)
from pegboard.engine.promise.capacity import UNIT_CALENDAR, Capacity
from pegboard.engine.promise.explosion import (
    NEW_ORDER,
    ORDER_FINISH,
    ORDER_ITEM,
    ORDER_START,
    ORDER_START_QUANTITY,
    ORDERS,
    PEG_AVAILABLE,
    PEG_KIND,
    PEG_SEQUENCE,
    PEG_SUPPLY,
    PEGS,
    Draft,
)
from pegboard.engine.promise.insertion import (
    OWN_BOUND_BY,
    OWN_BOUND_KIND,
    OWN_BOUND_SUBJECT,
    OWN_CENTRE,
    OWN_COLUMNS,
    OWN_CREW_FIRST,
    OWN_END,
    OWN_FAMILY,
    OWN_FULL,
    OWN_OPERATION,
    OWN_ORDER,
    OWN_RUN,
    OWN_SETUP,
    OWN_START,
    OWN_STRETCH,
    OWN_UNIT,
    Own,
    Slot,
    find_slot,
    first_start_without_crew,
)
from pegboard.engine.promise.making import Making, days_later
from pegboard.engine.promise.people import Team
from pegboard.engine.promise.steps import Binding
from pegboard.engine.promise.tracing import ABOVE_NOTHING, LAST_SEQUENCE, supply_subject
from pegboard.engine.snapshot.engineering import BUY, MAKE


class Placing(NamedTuple):
    """What placement reads and writes; `peg_row[peg_first[order]]` … are the pegs that a new order takes."""

    capacity: Capacity
    making: Making
    draft: Draft
    own: Own
    peg_first: IntArray
    peg_row: IntArray
    orders_from: int


class Arrival(NamedTuple):
    """When an operation is ready, and what made it so."""

    at: int  # NOT_GIVEN: never
    cause: Binding


def new_own(operations: int, people: int, largest_crew: int) -> Own:
    """Return room for so many operations with so many people in all."""
    return Own(
        operations=np.empty((operations, OWN_COLUMNS), dtype=np.int64),
        team=Team(
            person=np.empty(people, dtype=np.int64),
            start=np.empty(people, dtype=np.int64),
            end=np.empty(people, dtype=np.int64),
            chosen=np.empty((2, largest_crew), dtype=np.int64),
            ends=np.empty(largest_crew, dtype=np.int64),
            calendars=np.empty(largest_crew + 2, dtype=np.int64),
        ),
        counts=np.zeros(2, dtype=np.int64),
    )


@kernel
def room_for_operations(making: Making, draft: Draft) -> tuple[int, int, int]:
    """Return how many operations the new orders have, how many people they keep, and the largest crew."""
    operations = 0
    people = 0
    largest = 0
    for order in range(draft.counts[ORDERS]):
        routing = making.items.routing[draft.orders[order, ORDER_ITEM]]
        for operation in range(making.routings.first[routing], making.routings.first[routing + 1]):
            operations += 1
            people += making.operations.crew[operation]
            largest = max(largest, making.operations.crew[operation])
    return operations, people, largest


@kernel
def place_inquiry(placing: Placing) -> None:
    """Place all new orders and write when each supply that they are pegged to is there."""
    draft = placing.draft
    for order in range(draft.counts[ORDERS] - 1, -1, -1):
        _place_order(placing, order)
    for row in range(draft.counts[PEGS]):
        if draft.pegs[row, PEG_KIND] == NEW_ORDER:
            draft.pegs[row, PEG_AVAILABLE] = draft.orders[draft.pegs[row, PEG_SUPPLY], ORDER_FINISH]


@kernel
def _place_order(placing: Placing, order: int) -> None:
    making, row = placing.making, placing.draft.orders[order]
    item = row[ORDER_ITEM]
    routing = making.items.routing[item]
    first = making.routings.first[routing]
    end = making.routings.first[routing + 1]
    if making.items.supply[item] == BUY:
        row[ORDER_START] = making.now
        row[ORDER_FINISH] = days_later(making, making.now, making.items.lead_days[item])
    elif making.items.supply[item] == MAKE and first < end and not making.is_infinite:
        _place_operations(placing, order, first, end)
    else:
        arrival = _ready(
            placing, order, ABOVE_NOTHING, LAST_SEQUENCE, Arrival(making.now, Binding(BY_NOW, NOTHING, NO_ROW))
        )
        if arrival.at != NOT_GIVEN:
            row[ORDER_START] = arrival.at
            row[ORDER_FINISH] = days_later(making, arrival.at, making.items.lead_days[item])


@kernel
def _place_operations(placing: Placing, order: int, first: int, end: int) -> None:
    """Place the operations of an order one after the other; if one finds no place the order has none at all."""
    own, rules = placing.own, placing.making.operations
    operations_before = own.counts[0]
    people_before = own.counts[1]
    begun = NOT_GIVEN
    at = Arrival(placing.making.now, Binding(BY_NOW, NOTHING, NO_ROW))
    for operation in range(first, end):
        above = rules.sequence[operation - 1] if operation > first else ABOVE_NOTHING
        up_to = rules.sequence[operation] if operation + 1 < end else LAST_SEQUENCE
        ready = _ready(placing, order, above, up_to, at)
        row = NO_ROW
        if ready.at != NOT_GIVEN:
            row = _place_operation(placing, order, operation, ready)
        if row == NO_ROW:
            own.counts[0] = operations_before
            own.counts[1] = people_before
            return
        begun = own.operations[row, OWN_START] if operation == first else begun
        over = own.operations[row, OWN_END] + rules.wait_minutes[operation]
        at = Arrival(over, Binding(BY_PREDECESSOR, A_PLACED_OPERATION, row))
    placing.draft.orders[order, ORDER_START] = begun
    placing.draft.orders[order, ORDER_FINISH] = at.at


@kernel
def _ready(placing: Placing, order: int, above: int, up_to: int, at: Arrival) -> Arrival:
    """Return when the components consumed at sequences (above, up_to] are there too."""
    pegs = placing.draft.pegs
    latest = at
    for place in range(placing.peg_first[order], placing.peg_first[order + 1]):
        row = placing.peg_row[place]
        if not above < pegs[row, PEG_SEQUENCE] <= up_to:
            continue
        kind = pegs[row, PEG_KIND]
        supply = pegs[row, PEG_SUPPLY]
        there = placing.draft.orders[supply, ORDER_FINISH] if kind == NEW_ORDER else pegs[row, PEG_AVAILABLE]
        if there == NOT_GIVEN:
            return Arrival(NOT_GIVEN, at.cause)
        if there > latest.at:
            if kind == NEW_ORDER:
                latest = Arrival(there, Binding(BY_MATERIAL, A_PLANNED_ORDER, supply + placing.orders_from))
            else:
                latest = Arrival(there, Binding(BY_MATERIAL, supply_subject(kind), supply))
    return latest


@kernel
def _place_operation(placing: Placing, order: int, operation: int, ready: Arrival) -> int:
    """Place one operation and return its row, NO_ROW where there is no place for it."""
    making, own = placing.making, placing.own
    days = making.operations.outside_days[operation]
    if days != NOT_GIVEN:
        end = days_later(making, ready.at, days)
        slot = Slot(NO_ROW, NO_ROW, ready.at, end, NOT_GIVEN, NOT_GIVEN, NO_ROW)
        return _note(placing, order, operation, slot, ready.cause)
    quantity = placing.draft.orders[order, ORDER_START_QUANTITY]
    slot = find_slot(placing.capacity, own, making, operation, quantity, ready.at)
    if slot.unit == NO_ROW:
        return NO_ROW
    cause = ready.cause
    if slot.start > ready.at:
        cause = _cause(placing, operation, slot, ready.at)
    return _note(placing, order, operation, slot, cause)


@kernel
def _cause(placing: Placing, operation: int, slot: Slot, ready: int) -> Binding:
    """Return what an operation waited for after it was ready."""
    capacity, making = placing.capacity, placing.making
    calendar = capacity.units[slot.unit, UNIT_CALENDAR]
    if next_open(capacity.working, calendar, ready) == slot.start:
        return Binding(BY_CALENDAR, A_CALENDAR, calendar)
    skill = making.operations.skill[operation]
    if making.operations.crew[operation] > 0:
        alone = first_start_without_crew(capacity, placing.own, making, operation, slot, ready)
        if alone < slot.start:
            person = placing.own.team.chosen[1, 0]
            return Binding(BY_PEOPLE, A_PERSON if skill == NO_ROW else A_SKILL, person if skill == NO_ROW else skill)
    return Binding(BY_WORK_UNIT, A_WORK_UNIT, slot.unit)


@kernel
def _note(placing: Placing, order: int, operation: int, slot: Slot, cause: Binding) -> int:
    """Write an operation, and its crew, among those of this inquiry."""
    own, making, options = placing.own, placing.making, placing.making.options
    row = own.counts[0]
    placed = own.operations[row]
    placed[OWN_ORDER] = order
    placed[OWN_OPERATION] = operation
    placed[OWN_CENTRE] = making.operations.centre[operation] if slot.option == NO_ROW else options.centre[slot.option]
    placed[OWN_UNIT] = slot.unit
    placed[OWN_START] = slot.start
    placed[OWN_END] = slot.end
    placed[OWN_SETUP] = slot.setup
    placed[OWN_RUN] = slot.minutes
    placed[OWN_BOUND_BY] = cause.word
    placed[OWN_BOUND_KIND] = cause.kind
    placed[OWN_BOUND_SUBJECT] = cause.subject
    placed[OWN_STRETCH] = slot.stretch
    placed[OWN_FAMILY] = making.operations.family[operation]
    placed[OWN_FULL] = 0 if slot.option == NO_ROW else options.setup_minutes[slot.option]
    placed[OWN_CREW_FIRST] = own.counts[1]
    if slot.unit != NO_ROW:
        for member in range(making.operations.crew[operation]):
            person = own.counts[1]
            own.team.person[person] = own.team.chosen[1, member]
            own.team.start[person] = slot.start
            own.team.end[person] = slot.end
            own.counts[1] = person + 1
    own.counts[0] = row + 1
    return int(row)
