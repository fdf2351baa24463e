"""A factory folder read again from its files, without the engine.

The folder is taken to be free of faults of form: a faulty one is refused before anything is planned.
"""

import tomllib
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from math import ceil
from pathlib import Path

from .calendars import CalendarException, Window
from .clock import Clock
from .factory import (
    Alternative,
    BomLine,
    Factory,
    Item,
    OrderLine,
    Person,
    Policy,
    Progress,
    Receipt,
    ReceiptComponent,
    Source,
    Step,
    Stock,
    WorkCentre,
    WorkUnit,
)
from .quantities import ZERO, number, optional_number
from .reading import Row, read_rows


def read_factory(folder: Path) -> Factory:
    """Everything a plan depends on, from the files of a factory folder."""
    with (folder / "factory.toml").open("rb") as file:
        head = tomllib.load(file)
    policy = head.get("policy", {})
    clock = Clock(head["timezone"])
    now = head["now"]
    factory = Factory(
        clock=clock,
        now=clock.minute(now if isinstance(now, datetime) else datetime.fromisoformat(str(now))),
        currency=head["currency"],
        policy=Policy(
            promise_margin_days=policy.get("promise_margin_days", 0),
            frozen_hours=policy.get("frozen_hours", 0),
            overhead_rate=Fraction(str(policy.get("overhead_rate", 0))),
            calendar=policy.get("calendar", ""),
        ),
    )
    readers: dict[str, Callable[[Factory, list[Row]], None]] = {
        "items": _items,
        "boms": _bills,
        "routings": _routings,
        "work_centres": _work_centres,
        "work_units": _work_units,
        "alternatives": _alternatives,
        "setup_matrix": _setup_matrix,
        "calendars": _calendars,
        "calendar_exceptions": _exceptions,
        "people": _people,
        "sources": _sources,
        "stock": _stock,
        "receipts": _receipts,
        "receipt_components": _receipt_components,
        "work_in_progress": _work_in_progress,
        "orders": _orders,
        "order_boms": _own_bills,
        "order_routings": _own_routings,
        "forecast": _forecast,
    }
    for table, reader in readers.items():
        reader(factory, read_rows(folder / f"{table}.csv"))
    return factory


def _whole(text: str, default: int = 0) -> int:
    return int(Fraction(text)) if text else default


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _items(factory: Factory, rows: list[Row]) -> None:
    for row in rows:
        default = "buy_to_stock" if row["supply"] == "buy" else "make_to_order"
        factory.items[row["item"]] = Item(
            code=row["item"],
            supply=row["supply"],
            strategy=row["strategy"] or default,
            decimals=_whole(row["decimals"]),
            lead_time_days=_whole(row["lead_time_days"]) if row["lead_time_days"] else None,
            safety_stock=optional_number(row["safety_stock"]) or ZERO,
            safety_lead_time_days=_whole(row["safety_lead_time_days"]),
            lot_minimum=optional_number(row["lot_minimum"]) or ZERO,
            lot_multiple=optional_number(row["lot_multiple"]) or ZERO,
            scrap_ratio=optional_number(row["scrap_ratio"]) or ZERO,
            unit_cost=optional_number(row["unit_cost"]) or ZERO,
        )


def _bom_line(row: Row) -> BomLine:
    return BomLine(
        parent=row["parent"],
        component=row["component"],
        sequence=int(row["sequence"]) if row["sequence"] else None,
        quantity_per=number(row["quantity_per"]),
        fixed_quantity=optional_number(row["fixed_quantity"]) or ZERO,
        scrap_ratio=optional_number(row["scrap_ratio"]) or ZERO,
        phantom=row["phantom"] == "1",
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
    )


def _bills(factory: Factory, rows: list[Row]) -> None:
    for row in rows:
        factory.bills.setdefault(row["parent"], []).append(_bom_line(row))


def _own_bills(factory: Factory, rows: list[Row]) -> None:
    for row in rows:
        own = factory.own_bills.setdefault(f"{row['order']}/{row['line']}", {})
        own.setdefault(row["parent"], []).append(_bom_line(row))


def _step(row: Row) -> Step:
    return Step(
        item=row["item"],
        sequence=int(row["sequence"]),
        work_centre=row["work_centre"],
        setup_minutes=optional_number(row["setup_minutes"]) or ZERO,
        run_minutes=optional_number(row["run_minutes"]) or ZERO,
        wait_minutes=ceil(optional_number(row["wait_minutes"]) or ZERO),
        setup_family=row["setup_family"],
        crew=_whole(row["crew"]) if row["crew"] else None,
        skill=row["skill"],
        outside_days=_whole(row["outside_days"]) if row["outside_days"] else None,
    )


def _routings(factory: Factory, rows: list[Row]) -> None:
    for row in rows:
        factory.routings.setdefault(row["item"], []).append(_step(row))
    for steps in factory.routings.values():
        steps.sort(key=lambda step: step.sequence)


def _own_routings(factory: Factory, rows: list[Row]) -> None:
    for row in rows:
        own = factory.own_routings.setdefault(f"{row['order']}/{row['line']}", {})
        own.setdefault(row["item"], []).append(_step(row))
    for own in factory.own_routings.values():
        for steps in own.values():
            steps.sort(key=lambda step: step.sequence)


