"""Writing a factory folder, or a zip of one: reading it again gives the same snapshot."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from pegboard.archive.cells_of_snapshot import SnapshotCells
from pegboard.archive.factory_tables import FORMAT, TABLES
from pegboard.archive.number_text import decimal_text
from pegboard.archive.schema import MICRO
from pegboard.archive.settings import FILE
from pegboard.archive.zipped import zip_bytes
from pegboard.engine.core.rounding import half_up
from pegboard.engine.snapshot import Snapshot

_NEEDS_QUOTES: Final = re.compile(r'[",\r\n]')
_FACTORY_FILES: Final = frozenset({FILE, *(schema.file for schema in TABLES)})


def write_factory(snapshot: Snapshot, path: Path, *, as_zip: bool = False) -> None:
    """Write the snapshot as a factory folder or as a zip of one; what is half written never stands at the path.

    Parameters
    ----------
    snapshot
        The facts.
    path
        Where to. An older factory is replaced; a folder that holds anything else is left alone.
    as_zip
        One file instead of a folder, the same bytes for the same snapshot.

    Raises
    ------
    FileExistsError
        If something else stands there.
    """
    files = factory_files(snapshot)
    target = Path(path).absolute()
    _refuse_other(target, as_zip=as_zip)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.unfinished")
    try:
        if as_zip:
            unfinished.write_bytes(zip_bytes(files))
            unfinished.replace(target)
        else:
            _write_folder(files, target, unfinished)
    finally:
        unfinished.unlink(missing_ok=True) if as_zip else shutil.rmtree(unfinished, ignore_errors=True)


def factory_files(snapshot: Snapshot) -> dict[str, bytes]:
    """Return the content of every file of the folder; tables without rows and empty columns are left out."""
    cells = SnapshotCells(snapshot)
    files = {FILE: _factory_toml(snapshot, cells).encode()}
    for schema in TABLES:
        columns = cells.columns(schema.name)
        filled = {
            column.name: columns[column.name]
            for column in schema.columns
            if column.is_starred or any(columns[column.name])
        }
        if any(filled.values()):
            files[schema.file] = _csv_bytes(filled)
    return files


def _csv_bytes(columns: Mapping[str, Sequence[str]]) -> bytes:
    """Return a CSV file; a cell with a lone carriage return is put in quotes too, which the standard writer forgets."""
    cells = [[_quoted(text) for text in column] for column in columns.values()]
    rows = [",".join(columns), *map(",".join, zip(*cells, strict=True))]
    return ("\n".join(rows) + "\n").encode()


def _quoted(text: str) -> str:
    if not _NEEDS_QUOTES.search(text):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _factory_toml(snapshot: Snapshot, cells: SnapshotCells) -> str:
    said, offset = cells.clock.instant(snapshot.now)
    lines = [
        f"format = {_toml_text(FORMAT)}",
        f"name = {_toml_text(snapshot.name)}",
        f"currency = {_toml_text(snapshot.currency)}",
        f"timezone = {_toml_text(snapshot.timezone)}",
        f"now = {said.isoformat(timespec='seconds')}{offset}",
    ]
    policy = snapshot.policy
    frozen = decimal_text(half_up(policy.frozen_minutes * MICRO, 60), 6)
    rules = {
        "promise_margin_days": str(policy.promise_margin_days) if policy.promise_margin_days else "",
        "frozen_hours": frozen if policy.frozen_minutes else "",
        "overhead_rate": decimal_text(policy.overhead_micro, 6) if policy.overhead_micro else "",
        "calendar": _toml_text(snapshot.calendars.code[policy.calendar]) if policy.calendar >= 0 else "",
    }
    given = [f"{key} = {value}" for key, value in rules.items() if value]
    return "\n".join([*lines, *(["", "[policy]", *given] if given else [])]) + "\n"


def _toml_text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _refuse_other(target: Path, *, as_zip: bool) -> None:
    if as_zip:
        if target.is_dir():
            raise FileExistsError(f"{target} is a folder: a zip is a file, so name another place")
        return
    if target.is_dir():
        others = sorted(entry.name for entry in target.iterdir() if entry.name not in _FACTORY_FILES)
        if others:
            raise FileExistsError(f"{target} holds {others[0]}, which is no part of a factory: name another folder")
    elif target.exists():
        raise FileExistsError(f"{target} is a file: a factory is a folder, so name another place")


def _write_folder(files: Mapping[str, bytes], target: Path, unfinished: Path) -> None:
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    for name, content in files.items():
        (unfinished / name).write_bytes(content)
    if target.exists() and any(target.iterdir()):
        former = target.with_name(f".{target.name}.{os.getpid()}.former")
        target.rename(former)
        unfinished.rename(target)
        shutil.rmtree(former)
    else:
        unfinished.replace(target)
