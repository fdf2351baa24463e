"""`pegboard check`: every fault at once, and what is poor to plan from."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Shell


@pytest.fixture
def bad(factory: Path, tmp_path: Path) -> Path:
    folder = shutil.copytree(factory, tmp_path / "bad")
    (folder / "forecast.csv").write_text("item,week,quantity\nTABEL,2026-11-02,1\nTABLE,2026-11-03,x\n")
    return folder


def test_a_good_factory_can_be_planned(shell: Shell, factory: Path) -> None:
    done = shell("check", factory)
    assert done.exit_code == 0
    assert done.stdout.startswith("Bench & Board can be planned: 4 order lines, ")


def test_what_is_poor_to_plan_from_is_listed(shell: Shell, factory: Path) -> None:
    found = json.loads(shell("check", factory, "--json").stdout)
    assert (found["faults"], found["order_lines"]) == ([], 4)
    assert {problem["code"] for problem in found["problems"]} >= {"no-source", "too-few-people"}
    said = " ".join(shell("check", factory).stdout.split())
    assert all(problem["sentence"].split(":")[0] in said for problem in found["problems"])


def test_every_fault_is_named_on_standard_error(shell: Shell, bad: Path) -> None:
    done = shell("check", bad)
    assert (done.exit_code, done.stdout) == (2, "")
    *faults, count = done.stderr.splitlines()
    assert [fault.partition(" '")[0] for fault in faults] == [
        "error: forecast.csv, line 2, item: unknown item",
        "error: forecast.csv, line 3, week: found",
        "error: forecast.csv, line 3, quantity: found",
    ]
    assert count == "3 errors: nothing was planned or written."


def test_a_program_gets_the_faults_as_a_document(shell: Shell, bad: Path) -> None:
    done = shell("check", bad, "--json")
    assert done.exit_code == 2
    fault = json.loads(done.stdout)["faults"][0]
    assert (fault["file"], fault["line"], fault["column"], fault["value"]) == ("forecast.csv", 2, "item", "TABEL")
    assert fault["suggestion"] == "TABLE"


def test_what_is_not_read_is_a_warning(shell: Shell, factory: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(factory, tmp_path / "more")
    (folder / "itmes.csv").write_text("item\n")
    done = shell("check", folder)
    assert done.exit_code == 0
    assert "warning: unknown file 'itmes.csv' is not read" in done.stderr


def test_a_missing_folder_is_bad_input(shell: Shell, tmp_path: Path) -> None:
    done = shell("check", tmp_path / "nowhere")
    assert done.exit_code == 2
    assert "nowhere: there is no such folder or file" in done.stderr
