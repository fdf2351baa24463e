"""One bill with its phantoms resolved: every line a ratio of the parent's start quantity.

A phantom is never stocked: what it needs is needed by its parent, at the phantom line's operation and only while both
lines are valid. Quantities and scrap multiply through, a fixed quantity counts once for each order of the parent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from pegboard.engine.core.columns import NOT_GIVEN
from pegboard.engine.core.rounding import MICRO
from pegboard.engine.snapshot import BomLines


@dataclass(frozen=True)
class FlatLine:
    """One component of a bill: per unit and fixed in units, over all phantoms between."""

    component: int
    per_unit: Fraction
    fixed: Fraction
    sequence: int
    valid_from: int
    valid_to: int

    def ratio(self, parent_decimals: int, component_decimals: int) -> tuple[int, int, int]:
        """Return num, fixed_num and den: a start of q quanta needs ⌈(q × num + fixed_num) ÷ den⌉ quanta."""
        per_quantum = self.per_unit * 10**component_decimals / 10**parent_decimals
        fixed = self.fixed * 10**component_decimals
        den = lcm(per_quantum.denominator, fixed.denominator)
        return int(per_quantum * den), int(fixed * den), den


BillRows = Callable[[int], Iterable[tuple[BomLines, int]]]
"""The bill lines of an item, as (table, row): the master's, or an order line's own."""


def flat_lines(item: int, bill_rows: BillRows) -> list[FlatLine]:
    """Return the bill of an item with every phantom resolved; bills must not contain themselves."""
    return list(_resolved(_own_lines(item, bill_rows), bill_rows))


def reached_as_phantoms(item: int, bill_rows: BillRows) -> set[int]:
    """Return the items that the bill of an item reaches as phantoms."""
    found: set[int] = set()
    waiting = [item]
    while waiting:
        for table, row in bill_rows(waiting.pop()):
            component = int(table.component[row])
            if table.is_phantom[row] and component not in found:
                found.add(component)
                waiting.append(component)
    return found


def _own_lines(item: int, bill_rows: BillRows) -> Sequence[tuple[FlatLine, bool]]:
    return [(_line(table, row), bool(table.is_phantom[row])) for table, row in bill_rows(item)]


def _line(table: BomLines, row: int) -> FlatLine:
    usable = MICRO - int(table.scrap_micro[row])
    return FlatLine(
        component=int(table.component[row]),
        per_unit=Fraction(int(table.quantity_per_micro[row]), usable),
        fixed=Fraction(int(table.fixed_micro[row]), usable),
        sequence=int(table.sequence[row]),
        valid_from=int(table.valid_from[row]),
        valid_to=int(table.valid_to[row]),
    )


def _resolved(lines: Iterable[tuple[FlatLine, bool]], bill_rows: BillRows) -> Iterator[FlatLine]:
    for line, is_phantom in lines:
        if not is_phantom:
            yield line
            continue
        inner = [(_through(line, below), phantom) for below, phantom in _own_lines(line.component, bill_rows)]
        yield from _resolved(inner, bill_rows)


def _through(phantom: FlatLine, below: FlatLine) -> FlatLine:
    return FlatLine(
        component=below.component,
        per_unit=phantom.per_unit * below.per_unit,
        fixed=phantom.fixed * below.per_unit + below.fixed,
        sequence=phantom.sequence,
        valid_from=max(phantom.valid_from, below.valid_from),
        valid_to=_earlier(phantom.valid_to, below.valid_to),
    )


def _earlier(day: int, other: int) -> int:
    if NOT_GIVEN in (day, other):
        return max(day, other)
    return min(day, other)
