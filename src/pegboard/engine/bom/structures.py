"""The structures of a factory: each item's bill and routing, and what single order lines own instead.

Bill and routing `b` below the number of items are the master of item row `b`; the rest belong to order lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from pegboard.engine.bom.flattening import BillRows, FlatLine, flat_lines
from pegboard.engine.bom.levels import levels
from pegboard.engine.bom.owned import OwnedRow, master_users_of_phantoms, owned_rows, visited_arrows
from pegboard.engine.core.columns import NO_ROW, IntArray, ints
from pegboard.engine.core.rounding import LARGEST, MICRO, reduced
from pegboard.engine.plan.operations import OperationColumns
from pegboard.engine.snapshot import BomLines, RoutingOperations, Snapshot


class Bills(NamedTuple):
    """All bills, phantoms resolved: a start of q quanta needs ⌈(q × num + fixed_num) ÷ den⌉ quanta of the component."""

    first: IntArray  # the lines of bill b are first[b] … first[b + 1]
    component: IntArray
    num: IntArray
    fixed_num: IntArray
    den: IntArray
    sequence: IntArray
    valid_from: IntArray
    valid_to: IntArray


class OwnedStructures(NamedTuple):
    """What order lines use instead of the master: rows first[line] … first[line + 1], sorted by item."""

    first: IntArray
    item: IntArray
    bill: IntArray
    routing: IntArray
    is_owned: IntArray  # 1: the line owns it; 0: a master bill that goes through a phantom the line owns
    level: IntArray


@dataclass(frozen=True)
class Structures:
    """Bills, routings, low-level codes and owned structures of a snapshot."""

    bills: Bills
    routing_first: IntArray  # the operations of routing r are routing_first[r] … routing_first[r + 1]
    operations: OperationColumns
    owned: OwnedStructures
    item_level: IntArray

    @property
    def level_count(self) -> int:
        """Return the number of levels."""
        return int(max(self.item_level.max(initial=0), self.owned.level.max(initial=0))) + 1


def structures(snapshot: Snapshot) -> Structures:
    """Resolve all bills and routings of a snapshot.

    Raises
    ------
    BomCycleError
        If a bill contains itself. The archive refuses such a folder, so this is a caller's mistake.
    """
    items = len(snapshot.items)
    master = _rows_by_item(snapshot.boms, items)
    owned, own_routing_first = owned_rows(snapshot, master_users_of_phantoms(snapshot.boms, master))
    flat = [flat_lines(item, master) for item in range(items)]
    flat += [flat_lines(row.item, row.bill_rows(snapshot.order_boms, master)) for row in owned if row.own_bill >= 0]
    bills = _bills(snapshot, flat, [*range(items), *(row.item for row in owned if row.own_bill >= 0)])
    operations, routing_first = _routings(snapshot, own_routing_first)
    item_level, owned_level = _levels(snapshot, bills, owned)
    return Structures(
        bills=bills,
        routing_first=routing_first,
        operations=operations,
        owned=_owned_table(owned, owned_level, items, len(snapshot.order_lines)),
        item_level=item_level,
    )


def _rows_by_item(boms: BomLines, items: int) -> BillRows:
    first = np.searchsorted(boms.parent, np.arange(items + 1)).tolist()

    def rows(item: int) -> Iterable[tuple[BomLines, int]]:
        return ((boms, row) for row in range(first[item], first[item + 1]))

    return rows


def _bills(snapshot: Snapshot, flat: Sequence[list[FlatLine]], parents: Sequence[int]) -> Bills:
    decimals = snapshot.items.decimals.tolist()
    lines = [
        (line, line.ratio(decimals[parent], decimals[line.component]))
        for parent, bill in zip(parents, flat, strict=True)
        for line in bill
    ]
    return Bills(
        first=ints(np.concatenate(([0], np.cumsum([len(bill) for bill in flat])))),
        component=ints(line.component for line, _ in lines),
        num=ints(_bounded(ratio[0]) for _, ratio in lines),
        fixed_num=ints(_bounded(ratio[1]) for _, ratio in lines),
        den=ints(_bounded(ratio[2]) for _, ratio in lines),
        sequence=ints(line.sequence for line, _ in lines),
        valid_from=ints(line.valid_from for line, _ in lines),
        valid_to=ints(line.valid_to for line, _ in lines),
    )


def _bounded(number: int) -> int:
    """Keep a number in 64 bits; one at the bound makes any use of its line too large to plan, which is reported."""
    return min(number, LARGEST)


def _routings(snapshot: Snapshot, own_first: IntArray) -> tuple[OperationColumns, IntArray]:
    items = len(snapshot.items)
    both = (snapshot.routings, snapshot.order_routings)
    item = np.concatenate([table.item for table in both])
    scale = 10 ** snapshot.items.decimals[item]
    runs = [
        reduced(run, MICRO * factor)
        for run, factor in zip(np.concatenate([t.run_micro for t in both]).tolist(), scale.tolist(), strict=True)
    ]
    master_first = np.searchsorted(snapshot.routings.item, np.arange(items))
    crew = np.concatenate([t.crew for t in both])
    skill = np.concatenate([t.skill for t in both])
    operations = OperationColumns(
        item=item,
        sequence=np.concatenate([t.sequence for t in both]),
        operation=np.concatenate([t.operation for t in both]),
        work_centre=np.concatenate([t.work_centre for t in both]),
        setup_minutes=_whole_minutes(both, "setup_micro"),
        run_num=ints(num for num, _ in runs),
        run_den=ints(den for _, den in runs),
        wait_minutes=_whole_minutes(both, "wait_micro"),
        setup_family=np.concatenate([t.setup_family for t in both]),
        crew=np.where(crew >= 0, crew, np.where(skill != NO_ROW, 1, 0)),
        skill=skill,
        outside_days=np.concatenate([t.outside_days for t in both]),
    )
    return operations, ints(np.concatenate((master_first, own_first + len(snapshot.routings))))


def _whole_minutes(tables: Iterable[RoutingOperations], name: str) -> IntArray:
    micro = np.concatenate([getattr(table, name) for table in tables])
    return np.asarray(-(-micro // MICRO))


def _levels(snapshot: Snapshot, bills: Bills, owned: Sequence[OwnedRow]) -> tuple[IntArray, IntArray]:
    """Return low-level codes of items and of owned rows, every arrow of every line's effective bills respected."""
    items = len(snapshot.items)
    counts = np.diff(bills.first)
    master_parents = np.repeat(np.arange(items), counts[:items])
    master_components = bills.component[: len(master_parents)]
    if not owned:
        return levels(items, master_parents, master_components), np.zeros(0, np.int64)
    extra = visited_arrows(snapshot, bills.first, bills.component, owned)
    found = levels(
        items + len(owned),
        np.concatenate((master_parents, extra[:, 0])),
        np.concatenate((master_components, extra[:, 1])),
    )
    return found[:items], found[items:]


def _owned_table(owned: Sequence[OwnedRow], level: IntArray, items: int, lines: int) -> OwnedStructures:
    line = ints(row.order_line for row in owned)
    return OwnedStructures(
        first=np.searchsorted(line, np.arange(lines + 1)).astype(np.int64),
        item=ints(row.item for row in owned),
        bill=ints(items + row.own_bill if row.own_bill >= 0 else row.item for row in owned),
        routing=ints(items + row.own_routing if row.own_routing >= 0 else row.item for row in owned),
        is_owned=ints(row.is_owned for row in owned),
        level=level,
    )
