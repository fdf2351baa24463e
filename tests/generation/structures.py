"""Items, bills and routings without cycles: a component always comes later in the list than its parents."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from tests.generation.folder import Row, Tables
from tests.generation.moments import Draw, days_from, maybe
from tests.generation.resources import FAMILIES, SKILLS

STRATEGIES = {
    "make": ["", "make_to_order", "assemble_to_order", "make_to_stock"],
    "subcontract": ["", "make_to_order", "make_to_stock"],
    "buy": ["", "buy_to_stock", "buy_to_order"],
}
SETUP_MINUTES = ["", "0", "15", "30", "7.5", "240"]
RUN_MINUTES = ["1", "0", "0.5", "7.25", "45", "0.333333"]
HUGE_RUN_MINUTES = ["0.001", "0", "0.0001"]
SCRAP_RATIOS = ["0.1", "0.05", "0.333333", "0.5"]


def amount(draw: Draw, decimals: int, *, huge: bool = False, least: int = 1) -> str:
    """A quantity with at most so many decimals."""
    whole = draw(st.integers(least, 10_000_000 if huge else 40))
    if decimals and maybe(draw, 40):
        quantum = Decimal(1).scaleb(-decimals)
        return f"{whole + quantum * draw(st.integers(1, 10**decimals - 1)):f}"
    return str(whole)


@st.composite
def items(draw: Draw, *, count: int) -> list[Row]:
    """The rows of `items.csv`; the first are made, the last bought."""
    return [draw(_item(f"I{number:02d}", is_last=number == count)) for number in range(1, count + 1)]


@st.composite
def _item(draw: Draw, code: str, *, is_last: bool) -> Row:
    supply = (
        "buy"
        if is_last and count_of(code) > 1
        else draw(st.sampled_from(["make", "make", "make", "buy", "subcontract"]))
    )
    strategy = draw(st.sampled_from(STRATEGIES[supply]))
    decimals = draw(st.sampled_from([0, 0, 0, 1, 2, 6]))
    is_pooled = strategy.endswith("_to_stock") or (supply == "buy" and not strategy)
    row = {
        "item": code,
        "supply": supply,
        "strategy": strategy,
        "decimals": str(decimals) if decimals else "",
        "lead_time_days": draw(st.sampled_from(["", "0", "2", "9"])),
        "unit_cost": draw(st.sampled_from(["", "0", "12.5", "0.333333", "1000"])),
    }
    if maybe(draw, 15):
        row["safety_stock"] = amount(draw, decimals)
    if maybe(draw, 15):
        row["safety_lead_time_days"] = draw(st.sampled_from(["1", "4"]))
    if maybe(draw, 20):
        row["lot_minimum"] = amount(draw, decimals)
    if maybe(draw, 20):
        row["lot_multiple"] = amount(draw, decimals)
    if is_pooled and maybe(draw, 25):
        row["lot_days"] = draw(st.sampled_from(["1", "5", "30"]))
    if supply != "buy" and maybe(draw, 15):
        row["scrap_ratio"] = draw(st.sampled_from(SCRAP_RATIOS))
    return row


def count_of(code: str) -> int:
    """The place of a generated item in its list."""
    return int(code[1:])


@st.composite
def routings(draw: Draw, item: str, *, centres: list[str], huge: bool = False, least: int = 0) -> list[Row]:
    """The routing of one item: none at all where that is allowed."""
    return [
        draw(_step(item, 10 * number, centres, huge=huge))
        for number in range(1, max(least, draw(st.sampled_from([1, 2, 0, 3]))) + 1)
    ]


@st.composite
def _step(draw: Draw, item: str, sequence: int, centres: list[str], *, huge: bool) -> Row:
    row = {
        "item": item,
        "sequence": str(sequence),
        "operation": f"Step {sequence}",
        "work_centre": draw(st.sampled_from(centres)),
        "setup_minutes": draw(st.sampled_from(SETUP_MINUTES)),
        "run_minutes": draw(st.sampled_from(HUGE_RUN_MINUTES if huge else RUN_MINUTES)),
        "setup_family": draw(st.sampled_from(FAMILIES)),
    }
    if maybe(draw, 20):
        row["wait_minutes"] = draw(st.sampled_from(["30", "1440", "5000"]))
    if maybe(draw, 20):
        row["crew"] = draw(st.sampled_from(["1", "2", "0"]))
    if maybe(draw, 20):
        row["skill"] = draw(st.sampled_from([*SKILLS, "S9"]))
    if maybe(draw, 10):
        row["outside_days"] = draw(st.sampled_from(["1", "3"]))
    return row


@st.composite
def bills(draw: Draw, parent: str, *, components: list[Row], sequences: list[str], today: date) -> list[Row]:
    """The bill of one parent over items that come after it."""
    rows: dict[tuple[str, str, str], Row] = {}
    for _ in range(draw(st.integers(0, min(3, len(components) * 2)))):
        component = draw(st.sampled_from(components))
        row = {
            "parent": parent,
            "component": component["item"],
            "sequence": draw(st.sampled_from(["", *sequences])),
            "quantity_per": draw(st.sampled_from(["1", "2", "0.5", "1.25", "0.333333", "3", "0"])),
            "fixed_quantity": draw(st.sampled_from(["", "", "1", "0.5"])),
            "scrap_ratio": draw(st.sampled_from(SCRAP_RATIOS)) if maybe(draw, 15) else "",
            "phantom": "1" if _may_be_phantom(component) and maybe(draw, 30) else "",
        }
        _limit(draw, row, today)
        rows[row["component"], row["sequence"], row.get("valid_from", "")] = row
    return list(rows.values())


def _may_be_phantom(component: Row) -> bool:
    return component["supply"] == "make" and not component.get("scrap_ratio")


def _limit(draw: Draw, row: Row, today: date) -> None:
    if maybe(draw, 20):
        days = sorted([days_from(draw, today), days_from(draw, today)])
        row["valid_from"], row["valid_to"] = days
        if maybe(draw, 30):
            row[draw(st.sampled_from(["valid_from", "valid_to"]))] = ""


@st.composite
def masters(draw: Draw, *, item_rows: list[Row], centres: list[str], today: date, huge: bool) -> Tables:
    """Bills, routings and alternatives of every item that may have them."""
    tables: Tables = {"boms": [], "routings": [], "alternatives": []}
    for place, row in enumerate(item_rows):
        steps: list[Row] = []
        if row["supply"] == "make":
            steps = draw(routings(row["item"], centres=centres, huge=huge))
            tables["routings"] += steps
            tables["alternatives"] += draw(_alternatives(steps, centres))
        if row["supply"] != "buy" and place + 1 < len(item_rows):
            sequences = [step["sequence"] for step in steps]
            later = item_rows[place + 1 :]
            tables["boms"] += draw(bills(row["item"], components=later, sequences=sequences, today=today))
    return tables


@st.composite
def _alternatives(draw: Draw, steps: list[Row], centres: list[str]) -> list[Row]:
    return [
        {
            "item": step["item"],
            "sequence": step["sequence"],
            "work_centre": centre,
            "setup_minutes": draw(st.sampled_from(["", "0", "45"])),
            "run_minutes": draw(st.sampled_from(["", "0.002"])),
        }
        for step in steps
        for centre in centres
        if centre != step["work_centre"] and not step.get("outside_days") and maybe(draw, 20)
    ]
