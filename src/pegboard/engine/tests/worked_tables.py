"""The worked tables of the papers on algorithms, so that prose and engine cannot drift apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

PAPERS: Final = Path(__file__).resolve().parents[4] / "docs" / "algorithms"


def worked_tables(paper: str, *first_columns: str) -> Iterator[list[dict[str, str]]]:
    """Yield the rows, by column, of the table of a paper that begins with each of these columns."""
    lines = (PAPERS / paper).read_text(encoding="utf-8").splitlines()
    for column in first_columns:
        start = next(row for row, line in enumerate(lines) if line.startswith(f"| {column} |"))
        names = cells(lines[start])
        rows: list[dict[str, str]] = []
        for line in lines[start + 2 :]:
            if not line.startswith("|"):
                break
            rows.append(dict(zip(names, cells(line), strict=True)))
        yield rows


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
