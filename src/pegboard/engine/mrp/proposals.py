"""The material plan as tables: planned orders with their names, and pegs with both ends."""

from __future__ import annotations

import numpy as np

from pegboard.engine.bom import Structures
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, IntArray
from pegboard.engine.mrp.lead_time import first_sources
from pegboard.engine.mrp.run import MaterialPlan
from pegboard.engine.mrp.tables import ASKED_BY_FORECAST, ASKED_BY_LINE, ASKED_BY_RECEIPT, ASKED_BY_SAFETY_STOCK
from pegboard.engine.plan import Pegs, PlannedOrders
from pegboard.engine.plan.vocabulary import (
    FOR_FORECAST,
    FOR_ORDER_LINE,
    FOR_PLANNED_ORDER,
    FOR_RECEIPT,
    FOR_SAFETY_STOCK,
    PLANNED_ORDER,
)
from pegboard.engine.snapshot import Snapshot
from pegboard.engine.snapshot.engineering import BUY, SUBCONTRACT

DEMAND_OF = {
    ASKED_BY_LINE: FOR_ORDER_LINE,
    ASKED_BY_RECEIPT: FOR_RECEIPT,
    ASKED_BY_SAFETY_STOCK: FOR_SAFETY_STOCK,
    ASKED_BY_FORECAST: FOR_FORECAST,
}


def proposals(snapshot: Snapshot, structures: Structures, material: MaterialPlan) -> tuple[PlannedOrders, Pegs]:
    """Return planned orders and pegs as netting made them: due and needed are known, dates are still NOT_GIVEN."""
    orders, starts = material.orders, material.starts
    line = _served_lines(material)
    is_pooled = material.rules.is_pooled[orders.item] != 0
    owned = np.append(structures.owned.is_owned, 0)[orders.owned] != 0
    named_line = np.where(is_pooled & ~owned, NO_ROW, line)
    supply = snapshot.items.supply[orders.item]
    has_source = (supply == BUY) | (supply == SUBCONTRACT)
    unknown = np.full(len(line), NOT_GIVEN, np.int64)
    planned = PlannedOrders(
        item=orders.item,
        supply=supply,
        quantity=orders.quantity,
        start_quantity=np.maximum(starts.quantity, 0),
        release_at=unknown,
        start_at=unknown,
        finish_at=unknown,
        due_at=orders.raw_need,
        source=np.where(has_source, first_sources(snapshot)[orders.item], NO_ROW),
        order_line=line,
        bill=starts.bill,
        routing=starts.routing,
        is_owned=owned,
        named_line=named_line,
        named_day=orders.day,
        named_number=_numbers(orders.item, np.where(named_line >= 0, named_line, -2 - orders.day)),
    )
    return planned, _pegs(snapshot, structures, material)


def _served_lines(material: MaterialPlan) -> IntArray:
    service = material.orders.service
    return np.asarray(np.where(service & 1, NO_ROW, material.demand.ranks.line[service >> 1]))


def _numbers(item: IntArray, name: IntArray) -> IntArray:
    """Number orders that share item and line or day in the order they were made, from 0."""
    order = np.lexsort((name, item))
    is_new = np.ones(len(order), np.bool_)
    is_new[1:] = (item[order][1:] != item[order][:-1]) | (name[order][1:] != name[order][:-1])
    place = np.arange(len(order))
    numbers = np.empty(len(order), np.int64)
    numbers[order] = place - np.maximum.accumulate(np.where(is_new, place, 0))
    return numbers


def _pegs(snapshot: Snapshot, structures: Structures, material: MaterialPlan) -> Pegs:
    pegs, demander, bill_line = material.pegs, material.demander, material.bill_line
    kind = np.full(len(demander), FOR_PLANNED_ORDER, np.int64)
    demand = demander.copy()
    sequence = np.append(structures.bills.sequence, NOT_GIVEN)[np.maximum(bill_line, NO_ROW)]
    of_order = bill_line >= 0
    needed = np.append(material.starts.raw_start, NOT_GIVEN)[np.where(of_order, demander, NO_ROW)]
    for asked_by, demand_kind in DEMAND_OF.items():
        rows = np.flatnonzero(bill_line == asked_by)
        kind[rows] = demand_kind
        sequence[rows] = NOT_GIVEN
        needed[rows] = _needed(snapshot, material, asked_by, demander[rows])
        if asked_by == ASKED_BY_RECEIPT:
            demand[rows] = snapshot.receipt_components.receipt[demander[rows]]
            sequence[rows] = snapshot.receipt_components.sequence[demander[rows]]
    return Pegs(
        supply_kind=pegs.supply_kind,
        supply=pegs.supply,
        demand_kind=kind,
        demand=demand,
        item=_item(snapshot, material),
        quantity=pegs.quantity,
        needed_at=needed,
        available_at=np.full(len(kind), NOT_GIVEN, np.int64),
        sequence=sequence,
    )


def _needed(snapshot: Snapshot, material: MaterialPlan, asked_by: int, rows: IntArray) -> IntArray:
    """Return the minute at which independent demand is wanted."""
    if asked_by == ASKED_BY_LINE:
        return material.timeline.end_of(material.demand.wanted_on[rows])
    if asked_by == ASKED_BY_FORECAST:
        return material.timeline.end_of(snapshot.forecast.week[rows] + 6)
    if asked_by == ASKED_BY_SAFETY_STOCK:
        return np.asarray(material.rules.earliest_at[rows])
    return np.asarray(material.receipt_need[rows])


def _item(snapshot: Snapshot, material: MaterialPlan) -> IntArray:
    by_kind = (snapshot.stock.item, snapshot.receipts.item, material.orders.item)
    item = np.empty(len(material.pegs.supply), np.int64)
    for kind, items in enumerate(by_kind[: PLANNED_ORDER + 1]):
        rows = np.flatnonzero(material.pegs.supply_kind == kind)
        item[rows] = items[material.pegs.supply[rows]]
    return item
