"""Every demand is pegged in full or excused, and nothing is pegged to a demand that is not there.

Where the contract is silent: safety stock and forecast are compared by item (and by week's end for forecast), and a
firm planned order without rows in `receipt_components.csv` may peg components or not. A forecast for a to-order item,
which is a problem, may be left alone.
"""

from collections import defaultdict
from collections.abc import Container, Iterator
from datetime import timedelta
from fractions import Fraction

from .case import Case
from .clock import week_of
from .plan import Peg, PlannedOrder
from .quantities import ZERO, plain
from .structure import Need
from .violation import Violation

Amounts = dict[str, Fraction]


def check_order_lines(case: Case) -> Iterator[Violation]:
    """Every planned line is pegged with its own item, in full."""
    for code, line in case.planned_lines.items():
        yield from _compare(case, "order_line", code, {line.item: line.quantity})


def check_components(case: Case) -> Iterator[Violation]:
    """Every component of every planned order is pegged in full, by bill line, scrap and fixed quantity."""
    for order in case.plan.planned_orders.values():
        if order.kind == "buy":
            yield from _compare(case, "planned_order", order.code, {})
        else:
            yield from _check_order(case, order)


def _check_order(case: Case, order: PlannedOrder) -> Iterator[Violation]:
    readings = case.readings(order)
    pegged = _by_item(case.pegs_of_demand.get(("planned_order", order.code), ()))
    for reading in readings:
        if _summed(case.needs(order, reading)) == pegged:
            case.settle(order, reading)
            return
    yield from _compare(case, "planned_order", order.code, _summed(case.needs(order, readings[0])))


def check_receipts(case: Case) -> Iterator[Violation]:
    """Every component a work order has still to be issued is pegged in full."""
    for code, receipt in case.factory.receipts.items():
        components = case.factory.receipt_components.get(code)
        if components is None and receipt.kind == "firm_planned_order":
            continue
        wanted: Amounts = defaultdict(Fraction)
        for one in components or ():
            if one.remaining_quantity:
                wanted[one.component] += one.remaining_quantity
        yield from _compare(case, "receipt", code, wanted)


def check_safety_stock(case: Case) -> Iterator[Violation]:
    """Every safety stock is one more demand."""
    pegged: Amounts = defaultdict(Fraction)
    for peg in case.plan.pegs:
        if peg.demand_kind == "safety_stock":
            pegged[peg.item] += peg.quantity
    for code in sorted({*pegged, *case.factory.items}):
        yield from _differ(case, "safety_stock", code, code, case.factory.item(code).safety_stock, pegged[code])


def check_forecast(case: Case) -> Iterator[Violation]:
    """Forecast that lines have not used up is demand at the end of its week; past weeks count nothing."""
    clock, factory = case.clock, case.factory
    used: dict[tuple[str, object], Fraction] = defaultdict(Fraction)
    for line in case.planned_lines.values():
        used[line.item, week_of(line.wanted_on)] += line.quantity
    wanted: dict[tuple[str, int], Fraction] = {}
    for (item, week), quantity in factory.forecast.items():
        end = clock.day_start(week + timedelta(days=7))
        if end > factory.now:
            wanted[item, end] = max(ZERO, quantity - used[item, week])
    pegged: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
    for peg in case.plan.pegs:
        if peg.demand_kind == "forecast":
            pegged[peg.item, peg.needed_at or 0] += peg.quantity
    for item, end in sorted({*wanted, *pegged}):
        if not factory.item(item).is_pooled and case.is_excused(item) and not pegged[item, end]:
            continue
        subject = f"{item} week to {clock.text(end)}"
        yield from _differ(case, "forecast", subject, item, wanted.get((item, end), ZERO), pegged[item, end])


def check_demands_known(case: Case) -> Iterator[Violation]:
    """Nothing is pegged to a demand the factory does not have."""
    known: dict[str, Container[str]] = {
        "order_line": case.planned_lines,
        "planned_order": case.plan.planned_orders,
        "receipt": case.factory.receipts,
    }
    for (kind, demand), pegs in case.pegs_of_demand.items():
        if kind in known and demand not in known[kind]:
            yield Violation("unknown-demand", demand, f"is no planned {kind}, yet {pegs[0].supply} is pegged to it")
        elif kind not in known and kind not in ("safety_stock", "forecast"):
            yield Violation("unknown-demand", demand, f"has the unknown kind {kind!r}")


def _summed(needs: list[Need]) -> Amounts:
    amounts: Amounts = defaultdict(Fraction)
    for need in needs:
        amounts[need.component] += need.quantity
    return amounts


def _by_item(pegs: "tuple[Peg, ...] | list[Peg]") -> Amounts:
    amounts: Amounts = defaultdict(Fraction)
    for peg in pegs:
        amounts[peg.item] += peg.quantity
    return amounts


def _compare(case: Case, kind: str, demand: str, wanted: Amounts) -> Iterator[Violation]:
    pegged = _by_item(case.pegs_of_demand.get((kind, demand), ()))
    if pegged == wanted:
        return
    order = case.plan.planned_orders.get(demand)
    if order is not None and case.is_impossible(order.item):
        wanted = {item: min(quantity, pegged.get(item, ZERO)) for item, quantity in wanted.items()}
    for item in sorted({*wanted, *pegged}):
        yield from _differ(case, kind, demand, item, wanted.get(item, ZERO), pegged.get(item, ZERO))


def _differ(case: Case, kind: str, demand: str, item: str, wanted: Fraction, pegged: Fraction) -> Iterator[Violation]:
    if pegged > wanted:
        yield Violation(
            "pegged-beyond-demand", demand, f"needs {plain(wanted)} of {item} but is pegged {plain(pegged)} ({kind})"
        )
    if pegged < wanted and not (case.is_impossible(demand, item) or case.is_short(demand, item)):
        yield Violation(
            "demand-not-pegged", demand, f"needs {plain(wanted)} of {item} but is pegged {plain(pegged)} ({kind})"
        )
