"""Lead times: how long before its need an order has to begin, as far as that is known before operations are placed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pegboard.engine.bom.structures import Structures
from pegboard.engine.calendar import BEYOND, WorkingTime, add_working, subtract_working
from pegboard.engine.core.columns import NOT_GIVEN, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.core.local_time import DAY
from pegboard.engine.core.rounding import ceil_ratio, fits
from pegboard.engine.snapshot import Snapshot
from pegboard.engine.snapshot.engineering import BUY, MAKE, SUBCONTRACT


class Routings(NamedTuple):
    """Operations with the calendar of their work centre, for lead times at unlimited capacity."""

    first: IntArray
    calendar: IntArray
    setup_minutes: IntArray
    run_num: IntArray
    run_den: IntArray
    wait_minutes: IntArray
    outside_days: IntArray


def routings(snapshot: Snapshot, structures: Structures) -> Routings:
    """Return the routings of all structures."""
    operations = structures.operations
    return Routings(
        first=structures.routing_first,
        calendar=snapshot.work_centres.calendar[operations.work_centre],
        setup_minutes=operations.setup_minutes,
        run_num=operations.run_num,
        run_den=operations.run_den,
        wait_minutes=operations.wait_minutes,
        outside_days=operations.outside_days,
    )


def first_sources(snapshot: Snapshot) -> IntArray:
    """Return the source that each item is had from (lowest rank, then supplier code), NO_ROW where there is none."""
    item = snapshot.sources.item
    found = np.searchsorted(item, np.arange(len(snapshot.items)))
    has_one = np.append(item, -1)[found] == np.arange(len(snapshot.items))
    return np.asarray(np.where(has_one, found, -1))


def lead_days(snapshot: Snapshot, structures: Structures, *, infinite: bool) -> IntArray:
    """Return the calendar days that each item takes to get or make; NOT_GIVEN: the working minutes of its routing."""
    items = snapshot.items
    source = first_sources(snapshot)
    by_source = np.append(snapshot.sources.lead_time_days, NOT_GIVEN)[source]
    bought = np.where(by_source != NOT_GIVEN, by_source, np.maximum(items.lead_time_days, 0))
    has_routing = np.diff(structures.routing_first[: len(items) + 1]) > 0
    by_routing = has_routing & (items.supply == MAKE) & (not infinite)
    made = np.where(by_routing, items.lead_time_days, np.maximum(items.lead_time_days, 0))
    return np.asarray(np.where((items.supply == BUY) | (items.supply == SUBCONTRACT), bought, made))


@kernel
def operation_minutes(routings: Routings, operation: int, quantity: int) -> int:
    """Return setup and run minutes of a quantity at speed 1, BEYOND where that leaves 64 bits."""
    if not fits(quantity, routings.run_num[operation]):
        return BEYOND
    run = ceil_ratio(quantity * routings.run_num[operation], routings.run_den[operation])
    return int(min(routings.setup_minutes[operation] + run, BEYOND))


@kernel
def start_by_routing(routings: Routings, working: WorkingTime, routing: int, quantity: int, end: int) -> int:
    """Return when an order must start to end by a minute if nothing ever waited for capacity."""
    at = end
    for back in range(routings.first[routing + 1] - routings.first[routing]):
        operation = routings.first[routing + 1] - 1 - back
        at -= routings.wait_minutes[operation]
        if routings.outside_days[operation] != NOT_GIVEN:
            at -= routings.outside_days[operation] * DAY
            continue
        minutes = operation_minutes(routings, operation, quantity)
        start = subtract_working(working, routings.calendar[operation], at, minutes)
        at = start if start > -BEYOND else max(at - minutes, -BEYOND)
    return max(at, -BEYOND)


@kernel
def end_by_routing(routings: Routings, working: WorkingTime, routing: int, quantity: int, start: int) -> int:
    """Return when an order begun at a minute ends if nothing ever waited for capacity."""
    at = start
    for operation in range(routings.first[routing], routings.first[routing + 1]):
        if routings.outside_days[operation] != NOT_GIVEN:
            at += routings.outside_days[operation] * DAY
        else:
            minutes = operation_minutes(routings, operation, quantity)
            end = add_working(working, routings.calendar[operation], at, minutes)
            at = end if end < BEYOND else min(at + minutes, BEYOND)
        at = min(at + routings.wait_minutes[operation], BEYOND)
    return at
