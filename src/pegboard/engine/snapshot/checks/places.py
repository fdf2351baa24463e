"""Where an item stands in the structures: in the master, or in what one order line owns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import numpy as np

from pegboard.engine.core.columns import NO_ROW, IntArray
from pegboard.engine.snapshot.engineering import RoutingOperations
from pegboard.engine.snapshot.facts import Snapshot

Place = tuple[int, int]
"""An order line (NO_ROW: the master) and an item."""
MOST_NAMED = 5
"""A sentence names so many things, then says how many more there are."""


class Places:
    """The bills and routings of a snapshot by place, each read once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._codes = snapshot.items.code

    def subject(self, place: Place) -> str:
        """Return the item's code, and whose structure it is where an order line owns it."""
        line, item = place
        code = str(self._codes[item])
        return code if line == NO_ROW else f"{code}@{self.line_code(line)}"

    def line_code(self, line: int) -> str:
        """Return order/line."""
        lines = self._snapshot.order_lines
        return f"{lines.order[line]}/{lines.line[line]}"

    @cached_property
    def components(self) -> Mapping[Place, list[int]]:
        """The components of each place's own bill, line by line."""
        boms = (self._snapshot.boms, self._snapshot.order_boms)
        return _slices((table.order_line, table.parent, table.component) for table in boms)

    @cached_property
    def sequences(self) -> Mapping[Place, list[int]]:
        """The sequences of each place's own routing."""
        return _slices((table.order_line, table.item, table.sequence) for table in self.routing_tables)

    @cached_property
    def own_items(self) -> Mapping[int, list[int]]:
        """The items whose bill or routing each order line owns, sorted."""
        found: dict[int, list[int]] = defaultdict(list)
        for line, item in sorted(place for place in {**self.components, **self.sequences} if place[0] != NO_ROW):
            found[line].append(item)
        return dict(found)

    @cached_property
    def own_routed(self) -> frozenset[int]:
        """The items for which some order line brings its own routing."""
        return frozenset(self._snapshot.order_routings.item.tolist())

    @property
    def routing_tables(self) -> tuple[RoutingOperations, RoutingOperations]:
        """The master routings and those that order lines own."""
        return self._snapshot.routings, self._snapshot.order_routings

    def components_of(self, place: Place) -> list[int]:
        """Return the components of the bill that is used at a place: its own, else the master's."""
        return self.components.get(place) or self.components.get((NO_ROW, place[1]), [])

    def sequences_of(self, place: Place) -> list[int]:
        """Return the sequences of the routing that is used at a place: its own, else the master's."""
        return self.sequences.get(place) or self.sequences.get((NO_ROW, place[1]), [])

    @cached_property
    def phantoms(self) -> frozenset[int]:
        """The items that some bill line takes as a phantom and none as a component, and that nobody orders."""
        phantom: set[int] = set()
        other: set[int] = set(self._snapshot.order_lines.item.tolist())
        for table in (self._snapshot.boms, self._snapshot.order_boms):
            phantom.update(table.component[table.is_phantom].tolist())
            other.update(table.component[~table.is_phantom].tolist())
        return frozenset(phantom - other)


def table_name(table: str, place: Place) -> str:
    """Return the table of a fact: the master's, or that of the order lines' own."""
    return table if place[0] == NO_ROW else f"order_{table}"


def _slices(tables: Iterable[tuple[IntArray, IntArray, IntArray]]) -> dict[Place, list[int]]:
    """Return the values of each place; every table is sorted by order line and item."""
    found: dict[Place, list[int]] = {}
    for order_line, item, value in tables:
        changes = (np.diff(order_line, prepend=NO_ROW) != 0) | (np.diff(item, prepend=NO_ROW) != 0)
        starts = np.flatnonzero(changes)
        values, ends = value.tolist(), [*starts[1:].tolist(), len(value)]
        places = zip(order_line[starts].tolist(), item[starts].tolist(), strict=True)
        for place, start, end in zip(places, starts.tolist(), ends, strict=False):
            found[place] = values[start:end]
    return found


def grouped(keys: Iterable[IntArray], rows: IntArray, values: IntArray) -> Iterator[tuple[tuple[int, ...], list[int]]]:
    """Yield the different keys of these rows, in the order in which they come, with the values of each."""
    found: dict[tuple[int, ...], list[int]] = {}
    columns = [key[rows].tolist() for key in keys]
    for key, value in zip(zip(*columns, strict=True), values[rows].tolist(), strict=True):
        found.setdefault(key, []).append(value)
    yield from found.items()


def named(things: Iterable[object]) -> str:
    """Return the things as a list that stays readable."""
    texts = [str(thing) for thing in dict.fromkeys(things)]
    if len(texts) > MOST_NAMED:
        return f"{', '.join(texts[:MOST_NAMED])} and {len(texts) - MOST_NAMED} more"
    return ", ".join(texts)
