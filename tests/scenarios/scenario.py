"""One scenario folder: README.md (the story), in/ (the factory), facts.toml (by hand), out/ (the accepted plan).

`facts.toml` holds what a person worked out from the story before the plan was ever made:

    infinite = true                      # how to plan; false if left out

    [[fact]]
    table = "promises.csv"
    where = { order = "SO-1" }
    is    = { promise_on = "2026-01-15", slack_days = "0" }

    [[count]]
    table = "planned_orders.csv"
    where = { item = "LEG" }
    rows  = 2
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pegboard.archive import read_factory
from pegboard.archive.plan_folder import SHEETS, write_plan
from pegboard.engine.pipeline import make_plan
from pegboard.engine.plan import PlanParams

HOME = Path(__file__).parent


@dataclass(frozen=True)
class Scenario:
    """A scenario by its folder."""

    folder: Path

    @property
    def factory(self) -> Path:
        """Return the factory folder."""
        return self.folder / "in"

    @property
    def accepted(self) -> Path:
        """Return the folder of the accepted plan."""
        return self.folder / "out"

    def expectations(self) -> Mapping[str, Any]:  # Any: what TOML holds
        """Return what was worked out by hand."""
        return tomllib.loads((self.folder / "facts.toml").read_text(encoding="utf-8"))

    def plan_to(self, target: Path) -> None:
        """Plan the factory and write the plan."""
        snapshot = read_factory(self.factory).snapshot
        plan = make_plan(snapshot, PlanParams(infinite=bool(self.expectations().get("infinite", False))))
        write_plan(snapshot, plan, target)

    def faults(self, plan: Path) -> Iterator[str]:
        """Return where a plan folder differs from what was worked out by hand."""
        wanted = self.expectations()
        for fact in wanted.get("fact", []):
            rows = list(_rows(plan / fact["table"], fact["where"]))
            if not rows:
                yield f"{fact['table']}: no row where {fact['where']}"
            for row in rows:
                for column, value in fact["is"].items():
                    if row[column] != value:
                        yield f"{fact['table']}, {fact['where']}, {column}: {row[column]!r}, expected {value!r}"
        for count in wanted.get("count", []):
            found = len(list(_rows(plan / count["table"], count["where"])))
            if found != count["rows"]:
                yield f"{count['table']}: {found} rows where {count['where']}, expected {count['rows']}"

    def differences(self, plan: Path) -> Iterator[str]:
        """Return the tables of a plan folder that are not as accepted, with the first line that differs."""
        for name in SHEETS:
            new, old = (_lines(folder / name) for folder in (plan, self.accepted))
            for number, (made, accepted) in enumerate(zip(new, old, strict=False), start=1):
                if made != accepted:
                    yield f"{name}, line {number}: {made!r}, accepted {accepted!r}"
                    break
            else:
                if len(new) != len(old):
                    yield f"{name}: {len(new)} lines, accepted {len(old)}"


def scenarios() -> list[Scenario]:
    """Return all scenarios by name."""
    return [Scenario(path.parent) for path in sorted(HOME.glob("*/facts.toml"))]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _rows(path: Path, where: Mapping[str, str]) -> Iterator[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if all(row[column] == value for column, value in where.items()):
                yield row
