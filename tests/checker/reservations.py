"""What is reserved serves only its line or order; what a line owns takes nothing else.

Pegs are followed up to the order lines they serve in the end. Where the contract is silent: a reservation for an order
that is not planned is not judged.
"""

from collections.abc import Iterator

from .case import Case
from .factory import Receipt, Stock
from .plan import Peg
from .violation import Violation


def check_reserved(case: Case) -> Iterator[Violation]:
    """Reserved stock and receipts serve only their line, at any level of it."""
    reserved: list[tuple[str, str, Stock | Receipt]] = [("stock", key, one) for key, one in case.factory.stock.items()]
    reserved += [("receipt", code, one) for code, one in case.factory.receipts.items()]
    for kind, key, supply in reserved:
        if not supply.reserved_order:
            continue
        allowed = case.reserved_for(supply)
        if not allowed & case.planned_lines.keys():
            continue
        for peg in case.pegs_of_supply.get((kind, key), ()):
            served = case.served(peg.demand_kind, peg.demand)
            if not any(lines and lines <= allowed for lines in served):
                whose = "/".join(part for part in (supply.reserved_order, supply.reserved_line) if part)
                yield Violation("reserved", key, f"is reserved for {whose} but serves {peg.demand}")


def check_owned(case: Case) -> Iterator[Violation]:
    """An item with a structure of the line's own takes only what is reserved for the line, and serves only it."""
    for peg in case.plan.pegs:
        if peg.demand_kind == "receipt":
            continue
        contexts = case.demand_contexts(peg.demand_kind, peg.demand)
        owners = {line for line in contexts if case.factory.owns(line, peg.item)}
        if owners and owners == contexts:
            yield from _check_owned_peg(case, peg, owners)
        elif not owners:
            order = case.plan.planned_orders.get(peg.supply)
            if peg.supply_kind == "planned_order" and order is not None and order.structure == "order":
                yield Violation(
                    "owned-elsewhere", order.code, f"follows {order.line}'s structure but serves {peg.demand}"
                )


def _check_owned_peg(case: Case, peg: Peg, owners: set[str | None]) -> Iterator[Violation]:
    if peg.supply_kind == "planned_order":
        order = case.plan.planned_orders.get(peg.supply)
        if order is not None and (order.structure != "order" or order.line not in owners):
            yield Violation("owned-structure", order.code, f"of {peg.item} does not follow the structure its line owns")
        return
    supply = case.factory.stock.get(peg.supply) if peg.supply_kind == "stock" else case.factory.receipts.get(peg.supply)
    if supply is not None and not any(line in case.reserved_for(supply) for line in owners if supply.reserved_order):
        yield Violation(
            "owned-takes-free", peg.supply, f"is not reserved, yet serves {peg.demand}, which owns {peg.item}"
        )
