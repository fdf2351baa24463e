"""Plan folders: every table as the contract says, written whole or not at all."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pegboard.archive import plan_cells
from pegboard.archive.plan_folder import FILES, BadPlanFolder, write_plan
from pegboard.archive.plan_sheets import PlanSheets, Sheet
from pegboard.archive.tests.small_plan import small_plan, small_snapshot
from pegboard.engine.core.columns import NOT_GIVEN, ints, texts
from pegboard.engine.plan import Plan
from pegboard.engine.snapshot import Snapshot


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return small_snapshot()


@pytest.fixture(scope="module")
def plan(snapshot: Snapshot) -> Plan:
    return small_plan(snapshot)


@pytest.fixture
def folder(snapshot: Snapshot, plan: Plan, tmp_path: Path) -> Path:
    write_plan(snapshot, plan, tmp_path / "plan")
    return tmp_path / "plan"


def rows(folder: Path, name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO((folder / name).read_text("utf-8"), newline="")))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_plan_folder_has_all_its_files_and_no_others(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == FILES


def test_planned_orders_are_sorted_by_code_and_say_what_they_are_for(folder: Path) -> None:
    header, *found = rows(folder, "planned_orders.csv")
    assert header == [
        "planned_order", "kind", "item", "quantity", "release_at", "start_at", "finish_at", "due_at", "supplier",
        "order", "line", "structure",
    ]  # fmt: skip
    assert [row[0] for row in found] == ["OAK@2026-10-26", "OAK@SO-1/10@2", "TABLE@SO-1/10", "TABLE@SO-1/2"]
    assert found[0] == [
        "OAK@2026-10-26", "buy", "OAK", "7.5", "2026-10-23T08:00", "2026-10-23T08:00", "2026-10-29T23:00",
        "2026-10-25T23:00", "MILL", "", "", "master",
    ]  # fmt: skip


def test_an_order_that_could_not_be_placed_has_empty_instants(folder: Path) -> None:
    assert rows(folder, "planned_orders.csv")[4][4:7] == ["", "", ""]


def test_pegs_name_both_ends(folder: Path) -> None:
    _, *found = rows(folder, "pegs.csv")
    assert [row[:4] for row in found] == [
        ["planned_order", "OAK@2026-10-26", "planned_order", "TABLE@SO-1/2"],
        ["planned_order", "OAK@SO-1/10@2", "planned_order", "TABLE@SO-1/10"],
        ["planned_order", "TABLE@SO-1/10", "order_line", "SO-1/10"],
        ["planned_order", "TABLE@SO-1/2", "order_line", "SO-1/2"],
        ["receipt", "PO-7", "planned_order", "TABLE@SO-1/10"],
        ["stock", "GLUE@A1@L-7", "planned_order", "TABLE@SO-1/10"],
    ]


def test_operations_are_sorted_by_supply_and_sequence_and_name_their_people(folder: Path) -> None:
    _, first, second = rows(folder, "operations.csv")
    assert first[:8] == ["planned_order", "TABLE@SO-1/10", "TABLE", "10", "saw", "SAW", "SAW-2", ""]
    assert second[7] == "ANNA;BO"
    assert (first[13:], second[13:]) == (["material", "PO-7"], ["predecessor", "TABLE@SO-1/10/10"])


def test_an_instant_in_a_repeated_hour_carries_its_offset(folder: Path) -> None:
    assert rows(folder, "promises.csv")[1][6] == "2026-10-25T02:30+02:00"
    assert rows(folder, "operations.csv")[2][11:13] == ["2026-10-25T02:30+01:00", "2026-10-25T03:30"]


def test_a_line_that_cannot_be_planned_has_a_row_without_dates(folder: Path) -> None:
    _, planned, unplanned = rows(folder, "promises.csv")
    assert planned[7:9] == ["2026-11-02", "-3"]
    assert unplanned[:2] == ["SO-1", "2"]
    assert unplanned[6:9] == ["", "", ""]


def test_money_is_in_major_units_with_all_decimals(folder: Path) -> None:
    assert rows(folder, "costs.csv")[1:] == [
        ["SO-1", "10", "10.50", "0.50", "0.00", "0.00", "0.00", "11.00", "11.00"],
        ["SO-1", "2", "21.00", "0.05", "0.00", "0.00", "0.00", "21.05", "10.53"],
    ]


def test_messages_name_the_lines_they_hurt_in_order(folder: Path) -> None:
    _, expedite, release = rows(folder, "messages.csv")
    assert expedite[:8] == [
        "expedite", "receipt", "PO-7", "OAK", "2.5", "2026-10-26T00:00", "2026-10-23T08:00", "SO-1/10;SO-1/2",
    ]  # fmt: skip
    assert release[7] == ""


def test_load_is_by_work_centre_and_monday(folder: Path) -> None:
    assert rows(folder, "load.csv")[1:] == [["BENCH", "2026-10-19", "2400", "120"], ["SAW", "2026-10-19", "4800", "70"]]


def test_the_head_says_what_was_planned_how_and_how_well(folder: Path, plan: Plan) -> None:
    head = tomllib.loads((folder / "plan.toml").read_text("utf-8"))
    assert (head["format"], head["digest"], head["factory"]) == ("pegboard-plan/1", plan.digest, 'Small, "and" good')
    assert head["parameters"]["infinite"] is False
    figures = head["kpi"]
    assert (figures["order_lines"], figures["late_lines"], figures["unplanned_lines"]) == (2, 1, 1)
    assert (figures["total_lateness_days"], figures["largest_lateness_days"]) == (3, 3)
    assert (figures["make_orders"], figures["buy_orders"], figures["pegs"]) == (2, 2, 6)


def test_only_the_run_file_knows_the_run(snapshot: Snapshot, plan: Plan, folder: Path, tmp_path: Path) -> None:
    write_plan(snapshot, plan, tmp_path / "again", run={"plan_seconds": 1.5})
    before, after = contents(folder), contents(tmp_path / "again")
    assert {name for name in FILES if before[name] != after[name]} == {"run.toml"}
    assert tomllib.loads(after["run.toml"].decode()) == {"plan_seconds": 1.5}


def test_an_older_plan_is_replaced(snapshot: Snapshot, plan: Plan, folder: Path) -> None:
    (folder / "pegs.csv").write_text("old")
    write_plan(snapshot, plan, folder)
    assert (folder / "pegs.csv").read_text() != "old"
    assert [path.name for path in folder.parent.iterdir()] == ["plan"]


def test_an_empty_folder_may_be_taken(snapshot: Snapshot, plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    write_plan(snapshot, plan, tmp_path / "new")
    assert (tmp_path / "new" / "plan.toml").exists()


def test_missing_parents_are_made(snapshot: Snapshot, plan: Plan, tmp_path: Path) -> None:
    write_plan(snapshot, plan, tmp_path / "build" / "deep" / "plan")
    assert (tmp_path / "build" / "deep" / "plan" / "plan.toml").exists()


@pytest.mark.parametrize("name", ["letter.txt", "factory.toml"])
def test_a_folder_of_something_else_is_left_alone(snapshot: Snapshot, plan: Plan, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("precious")
    with pytest.raises(BadPlanFolder, match=f"holds something else than a plan \\({name}\\)"):
        write_plan(snapshot, plan, tmp_path)
    assert contents(tmp_path) == {name: b"precious"}


def test_a_plan_folder_with_a_strangers_file_is_left_alone(snapshot: Snapshot, plan: Plan, folder: Path) -> None:
    (folder / "notes.txt").write_text("precious")
    with pytest.raises(BadPlanFolder, match=r"notes\.txt, which is no part of a plan"):
        write_plan(snapshot, plan, folder)
    assert (folder / "notes.txt").read_text() == "precious"


def test_a_file_in_the_way_is_left_alone(snapshot: Snapshot, plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "plan").write_text("precious")
    with pytest.raises(BadPlanFolder, match="is a file"):
        write_plan(snapshot, plan, tmp_path / "plan")


def test_what_stops_in_the_middle_leaves_the_older_plan(
    snapshot: Snapshot, plan: Plan, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: PlanSheets) -> Iterator[Sheet]:
        raise KeyboardInterrupt

    before = contents(folder)
    monkeypatch.setattr(PlanSheets, "messages", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_plan(snapshot, plan, folder)
    assert contents(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["plan"]


@given(
    st.lists(st.tuples(st.text(st.characters(codec="utf-8", exclude_characters="\0")), st.text('a,"\n')), min_size=1)
)
def test_any_text_comes_back_from_a_sheet(found: list[tuple[str, str]]) -> None:
    columns = {name: plan_cells.texts(texts(row[at] for row in found)) for at, name in enumerate(("one", "other"))}
    text = "".join(Sheet("any.csv", columns, np.arange(len(found))).text())
    assert [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))][1:] == found


def test_what_is_not_given_is_an_empty_cell(snapshot: Snapshot) -> None:
    nothing, rows_ = ints([NOT_GIVEN]), np.zeros(1, dtype=np.int64)
    assert plan_cells.dates(snapshot.local_time, nothing)(rows_) == [""]
    assert plan_cells.instants(snapshot, nothing)(rows_) == [""]
    assert plan_cells.numbers(nothing)(rows_) == [""]
    assert plan_cells.quantities(ints([2]), nothing)(rows_) == [""]
    assert plan_cells.money(2, nothing)(rows_) == [""]
