"""From checked tables to the engine's snapshot: codes become rows, every table comes into its canonical order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeVar, cast

import numpy as np

from pegboard.archive.currencies import CURRENCY_DECIMALS
from pegboard.archive.factory_tables import KEPT_AS_TEXT, STRATEGY_WORDS, TABLE
from pegboard.archive.references import Directory, centres_without_units
from pegboard.archive.schema import MICRO, Kind
from pegboard.archive.settings import Settings
from pegboard.engine.core.columns import (
    NO_ROW,
    NOT_GIVEN,
    BoolArray,
    IntArray,
    Table,
    TextArray,
    bools,
    ints,
    texts,
)
from pegboard.engine.core.local_time import LocalTime
from pegboard.engine.snapshot import (
    Alternatives,
    BomLines,
    CalendarExceptions,
    Calendars,
    CalendarWindows,
    Customers,
    Forecast,
    Items,
    OrderLines,
    People,
    PersonSkills,
    Policy,
    ReceiptComponents,
    Receipts,
    RoutingOperations,
    SetupMatrix,
    Snapshot,
    Sources,
    Stock,
    Suppliers,
    WorkCentres,
    WorkInProgress,
    WorkUnits,
)
from pegboard.engine.snapshot.engineering import ASSEMBLE_TO_ORDER, BUY, MAKE, TO_ORDER, TO_STOCK
from pegboard.engine.snapshot.supply import PURCHASE_ORDER, WORK_ORDER

STRATEGIES: Final = (TO_ORDER, ASSEMBLE_TO_ORDER, TO_STOCK, TO_ORDER, TO_STOCK)
"""The engine's strategy for each of `STRATEGY_WORDS`."""

AnyColumn = IntArray | BoolArray | TextArray
Columns = dict[str, AnyColumn]
Built = TypeVar("Built", bound=Table)


