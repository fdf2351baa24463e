"""The tables of a factory folder, version 1: what reading, checking, writing and the reference page follow."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pegboard.archive.schema import MICRO, Column, Kind, TableSchema
from pegboard.engine.snapshot.demand import STATUS_WORDS
from pegboard.engine.snapshot.engineering import SUPPLY_WORDS
from pegboard.engine.snapshot.supply import RECEIPT_WORDS

FORMAT: Final = "pegboard-factory/1"
STRATEGY_WORDS: Final = ("make_to_order", "assemble_to_order", "make_to_stock", "buy_to_order", "buy_to_stock")

_VALID_FROM = Column("valid_from", Kind.DATE, "first wanted day it holds for; empty: always", is_key=True)
_SCRAP = Column("scrap_ratio", Kind.RATIO, "share that is lost", default="0", most=MICRO - 1, field="scrap_micro")
_BOM_COLUMNS: Final = (
    Column("parent", Kind.CODE, "what is made", is_starred=True, is_key=True, reference="items"),
    Column("component", Kind.CODE, "what it is made of", is_starred=True, is_key=True, reference="items"),
    Column("sequence", Kind.WHOLE, "the operation that consumes it; empty: the first", is_key=True, least=1),
    Column("quantity_per", Kind.AMOUNT, "for one unit of the parent", is_starred=True, field="quantity_per_micro"),
    Column("fixed_quantity", Kind.AMOUNT, "once per order of the parent", default="0", field="fixed_micro"),
    _SCRAP,
    Column("phantom", Kind.FLAG, "built in passing, never stocked", default="0", field="is_phantom"),
    _VALID_FROM,
    Column("valid_to", Kind.DATE, "last wanted day it holds for; empty: for ever"),
)
_ROUTING_COLUMNS: Final = (
    Column("item", Kind.CODE, "what is made", is_starred=True, is_key=True, reference="items"),
    Column("sequence", Kind.WHOLE, "order of the operations", is_starred=True, is_key=True, least=1),
    Column("operation", Kind.TEXT, "what is done"),
    Column("work_centre", Kind.CODE, "where", is_starred=True, reference="work_centres"),
    Column("setup_minutes", Kind.AMOUNT, "once before the run", default="0", field="setup_micro"),
    Column("run_minutes", Kind.AMOUNT, "for one unit", default="0", field="run_micro"),
    Column("wait_minutes", Kind.AMOUNT, "after it: drying, cooling", default="0", field="wait_micro"),
    Column("setup_family", Kind.CODE, "what the work unit is set up for", reference="setup_families"),
    Column("crew", Kind.WHOLE, "people who stay with it"),
    Column("skill", Kind.CODE, "what the crew must be able to do", reference="skills"),
    Column("outside_days", Kind.WHOLE, "done outside: calendar days instead of minutes"),
    Column("inspect", Kind.FLAG, "1 where the result is inspected", default="0"),
)
_OWNER: Final = (
    Column("order", Kind.CODE, "the order", is_starred=True, is_key=True, field=""),
    Column("line", Kind.CODE, "the line that owns the structure", is_starred=True, is_key=True, field=""),
)
_BOM_ORDER: Final = ("order_line", "parent", "component", "sequence", "valid_from")
_ROUTING_ORDER: Final = ("order_line", "item", "sequence")
_RESERVED: Final = (
    Column("reserved_order", Kind.CODE, "serves only this order"),
    Column("reserved_line", Kind.CODE, "serves only this line of the order"),
)
_ITEM: Final = Column("item", Kind.CODE, "the item", is_starred=True, is_key=True, reference="items")

TABLES: Final = (
    TableSchema(
        "items",
        "What is made, bought or sold.",
        (
            Column("item", Kind.CODE, "its code", is_starred=True, is_key=True, field="code"),
            Column("description", Kind.TEXT, "what it is"),
            Column("category", Kind.TEXT, "for grouping"),
            Column("uom", Kind.TEXT, "unit of measure", default="EA"),
            Column("decimals", Kind.WHOLE, "decimals of its quantities", default="0", most=6),
            Column("supply", Kind.WORD, "how it comes to be", is_starred=True, words=SUPPLY_WORDS),
            Column(
                "strategy", Kind.WORD, "to order or to stock; empty: make_to_order, buy_to_stock", words=STRATEGY_WORDS
            ),
            Column("lead_time_days", Kind.WHOLE, "calendar days from order to arrival"),
            Column(
                "safety_stock", Kind.QUANTITY, "kept against surprises", default="0", quantity_of="item", rounds_up=True
            ),
            Column("safety_lead_time_days", Kind.WHOLE, "days it should be there before it is needed", default="0"),
            Column("lot_minimum", Kind.QUANTITY, "smallest order", default="0", quantity_of="item", above_zero=True),
            Column(
                "lot_multiple",
                Kind.QUANTITY,
                "orders are multiples of it",
                default="0",
                quantity_of="item",
                above_zero=True,
            ),
            Column("lot_days", Kind.WHOLE, "days of requirements in one order (pooled items)", default="1", least=1),
            _SCRAP,
            Column("unit_cost", Kind.AMOUNT, "of one unit", field="unit_cost_micro"),
        ),
        ("code",),
    ),
    TableSchema("boms", "The bills: what one unit of a parent is made of.", _BOM_COLUMNS, _BOM_ORDER),
    TableSchema("routings", "The operations that make an item.", _ROUTING_COLUMNS, _ROUTING_ORDER),
    TableSchema(
        "work_centres",
        "Where operations are placed and capacity is counted.",
        (
            Column("work_centre", Kind.CODE, "its code", is_starred=True, is_key=True, field="code"),
            Column("description", Kind.TEXT, "what it is"),
            Column("calendar", Kind.CODE, "when it is open", is_starred=True, reference="calendars"),
            Column("machine_rate", Kind.AMOUNT, "cost of a machine hour", default="0", field="machine_rate_micro"),
            Column("labour_rate", Kind.AMOUNT, "cost of a person's hour", default="0", field="labour_rate_micro"),
        ),
        ("code",),
    ),
    TableSchema(
        "work_units",
        "The machines and benches of a work centre; a work centre without any has one of its own name.",
        (
            Column("work_unit", Kind.CODE, "its code", is_starred=True, is_key=True, field="code"),
            Column("work_centre", Kind.CODE, "where it stands", is_starred=True, reference="work_centres"),
            Column("calendar", Kind.CODE, "when it is open; empty: as its work centre", reference="calendars"),
            Column(
                "speed", Kind.AMOUNT, "run minutes are divided by it", default="1", above_zero=True, field="speed_micro"
            ),
            Column("setup_family", Kind.CODE, "what it is set up for now", reference="setup_families"),
        ),
        ("code",),
    ),
    TableSchema(
        "alternatives",
        "Other work centres an operation may run at.",
        (
            _ITEM,
            Column("sequence", Kind.WHOLE, "the operation", is_starred=True, is_key=True, least=1),
            Column("work_centre", Kind.CODE, "where else", is_starred=True, is_key=True, reference="work_centres"),
            Column("setup_minutes", Kind.AMOUNT, "there; empty: the routing's", field="setup_micro"),
            Column("run_minutes", Kind.AMOUNT, "there; empty: the routing's", field="run_micro"),
        ),
        ("item", "sequence", "work_centre"),
    ),
    TableSchema(
        "setup_matrix",
        "Minutes to change over from one setup family to another.",
        (
            Column("work_centre", Kind.CODE, "where", is_starred=True, is_key=True, reference="work_centres"),
            Column(
                "from_family", Kind.CODE, "what it stands in", is_starred=True, is_key=True, reference="setup_families"
            ),
            Column(
                "to_family",
                Kind.CODE,
                "what it is set up for",
                is_starred=True,
                is_key=True,
                reference="setup_families",
            ),
            Column("minutes", Kind.AMOUNT, "instead of the setup minutes", is_starred=True, field="minutes_micro"),
        ),
        ("work_centre", "from_family", "to_family"),
    ),
    TableSchema(
        "calendars",
        "Weekly opening hours; overlaps merge.",
        (
            Column("calendar", Kind.CODE, "its code", is_starred=True, reference="calendars"),
            Column("weekday", Kind.WHOLE, "1 Monday … 7 Sunday", is_starred=True, least=1, most=7),
            Column("start", Kind.TIME, "opens", is_starred=True, field="start_minute"),
            Column("end", Kind.END_TIME, "closes", is_starred=True, field="end_minute"),
        ),
        ("calendar", "weekday", "start_minute", "end_minute"),
    ),
    TableSchema(
        "calendar_exceptions",
        "Closures and extra openings.",
        (
            Column("calendar", Kind.CODE, "its code", is_starred=True, reference="calendars"),
            Column("start", Kind.INSTANT, "from", is_starred=True, field="start_at"),
            Column("end", Kind.INSTANT, "until", is_starred=True, field="end_at"),
            Column("working", Kind.FLAG, "1 open, 0 closed", is_starred=True, field="is_working"),
            Column("reason", Kind.TEXT, "why"),
        ),
        ("calendar", "start_at", "end_at", "is_working", "reason"),
    ),
    TableSchema(
        "people",
        "Who works, and what they may do.",
        (
            Column("person", Kind.CODE, "code", is_starred=True, is_key=True, field="code"),
            Column("calendar", Kind.CODE, "when they work", is_starred=True, reference="calendars"),
            Column("skills", Kind.CODES, "what they may do", reference="skills", field=""),
        ),
        ("code",),
    ),
    TableSchema(
        "customers",
        "Who buys.",
        (
            Column("customer", Kind.CODE, "code", is_starred=True, is_key=True, field="code"),
            Column("name", Kind.TEXT, "name"),
            Column("email", Kind.TEXT, "address"),
            Column("class", Kind.TEXT, "for grouping", field="customer_class"),
            Column("channel", Kind.TEXT, "how they buy"),
        ),
        ("code",),
    ),
    TableSchema(
        "suppliers",
        "Who supplies.",
        (
            Column("supplier", Kind.CODE, "code", is_starred=True, is_key=True, field="code"),
            Column("name", Kind.TEXT, "name"),
            Column("email", Kind.TEXT, "address"),
            Column("lane", Kind.TEXT, "how goods come"),
        ),
        ("code",),
    ),
    TableSchema(
        "sources",
        "From whom an item can be had; the lowest rank is used.",
        (
            _ITEM,
            Column("supplier", Kind.CODE, "from whom", is_starred=True, is_key=True, reference="suppliers"),
            Column("rank", Kind.WHOLE, "lowest first", default="1", least=1),
            Column("price", Kind.AMOUNT, "of one unit", field="price_micro"),
            Column("lead_time_days", Kind.WHOLE, "calendar days from order to arrival", is_starred=True),
            Column(
                "minimum", Kind.QUANTITY, "smallest order, instead of the item's", quantity_of="item", above_zero=True
            ),
            Column(
                "multiple",
                Kind.QUANTITY,
                "orders are multiples of it, instead of the item's",
                quantity_of="item",
                above_zero=True,
            ),
            Column("on_time_ratio", Kind.RATIO, "share that came in time", most=MICRO, field="on_time_micro"),
        ),
        ("item", "rank", "supplier"),
    ),
    TableSchema(
        "stock",
        "What is on hand.",
        (
            _ITEM,
            Column("location", Kind.CODE, "where it lies", is_key=True),
            Column("lot", Kind.CODE, "of which lot", is_key=True),
            Column("quantity", Kind.QUANTITY, "how much", is_starred=True, quantity_of="item"),
            Column("available_on", Kind.DATE, "usable from; empty: now"),
            *_RESERVED,
            Column("unit_cost", Kind.AMOUNT, "of one unit", field="unit_cost_micro"),
        ),
        ("item", "location", "lot"),
    ),
    TableSchema(
        "receipts",
        "Open orders due in.",
        (
            Column("receipt", Kind.CODE, "its code", is_starred=True, is_key=True, field="code"),
            Column("item", Kind.CODE, "what comes", is_starred=True, reference="items"),
            Column("quantity", Kind.QUANTITY, "still to come", is_starred=True, quantity_of="item", above_zero=True),
            Column("due_on", Kind.DATE, "usable from", is_starred=True),
            Column("kind", Kind.WORD, "empty: work_order for made items, else purchase_order", words=RECEIPT_WORDS),
            Column("supplier", Kind.CODE, "from whom", reference="suppliers"),
            *_RESERVED,
        ),
        ("code",),
    ),
    TableSchema(
        "receipt_components",
        "What a work order has still to be issued.",
        (
            Column("receipt", Kind.CODE, "the work order", is_starred=True, is_key=True, reference="receipts"),
            Column("component", Kind.CODE, "what it needs", is_starred=True, is_key=True, reference="items"),
            Column("sequence", Kind.WHOLE, "the operation that consumes it; empty: the first", is_key=True, least=1),
            Column("remaining_quantity", Kind.QUANTITY, "still to be issued", is_starred=True, quantity_of="component"),
        ),
        ("receipt", "component", "sequence"),
    ),
    TableSchema(
        "work_in_progress",
        "What a work order has still to run.",
        (
            Column("receipt", Kind.CODE, "the work order", is_starred=True, is_key=True, reference="receipts"),
            Column("sequence", Kind.WHOLE, "the operation", is_starred=True, is_key=True, least=1),
            Column("remaining_quantity", Kind.QUANTITY, "still to run", is_starred=True, quantity_of="receipt"),
            Column("work_unit", Kind.CODE, "where it runs", reference="work_units"),
            Column("started_at", Kind.INSTANT, "begun; empty: not yet"),
            Column("planned_start_at", Kind.INSTANT, "when the last plan begins it"),
        ),
        ("receipt", "sequence"),
    ),
    TableSchema(
        "orders",
        "Who wants what, and when.",
        (
            Column("order", Kind.CODE, "the order", is_starred=True, is_key=True),
            Column("line", Kind.CODE, "the line", is_starred=True, is_key=True),
            Column("customer", Kind.CODE, "who wants it", reference="customers"),
            Column("item", Kind.CODE, "what is wanted", is_starred=True, reference="items"),
            Column("quantity", Kind.QUANTITY, "how much", is_starred=True, quantity_of="item", above_zero=True),
            Column("requested_on", Kind.DATE, "the day the customer asked for", is_starred=True),
            Column("promised_on", Kind.DATE, "the day the customer was told"),
            Column("priority", Kind.WHOLE, "1 first", default="3", least=1),
            Column("entered_at", Kind.INSTANT, "when it was taken"),
            Column("price", Kind.AMOUNT, "of one unit", field="price_micro"),
            Column("status", Kind.WORD, "quotes are not planned", default="firm", words=STATUS_WORDS),
            Column("hold_until", Kind.INSTANT, "when a hold lapses; empty: no end"),
        ),
        ("order", "line"),
    ),
    TableSchema("order_boms", "The bills an order line owns.", (*_OWNER, *_BOM_COLUMNS), _BOM_ORDER),
    TableSchema("order_routings", "The routings an order line owns.", (*_OWNER, *_ROUTING_COLUMNS), _ROUTING_ORDER),
    TableSchema(
        "forecast",
        "What is expected to be ordered.",
        (
            _ITEM,
            Column("week", Kind.MONDAY, "its Monday", is_starred=True, is_key=True),
            Column("quantity", Kind.QUANTITY, "in the whole week", is_starred=True, quantity_of="item", rounds_up=True),
        ),
        ("item", "week"),
    ),
)
TABLE: Final[Mapping[str, TableSchema]] = MappingProxyType({schema.name: schema for schema in TABLES})
OPEN_VOCABULARIES: Final = frozenset({"setup_families", "skills"})
"""Codes that need no table of their own: whatever is used exists."""
KEPT_AS_TEXT: Final = frozenset({"customers", "suppliers"})
"""Codes that the snapshot keeps as texts, and whose table may be left out."""
