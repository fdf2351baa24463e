"""The cells of a table as values: every cell read by the parser of its column, keys that may not repeat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pegboard.archive.cells import code, codes, one_of, parser_of
from pegboard.archive.faults import Fault, Unfit
from pegboard.archive.schema import TEXTUAL, Column, Kind, TableSchema
from pegboard.archive.tables import RawTable
from pegboard.archive.zones import Clock
from pegboard.engine.core.columns import NOT_GIVEN, IntArray, ints

Value = TypeVar("Value")


@dataclass
class CheckedTable:
    """A table whose cells are values; a cell that could not be read stands as empty and its row is in `unfit`."""

    schema: TableSchema
    is_present: bool
    is_whole: bool
    lines: Sequence[int]
    texts: dict[str, Sequence[str]] = field(default_factory=dict)
    numbers: dict[str, IntArray] = field(default_factory=dict)
    lists: dict[str, Sequence[tuple[str, ...]]] = field(default_factory=dict)
    raw: dict[str, Sequence[str]] = field(default_factory=dict)
    unfit: dict[str, frozenset[int]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.lines)

    def raw_text(self, column: str, row: int) -> str:
        """Return the text of a cell as it stands in the file."""
        cells = self.raw.get(column)
        return cells[row] if cells else ""

    def fault(self, row: int, column: str, expected: str, *, suggestion: str = "", finding: str = "found") -> Fault:
        """Return the fault of a cell."""
        value = self.raw_text(column, row)
        return Fault(self.schema.file, self.lines[row], column, value, expected, suggestion, finding)

    def is_fit(self, row: int, *columns: str) -> bool:
        """Say whether these cells of a row could be read."""
        return not any(row in self.unfit.get(column, ()) for column in columns)


def check_table(raw: RawTable, clock: Clock, faults: list[Fault]) -> CheckedTable:
    """Return the table's values; each cell that does not fit its column and each repeated key becomes a fault."""
    table = CheckedTable(raw.schema, raw.is_present, raw.is_whole, raw.lines, raw=raw.cells)
    for column in raw.schema.columns:
        cells = raw.cells.get(column.name)
        is_absent = cells is None
        cells = [""] * len(table) if cells is None else cells
        if column.kind is Kind.CODES:
            table.lists[column.name] = _values(table, column, cells, parse=codes, empty=(), faults=faults)
        elif column.kind in TEXTUAL:
            parse = code if column.kind is Kind.CODE else str
            empty = column.default
            must = column.is_starred and not is_absent
            table.texts[column.name] = _values(table, column, cells, parse=parse, empty=empty, faults=faults, must=must)
        else:
            numeric = parser_of(column, clock)
            least_zero = column.default == "0" and column.above_zero
            default = 0 if least_zero else numeric(column.default) if column.default else NOT_GIVEN
            must = column.is_starred and not is_absent
            values = _values(table, column, cells, parse=numeric, empty=default, faults=faults, must=must)
            table.numbers[column.name] = ints(values)
    _check_key(table, faults)
    return table


def _values(
    table: CheckedTable,
    column: Column,
    cells: Sequence[str],
    *,
    parse: Callable[[str], Value],
    empty: Value,
    faults: list[Fault],
    must: bool = False,
) -> list[Value]:
    """Return what the cells mean; every different text is read once, and rows are walked only if one is wrong."""
    meaning: dict[str, Value] = {}
    wrong: dict[str, Unfit] = {}
    for text in dict.fromkeys(cells):
        meaning[text] = empty
        if text == "" and must:
            wrong[text] = Unfit(_expected_when_empty(column))
        elif text:
            try:
                meaning[text] = parse(text)
            except Unfit as verdict:
                wrong[text] = verdict
    if wrong:
        rows = [row for row, text in enumerate(cells) if text in wrong]
        table.unfit[column.name] = frozenset(rows)
        for row in rows:
            place = table.schema.file, table.lines[row]
            faults.append(wrong[cells[row]].at(*place, column=column.name, value=cells[row]))
    return [meaning[text] for text in cells]


def _expected_when_empty(column: Column) -> str:
    article = "an" if column.kind.value[0] in "aeiou" else "a"
    return one_of(column.words) if column.words else f"{article} {column.kind.value}"


def _check_key(table: CheckedTable, faults: list[Fault]) -> None:
    key = [column.name for column in table.schema.key]
    if not key or any(column.is_starred and column.name not in table.raw for column in table.schema.key):
        return
    parts = [table.texts[name] if name in table.texts else table.numbers[name].tolist() for name in key]
    rows = list(zip(*parts, strict=True))
    if len(set(rows)) == len(rows):
        return
    first: dict[tuple[str | int, ...], int] = {}
    for row, values in enumerate(rows):
        if not table.is_fit(row, *key):
            continue
        before = first.setdefault(values, row)
        if before != row:
            shown = " / ".join(table.raw_text(name, row) or "(empty)" for name in key)
            expected = f"each {' / '.join(key)} only once: line {table.lines[before]} has the same"
            faults.append(Fault(table.schema.file, table.lines[row], key[-1], shown, expected, finding="repeated key"))
