"""A factory folder as plain rows of text, and how it is written, renamed and reordered."""

import csv
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

Row = dict[str, str]
Tables = dict[str, list[Row]]

# Which cells hold a code somebody chose, by column name; the rest is the format's own words and figures.
CODE_COLUMNS = {
    *("item", "parent", "component", "work_centre", "work_unit", "calendar", "person", "customer", "supplier"),
    *("receipt", "order", "line", "lot", "location", "reserved_order", "reserved_line"),
    *("setup_family", "from_family", "to_family", "skill", "skills"),
}


@dataclass(frozen=True)
class FactoryFolder:
    """The head of a factory folder and its tables."""

    timezone: str
    now: str
    currency: str = "EUR"
    policy: dict[str, int | float | str] = field(default_factory=dict)
    tables: Tables = field(default_factory=dict)

    def toml(self) -> str:
        """The text of `factory.toml`."""
        lines = [
            'format = "pegboard-factory/1"',
            'name = "Generated"',
            f'currency = "{self.currency}"',
            f'timezone = "{self.timezone}"',
            f"now = {self.now}:00",
            "[policy]",
        ]
        for name, value in self.policy.items():
            lines.append(f'{name} = "{value}"' if isinstance(value, str) else f"{name} = {value}")
        return "\n".join(lines) + "\n"

    def rows(self, table: str) -> list[Row]:
        """The rows of a table; none where it is left out."""
        return self.tables.get(table, [])


def write_folder(factory: FactoryFolder, folder: Path) -> Path:
    """Write a factory folder to disk; tables without rows are left out."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "factory.toml").write_text(factory.toml(), encoding="utf-8")
    for table, rows in factory.tables.items():
        if rows:
            columns = list(dict.fromkeys(name for row in rows for name in row))
            with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, columns, restval="")
                writer.writeheader()
                writer.writerows(rows)
    return folder


def renamed(factory: FactoryFolder, prefix: str) -> FactoryFolder:
    """The same factory with a prefix before every code, so that codes still sort as they did."""

    def longer(name: str, value: str) -> str:
        if name not in CODE_COLUMNS or not value:
            return value
        return ";".join(prefix + part for part in value.split(";"))

    policy = dict(factory.policy)
    if policy.get("calendar"):
        policy["calendar"] = f"{prefix}{policy['calendar']}"
    return replace(_each_row(factory, lambda row: {name: longer(name, row[name]) for name in row}), policy=policy)


def reordered(factory: FactoryFolder, seed: int) -> FactoryFolder:
    """The same factory with the rows of every table, and their columns, in another order."""
    shuffle = random.Random(seed).shuffle  # the seed makes it the same order every time
    tables: Tables = {}
    for table, rows in factory.tables.items():
        columns = list(dict.fromkeys(name for row in rows for name in row))
        shuffle(columns)
        tables[table] = [{name: row.get(name, "") for name in columns} for row in rows]
        shuffle(tables[table])
    return replace(factory, tables=tables)


def _each_row(factory: FactoryFolder, change: Callable[[Row], Row]) -> FactoryFolder:
    return replace(factory, tables={table: [change(row) for row in rows] for table, rows in factory.tables.items()})
