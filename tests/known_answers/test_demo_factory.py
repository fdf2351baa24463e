"""The demo factory: its folder is what its script writes, and its plan is a plan that holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pegboard.archive import read_factory
from pegboard.archive.plan_folder import write_plan
from pegboard.engine.pipeline import make_plan
from tests.checker.judge import check_plan

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FACTORY = EXAMPLES / "alder-and-loom"


def test_the_folder_is_what_its_script_writes(tmp_path: Path) -> None:
    script = EXAMPLES / "generate_alder_and_loom.py"
    subprocess.run([sys.executable, str(script), "--out", str(tmp_path / "again")], check=True, capture_output=True)
    written = {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
    assert written == {path.name: path.read_bytes() for path in FACTORY.iterdir()}


def test_the_plan_breaks_no_rule_and_dates_every_line(tmp_path: Path) -> None:
    snapshot = read_factory(FACTORY).snapshot
    plan = make_plan(snapshot)
    write_plan(snapshot, plan, tmp_path / "plan")
    assert check_plan(FACTORY, tmp_path / "plan") == []
    assert len(plan.promises) == 259
    assert plan.promises.finish_at.min() >= snapshot.now
    assert [problem.code for problem in plan.problems] == ["no-routing"]
