"""The outside codes of everything a plan speaks of.

A code is made of the codes of a factory folder, which hold no `/`, `;` and `@`, so no two things of a kind share one:

* order line `ORDER/LINE`, stock `ITEM@LOCATION@LOT`, forecast `ITEM@WEEK`, a receipt has its own code;
* planned order `ITEM@ORDER/LINE` or, where it serves several lines, `ITEM@DAY`; the second one of that name ends in
  `@2`, the third in `@3`, and so on;
* operation `SUPPLY/SEQUENCE`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np

from pegboard.engine.core.columns import NO_ROW, IntArray, TextArray, texts
from pegboard.engine.core.local_time import LocalTime
from pegboard.engine.plan import vocabulary
from pegboard.engine.plan.answer import Plan
from pegboard.engine.snapshot.facts import Snapshot

UNIX_ORDINAL: Final = 719_163
"""The ordinal of 1 January 1970, where NumPy's dates begin."""


class PlannedOrderName(NamedTuple):
    """A planned order's code taken apart: one of `line` and `day` is empty, `number` counts from 0."""

    item: str
    line: str
    day: str
    number: int


@dataclass(frozen=True)
class Names:
    """The codes of the rows of one snapshot and of one plan of it."""

    snapshot: Snapshot
    plan: Plan

    @cached_property
    def planned_orders(self) -> TextArray:
        """Return the code of each planned order: what it makes or buys, and for whom or when."""
        orders = self.plan.planned_orders
        items = np.asarray(self.snapshot.items.code[orders.item] + "@")
        codes = np.empty(len(items), dtype=np.object_)
        for_line = orders.named_line != NO_ROW
        codes[for_line] = items[for_line] + self.order_lines[orders.named_line[for_line]]
        by_day = ~for_line
        codes[by_day] = items[by_day] + iso_days(self.snapshot.local_time, orders.named_day[by_day])
        again = orders.named_number > 0
        codes[again] += texts(f"@{number + 1}" for number in orders.named_number[again].tolist())
        return codes

    @cached_property
    def order_lines(self) -> TextArray:
        """Return `order/line` of each order line."""
        lines = self.snapshot.order_lines
        return np.asarray(lines.order + "/" + lines.line)

    @cached_property
    def stock(self) -> TextArray:
        """Return `item@location@lot` of each stock row."""
        stock = self.snapshot.stock
        return np.asarray(self.snapshot.items.code[stock.item] + "@" + stock.location + "@" + stock.lot)

    @cached_property
    def forecast(self) -> TextArray:
        """Return `item@week` of each forecast row."""
        forecast = self.snapshot.forecast
        weeks = iso_days(self.snapshot.local_time, forecast.week)
        return np.asarray(self.snapshot.items.code[forecast.item] + "@" + weeks)

    @cached_property
    def work_ends(self) -> Mapping[int, int]:
        """Return when the placed work of each receipt ends, of those that have any."""
        placed = self.plan.placed_operations
        rows = np.flatnonzero(placed.supply_kind == vocabulary.RECEIPT)
        ends: dict[int, int] = {}
        for receipt, end_at in zip(placed.supply[rows].tolist(), placed.end_at[rows].tolist(), strict=True):
            ends[receipt] = max(end_at, ends.get(receipt, end_at))
        return ends

    def supply_codes(self, kinds: IntArray, rows: IntArray) -> TextArray:
        """Return the codes of supplies: stock, receipts and planned orders."""
        codes = (self.stock, self.snapshot.receipts.code, self.planned_orders)
        return _by_kind(kinds, rows, lambda kind, chosen: codes[kind][chosen])

    def demand_codes(self, kinds: IntArray, rows: IntArray) -> TextArray:
        """Return the codes of demands: order lines, planned orders, receipts, safety stock of items, forecast."""
        snapshot = self.snapshot
        codes = (self.order_lines, self.planned_orders, snapshot.receipts.code, snapshot.items.code, self.forecast)
        return _by_kind(kinds, rows, lambda kind, chosen: codes[kind][chosen])

    def operation_codes(self, rows: IntArray) -> TextArray:
        """Return `supply/sequence` of placed operations."""
        placed = self.plan.placed_operations
        supplies = self.supply_codes(placed.supply_kind[rows], placed.supply[rows])
        sequences = self.plan.operations.sequence[placed.operation[rows]]
        return np.asarray(supplies + texts(f"/{sequence}" for sequence in sequences.tolist()))

    def subject_codes(self, kinds: IntArray, rows: IntArray) -> TextArray:
        """Return the codes of what rows are about; empty where they are about nothing."""
        return _by_kind(np.where(rows == NO_ROW, vocabulary.NOTHING, kinds), rows, self._subjects_of)

    def subject_code(self, kind: int, row: int) -> str:
        """Return the code of one thing; empty for nothing."""
        return str(self.subject_codes(np.array([kind]), np.array([row]))[0])

    def _subjects_of(self, kind: int, rows: IntArray) -> TextArray:
        if kind == vocabulary.A_PLACED_OPERATION:
            return self.operation_codes(rows)
        if kind == vocabulary.NOTHING:
            return texts([""] * len(rows))
        return np.asarray(self.codes_of(kind)[rows])

    def codes_of(self, kind: int) -> TextArray:
        """Return the codes of all things of one kind of subject."""
        snapshot = self.snapshot
        columns: dict[int, Callable[[], TextArray]] = {
            vocabulary.A_STOCK: lambda: self.stock,
            vocabulary.A_RECEIPT: lambda: snapshot.receipts.code,
            vocabulary.A_PLANNED_ORDER: lambda: self.planned_orders,
            vocabulary.A_PLACED_OPERATION: lambda: self.operation_codes(np.arange(len(self.plan.placed_operations))),
            vocabulary.A_WORK_UNIT: lambda: snapshot.work_units.code,
            vocabulary.A_WORK_CENTRE: lambda: snapshot.work_centres.code,
            vocabulary.A_PERSON: lambda: snapshot.people.code,
            vocabulary.A_SKILL: lambda: snapshot.skills,
            vocabulary.A_CALENDAR: lambda: snapshot.calendars.code,
            vocabulary.AN_ITEM: lambda: snapshot.items.code,
            vocabulary.AN_ORDER_LINE: lambda: self.order_lines,
            vocabulary.A_FORECAST: lambda: self.forecast,
        }
        return columns[kind]()


