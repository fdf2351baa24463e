"""No supply is pegged beyond what it holds, and each peg says rightly when it is there.

Where the contract is silent: what is there already may carry any instant up to now.
"""

from collections.abc import Iterator
from fractions import Fraction

from .case import Case
from .factory import Receipt, Step
from .plan import Peg
from .quantities import ZERO, plain
from .violation import Violation


def check_quantities(case: Case) -> Iterator[Violation]:
    """Stock, receipts and planned orders give no more than their quantity, of their own item."""
    for (kind, supply), pegs in case.pegs_of_supply.items():
        held = _held(case, kind, supply)
        if held is None:
            yield Violation("unknown-supply", supply, f"is no {kind} of this plan, yet {pegs[0].demand} takes from it")
            continue
        item, quantity = held
        taken = sum((peg.quantity for peg in pegs), ZERO)
        if taken > quantity:
            yield Violation("pegged-beyond-supply", supply, f"holds {plain(quantity)} but gives {plain(taken)}")
        for peg in pegs:
            if peg.item != item:
                yield Violation("peg-of-another-item", supply, f"is {item} but is pegged as {peg.item}")
            if peg.quantity <= 0:
                yield Violation("empty-peg", supply, f"gives {plain(peg.quantity)} to {peg.demand}")
    for code, order in case.plan.planned_orders.items():
        if ("planned_order", code) not in case.pegs_of_supply:
            yield Violation("order-for-nothing", code, f"of {order.item} serves no demand")


def _held(case: Case, kind: str, supply: str) -> tuple[str, Fraction] | None:
    if kind == "stock" and supply in case.factory.stock:
        stock = case.factory.stock[supply]
        return stock.item, stock.quantity
    if kind == "receipt" and supply in case.factory.receipts:
        receipt = case.factory.receipts[supply]
        return receipt.item, receipt.quantity
    if kind == "planned_order" and supply in case.plan.planned_orders:
        order = case.plan.planned_orders[supply]
        return order.item, order.quantity
    return None


def available_at(case: Case, kind: str, supply: str) -> tuple[bool, int | None]:
    """Whether the rules settle when a supply is usable, and when that is."""
    now = case.factory.now
    if kind == "stock" and supply in case.factory.stock:
        day = case.factory.stock[supply].available_on
        return True, now if day is None else max(now, case.clock.day_start(day))
    if kind == "receipt" and supply in case.factory.receipts:
        return _receipt_available_at(case, case.factory.receipts[supply])
    if kind == "planned_order" and supply in case.plan.planned_orders:
        return True, case.plan.planned_orders[supply].finish_at
    return False, None


def _receipt_available_at(case: Case, receipt: Receipt) -> tuple[bool, int | None]:
    due = max(case.factory.now, case.clock.day_start(receipt.due_on))
    rows = case.factory.work_in_progress.get(receipt.code, [])
    if not rows or case.plan.infinite:
        return not rows, due
    placed = case.operations_of.get(("receipt", receipt.code), [])
    sequences = {operation.sequence for operation in placed}
    if any(row.sequence not in sequences for row in rows):
        return False, None  # a problem says why; the rule for it is elsewhere
    last = placed[-1]
    wait = next((step.wait_minutes for step in receipt_routing(case, receipt) if step.sequence == last.sequence), 0)
    return True, last.end_at + wait


def receipt_routing(case: Case, receipt: Receipt) -> list[Step]:
    """The routing of a work order: the line's own where it is reserved for a line that has one."""
    line = f"{receipt.reserved_order}/{receipt.reserved_line}" if receipt.reserved_line else None
    return case.factory.routing(receipt.item, line)


def check_availability(case: Case) -> Iterator[Violation]:
    """Each peg is available when its supply is."""
    known: dict[tuple[str, str], tuple[bool, int | None]] = {}
    for peg in case.plan.pegs:
        key = peg.supply_kind, peg.supply
        if key not in known:
            known[key] = available_at(case, *key)
        settled, expected = known[key]
        if settled and not _agrees(case, peg, expected):
            yield Violation(
                "available-at",
                peg.supply,
                f"is there at {case.clock.text(expected)}, not at {case.clock.text(peg.available_at)} "
                f"as its peg to {peg.demand} says",
            )


def _agrees(case: Case, peg: Peg, expected: int | None) -> bool:
    if peg.available_at == expected:
        return True
    if expected is None or peg.available_at is None:
        return False
    return expected <= case.factory.now and peg.available_at <= case.factory.now


def check_free_supply_first(case: Case) -> Iterator[Violation]:
    """No new order is planned while unreserved stock that is there, or a receipt, lies unused."""
    ordered = {order.item for order in case.plan.planned_orders.values() if order.structure != "order"}
    for key, stock in case.factory.stock.items():
        is_there = stock.available_on is None or case.clock.day_start(stock.available_on) <= case.factory.now
        if is_there and not stock.reserved_order and stock.item in ordered:
            yield from _left_over(case, "stock", key, stock.quantity)
    for code, receipt in case.factory.receipts.items():
        if not receipt.reserved_order and receipt.item in ordered:
            yield from _left_over(case, "receipt", code, receipt.quantity)


def _left_over(case: Case, kind: str, supply: str, quantity: Fraction) -> Iterator[Violation]:
    left = quantity - sum((peg.quantity for peg in case.pegs_of_supply.get((kind, supply), ())), ZERO)
    if left > 0 and not case.is_excused(supply):
        yield Violation("supply-left-over", supply, f"still holds {plain(left)} while the item is ordered anew")
