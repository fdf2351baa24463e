"""Independent demand: order lines, forecast left over, safety stock, and what open work orders still need."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pegboard.engine.core.columns import NO_ROW, IntArray
from pegboard.engine.core.problems import ERROR, Problem
from pegboard.engine.mrp.tables import (
    ASKED_BY_FORECAST,
    ASKED_BY_LINE,
    ASKED_BY_SAFETY_STOCK,
    LARGEST_QUANTITY,
    Ranks,
    Requirements,
)
from pegboard.engine.mrp.timeline import Timeline
from pegboard.engine.snapshot import Snapshot
from pegboard.engine.snapshot.engineering import TO_STOCK


@dataclass(frozen=True)
class Demand:
    """Who asks for what, and in which order equal needs are served."""

    lines: IntArray  # rows of the planned order lines
    wanted_on: IntArray  # wanted day of every order line
    rank_of_line: IntArray  # of every order line, NO_ROW where it is not planned
    ranks: Ranks
    requirements: Requirements
    problems: tuple[Problem, ...]


def independent_demand(snapshot: Snapshot, timeline: Timeline, safety_need: IntArray, needed_on: IntArray) -> Demand:
    """Return what customers, forecast and safety stock ask for.

    Parameters
    ----------
    safety_need
        The minute at which each item's safety stock is wanted: now + lead time.
    needed_on
        The day by whose end each order line needs its supply.
    """
    wanted = snapshot.order_lines.wanted_on()
    lines = snapshot.order_lines.planned(snapshot.now)
    too_large = snapshot.order_lines.quantity[lines] > LARGEST_QUANTITY
    problems = tuple(_too_large(snapshot, line) for line in lines[too_large].tolist())
    lines = lines[~too_large]
    ranks, rank_of_line = _ranks(snapshot, lines, wanted)

    forecast, left_over = _forecast_left_over(snapshot, lines, wanted)
    stocked = np.flatnonzero(snapshot.items.safety_stock > 0)
    anyone = 2 * len(lines) + 1
    requirements = Requirements(
        item=np.concatenate((snapshot.order_lines.item[lines], snapshot.forecast.item[forecast], stocked)),
        raw_need=np.concatenate(
            (
                timeline.end_of(needed_on[lines]),
                timeline.end_of(snapshot.forecast.week[forecast] + 6),
                safety_need[stocked],
            )
        ),
        service=np.concatenate(
            (2 * rank_of_line[lines], np.full(len(forecast), anyone), np.full(len(stocked), anyone + 2))
        ),
        quantity=np.concatenate(
            (snapshot.order_lines.quantity[lines], left_over, snapshot.items.safety_stock[stocked])
        ),
        demander=np.concatenate((lines, forecast, stocked)),
        bill_line=np.repeat(
            [ASKED_BY_LINE, ASKED_BY_FORECAST, ASKED_BY_SAFETY_STOCK], [len(lines), len(forecast), len(stocked)]
        ),
    )
    return Demand(lines, wanted, rank_of_line, ranks, requirements, problems)


def _ranks(snapshot: Snapshot, lines: IntArray, wanted: IntArray) -> tuple[Ranks, IntArray]:
    """Rank lines by priority, wanted day, order and line; two ranks follow for forecast and safety stock."""
    table = snapshot.order_lines
    ranked = lines[np.lexsort((lines, wanted[lines], table.priority[lines]))]
    rank_of_line = np.full(len(table), NO_ROW, np.int64)
    rank_of_line[ranked] = np.arange(len(ranked))
    order = order_numbers(snapshot)
    last = int(table.priority.max(initial=1))
    ranks = Ranks(
        line=np.concatenate((ranked, [NO_ROW, NO_ROW])),
        priority=np.concatenate((table.priority[ranked], [last + 1, last + 2])),
        order=np.concatenate((order[ranked], [NO_ROW, NO_ROW])),
    )
    return ranks, rank_of_line


def order_numbers(snapshot: Snapshot) -> IntArray:
    """Number the orders that the lines belong to; lines are sorted by order."""
    order = snapshot.order_lines.order
    if not len(order):
        return np.zeros(0, np.int64)
    return np.concatenate(([0], np.cumsum(order[1:] != order[:-1]))).astype(np.int64)


def _forecast_left_over(snapshot: Snapshot, lines: IntArray, wanted: IntArray) -> tuple[IntArray, IntArray]:
    """Return the forecast rows that lines wanted in their week have not used up, and what is left of them."""
    forecast, table = snapshot.forecast, snapshot.order_lines
    if not len(forecast):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    week = snapshot.local_time.monday(wanted[lines])
    used: dict[tuple[int, int], int] = {}
    for item, monday, quantity in zip(
        table.item[lines].tolist(), week.tolist(), table.quantity[lines].tolist(), strict=True
    ):
        used[item, monday] = used.get((item, monday), 0) + quantity
    left = np.array(
        [
            max(0, quantity - used.get((item, monday), 0))
            for item, monday, quantity in zip(
                forecast.item.tolist(), forecast.week.tolist(), forecast.quantity.tolist(), strict=True
            )
        ],
        dtype=np.int64,
    )
    counts = (left > 0) & (left <= LARGEST_QUANTITY)
    counts &= snapshot.items.strategy[forecast.item] == TO_STOCK
    counts &= forecast.week + 7 > 0
    rows = np.flatnonzero(counts)
    return rows, left[rows]


def _too_large(snapshot: Snapshot, line: int) -> Problem:
    table = snapshot.order_lines
    return Problem("quantity-too-large", f"{table.order[line]}/{table.line[line]}", "orders", ERROR)
