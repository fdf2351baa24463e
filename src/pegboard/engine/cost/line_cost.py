"""The cost of order lines in 64-bit whole numbers; a line that could overflow is handed back, never wrapped."""

from __future__ import annotations

from typing import Final

import numpy as np

from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, BoolArray, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.core.rounding import LARGEST, MICRO, ceil_ratio, fits
from pegboard.engine.cost.rates import (
    BILL_END,
    BILL_FIRST,
    COMPONENT,
    DEN,
    FIXED,
    IS_OUTSIDE,
    LABOUR_RATE,
    LEVEL,
    LINE_LIMIT,
    MACHINE_RATE,
    NEEDED,
    NEXT,
    NUM,
    PLACES,
    PRICE,
    QUANTITY_LIMIT,
    ROUTING_END,
    ROUTING_FIRST,
    RUN_DEN,
    RUN_NUM,
    SETUP,
    SIXTY,
    START_DEN,
    START_LIMIT,
    START_NUM,
    STEP_LIMIT,
    SUPPLY,
    UNIT,
    UNIT_COST,
    VALID_FROM,
    VALID_TO,
    CostedLines,
    Money,
    Rates,
)
from pegboard.engine.snapshot.engineering import BUY, MAKE

# Columns of the result, in minor units, and of the exact sums; the sums of bought money are whole millionths of the
# major unit, with what is left of a millionth, in millionths of it, `REST` columns on.
MATERIAL: Final = 0
SUBCONTRACT_COST: Final = 1
LABOUR: Final = 2
MACHINE: Final = 3
OVERHEAD: Final = 4
ELEMENTS: Final = 5
REST: Final = 4
TOO_LARGE: Final = 6  # 1: something did not fit
SUMS: Final = 7
LARGEST_ELEMENT: Final = LARGEST // 8
"""So that the total of all elements stays in 64 bits."""


# Kernels hand on arrays, not tuples of arrays: inside a tuple every use of an array counts its references, which took
# more than nine tenths of the time.


@kernel
def cost_lines(rates: Rates, money: Money, lines: CostedLines, elements: IntArray) -> BoolArray:
    """Fill the cost elements of every line and say which lines fitted into 64 bits.

    What does not fit is left out and marked, and the line is carried through to its end: no kernel below leaves early.
    """
    fitted = np.zeros(len(lines.row), np.bool_)
    items, bill_lines, operations = rates.items.copy(), rates.bill_lines, rates.operations
    waiting = np.full(rates.levels, NO_ROW, np.int64)
    owned_item = rates.owned_item
    sums = np.zeros(SUMS, np.int64)
    for number in range(len(lines.row)):
        sums[:] = 0
        owned = range(rates.owned_first[lines.row[number]], rates.owned_first[lines.row[number] + 1])
        for row in owned:
            _place(items, owned_item[row], rates.owned_place[row])
        day = lines.day[number]
        _need(items, waiting, sums, lines.item[number], lines.quantity[number])
        for level in range(len(waiting)):
            while waiting[level] != NO_ROW:
                item = waiting[level]
                start = _take(items, waiting, sums, item)
                _cost_item(items, operations, sums, item, start)
                _explode(items, bill_lines, waiting, sums, item, start, day)
        for row in owned:
            _place(items, owned_item[row], rates.items[owned_item[row]])
        _round(money, sums, elements[number])
        fitted[number] = sums[TOO_LARGE] == 0
    return fitted


@kernel
def _place(items: IntArray, item: int, place: IntArray) -> None:
    """Put an item where an order line sees it in the structures."""
    for column in range(PLACES):
        items[item, column] = place[column]


@kernel
def _need(items: IntArray, waiting: IntArray, sums: IntArray, item: int, quantity: int) -> None:
    """Add to what is needed of an item; an item that is needed waits at its level."""
    needed = items[item, NEEDED]
    if quantity >= LARGEST - needed:
        sums[TOO_LARGE] = 1
    elif quantity > 0:
        if needed == 0:
            items[item, NEXT] = waiting[items[item, LEVEL]]
            waiting[items[item, LEVEL]] = item
        items[item, NEEDED] = needed + quantity


@kernel
def _take(items: IntArray, waiting: IntArray, sums: IntArray, item: int) -> int:
    """Take the first waiting item off its level and return the quantity to start with, 0 where it does not fit."""
    waiting[items[item, LEVEL]] = items[item, NEXT]
    quantity = items[item, NEEDED]
    items[item, NEEDED] = 0
    start = 0
    if quantity <= items[item, QUANTITY_LIMIT]:
        start = ceil_ratio(quantity * items[item, START_NUM], items[item, START_DEN])
    if start == 0 or start > items[item, START_LIMIT]:
        sums[TOO_LARGE] = 1
        start = 0
    return start


