"""The working columns of netting; kernels take them as named groups."""

from __future__ import annotations

from typing import Final, NamedTuple

from pegboard.engine.core.columns import IntArray

# who asks: `bill_line` of a requirement is a row of Bills for a planned order's component, else one of these
ASKED_BY_LINE: Final = -1
ASKED_BY_RECEIPT: Final = -2
ASKED_BY_SAFETY_STOCK: Final = -3
ASKED_BY_FORECAST: Final = -4

LARGEST_QUANTITY: Final = 10**15
"""Quanta in one requirement; beyond it sums could leave 64 bits, so it is reported instead of planned."""


class Requirements(NamedTuple):
    """What is wanted of items. `service` is twice the rank of the order line, plus 1 where several lines are served."""

    item: IntArray
    raw_need: IntArray  # minutes; may lie in the past
    service: IntArray
    quantity: IntArray
    demander: IntArray  # row of the table of who asks
    bill_line: IntArray


class Supplies(NamedTuple):
    """Stock and receipts: the free ones by item in the order they are taken, the reserved ones by item."""

    stock_first: IntArray
    stock_row: IntArray
    receipt_first: IntArray
    receipt_row: IntArray
    reserved_first: IntArray
    reserved_kind: IntArray
    reserved_row: IntArray
    reserved_line: IntArray  # the line it serves, NO_ROW: any line of the order
    reserved_order: IntArray  # number of the order it serves
    is_reserved: tuple[IntArray, IntArray]  # by kind, then row
    available_at: tuple[IntArray, IntArray]  # by kind, then row
    left: tuple[IntArray, IntArray]  # what is not pegged yet, by kind, then row; netting counts it down


class Rules(NamedTuple):
    """How each item is supplied."""

    is_pooled: IntArray
    is_bought: IntArray  # its bill, if it has one, is not exploded
    minimum: IntArray
    multiple: IntArray
    lot_days: IntArray
    scrap_micro: IntArray
    lead_days: IntArray  # NOT_GIVEN: working minutes of the routing
    earliest_at: IntArray  # when a new order, made of what is there, could be ready


class Ranks(NamedTuple):
    """The order lines in the order in which equal needs are served."""

    line: IntArray  # order line of a rank; NO_ROW for the ranks of what no line asks for
    priority: IntArray  # of a rank
    order: IntArray  # number of the order of a rank


class Clock(NamedTuple):
    """Where netting stands in time."""

    floor: int  # needs before it count as this minute
    day_start: IntArray  # minute at which each day from day 0 on begins


class Orders(NamedTuple):
    """Planned orders of one netting, in the order they were made."""

    item: IntArray
    quantity: IntArray
    need: IntArray  # minute by which it is wanted, never before the floor
    raw_need: IntArray  # the same, maybe in the past
    service: IntArray
    owned: IntArray  # row of OwnedStructures or NO_ROW
    day: IntArray  # the day it is named after


class PegRows(NamedTuple):
    """Which supply goes to which requirement."""

    supply_kind: IntArray
    supply: IntArray
    requirement: IntArray
    quantity: IntArray
