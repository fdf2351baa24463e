"""Who wants what and when: order lines and forecast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pegboard.engine.core.columns import IntArray, Table, TextArray

FIRM: Final = 0
HOLD: Final = 1
QUOTE: Final = 2
STATUS_WORDS: Final = ("firm", "hold", "quote")


@dataclass(frozen=True)
class OrderLines(Table):
    """One row for each line of a customer's order, sorted by order and line."""

    order: TextArray
    line: TextArray
    customer: TextArray
    item: IntArray
    quantity: IntArray
    requested_on: IntArray
    promised_on: IntArray  # NOT_GIVEN where empty
    priority: IntArray  # 1 first, 3 where empty
    entered_at: IntArray  # NOT_GIVEN where empty
    price_micro: IntArray  # NOT_GIVEN where empty
    status: IntArray
    hold_until: IntArray  # NOT_GIVEN: no end


@dataclass(frozen=True)
class Forecast(Table):
    """What is expected to be ordered in a week, sorted by item and week."""

    item: IntArray
    week: IntArray  # the day number of its Monday
    quantity: IntArray
