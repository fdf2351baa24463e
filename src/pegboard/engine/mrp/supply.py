"""What can be taken before anything new is ordered: free and reserved stock and receipts, by item."""

from __future__ import annotations

import numpy as np

from pegboard.engine.core.columns import NO_ROW, IntArray, TextArray
from pegboard.engine.mrp.demand import order_numbers
from pegboard.engine.mrp.tables import Supplies
from pegboard.engine.mrp.timeline import Timeline
from pegboard.engine.plan.vocabulary import RECEIPT, STOCK
from pegboard.engine.snapshot import Snapshot


def supplies(snapshot: Snapshot, timeline: Timeline) -> Supplies:
    """Return stock and receipts in the order in which they are taken."""
    stock, receipts = snapshot.stock, snapshot.receipts
    stock_at = timeline.supply_on(stock.available_on)
    receipt_at = timeline.supply_on(receipts.due_on)
    stock_line, stock_order = reservations(snapshot, stock.reserved_order, stock.reserved_line)
    receipt_line, receipt_order = reservations(snapshot, receipts.reserved_order, receipts.reserved_line)
    stock_is_reserved, receipt_is_reserved = stock.reserved_order != "", receipts.reserved_order != ""
    items = len(snapshot.items)
    lots = np.flatnonzero(~stock_is_reserved & (stock.quantity > 0))
    lots = lots[np.lexsort((lots, stock.available_on[lots], stock.item[lots]))]
    due = np.flatnonzero(~receipt_is_reserved)
    due = due[np.lexsort((due, receipts.due_on[due], receipts.item[due]))]
    reserved = np.concatenate((np.flatnonzero(stock_is_reserved), np.flatnonzero(receipt_is_reserved)))
    kind = np.repeat([STOCK, RECEIPT], [stock_is_reserved.sum(), receipt_is_reserved.sum()])
    item = np.concatenate((stock.item[stock_is_reserved], receipts.item[receipt_is_reserved]))
    at = np.concatenate((stock_at[stock_is_reserved], receipt_at[receipt_is_reserved]))
    order = np.lexsort((reserved, at, kind, item))
    line = np.concatenate((stock_line[stock_is_reserved], receipt_line[receipt_is_reserved]))
    number = np.concatenate((stock_order[stock_is_reserved], receipt_order[receipt_is_reserved]))
    return Supplies(
        stock_first=_first(stock.item[lots], items),
        stock_row=lots,
        receipt_first=_first(receipts.item[due], items),
        receipt_row=due,
        reserved_first=_first(item[order], items),
        reserved_kind=kind[order],
        reserved_row=reserved[order],
        reserved_line=line[order],
        reserved_order=number[order],
        is_reserved=(stock_is_reserved.astype(np.int64), receipt_is_reserved.astype(np.int64)),
        available_at=(stock_at, receipt_at),
        left=(stock.quantity.copy(), receipts.quantity.copy()),
    )


def reservations(snapshot: Snapshot, orders: TextArray, lines: TextArray) -> tuple[IntArray, IntArray]:
    """Return the line row (NO_ROW: any line) and the order number (-2: unknown) that each reservation serves."""
    table = snapshot.order_lines
    serves_line = np.full(len(orders), NO_ROW, np.int64)
    serves_order = np.full(len(orders), -2, np.int64)
    reserved = np.flatnonzero(orders != "").tolist()
    if not reserved:
        return serves_line, serves_order
    number: dict[str, int] = dict(zip(table.order.tolist(), order_numbers(snapshot).tolist(), strict=True))
    row = {key: at for at, key in enumerate(zip(table.order.tolist(), table.line.tolist(), strict=True))}
    for at in reserved:
        serves_order[at] = number.get(orders[at], -2)
        if lines[at]:
            serves_line[at] = row.get((orders[at], lines[at]), NO_ROW)
            if serves_line[at] == NO_ROW:
                serves_order[at] = -2
    return serves_line, serves_order


def _first(sorted_item: IntArray, items: int) -> IntArray:
    return np.searchsorted(sorted_item, np.arange(items + 1)).astype(np.int64)
