"""The tables of a factory folder as a page of the reference, generated from their declaration."""

from __future__ import annotations

from pegboard.archive.factory_tables import KEPT_AS_TEXT, OPEN_VOCABULARIES, TABLES
from pegboard.archive.schema import MICRO, Column, Kind, TableSchema


def tables_page() -> str:
    """Return every table and column in Markdown."""
    return "\n".join(_table(schema) for schema in TABLES)


def _table(schema: TableSchema) -> str:
    key = " + ".join(f"`{column.name}`" for column in schema.key)
    lines = [
        f"### `{schema.file}`",
        "",
        f"{schema.meaning}" + (f" Key: {key}." if key else " Rows may repeat."),
        "",
        "| column | must be filled | holds | if empty | meaning |",
        "|---|---|---|---|---|",
    ]
    for column in schema.columns:
        must = "yes" if column.is_starred else ""
        lines.append(f"| `{column.name}` | {must} | {_holds(column)} | {column.default} | {column.meaning} |")
    return "\n".join([*lines, ""])


def _holds(column: Column) -> str:
    if column.words:
        return ", ".join(f"`{word}`" for word in column.words)
    if column.reference:
        return f"{column.kind.value}{_known_from(column)}"
    if column.kind is Kind.RATIO:
        return f"ratio, 0 to {'1' if column.most == MICRO else 'less than 1'}"
    bounds = f", {column.least} to {column.most}" if column.most is not None else ""
    if column.above_zero:
        bounds = ", more than 0"
    elif column.least and column.most is None:
        bounds = f", at least {column.least}"
    if column.kind is Kind.QUANTITY:
        bounds += ", rounded up to the item's decimals" if column.rounds_up else ", with the item's decimals"
    return f"{column.kind.value}{bounds}"


def _known_from(column: Column) -> str:
    if column.reference in OPEN_VOCABULARIES:
        return ""
    files = f"`{column.reference}.csv`"
    if column.reference == "calendars":
        files += " or `calendar_exceptions.csv`"
    return f" of {files}" + (", if there is one" if column.reference in KEPT_AS_TEXT else "")
