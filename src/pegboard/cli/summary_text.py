"""A plan's summary as a planner reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pegboard.cli.summary import Cause, LateLine, PlanSummary, Purchase, TightCentre
from pegboard.engine.plan.difference_wording import moment_phrase
from pegboard.engine.plan.phrases import MONTHS, counted

MOST_CAUSES: Final = 8
MOST_OF_A_CAUSE: Final = 5
MOST_PURCHASES: Final = 12
MOST_PROBLEMS: Final = 5
BAR_WIDTH: Final = 12
FULL: Final = 100


def print_summary(console: Console, summary: PlanSummary, place: str) -> None:
    """Print who is late and why, where it is tight, what to buy and what is wrong."""
    year = int(summary.now[:4])
    console.print(Text.assemble((summary.factory, "bold"), f", planned for {moment_phrase(summary.now, year)} {year}"))
    for title, body in (
        (_late_title(summary), _late(summary.late, year)),
        ("Tightest work centres over the weeks of the order book", _tight(summary.tight)),
        (_purchase_title(summary.purchases), _purchases(summary.purchases, year)),
        (_problem_title(summary), _problems(summary.problems)),
    ):
        console.print()
        console.print(Text(title, "bold"))
        for part in body:
            console.print(Padding(part, (0, 0, 0, 2), expand=False))
    console.print()
    console.print(_closing(summary, place))


def _late_title(summary: PlanSummary) -> str:
    figures = summary.figures
    lines = counted(figures.order_lines, "line")
    said = []
    if figures.unplanned_lines:
        said.append(f"{figures.unplanned_lines:,} of {lines} without a date")
    if figures.late_lines:
        days = f"{counted(figures.total_lateness_days, 'day')} in all, the latest {figures.largest_lateness_days}"
        said.append(f"{figures.late_lines:,} of {lines} late, {days}")
    return "; ".join(said) or f"No line is late ({lines})"


def _late(late: list[LateLine], year: int) -> Iterator[Table | Text]:
    """Return the late lines by their cause, which is said once; the cause of the latest line comes first."""
    groups: dict[Cause, list[LateLine]] = {}
    for line in late:
        groups.setdefault(line.cause, []).append(line)
    shown = list(groups.items())[:MOST_CAUSES]
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for cause, lines in shown:
        if len(lines) == 1:
            table.add_row(_days_late(lines[0]), Text.assemble(_line(lines[0], year), "\n", (lines[0].reason, "dim")))
            continue
        table.add_row(Text(counted(len(lines), "line")), Text(cause.said))
        for line in lines[:MOST_OF_A_CAUSE]:
            table.add_row(_days_late(line), _line(line, year))
        if len(lines) > MOST_OF_A_CAUSE:
            table.add_row("", Text(f"and {len(lines) - MOST_OF_A_CAUSE:,} more", "dim"))
    if late:
        yield table
    yield from _more(len(late) - sum(len(lines) for _, lines in shown), "line", "promises.csv")


def _days_late(line: LateLine) -> Text:
    return Text("no date" if line.days_late is None else f"{counted(line.days_late, 'day')} late", "red")


def _line(line: LateLine, year: int) -> Text:
    promise = f", promise {moment_phrase(line.promise_on, year)}" if line.promise_on else ""
    return Text.assemble(
        (line.order_line, "bold"), f"  {line.item}, wanted {moment_phrase(line.wanted_on, year)}{promise}"
    )


def _tight(centres: list[TightCentre]) -> Iterator[Table | Text]:
    if not centres:
        yield Text("No work centre has anything to do.")
        return
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, overflow="ellipsis")
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    for centre in centres:
        fullest = f"fullest {_week_phrase(centre.fullest_week)}: "
        peak = Text.assemble((fullest, "dim"), _share(centre.fullest_percent))
        table.add_row(centre.work_centre, _bar(centre.percent), _share(centre.percent), peak)
    yield table


def _share(percent: int | None) -> Text:
    said = "closed" if percent is None else f"{percent} %"
    return Text(said, "red" if percent is None or percent > FULL else "")


def _purchase_title(purchases: list[Purchase]) -> str:
    return f"To buy this week: {counted(len(purchases), 'item')}" if purchases else "Nothing to buy this week"


def _purchases(purchases: list[Purchase], year: int) -> Iterator[Table | Text]:
    if purchases:
        table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim")
        table.add_column("order by", no_wrap=True)
        table.add_column("supplier", overflow="fold")
        table.add_column("item", overflow="fold")
        table.add_column("quantity", justify="right", no_wrap=True)
        table.add_column("", no_wrap=True)
        for row in purchases[:MOST_PURCHASES]:
            quantity = _grouped(row.quantity)
            table.add_row(moment_phrase(row.order_by, year), row.supplier or "—", row.item, quantity, row.uom)
        yield table
    yield from _more(len(purchases) - MOST_PURCHASES, "item", "planned_orders.csv")


def _problem_title(summary: PlanSummary) -> str:
    errors, problems = summary.figures.counts["errors"], len(summary.problems)
    if not problems:
        return "No problems in the facts"
    return f"{counted(problems, 'problem')} in the facts" + (f", {counted(errors, 'error')}" if errors else "")


def _problems(problems: list[str]) -> Iterator[Table | Text]:
    table = Table.grid(padding=(0, 1, 0, 0))
    for sentence in problems[:MOST_PROBLEMS]:
        table.add_row("•", sentence)
    if problems:
        yield table
    yield from _more(len(problems) - MOST_PROBLEMS, "problem", "problems.csv")


def _closing(summary: PlanSummary, place: str) -> Text:
    messages = ", ".join(f"{number:,} {word.replace('_', ' ')}" for word, number in summary.messages.items())
    said = f"Messages: {messages}\n" if messages else ""
    return Text.assemble(said, "Plan: ", (place, "bold"))


def _more(number: int, noun: str, file: str) -> Iterable[Text]:
    return [Text(f"and {counted(number, f'more {noun}')} in {file}", "dim")] if number > 0 else []


def _grouped(quantity: str) -> str:
    whole, point, part = quantity.partition(".")
    return f"{int(whole):,}{point}{part}"


def _bar(percent: int | None) -> str:
    filled = BAR_WIDTH if percent is None else min(BAR_WIDTH, (percent * BAR_WIDTH + 50) // FULL)
    return "█" * filled + "·" * (BAR_WIDTH - filled)


def _week_phrase(monday: str) -> str:
    """Return `W34 · 18–24 Aug`, `W49 · 30 Nov–6 Dec`."""
    first = date.fromisoformat(monday)
    last = date.fromordinal(min(first.toordinal() + 6, date.max.toordinal()))
    month = "" if first.month == last.month else f" {MONTHS[first.month - 1]}"
    return f"W{first.isocalendar().week:02} · {first.day}{month}–{last.day} {MONTHS[last.month - 1]}"
