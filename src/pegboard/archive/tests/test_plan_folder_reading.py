"""A plan folder read back is the same plan, or is refused with a sentence."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pegboard import __version__
from pegboard.archive.plan_folder import BadPlanFolder, write_plan
from pegboard.archive.plan_outline import plan_outline
from pegboard.archive.plan_reading import read_plan
from pegboard.archive.plan_text import read_plan_text
from pegboard.archive.tests.small_plan import small_plan, small_snapshot
from pegboard.engine.core.columns import Table
from pegboard.engine.core.problems import ERROR, Problem
from pegboard.engine.plan import Plan
from pegboard.engine.plan.difference import LATER, PROMISE, difference
from pegboard.engine.snapshot import Snapshot

PROBLEMS = (
    Problem("no-routing", "TABLE", "items", operands=("3",)),
    Problem("too-few-people", "the skill paint", "people", ERROR, ("1", "2", "TABLE 10")),
    Problem("forecast-to-order", "OAK", "forecast"),
)


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return small_snapshot()


@pytest.fixture(scope="module")
def plan(snapshot: Snapshot) -> Plan:
    return replace(small_plan(snapshot), problems=PROBLEMS)


@pytest.fixture
def folder(snapshot: Snapshot, plan: Plan, tmp_path: Path) -> Path:
    write_plan(snapshot, plan, tmp_path / "plan")
    return tmp_path / "plan"


def test_writing_what_was_read_gives_the_same_bytes(snapshot: Snapshot, folder: Path, tmp_path: Path) -> None:
    write_plan(snapshot, read_plan(snapshot, folder), tmp_path / "again")
    for path in folder.iterdir():
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes(), path.name


def sorted_columns(table: Table, names: list[str]) -> list[list[object]]:
    columns = table.columns()
    return sorted(list(row) for row in zip(*(columns[name].tolist() for name in names), strict=True))


def test_what_was_read_is_what_was_written(snapshot: Snapshot, plan: Plan, folder: Path) -> None:
    found = read_plan(snapshot, folder)
    names = [name for name in plan.planned_orders.columns() if name != "named_day"]
    assert sorted_columns(found.planned_orders, names) == sorted_columns(plan.planned_orders, names)
    for name in ("promises", "load", "costs"):
        columns = [column for column in getattr(plan, name).columns() if column != "bound_subject"]
        assert sorted_columns(getattr(found, name), columns) == sorted_columns(getattr(plan, name), columns)
    assert found.params == plan.params
    assert set(found.problems) == set(plan.problems)


def test_operations_keep_their_people_and_their_step(snapshot: Snapshot, plan: Plan, folder: Path) -> None:
    placed = read_plan(snapshot, folder).placed_operations
    assert placed.operation.tolist() == plan.placed_operations.operation.tolist()
    assert placed.people_first.tolist() == plan.placed_operations.people_first.tolist()
    assert placed.start_at.tolist() == plan.placed_operations.start_at.tolist()


def test_pegs_come_back_sorted(snapshot: Snapshot, folder: Path) -> None:
    pegs = read_plan(snapshot, folder).pegs
    assert (np.diff(pegs.supply_kind) >= 0).all()
    assert len(pegs) == 6


def test_a_zipped_plan_is_read_like_a_folder(snapshot: Snapshot, folder: Path, tmp_path: Path) -> None:
    zipped = shutil.make_archive(str(tmp_path / "zipped"), "zip", folder.parent, folder.name)
    assert len(read_plan(snapshot, Path(zipped)).pegs) == 6


def test_a_plan_of_other_facts_is_refused(snapshot: Snapshot, folder: Path) -> None:
    later = snapshot.replace(now=snapshot.now + 60)
    with pytest.raises(BadPlanFolder, match="is a plan of other facts"):
        read_plan(later, folder)


def edited(name: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        text = (folder / name).read_text("utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), "utf-8")

    return edit


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda folder: (folder / "pegs.csv").unlink(), r"not a whole plan: pegs\.csv is missing"),
        (lambda folder: (folder / "plan.toml").unlink(), r"holds no plan\.toml"),
        (shutil.rmtree, "no such folder or file"),
        (edited("plan.toml", "pegboard-plan/1", "pegboard-plan/9"), "not a plan folder of the form pegboard-plan/1"),
        (edited("plan.toml", "[kpi]", "[kpi"), r"plan\.toml cannot be read"),
        (edited("pegs.csv", ",SO-1/10,", ",SO-9/10,"), "no longer fits together"),
        (edited("pegs.csv", "planned_order,TABLE@SO-1/2", "planned_order"), "has not as many cells"),
        (edited("operations.csv", "SAW-2", "SAW-9"), "no longer fits together"),
        (edited("operations.csv", ",TABLE,10,", ",TABLE,15,"), "no longer fits together"),
        (edited("planned_orders.csv", ",7.5,", ",7.555,"), "no longer fits together"),
    ],
)  # fmt: skip
def test_a_folder_that_does_not_hold_together_is_refused(
    snapshot: Snapshot, folder: Path, harm: Callable[[Path], None], sentence: str
) -> None:
    harm(folder)
    with pytest.raises(BadPlanFolder, match=sentence):
        read_plan(snapshot, folder)


def test_two_folders_are_compared_by_what_they_say(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "after")
    edited("promises.csv", "2026-11-02", "2026-11-04")(tmp_path / "after")
    before, after = (plan_outline(read_plan_text(place)) for place in (folder, tmp_path / "after"))
    (change,) = difference(before, after)
    assert (change.what, change.how, change.subject, change.moved_minutes) == (PROMISE, LATER, "SO-1/10", 2880)
    assert change.why.startswith("Waits for Oak, planed (OAK) on PO-7")


def test_a_move_over_a_change_of_the_clocks_counts_what_really_passes(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "after")
    edited("planned_orders.csv", "2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00")(tmp_path / "after")
    before, after = (plan_outline(read_plan_text(place)) for place in (folder, tmp_path / "after"))
    assert [change.moved_minutes for change in difference(before, after)] == [60]


@pytest.mark.parametrize(("old", "new"), [("has no routing", "lacks a routing"), ("no-routing", "no-such-code")])
def test_a_problem_that_another_version_worded_keeps_its_sentence(
    snapshot: Snapshot, folder: Path, tmp_path: Path, old: str, new: str
) -> None:
    edited("problems.csv", old, new)(folder)
    write_plan(snapshot, read_plan(snapshot, folder), tmp_path / "again")
    assert (tmp_path / "again" / "problems.csv").read_bytes() == (folder / "problems.csv").read_bytes()


def test_a_plan_of_another_version_that_does_not_fit_says_which(snapshot: Snapshot, folder: Path) -> None:
    edited("plan.toml", f'engine = "{__version__}"', 'engine = "0.0.7"')(folder)
    edited("operations.csv", "SAW-2", "SAW-9")(folder)
    with pytest.raises(BadPlanFolder, match=r"it was planned by pegboard 0\.0\.7, and this is pegboard "):
        read_plan(snapshot, folder)
