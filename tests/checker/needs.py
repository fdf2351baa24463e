"""When things are needed: order lines at the end of their day, components when their operation starts.

Where the contract is silent: a component that several operations consume may be needed by any of them; the needs of
safety stock and of work orders whose operation is not named are not judged.
"""

from collections.abc import Iterator

from .case import Case
from .plan import PlannedOrder
from .violation import Violation


def check_line_needs(case: Case) -> Iterator[Violation]:
    """An order line needs its quantity at the end of its wanted day; what is past is needed now."""
    now = case.factory.now
    for peg in case.plan.pegs:
        line = case.planned_lines.get(peg.demand) if peg.demand_kind == "order_line" else None
        if line is None:
            continue
        end = case.clock.day_end(line.wanted_on)
        if peg.needed_at not in {end, max(end, now)}:
            yield Violation(
                "needed-at",
                peg.demand,
                f"is wanted by {case.clock.text(end)}, its peg says {case.clock.text(peg.needed_at)}",
            )


def check_component_needs(case: Case) -> Iterator[Violation]:
    """A component is needed when the operation that consumes it starts, or its order is released."""
    for order in case.plan.planned_orders.values():
        if order.kind == "buy" or order.release_at is None:
            continue
        starts = _starts(case, order)
        for peg in case.pegs_of_demand.get(("planned_order", order.code), ()):
            lawful = starts.get(peg.item, set())
            if lawful and peg.needed_at not in lawful:
                expected = " or ".join(case.clock.text(one) for one in sorted(lawful))
                yield Violation(
                    "needed-at",
                    order.code,
                    f"needs {peg.item} at {expected}, its peg says {case.clock.text(peg.needed_at)}",
                )


def check_issue_needs(case: Case) -> Iterator[Violation]:
    """What a work order has still to be issued is needed when its operation starts."""
    for code, components in case.factory.receipt_components.items():
        starts = {one.sequence: one.start_at for one in case.operations_of.get(("receipt", code), ())}
        lawful: dict[str, set[int | None]] = {}
        for one in components:
            lawful.setdefault(one.component, set()).add(starts.get(one.sequence) if one.sequence is not None else None)
        for peg in case.pegs_of_demand.get(("receipt", code), ()):
            needed = lawful.get(peg.item, {None})
            if None not in needed and peg.needed_at not in needed:
                yield Violation("needed-at", code, f"does not need {peg.item} at {case.clock.text(peg.needed_at)}")


def _starts(case: Case, order: PlannedOrder) -> dict[str, set[int]]:
    """The instants each component of an order may be needed; none where an operation is not placed."""
    operations = {one.sequence: one.start_at for one in case.operations_of.get(("planned_order", order.code), ())}
    steps = case.routing(order) if order.kind == "make" else []
    begin = {one for one in (order.release_at, order.start_at) if one is not None}
    starts: dict[str, set[int]] = {}
    for need in case.settled_needs(order):
        if not steps:
            starts.setdefault(need.component, set()).update(begin)
            continue
        sequence = steps[0].sequence if need.sequence is None else need.sequence
        if sequence not in operations:
            starts[need.component] = set()
            return starts
        starts.setdefault(need.component, set()).add(operations[sequence])
    return starts
