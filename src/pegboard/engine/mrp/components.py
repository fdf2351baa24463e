"""Dependent requirements: what the orders of one level need of the levels below."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pegboard.engine.bom.structures import Bills
from pegboard.engine.calendar import WorkingTime
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.core.local_time import DAY
from pegboard.engine.core.rounding import LARGEST, MICRO, ceil_ratio, fits
from pegboard.engine.mrp.books import Facts, structure_row
from pegboard.engine.mrp.lead_time import Routings, start_by_routing
from pegboard.engine.mrp.tables import LARGEST_QUANTITY, Orders, Requirements


class Making(NamedTuple):
    """How orders become requirements."""

    bills: Bills
    routings: Routings
    working: WorkingTime
    item_level: IntArray
    wanted_on: IntArray  # of an order line


class Starts(NamedTuple):
    """What each order of a level begins with, and when."""

    quantity: IntArray  # -1: too large to plan
    raw_start: IntArray
    bill: IntArray
    routing: IntArray
    valid_on: IntArray  # the day by which its bill lines are valid
    is_too_large: IntArray  # 1: some component could not be counted


@kernel
def order_starts(orders: Orders, facts: Facts, making: Making) -> Starts:
    """Return start quantity, start, bill and routing of each order."""
    rows = len(orders.item)
    starts = Starts(
        np.empty(rows, np.int64),
        np.empty(rows, np.int64),
        np.empty(rows, np.int64),
        np.empty(rows, np.int64),
        np.empty(rows, np.int64),
        np.zeros(rows, np.int64),
    )
    for order in range(rows):
        item = orders.item[order]
        owned = orders.owned[order]
        starts.bill[order] = item if owned == NO_ROW else facts.owned.bill[owned]
        starts.routing[order] = item if owned == NO_ROW else facts.owned.routing[owned]
        quantity = _start_quantity(orders.quantity[order], facts.rules.scrap_micro[item])
        starts.quantity[order] = quantity
        starts.is_too_large[order] = quantity < 0
        lead = facts.rules.lead_days[item]
        if lead != NOT_GIVEN:
            starts.raw_start[order] = orders.raw_need[order] - lead * DAY
        else:
            starts.raw_start[order] = start_by_routing(
                making.routings, making.working, starts.routing[order], max(quantity, 0), orders.raw_need[order]
            )
        line = facts.ranks.line[orders.service[order] >> 1]
        is_for_one = line != NO_ROW and not orders.service[order] & 1
        starts.valid_on[order] = making.wanted_on[line] if is_for_one else orders.day[order]
    return starts


@kernel
def _start_quantity(quantity: int, scrap_micro: int) -> int:
    if scrap_micro == 0:
        return quantity
    if not fits(quantity, MICRO):
        return -1
    return ceil_ratio(quantity * MICRO, MICRO - scrap_micro)


@kernel
def _component_quantity(start: int, bill_line: int, bills: Bills) -> int:
    """Return the quanta of a component that a start needs, -1 where that is too large to plan."""
    num, fixed = bills.num[bill_line], bills.fixed_num[bill_line]
    if not fits(start, num) or start * num > LARGEST - fixed:
        return -1
    quantity = ceil_ratio(start * num + fixed, bills.den[bill_line])
    return quantity if quantity <= LARGEST_QUANTITY else -1


@kernel
def _is_valid(bill_line: int, day: int, bills: Bills) -> bool:
    until = bills.valid_to[bill_line]
    return bool(bills.valid_from[bill_line] <= day and (until == NOT_GIVEN or day <= until))


@kernel
def _level_of(item: int, service: int, facts: Facts, making: Making) -> int:
    row = structure_row(facts, item, service)
    if row != NO_ROW and facts.owned.is_owned[row]:
        return int(facts.owned.level[row])
    return int(making.item_level[item])


@kernel
def levels_of(requirements: Requirements, facts: Facts, making: Making) -> IntArray:
    """Return the level at which each requirement is netted."""
    found = np.empty(len(requirements.item), np.int64)
    for row in range(len(found)):
        found[row] = _level_of(requirements.item[row], requirements.service[row], facts, making)
    return found


@kernel
def component_counts(orders: Orders, starts: Starts, facts: Facts, making: Making, counts: IntArray) -> None:
    """Count into `counts` how many requirements these orders have at each level."""
    bills = making.bills
    has_owned = len(facts.owned.item) > 0
    for order in range(len(orders.item)):
        if starts.quantity[order] < 0 or facts.rules.is_bought[orders.item[order]]:
            continue
        for line in range(bills.first[starts.bill[order]], bills.first[starts.bill[order] + 1]):
            item = bills.component[line]
            if has_owned:
                counts[_level_of(item, orders.service[order], facts, making)] += 1
            else:
                counts[making.item_level[item]] += 1


@kernel
def write_components(
    first_order: int, orders: Orders, starts: Starts, facts: Facts, making: Making, out: Requirements, place: IntArray
) -> None:
    """Write the requirements of these orders, each level from its place on; `place` ends behind the last written.

    Parameters
    ----------
    first_order
        The number, among all orders, of the first of these.
    """
    bills = making.bills
    has_owned = len(facts.owned.item) > 0
    for order in range(len(orders.item)):
        if starts.quantity[order] < 0 or facts.rules.is_bought[orders.item[order]]:
            continue
        service, start = orders.service[order], starts.quantity[order]
        for line in range(bills.first[starts.bill[order]], bills.first[starts.bill[order] + 1]):
            if not _is_valid(line, starts.valid_on[order], bills):
                continue
            quantity = _component_quantity(start, line, bills)
            if quantity <= 0:
                starts.is_too_large[order] |= quantity < 0
                continue
            item = bills.component[line]
            level = _level_of(item, service, facts, making) if has_owned else making.item_level[item]
            at = place[level]
            place[level] = at + 1
            out.item[at] = item
            out.raw_need[at] = starts.raw_start[order]
            out.service[at] = service
            out.quantity[at] = quantity
            out.demander[at] = first_order + order
            out.bill_line[at] = line
