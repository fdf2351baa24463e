"""How each item is supplied: its bill, its operations with their work centres, its lot rules and its lead time."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pegboard.engine.bom import Bills, Structures
from pegboard.engine.calendar import WorkingTime
from pegboard.engine.core.columns import NOT_GIVEN, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.mrp.lead_time import Routings, end_by_routing, first_sources, lead_days, routings
from pegboard.engine.promise.free_supply import FreeSupplies
from pegboard.engine.promise.whole_days import start_of_later_day
from pegboard.engine.schedule.work_minutes import choices_of_structures
from pegboard.engine.snapshot import Items, Snapshot
from pegboard.engine.snapshot.engineering import BUY, MAKE, TO_STOCK


class ItemRules(NamedTuple):
    """One row for each item."""

    supply: IntArray
    is_pooled: IntArray
    minimum: IntArray
    multiple: IntArray
    scrap_micro: IntArray
    lead_days: IntArray  # NOT_GIVEN: by its operations
    safety_days: IntArray
    source: IntArray  # NO_ROW: none
    bill: IntArray
    routing: IntArray
    is_owned: IntArray
    level: IntArray


class Options(NamedTuple):
    """Where an operation may run: rows `first[operation]` … `first[operation + 1] - 1`, its own work centre first."""

    first: IntArray
    centre: IntArray
    setup_minutes: IntArray
    run_num: IntArray
    run_den: IntArray


class OperationRules(NamedTuple):
    """What an operation needs besides its work centre."""

    sequence: IntArray
    centre: IntArray
    wait_minutes: IntArray
    family: IntArray
    crew: IntArray
    skill: IntArray
    outside_days: IntArray


class Making(NamedTuple):
    """All that explosion and placement read of structures."""

    items: ItemRules
    bills: Bills
    routings: Routings
    operations: OperationRules
    options: Options
    working: WorkingTime
    day_start: IntArray  # of day 0, 1, 2 …
    now: int
    today: int
    is_infinite: int


def making_of(
    snapshot: Snapshot, structures: Structures, working: WorkingTime, *, day_start: IntArray, infinite: bool
) -> Making:
    """Return how everything is made by the masters."""
    operations = structures.operations
    return Making(
        items=_item_rules(snapshot, structures, infinite=infinite),
        bills=structures.bills,
        routings=routings(snapshot, structures),
        operations=OperationRules(
            sequence=operations.sequence,
            centre=operations.work_centre,
            wait_minutes=operations.wait_minutes,
            family=operations.setup_family,
            crew=operations.crew,
            skill=operations.skill,
            outside_days=operations.outside_days,
        ),
        options=_options(snapshot, structures),
        working=working,
        day_start=day_start,
        now=snapshot.now,
        today=int(snapshot.local_time.day_of(np.array([snapshot.now]))[0]),
        is_infinite=int(infinite),
    )


def _item_rules(snapshot: Snapshot, structures: Structures, *, infinite: bool) -> ItemRules:
    items, source = snapshot.items, first_sources(snapshot)
    minimum = np.append(snapshot.sources.minimum, NOT_GIVEN)[source]
    multiple = np.append(snapshot.sources.multiple, NOT_GIVEN)[source]
    return ItemRules(
        supply=items.supply,
        is_pooled=(items.strategy == TO_STOCK).astype(np.int64),
        minimum=np.where(minimum == NOT_GIVEN, items.lot_minimum, minimum),
        multiple=np.where(multiple == NOT_GIVEN, items.lot_multiple, multiple),
        scrap_micro=items.scrap_micro,
        lead_days=lead_days(snapshot, structures, infinite=infinite),
        safety_days=items.safety_lead_time_days,
        source=source,
        bill=np.arange(len(items)),
        routing=np.arange(len(items)),
        is_owned=np.zeros(len(items), dtype=np.int64),
        level=structures.item_level.copy(),
    )


def with_own_structure(making: Making, structures: Structures, items: Items) -> Making:
    """Return how everything is made for the first order line: what it owns replaces the masters."""
    owned, rules = structures.owned, making.items
    rows = slice(int(owned.first[0]), int(owned.first[1]))
    item = owned.item[rows]
    routing, level = rules.routing.copy(), rules.level.copy()
    bill, is_owned = rules.bill.copy(), rules.is_owned.copy()
    bill[item], routing[item], is_owned[item] = owned.bill[rows], owned.routing[rows], owned.is_owned[rows]
    level[item] = np.where(owned.is_owned[rows] > 0, owned.level[rows], level[item])
    has_routing = structures.routing_first[routing + 1] > structures.routing_first[routing]
    by_routing = has_routing & (items.supply == MAKE) & (items.lead_time_days == NOT_GIVEN) & (making.is_infinite == 0)
    lead = np.where(by_routing, NOT_GIVEN, rules.lead_days)
    changed = rules._replace(bill=bill, routing=routing, is_owned=is_owned, level=level, lead_days=lead)
    return making._replace(items=changed)


def _options(snapshot: Snapshot, structures: Structures) -> Options:
    choices = choices_of_structures(snapshot, structures)
    return Options(
        first=np.searchsorted(choices.operation, np.arange(len(structures.operations) + 1)).astype(np.int64),
        centre=choices.centre,
        setup_minutes=choices.setup_minutes,
        run_num=choices.run_num,
        run_den=choices.run_den,
    )


@kernel
def days_later(making: Making, t: int, days: int) -> int:
    """Return the start of the day so many days after the day of minute t, at least t."""
    return max(t, start_of_later_day(making.day_start, t, days))


@kernel
def earliest_new_orders(making: Making, free: FreeSupplies, order: IntArray) -> IntArray:
    """Return when work on a new order of each item could begin at unlimited capacity, by the arrival of what it takes.

    A component comes from the first free supply or from a new order, whichever is there first. For a bought item it is
    the arrival itself.

    Parameters
    ----------
    order
        The items, deepest level first.
    """
    items, bills = making.items, making.bills
    begin = np.full(len(order), making.now, np.int64)
    for item in order:
        if items.supply[item] == BUY:
            begin[item] = days_later(making, making.now, items.lead_days[item])
            continue
        for line in range(bills.first[items.bill[item]], bills.first[items.bill[item] + 1]):
            component = bills.component[line]
            there = new_order_at(making, component, begin[component], 1)
            if free.first[component] < free.first[component + 1]:
                there = min(there, free.available[free.first[component]])
            begin[item] = max(begin[item], there)
    return begin


@kernel
def new_order_at(making: Making, item: int, begin: int, quantity: int) -> int:
    """Return when a new order of an item could be there whose components are there at `begin`."""
    items = making.items
    if items.supply[item] == BUY:
        return begin
    if items.lead_days[item] != NOT_GIVEN:
        return days_later(making, begin, items.lead_days[item])
    return end_by_routing(making.routings, making.working, items.routing[item], quantity, begin)
