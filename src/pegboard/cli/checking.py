"""`pegboard check`: read a factory and say whether it can be planned."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pegboard.archive import Reading, read_factory
from pegboard.cli.screen import for_results, print_json
from pegboard.cli.trouble import answering, problem_document, warn
from pegboard.engine.core.problems import Problem
from pegboard.engine.plan.phrases import counted
from pegboard.engine.plan.wording import problem_sentence
from pegboard.engine.snapshot import Snapshot
from pegboard.engine.snapshot.checks import check


def check_folder(folder: Path, *, as_json: bool) -> None:
    """Name every fault of a factory folder, else what is poor to plan from."""
    with answering(as_json=as_json):
        reading = read_factory(folder)
        warn(reading.warnings)
        problems = sorted(
            check(reading.snapshot), key=lambda problem: (problem.severity, problem.code, problem.subject)
        )
        if as_json:
            print_json(_document(reading, problems))
        else:
            _print(for_results(), reading.snapshot, problems)


def _document(reading: Reading, problems: list[Problem]) -> dict[str, object]:
    snapshot = reading.snapshot
    return {
        "factory": snapshot.name,
        "digest": snapshot.digest(),
        "order_lines": len(snapshot.order_lines),
        "items": len(snapshot.items),
        "faults": [],
        "problems": [problem_document(problem) for problem in problems],
        "warnings": list(reading.warnings),
    }


def _print(console: Console, snapshot: Snapshot, problems: list[Problem]) -> None:
    sizes = f"{counted(len(snapshot.order_lines), 'order line')}, {counted(len(snapshot.items), 'item')}"
    console.print(f"{snapshot.name} can be planned: {sizes}.")
    if not problems:
        return
    console.print()
    console.print(Text(f"{counted(len(problems), 'problem')} in the facts", "bold"))
    table = Table.grid(padding=(0, 2, 0, 0))
    for problem in problems:
        table.add_row(problem.severity, problem_sentence(problem))
    console.print(Padding(table, (0, 0, 0, 2), expand=False))
