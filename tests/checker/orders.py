"""Planned orders: of the right kind, in lawful lots, from the right supplier, on lawful days.

Where the contract is silent: a source that gives only one of minimum and multiple may leave the item's other one
standing or not; an order for a structure a line owns may ignore lot rules; an order without routing that is not bought
may start at any time of its first day and end within its last.
"""

from collections.abc import Iterator
from fractions import Fraction

from .case import Case
from .factory import Item
from .plan import PlannedOrder
from .quantities import ZERO, lot_quantity, plain
from .structure import phantom_items
from .violation import Violation

KIND_OF_SUPPLY = {"make": "make", "buy": "buy", "subcontract": "subcontract"}


def check_kinds(case: Case) -> Iterator[Violation]:
    """Made items are made, bought ones bought, subcontracted ones subcontracted, from the best source."""
    for order in case.plan.planned_orders.values():
        item = case.factory.item(order.item)
        owned = order.structure == "order"
        if order.kind != KIND_OF_SUPPLY[item.supply] and not owned:
            yield Violation("order-kind", order.code, f"is {order.kind}, but {item.code} is {item.supply}")
        if order.structure not in ("master", "order"):
            yield Violation("order-kind", order.code, f"has the unknown structure {order.structure!r}")
        source = case.source(item.code) if order.kind != "make" else None
        if order.supplier != (source.supplier if source else ""):
            expected = source.supplier if source else "no supplier"
            yield Violation("order-supplier", order.code, f"names {order.supplier!r} where {expected} is the source")


def check_phantoms(case: Case) -> Iterator[Violation]:
    """What is only ever a phantom is never planned."""
    factory = case.factory
    direct = {line.component for lines in factory.bills.values() for line in lines if not line.phantom}
    for own in factory.own_bills.values():
        direct |= {line.component for lines in own.values() for line in lines if not line.phantom}
    direct |= {line.item for line in factory.lines.values()} | {item for item, _ in factory.forecast}
    direct |= {one.component for rows in factory.receipt_components.values() for one in rows}
    direct |= {item.code for item in factory.items.values() if item.safety_stock}
    never = phantom_items(factory) - direct
    for order in case.plan.planned_orders.values():
        if order.item in never:
            yield Violation("phantom-planned", order.code, f"plans the phantom {order.item}")


def check_lots(case: Case) -> Iterator[Violation]:
    """Every planned quantity is the smallest lot that covers what is pegged from it."""
    for order in case.plan.planned_orders.values():
        item = case.factory.item(order.item)
        pegged = [peg.quantity for peg in case.pegs_of_supply.get(("planned_order", order.code), ())]
        lots = {lot_quantity(sum(pegged, ZERO), *rule, item.decimals) for rule in _lot_rules(case, order, item)}
        if order.quantity not in lots:
            expected = " or ".join(plain(lot) for lot in sorted(lots))
            yield Violation("lot", order.code, f"is {plain(order.quantity)} where the lot rules ask {expected}")


def check_to_order(case: Case) -> Iterator[Violation]:
    """A to-order supply is sized for one requirement; others only take its surplus."""
    for order in case.plan.planned_orders.values():
        if not case.factory.is_to_order(order.item, order.line if order.structure == "order" else None):
            continue
        item = case.factory.item(order.item)
        rules = _lot_rules(case, order, item)
        pegs = case.pegs_of_supply.get(("planned_order", order.code), [])
        fits = any(order.quantity == lot_quantity(peg.quantity, *rule, item.decimals) for peg in pegs for rule in rules)
        if pegs and not fits:
            yield Violation("to-order-shared", order.code, f"of {order.item} is sized for more than one requirement")


def _lot_rules(case: Case, order: PlannedOrder, item: Item) -> list[tuple[Fraction, Fraction]]:
    rules = [(item.lot_minimum, item.lot_multiple)]
    source = case.source(item.code) if order.kind != "make" else None
    if source and (source.minimum is not None or source.multiple is not None):
        replaced = (source.minimum or ZERO, source.multiple or ZERO)
        kept = (
            item.lot_minimum if source.minimum is None else source.minimum,
            item.lot_multiple if source.multiple is None else source.multiple,
        )
        rules = [replaced, kept]
    if order.structure == "order":
        rules.append((ZERO, ZERO))
    return rules


