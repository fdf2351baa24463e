"""The cells of a plan folder as columns again; each function is the inverse of one in `plan_cells`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from pegboard.archive.plan_cells import clock_of_snapshot
from pegboard.archive.zones import Clock
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, IntArray
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
        known = {**self.order_lines, ("", ""): NO_ROW}
        return _column(map(known.__getitem__, zip(orders, lines, strict=True)))

    def days(self, cells: Sequence[str]) -> IntArray:
        """Return days."""
        origin = self.snapshot.local_time.origin_ordinal
        return _each_once(cells, lambda found: _since_unix(found, "D") + (UNIX_ORDINAL - origin))

    def minutes(self, cells: Sequence[str]) -> IntArray:
        """Return elapsed minutes."""
        return _each_once(cells, self._elapsed)

    def _elapsed(self, cells: Sequence[str]) -> IntArray:
        local_time = self.snapshot.local_time
        wall = _since_unix([cell[:INSTANT_LENGTH] for cell in cells], "m")
        wall += (UNIX_ORDINAL - local_time.origin_ordinal) * DAY
        found = local_time.elapsed(wall)
        for row, cell in enumerate(cells):
            if len(cell) > INSTANT_LENGTH:
                found[row] = self._clock.elapsed(int(wall[row]), _offset(cell[INSTANT_LENGTH:]))
        return found

    def quantities(self, items: IntArray, cells: Sequence[str]) -> IntArray:
        """Return quantities in quanta of their items."""
        decimals = np.append(self.snapshot.items.decimals, 0)[items]
        return _column(map(quanta, cells, decimals.tolist()))

    def money(self, cells: Sequence[str]) -> IntArray:
        """Return money in minor units."""
        return _column(quanta(cell, self.snapshot.currency_decimals) for cell in cells)

    @cached_property
    def _clock(self) -> Clock:
        return clock_of_snapshot(self.snapshot)


def rows(codes: Mapping[str, int], cells: Iterable[str]) -> IntArray:
    """Return the row of each code; none where the cell is empty."""
    return _column(map({**codes, "": NO_ROW}.__getitem__, cells))


def words(names: Sequence[str], cells: Iterable[str]) -> IntArray:
    """Return the place of each word in a closed list."""
    places = {name: place for place, name in enumerate(names)}
    return _column(map(places.__getitem__, cells))


def numbers(cells: Sequence[str]) -> IntArray:
    """Return whole numbers."""
    return _each_once(cells, lambda found: _column(map(int, found)))


@lru_cache(maxsize=100_000)
def quanta(cell: str, decimals: int) -> int:
    """Return a decimal number in quanta."""
    if not cell:
        return NOT_GIVEN
    whole, _, part = cell.partition(".")
    if len(part) > decimals:
        raise ValueError(f"{cell} has more than {decimals} decimals")
    return int(whole + part.ljust(decimals, "0"))


def _each_once(cells: Sequence[str], parse: Callable[[Sequence[str]], IntArray]) -> IntArray:
    """Return what the cells mean, each different text looked at once; what is empty is not given."""
    distinct = [cell for cell in dict.fromkeys(cells) if cell]
    places = {cell: place for place, cell in enumerate(distinct)}
    found = np.append(parse(distinct), NOT_GIVEN)
    return found[_column(map({**places, "": len(distinct)}.__getitem__, cells))]


def _since_unix(cells: Sequence[str], unit: str) -> IntArray:
    return np.array(cells, dtype=f"datetime64[{unit}]").astype(np.int64)


def _column(numbers_of_rows: Iterable[int]) -> IntArray:
    return np.array(list(numbers_of_rows), dtype=np.int64)


def _offset(text: str) -> int:
    minutes = int(text[1:3]) * 60 + int(text[4:6])
    return -minutes if text[0] == "-" else minutes
