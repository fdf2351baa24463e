"""Low-level codes: the deepest place at which an item is used, so that its whole demand is known when it is netted."""

from __future__ import annotations

import numpy as np

from pegboard.engine.core.columns import IntArray
from pegboard.engine.core.kernel import kernel


class BomCycleError(ValueError):
    """A bill contains itself; `loop` holds the rows of the loop, the first again at the end."""

    def __init__(self, loop: list[int]) -> None:
        super().__init__(f"bill contains itself: {loop}")
        self.loop = loop


def levels(nodes: int, parents: IntArray, components: IntArray) -> IntArray:
    """Return the longest path from any top to each node.

    Parameters
    ----------
    nodes
        How many nodes there are.
    parents, components
        One arrow each, from the user to the used.

    Raises
    ------
    BomCycleError
        If the arrows run in a circle.
    """
    order = np.argsort(parents, kind="stable")
    first = np.concatenate(([0], np.cumsum(np.bincount(parents, minlength=nodes)))).astype(np.int64)
    found, waiting = _longest_paths(first, components[order])
    if waiting.any():
        raise BomCycleError(_loop(first, components[order], waiting))
    return found


@kernel
def _longest_paths(first: IntArray, below: IntArray) -> tuple[IntArray, IntArray]:
    nodes = len(first) - 1
    found = np.zeros(nodes, np.int64)
    waiting = np.zeros(nodes, np.int64)
    for node in below:
        waiting[node] += 1
    queue = np.empty(nodes, np.int64)
    end = 0
    for node in range(nodes):
        if waiting[node] == 0:
            queue[end] = node
            end += 1
    at = 0
    while at < end:
        node = queue[at]
        at += 1
        for arrow in range(first[node], first[node + 1]):
            component = below[arrow]
            found[component] = max(found[component], found[node] + 1)
            waiting[component] -= 1
            if waiting[component] == 0:
                queue[end] = component
                end += 1
    return found, waiting


def _loop(first: IntArray, below: IntArray, waiting: IntArray) -> list[int]:
    """Follow the users backwards among the nodes left waiting until one comes again."""
    users: dict[int, int] = {}
    for node in np.flatnonzero(waiting).tolist():
        for component in below[first[node] : first[node + 1]].tolist():
            users.setdefault(component, node)
    path = [int(np.flatnonzero(waiting)[0])]
    while (user := users[path[-1]]) not in path:
        path.append(user)
    loop = [*path[path.index(user) :], user]
    return loop[::-1]
