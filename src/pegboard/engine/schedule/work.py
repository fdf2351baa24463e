"""What is to be placed: the steps of planned orders and of work in progress, in the order of the plan's table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from pegboard.engine.bom import Structures
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, IntArray
from pegboard.engine.core.problems import Problem
from pegboard.engine.plan import PlannedOrders
from pegboard.engine.plan.vocabulary import PLANNED_ORDER, RECEIPT
from pegboard.engine.schedule.problem import MOST_OPERATIONS, NOT_FIXED, PLANNED, STARTED
from pegboard.engine.snapshot import Snapshot
from pegboard.engine.snapshot.engineering import BUY, SUBCONTRACT

NO_STEP: Final = NO_ROW
"""The operation of a step that no routing names: a subcontractor's time, an item without a routing."""

JOINED: Final = (
    *("supply_kind", "supply_row", "operation", "sequence", "quantity", "days"),
    *("fixed", "fixed_at", "fixed_unit"),
)


@dataclass(frozen=True)
class Work:
    """Supplies and their steps: receipts with work in progress first, then planned orders; steps by sequence.

    The steps of a supply are the rows `first[supply]` … `first[supply + 1] - 1`; `operation` counts in
    `Structures.operations`.
    """

    supply_kind: IntArray  # RECEIPT or PLANNED_ORDER
    supply_row: IntArray
    first: IntArray
    operation: IntArray
    sequence: IntArray  # 0 for a step that no routing names
    quantity: IntArray
    days: IntArray  # NOT_GIVEN inside
    fixed: IntArray
    fixed_at: IntArray
    fixed_unit: IntArray
    problems: tuple[Problem, ...]

    @property
    def supply(self) -> IntArray:
        """Return the supply of each step."""
        return np.repeat(np.arange(len(self.supply_row)), np.diff(self.first))

    def supply_of(self, kind: int, rows: int) -> IntArray:
        """Return the supply of each row of a table (receipts or planned orders), NO_ROW where it has none."""
        found = np.full(rows, NO_ROW, dtype=np.int64)
        supplies = np.flatnonzero(self.supply_kind == kind)
        found[self.supply_row[supplies]] = supplies
        return found


def work_of(snapshot: Snapshot, structures: Structures, orders: PlannedOrders) -> Work:
    """Return all that is to be placed."""
    receipts = _receipt_work(snapshot, structures)
    planned = _order_work(snapshot, structures, orders)
    join = {name: np.concatenate((getattr(receipts, name), getattr(planned, name))) for name in JOINED}
    if len(join["operation"]) >= MOST_OPERATIONS:
        raise ValueError(f"more than {MOST_OPERATIONS} operations cannot be placed in one plan")
    first = np.concatenate((receipts.first, planned.first[1:] + receipts.first[-1]))
    return Work(first=first, problems=receipts.problems, **join)


def passing_days(snapshot: Snapshot, orders: PlannedOrders) -> IntArray:
    """Return the days that each order takes by its source, else by its item's lead time, else none."""
    by_item = np.maximum(snapshot.items.lead_time_days[orders.item], 0)
    by_source = np.append(snapshot.sources.lead_time_days, 0)[orders.source]
    return np.asarray(np.where(orders.source != NO_ROW, by_source, by_item))


def _order_work(snapshot: Snapshot, structures: Structures, orders: PlannedOrders) -> Work:
    """Return the steps of planned orders; what has no routing, or is made elsewhere, is one step of whole days."""
    rows = np.flatnonzero(orders.supply != BUY)
    routing = np.where(orders.supply[rows] == SUBCONTRACT, NO_ROW, orders.routing[rows])
    start = structures.routing_first[routing]
    sizes = np.where(routing != NO_ROW, structures.routing_first[routing + 1] - start, 0)
    counts = np.maximum(sizes, 1)
    first = np.concatenate(([0], np.cumsum(counts)))
    order = np.repeat(rows, counts)
    operation = np.repeat(start - first[:-1], counts) + np.arange(len(order))
    is_step = np.repeat(sizes > 0, counts)
    operation = np.where(is_step, operation, NO_STEP)
    outside = np.append(structures.operations.outside_days, NOT_GIVEN)[operation]
    nothing = np.full(len(order), NO_ROW, dtype=np.int64)
    return Work(
        supply_kind=np.full(len(rows), PLANNED_ORDER, dtype=np.int64),
        supply_row=rows,
        first=first,
        operation=operation,
        sequence=np.append(structures.operations.sequence, 0)[operation],
        quantity=orders.start_quantity[order],
        days=np.where(is_step, outside, np.repeat(_days_without_routing(snapshot, orders)[rows], counts)),
        fixed=np.full(len(order), NOT_FIXED, dtype=np.int64),
        fixed_at=nothing,
        fixed_unit=nothing,
        problems=(),
    )