def planned_order_name(code: str) -> PlannedOrderName:
    """Return what a planned order's code says."""
    item, purpose, *again = code.split("@")
    is_line = "/" in purpose
    number = int(again[0]) - 1 if again else 0
    return PlannedOrderName(item, purpose if is_line else "", "" if is_line else purpose, number)


def iso_days(local_time: LocalTime, days: IntArray) -> TextArray:
    """Return days as `YYYY-MM-DD`."""
    dates = (np.asarray(days) + (local_time.origin_ordinal - UNIX_ORDINAL)).astype("datetime64[D]")
    return np.datetime_as_string(dates).astype(np.object_)


def rows_by_code(codes: TextArray) -> dict[str, int]:
    """Return the row of each code."""
    return {code: row for row, code in enumerate(codes.tolist())}


def text_ranks(codes: TextArray) -> IntArray:
    """Return the place of each text in the order of the texts; equal texts stand in the same place."""
    found = codes.tolist()
    order = np.array(sorted(range(len(found)), key=found.__getitem__), dtype=np.int64)
    is_next = codes[order][1:] != codes[order][:-1]
    ranks = np.zeros(len(found), dtype=np.int64)
    ranks[order[1:]] = np.cumsum(is_next)
    return ranks


def _by_kind(kinds: IntArray, rows: IntArray, codes: Callable[[int, IntArray], TextArray]) -> TextArray:
    found = np.empty(len(kinds), dtype=np.object_)
    for kind in np.unique(kinds).tolist():
        chosen = kinds == kind
        found[chosen] = codes(kind, rows[chosen])
    return found
