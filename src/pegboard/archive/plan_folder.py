"""Plan folders: write one whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Final

import numpy as np

from pegboard import __version__
from pegboard.archive.plan_cells import instants
from pegboard.archive.plan_sheets import PlanSheets, Sheet
from pegboard.engine.plan import Plan
from pegboard.engine.plan.key_figures import key_figures
from pegboard.engine.plan.naming import Names
from pegboard.engine.plan.wording import Wording
from pegboard.engine.snapshot import Snapshot

FORMAT: Final = "pegboard-plan/1"
HEAD: Final = "plan.toml"
RUN: Final = "run.toml"
SHEETS: Final = (
    "planned_orders.csv",
    "pegs.csv",
    "operations.csv",
    "promises.csv",
    "promise_stack.csv",
    "messages.csv",
    "load.csv",
    "costs.csv",
    "problems.csv",
)
FILES: Final = frozenset({HEAD, RUN, *SHEETS})

TomlValue = str | int | float | bool | list[int]


class BadPlanFolder(Exception):  # noqa: N818  # it is the folder that is bad
    """A folder that cannot be taken for a plan folder, or must not be replaced by one; the sentence says why."""


def write_plan(snapshot: Snapshot, plan: Plan, folder: Path, *, run: Mapping[str, TomlValue] | None = None) -> None:
    """Write a plan as a folder, in the place of an older plan if there is one.

    Parameters
    ----------
    snapshot
        What the plan is of.
    plan
        The plan.
    folder
        Where to; a folder that holds anything else than a plan is left alone.
    run
        Times of this run, for `run.toml`; nothing else depends on them.

    Raises
    ------
    BadPlanFolder
        If something else stands there.
    """
    target = Path(folder).resolve()
    refuse_other_folder(target)
    names = Names(snapshot, plan)
    with _replacing(target) as unfinished:
        for sheet in PlanSheets(snapshot, plan, names, Wording(names)).all():
            _write_sheet(unfinished, sheet)
        (unfinished / HEAD).write_text(_head(snapshot, plan), encoding="utf-8", newline="\n")
        (unfinished / RUN).write_text(_toml({"": dict(run or {})}), encoding="utf-8", newline="\n")


def refuse_other_folder(target: Path) -> None:
    """Say so if a plan must not be written here, because something else is."""
    if not target.exists():
        return
    if not target.is_dir():
        raise BadPlanFolder(f"{target} is a file: a plan is a folder, so name another place")
    found = sorted(entry.name for entry in target.iterdir())
    if not found:
        return
    if not is_plan_head(target / HEAD):
        raise BadPlanFolder(f"{target} holds something else than a plan ({found[0]}): name another folder or empty it")
    foreign = [name for name in found if name not in FILES]
    if foreign:
        raise BadPlanFolder(f"{target} holds {foreign[0]}, which is no part of a plan: move it, or name another folder")


def is_plan_head(path: Path) -> bool:
    """Say whether a file begins as the head of a plan folder does."""
    if not path.is_file():
        return False
    with path.open(encoding="utf-8", errors="replace") as head:
        return head.readline().startswith('format = "pegboard-plan/')


@contextmanager
def _replacing(target: Path) -> Iterator[Path]:
    """Give a temporary sibling folder that takes the target's place when all went well, and vanishes when not."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    try:
        yield unfinished
        if target.exists():
            former = target.with_name(f".{target.name}.{os.getpid()}.former")
            target.rename(former)
            unfinished.rename(target)
            shutil.rmtree(former)
        else:
            unfinished.rename(target)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _write_sheet(folder: Path, sheet: Sheet) -> None:
    with (folder / sheet.name).open("w", encoding="utf-8", newline="") as file:
        file.writelines(sheet.text())


def _head(snapshot: Snapshot, plan: Plan) -> str:
    figures = asdict(key_figures(snapshot, plan))
    counts = figures.pop("counts")
    rows = np.zeros(1, dtype=np.int64)
    return _toml(
        {
            "": {
                "format": FORMAT,
                "engine": __version__,
                "digest": plan.digest,
                "factory": snapshot.name,
                "currency": snapshot.currency,
                "timezone": snapshot.timezone,
                "now": instants(snapshot, rows + snapshot.now)(rows)[0],
            },
            "parameters": _parameters(plan),
            "kpi": {**figures, **counts},
        }
    )


def _parameters(plan: Plan) -> dict[str, TomlValue]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(plan.params).items()}


def _toml(tables: Mapping[str, Mapping[str, TomlValue]]) -> str:
    """Return tables of plain values as TOML; the table without a name comes first."""
    lines: list[str] = []
    for title, values in tables.items():
        if title:
            lines += ["", f"[{title}]"]
        lines += [f"{name} = {_toml_value(value)}" for name, value in values.items()]
    return "\n".join(lines) + "\n"


def _toml_value(value: TomlValue) -> str:
    # a JSON text, number, claim or list of numbers means the same in TOML
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
