"""What released work orders still need: the components they have not been issued."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from pegboard.engine.calendar import WorkingTime
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, BoolArray, IntArray
from pegboard.engine.core.local_time import DAY
from pegboard.engine.mrp.demand import Demand
from pegboard.engine.mrp.lead_time import Routings, start_by_routing
from pegboard.engine.mrp.supply import reservations
from pegboard.engine.mrp.tables import ASKED_BY_RECEIPT, LARGEST_QUANTITY, Requirements
from pegboard.engine.mrp.timeline import Timeline
from pegboard.engine.snapshot import Snapshot

LevelOf = Callable[[Requirements], IntArray]
"""The level at which each requirement is netted."""


class ReceiptDemand(NamedTuple):
    """Remaining components of receipts: `parent` is the receipt's item, `service` what its reservation says."""

    requirements: Requirements
    parent: IntArray
    receipt: IntArray

    def early(self, netted_at: LevelOf, item_level: IntArray) -> Requirements:
        """Return what is netted before, or with, the item that it goes into: nobody is known to want it yet."""
        return self._rows(self._is_early(netted_at, item_level))

    def after(self, level: int, netted_at: LevelOf, item_level: IntArray, receipt_service: IntArray) -> Requirements:
        """Return what goes into items of a level just netted, served as what their receipts are pegged to.

        Where that would be netted at a level already done, it is served as its receipt's reservation says.
        """
        chosen = ~self._is_early(netted_at, item_level) & (item_level[self.parent] == level)
        found, pegged = self._rows(chosen), receipt_service[self.receipt[chosen]]
        as_pegged = found._replace(service=np.where(pegged != NOT_GIVEN, pegged, found.service))
        still_to_come = netted_at(as_pegged) > level
        return found._replace(service=np.where(still_to_come, as_pegged.service, found.service))

    def _is_early(self, netted_at: LevelOf, item_level: IntArray) -> BoolArray:
        lowest = np.minimum(netted_at(self.requirements), item_level[self.requirements.item])
        return np.asarray(lowest <= item_level[self.parent])

    def needs(self, components: int) -> IntArray:
        """Return when each row of the receipt components is wanted; NOT_GIVEN where nothing is."""
        needs = np.full(components, NOT_GIVEN, np.int64)
        needs[self.requirements.demander] = self.requirements.raw_need
        return needs

    def _rows(self, chosen: BoolArray) -> Requirements:
        return Requirements(*(column[chosen] for column in self.requirements))


def receipt_demand(
    snapshot: Snapshot,
    demand: Demand,
    timeline: Timeline,
    lead_days: IntArray,
    routings: Routings,
    working: WorkingTime,
) -> ReceiptDemand:
    """Return what open receipts still need, wanted when what is left of them would have to begin."""
    table, receipts = snapshot.receipt_components, snapshot.receipts
    rows = np.flatnonzero((table.remaining_quantity > 0) & (table.remaining_quantity <= LARGEST_QUANTITY))
    receipt = table.receipt[rows]
    due = timeline.end_of(receipts.due_on - 1)
    starts = due - np.maximum(lead_days[receipts.item], 0) * DAY
    for at in np.flatnonzero(lead_days[receipts.item] == NOT_GIVEN).tolist():
        item, quantity = int(receipts.item[at]), int(receipts.quantity[at])
        starts[at] = start_by_routing(routings, working, item, quantity, int(due[at]))
    return ReceiptDemand(
        requirements=Requirements(
            item=table.component[rows],
            raw_need=starts[receipt],
            service=_reserved_service(snapshot, demand)[receipt],
            quantity=table.remaining_quantity[rows],
            demander=rows,
            bill_line=np.full(len(rows), ASKED_BY_RECEIPT),
        ),
        parent=receipts.item[receipt],
        receipt=receipt,
    )


def _reserved_service(snapshot: Snapshot, demand: Demand) -> IntArray:
    """Return whom each receipt serves by its reservation; what is free comes after all lines."""
    receipts = snapshot.receipts
    line, order = reservations(snapshot, receipts.reserved_order, receipts.reserved_line)
    service = np.full(len(receipts), 2 * len(demand.lines) + 1, np.int64)
    by_line = (line != NO_ROW) & (np.append(demand.rank_of_line, NO_ROW)[line] != NO_ROW)
    service[by_line] = 2 * demand.rank_of_line[line[by_line]]
    best: dict[int, int] = {}
    for rank, number in enumerate(demand.ranks.order.tolist()):
        best.setdefault(number, rank)
    for at in np.flatnonzero((line == NO_ROW) & (order >= 0)).tolist():
        if int(order[at]) in best:
            service[at] = 2 * best[int(order[at])]
    return service
