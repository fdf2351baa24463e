"""Bills, routings and sources that are missing, or that stand where planning never looks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pegboard.engine.core.columns import NO_ROW
from pegboard.engine.core.problems import Problem
from pegboard.engine.snapshot.checks.places import Place, Places, grouped, named, table_name
from pegboard.engine.snapshot.engineering import BUY, MAKE, SUPPLY_WORDS
from pegboard.engine.snapshot.facts import Snapshot


def structure_problems(snapshot: Snapshot, places: Places) -> Iterator[Problem]:
    """Yield what is wrong with bills, routings and sources."""
    yield from _without_routing(snapshot, places)
    yield from _without_source(snapshot, places)
    yield from _never_used(snapshot, places)
    yield from _phantoms_without_bill(snapshot, places)
    yield from _owned_in_vain(snapshot, places)


def _without_routing(snapshot: Snapshot, places: Places) -> Iterator[Problem]:
    """Yield the made items whose lead time stands for a routing; an item that only order lines own for each line."""
    items = snapshot.items
    listed = np.flatnonzero((items.supply == MAKE) & items.is_listed).tolist()
    masters = [(NO_ROW, item) for item in listed if _needs_master_routing(snapshot, places, item)]
    own = [(line, item) for line, owned in places.own_items.items() for item in owned if not items.is_listed[item]]
    for place in masters + own:
        item = place[1]
        if item not in places.phantoms and not places.sequences_of(place):
            days = str(max(0, int(items.lead_time_days[item])))
            yield Problem("no-routing", places.subject(place), "items", operands=(days,))


def _needs_master_routing(snapshot: Snapshot, places: Places, item: int) -> bool:
    """Say whether anything may use the item without bringing a routing for it."""
    if item not in places.own_routed or np.any(snapshot.boms.component == item):
        return True
    lines = np.flatnonzero(snapshot.order_lines.item == item).tolist()
    return any((line, item) not in places.sequences for line in lines)


def _without_source(snapshot: Snapshot, places: Places) -> Iterator[Problem]:
    items = snapshot.items
    has_source = np.zeros(len(items), dtype=np.bool_)
    has_source[snapshot.sources.item] = True
    for item in np.flatnonzero((items.supply != MAKE) & ~has_source).tolist():
        if item not in places.phantoms:
            days = str(max(0, int(items.lead_time_days[item])))
            yield Problem("no-source", str(items.code[item]), "items", operands=(days,))


def _never_used(snapshot: Snapshot, places: Places) -> Iterator[Problem]:
    """Bills of bought items and routings of items that are not made are never looked at."""
    supply = snapshot.items.supply.tolist()
    for place in places.components:
        if supply[place[1]] == BUY and place[1] not in places.phantoms:
            yield Problem("bill-of-bought", places.subject(place), table_name("boms", place))
    for place in places.sequences:
        if supply[place[1]] != MAKE:
            word = SUPPLY_WORDS[supply[place[1]]]
            yield Problem("routing-not-used", places.subject(place), table_name("routings", place), operands=(word,))


def _phantoms_without_bill(snapshot: Snapshot, places: Places) -> Iterator[Problem]:
    for table in (snapshot.boms, snapshot.order_boms):
        rows = np.flatnonzero(table.is_phantom)
        for (line, parent), components in grouped((table.order_line, table.parent), rows, table.component):
            empty = [component for component in components if not places.components_of((line, component))]
            if empty:
                place = (line, parent)
                phantoms = named(places.subject((NO_ROW, item)) for item in empty)
                yield Problem("phantom-no-bill", places.subject(place), table_name("boms", place), operands=(phantoms,))


def _owned_in_vain(snapshot: Snapshot, places: Places) -> Iterator[Problem]:
    """Own structures of items that the line's structure never reaches."""
    for line, owned in places.own_items.items():
        reached = _reached(places, (line, int(snapshot.order_lines.item[line])))
        unused = [item for item in owned if item not in reached]
        if unused:
            codes = named(places.subject((NO_ROW, item)) for item in unused)
            table = "order_boms" if any((line, item) in places.components for item in unused) else "order_routings"
            yield Problem("own-structure-not-used", places.line_code(line), table, operands=(codes,))


def _reached(places: Places, top: Place) -> set[int]:
    line, item = top
    found, waiting = {item}, [item]
    while waiting:
        for component in places.components_of((line, waiting.pop())):
            if component not in found:
                found.add(component)
                waiting.append(component)
    return found
