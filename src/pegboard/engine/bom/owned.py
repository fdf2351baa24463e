"""The structures that order lines own, and the arrows they add between items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pegboard.engine.bom.flattening import BillRows, reached_as_phantoms
from pegboard.engine.core.columns import IntArray, ints
from pegboard.engine.snapshot import BomLines, RoutingOperations, Snapshot


@dataclass(frozen=True)
class OwnedRow:
    """One item on one order line that does not follow its master there."""

    order_line: int
    item: int
    own_bill: int  # number among the own bills, -1: the master's
    own_routing: int  # number among the own routings, -1: the master's
    is_owned: bool
    parents: Mapping[int, range]  # the line's own bills: item to rows of order_boms

    def bill_rows(self, order_boms: BomLines, master: BillRows) -> BillRows:
        """Return what reads a bill as this line sees it: its own, else the master's."""

        def rows(item: int) -> Iterable[tuple[BomLines, int]]:
            own = self.parents.get(item)
            return master(item) if own is None else ((order_boms, row) for row in own)

        return rows


def master_users_of_phantoms(boms: BomLines, master: BillRows) -> dict[int, list[int]]:
    """Return for each item that is a phantom in some master bill the items whose bill goes through it."""
    users: dict[int, list[int]] = defaultdict(list)
    if boms.is_phantom.any():
        for parent in np.unique(boms.parent).tolist():
            for phantom in reached_as_phantoms(parent, master):
                users[phantom].append(parent)
    return dict(users)


def owned_rows(snapshot: Snapshot, phantom_users: Mapping[int, list[int]]) -> tuple[list[OwnedRow], IntArray]:
    """Return the owned rows by order line and item, and where each own routing begins among order_routings."""
    bills = _groups(snapshot.order_boms, snapshot.order_boms.parent)
    routings = _groups(snapshot.order_routings, snapshot.order_routings.item)
    routing_first: list[int] = []
    found: list[OwnedRow] = []
    own_bills = 0
    for line in sorted(bills.keys() | routings.keys()):
        parents = bills.get(line, {})
        steps = routings.get(line, {})
        variants = {user for phantom in parents for user in phantom_users.get(phantom, ())}
        for item in sorted(parents.keys() | steps.keys() | variants):
            has_bill = item in parents or item in variants
            found.append(
                OwnedRow(
                    order_line=line,
                    item=item,
                    own_bill=own_bills if has_bill else -1,
                    own_routing=len(routing_first) if item in steps else -1,
                    is_owned=item in parents or item in steps,
                    parents=parents,
                )
            )
            own_bills += has_bill
            if item in steps:
                routing_first.append(steps[item].start)
    return found, ints([*routing_first, len(snapshot.order_routings)])


def _groups(table: BomLines | RoutingOperations, item: IntArray) -> dict[int, dict[int, range]]:
    """Return the rows of each line and item; the table is sorted by both."""
    if not len(table):
        return {}
    changes = np.flatnonzero((np.diff(table.order_line) != 0) | (np.diff(item) != 0)) + 1
    starts = np.concatenate(([0], changes))
    ends = np.concatenate((changes, [len(table)]))
    found: dict[int, dict[int, range]] = defaultdict(dict)
    for start, end, line, parent in zip(
        starts.tolist(), ends.tolist(), table.order_line[starts].tolist(), item[starts].tolist(), strict=True
    ):
        found[line][parent] = range(start, end)
    return found


def visited_arrows(
    snapshot: Snapshot, bill_first: IntArray, bill_component: IntArray, owned: Sequence[OwnedRow]
) -> IntArray:
    """Return the arrows (user, used) that order lines add; owned row k is node `items + k`.

    An owned row has its own arrows; a master item that a line reaches points at what that line owns below it.
    """
    items = len(snapshot.items)
    first, component = bill_first.tolist(), bill_component.tolist()
    nodes: dict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
    for number, row in enumerate(owned):
        node = items + number if row.is_owned else row.item
        bill = items + row.own_bill if row.own_bill >= 0 else row.item
        nodes[row.order_line][row.item] = (node, bill)
    arrows: set[tuple[int, int]] = set()
    for line, owns in nodes.items():
        waiting, seen = [int(snapshot.order_lines.item[line]), *owns], set()
        while waiting:
            item = waiting.pop()
            if item in seen:
                continue
            seen.add(item)
            node, bill = owns.get(item, (item, item))
            for below in component[first[bill] : first[bill + 1]]:
                used = owns.get(below, (below, below))[0]
                if node != item or used != below or bill != item:
                    arrows.add((node, used))
                waiting.append(below)
    return np.array(sorted(arrows), dtype=np.int64).reshape(-1, 2)
