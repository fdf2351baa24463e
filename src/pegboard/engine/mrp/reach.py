"""Whom a supply reaches: the order lines above it, through all pegs."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from pegboard.engine.core.columns import NO_ROW, BoolArray, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.plan import Pegs, PlannedOrders
from pegboard.engine.plan.vocabulary import (
    A_PLANNED_ORDER,
    A_RECEIPT,
    AN_ORDER_LINE,
    EXPEDITE,
    FOR_ORDER_LINE,
    FOR_PLANNED_ORDER,
    FOR_RECEIPT,
    PLANNED_ORDER,
    RECEIPT,
    RELEASE,
)
from pegboard.engine.snapshot import Snapshot

NOBODY: Final = -1


class Ways(NamedTuple):
    """Where each supply goes: nodes are planned orders, then receipts, then order lines."""

    first: IntArray
    to: IntArray
    is_late: BoolArray  # the supply comes after it was wanted there
    lines_from: int


class Reach:
    """Finds the order lines that planned orders and receipts are for in the end."""

    def __init__(self, snapshot: Snapshot, planned_orders: PlannedOrders, pegs: Pegs, is_late: BoolArray) -> None:
        orders, receipts = len(planned_orders), len(snapshot.receipts)
        self._order_line = planned_orders.order_line
        self._node_of = {A_PLANNED_ORDER: 0, A_RECEIPT: orders, AN_ORDER_LINE: orders + receipts}
        by_supply = {PLANNED_ORDER: 0, RECEIPT: orders}
        by_demand = {FOR_PLANNED_ORDER: 0, FOR_RECEIPT: orders, FOR_ORDER_LINE: orders + receipts}
        start, end = _nodes(by_supply, pegs.supply_kind, pegs.supply), _nodes(by_demand, pegs.demand_kind, pegs.demand)
        used = (start != NOBODY) & (end != NOBODY)
        nodes = orders + receipts + len(snapshot.order_lines)
        order = np.argsort(start[used], kind="stable")
        counts = np.bincount(start[used], minlength=nodes)
        self._ways = Ways(
            np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
            end[used][order],
            is_late[used][order],
            orders + receipts,
        )

    def lines(self, message: IntArray, subject_kind: IntArray, subject: IntArray) -> tuple[IntArray, IntArray]:
        """Return the lines that each message is about, sorted, and where those of each message begin.

        A release names the line that owns the order and nothing else: an order that serves many hurts nobody by
        beginning today. What is to be expedited hurts those that wanted it earlier than it comes.
        """
        start = _nodes(self._node_of, subject_kind, subject)
        releases = message == RELEASE
        owner = np.append(self._order_line, NO_ROW)[np.where(releases, subject, NO_ROW)]
        start[releases] = np.where(owner[releases] == NO_ROW, NOBODY, owner[releases] + self._ways.lines_from)
        return _all_lines(start, message == EXPEDITE, self._ways)


def _nodes(offsets: dict[int, int], kind: IntArray, row: IntArray) -> IntArray:
    node = np.full(len(kind), NOBODY, np.int64)
    for of_kind, offset in offsets.items():
        chosen = kind == of_kind
        node[chosen] = row[chosen] + offset
    return node


@kernel
def _all_lines(start: IntArray, is_expedite: BoolArray, ways: Ways) -> tuple[IntArray, IntArray]:
    first, to, lines_from = ways.first, ways.to, ways.lines_from
    seen = np.full(len(first) - 1, NOBODY, np.int64)
    waiting = np.empty(len(first) - 1, np.int64)
    begins = np.empty(len(start), np.int64)
    found = np.empty(max(len(start), 16), np.int64)
    count = 0
    for message in range(len(start)):
        begins[message] = count
        if start[message] == NOBODY:
            continue
        waiting[0], end = start[message], 1
        seen[start[message]] = message
        while end > 0:
            end -= 1
            node = waiting[end]
            if node >= lines_from:
                if count == len(found):
                    found = np.concatenate((found, np.empty(count, np.int64)))
                found[count] = node - lines_from
                count += 1
            only_late = is_expedite[message] and node == start[message]
            for way in range(first[node], first[node + 1]):
                if seen[to[way]] != message and (ways.is_late[way] or not only_late):
                    seen[to[way]] = message
                    waiting[end] = to[way]
                    end += 1
        found[begins[message] : count] = np.sort(found[begins[message] : count])
    return begins, found[:count]
