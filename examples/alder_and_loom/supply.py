"""Stock and open purchase orders on the demo Monday, in believable proportion to what the book needs."""

from dataclasses import dataclass
from datetime import date, timedelta

from alder_and_loom.book import Line, Order, working_day
from alder_and_loom.dice import Dice
from alder_and_loom.materials import Material, Source, materials
from alder_and_loom.requirements import Needs, line_requirements
from alder_and_loom.shop import MONDAY
from alder_and_loom.stories import WALNUT, WALNUT_NOW, WALNUT_WINDOW
from alder_and_loom.tables import Tables, rounded_up

LOCATIONS = {"timber": "TIMBER-YARD", "fabric": "FABRIC-STORE", "leather": "FABRIC-STORE", "finish": "PAINT-STORE"}
BOUGHT_IN_BULK = ("timber", "board", "fabric", "foam", "finish", "leg", "hardware", "filling")
LOTS_OF = ("timber", "fabric")
LONG_LEAD_DAYS = 24
PAST_DUE_ON = date(2026, 11, 18)
SECOND_WALNUT_ON = date(2026, 12, 16)


@dataclass
class Buying:
    """The stock and purchase orders given so far."""

    tables: Tables
    dice: Dice
    number: int = 7101
    lot: int = 301

    def stock(
        self, material: Material, quantity: float, order: str = "", line: int | str = "", *, available_on: str = ""
    ) -> None:
        """Add one lot of a bought item."""
        if quantity <= 0:
            return
        self.tables.add(
            "stock",
            item=material.item,
            location=LOCATIONS.get(material.category, "MAIN"),
            lot=f"L26-{self.lot:04d}",
            quantity=rounded_up(quantity, material.decimals),
            available_on=available_on,
            reserved_order=order,
            reserved_line=line,
            unit_cost=material.sources[0].price,
        )
        self.lot += 1

    def purchase(
        self, material: Material, quantity: float, due_on: date, order: str = "", line: int | str = ""
    ) -> None:
        """Add one purchase order in the amounts its supplier delivers."""
        source = material.sources[0]
        self.tables.add(
            "receipts",
            receipt=f"PO-{self.number}",
            item=material.item,
            due_on=str(due_on),
            quantity=in_lots(quantity, source, material.decimals),
            kind="purchase_order",
            supplier=source.supplier,
            reserved_order=order,
            reserved_line=line,
        )
        self.number += 1


def in_lots(quantity: float, source: Source, decimals: int) -> float:
    """Return a quantity raised to the minimum and the multiple of a source."""
    quantity = max(quantity, source.minimum)
    if source.multiple:
        quantity = rounded_up(quantity / source.multiple, 0) * source.multiple
    return rounded_up(quantity, decimals)


def add_supply(tables: Tables, book: list[Order], needs: Needs, *, in_work: set[tuple[str, int]], seed: int) -> None:
    """Add stock and purchase orders for every bought item and the stock of parts."""
    buying = Buying(tables, Dice(seed, "supply"))
    for material in materials():
        if material.item == WALNUT:
            add_walnut(buying, material, needs[WALNUT])
        elif not material.to_order:
            add_pooled(buying, material, sorted(needs.get(material.item, [])))
    add_parts(tables, needs, Dice(seed, "parts"))
    to_order = {material.item: material for material in materials() if material.to_order}
    add_to_order(buying, book, in_work, to_order)


