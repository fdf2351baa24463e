"""Whole factory folders for property tests: small and nasty, without cycles unless one is asked for.

`factories()` gives folders that are lawful in form though often poor for planning; `broken_factories()` gives folders
whose bills contain themselves. `order_books`, `calendars` and `items` are pieces other properties can use.
"""

from dataclasses import replace
from datetime import date, datetime

from hypothesis import strategies as st

from tests.generation.demand import forecasts, order_books, owned_structures
from tests.generation.folder import FactoryFolder, Row, Tables, renamed, reordered, write_folder
from tests.generation.moments import Draw, maybe, places
from tests.generation.resources import resources
from tests.generation.structures import items, masters
from tests.generation.supply import SUPPLIERS, receipts, sources, stock
from tests.generation.working_time import calendar_exceptions, calendars, weekly_windows

__all__ = [
    "FactoryFolder",
    "broken_factories",
    "calendar_exceptions",
    "calendars",
    "factories",
    "items",
    "order_books",
    "renamed",
    "reordered",
    "weekly_windows",
    "write_folder",
]


@st.composite
def factories(draw: Draw, *, max_items: int = 6, max_lines: int = 4) -> FactoryFolder:
    """A factory folder that is lawful in form, with everything the format knows somewhere in it."""
    zone, now = draw(places())
    today = datetime.fromisoformat(now).date()
    windows, exceptions = draw(calendars(today=today, zone=zone))
    codes = sorted({row["calendar"] for row in windows})
    tables: Tables = {"calendars": windows, "calendar_exceptions": exceptions}
    tables.update(draw(resources(calendars=codes)))
    centres = [row["work_centre"] for row in tables["work_centres"]]
    huge = maybe(draw, 10)
    tables["items"] = draw(items(count=draw(st.integers(1, max_items))))
    tables.update(draw(masters(item_rows=tables["items"], centres=centres, today=today, huge=huge)))
    tables["orders"] = draw(order_books(item_rows=tables["items"], today=today, most=max_lines, huge=huge))
    tables["customers"] = [{"customer": "C1", "name": "One"}]
    tables["suppliers"] = [{"supplier": code, "name": code} for code in SUPPLIERS]
    tables.update(order_boms=[], order_routings=[])
    if not huge:
        own = owned_structures(orders=tables["orders"], item_rows=tables["items"], centres=centres, today=today)
        tables.update(draw(own))
    tables.update(draw(_supply(tables, today)))
    return FactoryFolder(zone, now, draw(st.sampled_from(["EUR", "SGD", "JPY"])), draw(_policies(codes)), tables)


@st.composite
def _supply(draw: Draw, known: Tables, today: date) -> Tables:
    item_rows, orders = known["items"], known["orders"]
    tables = draw(receipts(item_rows=item_rows, known=known, orders=orders, today=today))
    tables["sources"] = draw(sources(item_rows=item_rows))
    tables["stock"] = draw(stock(item_rows=item_rows, orders=orders, today=today))
    tables["forecast"] = draw(forecasts(item_rows=item_rows, today=today))
    return tables


@st.composite
def _policies(draw: Draw, calendars: list[str]) -> dict[str, int | float | str]:
    policy: dict[str, int | float | str] = {}
    if maybe(draw, 30):
        policy["promise_margin_days"] = draw(st.sampled_from([1, 3]))
    if maybe(draw, 40):
        policy["frozen_hours"] = draw(st.sampled_from([8, 72]))
    if maybe(draw, 30):
        policy["overhead_rate"] = draw(st.sampled_from([0.25, 0.1]))
    if maybe(draw, 20):
        policy["calendar"] = draw(st.sampled_from(calendars))
    return policy


@st.composite
def broken_factories(draw: Draw, *, max_items: int = 4) -> FactoryFolder:
    """A factory folder in which a bill contains itself, directly or over several levels."""
    factory = draw(factories(max_items=max_items, max_lines=2))
    codes = [row["item"] for row in factory.rows("items")]
    loop = codes[: draw(st.integers(1, len(codes)))]
    made = [{**row, "supply": "make", "strategy": ""} if row["item"] in loop else row for row in factory.rows("items")]
    closing: list[Row] = [
        {"parent": parent, "component": component, "sequence": "", "quantity_per": "1"}
        for parent, component in zip(loop, [*loop[1:], loop[0]], strict=True)
    ]
    pairs = {(row["parent"], row["component"]) for row in closing}
    kept = [row for row in factory.rows("boms") if (row["parent"], row["component"]) not in pairs]
    return replace(factory, tables={**factory.tables, "items": made, "boms": [*kept, *closing]})
