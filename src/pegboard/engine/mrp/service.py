"""Whom an order serves: the best rank among what it is pegged to, and whether that is one line only."""

from __future__ import annotations

import numpy as np

from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.mrp.books import Books, Facts
from pegboard.engine.mrp.tables import Requirements
from pegboard.engine.plan.vocabulary import PLANNED_ORDER, RECEIPT


@kernel
def who_is_served(requirements: Requirements, facts: Facts, books: Books, receipt_service: IntArray) -> IntArray:
    """Write the service of pooled orders and of receipts from their pegs; return each order's earliest raw need."""
    orders, pegs = books.orders, books.pegs
    due = np.full(books.counts[0], 2**62, np.int64)
    is_shared = np.empty(books.counts[0], np.bool_)
    for order in range(books.counts[0]):
        is_shared[order] = facts.rules.is_pooled[orders.item[order]] != 0 and orders.owned[order] == NO_ROW
        if is_shared[order]:
            orders.service[order] = NOT_GIVEN
    for peg in range(books.counts[1]):
        supply, row = pegs.supply[peg], pegs.requirement[peg]
        if pegs.supply_kind[peg] == PLANNED_ORDER:
            due[supply] = min(due[supply], requirements.raw_need[row])
            if is_shared[supply]:
                orders.service[supply] = both(orders.service[supply], requirements.service[row])
        elif pegs.supply_kind[peg] == RECEIPT:
            receipt_service[supply] = both(receipt_service[supply], requirements.service[row])
    return due


@kernel
def both(service: int, other: int) -> int:
    """Return the service of what serves both: the better rank, marked as shared unless both are the same line."""
    if service == NOT_GIVEN:
        return other
    if service >> 1 == other >> 1:
        return service | other
    return min(service >> 1, other >> 1) << 1 | 1
