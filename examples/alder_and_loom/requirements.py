"""What the order book needs of every item and when, roughly: the base for stock and for open purchase orders."""

from collections import defaultdict
from datetime import date, timedelta

from alder_and_loom.book import Line, Order
from alder_and_loom.catalogue import part_structure, standard_structures

# Days before the promised day at which materials are consumed, as a buyer would guess.
MATERIAL_DAYS = 14

Needs = dict[str, list[tuple[date, float]]]


def line_requirements(line: Line) -> dict[str, float]:
    """Return what one line needs of every item below it, scrap included."""
    rows: dict[str, list[tuple[str, float]]] = defaultdict(list)
    sources = [line.structure, part_structure()]
    for structure in sources:
        for row in structure.bom:
            quantity = float(row["quantity_per"]) / (1 - float(row.get("scrap_ratio", 0)))
            rows[str(row["parent"])].append((str(row["component"]), quantity))
    needed: dict[str, float] = defaultdict(float)
    open_rows = [(line.item, float(line.quantity))]
    while open_rows:
        parent, quantity = open_rows.pop()
        for component, quantity_per in rows[parent]:
            needed[component] += quantity * quantity_per
            open_rows.append((component, quantity * quantity_per))
    if line.choice is None:
        needed[line.item] += line.quantity
    return dict(needed)


def book_requirements(book: list[Order], skipped: set[tuple[str, int]]) -> Needs:
    """Return the dated requirements of the whole book without the lines whose material is already in work."""
    needs: Needs = defaultdict(list)
    for order in book:
        if order.status == "quote":
            continue
        for line in order.lines:
            if (order.order, line.line) in skipped:
                continue
            for item, quantity in line_requirements(line).items():
                needs[item].append((order.promised_on - timedelta(days=MATERIAL_DAYS), quantity))
    return needs


def all_components(book: list[Order]) -> set[str]:
    """Return every component that any bill of the factory names."""
    found = part_structure().components | {"STAPLE-71", "STAPLE-80"}
    found = found.union(*(structure.components for structure in standard_structures().values()))
    return found.union(*(line.structure.components for order in book for line in order.lines))
