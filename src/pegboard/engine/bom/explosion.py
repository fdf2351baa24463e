"""Explosion and where-used over the resolved bills, exact and without stock."""

from __future__ import annotations

import numpy as np

from pegboard.engine.bom.structures import Structures
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, IntArray
from pegboard.engine.core.rounding import MICRO
from pegboard.engine.snapshot import Snapshot


def explode(
    snapshot: Snapshot, structures: Structures, item: int, quantity: int, *, day: int, order_line: int = NO_ROW
) -> dict[int, int]:
    """Return what one order needs of every item, in quanta, lot for lot and without stock.

    Parameters
    ----------
    item, quantity
        What is ordered, row and quanta of good output.
    day
        The wanted day, by which bill lines are valid.
    order_line
        Whose own structures replace the masters, NO_ROW for none.
    """
    bills, needed = structures.bills, {item: quantity}
    done: dict[int, int] = {}
    while needed:
        at = min(needed, key=lambda row: (_place(structures, row, order_line)[0], row))
        done[at] = needed.pop(at)
        start = -(-done[at] * MICRO // (MICRO - int(snapshot.items.scrap_micro[at])))
        bill = _place(structures, at, order_line)[1]
        for line in range(int(bills.first[bill]), int(bills.first[bill + 1])):
            if not bills.valid_from[line] <= day or NOT_GIVEN != bills.valid_to[line] < day:
                continue
            component = int(bills.component[line])
            exact = start * int(bills.num[line]) + int(bills.fixed_num[line])
            needed[component] = needed.get(component, 0) - (-exact // int(bills.den[line]))
    return done


def where_used(structures: Structures, item: int) -> IntArray:
    """Return the bills (see Structures) that name the item as a component."""
    lines = np.flatnonzero(structures.bills.component == item)
    return np.unique(np.searchsorted(structures.bills.first, lines, side="right") - 1)


def _place(structures: Structures, item: int, order_line: int) -> tuple[int, int]:
    """Return level and bill of an item as an order line sees it."""
    owned = structures.owned
    if order_line != NO_ROW:
        start, end = int(owned.first[order_line]), int(owned.first[order_line + 1])
        row = start + int(np.searchsorted(owned.item[start:end], item))
        if row < end and owned.item[row] == item:
            level = owned.level[row] if owned.is_owned[row] else structures.item_level[item]
            return int(level), int(owned.bill[row])
    return int(structures.item_level[item]), item
