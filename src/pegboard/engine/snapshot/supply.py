"""What is there and what is coming: partners, sources, stock, receipts, work in progress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pegboard.engine.core.columns import IntArray, Table, TextArray

PURCHASE_ORDER: Final = 0
WORK_ORDER: Final = 1
FIRM_PLANNED_ORDER: Final = 2
RECEIPT_WORDS: Final = ("purchase_order", "work_order", "firm_planned_order")


@dataclass(frozen=True)
class Customers(Table):
    """Who buys, sorted by code."""

    code: TextArray
    name: TextArray
    email: TextArray
    customer_class: TextArray
    channel: TextArray


@dataclass(frozen=True)
class Suppliers(Table):
    """Who supplies, sorted by code."""

    code: TextArray
    name: TextArray
    email: TextArray
    lane: TextArray


@dataclass(frozen=True)
class Sources(Table):
    """From whom an item can be had, sorted by item, rank and supplier code: the first of an item is used."""

    item: IntArray
    supplier: TextArray
    rank: IntArray
    price_micro: IntArray  # NOT_GIVEN where empty
    lead_time_days: IntArray
    minimum: IntArray  # quanta, NOT_GIVEN where empty
    multiple: IntArray  # quanta, NOT_GIVEN where empty
    on_time_micro: IntArray  # NOT_GIVEN where empty


@dataclass(frozen=True)
class Stock(Table):
    """Quantity on hand by item, location and lot, sorted by these."""

    item: IntArray
    location: TextArray
    lot: TextArray
    quantity: IntArray
    available_on: IntArray  # a day, NOT_GIVEN: now
    reserved_order: TextArray  # "" where free
    reserved_line: TextArray  # "" where any line of the order
    unit_cost_micro: IntArray  # NOT_GIVEN where empty


@dataclass(frozen=True)
class Receipts(Table):
    """Open orders due in, sorted by code."""

    code: TextArray
    item: IntArray
    quantity: IntArray
    due_on: IntArray
    kind: IntArray
    supplier: TextArray
    reserved_order: TextArray
    reserved_line: TextArray


@dataclass(frozen=True)
class ReceiptComponents(Table):
    """What a work order has still to be issued, sorted by receipt, component and sequence."""

    receipt: IntArray
    component: IntArray
    sequence: IntArray  # NOT_GIVEN: the first operation
    remaining_quantity: IntArray


@dataclass(frozen=True)
class WorkInProgress(Table):
    """What a work order has still to run, sorted by receipt and sequence."""

    receipt: IntArray
    sequence: IntArray
    remaining_quantity: IntArray
    work_unit: IntArray  # NO_ROW where empty
    started_at: IntArray  # NOT_GIVEN where not started
    planned_start_at: IntArray  # NOT_GIVEN where not planned
