"""Action messages: what the planner should do about open receipts, planned orders and order lines.

* `release`: a planned order whose release falls on today.
* `expedite`: an open receipt, or an order still to be placed, that comes after its need by lead times.
* `defer`: an open receipt that nothing needs until more than `DEFER_TOLERANCE_DAYS` after its due day.
* `cancel`, `decrease`: an open receipt that nothing needs, wholly or in part.
* `increase`: an open receipt of a pooled item for which a new order would come in on the same day.
* `past_due`: a receipt or an order line whose day has passed.
* `short`: demand that is not covered by its wanted minute.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from pegboard.engine.core.columns import NOT_GIVEN, BoolArray, IntArray
from pegboard.engine.core.local_time import DAY
from pegboard.engine.mrp.lot_rules import lot_rules
from pegboard.engine.mrp.reach import Reach
from pegboard.engine.plan import Messages, Pegs, PlannedOrders, Promises
from pegboard.engine.plan.vocabulary import (
    A_FORECAST,
    A_PLANNED_ORDER,
    A_RECEIPT,
    AN_ITEM,
    AN_ORDER_LINE,
    CANCEL,
    DECREASE,
    DEFER,
    EXPEDITE,
    FOR_FORECAST,
    FOR_ORDER_LINE,
    FOR_RECEIPT,
    FOR_SAFETY_STOCK,
    INCREASE,
    PAST_DUE,
    PLANNED_ORDER,
    RECEIPT,
    RELEASE,
    SHORT,
)
from pegboard.engine.snapshot import Snapshot
from pegboard.engine.snapshot.engineering import MAKE, TO_STOCK
from pegboard.engine.snapshot.supply import WORK_ORDER

DEFER_TOLERANCE_DAYS: Final = 7
SUBJECT_OF: Final = {FOR_RECEIPT: A_RECEIPT, FOR_SAFETY_STOCK: AN_ITEM, FOR_FORECAST: A_FORECAST}


class Found(NamedTuple):
    """Messages of one kind about one kind of subject."""

    message: int
    subject_kind: int
    subject: IntArray
    item: IntArray
    quantity: IntArray
    from_at: IntArray
    to_at: IntArray


@dataclass(frozen=True)
class Outcome:
    """What messages are read from: the finished plan, and when netting had wanted each peg's supply."""

    snapshot: Snapshot
    planned_orders: PlannedOrders
    pegs: Pegs
    promises: Promises
    wanted_at: IntArray  # of each peg, by lead times


def action_messages(outcome: Outcome) -> tuple[Messages, IntArray]:
    """Return the messages and the order lines that each of them hurts."""
    found = [part for part in _all(outcome) if len(part.subject)]
    if not found:
        empty = np.zeros(0, np.int64)
        return Messages(*(empty for _ in range(8))), empty
    kinds = np.repeat([part.message for part in found], [len(part.subject) for part in found])
    about = np.repeat([part.subject_kind for part in found], [len(part.subject) for part in found])
    subject, item, quantity, from_at, to_at = (
        np.concatenate([part[column] for part in found]) for column in range(2, len(Found._fields))
    )
    order = np.lexsort((item, subject, about, kinds))
    first, lines = Reach(outcome.snapshot, outcome.planned_orders, outcome.pegs, _comes_late(outcome)).lines(
        kinds[order], about[order], subject[order]
    )
    table = Messages(
        message=kinds[order],
        subject_kind=about[order],
        subject=subject[order],
        item=item[order],
        quantity=quantity[order],
        from_at=from_at[order],
        to_at=to_at[order],
        lines_first=first,
    )
    return table, lines


def _all(outcome: Outcome) -> Iterator[Found]:
    yield _releases(outcome)
    yield _late_receipts(outcome)
    yield _late_orders(outcome)
    yield from _early_and_unwanted(outcome)
    yield _increases(outcome)
    yield from _past_due(outcome)
    yield _short_lines(outcome)
    yield from _short_others(outcome)