def _work_centres(factory: Factory, rows: list[Row]) -> None:
    for row in rows:
        factory.centres[row["work_centre"]] = WorkCentre(
            row["work_centre"],
            row["calendar"],
            optional_number(row["machine_rate"]) or ZERO,
            optional_number(row["labour_rate"]) or ZERO,
        )


def _work_units(factory: Factory, rows: list[Row]) -> None:
    for row in rows:
        factory.units[row["work_unit"]] = WorkUnit(
            row["work_unit"],
            row["work_centre"],
            row["calendar"] or factory.centres[row["work_centre"]].calendar,
            optional_number(row["speed"]) or Fraction(1),
            row["setup_family"],
        )
    furnished = {unit.work_centre for unit in factory.units.values()}
    for centre in factory.centres.values():
        if centre.code not in furnished:
            factory.units[centre.code] = WorkUnit(centre.code, centre.code, centre.calendar, Fraction(1), "")


def _alternatives(factory: Factory, rows: list[Row]) -> None:
    for row in rows:
        factory.alternatives[row["item"], int(row["sequence"]), row["work_centre"]] = Alternative(
            optional_number(row["setup_minutes"]), optional_number(row["run_minutes"])
        )


def _setup_matrix(factory: Factory, rows: list[Row]) -> None:
    for row in rows:
        key = row["work_centre"], row["from_family"], row["to_family"]
        factory.setup_matrix[key] = number(row["minutes"])


def _minute_of_day(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def _calendars(factory: Factory, rows: list[Row]) -> None:
    for row in rows:
        window = Window(int(row["weekday"]), _minute_of_day(row["start"]), _minute_of_day(row["end"]))
        factory.windows.setdefault(row["calendar"], []).append(window)


def _exceptions(factory: Factory, rows: list[Row]) -> None:
    for row in rows:
        start, end = factory.clock.instant(row["start"]), factory.clock.instant(row["end"])
        factory.exceptions.setdefault(row["calendar"], []).append(CalendarException(start, end, row["working"] == "1"))


def _people(factory: Factory, rows: list[Row]) -> None:
    for row in rows:
        skills = frozenset(part.strip() for part in row["skills"].split(";") if part.strip())
        factory.people[row["person"]] = Person(row["person"], row["calendar"], skills)


def _sources(factory: Factory, rows: list[Row]) -> None:
    for row in rows:
        source = Source(
            row["supplier"],
            _whole(row["rank"], 1),
            optional_number(row["price"]),
            _whole(row["lead_time_days"]),
            optional_number(row["minimum"]),
            optional_number(row["multiple"]),
        )
        factory.sources.setdefault(row["item"], []).append(source)


def _stock(factory: Factory, rows: list[Row]) -> None:
    for row in rows:
        key = f"{row['item']}@{row['location']}@{row['lot']}"
        factory.stock[key] = Stock(
            key,
            row["item"],
            number(row["quantity"]),
            _day(row["available_on"]),
            row["reserved_order"],
            row["reserved_line"],
        )


def _receipts(factory: Factory, rows: list[Row]) -> None:
    for row in rows:
        bought = factory.item(row["item"]).supply == "buy"
        factory.receipts[row["receipt"]] = Receipt(
            row["receipt"],
            row["item"],
            number(row["quantity"]),
            date.fromisoformat(row["due_on"]),
            row["kind"] or ("purchase_order" if bought else "work_order"),
            row["reserved_order"],
            row["reserved_line"],
        )


def _receipt_components(factory: Factory, rows: list[Row]) -> None:
    for row in rows:
        sequence = int(row["sequence"]) if row["sequence"] else None
        component = ReceiptComponent(row["component"], sequence, number(row["remaining_quantity"]))
        factory.receipt_components.setdefault(row["receipt"], []).append(component)


def _work_in_progress(factory: Factory, rows: list[Row]) -> None:
    by_receipt: dict[str, list[Progress]] = defaultdict(list)
    for row in rows:
        planned = row["planned_start_at"]
        by_receipt[row["receipt"]].append(
            Progress(
                int(row["sequence"]),
                number(row["remaining_quantity"]),
                row["work_unit"],
                bool(row["started_at"]),
                factory.clock.instant(planned) if planned else None,
            )
        )
    for receipt, rows_left in by_receipt.items():
        factory.work_in_progress[receipt] = sorted(rows_left, key=lambda one: one.sequence)


def _orders(factory: Factory, rows: list[Row]) -> None:
    for row in rows:
        line = OrderLine(
            row["order"],
            row["line"],
            row["item"],
            number(row["quantity"]),
            date.fromisoformat(row["requested_on"]),
            _day(row["promised_on"]),
            _whole(row["priority"], 3),
            row["status"] or "firm",
            factory.clock.instant(row["hold_until"]) if row["hold_until"] else None,
        )
        factory.lines[line.code] = line


def _forecast(factory: Factory, rows: list[Row]) -> None:
    for row in rows:
        factory.forecast[row["item"], date.fromisoformat(row["week"])] = number(row["quantity"])
