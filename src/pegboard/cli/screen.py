"""Where the commands speak: results on standard output, trouble and progress on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

Advance = Callable[[str], None]
"""Says that a stage begins."""


def for_results() -> Console:
    """Return the console of standard output."""
    return Console(highlight=False, emoji=False, markup=False)


def for_trouble() -> Console:
    """Return the console of standard error; a sentence is one line there unless a person reads it."""
    console = Console(stderr=True, highlight=False, emoji=False, markup=False)
    console.soft_wrap = not console.is_terminal
    return console


def is_watched() -> bool:
    """Say whether a person sees standard output."""
    return for_results().is_terminal


def print_json(document: object) -> None:
    """Print one JSON document on standard output."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


@contextmanager
def stages(names: dict[str, str]) -> Iterator[Advance]:
    """Show a progress bar over these stages while somebody watches; give what says that a stage begins."""
    console = Console(stderr=True, highlight=False)
    columns = (
        SpinnerColumn(finished_text=" "),
        TextColumn("{task.description}"),
        BarColumn(bar_width=32),
        TextColumn("{task.completed:.0f} of {task.total:.0f}"),
        TimeElapsedColumn(),
    )
    if not console.is_terminal:
        yield lambda _: None
        return
    width = max(len(label) for label in names.values())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("".ljust(width), total=len(names))
        places = {name: place for place, name in enumerate(names)}

        def advance(name: str) -> None:
            progress.update(task, completed=places[name], description=names[name].ljust(width))

        yield advance
        progress.update(task, completed=len(names))
