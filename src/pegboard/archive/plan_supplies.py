"""The supplies of a plan folder as rows again: planned orders, and the operations of planned orders and receipts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pegboard.archive import plan_parsing as parsing
from pegboard.archive.plan_parsing import Parsing
from pegboard.archive.plan_sheets import STRUCTURE_WORDS
from pegboard.archive.plan_text import TextTable
from pegboard.engine.bom import Structures
from pegboard.engine.core.columns import NO_ROW, IntArray, ints
from pegboard.engine.core.rounding import MICRO
from pegboard.engine.plan import PlannedOrders
from pegboard.engine.plan.naming import planned_order_name
from pegboard.engine.plan.vocabulary import RECEIPT
from pegboard.engine.snapshot.engineering import BUY, SUPPLY_WORDS


@dataclass(frozen=True)
class PlannedSupplies:
    """Reads planned orders, and finds what each supply's operations are steps of."""

    parsing: Parsing
    structures: Structures

    def planned_orders(self, table: TextTable) -> PlannedOrders:
        """Return the planned orders; what the folder does not say follows from the snapshot."""
        read, snapshot = self.parsing, self.parsing.snapshot
        names = [planned_order_name(code) for code in table["planned_order"]]
        item = parsing.rows(read.items, table["item"])
        quantity = read.quantities(item, table["quantity"])
        supply = parsing.words(SUPPLY_WORDS, table["kind"])
        order_line = read.lines(table["order"], table["line"])
        bill, routing = self._structures_of(item, order_line, supply)
        lines = [name.line.split("/") if name.line else ("", "") for name in names]
        return PlannedOrders(
            item=item,
            supply=supply,
            quantity=quantity,
            start_quantity=-(-quantity * MICRO // (MICRO - snapshot.items.scrap_micro[item])),
            release_at=read.minutes(table["release_at"]),
            start_at=read.minutes(table["start_at"]),
            finish_at=read.minutes(table["finish_at"]),
            due_at=read.minutes(table["due_at"]),
            source=self._sources_of(item, table["supplier"]),
            order_line=order_line,
            bill=bill,
            routing=routing,
            is_owned=parsing.words(STRUCTURE_WORDS, table["structure"]).astype(np.bool_),
            named_line=read.lines([order for order, _ in lines], [line for _, line in lines]),
            named_day=read.days([name.day for name in names]),
            named_number=ints(name.number for name in names),
        )

    def operations(self, table: TextTable, *, kinds: IntArray, rows: IntArray, orders: PlannedOrders) -> IntArray:
        """Return the row of each placed operation among all steps of all routings."""
        items = parsing.rows(self.parsing.items, table["item"]).tolist()
        sequences = parsing.numbers(table["sequence"]).tolist()
        supplies = zip(kinds.tolist(), rows.tolist(), strict=True)
        found = []
        for (kind, row), item, sequence in zip(supplies, items, sequences, strict=True):
            routing = self._receipt_routing(row) if kind == RECEIPT else int(orders.routing[row])
            found.append(self._steps.get((routing, sequence), self._any_step.get((item, sequence), NO_ROW)))
        if NO_ROW in found:
            row = found.index(NO_ROW)
            raise KeyError(f"{table['supply'][row]}/{table['sequence'][row]}")
        return ints(found)

    def _structures_of(self, item: IntArray, order_line: IntArray, supply: IntArray) -> tuple[IntArray, IntArray]:
        owned = self.structures.owned
        bill, routing = item.copy(), item.copy()
        pairs = zip(order_line.tolist(), item.tolist(), strict=True)
        for row, pair in enumerate(pairs):
            found = self._owned.get(pair)
            if found is not None:
                bill[row], routing[row] = owned.bill[found], owned.routing[found]
        bought = supply == BUY
        return np.where(bought, NO_ROW, bill), np.where(bought, NO_ROW, routing)

    def _sources_of(self, item: IntArray, suppliers: list[str]) -> IntArray:
        sources = self.parsing.snapshot.sources
        rows = {pair: row for row, pair in enumerate(zip(sources.item.tolist(), sources.supplier, strict=True))}
        pairs = zip(item.tolist(), suppliers, strict=True)
        return ints(rows[pair] if pair[1] else NO_ROW for pair in pairs)

    def _receipt_routing(self, receipt: int) -> int:
        receipts = self.parsing.snapshot.receipts
        item = int(receipts.item[receipt])
        line = self.parsing.order_lines.get((receipts.reserved_order[receipt], receipts.reserved_line[receipt]), NO_ROW)
        owned = self._owned.get((line, item))
        return item if owned is None else int(self.structures.owned.routing[owned])

    @cached_property
    def _owned(self) -> Mapping[tuple[int, int], int]:
        owned = self.structures.owned
        lines = np.repeat(np.arange(len(owned.first) - 1), np.diff(owned.first))
        return {pair: row for row, pair in enumerate(zip(lines.tolist(), owned.item.tolist(), strict=True))}

    @cached_property
    def _steps(self) -> Mapping[tuple[int, int], int]:
        first = self.structures.routing_first
        routings = np.repeat(np.arange(len(first) - 1), np.diff(first)).tolist()
        sequences = self.structures.operations.sequence.tolist()
        return {step: row for row, step in enumerate(zip(routings, sequences, strict=True))}

    @cached_property
    def _any_step(self) -> Mapping[tuple[int, int], int]:
        operations = self.structures.operations
        steps = list(zip(operations.item.tolist(), operations.sequence.tolist(), strict=True))
        return {step: row for row, step in reversed(list(enumerate(steps)))}