def check_due(case: Case) -> Iterator[Violation]:
    """A planned order is due when the first of its demands needs it."""
    for order in case.plan.planned_orders.values():
        pegs = case.pegs_of_supply.get(("planned_order", order.code), ())
        needed = [peg.needed_at for peg in pegs if peg.needed_at is not None]
        if needed and order.due_at != min(needed):
            yield Violation(
                "due-at",
                order.code,
                f"is needed at {case.clock.text(min(needed))}, not at {case.clock.text(order.due_at)}",
            )


def check_dates(case: Case) -> Iterator[Violation]:
    """No order is released, started or finished before now or out of order; what is bought takes its lead time."""
    for order in case.plan.planned_orders.values():
        if order.release_at is None or order.finish_at is None:
            if not case.is_excused(order.code, order.item, order.line or "") and not _is_blocked(case, order):
                yield Violation(
                    "order-without-dates", order.code, f"of {order.item} has no dates and no problem says why"
                )
            continue
        steps = [case.factory.now, order.release_at, order.start_at or order.release_at, order.finish_at]
        if steps != sorted(steps):
            yield Violation("order-dates", order.code, "is released before now, or starts or ends out of order")
        if case.plan.infinite:
            continue
        if order.kind == "buy":
            yield from _check_bought(case, order, order.release_at, order.finish_at)
        elif order.kind == "subcontract" or not case.routing(order):
            yield from _check_by_lead_time(case, order, order.release_at, order.finish_at)


def _is_blocked(case: Case, order: PlannedOrder) -> bool:
    """Whether something this order waits for has no date either."""
    pegs = case.pegs_of_demand.get(("planned_order", order.code), [])
    steps = case.routing(order)
    placed = {operation.sequence for operation in case.operations_of.get(("planned_order", order.code), ())}
    centres = [step.work_centre for step in steps if step.sequence not in placed]
    skills = [step.skill for step in steps]
    calendars = [case.factory.centres[code].calendar for code in centres if code in case.factory.centres]
    return any(peg.available_at is None for peg in pegs) or case.is_excused(*centres, *skills, *calendars)


def _check_bought(case: Case, order: PlannedOrder, release_at: int, finish_at: int) -> Iterator[Violation]:
    yield from _check_lead_time(case, order, release_at, finish_at)
    clock = case.clock
    safety = case.factory.item(order.item).safety_lead_time_days
    due = order.due_at if order.due_at is not None else finish_at
    is_first_day = clock.day_of(release_at) == clock.day_of(case.factory.now)
    if clock.shifted(finish_at, safety) > due and not is_first_day:
        yield Violation(
            "bought-too-late",
            order.code,
            f"arrives {clock.text(finish_at)}; {safety} safe days before {clock.text(due)} were possible",
        )
    next_day = clock.day_end(clock.day_of(finish_at))
    if clock.shifted(next_day, safety) <= due:
        yield Violation(
            "bought-too-early",
            order.code,
            f"arrives {clock.text(finish_at)}, a day later would still be safe for {clock.text(due)}",
        )


def _check_by_lead_time(case: Case, order: PlannedOrder, release_at: int, finish_at: int) -> Iterator[Violation]:
    start = order.start_at if order.start_at is not None else release_at
    if order.kind == "subcontract":
        yield from _check_lead_time(case, order, release_at, finish_at)
    elif (case.clock.day_of(finish_at) - case.clock.day_of(start)).days != case.lead_time_days(order.item):
        yield Violation("lead-time", order.code, f"does not take its {case.lead_time_days(order.item)} days")
    for peg in case.pegs_of_demand.get(("planned_order", order.code), ()):
        if peg.available_at is not None and peg.available_at > start:
            yield Violation(
                "before-material", order.code, f"starts {case.clock.text(start)}, before {peg.item} is there"
            )


def _check_lead_time(case: Case, order: PlannedOrder, release_at: int, finish_at: int) -> Iterator[Violation]:
    days = case.lead_time_days(order.item)
    clock = case.clock
    arrival = max(release_at, clock.shifted(clock.day_start(clock.day_of(release_at)), days))
    if finish_at != arrival and not (days == 0 and clock.day_of(finish_at) == clock.day_of(release_at)):
        yield Violation(
            "lead-time",
            order.code,
            f"released {clock.text(release_at)} it is there {clock.text(arrival)}, not {clock.text(finish_at)}",
        )
