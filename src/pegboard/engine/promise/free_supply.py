"""What a plan leaves free: the rest of every stock lot, receipt and planned order after all its pegs."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pegboard.engine.core.columns import NOT_GIVEN, BoolArray, IntArray
from pegboard.engine.plan import Plan
from pegboard.engine.plan.vocabulary import PLANNED_ORDER, RECEIPT, STOCK
from pegboard.engine.snapshot import Snapshot


class FreeSupplies(NamedTuple):
    """Free supply by item, first available first: rows `first[item]` … `first[item + 1] - 1`."""

    first: IntArray
    kind: IntArray
    row: IntArray
    quantity: IntArray
    available: IntArray


def free_supplies(snapshot: Snapshot, plan: Plan) -> FreeSupplies:
    """Return all that is neither pegged nor reserved; what is there at the same time by kind, the oldest lot first."""
    stock, receipts, orders = snapshot.stock, snapshot.receipts, plan.planned_orders
    tables = (
        _rows(STOCK, stock.item, stock.quantity, _from_day(snapshot, stock.available_on), stock.reserved_order == ""),
        _rows(RECEIPT, receipts.item, receipts.quantity, _receipt_times(snapshot, plan), receipts.reserved_order == ""),
        _rows(PLANNED_ORDER, orders.item, orders.quantity, orders.finish_at, ~orders.is_owned),
    )
    ages = (stock.available_on, receipts.due_on, orders.finish_at)
    kind, row, item, quantity, available, is_open = (np.concatenate(column) for column in zip(*tables, strict=True))
    left = quantity - np.concatenate([_pegged(plan, which, len(table[0])) for which, table in enumerate(tables)])
    kept = np.flatnonzero((left > 0) & is_open.astype(np.bool_) & (available != NOT_GIVEN))
    kept = kept[np.lexsort((row[kept], np.concatenate(ages)[kept], kind[kept], available[kept], item[kept]))]
    return FreeSupplies(
        first=np.searchsorted(item[kept], np.arange(len(snapshot.items) + 1)).astype(np.int64),
        kind=kind[kept],
        row=row[kept],
        quantity=left[kept],
        available=available[kept],
    )


def _rows(
    kind: int, item: IntArray, quantity: IntArray, available: IntArray, is_open: BoolArray
) -> tuple[IntArray, ...]:
    rows = np.arange(len(item))
    return np.full(len(item), kind), rows, item, quantity, available, is_open.astype(np.int64)


def _pegged(plan: Plan, kind: int, count: int) -> IntArray:
    pegs = plan.pegs
    chosen = pegs.supply_kind == kind
    found = np.zeros(count, dtype=np.int64)
    np.add.at(found, pegs.supply[chosen], pegs.quantity[chosen])
    return found


def _from_day(snapshot: Snapshot, days: IntArray) -> IntArray:
    starts = snapshot.local_time.day_start(np.maximum(days, 0))
    return np.where(days == NOT_GIVEN, snapshot.now, np.maximum(starts, snapshot.now))


def _receipt_times(snapshot: Snapshot, plan: Plan) -> IntArray:
    """Return when each receipt is there: on its due day, or when its work in progress ends; NOT_GIVEN: never."""
    times = _from_day(snapshot, snapshot.receipts.due_on)
    if plan.params.infinite:
        return times
    placed = plan.placed_operations
    chosen = np.flatnonzero(placed.supply_kind == RECEIPT)
    ends = np.full(len(times), snapshot.now, dtype=np.int64)
    over = placed.end_at[chosen] + plan.operations.wait_minutes[placed.operation[chosen]]
    np.maximum.at(ends, placed.supply[chosen], over)
    to_run = np.bincount(snapshot.work_in_progress.receipt, minlength=len(times))
    running = np.bincount(placed.supply[chosen], minlength=len(times))
    times = np.where(running > 0, ends, times)
    return np.where(running < to_run, NOT_GIVEN, times)
