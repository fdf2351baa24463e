"""The order in which requirements are served: item, need, rank of the order line, quantity."""

from __future__ import annotations

import numpy as np

from pegboard.engine.core.columns import IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.mrp.tables import ASKED_BY_SAFETY_STOCK, Requirements


def serving_order(requirements: Requirements, floor: int) -> IntArray:
    """Return the rows of the requirements as they are served; safety stock comes after everything else of its item."""
    need = np.maximum(requirements.raw_need, floor) - floor
    is_safety = requirements.bill_line == ASKED_BY_SAFETY_STOCK
    if is_safety.any():
        need[is_safety] = need.max() + 1
    rows = len(need)
    if need.size and not (need % 1440).any():
        need //= 1440
    columns = (requirements.item, need, requirements.service)
    bits = [int(column.max(initial=0)).bit_length() for column in columns]
    row_bits = rows.bit_length()
    if sum(bits) + row_bits <= 63:
        key = _packed(*columns, bits[1] + bits[2] + row_bits, bits[2] + row_bits, row_bits)
        key.sort()
        order = key & ((1 << row_bits) - 1)
        key >>= row_bits
    elif sum(bits) <= 63:
        key = _packed(*columns, bits[1] + bits[2], bits[2], 0)
        order = np.argsort(key, kind="stable")
        key = key[order]
    else:
        order = np.lexsort(columns[::-1])
        key = np.zeros(rows, np.int64)
        for column in columns:
            ordered = column[order]
            key[1:] += ordered[1:] != ordered[:-1]
        key = np.cumsum(key)
    _by_quantity(order, key, requirements.quantity)
    return order


@kernel
def _packed(item: IntArray, need: IntArray, service: IntArray, item_at: int, need_at: int, service_at: int) -> IntArray:
    """Return one sortable number for each row, with the row itself in the lowest bits where there is room."""
    key = np.empty(len(item), np.int64)
    for row in range(len(item)):
        key[row] = (item[row] << item_at) | (need[row] << need_at) | (service[row] << service_at)
        if service_at:
            key[row] |= row
    return key


@kernel
def _by_quantity(order: IntArray, key: IntArray, quantity: IntArray) -> None:
    """Put smaller quantities first where the keys are equal."""
    for at in range(1, len(order)):
        row = order[at]
        place = at
        while place > 0 and key[place - 1] == key[at] and quantity[order[place - 1]] > quantity[row]:
            order[place] = order[place - 1]
            place -= 1
        order[place] = row
