"""Sources, stock, receipts and work in progress."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from tests.generation.folder import Row, Tables
from tests.generation.moments import Draw, days_from, instants_from, maybe
from tests.generation.resources import units_of
from tests.generation.structures import amount

SUPPLIERS = ["SUP1", "SUP2", "SUP3"]
REMAINS = ["1", "3", "0", "12"]


@st.composite
def sources(draw: Draw, *, item_rows: list[Row]) -> list[Row]:
    """The rows of `sources.csv`: ties in rank, minimum and multiple, items without a source."""
    rows = []
    for item in item_rows:
        if item["supply"] == "make":
            continue
        decimals = int(item["decimals"] or 0)
        for supplier in draw(st.lists(st.sampled_from(SUPPLIERS), max_size=2, unique=True)):
            row = {
                "item": item["item"],
                "supplier": supplier,
                "rank": draw(st.sampled_from(["", "1", "2"])),
                "price": draw(st.sampled_from(["", "9.99", "0.123456", "1500"])),
                "lead_time_days": draw(st.sampled_from(["3", "0", "1", "21"])),
            }
            if maybe(draw, 25):
                row["minimum"], row["multiple"] = amount(draw, decimals), amount(draw, decimals)
            rows.append(row)
    return rows


@st.composite
def stock(draw: Draw, *, item_rows: list[Row], orders: list[Row], today: date) -> list[Row]:
    """The rows of `stock.csv`: lots, places, later availability, reservations."""
    rows: dict[tuple[str, str, str], Row] = {}
    for _ in range(draw(st.integers(0, 5))):
        item = draw(st.sampled_from(item_rows))
        row = {
            "item": item["item"],
            "location": draw(st.sampled_from(["", "A"])),
            "lot": draw(st.sampled_from(["", "L1", "L2"])),
            "quantity": amount(draw, int(item["decimals"] or 0), least=0),
            **draw(_reservations(orders)),
        }
        if maybe(draw, 25):
            row["available_on"] = days_from(draw, today)
        rows[row["item"], row["location"], row["lot"]] = row
    return list(rows.values())


@st.composite
def _reservations(draw: Draw, orders: list[Row]) -> Row:
    if not maybe(draw, 25):
        return {}
    if maybe(draw, 10):
        return {"reserved_order": "CLOSED", "reserved_line": ""}
    order = draw(st.sampled_from(orders))
    return {"reserved_order": order["order"], "reserved_line": order["line"] if maybe(draw, 70) else ""}


@st.composite
def receipts(draw: Draw, *, item_rows: list[Row], known: Tables, orders: list[Row], today: date) -> Tables:
    """Open orders: purchases, work orders on their way through the shop, firm planned orders."""
    tables: Tables = {"receipts": [], "receipt_components": [], "work_in_progress": []}
    taken: set[str] = set()
    for number in range(1, draw(st.sampled_from([0, 1, 2, 4])) + 1):
        item = draw(st.sampled_from(item_rows))
        kind = draw(st.sampled_from(["", "firm_planned_order"]))
        row = {
            "receipt": f"R{number}",
            "item": item["item"],
            "quantity": amount(draw, int(item["decimals"] or 0)),
            "due_on": days_from(draw, today),
            "kind": kind,
            **draw(_reservations(orders)),
        }
        tables["receipts"].append(row)
        if item["supply"] == "make" and not kind:
            steps = _steps_of(row, known)
            tables["work_in_progress"] += draw(_in_progress(row, steps, known, taken, today))
            later = [one for one in item_rows if one["item"] > item["item"]]
            tables["receipt_components"] += draw(_components(row["receipt"], later, steps))
    return tables


def _steps_of(receipt: Row, known: Tables) -> list[Row]:
    """The routing a work order follows: its line's own, where it is reserved for a line that has one."""
    line = receipt.get("reserved_order"), receipt.get("reserved_line")
    own = [row for row in known["order_routings"] if (row["order"], row["line"]) == line]
    steps = [row for row in own if row["item"] == receipt["item"]]
    return steps or [row for row in known["routings"] if row["item"] == receipt["item"]]


@st.composite
def _components(draw: Draw, receipt: str, later: list[Row], steps: list[Row]) -> list[Row]:
    rows: dict[tuple[str, str], Row] = {}
    for _ in range(draw(st.integers(0, 2)) if later else 0):
        item = draw(st.sampled_from(later))
        sequence = draw(st.sampled_from(["", *(step["sequence"] for step in steps)]))
        left = amount(draw, int(item["decimals"] or 0), least=0)
        rows[item["item"], sequence] = {
            "receipt": receipt,
            "component": item["item"],
            "sequence": sequence,
            "remaining_quantity": left,
        }
    return list(rows.values())


@st.composite
def _in_progress(draw: Draw, receipt: Row, steps: list[Row], known: Tables, taken: set[str], today: date) -> list[Row]:
    """The last steps of a work order; the first of them may be running on a unit nobody else has."""
    if not steps:
        return []
    rows = []
    left = steps[draw(st.integers(0, len(steps) - 1)) :]
    for place, step in enumerate(left):
        row = {
            "receipt": receipt["receipt"],
            "sequence": step["sequence"],
            "remaining_quantity": _rest(draw, Decimal(receipt["quantity"])),
        }
        units = [unit for unit in units_of(known, step["work_centre"]) if unit not in taken]
        if step.get("outside_days"):
            pass
        elif place == 0 and units and maybe(draw, 50):
            row["work_unit"] = draw(st.sampled_from(units))
            row["started_at"] = instants_from(draw, today, first=-9, last=-1)
            taken.add(row["work_unit"])
        elif maybe(draw, 40):
            row["planned_start_at"] = instants_from(draw, today, first=-1, last=4)
            row["work_unit"] = draw(st.sampled_from(["", *units]))
        rows.append(row)
    return rows


def _rest(draw: Draw, quantity: Decimal) -> str:
    left = Decimal(draw(st.sampled_from(REMAINS)))
    return f"{min(left, quantity):f}"
