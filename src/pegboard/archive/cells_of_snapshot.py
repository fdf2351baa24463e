"""A snapshot's tables as the cells of their files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, cast

from pegboard.archive.assembling import STRATEGIES
from pegboard.archive.cells import parser_of
from pegboard.archive.factory_tables import KEPT_AS_TEXT, STRATEGY_WORDS, TABLE
from pegboard.archive.number_text import decimal_text
from pegboard.archive.schema import Column, Kind
from pegboard.archive.zones import Clock, offset_at_midnight
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, BoolArray, IntArray, Table
from pegboard.engine.core.local_time import DAY
from pegboard.engine.snapshot import Items, Snapshot
from pegboard.engine.snapshot.engineering import BUY, MAKE, TO_ORDER, TO_STOCK
from pegboard.engine.snapshot.supply import PURCHASE_ORDER, RECEIPT_WORDS, WORK_ORDER

_FIELD: Final = {"orders": "order_lines", "calendars": "calendar_windows"}
"""Where the snapshot has another name for a table of the folder."""
Texts = Sequence[str]


class SnapshotCells:
    """Gives the texts of every column of every table; what the archive added when reading is left out again."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        first_day = date.fromordinal(snapshot.local_time.origin_ordinal)
        self.clock = Clock(snapshot.local_time, offset_at_midnight(snapshot.timezone, first_day))
        self.codes: dict[str, list[str]] = {
            "items": snapshot.items.code.tolist(),
            "work_centres": snapshot.work_centres.code.tolist(),
            "work_units": snapshot.work_units.code.tolist(),
            "receipts": snapshot.receipts.code.tolist(),
            "calendars": snapshot.calendars.code.tolist(),
            "setup_families": snapshot.setup_families.tolist(),
            "skills": snapshot.skills.tolist(),
        }

    def columns(self, name: str) -> dict[str, Texts]:
        """Return the cells of a table by column."""
        table: Table = getattr(self.snapshot, _FIELD.get(name, name))
        if name in {"items", "work_units"}:
            table = table.take(cast(BoolArray, table.columns()["is_listed"]))
        special: dict[str, Callable[[Table, Column], Texts]] = {
            "items.strategy": self._strategies,
            "receipts.kind": self._receipt_kinds,
            "people.skills": self._skills,
        }
        cells: dict[str, Texts] = {}
        for column in TABLE[name].columns:
            make = special.get(f"{name}.{column.name}", self._cells)
            cells[column.name] = make(table, column)
        return cells

    def _cells(self, table: Table, column: Column) -> Texts:
        if not column.engine_field:
            lines = self.snapshot.order_lines
            owned = lines.columns()[column.name][cast(IntArray, table.columns()["order_line"])]
            return cast(Texts, owned.tolist())
        values = table.columns()[column.engine_field]
        if column.kind in {Kind.TEXT, Kind.CODE} and (not column.reference or column.reference in KEPT_AS_TEXT):
            return ["" if text == column.default else str(text) for text in values.tolist()]
        if column.reference:
            codes = self.codes[column.reference]
            return ["" if row == NO_ROW else codes[row] for row in values.tolist()]
        numbers: list[int] = values.tolist()
        if column.kind is Kind.QUANTITY:
            return self._quantities(column, numbers, self._decimals(table, column))
        default = parser_of(column, self.clock)(column.default) if column.default else NOT_GIVEN
        said = {value: "" if value in {default, NOT_GIVEN} else self._text(column, value) for value in set(numbers)}
        return [said[value] for value in numbers]

    def _text(self, column: Column, value: int) -> str:
        if column.words:
            return column.words[value]
        if column.kind in {Kind.AMOUNT, Kind.RATIO}:
            return decimal_text(value, 6)
        if column.kind in {Kind.DATE, Kind.MONDAY}:
            return date.fromordinal(value + self.snapshot.local_time.origin_ordinal).isoformat()
        if column.kind is Kind.INSTANT:
            said, offset = self.clock.instant(value)
            return said.isoformat(timespec="minutes") + offset
        if column.kind in {Kind.TIME, Kind.END_TIME}:
            return "24:00" if value == DAY else f"{value // 60:02d}:{value % 60:02d}"
        return str(int(value))

    def _decimals(self, table: Table, column: Column) -> list[int]:
        if isinstance(table, Items):
            return cast(list[int], table.decimals.tolist())
        owners = cast(IntArray, table.columns()[column.quantity_of])
        if column.quantity_of == "receipt":
            owners = self.snapshot.receipts.item[owners]
        return cast(list[int], self.snapshot.items.decimals[owners].tolist())

    @staticmethod
    def _quantities(column: Column, numbers: list[int], decimals: list[int]) -> Texts:
        unsaid = {NOT_GIVEN, 0} if column.default == "0" else {NOT_GIVEN}
        return [
            "" if value in unsaid else decimal_text(value, places)
            for value, places in zip(numbers, decimals, strict=True)
        ]

    def _strategies(self, _: Table, __: Column) -> Texts:
        items = self.snapshot.items
        listed = items.take(items.is_listed)
        said = []
        for supply, strategy in zip(listed.supply.tolist(), listed.strategy.tolist(), strict=True):
            is_usual = strategy == (TO_STOCK if supply == BUY else TO_ORDER)
            words = (word for word, meant in zip(STRATEGY_WORDS, STRATEGIES, strict=True) if meant == strategy)
            fitting = (word for word in words if word.startswith("buy_") == (supply == BUY))
            said.append("" if is_usual else next(fitting))
        return said

    def _receipt_kinds(self, _: Table, __: Column) -> Texts:
        receipts = self.snapshot.receipts
        supplies = self.snapshot.items.supply[receipts.item].tolist()
        return [
            "" if kind == (WORK_ORDER if supply == MAKE else PURCHASE_ORDER) else RECEIPT_WORDS[kind]
            for kind, supply in zip(receipts.kind.tolist(), supplies, strict=True)
        ]

    def _skills(self, _: Table, __: Column) -> Texts:
        of: list[list[str]] = [[] for _ in range(len(self.snapshot.people))]
        pairs = self.snapshot.person_skills
        for person, skill in zip(pairs.person.tolist(), pairs.skill.tolist(), strict=True):
            of[person].append(self.codes["skills"][skill])
        return [";".join(skills) for skills in of]
