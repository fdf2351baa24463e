"""CSV tables as rows of text, whatever their line ends and byte-order mark."""

import csv
from pathlib import Path

Row = dict[str, str]


class AbsentAsEmpty(dict[str, str]):
    """A row in which a column that was left out reads as an empty cell."""

    def __missing__(self, key: str) -> str:
        return ""


def read_rows(path: Path) -> list[Row]:
    """The rows of a table; a table that is not there has none."""
    if not path.is_file():
        return []
    with path.open(newline="", encoding="utf-8-sig") as file:
        lines = csv.reader(file)
        header = [name.strip() for name in next(lines, [])]
        return [AbsentAsEmpty(zip(header, cells, strict=False)) for cells in lines if any(cells)]


def read_header(path: Path) -> list[str]:
    """The column names of a table; none if it is not there."""
    if not path.is_file():
        return []
    with path.open(newline="", encoding="utf-8-sig") as file:
        return next(csv.reader(file), [])
