"""`pegboard plan`: the folder is the result; a person gets a summary, a program one document, a pipe nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pegboard.archive.plan_folder import FILES
from tests.cli.conftest import Shell


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "run.toml"}


def test_a_plan_is_a_folder_and_nobody_is_told(shell: Shell, factory: Path, tmp_path: Path) -> None:
    done = shell("plan", factory, "--out", tmp_path / "plan")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    assert {path.name for path in (tmp_path / "plan").iterdir()} == FILES


def test_the_same_facts_give_the_same_bytes(shell: Shell, factory: Path, planned: Path, tmp_path: Path) -> None:
    shell("plan", factory, "--out", tmp_path / "again")
    assert contents(tmp_path / "again") == contents(planned)


def test_a_zip_is_planned_like_its_folder(shell: Shell, factory: Path, planned: Path, tmp_path: Path) -> None:
    zipped = shutil.make_archive(str(tmp_path / "factory"), "zip", factory)
    assert shell("plan", zipped, "--out", tmp_path / "plan").exit_code == 0
    assert contents(tmp_path / "plan") == contents(planned)


def test_a_summary_tells_what_a_planner_asks_first(shell: Shell, factory: Path, tmp_path: Path) -> None:
    said = shell("plan", factory, "--out", tmp_path / "plan", "--summary").stdout
    titles = (
        "Bench & Board, planned for",
        "without a date",
        "Tightest work centres",
        "To buy this week",
        "in the facts",
    )
    assert [title for title in titles if title not in said] == []
    assert said.rstrip().endswith("plan")


def test_a_program_gets_one_document(shell: Shell, factory: Path, tmp_path: Path) -> None:
    done = shell("plan", factory, "--out", tmp_path / "plan", "--json")
    document = json.loads(done.stdout)
    assert list(document) == [
        "plan", "digest", "factory", "now", "kpi", "late_lines", "tightest_work_centres", "buy_this_week", "messages",
        "problems",
    ]  # fmt: skip
    assert document["kpi"]["order_lines"] == 3
    assert document["late_lines"][0]["order_line"] == "SO-1/1"
    assert document["buy_this_week"][0]["item"] == "GLUE"


def test_an_infinite_plan_places_nothing(shell: Shell, factory: Path, tmp_path: Path) -> None:
    assert shell("plan", factory, "--out", tmp_path / "plan", "--infinite").exit_code == 0
    assert (tmp_path / "plan" / "operations.csv").read_text("utf-8").count("\n") == 1
    assert "infinite = true" in (tmp_path / "plan" / "plan.toml").read_text("utf-8")


def test_a_folder_of_something_else_is_refused_before_planning(shell: Shell, factory: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("precious")
    done = shell("plan", factory, "--out", tmp_path)
    assert done.exit_code == 2
    assert "holds something else than a plan (letter.txt)" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_the_factory_itself_is_never_overwritten(shell: Shell, factory: Path) -> None:
    before = contents(factory)
    assert shell("plan", factory, "--out", factory).exit_code == 2
    assert contents(factory) == before


def test_bad_input_writes_nothing(shell: Shell, factory: Path, tmp_path: Path) -> None:
    bad = shutil.copytree(factory, tmp_path / "bad")
    (bad / "orders.csv").write_text("order,line,item\nSO-1,1,TABEL\n")
    done = shell("plan", bad, "--out", tmp_path / "plan")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "did you mean 'TABLE'?" in done.stderr
    assert not (tmp_path / "plan").exists()


def test_somebody_who_watches_sees_the_summary(
    shell: Shell, factory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("TERM", "xterm")
    done = shell("plan", factory, "--out", tmp_path / "plan")
    assert "Tightest work centres" in done.stdout
    assert "writing" in done.stderr
