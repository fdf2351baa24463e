"""`pegboard plan`: read a factory, plan it, write the plan, and say what a planner wants to know first."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Final

from pegboard.archive import read_factory
from pegboard.archive.plan_folder import refuse_other_folder, write_plan
from pegboard.cli.screen import for_results, is_watched, print_json, stages
from pegboard.cli.summary import plan_summary
from pegboard.cli.summary_text import print_summary
from pegboard.cli.trouble import answering, warn
from pegboard.engine.pipeline import make_plan
from pegboard.engine.plan import Plan, PlanParams
from pegboard.engine.plan.naming import Names
from pegboard.engine.snapshot import Snapshot

STAGES: Final = {
    "read": "reading",
    "net": "netting",
    "schedule": "scheduling",
    "promise": "promising",
    "write": "writing",
}


def plan_folder(folder: Path, out: Path, *, infinite: bool, with_summary: bool, as_json: bool) -> None:
    """Plan the factory of a folder into another folder."""
    with answering(as_json=as_json):
        clock = _Stopwatch()
        refuse_other_folder(out.resolve())
        with stages(STAGES) as begin:
            begin("read")
            reading = read_factory(folder)
            clock.lap("read_seconds")
            plan = make_plan(reading.snapshot, PlanParams(infinite=infinite), on_stage=begin)
            clock.lap("plan_seconds")
            begin("write")
            write_plan(reading.snapshot, plan, out, run=clock.run())
        warn(reading.warnings)
        _say(reading.snapshot, plan, out, is_asked=with_summary or is_watched(), as_json=as_json)


def _say(snapshot: Snapshot, plan: Plan, out: Path, *, is_asked: bool, as_json: bool) -> None:
    if not (is_asked or as_json):
        return
    summary = plan_summary(snapshot, plan, Names(snapshot, plan))
    if as_json:
        print_json({"plan": str(out), "digest": plan.digest, **summary.document()})
    else:
        print_summary(for_results(), summary, str(out))


class _Stopwatch:
    """When a run began and how long its stages took."""

    def __init__(self) -> None:
        self.began_at = datetime.now().astimezone()
        self.seconds: dict[str, float] = {}
        self.last = perf_counter()

    def lap(self, name: str) -> None:
        """Note how long it took since the last lap."""
        now = perf_counter()
        self.seconds[name] = round(now - self.last, 3)
        self.last = now

    def run(self) -> dict[str, str | float]:
        """Return what `run.toml` holds."""
        return {"began_at": self.began_at.isoformat(timespec="seconds"), **self.seconds}
