"""The rows of a CSV file: text by column, with the line each row begins on, and what is wrong with their shape."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from pegboard.archive.faults import Fault, quoted
from pegboard.archive.near import Neighbours
from pegboard.archive.schema import TableSchema


@dataclass
class RawTable:
    """A table as it stands in its file.

    `is_whole` is False where rows or columns could not be read: what refers to such a table is not judged.
    """

    schema: TableSchema
    is_present: bool = True
    is_whole: bool = True
    lines: list[int] = field(default_factory=list)
    cells: dict[str, Sequence[str]] = field(default_factory=dict)


def read_table(schema: TableSchema, content: bytes, *, faults: list[Fault], warnings: list[str]) -> RawTable:
    """Return the cells of a file by column; faults and warnings are added to the lists."""
    table = RawTable(schema)
    text = decoded(schema.file, content, faults)
    if text is None:
        table.is_whole = False
        return table
    rows: list[list[str]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for row in reader:
            if any(row) and not (len(row) == 1 and row[0].isspace()):
                rows.append(row)
                lines.append(begins)
            begins = reader.line_num + 1
    except csv.Error as error:
        table.is_whole = False
        expected = (
            "a cell in quotes to end with a quote, quotes in it doubled"
            if "limit" not in str(error)
            else "shorter cells"
        )
        faults.append(Fault(schema.file, begins, "", None, expected, finding="a cell that cannot be read"))
    if not rows:
        if table.is_whole:
            faults.append(Fault(schema.file, 1, "", None, "a header line", finding="found nothing"))
        table.is_whole = False
        return table
    _fill(table, rows, lines, faults=faults, warnings=warnings)
    return table


def decoded(file: str, content: bytes, faults: list[Fault]) -> str | None:
    """Return the text of a file without its byte-order mark, or None with a fault for each line that is no text."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = None
    if text is not None and "\0" not in text:
        return text
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        faults.append(Fault(file, 1, "", None, "UTF-8", finding="a file in UTF-16"))
        return None
    for number, line in enumerate(content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"), start=1):
        try:
            line.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            found = quoted(line[max(0, error.start - 10) : error.start + 10].decode("latin-1"))
            faults.append(Fault(file, number, "", None, "UTF-8 text", finding=f"bytes that are not UTF-8 near {found}"))
            continue
        if b"\0" in line:
            faults.append(Fault(file, number, "", None, "text without it", finding="a NUL character"))
    return None


def _fill(
    table: RawTable, rows: list[list[str]], lines: list[int], *, faults: list[Fault], warnings: list[str]
) -> None:
    file = table.schema.file
    header = [name.strip() for name in rows.pop(0)]
    header_line = lines.pop(0)
    _check_header(table, header, line=header_line, faults=faults, warnings=warnings)
    width = len(header)
    if any(len(row) != width for row in rows):
        table.is_whole = False
        for row, line in zip(rows, lines, strict=True):
            if len(row) != width:
                finding = f"{len(row)} {'cell' if len(row) == 1 else 'cells'}"
                expected = f"{width}, as in the header line"
                faults.append(Fault(file, line, "", None, expected, finding=finding))
        lines = [line for line, row in zip(lines, rows, strict=True) if len(row) == width]
        rows = [row for row in rows if len(row) == width]
    table.lines = lines
    columns = list(zip(*rows, strict=True)) if rows else [()] * width
    known = {column.name for column in table.schema.columns}
    table.cells = {
        name: cells for name, cells in zip(header, columns, strict=True) if name in known and header.count(name) == 1
    }


def _check_header(table: RawTable, header: list[str], *, line: int, faults: list[Fault], warnings: list[str]) -> None:
    schema = table.schema
    known = [column.name for column in schema.columns]
    neighbours = Neighbours(name for name in known if name not in header)
    for name in dict.fromkeys(header):
        if header.count(name) > 1 and name:
            table.is_whole = False
            faults.append(Fault(schema.file, line, name, None, "each column once", finding="the column stands twice"))
        if name not in known:
            near = neighbours.nearest(name)
            hint = f", did you mean {quoted(near)}?" if near else ""
            warnings.append(f"{schema.file}: unknown column {quoted(name)} is not read{hint}")
    strangers = Neighbours(name for name in header if name not in known)
    for column in schema.columns:
        if column.is_starred and column.name not in header:
            table.is_whole = False
            near = strangers.nearest(column.name)
            finding = "the column is missing" + (f", there is {quoted(near)}" if near else "")
            faults.append(Fault(schema.file, line, column.name, None, f"a column named {column.name}", finding=finding))
