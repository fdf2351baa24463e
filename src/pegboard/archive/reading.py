"""Reading a factory folder: every fault of form at once, or the snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from pegboard.archive.assembling import Assembler
from pegboard.archive.checking import CheckedTable, check_table
from pegboard.archive.cycles import check_cycles
from pegboard.archive.factory_tables import TABLES
from pegboard.archive.faults import BadFactory, Fault, Unfit, quoted
from pegboard.archive.near import Neighbours
from pegboard.archive.quantities import check_quantities
from pegboard.archive.references import Directory, check_references
from pegboard.archive.row_rules import check_rows
from pegboard.archive.schema import DATED
from pegboard.archive.settings import FACTORY_KEYS, FILE, Settings, read_settings
from pegboard.archive.tables import RawTable, read_table
from pegboard.archive.zipped import read_files
from pegboard.archive.zones import FIRST_YEAR, LAST_YEAR, Clock, clock_of, lenient_clock
from pegboard.engine.snapshot import Snapshot

_FILE_ORDER: Final = {FILE: 0, **{schema.file: place for place, schema in enumerate(TABLES, start=1)}}
_ANY_DAY: Final = date(2000, 1, 3)


@dataclass(frozen=True)
class Reading:
    """What a folder says, and what in it was not read."""

    snapshot: Snapshot
    warnings: tuple[str, ...]


def read_factory(path: Path) -> Reading:
    """Return the snapshot of a factory folder or a zip of one; raise `BadFactory` with every fault of its form."""
    return read_factory_files(read_files(path))


def read_factory_files(files: Mapping[str, bytes]) -> Reading:
    """Return the snapshot of the files of a factory folder; raise `BadFactory` with every fault of their form."""
    faults: list[Fault] = []
    warnings = _unknown_files(files)
    settings = Settings()
    if FILE in files:
        settings = read_settings(files[FILE], faults=faults, warnings=warnings)
    else:
        faults.append(Fault(FILE, None, "", None, "it in every factory folder", finding="the file is missing"))
    raw_tables = [_raw_table(schema.file, files, faults, warnings) for schema in TABLES]
    clock, now = _clock(settings, raw_tables, faults)
    directory = Directory({raw.schema.name: check_table(raw, clock, faults) for raw in raw_tables})
    _check_together(directory, settings, faults)
    if faults:
        raise BadFactory(sorted(dict.fromkeys(faults), key=_place))
    return Reading(Assembler(directory, settings).snapshot(clock.local_time, now), tuple(warnings))


def _unknown_files(files: Mapping[str, bytes]) -> list[str]:
    missing = Neighbours(name for name in _FILE_ORDER if name not in files)
    said = []
    for name in sorted(files):
        if name not in _FILE_ORDER and not name.startswith("README"):
            near = missing.nearest(name)
            hint = f", did you mean {quoted(near)}?" if near else ""
            said.append(f"unknown {'folder' if name.endswith('/') else 'file'} {quoted(name)} is not read{hint}")
    return said


def _raw_table(file: str, files: Mapping[str, bytes], faults: list[Fault], warnings: list[str]) -> RawTable:
    schema = TABLES[_FILE_ORDER[file] - 1]
    if file not in files:
        return RawTable(schema, is_present=False)
    return read_table(schema, files[file], faults=faults, warnings=warnings)


def _clock(settings: Settings, tables: list[RawTable], faults: list[Fault]) -> tuple[Clock, int]:
    """Return the factory's clock and now on it; a clock of its own kind where the settings do not say."""
    if not settings.timezone or settings.now is None:
        return lenient_clock(_ANY_DAY), 0
    now = settings.now
    clock = clock_of(settings.timezone, now.date(), years=_years(tables))
    offset = now.utcoffset()
    try:
        minutes = None if offset is None else int(offset.total_seconds()) // 60
        return clock, clock.elapsed(now.hour * 60 + now.minute, minutes)
    except Unfit as verdict:
        faults.append(verdict.at(FILE, settings.line("now"), column="now", value=now.isoformat()))
        return clock, 0


def _years(tables: list[RawTable]) -> tuple[int, int]:
    """Return the first and the last year that any date of the tables names."""
    found = {
        int(text[:4])
        for table in tables
        for column in table.schema.columns
        if column.kind in DATED
        for text in set(table.cells.get(column.name, ()))
        if text[:4].isascii() and text[:4].isdigit()
    }
    return min(found, default=LAST_YEAR), max(found, default=FIRST_YEAR)


def _check_together(directory: Directory, settings: Settings, faults: list[Fault]) -> None:
    tables: Mapping[str, CheckedTable] = directory.tables
    check_references(directory, settings, faults)
    check_rows(tables, faults)
    check_cycles(tables, faults)
    check_quantities(directory, faults)


def _place(fault: Fault) -> tuple[int, int, int, str]:
    file = _FILE_ORDER.get(fault.file, len(_FILE_ORDER))
    names = [column.name for column in TABLES[file - 1].columns] if 0 < file <= len(TABLES) else list(FACTORY_KEYS)
    column = names.index(fault.column) if fault.column in names else -1
    return file, fault.line or 0, column, fault.sentence()
