"""The troubles planted in the book: each is a plain change of some orders, named and dated."""

from dataclasses import replace
from datetime import date

from alder_and_loom.book import Line, Order
from alder_and_loom.requirements import line_requirements

WALNUT = "WALNUT-NATURAL-40"
WALNUT_CONFIRMED, WALNUT_NOW = date(2026, 12, 4), date(2026, 12, 9)
WALNUT_WINDOW = (date(2026, 12, 11), date(2026, 12, 21))
WALNUT_ORDERS = 7
WALNUT_MODELS = ("TRESTLE", "PEDESTAL", "EXTENDING", "WREN", "PLOVER")

RUSH_WISHED, RUSH_WINDOW = date(2026, 12, 4), (date(2026, 12, 14), date(2026, 12, 24))

HOLDS = ("2026-11-23T17:30", "2026-11-27T12:00", "2026-12-04T17:30", "2026-11-20T17:30")
QUOTES = 5


def plant(book: list[Order]) -> None:
    """Change the book so that every story of the README is in it."""
    plant_walnut(book)
    plant_rush(book)
    plant_trays(book)
    plant_holds_and_quotes(book)


def takes_walnut(line: Line) -> bool:
    """Return whether the line is cut from the walnut that is late."""
    return line.choice is not None and WALNUT in line_requirements(line)


def plant_walnut(book: list[Order]) -> None:
    """Let seven orders of the fourth and fifth week be made of the walnut that is late, and no other near them."""
    first, last = WALNUT_WINDOW
    inside = [order for order in book if first <= order.promised_on <= last]
    wanted = [order for order in inside if any(line.item in WALNUT_MODELS for line in order.lines)][:WALNUT_ORDERS]
    for order in inside:
        for line in order.lines:
            if line.choice is None or not line.owns_structure:
                continue
            if order in wanted and line.item in WALNUT_MODELS:
                line.choice = replace(line.choice, wood="WALNUT", grade="NATURAL", finish="CLEAR-MATT")
            elif line.choice.wood == "WALNUT":
                line.choice = replace(line.choice, wood="OAK")


def plant_rush(book: list[Order]) -> None:
    """Let the customer of one corner sofa ask for it weeks before the day that was promised."""
    first, last = RUSH_WINDOW
    with_corner = [order for order in book if any(line.item == "CORNER" for line in order.lines)]
    order = min(with_corner, key=lambda order: (not first <= order.promised_on <= last, len(order.lines), order.order))
    order.requested_on = RUSH_WISHED
    order.priority = 1


def plant_trays(book: list[Order]) -> None:
    """Let three extending tables have the new leaf tray, for which nobody has written a routing yet."""
    lines = [
        line
        for order in book
        for line in order.lines
        if line.item == "EXTENDING" and line.choice and line.owns_structure
    ]
    for line in lines[-3:]:
        if line.choice:
            line.choice = replace(line.choice, extra="TRAY")


def plant_holds_and_quotes(book: list[Order]) -> None:
    """Turn late orders into holds, one of which ends today and one of which is over, and into open quotes."""
    late = [order for order in book if order.promised_on >= date(2026, 12, 28) and order.priority > 1][-18:]
    for order, hold_until in zip(late[::2], HOLDS, strict=False):
        order.status, order.hold_until = "hold", hold_until
    for order in late[1::2][:QUOTES]:
        order.status = "quote"
