"""`pegboard diff`: what moved between two plan folders, by how much and why."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pegboard.archive.plan_outline import plan_outline
from pegboard.archive.plan_text import PlanText, read_plan_text
from pegboard.cli.screen import for_results, print_json
from pegboard.cli.trouble import answering
from pegboard.engine.plan.difference import OPERATION, PLANNED_ORDER, PROMISE, Change, counts, difference
from pegboard.engine.plan.difference_wording import change_sentence
from pegboard.engine.plan.phrases import counted

MOST_CHANGES: Final = {PROMISE: 20, PLANNED_ORDER: 8, OPERATION: 8}
TITLES: Final = {PROMISE: "Promises", PLANNED_ORDER: "Planned orders", OPERATION: "Operations"}
FIGURES: Final = ("order_lines", "late_lines", "unplanned_lines", "total_lateness_days", "largest_lateness_days")


def compare_folders(before: Path, after: Path, *, as_json: bool) -> None:
    """Say what moved from one plan folder to another."""
    with answering(as_json=as_json):
        old, new = read_plan_text(before), read_plan_text(after)
        changes = difference(plan_outline(old), plan_outline(new))
        year = int(str(new.head.get("now", "0000"))[:4])
        if as_json:
            print_json(_document(old, new, changes, year))
        else:
            _print(for_results(), old, new, changes=changes, year=year)


def _document(old: PlanText, new: PlanText, changes: list[Change], year: int) -> dict[str, object]:
    return {
        "before": _head(old),
        "after": _head(new),
        "counts": counts(changes),
        "changes": [{**asdict(change), "sentence": change_sentence(change, this_year=year)} for change in changes],
    }


def _head(text: PlanText) -> dict[str, object]:
    said = {name: text.head.get(name) for name in ("factory", "now", "digest")}
    return {"plan": text.place, **said, "parameters": text.parameters, "kpi": text.figures}


def _print(console: Console, old: PlanText, new: PlanText, *, changes: list[Change], year: int) -> None:
    console.print(Text.assemble((old.place, "bold"), " → ", (new.place, "bold")))
    if old.digest == new.digest:
        console.print("Both are plans of the same facts.")
    for name in FIGURES:
        before, after = old.figures.get(name), new.figures.get(name)
        if before != after:
            console.print(f"  {name.replace('_', ' ')}: {before} → {after}")
    if not changes:
        console.print("Nothing moved.")
    for what, by_how in counts(changes).items():
        if by_how:
            _print_part(console, what, by_how, changes=[change for change in changes if change.what == what], year=year)


def _print_part(console: Console, what: str, by_how: dict[str, int], *, changes: list[Change], year: int) -> None:
    sizes = ", ".join(f"{number:,} {how}" for how, number in by_how.items())
    console.print()
    console.print(Text.assemble((TITLES[what], "bold"), f": {sizes}"))
    table = Table.grid(padding=(0, 1, 0, 0))
    for change in changes[: MOST_CHANGES[what]]:
        table.add_row("•", change_sentence(change, this_year=year))
    console.print(Padding(table, (0, 0, 0, 2), expand=False))
    left = len(changes) - MOST_CHANGES[what]
    if left > 0:
        console.print(Text(f"  and {counted(left, 'more change')}; --json has them all", "dim"))