def _days_without_routing(snapshot: Snapshot, orders: PlannedOrders) -> IntArray:
    by_item = np.maximum(snapshot.items.lead_time_days[orders.item], 0)
    return np.where(orders.supply == SUBCONTRACT, passing_days(snapshot, orders), by_item)


def _receipt_work(snapshot: Snapshot, structures: Structures) -> Work:
    """Return the steps that receipts have still to run; a step that the routing lacks is reported and left out."""
    progress = snapshot.work_in_progress
    routing_of = _receipt_routings(snapshot, structures)
    found: list[int] = []
    operations: list[int] = []
    problems: list[Problem] = []
    for row, (receipt, sequence) in enumerate(zip(progress.receipt.tolist(), progress.sequence.tolist(), strict=True)):
        low, high = structures.routing_first[routing_of[receipt]], structures.routing_first[routing_of[receipt] + 1]
        at = int(low + np.searchsorted(structures.operations.sequence[low:high], sequence))
        if at < high and structures.operations.sequence[at] == sequence:
            found.append(row)
            operations.append(at)
        else:
            code = snapshot.receipts.code[receipt]
            problems.append(Problem("progress-no-step", code, "work_in_progress", operands=(str(sequence),)))
    rows = np.array(found, dtype=np.int64)
    operation = np.array(operations, dtype=np.int64)
    supplies, first = np.unique(progress.receipt[rows], return_index=True)
    fixed = _fixed(snapshot, rows)
    outside = structures.operations.outside_days[operation]
    return Work(
        supply_kind=np.full(len(supplies), RECEIPT, dtype=np.int64),
        supply_row=np.asarray(supplies, dtype=np.int64),
        first=np.append(first, len(rows)).astype(np.int64),
        operation=operation,
        sequence=np.append(structures.operations.sequence, 0)[operation],
        quantity=progress.remaining_quantity[rows],
        days=_days_left(snapshot, outside, np.where(fixed == STARTED, progress.started_at[rows], NOT_GIVEN)),
        fixed=np.where(outside == NOT_GIVEN, fixed, NOT_FIXED),
        fixed_at=np.where(fixed == STARTED, progress.started_at[rows], progress.planned_start_at[rows]),
        fixed_unit=progress.work_unit[rows],
        problems=tuple(problems),
    )


def _days_left(snapshot: Snapshot, outside: IntArray, started_at: IntArray) -> IntArray:
    """Return the outside days that are left: what was sent out is back so many days after the day it was sent."""
    gone = snapshot.local_time.day_of(np.array([snapshot.now])) - snapshot.local_time.day_of(started_at)
    is_out = (started_at != NOT_GIVEN) & (outside != NOT_GIVEN)
    return np.where(is_out, np.maximum(outside - gone, 0), outside)


def _receipt_routings(snapshot: Snapshot, structures: Structures) -> list[int]:
    """Return the routing of each receipt: what its reserved line owns for the item, else the item's master."""
    routings: list[int] = snapshot.receipts.item.tolist()
    lines = snapshot.order_lines
    if not len(structures.owned.item):
        return routings
    row_of = {key: row for row, key in enumerate(zip(lines.order.tolist(), lines.line.tolist(), strict=True))}
    reserved = zip(snapshot.receipts.reserved_order.tolist(), snapshot.receipts.reserved_line.tolist(), strict=True)
    for receipt, key in enumerate(reserved):
        if key not in row_of:
            continue
        low, high = structures.owned.first[row_of[key]], structures.owned.first[row_of[key] + 1]
        at = int(low + np.searchsorted(structures.owned.item[low:high], routings[receipt]))
        if at < high and structures.owned.item[at] == routings[receipt]:
            routings[receipt] = int(structures.owned.routing[at])
    return routings


def _fixed(snapshot: Snapshot, rows: IntArray) -> IntArray:
    """Return how each row of the work in progress is fixed."""
    progress, now = snapshot.work_in_progress, snapshot.now
    planned = progress.planned_start_at[rows]
    is_near = (planned >= now) & (planned < now + snapshot.policy.frozen_minutes)
    is_started = progress.started_at[rows] != NOT_GIVEN
    return np.where(is_started, STARTED, np.where(is_near, PLANNED, NOT_FIXED)).astype(np.int64)
