"""Small snapshots written by hand: name the facts that matter, everything else is empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

import numpy as np

from pegboard.engine import snapshot as facts
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, BoolArray, IntArray, Table, TextArray, bools, ints, texts
from pegboard.engine.core.local_time import LocalTime
from pegboard.engine.core.rounding import MICRO

AnyTable = TypeVar("AnyTable", bound=Table)
Row = Mapping[str, int | str | bool]

EMPTY_ROW: Final = frozenset({"order_line", "setup_family", "skill", "work_unit"})
EMPTY_CELL: Final = frozenset({
    "lead_time_days", "unit_cost_micro", "sequence", "valid_from", "valid_to", "crew", "outside_days", "price_micro",
    "minimum", "multiple", "on_time_micro", "available_on", "started_at", "planned_start_at", "promised_on",
    "entered_at", "hold_until",
})  # fmt: skip
DEFAULTS: Final[Row] = {"lot_days": 1, "priority": 3, "speed_micro": MICRO, "rank": 1, "is_listed": True}

ORIGIN: Final = date(2026, 11, 23)
"""A Monday: day 0 of these snapshots unless another is asked for."""
UTC_TIME: Final = LocalTime(ORIGIN.toordinal(), ints([-(2**61)]), ints([0]))


def row(**cells: int | str | bool) -> Row:
    """Return one row by its cells."""
    return cells


def table(kind: type[AnyTable], *rows: Row) -> AnyTable:
    """Return the table of these rows; cells that are not named are empty."""
    columns: dict[str, IntArray | BoolArray | TextArray] = {}
    for field in fields(kind):
        if field.type == "TextArray":
            columns[field.name] = texts(str(row.get(field.name, "")) for row in rows)
        elif field.type == "BoolArray":
            columns[field.name] = bools(bool(row.get(field.name, DEFAULTS.get(field.name, False))) for row in rows)
        else:
            empty = _empty(kind, field.name)
            columns[field.name] = ints(int(row.get(field.name, empty)) for row in rows)
    return kind(**columns)


def _empty(kind: type[Table], name: str) -> int:
    if name in EMPTY_ROW or (kind is facts.WorkUnits and name == "calendar"):
        return NO_ROW
    if name in EMPTY_CELL or (kind is facts.Alternatives and name in {"setup_micro", "run_micro"}):
        return NOT_GIVEN
    return int(DEFAULTS.get(name, 0))


def snapshot(
    *tables: Table,
    now: int = 0,
    local_time: LocalTime = UTC_TIME,
    policy: facts.Policy | None = None,
    own: tuple[Table, ...] = (),
    skills: tuple[str, ...] = (),
) -> facts.Snapshot:
    """Return the snapshot of these tables; `own` are the bills and routings that order lines own."""
    given = {type(found): found for found in tables}
    owned = {type(found): found for found in own}
    named = {
        field.name: given.get(kind, table(kind))
        for field in fields(facts.Snapshot)
        if (kind := getattr(facts, str(field.type), None)) is not None and issubclass(kind, Table)
    }
    named["order_boms"] = owned.get(facts.BomLines, table(facts.BomLines))
    named["order_routings"] = owned.get(facts.RoutingOperations, table(facts.RoutingOperations))
    return facts.Snapshot(
        name="Small",
        currency="EUR",
        currency_decimals=2,
        timezone="Europe/Berlin",
        now=now,
        local_time=local_time,
        policy=policy or facts.Policy(),
        setup_families=texts([]),
        skills=texts(skills),
        **named,
    )


def local_time_of(zone: str, origin: date, *, days: int) -> LocalTime:
    """Return the clock of a zone around day 0, found by asking it for every hour, independently of the archive."""
    midnight = datetime.combine(origin, datetime.min.time(), ZoneInfo(zone))
    begin = midnight.astimezone(UTC)

    def offset(minute: int) -> int:
        there = (begin + timedelta(minutes=minute)).astimezone(ZoneInfo(zone))
        found = there.utcoffset() or timedelta()
        return int(found.total_seconds()) // 60

    shift_at, shift = [-(2**61)], [offset(-days * 1440) - offset(0)]
    for minute in range(-days * 1440, days * 1440, 30):
        found = offset(minute) - offset(0)
        if found != shift[-1]:
            shift_at.append(minute)
            shift.append(found)
    return LocalTime(origin.toordinal(), np.array(shift_at), np.array(shift))