@kernel
def _explode(
    items: IntArray, bill_lines: IntArray, waiting: IntArray, sums: IntArray, item: int, start: int, day: int
) -> None:
    """Need the components of an item that is made here or has been made outside."""
    if items[item, SUPPLY] != BUY:
        for line in range(items[item, BILL_FIRST], items[item, BILL_END]):
            until = bill_lines[line, VALID_TO]
            if bill_lines[line, VALID_FROM] <= day and (until == NOT_GIVEN or day <= until):
                quantity = LARGEST
                if start <= bill_lines[line, LINE_LIMIT]:
                    exact = start * bill_lines[line, NUM] + bill_lines[line, FIXED]
                    quantity = ceil_ratio(exact, bill_lines[line, DEN])
                _need(items, waiting, sums, bill_lines[line, COMPONENT], quantity)


@kernel
def _cost_item(items: IntArray, operations: IntArray, sums: IntArray, item: int, start: int) -> None:
    """Add the item's own cost: its price, or the work of its routing."""
    supply, unit = items[item, SUPPLY], items[item, UNIT]
    if supply != MAKE:
        _add_price(sums, MATERIAL if supply == BUY else SUBCONTRACT_COST, start * items[item, PRICE], unit)
    else:
        first, end = items[item, ROUTING_FIRST], items[item, ROUTING_END]
        if _add_work(operations, range(first, end), sums, start):
            _add_price(sums, SUBCONTRACT_COST, start * items[item, UNIT_COST], unit)
        if first == end and items[item, BILL_FIRST] == items[item, BILL_END]:
            _add_price(sums, MATERIAL, start * items[item, UNIT_COST], unit)


@kernel
def _add_price(sums: IntArray, element: int, exact: int, unit: int) -> None:
    """Add price × start quantity, in millionths of the major unit for one quantum, to an element and its rest."""
    rest = sums[element + REST] + exact % unit * (MICRO // unit)
    sums[element + REST] = rest % MICRO
    _add(sums, element, exact // unit + rest // MICRO)


@kernel
def _add_work(operations: IntArray, steps: range, sums: IntArray, start: int) -> bool:
    """Add the minutes of the operations at their centres' rates; say whether any of them is done outside."""
    has_outside = False
    for step in steps:
        if operations[step, IS_OUTSIDE] == 1:
            has_outside = True
        elif start <= operations[step, STEP_LIMIT]:
            run = ceil_ratio(start * operations[step, RUN_NUM], operations[step, RUN_DEN])
            minutes = operations[step, SETUP] + run
            _add(sums, LABOUR, minutes * operations[step, LABOUR_RATE])
            _add(sums, MACHINE, minutes * operations[step, MACHINE_RATE])
        else:
            sums[TOO_LARGE] = 1
    return has_outside


@kernel
def _add(sums: IntArray, element: int, amount: int) -> None:
    if amount < LARGEST - sums[element]:
        sums[element] += amount
    else:
        sums[TOO_LARGE] = 1


@kernel
def _round(money: Money, sums: IntArray, elements: IntArray) -> None:
    """Round every element once, halves up, to minor units."""
    hour = SIXTY * money.minor
    elements[MATERIAL] = _rounded_price(money, sums[MATERIAL], sums[MATERIAL + REST])
    elements[SUBCONTRACT_COST] = _rounded_price(money, sums[SUBCONTRACT_COST], sums[SUBCONTRACT_COST + REST])
    elements[LABOUR] = _half_up(sums[LABOUR], hour)
    elements[MACHINE] = _half_up(sums[MACHINE], hour)
    work = min(sums[LABOUR], LARGEST - sums[MACHINE]) + sums[MACHINE]
    whole, rest = work // (hour * money.overhead_den), work % (hour * money.overhead_den)
    elements[OVERHEAD] = LARGEST
    if work < LARGEST and fits(whole, money.overhead_num) and fits(rest, money.overhead_num):
        part = _half_up(rest * money.overhead_num, hour * money.overhead_den)
        elements[OVERHEAD] = min(LARGEST - part, whole * money.overhead_num) + part
    if elements.max() >= LARGEST_ELEMENT:
        sums[TOO_LARGE] = 1


@kernel
def _rounded_price(money: Money, whole: int, rest: int) -> int:
    """Return millionths and a rest (in millionths of one) as minor units, halves up."""
    left = whole % money.minor * MICRO + rest
    return whole // money.minor + _half_up(left, money.minor * MICRO)


@kernel
def _half_up(numerator: int, denominator: int) -> int:
    rest = numerator % denominator
    return numerator // denominator + (1 if rest >= denominator - rest else 0)
