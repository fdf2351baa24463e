"""The README of the written folder: the template beside this file, with the codes and counts found in the tables."""

from pathlib import Path

from alder_and_loom.book import Order
from alder_and_loom.stories import RUSH_WISHED, WALNUT, WALNUT_NOW, WALNUT_WINDOW, takes_walnut
from alder_and_loom.supply import PAST_DUE_ON
from alder_and_loom.tables import Tables

TEMPLATE = Path(__file__).parent / "README.template.md"


def readme(tables: Tables, book: list[Order]) -> str:
    """Return the README with every story's place in this factory."""
    facts = counts(tables) | story_places(book) | receipt_places(tables)
    return TEMPLATE.read_text(encoding="utf-8").format(**facts)


def counts(tables: Tables) -> dict[str, str]:
    """Return how much of everything there is."""
    kinds = [row["kind"] for row in tables.rows["receipts"]]
    return {
        "orders": str(len({row["order"] for row in tables.rows["orders"]})),
        "lines": str(len(tables.rows["orders"])),
        "customers": str(len(tables.rows["customers"])),
        "own": str(len({(row["order"], row["line"]) for row in tables.rows["order_boms"]})),
        "work_orders": str(kinds.count("work_order")),
        "purchase_orders": str(kinds.count("purchase_order")),
    }


def story_places(book: list[Order]) -> dict[str, str]:
    """Return the orders and lines in which the stories are."""
    first, last = WALNUT_WINDOW
    inside = [order for order in book if first <= order.promised_on <= last]
    holds = {order.hold_until: order.order for order in book if order.status == "hold"}
    rush = next(order for order in book if order.requested_on == RUSH_WISHED and order.priority == 1)
    trays = [line for order in book for line in order.lines if line.choice and line.choice.extra == "TRAY"]
    return {
        "walnut": ", ".join(order.order for order in inside if any(takes_walnut(line) for line in order.lines)),
        "rush": rush.order,
        "rush_day": f"{rush.promised_on.day} {rush.promised_on:%B}",
        "trays": ", ".join(f"{line.order.order}/{line.line}" for line in trays),
        "hold_over": holds[min(holds)],
        "hold_today": holds[sorted(holds)[1]],
    }


def receipt_places(tables: Tables) -> dict[str, str]:
    """Return the purchase orders in which the stories are."""
    receipts = tables.rows["receipts"]
    walnut = [row for row in receipts if row["item"] == WALNUT and row["due_on"] == str(WALNUT_NOW)]
    past = [row for row in receipts if row["due_on"] == str(PAST_DUE_ON)]
    return {
        "walnut_po": ", ".join(str(row["receipt"]) for row in walnut),
        "past_po": ", ".join(f"{row['receipt']} ({row['item']} for {row['reserved_order']})" for row in past),
    }
