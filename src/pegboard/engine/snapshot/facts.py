"""The snapshot: every fact the engine plans from, and the policies it plans by."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields, replace
from typing import Self

import numpy as np

from pegboard.engine.core.columns import NO_ROW, Table, TextArray
from pegboard.engine.core.local_time import LocalTime
from pegboard.engine.snapshot.demand import Forecast, OrderLines
from pegboard.engine.snapshot.engineering import Alternatives, BomLines, Items, RoutingOperations, SetupMatrix
from pegboard.engine.snapshot.resources import (
    CalendarExceptions,
    Calendars,
    CalendarWindows,
    People,
    PersonSkills,
    WorkCentres,
    WorkUnits,
)
from pegboard.engine.snapshot.supply import (
    Customers,
    ReceiptComponents,
    Receipts,
    Sources,
    Stock,
    Suppliers,
    WorkInProgress,
)


@dataclass(frozen=True)
class Policy:
    """The factory's planning rules."""

    promise_margin_days: int = 0
    frozen_minutes: int = 0
    overhead_micro: int = 0
    calendar: int = NO_ROW  # whose working days the margin counts


@dataclass(frozen=True)
class Snapshot:
    """A factory at an instant; rows of every table stand in their canonical order, so equal facts are equal bytes."""

    name: str
    currency: str
    currency_decimals: int
    timezone: str
    now: int  # elapsed minute, see LocalTime
    local_time: LocalTime
    policy: Policy
    setup_families: TextArray  # sorted codes
    skills: TextArray  # sorted codes
    items: Items
    boms: BomLines
    order_boms: BomLines
    routings: RoutingOperations
    order_routings: RoutingOperations
    alternatives: Alternatives
    setup_matrix: SetupMatrix
    work_centres: WorkCentres
    work_units: WorkUnits
    calendars: Calendars
    calendar_windows: CalendarWindows
    calendar_exceptions: CalendarExceptions
    people: People
    person_skills: PersonSkills
    customers: Customers
    suppliers: Suppliers
    sources: Sources
    stock: Stock
    receipts: Receipts
    receipt_components: ReceiptComponents
    work_in_progress: WorkInProgress
    order_lines: OrderLines
    forecast: Forecast

    def replace(self, **changes: Table | Policy | int) -> Self:
        """Return the snapshot of a what-if; this one stays as it is."""
        return replace(self, **changes)  # type: ignore[arg-type]  # a table for a table, checked by its own fields

    def digest(self) -> str:
        """Return a SHA-256 over every fact: the same for the same facts, however they were ordered in a folder."""
        seal = hashlib.sha256()
        for field in fields(self):
            value = getattr(self, field.name)
            seal.update(f"\x1e{field.name}\x1f".encode())
            if isinstance(value, Table):
                for name, column in value.columns().items():
                    seal.update(f"\x1d{name}\x1f".encode() + _column_bytes(column))
            elif isinstance(value, np.ndarray):
                seal.update(_column_bytes(value))
            elif isinstance(value, LocalTime):
                seal.update(str(value.origin_ordinal).encode())
            else:
                seal.update(str(value).encode())
        return seal.hexdigest()


def _column_bytes(column: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> bytes:
    if column.dtype == np.object_:
        return "\x1f".join(column.tolist()).encode()
    return column.tobytes()
