"""A plan's summary as a planner reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pegboard.cli.summary import LateLine, PlanSummary, Purchase, TightWeek
from pegboard.engine.plan.difference_wording import moment_phrase
from pegboard.engine.plan.phrases import MONTHS, counted

MOST_LATE: Final = 10
MOST_PURCHASES: Final = 12
MOST_PROBLEMS: Final = 5
BAR_WIDTH: Final = 20
FULL: Final = 100


def print_summary(console: Console, summary: PlanSummary, place: str) -> None:
    """Print who is late and why, where it is tight, what to buy and what is wrong."""
    year = int(summary.now[:4])
    console.print(Text.assemble((summary.factory, "bold"), f", planned for {moment_phrase(summary.now, year)} {year}"))
    for title, body in (
        (_late_title(summary), _late(summary.late, year)),
        ("Tightest work centres", _tight(summary.tight)),
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
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for line in late[:MOST_LATE]:
        days = "no date" if line.days_late is None else f"{counted(line.days_late, 'day')} late"
        promise = f", promise {moment_phrase(line.promise_on, year)}" if line.promise_on else ""
        facts = f"  {line.item}, wanted {moment_phrase(line.wanted_on, year)}{promise}"
        table.add_row(Text(days, "red"), Text.assemble((line.order_line, "bold"), facts, "\n", (line.reason, "dim")))
    if late:
        yield table
    yield from _more(len(late) - MOST_LATE, "line", "promises.csv")


def _tight(weeks: list[TightWeek]) -> Iterator[Table | Text]:
    if not weeks:
        yield Text("No work centre has anything to do.")
        return
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, overflow="ellipsis")
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    for week in weeks:
        percent = week.percent
        hours = f"{_hours(week.load_minutes)} of {_hours(week.capacity_minutes)} h"
        style = "red" if percent is None or percent > FULL else ""
        said = "closed" if percent is None else f"{percent} %"
        table.add_row(week.work_centre, _week_phrase(week.week), _bar(percent), Text(said, style), hours)
    yield table


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


def _hours(minutes: int) -> str:
    return f"{(minutes + 30) // 60:,}"


def _grouped(quantity: str) -> str:
    whole, point, part = quantity.partition(".")
    return f"{int(whole):,}{point}{part}"


def _bar(percent: int | None) -> str:
    filled = BAR_WIDTH if percent is None else min(BAR_WIDTH, (percent * BAR_WIDTH + 50) // FULL)
    return "█" * filled + "·" * (BAR_WIDTH - filled)


def _week_phrase(monday: str) -> str:
    """Return `W34 · 18–24 Aug`, `W49 · 30 Nov–6 Dec`."""
    first = date.fromisoformat(monday)
    last = first + timedelta(days=6)
    month = "" if first.month == last.month else f" {MONTHS[first.month - 1]}"
    return f"W{first.isocalendar().week:02} · {first.day}{month}–{last.day} {MONTHS[last.month - 1]}"
