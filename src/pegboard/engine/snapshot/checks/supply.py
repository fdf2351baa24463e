"""Stock and receipts that are kept for an order nobody plans."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pegboard.engine.core.columns import BoolArray
from pegboard.engine.core.problems import Problem
from pegboard.engine.snapshot.facts import Snapshot
from pegboard.engine.snapshot.supply import Receipts, Stock


def supply_problems(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield the reservations that keep a supply from everybody."""
    stock, receipts = snapshot.stock, snapshot.receipts
    kept, expected = _reserved(stock), _reserved(receipts)
    if not (kept.any() or expected.any()):
        return
    orders = _Orders(snapshot)
    for row in np.flatnonzero(kept).tolist():
        subject = f"{snapshot.items.code[stock.item[row]]}@{stock.location[row]}@{stock.lot[row]}"
        yield from orders.problems("stock", subject, str(stock.reserved_order[row]), str(stock.reserved_line[row]))
    for row in np.flatnonzero(expected).tolist():
        order, line = str(receipts.reserved_order[row]), str(receipts.reserved_line[row])
        yield from orders.problems("receipts", str(receipts.code[row]), order, line)


def _reserved(table: Stock | Receipts) -> BoolArray:
    return np.asarray(table.reserved_order != "", dtype=np.bool_)


class _Orders:
    """The orders and lines that are known, and those of them that are planned."""

    def __init__(self, snapshot: Snapshot) -> None:
        lines = snapshot.order_lines
        is_planned = np.zeros(len(lines), dtype=np.bool_)
        is_planned[lines.planned(snapshot.now)] = True
        self._planned: dict[tuple[str, str], bool] = {}
        for order, line, planned in zip(lines.order.tolist(), lines.line.tolist(), is_planned.tolist(), strict=True):
            self._planned[order, line] = planned
            self._planned[order, ""] = planned or self._planned.get((order, ""), False)

    def problems(self, table: str, subject: str, order: str, line: str) -> Iterator[Problem]:
        """Yield the problem of one reservation, if it has one."""
        planned = self._planned.get((order, line))
        if not planned:
            code = "reservation-unknown" if planned is None else "reservation-not-planned"
            yield Problem(code, subject, table, operands=(f"{order}/{line}" if line else order,))
