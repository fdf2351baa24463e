"""Where an item stands in the structures: in the master, or in what one order line owns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import numpy as np

from pegboard.engine.core.columns import NO_ROW, IntArray
from pegboard.engine.snapshot.engineering import BomLines, RoutingOperations
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
    def bills(self) -> Mapping[Place, list[tuple[BomLines, int]]]:
        """The bill lines of each place."""
        found: dict[Place, list[tuple[BomLines, int]]] = defaultdict(list)
        for table in (self._snapshot.boms, self._snapshot.order_boms):
            for row, place in enumerate(zip(table.order_line.tolist(), table.parent.tolist(), strict=True)):
                found[place].append((table, row))
        return dict(found)

    @cached_property
    def sequences(self) -> Mapping[Place, frozenset[int]]:
        """The sequences of the routing of each place."""
        found: dict[Place, set[int]] = defaultdict(set)
        for table in self.routing_tables:
            columns = (table.order_line.tolist(), table.item.tolist(), table.sequence.tolist())
            for line, item, sequence in zip(*columns, strict=True):
                found[line, item].add(sequence)
        return {place: frozenset(sequences) for place, sequences in found.items()}

    @cached_property
    def own_items(self) -> Mapping[int, frozenset[int]]:
        """The items whose bill or routing each order line owns."""
        found: dict[int, set[int]] = defaultdict(set)
        tables = (self._snapshot.order_boms.parent, self._snapshot.order_routings.item)
        lines = (self._snapshot.order_boms.order_line, self._snapshot.order_routings.order_line)
        for line, item in zip(np.concatenate(lines).tolist(), np.concatenate(tables).tolist(), strict=True):
            found[line].add(item)
        return {line: frozenset(items) for line, items in found.items()}

    @cached_property
    def own_routed(self) -> frozenset[int]:
        """The items for which some order line brings its own routing."""
        return frozenset(self._snapshot.order_routings.item.tolist())

    @property
    def routing_tables(self) -> tuple[RoutingOperations, RoutingOperations]:
        """The master routings and those that order lines own."""
        return self._snapshot.routings, self._snapshot.order_routings

    def bill_of(self, place: Place) -> list[tuple[BomLines, int]]:
        """Return the bill that is used at a place: its own, else the master's."""
        return self.bills.get(place) or self.bills.get((NO_ROW, place[1]), [])

    def sequences_of(self, place: Place) -> frozenset[int]:
        """Return the sequences of the routing that is used at a place: its own, else the master's."""
        return self.sequences.get(place) or self.sequences.get((NO_ROW, place[1]), frozenset())

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
