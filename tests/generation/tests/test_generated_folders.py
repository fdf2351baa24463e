"""Generated factory folders obey the form of the format, but for the cycles that were asked for."""

import re
import tomllib
from datetime import date, datetime
from decimal import Decimal

from hypothesis import given, settings

from tests.generation.folder import CODE_COLUMNS, FactoryFolder
from tests.strategies import broken_factories, factories, renamed, reordered

KEYS = {
    "items": ("item",),
    "boms": ("parent", "component", "sequence", "valid_from"),
    "routings": ("item", "sequence"),
    "work_centres": ("work_centre",),
    "work_units": ("work_unit",),
    "alternatives": ("item", "sequence", "work_centre"),
    "setup_matrix": ("work_centre", "from_family", "to_family"),
    "people": ("person",),
    "sources": ("item", "supplier"),
    "stock": ("item", "location", "lot"),
    "receipts": ("receipt",),
    "receipt_components": ("receipt", "component", "sequence"),
    "work_in_progress": ("receipt", "sequence"),
    "orders": ("order", "line"),
    "order_boms": ("order", "line", "parent", "component", "sequence", "valid_from"),
    "order_routings": ("order", "line", "item", "sequence"),
    "forecast": ("item", "week"),
}
DAYS = {"requested_on", "promised_on", "available_on", "due_on", "valid_from", "valid_to", "week"}
POSITIVE = {("orders", "quantity"), ("receipts", "quantity"), ("items", "lot_minimum"), ("items", "lot_multiple")}
RATIOS = {"scrap_ratio", "on_time_ratio"}
NUMBERS = {
    *("quantity", "quantity_per", "fixed_quantity", "setup_minutes", "run_minutes", "speed", "minutes", "price"),
    *("remaining_quantity", "unit_cost", "lot_minimum", "lot_multiple", "minimum", "multiple", "safety_stock"),
}


@settings(max_examples=60)
@given(factories())
def test_a_generated_folder_is_lawful_in_form(factory: FactoryFolder) -> None:
    tomllib.loads(factory.toml())
    decimals = {row["item"]: int(row["decimals"] or 0) for row in factory.rows("items")}
    for table, rows in factory.tables.items():
        keys = [tuple(row.get(name, "") for name in KEYS.get(table, ())) for row in rows]
        assert table not in KEYS or len(set(keys)) == len(keys), f"{table} repeats a key"
        for row in rows:
            for name, cell in row.items():
                assert _is_lawful(table, name, cell, decimals.get(row.get("item", ""), 0)), f"{table} {name} {cell}"


def _is_lawful(table: str, name: str, cell: str, decimals: int) -> bool:
    if not cell:
        return True
    if name in CODE_COLUMNS and name != "skills":
        return len(cell) <= 64 and not set(cell) & set("/;@")
    if name in DAYS:
        return date.fromisoformat(cell).isoformat() == cell
    if name in NUMBERS | RATIOS:
        places = decimals if name == "quantity" else 6
        is_number = re.fullmatch(r"\d{1,12}(\.\d{1,6})?", cell) is not None
        fits = -int(Decimal(cell).as_tuple().exponent) <= places and (name not in RATIOS or Decimal(cell) < 1)
        return is_number and fits and ((table, name) not in POSITIVE or Decimal(cell) > 0)
    return True


@settings(max_examples=60)
@given(factories())
def test_a_generated_window_ends_after_it_starts(factory: FactoryFolder) -> None:
    for row in factory.rows("calendars"):
        assert row["start"] < row["end"]
    for row in factory.rows("calendar_exceptions"):
        start, end = datetime.fromisoformat(row["start"]), datetime.fromisoformat(row["end"])
        assert start.timestamp() < end.timestamp()


@settings(max_examples=60)
@given(factories())
def test_a_generated_bill_contains_itself_nowhere(factory: FactoryFolder) -> None:
    assert not _loops(factory)


@settings(max_examples=30)
@given(broken_factories())
def test_a_broken_folder_has_a_bill_that_contains_itself(factory: FactoryFolder) -> None:
    assert _loops(factory)


@settings(max_examples=30)
@given(factories())
def test_a_renamed_or_reordered_folder_holds_the_same_rows(factory: FactoryFolder) -> None:
    for other in (renamed(factory, "Zq"), reordered(factory, 7)):
        assert {table: len(rows) for table, rows in other.tables.items()} == {
            table: len(rows) for table, rows in factory.tables.items()
        }


def _loops(factory: FactoryFolder) -> bool:
    below: dict[str, set[str]] = {}
    for row in [*factory.rows("boms"), *factory.rows("order_boms")]:
        below.setdefault(row["parent"], set()).add(row["component"])

    def reaches(item: str, seen: frozenset[str]) -> bool:
        return item in seen or any(reaches(one, seen | {item}) for one in below.get(item, ()))

    return any(reaches(item, frozenset()) for item in below)
