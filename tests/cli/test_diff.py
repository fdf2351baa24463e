"""`pegboard diff`: what moved from one plan to another."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Shell


@pytest.fixture(scope="module")
def later(shell: Shell, factory: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the plan of the factory with the oak of PO-1 three weeks later."""
    folder = shutil.copytree(factory, tmp_path_factory.mktemp("later") / "factory")
    receipts = (folder / "receipts.csv").read_text("utf-8")
    assert "2026-10-28" in receipts
    (folder / "receipts.csv").write_text(receipts.replace("2026-10-28", "2026-11-18"), "utf-8")
    assert shell("plan", folder, "--out", folder.parent / "plan").exit_code == 0
    return folder.parent / "plan"


def test_a_plan_does_not_differ_from_itself(shell: Shell, planned: Path) -> None:
    done = shell("diff", planned, planned)
    assert done.exit_code == 0
    assert "Nothing moved." in done.stdout


def test_what_moved_is_told_with_its_reason(shell: Shell, planned: Path, later: Path) -> None:
    said = " ".join(shell("diff", planned, later).stdout.split())
    assert "SO-1/2 is promised" in said
    assert "days later: Waits for Oak board (BOARD) on PO-1, due Wed 18 Nov" in said


def test_a_program_gets_all_changes(shell: Shell, planned: Path, later: Path) -> None:
    document = json.loads(shell("diff", planned, later, "--json").stdout)
    assert list(document) == ["before", "after", "counts", "changes"]
    first = document["changes"][0]
    assert (first["what"], first["how"], first["subject"]) == ("promise", "later", "SO-1/2")
    assert first["moved_minutes"] % 1440 == 0
    assert document["before"]["digest"] != document["after"]["digest"]
    assert sum(sum(by_how.values()) for by_how in document["counts"].values()) == len(document["changes"])


def test_back_again_is_earlier(shell: Shell, planned: Path, later: Path) -> None:
    document = json.loads(shell("diff", later, planned, "--json").stdout)
    assert list(document["counts"]["promise"]) == ["earlier"]


def test_a_factory_is_no_plan(shell: Shell, factory: Path, planned: Path) -> None:
    done = shell("diff", factory, planned, "--json")
    assert done.exit_code == 2
    assert "is not a plan folder" in done.stderr
    assert json.loads(done.stdout)["faults"]
