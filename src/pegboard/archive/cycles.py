"""Bills that contain themselves: every loop of the master bills, and of the bills as each order line has them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from pegboard.archive.checking import CheckedTable
from pegboard.archive.faults import Fault

FINDING: Final = "a bill contains itself:"

Graph = Mapping[str, Sequence[str]]
"""What each parent is made of; every component once."""
Bills = Mapping[str, Mapping[str, int]]
"""The components of each parent, each with the first row that names it."""


def check_cycles(tables: Mapping[str, CheckedTable], faults: list[Fault]) -> None:
    """Add a fault for every loop, against the row of the bill's file that begins it."""
    boms, order_boms = tables["boms"], tables["order_boms"]
    master = _bills(boms, range(len(boms)))
    for loop in loops({parent: list(bill) for parent, bill in master.items()}):
        faults.append(_fault(boms, master[loop[0]][loop[1]], loop))
    rows_of: dict[tuple[str, str], list[int]] = {}
    for row, owner in enumerate(zip(order_boms.texts["order"], order_boms.texts["line"], strict=True)):
        rows_of.setdefault(owner, []).append(row)
    leads_to_own = _ancestors(master, set(order_boms.texts["parent"])) if rows_of else set()
    for rows in rows_of.values():
        own = _bills(order_boms, rows)
        for loop in loops(_effective(own, master, leads_to_own)):
            start = next((at for at, parent in enumerate(loop[:-1]) if parent in own), None)
            if start is not None:
                turned = (*loop[start:-1], *loop[: start + 1])
                faults.append(_fault(order_boms, own[turned[0]][turned[1]], turned))


def loops(graph: Graph) -> list[tuple[str, ...]]:
    """Return loops of the bills, each from its smallest code back to it, until none is left."""
    found: list[tuple[str, ...]] = [(parent, parent) for parent in sorted(graph) if parent in graph[parent]]
    core = _core({parent: [c for c in components if c != parent] for parent, components in graph.items()})
    while core:
        smallest = min(core)
        loop = _shortest_loop(core, smallest)
        if loop:
            found.append(loop)
        gone = {smallest, *loop}
        core = _core({parent: [c for c in core[parent] if c not in gone] for parent in core if parent not in gone})
    return found


def _bills(table: CheckedTable, rows: Iterable[int]) -> dict[str, dict[str, int]]:
    parents, components = table.texts["parent"], table.texts["component"]
    bills: dict[str, dict[str, int]] = {}
    for row in rows:
        if parents[row] and components[row]:
            bills.setdefault(parents[row], {}).setdefault(components[row], row)
    return bills


def _core(graph: Graph) -> Graph:
    """Return the part of the graph that lies in loops or between them."""
    return _reversed(_peeled(_reversed(_peeled(graph))))


def _peeled(graph: Graph) -> Graph:
    """Return the graph without all that leads to no loop: what has no components, and what then has none left."""
    used_by = _reversed(graph)
    left = {parent: len(components) for parent, components in graph.items()}
    ends = [name for name in {*graph, *used_by} if not left.get(name)]
    while ends:
        for parent in used_by.get(ends.pop(), ()):
            left[parent] -= 1
            if not left[parent]:
                ends.append(parent)
    return {parent: [c for c in graph[parent] if left.get(c)] for parent, count in left.items() if count}


def _reversed(graph: Graph) -> dict[str, list[str]]:
    used_by: dict[str, list[str]] = {}
    for parent, components in graph.items():
        for component in components:
            used_by.setdefault(component, []).append(parent)
    return used_by


def _shortest_loop(graph: Graph, start: str) -> tuple[str, ...]:
    """Return the shortest way from a code back to it, or nothing."""
    came_from = {start: ""}
    waiting = deque([start])
    while waiting:
        parent = waiting.popleft()
        for component in sorted(graph.get(parent, ())):
            if component == start:
                way = [start]
                while parent:
                    way.append(parent)
                    parent = came_from[parent]
                return tuple(reversed(way))
            if component not in came_from:
                came_from[component] = parent
                waiting.append(component)
    return ()


def _ancestors(master: Bills, own_parents: set[str]) -> set[str]:
    """Return the items whose master bill leads to an item that some order line has its own bill for."""
    used_by = _reversed({parent: list(bill) for parent, bill in master.items()})
    found = set(own_parents)
    waiting = list(own_parents)
    while waiting:
        for parent in used_by.get(waiting.pop(), ()):
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return found


def _effective(own: Bills, master: Bills, leads_to_own: set[str]) -> Graph:
    """Return what can be part of a loop through a line's own bills: they replace the master bills of their items."""
    graph: dict[str, list[str]] = {}
    waiting = list(own)
    while waiting:
        parent = waiting.pop()
        if parent in graph:
            continue
        bill = own[parent] if parent in own else master.get(parent, {})
        graph[parent] = [component for component in bill if component in own or component in leads_to_own]
        waiting.extend(graph[parent])
    return graph


def _fault(table: CheckedTable, row: int, loop: tuple[str, ...]) -> Fault:
    shown = " > ".join(loop)
    return Fault(table.schema.file, table.lines[row], "component", None, "", finding=f"{FINDING} {shown}")
