"""Measure every case and write RESULTS.md: `python -m benchmarks.run [WORD …]` measures those with a word."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.cases import CASES, Case
from benchmarks.neutral import is_there

RESULTS = Path(__file__).parent / "RESULTS.md"
HEAD = """# Measured

`make bench` wrote this file. Every case runs in a process of its own on the neutral make-to-order factory of
`../shared/benchmarks/planning` (1,200 items, 30 work centres). The yardstick is the textbook MRP of that folder, one
planned order for each requirement, in the same process: quote the multiple, not the seconds, which are this machine's.
CPU seconds are the median of three runs (one at 100,000 lines) after one that loads the compiled kernels. The
independent checker judges every plan of up to 150,000 operations, and the material plan of 1,000 lines: a plan with one
violation is worth nothing. Larger plans are not judged here, because that takes longer than all the rest together.

"""
COLUMNS = (
    "| case | CPU s | yardstick s | multiple | reach | peak MB | late lines | late without limit "
    "| lateness, worst (days) | checker |"
)


def main(words: list[str]) -> int:
    """Measure the chosen cases and write the results."""
    if not is_there():
        print("the planning benchmark is not beside the project: nothing measured")
        return 0
    rows = []
    for case in CASES:
        name = _name(case)
        if words and not any(word in name for word in words):
            continue
        print(f"{name} …", flush=True)
        rows.append(_row(name, case, _measured(case)))
        print(rows[-1], flush=True)
    if not words:
        RESULTS.write_text(HEAD + "\n".join([COLUMNS, "|---|" + "---:|" * 9, *rows]) + "\n", encoding="utf-8")
    return 0


def _name(case: Case) -> str:
    what = {
        "material": "material plan",
        "finite": "finite plan",
        "promise": "one more order",
        "folder": "folder to folder",
    }
    mode = case.mode.replace("_", "-")
    return f"{what[case.work]}, {mode}, {case.lines:,} lines, {case.utilisation:.2f}, seed {case.seed}"


def _measured(case: Case) -> dict[str, Any]:  # Any: numbers and nothing else, as JSON gives them
    command = [sys.executable, "-m", "benchmarks.measure", json.dumps(case.as_dict())]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        return {"failed": True}
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _row(name: str, case: Case, found: dict[str, Any]) -> str:
    if "failed" in found:
        return f"| {name} | failed | | | | | | | | |"
    checker = {0: "clean", None: "not run"}.get(found.get("violations"), f"{found.get('violations')} violations")
    megabytes = f"{found['megabytes']:,.0f}" if "megabytes" in found else ""
    if case.megabytes:
        megabytes += f" of {case.megabytes:,}"
    if case.work == "promise":
        speed = f"median {found['median_ms']:.1f} ms, worst of 200 {found['worst_ms']:.1f} ms | | | 5 ms, 50 ms"
    elif case.work == "folder":
        speed = f"{found['seconds']:.1f} (wall) | | | {case.reach:g} s"
    else:
        multiple = found["cpu"] / found["yardstick"]
        speed = f"{found['cpu']:.3f} | {found['yardstick']:.3f} | {multiple:.2f} | {case.reach:g}"
    late = ""
    if "late_lines" in found:
        worst = f"{found['total_lateness_days']}, {found['largest_lateness_days']}"
        late = f"{found['late_lines']} | {found['unlimited_late']} | {worst}"
    return f"| {name} | {speed} | {megabytes} | {late or '| |'} | {checker} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
