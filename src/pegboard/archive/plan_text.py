"""A plan folder as text: its head and its tables, read without any snapshot."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pegboard.archive.faults import BadFactory
from pegboard.archive.plan_folder import FORMAT, HEAD, SHEETS, BadPlanFolder
from pegboard.archive.zipped import read_files

Head = Mapping[str, object]


@dataclass(frozen=True)
class TextTable:
    """One CSV table: its columns of text, by name."""

    columns: Mapping[str, list[str]]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), []))

    def __getitem__(self, name: str) -> list[str]:
        return self.columns[name]

    def rows(self, *names: str) -> Iterator[tuple[str, ...]]:
        """Return the cells of these columns, row by row."""
        return zip(*(self.columns[name] for name in names), strict=True)


@dataclass(frozen=True)
class PlanText:
    """A plan folder's head and tables."""

    place: str
    head: Head
    tables: Mapping[str, TextTable]

    @property
    def digest(self) -> str:
        """Return the digest of the facts that were planned."""
        return str(self.head.get("digest", ""))

    @property
    def parameters(self) -> Head:
        """Return how it was planned."""
        return cast(Head, self.head.get("parameters", {}))

    @property
    def figures(self) -> Head:
        """Return the key figures."""
        return cast(Head, self.head.get("kpi", {}))

    def table(self, name: str) -> TextTable:
        """Return a table by the name of its file, without `.csv`."""
        return self.tables[name]


def read_plan_text(folder: Path) -> PlanText:
    """Read a plan folder, or one that was zipped.

    Raises
    ------
    BadPlanFolder
        If it is no whole plan folder.
    """
    files = _files(folder)
    head = _head(folder, files)
    missing = [name for name in SHEETS if name not in files]
    if missing:
        raise BadPlanFolder(f"{folder} is not a whole plan: {missing[0]} is missing, so make the plan again")
    tables = {name.removesuffix(".csv"): _table(folder, name, files[name]) for name in SHEETS}
    return PlanText(str(folder), head, tables)


def _files(folder: Path) -> Mapping[str, bytes]:
    try:
        return read_files(folder)
    except BadFactory as bad:
        findings = "; ".join(fault.finding for fault in bad.faults)
        raise BadPlanFolder(f"{folder}: {findings}; expected a plan folder or a zip of one") from None


def _head(folder: Path, files: Mapping[str, bytes]) -> Head:
    if HEAD not in files:
        raise BadPlanFolder(f"{folder} is not a plan folder: it holds no {HEAD}")
    try:
        head = tomllib.loads(files[HEAD].decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadPlanFolder(f"{folder}: {HEAD} cannot be read: {error}") from None
    if head.get("format") != FORMAT:
        raise BadPlanFolder(f"{folder} is not a plan folder of the form {FORMAT}: {HEAD} says {head.get('format')!r}")
    return head


def _table(folder: Path, name: str, content: bytes) -> TextTable:
    try:
        text = content.decode("utf-8-sig")
        if '"' not in text and "\r" not in text:
            return _plain_table(text)
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error, ValueError) as error:
        raise BadPlanFolder(f"{folder}: {name} cannot be read: {error}") from None
    header, body = (rows[0], rows[1:]) if rows else ([], [])
    uneven = next((place for place, row in enumerate(body) if len(row) != len(header)), None)
    if uneven is not None:
        raise BadPlanFolder(f"{folder}: {name} cannot be read: {_uneven(uneven)}")
    columns = zip(*body, strict=True) if body else ([] for _ in header)
    return TextTable({column: list(cells) for column, cells in zip(header, columns, strict=True)})


def _plain_table(text: str) -> TextTable:
    """Return a table that has no quotes: large plans have millions of cells, and this way is many times as fast."""
    header, _, body = text.partition("\n")
    names = header.split(",")
    lines = body.removesuffix("\n").split("\n") if body else []
    uneven = next((place for place, line in enumerate(lines) if line.count(",") != len(names) - 1), None)
    if uneven is not None:
        raise ValueError(_uneven(uneven))
    cells = ",".join(lines).split(",") if lines else []
    return TextTable({name: cells[place :: len(names)] for place, name in enumerate(names)})


def _uneven(row: int) -> str:
    return f"line {row + 2} has not as many cells as the header"
