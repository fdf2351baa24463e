"""The estimate of every order line, by element and in all."""

from __future__ import annotations

import numpy as np

from pegboard.engine.bom import Structures
from pegboard.engine.core.columns import BoolArray, IntArray
from pegboard.engine.core.problems import Problem
from pegboard.engine.core.rounding import LARGEST, half_up
from pegboard.engine.cost.exact_cost import exact_line
from pegboard.engine.cost.line_cost import (
    ELEMENTS,
    LABOUR,
    MACHINE,
    MATERIAL,
    OVERHEAD,
    SUBCONTRACT_COST,
    cost_lines,
)
from pegboard.engine.cost.rates import costed_lines, money, rates
from pegboard.engine.plan import Costs
from pegboard.engine.snapshot import Snapshot


def roll_up_cost(snapshot: Snapshot, structures: Structures, lines: IntArray) -> Costs:
    """Return the estimate of each of these order lines, in their order.

    The line's quantity is exploded lot for lot and without stock through the bills valid on its wanted day. A line
    whose cost is beyond 64 bits of minor units has no row: see `cost_problems`.
    """
    known, currency, costed = rates(snapshot, structures), money(snapshot), costed_lines(snapshot, lines)
    elements = np.zeros((len(lines), ELEMENTS), dtype=np.int64)
    fitted = cost_lines(known, currency, costed, elements)
    for number in np.flatnonzero(~fitted).tolist():
        exact = exact_line(known, currency, costed, number)
        if exact is not None:
            elements[number] = exact
            fitted[number] = True
    return _costs(snapshot, costed.row, elements, fitted)


def cost_problems(snapshot: Snapshot, lines: IntArray, costs: Costs) -> tuple[Problem, ...]:
    """Return a problem for every line that was to be costed and has no cost."""
    order, line = snapshot.order_lines.order, snapshot.order_lines.line
    missing = np.setdiff1d(lines, costs.order_line)
    return tuple(Problem("cost-too-large", f"{order[row]}/{line[row]}", "orders") for row in missing.tolist())


def _costs(snapshot: Snapshot, rows: IntArray, elements: IntArray, fitted: BoolArray) -> Costs:
    lines = snapshot.order_lines
    total = elements.sum(axis=1)
    unit = _unit_costs(total, 10 ** snapshot.items.decimals[lines.item[rows]], lines.quantity[rows])
    kept = np.flatnonzero(fitted & (unit < LARGEST))
    return Costs(
        order_line=rows[kept],
        material=elements[kept, MATERIAL],
        labour=elements[kept, LABOUR],
        machine=elements[kept, MACHINE],
        subcontract=elements[kept, SUBCONTRACT_COST],
        overhead=elements[kept, OVERHEAD],
        total=total[kept],
        unit=unit[kept],
    )


def _unit_costs(total: IntArray, unit: IntArray, quantity: IntArray) -> IntArray:
    """Return total × unit ÷ quantity, halves up; `LARGEST` where that is beyond 64 bits."""
    is_small = total <= LARGEST // unit
    exact = np.where(is_small, total, 0) * unit
    rest = exact % quantity
    found = exact // quantity + (rest >= quantity - rest)
    for row in np.flatnonzero(~is_small).tolist():
        found[row] = min(LARGEST, half_up(int(total[row]) * int(unit[row]), int(quantity[row])))
    return np.asarray(found)
