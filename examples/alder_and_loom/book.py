"""The order book of the demo Monday: who ordered what, when it was promised, and what it is made of."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from alder_and_loom.catalogue import MODELS
from alder_and_loom.choices import choice_of, model_of, price_of, quantity_of, taste_of
from alder_and_loom.dice import Dice
from alder_and_loom.shop import HOLIDAYS, MONDAY
from alder_and_loom.structure import Choice, Structure
from alder_and_loom.suppliers import customer_list
from alder_and_loom.tables import Tables

ORDERS, LINES, CUSTOMERS = 132, 271, 110
FIRST_NUMBER = 1001

# Share of the book that is promised in each week from the demo Monday on.
PROMISED_BY_WEEK = (0.06, 0.10, 0.18, 0.18, 0.14, 0.16, 0.18)
LEAD_DAYS = 42


@dataclass
class Order:
    """One order with its lines; all of it is promised for one day."""

    order: str
    customer: str
    entered_at: str
    requested_on: date
    promised_on: date
    priority: int
    status: str = "firm"
    hold_until: str = ""
    lines: list["Line"] = field(default_factory=list)

    @property
    def entered_on(self) -> date:
        """Return the day the order was entered."""
        return date.fromisoformat(self.entered_at[:10])


@dataclass
class Line:
    """One line of an order; without a choice it is a spare part from stock."""

    order: Order
    line: int
    item: str
    quantity: int
    choice: Choice | None = None
    owns_structure: bool = False

    @property
    def prefix(self) -> str:
        """Return the first part of the codes of its sub-assemblies: its own, or the standard version's."""
        return f"{self.order.order}-{self.line}" if self.owns_structure else f"{self.item}-STD"

    @property
    def structure(self) -> Structure:
        """Return what it is made of; empty for a spare part."""
        if self.choice is None:
            return Structure()
        return MODELS[self.item].build(self.item, self.prefix, self.choice)

    @property
    def price(self) -> float:
        """Return the price of one."""
        return 48.0 if self.choice is None else price_of(self.choice)


def working_day(day: date) -> date:
    """Return the day itself, or the next one the workshop is open."""
    while day.weekday() > 4 or day in HOLIDAYS:
        day += timedelta(days=1)
    return day


def working_day_before(day: date, days: int) -> date:
    """Return the day so many working days earlier."""
    while days:
        day -= timedelta(days=1)
        days -= working_day(day) == day
    return day


def promised_days(seed: int) -> list[date]:
    """Return the promised day of every order, earliest first."""
    dice = Dice(seed, "promised days")
    days = []
    for week, share in enumerate(PROMISED_BY_WEEK):
        count = round(ORDERS * share)
        days += [MONDAY + timedelta(weeks=week, days=int(5 * (i + dice.ratio()) / count)) for i in range(count)]
    days = [max(day, MONDAY + timedelta(days=1)) for day in days]
    days += [MONDAY + timedelta(weeks=5, days=2)] * (ORDERS - len(days))
    return sorted(working_day(day) for day in days[:ORDERS])


def lines_of_orders(seed: int) -> list[int]:
    """Return how many lines each order has; together they are the whole book."""
    dice = Dice(seed, "line counts")
    counts = [dice.weighted({1: 42.0, 2: 31.0, 3: 14.0, 4: 8.0, 5: 5.0}) for _ in range(ORDERS)]
    while sum(counts) != LINES:
        position = dice.whole(0, ORDERS - 1)
        if sum(counts) < LINES and counts[position] < 5:
            counts[position] += 1
        elif sum(counts) > LINES and counts[position] > 1:
            counts[position] -= 1
    return counts


def entries(seed: int) -> list[tuple[str, date]]:
    """Return entry instant and promised day of every order, in the order of entry."""
    found = []
    for position, promised_on in enumerate(promised_days(seed)):
        dice = Dice(seed, f"entry {position}")
        entered_on = promised_on - timedelta(days=LEAD_DAYS + dice.whole(-3, 4))
        entered_on = min(entered_on, MONDAY - timedelta(days=dice.whole(3, 6)))
        entered_on -= timedelta(days=max(0, entered_on.weekday() - 4))
        found.append((f"{entered_on}T{dice.whole(9, 17):02d}:{dice.whole(0, 55, 5):02d}", promised_on))
    return sorted(found)


def order_book(seed: int) -> list[Order]:
    """Return all open orders, numbered in the order they were entered."""
    customers = customer_list(CUSTOMERS)
    book = []
    for position, ((entered_at, promised_on), count) in enumerate(
        zip(entries(seed), lines_of_orders(seed), strict=True)
    ):
        number = f"SO-{FIRST_NUMBER + position}"
        dice = Dice(seed, number)
        customer, _, customer_class, _ = (
            customers[position * 37 % CUSTOMERS] if position < CUSTOMERS else dice.pick(customers)
        )
        earlier = dice.weighted({0: 5.0, 2: 2.0, 5: 2.0, 9: 1.0})
        order = Order(
            number,
            customer,
            entered_at,
            max(working_day(promised_on - timedelta(days=earlier)), MONDAY),
            promised_on,
            dice.weighted({3: 74.0, 2: 20.0, 1: 6.0}),
        )
        order.lines.extend(lines_of(dice, order, count, customer_class))
        book.append(order)
    return book


def lines_of(dice: Dice, order: Order, count: int, customer_class: str) -> list[Line]:
    """Return the lines of one order: one taste, several pieces, now and then a spare part."""
    taste = taste_of(dice)
    lines = []
    for number in range(1, count + 1):
        if number > 2 and dice.happens(0.06):
            lines.append(Line(order, number, f"LEG-TAPER-{taste.wood}", 4))
            continue
        model = model_of(dice, taste.theme)
        quantity = quantity_of(dice, model, customer_class)
        is_standard = dice.happens(0.12)
        choice = MODELS[model].standard if is_standard else choice_of(dice, taste, model)
        lines.append(Line(order, number, model, quantity, choice, owns_structure=not is_standard))
    return lines


def add_book(tables: Tables, book: list[Order]) -> None:
    """Add the orders with the structures their lines own, and the customers."""
    ordering = {order.customer for order in book}
    for customer, name, customer_class, channel in customer_list(CUSTOMERS):
        if customer in ordering:
            tables.add(
                "customers",
                customer=customer,
                name=name,
                channel=channel,
                **{"class": customer_class},
                email=f"{name.lower().replace(' ', '.').replace('&', 'and')}@mail.example",
            )
    for order in book:
        for line in order.lines:
            tables.add(
                "orders",
                order=order.order,
                line=line.line,
                customer=order.customer,
                item=line.item,
                quantity=line.quantity,
                requested_on=str(order.requested_on),
                promised_on="" if order.status == "quote" else str(order.promised_on),
                priority=order.priority,
                entered_at=order.entered_at,
                price=line.price,
                status=order.status,
                hold_until=order.hold_until,
            )
            if line.owns_structure:
                line.structure.add_to_line(tables, order.order, line.line)
