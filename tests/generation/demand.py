"""Order books, forecast, and the structures some lines own."""

from datetime import date, timedelta

from hypothesis import strategies as st

from tests.generation.folder import Row, Tables
from tests.generation.moments import Draw, days_from, instants_from, maybe, monday_of
from tests.generation.structures import amount, bills, count_of, routings

STATUSES = ["firm"] * 6 + ["", "hold", "quote"]
PRIORITIES = ["", "1", "2", "3", "7"]


@st.composite
def order_books(draw: Draw, *, item_rows: list[Row], today: date, most: int = 4, huge: bool = False) -> list[Row]:
    """The rows of `orders.csv` over given items: past, near and far, firm, held and quoted."""
    rows = []
    for number in range(1, draw(st.integers(1, most)) + 1):
        item = draw(st.sampled_from(item_rows))
        row = {
            "order": f"SO{(number + 1) // 2}",
            "line": str(number),
            "customer": draw(st.sampled_from(["", "C1"])),
            "item": item["item"],
            "quantity": amount(draw, int(item["decimals"] or 0), huge=huge),
            "requested_on": days_from(draw, today),
            "priority": draw(st.sampled_from(PRIORITIES)),
            "status": draw(st.sampled_from(STATUSES)),
        }
        if maybe(draw, 30):
            row["promised_on"] = days_from(draw, today)
        if row["status"] == "hold" and maybe(draw, 60):
            row["hold_until"] = instants_from(draw, today)
        rows.append(row)
    return rows


@st.composite
def forecasts(draw: Draw, *, item_rows: list[Row], today: date) -> list[Row]:
    """The rows of `forecast.csv`: mostly for pooled items, some weeks past."""
    rows: dict[tuple[str, str], Row] = {}
    for _ in range(draw(st.sampled_from([0, 0, 1, 3]))):
        pooled = [row for row in item_rows if row["strategy"].endswith("_to_stock")]
        item = draw(st.sampled_from(pooled if pooled and not maybe(draw, 15) else item_rows))
        week = (monday_of(today) + timedelta(weeks=draw(st.integers(-2, 6)))).isoformat()
        quantity = amount(draw, int(item["decimals"] or 0))
        rows[item["item"], week] = {"item": item["item"], "week": week, "quantity": quantity}
    return list(rows.values())


@st.composite
def owned_structures(draw: Draw, *, orders: list[Row], item_rows: list[Row], centres: list[str], today: date) -> Tables:
    """Bills and routings that single lines own, with codes that exist only there."""
    tables: Tables = {"order_boms": [], "order_routings": []}
    supplies = {row["item"]: row["supply"] for row in item_rows}
    for order in orders:
        if supplies[order["item"]] != "make" or not maybe(draw, 30):
            continue
        own = draw(_own_structure(order, item_rows, centres, today))
        for table, rows in own.items():
            tables[table] += rows
    return tables


@st.composite
def _own_structure(draw: Draw, order: Row, item_rows: list[Row], centres: list[str], today: date) -> Tables:
    head = {"order": order["order"], "line": order["line"]}
    later = [row for row in item_rows if count_of(row["item"]) > count_of(order["item"])]
    steps = draw(routings(order["item"], centres=centres)) if maybe(draw, 60) else []
    bill: list[Row] = []
    if later:
        sequences = [step["sequence"] for step in steps]
        bill = draw(bills(order["item"], components=later, sequences=sequences, today=today))
    below: list[Row] = []
    if maybe(draw, 50):
        special = {"item": f"X{order['line']}", "supply": "make", "scrap_ratio": "0"}
        bill.append({"parent": order["item"], "component": special["item"], "sequence": "", "quantity_per": "2"})
        if later and maybe(draw, 60):
            below = draw(bills(special["item"], components=later, sequences=[], today=today))
        if not below or maybe(draw, 60):  # a code that nothing describes would be unknown
            steps = steps + draw(routings(special["item"], centres=centres, least=1))
    return {
        "order_boms": [{**head, **row} for row in [*bill, *below]],
        "order_routings": [{**head, **row} for row in steps],
    }