def _releases(outcome: Outcome) -> Found:
    orders, snapshot = outcome.planned_orders, outcome.snapshot
    tomorrow = int(snapshot.local_time.day_start(np.array([1]))[0])
    rows = np.flatnonzero((orders.release_at != NOT_GIVEN) & (orders.release_at < tomorrow))
    return Found(
        RELEASE,
        A_PLANNED_ORDER,
        rows,
        orders.item[rows],
        orders.quantity[rows],
        np.full(len(rows), NOT_GIVEN),
        orders.release_at[rows],
    )


def _comes_late(outcome: Outcome) -> BoolArray:
    """Say of each peg whether its supply comes after it was wanted; before now nothing could come."""
    return np.asarray(outcome.pegs.available_at > np.maximum(outcome.wanted_at, outcome.snapshot.now))


def _late_receipts(outcome: Outcome) -> Found:
    snapshot, pegs = outcome.snapshot, outcome.pegs
    late = np.flatnonzero((pegs.supply_kind == RECEIPT) & _comes_late(outcome))
    rows, need, quantity = _earliest(pegs.supply[late], outcome.wanted_at[late], pegs.quantity[late])
    there = np.full(len(snapshot.receipts), NOT_GIVEN)
    there[pegs.supply[late]] = pegs.available_at[late]
    return Found(
        EXPEDITE,
        A_RECEIPT,
        rows,
        snapshot.receipts.item[rows],
        quantity,
        there[rows],
        np.maximum(need, snapshot.now),
    )


def _late_orders(outcome: Outcome) -> Found:
    """Find orders still to be bought or subcontracted that come too late though they are released now."""
    snapshot, pegs, orders = outcome.snapshot, outcome.pegs, outcome.planned_orders
    late = np.flatnonzero((pegs.supply_kind == PLANNED_ORDER) & _comes_late(outcome))
    late = late[orders.supply[pegs.supply[late]] != MAKE]
    late = late[orders.release_at[pegs.supply[late]] == snapshot.now]
    rows, need, quantity = _earliest(pegs.supply[late], outcome.wanted_at[late], pegs.quantity[late])
    return Found(
        EXPEDITE,
        A_PLANNED_ORDER,
        rows,
        orders.item[rows],
        quantity,
        orders.finish_at[rows],
        np.maximum(need, snapshot.now),
    )


