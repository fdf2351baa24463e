"""Who wants what and when: order lines and forecast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from pegboard.engine.core.columns import NOT_GIVEN, IntArray, Table, TextArray

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

    def wanted_on(self) -> IntArray:
        """Return the day on which each line is wanted: as promised, else as requested."""
        return np.asarray(np.where(self.promised_on == NOT_GIVEN, self.requested_on, self.promised_on))

    def planned(self, now: int) -> IntArray:
        """Return the rows of the lines that are planned: firm ones, and holds that have not ended."""
        is_held = (self.status == HOLD) & ((self.hold_until == NOT_GIVEN) | (self.hold_until >= now))
        return np.flatnonzero((self.status == FIRM) | is_held)


@dataclass(frozen=True)
class Forecast(Table):
    """What is expected to be ordered in a week, sorted by item and week."""

    item: IntArray
    week: IntArray  # the day number of its Monday
    quantity: IntArray
