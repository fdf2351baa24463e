"""What of a plan folder is compared with another: promises, planned orders and operations by code."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from pegboard.archive.plan_folder import BadPlanFolder
from pegboard.archive.plan_text import PlanText
from pegboard.engine.core.local_time import DAY
from pegboard.engine.plan.difference import Moment, OutlinedLine, OutlinedOperation, OutlinedOrder, PlanOutline


def plan_outline(text: PlanText) -> PlanOutline:
    """Return the outline of a plan folder."""
    try:
        return PlanOutline(_lines(text), _planned_orders(text), _operations(text))
    except (KeyError, ValueError) as error:
        raise BadPlanFolder(f"{text.place} no longer fits together at {error}: plan again") from error


def _lines(text: PlanText) -> dict[str, OutlinedLine]:
    table = text.table("promises")
    columns = ("order", "line", "item", "quantity", "promise_on", "reason")
    return {
        f"{order}/{line}": OutlinedLine(item, quantity, _day(promise_on), reason)
        for order, line, item, quantity, promise_on, reason in table.rows(*columns)
    }


def _planned_orders(text: PlanText) -> dict[str, OutlinedOrder]:
    zone = _zone(text)
    columns = ("planned_order", "item", "quantity", "finish_at", "supplier")
    return {
        code: OutlinedOrder(item, quantity, _instant(finish_at, zone), supplier)
        for code, item, quantity, finish_at, supplier in text.table("planned_orders").rows(*columns)
    }


def _operations(text: PlanText) -> dict[str, OutlinedOperation]:
    zone = _zone(text)
    columns = ("supply", "sequence", "item", "operation", "work_unit", "start_at", "bound_by", "bound_by_what")
    return {
        f"{supply}/{sequence}": OutlinedOperation(item, operation, unit, _instant(start_at, zone), bound_by, what)
        for supply, sequence, item, operation, unit, start_at, bound_by, what in text.table("operations").rows(*columns)
    }


def _zone(text: PlanText) -> str:
    return str(text.head.get("timezone") or "UTC")


def _day(cell: str) -> Moment | None:
    return Moment(date.fromisoformat(cell).toordinal() * DAY, cell) if cell else None


@lru_cache(maxsize=100_000)
def _instant(cell: str, zone: str) -> Moment | None:
    """Return an instant as minutes since 1970, so that a change of the clocks between two of them does not count."""
    if not cell:
        return None
    instant = datetime.fromisoformat(cell)
    there = instant if instant.tzinfo else instant.replace(tzinfo=ZoneInfo(zone))
    return Moment(int(there.timestamp()) // 60, cell)
