"""Measure one case in a process of its own and print what was found as JSON."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np

from benchmarks.cases import Case
from benchmarks.neutral import write_factory, yardstick
from pegboard.archive import read_factory
from pegboard.archive.plan_folder import write_plan
from pegboard.engine.bom import structures
from pegboard.engine.calendar import working_time
from pegboard.engine.mrp import run_mrp
from pegboard.engine.pipeline import make_plan
from pegboard.engine.plan import Plan, PlanParams
from pegboard.engine.plan.key_figures import key_figures
from pegboard.engine.promise import Inquiry, capable_to_promise, promise_book
from pegboard.engine.snapshot import Snapshot
from pegboard.engine.snapshot.engineering import MAKE

PLENTY = 40
"""Units in place of one: capacity without limit, for the count of lines that no capacity could save."""
INQUIRIES = 200
MOST_CHECKED = 150_000
"""Operations up to which the checker judges a plan here; beyond it takes longer than all the rest together."""

Result = TypeVar("Result")
Found = dict[str, float | int | str | None]


def measure(case: Case, folder: Path) -> Found:
    """Return CPU seconds, memory and lateness of a case."""
    write_factory(folder, case.lines, mode=case.mode, seed=case.seed, utilisation=case.utilisation)
    runs = 1 if case.lines >= 100_000 else 3
    found: Found = {"yardstick": yardstick(case.lines, seed=case.seed, runs=runs)}
    if case.work == "folder":
        return {**found, **_folder(folder)}
    snapshot = read_factory(folder).snapshot
    work = {"material": _material, "finite": _finite, "promise": _promise}[case.work]
    found.update(work(snapshot, folder, runs))
    return found


def _material(snapshot: Snapshot, folder: Path, runs: int) -> Found:
    params = PlanParams(infinite=True)
    violations = _checked(snapshot, make_plan(snapshot, params), folder) if len(snapshot.order_lines) <= 1_000 else None

    def work() -> int:
        material = run_mrp(snapshot, structures(snapshot), working_time(snapshot), params)
        return len(material.pegs.quantity)

    seconds, pegs = _timed(work, runs)
    return {"cpu": seconds, "pegs": pegs, "megabytes": _peak(), "violations": violations}


def _finite(snapshot: Snapshot, folder: Path, runs: int) -> Found:
    seconds, plan = _timed(lambda: make_plan(snapshot), runs)
    megabytes = _peak()
    figures = key_figures(snapshot, plan)
    return {
        "cpu": seconds,
        "megabytes": megabytes,
        "operations": len(plan.placed_operations),
        "late_lines": figures.late_lines,
        "total_lateness_days": figures.total_lateness_days,
        "largest_lateness_days": figures.largest_lateness_days,
        "unlimited_late": _late_without_limit(snapshot),
        "violations": _checked(snapshot, plan, folder) if len(plan.placed_operations) <= MOST_CHECKED else None,
    }


def _late_without_limit(snapshot: Snapshot) -> int:
    """Return how many lines are late when every work unit is there many times over."""
    units = snapshot.work_units
    rows = np.repeat(np.arange(len(units)), PLENTY)
    many = units.take(rows)
    columns = dict(many.columns())
    columns["code"] = np.array([f"{code}-{number}" for number, code in enumerate(many.code)], dtype=np.object_)
    plenty = make_plan(snapshot.replace(work_units=type(units)(**columns)))  # type: ignore[arg-type]  # same columns
    return key_figures(snapshot, plenty).late_lines


def _promise(snapshot: Snapshot, folder: Path, _runs: int) -> Found:
    plan = make_plan(snapshot)
    violations = _checked(snapshot, plan, folder)
    book = promise_book(snapshot, plan, structures(snapshot), working_time(snapshot))
    sold = np.unique(snapshot.order_lines.item)
    assert (snapshot.items.supply[sold] == MAKE).all()
    last = int(snapshot.order_lines.requested_on.max())
    inquiries = [
        Inquiry(
            item=int(sold[number % len(sold)]), quantity=1 + number % 10, requested_on=20 + number * 7 % (last - 20)
        )
        for number in range(INQUIRIES + 1)
    ]
    times = []
    for inquiry in inquiries:
        start = time.process_time()
        capable_to_promise(book, inquiry)
        times.append((time.process_time() - start) * 1000)
    steady = sorted(times[1:])
    return {
        "first_ms": times[0],
        "median_ms": steady[len(steady) // 2],
        "worst_ms": steady[-1],
        "megabytes": _peak(),
        "violations": violations,
    }


def _folder(folder: Path) -> Found:
    with tempfile.TemporaryDirectory() as target:
        command = [sys.executable, "-m", "pegboard", "plan", str(folder), "--out", f"{target}/plan"]
        seconds = []
        for _run in range(3):
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            seconds.append(time.perf_counter() - start)
        return {"seconds": sorted(seconds)[1], "violations": _violations(folder, Path(target) / "plan")}


def _timed(work: Callable[[], Result], runs: int) -> tuple[float, Result]:
    """Return the median CPU seconds after one run that loads the compiled kernels, and the last result."""
    result, seconds = work(), []
    for _run in range(runs):
        start = time.process_time()
        result = work()
        seconds.append(time.process_time() - start)
    return sorted(seconds)[len(seconds) // 2], result


def _checked(snapshot: Snapshot, plan: Plan, folder: Path) -> int:
    with tempfile.TemporaryDirectory() as target:
        write_plan(snapshot, plan, Path(target) / "plan")
        return _violations(folder, Path(target) / "plan")


def _violations(folder: Path, plan: Path) -> int:
    """Run the independent checker in a process of its own, so that its memory is not counted here."""
    checker = subprocess.run(
        [sys.executable, "-m", "tests.checker", str(folder), str(plan)], capture_output=True, text=True, check=False
    )
    if checker.returncode:
        print(checker.stdout[-2000:], checker.stderr[-2000:], file=sys.stderr)
    return len(checker.stdout.splitlines()) if checker.returncode else 0


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        print(json.dumps(measure(Case(**json.loads(sys.argv[1])), Path(temporary) / "factory")))
