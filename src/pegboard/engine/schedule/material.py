"""Which operation each peg feeds, and when what is not made in the plan is there."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pegboard.engine.core.columns import NO_ROW, IntArray
from pegboard.engine.plan import Pegs, PlannedOrders
from pegboard.engine.plan.vocabulary import (
    FOR_ORDER_LINE,
    FOR_PLANNED_ORDER,
    FOR_RECEIPT,
    PLANNED_ORDER,
    RECEIPT,
    STOCK,
)
from pegboard.engine.schedule.search import Lines
from pegboard.engine.schedule.work import Work, passing_days
from pegboard.engine.snapshot import Snapshot

WEIGHTS = (4, 2, 1)
"""What a minute of lateness weighs at priority 1, 2, and 3 or beyond."""
LARGEST_SEQUENCE = 2**40


class PegEnds(NamedTuple):
    """Where each peg comes from and goes to."""

    maker: IntArray  # row of the work that makes it, NO_ROW if its date is known without placing anything
    user: IntArray  # the step that consumes it, NO_ROW if the demand has no steps
    known_at: IntArray  # when a supply without work is there at the earliest; now for the others


def peg_ends(snapshot: Snapshot, work: Work, orders: PlannedOrders, pegs: Pegs) -> PegEnds:
    """Return both ends of every peg."""
    receipt_supply = work.supply_of(RECEIPT, len(snapshot.receipts))
    order_supply = work.supply_of(PLANNED_ORDER, len(orders))
    maker = _by_kind(pegs.supply_kind, pegs.supply, {RECEIPT: receipt_supply, PLANNED_ORDER: order_supply}, NO_ROW)
    arrivals = _by_kind(pegs.supply_kind, pegs.supply, _arrivals(snapshot, orders), snapshot.now)
    return PegEnds(
        maker=maker,
        user=_users(work, pegs, receipt_supply, order_supply),
        known_at=np.where(maker == NO_ROW, arrivals, snapshot.now),
    )


def _by_kind(kind: IntArray, row: IntArray, columns: dict[int, IntArray], otherwise: int) -> IntArray:
    found = np.full(len(kind), otherwise, dtype=np.int64)
    for wanted, column in columns.items():
        chosen = np.flatnonzero(kind == wanted)
        found[chosen] = column[row[chosen]]
    return found


def _users(work: Work, pegs: Pegs, receipt_supply: IntArray, order_supply: IntArray) -> IntArray:
    """Return the step at or after the peg's sequence, else the last one; the first where no sequence is given."""
    worked_on = {FOR_RECEIPT: receipt_supply, FOR_PLANNED_ORDER: order_supply}
    supply = _by_kind(pegs.demand_kind, pegs.demand, worked_on, NO_ROW)
    keys = work.supply * LARGEST_SEQUENCE + work.sequence
    wanted = np.clip(pegs.sequence, 0, LARGEST_SEQUENCE - 1)
    step = np.searchsorted(keys, supply * LARGEST_SEQUENCE + wanted)
    last = np.append(work.first[1:] - 1, NO_ROW)[supply]
    return np.asarray(np.where(supply != NO_ROW, np.minimum(step, last), NO_ROW), dtype=np.int64)


def _arrivals(snapshot: Snapshot, orders: PlannedOrders) -> dict[int, IntArray]:
    """Return by kind of supply when each row of it is there at the earliest, work on it not counted."""
    local_time, now = snapshot.local_time, snapshot.now
    today = int(local_time.day_of(np.array([now]))[0])
    stock = np.maximum(snapshot.stock.available_on, today)
    return {
        STOCK: np.maximum(local_time.day_start(stock), now),
        RECEIPT: np.maximum(local_time.day_start(np.maximum(snapshot.receipts.due_on, today)), now),
        PLANNED_ORDER: np.maximum(local_time.day_start(today + passing_days(snapshot, orders)), now),
    }


def line_weights(snapshot: Snapshot) -> IntArray:
    """Return what a minute of lateness of each order line weighs."""
    return np.asarray(np.array(WEIGHTS)[np.clip(snapshot.order_lines.priority, 1, 3) - 1])


def lines_served(snapshot: Snapshot, pegs: Pegs, ends: PegEnds) -> Lines:
    """Return what the finish of the order lines that pegs serve depends on."""
    rows = np.flatnonzero(pegs.demand_kind == FOR_ORDER_LINE)
    lines, of_peg = np.unique(pegs.demand[rows], return_inverse=True)
    known_at = np.full(len(lines), snapshot.now, dtype=np.int64)
    is_made = ends.maker[rows] != NO_ROW
    np.maximum.at(known_at, of_peg[~is_made], ends.known_at[rows[~is_made]])
    return Lines(
        wanted_at=snapshot.local_time.day_start(snapshot.order_lines.wanted_on()[lines] + 1),
        weight=line_weights(snapshot)[lines],
        known_at=known_at,
        peg_line=of_peg[is_made],
        peg_supply=ends.maker[rows[is_made]],
    )