class Assembler:
    """Builds the engine's tables from the checked ones."""

    def __init__(self, directory: Directory, settings: Settings) -> None:
        self.directory = directory
        self.tables = directory.tables
        self.settings = settings
        listed = {name: self.tables[name].texts for name in ("items", "work_centres", "work_units", "receipts")}
        self.default_units = centres_without_units(self.tables["work_centres"], self.tables["work_units"])
        self.own_items = directory.own_items
        families = ("routings", "order_routings", "work_units")
        matrix = self.tables["setup_matrix"].texts
        self.rows: dict[str, dict[str, int]] = {
            "items": _rows_of([*listed["items"]["item"], *self.own_items]),
            "work_centres": _rows_of(listed["work_centres"]["work_centre"]),
            "work_units": _rows_of([*listed["work_units"]["work_unit"], *self.default_units]),
            "receipts": _rows_of(listed["receipts"]["receipt"]),
            "calendars": _rows_of(directory.known("calendars") or ()),
            "setup_families": _rows_of(
                code
                for codes in (
                    *(self.tables[name].texts["setup_family"] for name in families),
                    matrix["from_family"],
                    matrix["to_family"],
                )
                for code in codes
            ),
            "skills": _rows_of(
                code
                for codes in (
                    self.tables["routings"].texts["skill"],
                    self.tables["order_routings"].texts["skill"],
                    *self.tables["people"].lists["skills"],
                )
                for code in codes
            ),
        }
        orders = self.tables["orders"].texts
        owners = sorted(zip(orders["order"], orders["line"], strict=True))
        self.order_rows = {owner: row for row, owner in enumerate(owners)}

    def snapshot(self, local_time: LocalTime, now: int) -> Snapshot:
        """Return the snapshot of everything."""
        settings = self.settings
        return Snapshot(
            name=settings.name,
            currency=settings.currency,
            currency_decimals=CURRENCY_DECIMALS[settings.currency],
            timezone=settings.timezone,
            now=now,
            local_time=local_time,
            policy=self._policy(),
            setup_families=texts(self.rows["setup_families"]),
            skills=texts(self.rows["skills"]),
            items=self._items(),
            boms=self._plain(BomLines, "boms", order_line=self._no_order("boms")),
            order_boms=self._plain(BomLines, "order_boms", order_line=self._owners("order_boms")),
            routings=self._plain(RoutingOperations, "routings", order_line=self._no_order("routings")),
            order_routings=self._plain(RoutingOperations, "order_routings", order_line=self._owners("order_routings")),
            alternatives=self._plain(Alternatives, "alternatives"),
            setup_matrix=self._plain(SetupMatrix, "setup_matrix"),
            work_centres=self._plain(WorkCentres, "work_centres"),
            work_units=self._work_units(),
            calendars=Calendars(texts(self.rows["calendars"])),
            calendar_windows=self._plain(CalendarWindows, "calendars"),
            calendar_exceptions=self._plain(CalendarExceptions, "calendar_exceptions"),
            people=self._plain(People, "people"),
            person_skills=self._person_skills(),
            customers=self._plain(Customers, "customers"),
            suppliers=self._plain(Suppliers, "suppliers"),
            sources=self._plain(Sources, "sources"),
            stock=self._plain(Stock, "stock"),
            receipts=self._receipts(),
            receipt_components=self._plain(ReceiptComponents, "receipt_components"),
            work_in_progress=self._plain(WorkInProgress, "work_in_progress"),
            order_lines=self._plain(OrderLines, "orders"),
            forecast=self._plain(Forecast, "forecast"),
        )

    def _policy(self) -> Policy:
        settings = self.settings
        calendar = self.rows["calendars"][settings.calendar] if settings.calendar else NO_ROW
        return Policy(settings.promise_margin_days, settings.frozen_minutes, settings.overhead_micro, calendar)

    def _plain(self, built: type[Built], name: str, **further: AnyColumn) -> Built:
        return self._sorted(built, name, {**self._columns(name), **further})

    def _columns(self, name: str) -> Columns:
        """Return the columns of a table by the engine's names, codes as rows of the tables they refer to."""
        table = self.tables[name]
        columns: Columns = {}
        for column in TABLE[name].columns:
            if not column.engine_field:
                continue
            if column.name in table.numbers:
                values = table.numbers[column.name]
                columns[column.engine_field] = bools(values != 0) if column.kind is Kind.FLAG else values
            elif column.reference and column.reference not in KEPT_AS_TEXT:
                rows = self.rows[column.reference]
                columns[column.engine_field] = ints(rows.get(code, NO_ROW) for code in table.texts[column.name])
            else:
                columns[column.engine_field] = texts(table.texts[column.name])
        return columns

    def _sorted(self, built: type[Built], name: str, columns: Columns) -> Built:
        keys = [_ranks(columns[field]) for field in TABLE[name].sorted_by]
        order = np.lexsort(tuple(reversed(keys)))
        return built(**{field: column[order] for field, column in columns.items()})

    def _no_order(self, name: str) -> IntArray:
        return np.full(len(self.tables[name]), NO_ROW, dtype=np.int64)

    def _owners(self, name: str) -> IntArray:
        table = self.tables[name]
        owners = zip(table.texts["order"], table.texts["line"], strict=True)
        return ints(self.order_rows[owner] for owner in owners)

    def _items(self) -> Items:
        columns = self._columns("items")
        strategy = columns["strategy"]
        named = np.asarray(STRATEGIES, dtype=np.int64)[np.clip(strategy, 0, len(STRATEGY_WORDS) - 1)]
        usual = np.where(columns["supply"] == BUY, TO_STOCK, TO_ORDER)
        columns["strategy"] = np.where(strategy == NOT_GIVEN, usual, named)
        count = len(self.tables["items"])
        columns["is_listed"] = np.ones(count, dtype=np.bool_)
        unlisted = sorted(self.own_items)
        own: dict[str, str | int | bool] = {
            **dict.fromkeys(columns, 0),
            "description": "",
            "category": "",
            "uom": "EA",
            "supply": MAKE,
            "strategy": TO_ORDER,
            "lead_time_days": NOT_GIVEN,
            "lot_days": 1,
            "unit_cost_micro": NOT_GIVEN,
            "is_listed": False,
        }
        further: Columns = {field: _same(columns[field], value, len(unlisted)) for field, value in own.items()}
        further["code"] = texts(unlisted)
        return self._sorted(Items, "items", _joined(columns, further))

    def _work_units(self) -> WorkUnits:
        columns = self._columns("work_units")
        columns["is_listed"] = np.ones(len(self.tables["work_units"]), dtype=np.bool_)
        names = sorted(self.default_units)
        further: Columns = {
            "code": texts(names),
            "work_centre": ints(self.rows["work_centres"][name] for name in names),
            "calendar": _same(columns["calendar"], NO_ROW, len(names)),
            "speed_micro": _same(columns["speed_micro"], MICRO, len(names)),
            "setup_family": _same(columns["setup_family"], NO_ROW, len(names)),
            "is_listed": np.zeros(len(names), dtype=np.bool_),
        }
        return self._sorted(WorkUnits, "work_units", _joined(columns, further))

    def _person_skills(self) -> PersonSkills:
        people = self.tables["people"]
        rows = _rows_of(people.texts["person"])
        pairs = sorted(
            (rows[person], self.rows["skills"][skill])
            for person, skills in zip(people.texts["person"], people.lists["skills"], strict=True)
            for skill in skills
        )
        return PersonSkills(ints(person for person, _ in pairs), ints(skill for _, skill in pairs))

    def _receipts(self) -> Receipts:
        columns = self._columns("receipts")
        items = self.tables["items"]
        made = {
            item
            for item, supply in zip(items.texts["item"], items.numbers["supply"].tolist(), strict=True)
            if supply == MAKE
        } | self.own_items
        is_made = bools(item in made for item in self.tables["receipts"].texts["item"])
        kind = columns["kind"]
        columns["kind"] = np.where(kind == NOT_GIVEN, np.where(is_made, WORK_ORDER, PURCHASE_ORDER), kind)
        return self._sorted(Receipts, "receipts", columns)


def _rows_of(codes: Iterable[str]) -> dict[str, int]:
    """Return the row of each different code in their sort; the empty code has none."""
    return {code: row for row, code in enumerate(sorted(set(codes) - {""}))}


def _ranks(column: AnyColumn) -> AnyColumn:
    if column.dtype != np.object_:
        return column
    found: Sequence[str] = column.tolist()
    rank = {text: row for row, text in enumerate(sorted(set(found)))}
    return ints(rank[text] for text in found)


def _same(like: AnyColumn, value: str | int | bool, count: int) -> AnyColumn:
    return cast(AnyColumn, np.full(count, value, dtype=like.dtype))


def _joined(columns: Mapping[str, AnyColumn], further: Mapping[str, AnyColumn]) -> Columns:
    return {field: cast(AnyColumn, np.concatenate((column, further[field]))) for field, column in columns.items()}
