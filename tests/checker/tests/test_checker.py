"""The checker finds nothing wrong with a right plan, and names what is wrong with a spoilt one."""

import ast
import csv
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.checker import check_plan
from tests.checker.tests.spoiled import SPOILED, Cells, Spoiled

CASES = Path(__file__).parent


def spoil(folder: Path, spoiled: Spoiled) -> None:
    """Make one change and those that go with it."""
    path = folder / spoiled.folder / f"{spoiled.table}.csv"
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    changed = list(_changed(rows, spoiled))
    assert changed != rows, "the change must change something"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(name for row in [*rows, *changed] for name in row)))
        writer.writeheader()
        writer.writerows(changed)
    for other in spoiled.also:
        spoil(folder, other)


def _changed(rows: list[Cells], spoiled: Spoiled) -> Iterator[Cells]:
    for row in rows:
        if any(row[name] != value for name, value in spoiled.where.items()):
            yield row
        elif spoiled.change is not None:
            yield {**row, **spoiled.change}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small factory and its plan that may be spoilt."""
    return copied("small", tmp_path)


def copied(case: str, place: Path) -> Path:
    """A copy of a case: its factory and its plan."""
    return Path(shutil.copytree(CASES / case, place / case))


@pytest.mark.parametrize("case", ["small", "owned"])
def test_a_plan_worked_out_by_hand_breaks_no_rule(tmp_path: Path, case: str) -> None:
    folder = copied(case, tmp_path)
    assert check_plan(folder / "in", folder / "out") == []


@pytest.mark.parametrize("spoiled", SPOILED, ids=str)
def test_what_is_spoilt_is_named(tmp_path: Path, spoiled: Spoiled) -> None:
    folder = copied(spoiled.case, tmp_path)
    spoil(folder, spoiled)
    found = check_plan(folder / "in", folder / "out")
    assert spoiled.rule in {violation.rule for violation in found}, [str(violation) for violation in found]


def test_a_figure_that_does_not_follow_from_the_tables_is_named(small: Path) -> None:
    head = small / "out" / "plan.toml"
    head.write_text(head.read_text("utf-8").replace("late_lines = 2", "late_lines = 1"), encoding="utf-8")
    assert {violation.rule for violation in check_plan(small / "in", small / "out")} == {"kpi"}


def test_an_infinite_plan_is_not_asked_for_operations(small: Path) -> None:
    head = small / "out" / "plan.toml"
    head.write_text(head.read_text("utf-8").replace("infinite = false", "infinite = true"), encoding="utf-8")
    operations = small / "out" / "operations.csv"
    operations.write_text(operations.read_text("utf-8").splitlines()[0] + "\n", encoding="utf-8")
    rules = {violation.rule for violation in check_plan(small / "in", small / "out")}
    assert not rules & {"operation-missing", "load", "before-material"}


def test_the_checker_knows_nothing_of_the_engine() -> None:
    for module in (CASES.parent).glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            assert all(name.split(".")[0] in sys.stdlib_module_names for name in names), module.name