def add_pooled(buying: Buying, material: Material, needs: list[tuple[date, float]]) -> None:
    """Keep about as much as the next weeks take; some of it is still on its way."""
    if not needs:
        return
    lead = material.sources[0].lead_time_days
    total = sum(quantity for _, quantity in needs)
    on_hand = sum(quantity for day, quantity in needs if day <= MONDAY + timedelta(days=5 + lead))
    if lead >= LONG_LEAD_DAYS:
        # What takes this long must be here or on the water for the whole book.
        coming = 0.35 * total
        is_worth_it = coming > 0.7 * material.sources[0].minimum
        on_hand = (0.7 if is_worth_it else 1.1) * total + material.safety_stock
        if is_worth_it:
            buying.purchase(material, coming, working_day(MONDAY + timedelta(days=buying.dice.whole(4, 10))))
    elif material.category == "steel":
        # It still goes to the powder coater: it must be here long before the table is.
        on_hand = total
    elif material.category in BOUGHT_IN_BULK:
        coming = 0.5 * (total - on_hand)
        on_hand = max(on_hand, 0.45 * total)
        is_worth_it = coming > 0.5 * material.sources[0].minimum
        if is_worth_it and buying.dice.happens(0.85):
            due_on = MONDAY + timedelta(days=buying.dice.whole(2, max(3, min(lead, 14))))
            buying.purchase(material, coming, working_day(due_on))
    else:
        on_hand = max(on_hand, 0.8 * total)
    on_hand += material.safety_stock * 0.9
    if material.category in LOTS_OF and on_hand > 20:
        # The newer roll waits for its shade to be compared.
        buying.stock(material, 0.4 * on_hand, available_on=str(MONDAY + timedelta(days=2)))
        on_hand *= 0.6
    buying.stock(material, on_hand)


def add_walnut(buying: Buying, material: Material, needs: list[tuple[date, float]]) -> None:
    """Plant the late walnut: stock for the orders before, the late boards for seven, a later lorry for the rest."""
    first, last = (day - timedelta(days=14) for day in WALNUT_WINDOW)
    before = sum(quantity for day, quantity in needs if day < first)
    inside = sum(quantity for day, quantity in needs if first <= day <= last)
    after = sum(quantity for day, quantity in needs if day > last)
    buying.stock(material, before + 0.004)
    buying.purchase(material, inside, WALNUT_NOW)
    buying.purchase(material, after, SECOND_WALNUT_ON)


def add_parts(tables: Tables, needs: Needs, dice: Dice) -> None:
    """Keep legs, cushion cores and chair frames for the next week or two."""
    for item in sorted(needs):
        if item.startswith(("LEG-", "CORE-", "CHAIR-FRAME", "SEAT-PAD")) and item not in BOUGHT_LEGS:
            total = sum(quantity for _, quantity in needs[item])
            share = 1.0 if item.endswith("WALNUT") else 0.35 + 0.3 * dice.ratio()
            quantity = int(share * total) + 16
            tables.add(
                "stock", item=item, location="PART-STORE", lot=f"B26-{item[-10:]}", quantity=quantity, unit_cost=11.5
            )


BOUGHT_LEGS = ("LEG-SLED-BLACK", "LEG-CASTOR-BRASS")


def add_to_order(
    buying: Buying, book: list[Order], in_work: set[tuple[str, int]], to_order: dict[str, Material]
) -> None:
    """Add what was bought for single orders: in the store if it has come, else on its way."""
    past_due_planted = False
    for order in book:
        if order.status != "firm" or order.entered_on > MONDAY - timedelta(days=5):
            continue
        lines = [line for line in order.lines if (order.order, line.line) not in in_work]
        for item, takers in own_purchases(lines, to_order).items():
            material = to_order[item]
            due_on = order.entered_on + timedelta(days=2 + material.sources[0].lead_time_days)
            due_on = working_day(due_on + timedelta(days=buying.dice.whole(-2, 3)))
            if not past_due_planted and item.startswith("FAB") and MONDAY < due_on < MONDAY + timedelta(days=4):
                past_due_planted, due_on = True, PAST_DUE_ON
            quantity = sum(takers.values())
            if due_on <= MONDAY and due_on != PAST_DUE_ON:
                for line, part in takers.items():
                    buying.stock(material, part, order.order, line)
            else:
                buying.purchase(material, quantity, due_on, order.order, next(iter(takers)) if len(takers) == 1 else "")


def own_purchases(lines: list[Line], to_order: dict[str, Material]) -> dict[str, dict[int, float]]:
    """Return by item what is bought for each of the lines alone."""
    found: dict[str, dict[int, float]] = {}
    for line in lines:
        for item, quantity in sorted(line_requirements(line).items()):
            if item in to_order:
                found.setdefault(item, {})[line.line] = rounded_up(quantity, to_order[item].decimals)
    return found
