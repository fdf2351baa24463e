"""Codes that must be known: every reference of every table, with the nearest known code for one that is not."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Final

from pegboard.archive.checking import CheckedTable
from pegboard.archive.factory_tables import KEPT_AS_TEXT, OPEN_VOCABULARIES, TABLES
from pegboard.archive.faults import Fault
from pegboard.archive.near import Neighbours
from pegboard.archive.schema import Column
from pegboard.archive.settings import FILE, Settings

_CODE_COLUMN: Final = {
    "items": "item",
    "work_centres": "work_centre",
    "customers": "customer",
    "suppliers": "supplier",
    "receipts": "receipt",
}
_OWN_ITEMS_ALLOWED: Final = frozenset({"stock", "receipts", "receipt_components", "alternatives"})
"""Tables in which an item may be one that exists only in an order's own structure."""
_OWNED_TABLES: Final = ("order_boms", "order_routings")


class Directory:
    """Which codes the factory knows, by the table or vocabulary that makes them known."""

    def __init__(self, tables: Mapping[str, CheckedTable]) -> None:
        self.tables = tables
        self._neighbours: dict[str, Neighbours] = {}

    def known(self, reference: str) -> frozenset[str] | None:
        """Return the codes of a vocabulary, or None where any code will do or where nobody can say."""
        if reference == "calendars":
            return self._calendars
        if reference == "work_units":
            return self._work_units
        table = self.tables[reference]
        if not table.is_whole or (reference in KEPT_AS_TEXT and not table.is_present):
            return None
        return frozenset(table.texts[_CODE_COLUMN[reference]])

    def nearest(self, reference: str, code: str) -> str:
        """Return the known code that was probably meant."""
        if reference not in self._neighbours:
            self._neighbours[reference] = Neighbours(self.known(reference) or ())
        return self._neighbours[reference].nearest(code)

    def own_codes_of(self, order: str, line: str) -> AbstractSet[str]:
        """Return the items that an order line has an own bill or routing for."""
        return self._own_codes.get((order, line), set())

    @cached_property
    def own_items(self) -> frozenset[str]:
        """The items that exist only in order lines' own structures."""
        return frozenset().union(*self._own_codes.values()) - frozenset(self.tables["items"].texts["item"])

    @cached_property
    def _own_codes(self) -> dict[tuple[str, str], set[str]]:
        found: dict[tuple[str, str], set[str]] = {}
        for name, column in (("order_boms", "parent"), ("order_routings", "item")):
            cells = self.tables[name].texts
            for order, line, code in zip(cells["order"], cells["line"], cells[column], strict=True):
                if code:
                    found.setdefault((order, line), set()).add(code)
        return found

    @cached_property
    def _calendars(self) -> frozenset[str] | None:
        weekly, exceptions = self.tables["calendars"], self.tables["calendar_exceptions"]
        if not (weekly.is_whole and exceptions.is_whole):
            return None
        return frozenset(weekly.texts["calendar"]) | frozenset(exceptions.texts["calendar"])

    @cached_property
    def _work_units(self) -> frozenset[str] | None:
        units, centres = self.tables["work_units"], self.tables["work_centres"]
        if not (units.is_whole and centres.is_whole):
            return None
        return frozenset(units.texts["work_unit"]) | centres_without_units(centres, units)


def centres_without_units(centres: CheckedTable, units: CheckedTable) -> frozenset[str]:
    """Return the work centres that have one work unit of their own name, because none is listed."""
    return frozenset(centres.texts["work_centre"]) - frozenset(units.texts["work_centre"])


def check_references(directory: Directory, settings: Settings, faults: list[Fault]) -> None:
    """Add a fault for every code that nothing makes known."""
    for schema in TABLES:
        table = directory.tables[schema.name]
        for column in schema.columns:
            if column.reference and column.reference not in OPEN_VOCABULARIES and column.name in table.texts:
                _check_column(table, column, directory, faults)
    for name in _OWNED_TABLES:
        _check_order_lines(directory.tables[name], directory, faults)
    calendars = directory.known("calendars")
    if settings.calendar and calendars is not None and settings.calendar not in calendars:
        line = settings.line("calendar", section="policy")
        near = directory.nearest("calendars", settings.calendar)
        expected = "a calendar of calendars.csv"
        faults.append(
            Fault(FILE, line, "policy.calendar", settings.calendar, expected, near, finding="unknown calendar")
        )


def _check_column(table: CheckedTable, column: Column, directory: Directory, faults: list[Fault]) -> None:
    known = directory.known(column.reference)
    cells = table.texts[column.name]
    if known is None:
        return
    unknown = set(cells) - known - {""}
    if column.reference == "items" and table.schema.name in _OWN_ITEMS_ALLOWED:
        unknown -= directory.own_items
    if not unknown:
        return
    what = column.reference[:-1].replace("_", " ")
    expected = f"{'an' if what[0] in 'aeiou' else 'a'} {what} of {column.reference}.csv"
    may_own = column.reference == "items" and table.schema.name in _OWNED_TABLES
    if may_own:
        expected = f"{expected} or one that this line has an own bill or routing for"
    for row, cell in enumerate(cells):
        if cell not in unknown or not table.is_fit(row, column.name):
            continue
        near = directory.nearest(column.reference, cell)
        if may_own:
            own = directory.own_codes_of(table.texts["order"][row], table.texts["line"][row])
            if cell in own:
                continue
            near = near or Neighbours(own).nearest(cell)
        faults.append(table.fault(row, column.name, expected, suggestion=near, finding=f"unknown {what}"))


def _check_order_lines(table: CheckedTable, directory: Directory, faults: list[Fault]) -> None:
    orders = directory.tables["orders"]
    if not orders.is_whole or not table.is_whole:
        return
    known = set(zip(orders.texts["order"], orders.texts["line"], strict=True))
    owners = list(zip(table.texts["order"], table.texts["line"], strict=True))
    unknown = set(owners) - known
    if not unknown:
        return
    known_orders = set(orders.texts["order"])
    near_orders = Neighbours(known_orders)
    lines_of: dict[str, list[str]] = {}
    for order, line in sorted(known):
        lines_of.setdefault(order, []).append(line)
    for row, (order, line) in enumerate(owners):
        if (order, line) not in unknown or not table.is_fit(row, "order", "line"):
            continue
        if order not in known_orders:
            near = near_orders.nearest(order)
            faults.append(table.fault(row, "order", "an order of orders.csv", suggestion=near, finding="unknown order"))
        else:
            expected = f"a line of order '{order}': {', '.join(lines_of[order])}"
            faults.append(table.fault(row, "line", expected, finding="unknown line"))
