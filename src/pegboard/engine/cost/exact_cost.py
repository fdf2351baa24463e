"""The cost of one order line in numbers of any size: the plain twin of the compiled roll-up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import NamedTuple

from pegboard.engine.core.columns import NOT_GIVEN
from pegboard.engine.core.rounding import LARGEST, half_up
from pegboard.engine.cost.line_cost import (
    ELEMENTS,
    LABOUR,
    LARGEST_ELEMENT,
    MACHINE,
    MATERIAL,
    OVERHEAD,
    SUBCONTRACT_COST,
)
from pegboard.engine.cost.rates import PLACES, QUANTITY_LIMIT, SIXTY, CostedLines, Money, Rates
from pegboard.engine.snapshot.engineering import BUY, MAKE


def exact_line(rates: Rates, money: Money, lines: CostedLines, number: int) -> list[int] | None:
    """Return the cost elements of a line in minor units, or None where a structure or an element is beyond 64 bits."""
    items = _items(rates, int(lines.row[number]))
    needed = {int(lines.item[number]): int(lines.quantity[number])}
    sums = [Fraction(0)] * ELEMENTS
    while needed:
        item = items(min(needed, key=lambda row: (items(row).level, row)))
        start = -(-needed.pop(item.row) * item.start_num // item.start_den)
        for element, amount in _own_cost(rates, item, start):
            sums[element] += amount
        for component, quantity in _components(rates, item, start, int(lines.day[number])):
            if quantity is None:
                return None
            if quantity:
                needed[component] = needed.get(component, 0) + quantity
    sums[OVERHEAD] = (sums[LABOUR] + sums[MACHINE]) * money.overhead_num / money.overhead_den
    rounded = [half_up(amount.numerator, amount.denominator * money.minor) for amount in sums]
    return rounded if max(rounded) < LARGEST_ELEMENT else None


class _Item(NamedTuple):
    """An item as an order line sees it: its row, then the columns of `rates`."""

    row: int
    level: int
    bill_first: int
    bill_end: int
    routing_first: int
    routing_end: int
    supply: int
    start_num: int
    start_den: int
    unit: int
    price: int
    unit_cost: int


def _items(rates: Rates, order_line: int) -> Callable[[int], _Item]:
    owned = slice(int(rates.owned_first[order_line]), int(rates.owned_first[order_line + 1]))
    places = dict(zip(rates.owned_item[owned].tolist(), rates.owned_place[owned].tolist(), strict=True))

    def item(row: int) -> _Item:
        columns = rates.items[row, :QUANTITY_LIMIT].tolist()
        return _Item(row, *places.get(row, columns[:PLACES]), *columns[PLACES:])

    return item


def _components(rates: Rates, item: _Item, start: int, day: int) -> Iterator[tuple[int, int | None]]:
    """Yield what a start quantity needs of each component; None where the bill itself is beyond 64 bits."""
    if item.supply != BUY:
        rows = rates.bill_lines[item.bill_first : item.bill_end].tolist()
        for component, num, fixed, den, valid_from, valid_to, _ in rows:
            if valid_from <= day and (valid_to == NOT_GIVEN or day <= valid_to):
                is_whole = max(num, fixed, den) < LARGEST
                yield component, -(-(start * num + fixed) // den) if is_whole else None


def _own_cost(rates: Rates, item: _Item, start: int) -> Iterator[tuple[int, Fraction]]:
    """Yield elements and amounts, in millionths of the major unit, of one item without its components."""
    if item.supply != MAKE:
        yield MATERIAL if item.supply == BUY else SUBCONTRACT_COST, Fraction(start * item.price, item.unit)
        return
    steps = rates.operations[item.routing_first : item.routing_end].tolist()
    for is_outside, setup, run_num, run_den, labour_rate, machine_rate, _ in steps:
        if not is_outside:
            minutes = setup - (-start * run_num // run_den)
            # A crew whose rate is beyond 64 bits has the bound as its rate: such work is too dear to be told.
            yield LABOUR, Fraction(minutes * (labour_rate if labour_rate < LARGEST else LARGEST**2), SIXTY)
            yield MACHINE, Fraction(minutes * machine_rate, SIXTY)
    if any(is_outside for is_outside, *_ in steps):
        yield SUBCONTRACT_COST, Fraction(start * item.unit_cost, item.unit)
    if not steps and item.bill_first == item.bill_end:
        yield MATERIAL, Fraction(start * item.unit_cost, item.unit)
