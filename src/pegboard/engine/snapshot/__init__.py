"""The facts of a factory at an instant, as frozen columns."""

from pegboard.engine.snapshot.demand import Forecast, OrderLines
from pegboard.engine.snapshot.engineering import Alternatives, BomLines, Items, RoutingOperations, SetupMatrix
from pegboard.engine.snapshot.facts import Policy, Snapshot
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

__all__ = [
    "Alternatives",
    "BomLines",
    "CalendarExceptions",
    "CalendarWindows",
    "Calendars",
    "Customers",
    "Forecast",
    "Items",
    "OrderLines",
    "People",
    "PersonSkills",
    "Policy",
    "ReceiptComponents",
    "Receipts",
    "RoutingOperations",
    "SetupMatrix",
    "Snapshot",
    "Sources",
    "Stock",
    "Suppliers",
    "WorkCentres",
    "WorkInProgress",
    "WorkUnits",
]
