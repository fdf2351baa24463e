"""The cells of a plan folder as columns again; each function is the inverse of one in `plan_cells`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pegboard.archive.plan_cells import clock_of_snapshot
from pegboard.archive.zones import Clock
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, IntArray, ints
from pegboard.engine.core.local_time import DAY
from pegboard.engine.plan.naming import UNIX_ORDINAL, rows_by_code
from pegboard.engine.snapshot import Snapshot

INSTANT_LENGTH = len("YYYY-MM-DDTHH:MM")


@dataclass(frozen=True)
class Parsing:
    """Reads cells in the terms of one snapshot."""

    snapshot: Snapshot

    @cached_property
    def items(self) -> Mapping[str, int]:
        """Return the row of each item."""
        return rows_by_code(self.snapshot.items.code)

    @cached_property
    def order_lines(self) -> Mapping[tuple[str, str], int]:
        """Return the row of each order line."""
        lines = self.snapshot.order_lines
        return {key: row for row, key in enumerate(zip(lines.order.tolist(), lines.line.tolist(), strict=True))}

    def lines(self, orders: Sequence[str], lines: Sequence[str]) -> IntArray:
        """Return the order line of each row; none where both cells are empty."""
        pairs = zip(orders, lines, strict=True)
        return ints(self.order_lines[pair] if pair != ("", "") else NO_ROW for pair in pairs)

    def days(self, cells: Sequence[str]) -> IntArray:
        """Return days."""
        ordinals = _since_unix(cells, "D") + UNIX_ORDINAL
        return _given(cells, ordinals - self.snapshot.local_time.origin_ordinal)

    def minutes(self, cells: Sequence[str]) -> IntArray:
        """Return elapsed minutes."""
        local_time = self.snapshot.local_time
        short = [cell[:INSTANT_LENGTH] for cell in cells]
        wall = _since_unix(short, "m") + (UNIX_ORDINAL - local_time.origin_ordinal) * DAY
        found = local_time.elapsed(wall)
        for row, cell in enumerate(cells):
            if len(cell) > INSTANT_LENGTH:
                found[row] = self._clock.elapsed(int(wall[row]), _offset(cell[INSTANT_LENGTH:]))
        return _given(cells, found)

    def quantities(self, items: IntArray, cells: Sequence[str]) -> IntArray:
        """Return quantities in quanta of their items."""
        decimals = self.snapshot.items.decimals.tolist()
        rows = zip(items.tolist(), cells, strict=True)
        return ints(quanta(cell, decimals[item] if item != NO_ROW else 0) for item, cell in rows)

    def money(self, cells: Sequence[str]) -> IntArray:
        """Return money in minor units."""
        return ints(quanta(cell, self.snapshot.currency_decimals) for cell in cells)

    @cached_property
    def _clock(self) -> Clock:
        return clock_of_snapshot(self.snapshot)


def rows(codes: Mapping[str, int], cells: Iterable[str]) -> IntArray:
    """Return the row of each code; none where the cell is empty."""
    return ints(codes[cell] if cell else NO_ROW for cell in cells)


def words(names: Sequence[str], cells: Iterable[str]) -> IntArray:
    """Return the place of each word in a closed list."""
    places = {name: place for place, name in enumerate(names)}
    return ints(places[cell] for cell in cells)


def numbers(cells: Iterable[str]) -> IntArray:
    """Return whole numbers."""
    return ints(int(cell) if cell else NOT_GIVEN for cell in cells)


def quanta(cell: str, decimals: int) -> int:
    """Return a decimal number in quanta."""
    if not cell:
        return NOT_GIVEN
    whole, _, part = cell.partition(".")
    if len(part) > decimals:
        raise ValueError(f"{cell} has more than {decimals} decimals")
    return int(whole + part.ljust(decimals, "0"))


def _since_unix(cells: Sequence[str], unit: str) -> IntArray:
    moments = np.array([cell or "1970-01-01" for cell in cells], dtype=f"datetime64[{unit}]")
    return moments.astype(np.int64)


def _given(cells: Sequence[str], found: IntArray) -> IntArray:
    return np.where(np.array([bool(cell) for cell in cells], dtype=np.bool_), found, NOT_GIVEN)


def _offset(text: str) -> int:
    minutes = int(text[1:3]) * 60 + int(text[4:6])
    return -minutes if text[0] == "-" else minutes