def _earliest(subject: IntArray, need: IntArray, quantity: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Return each subject once, with its earliest need and its whole quantity."""
    rows, group = np.unique(subject, return_inverse=True)
    first = np.full(len(rows), 2**62, np.int64)
    np.minimum.at(first, group, need)
    total = np.zeros(len(rows), np.int64)
    np.add.at(total, group, quantity)
    return rows, first, total


def _early_and_unwanted(outcome: Outcome) -> Iterator[Found]:
    snapshot, pegs = outcome.snapshot, outcome.pegs
    receipts = snapshot.receipts
    pegged = np.flatnonzero(pegs.supply_kind == RECEIPT)
    used = np.zeros(len(receipts), np.int64)
    np.add.at(used, pegs.supply[pegged], pegs.quantity[pegged])
    due = snapshot.local_time.day_start(receipts.due_on)
    none = np.full(len(receipts), NOT_GIVEN)

    def found(message: int, chosen: BoolArray, quantity: IntArray, to_at: IntArray) -> Found:
        rows = np.flatnonzero(chosen)
        return Found(message, A_RECEIPT, rows, receipts.item[rows], quantity[rows], due[rows], to_at[rows])

    needed = np.full(len(receipts), 2**62, np.int64)
    np.minimum.at(needed, pegs.supply[pegged], pegs.needed_at[pegged])
    tolerance = DEFER_TOLERANCE_DAYS * DAY
    can_wait = (used > 0) & (receipts.kind != WORK_ORDER) & (due > snapshot.now)
    yield found(DEFER, can_wait & (needed > due + tolerance), receipts.quantity, needed)
    yield found(CANCEL, used == 0, receipts.quantity, none)
    less = _reducible(snapshot, receipts.quantity, used)
    yield found(DECREASE, (used > 0) & (less > 0), less, none)


def _reducible(snapshot: Snapshot, quantity: IntArray, used: IntArray) -> IntArray:
    """Return by how much each receipt could be smaller and still be a lot of its source or item that covers its use."""
    item = snapshot.receipts.item
    minimum, multiple = lot_rules(snapshot)
    step = np.maximum(multiple[item], 1)
    smallest = -(-np.maximum(used, minimum[item]) // step) * step
    return np.asarray(np.maximum(quantity - smallest, 0))


def _increases(outcome: Outcome) -> Found:
    snapshot, orders = outcome.snapshot, outcome.planned_orders
    receipts, days = snapshot.receipts, max(len(snapshot.items), 1)
    open_ones = np.flatnonzero(
        (receipts.kind != WORK_ORDER)
        & (receipts.reserved_order == "")
        & (snapshot.items.strategy[receipts.item] == TO_STOCK)
        & (receipts.due_on > 0)
    )
    key_of_receipt = receipts.due_on[open_ones] * days + receipts.item[open_ones]
    known = np.flatnonzero(orders.finish_at != NOT_GIVEN)
    key_of_order = snapshot.local_time.day_of(orders.finish_at[known]) * days + orders.item[known]
    chosen, first = np.unique(key_of_receipt, return_index=True)
    place = np.searchsorted(chosen, key_of_order)
    same = np.append(chosen, NOT_GIVEN)[place] == key_of_order
    rows, _, quantity = _earliest(
        open_ones[first[place[same]]], orders.finish_at[known][same], orders.quantity[known][same]
    )
    due = snapshot.local_time.day_start(receipts.due_on[rows])
    return Found(INCREASE, A_RECEIPT, rows, receipts.item[rows], quantity, due, due)


def _past_due(outcome: Outcome) -> Iterator[Found]:
    snapshot, lines = outcome.snapshot, outcome.promises.order_line
    receipts, table = snapshot.receipts, snapshot.order_lines
    rows = np.flatnonzero(receipts.due_on < 0)
    due = snapshot.local_time.day_start(receipts.due_on[rows])
    now = np.full(len(rows), snapshot.now)
    yield Found(PAST_DUE, A_RECEIPT, rows, receipts.item[rows], receipts.quantity[rows], due, now)
    wanted = table.wanted_on()
    late = lines[wanted[lines] < 0]
    end = snapshot.local_time.day_start(wanted[late] + 1)
    yield Found(
        PAST_DUE, AN_ORDER_LINE, late, table.item[late], table.quantity[late], end, np.full(len(late), snapshot.now)
    )


def _short_lines(outcome: Outcome) -> Found:
    """Find lines of which some quantity is not there by the end of the wanted day."""
    snapshot, pegs, promises = outcome.snapshot, outcome.pegs, outcome.promises
    table = snapshot.order_lines
    wanted = table.wanted_on()
    end = snapshot.local_time.day_start(wanted + 1)
    in_time = np.zeros(len(table), np.int64)
    good = np.flatnonzero((pegs.demand_kind == FOR_ORDER_LINE) & (pegs.available_at != NOT_GIVEN))
    good = good[pegs.available_at[good] <= end[pegs.demand[good]]]
    np.add.at(in_time, pegs.demand[good], pegs.quantity[good])
    short = in_time[promises.order_line] < table.quantity[promises.order_line]
    lines = promises.order_line[short]
    return Found(
        SHORT,
        AN_ORDER_LINE,
        lines,
        table.item[lines],
        table.quantity[lines] - in_time[lines],
        end[lines],
        promises.finish_at[short],
    )


def _short_others(outcome: Outcome) -> Iterator[Found]:
    pegs = outcome.pegs
    for kind, subject_kind in SUBJECT_OF.items():
        rows = np.flatnonzero(
            (pegs.demand_kind == kind) & ((pegs.available_at > pegs.needed_at) | (pegs.available_at == NOT_GIVEN))
        )
        pair = pegs.demand[rows] * max(len(outcome.snapshot.items), 1) + pegs.item[rows]
        _, first, group = np.unique(pair, return_index=True, return_inverse=True)
        quantity = np.zeros(len(first), np.int64)
        np.add.at(quantity, group, pegs.quantity[rows])
        latest = np.full(len(first), NOT_GIVEN, np.int64)
        np.maximum.at(latest, group, pegs.available_at[rows])
        chosen = rows[first]
        yield Found(
            SHORT, subject_kind, pegs.demand[chosen], pegs.item[chosen], quantity, pegs.needed_at[chosen], latest
        )
