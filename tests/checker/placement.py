"""Every operation is placed once, in its sequence, after its waits and its material, for its quantity.

Where the contract is silent: a bill line that names a sequence the routing does not have is needed before the order
ends; a component of several operations is needed by the last of them; a remaining quantity of zero may have no row.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from .case import Case
from .factory import Progress, Receipt, Step
from .plan import Operation, PlannedOrder
from .quantities import plain, start_quantity
from .supplies import receipt_routing
from .violation import Violation

NEVER = 1 << 60
BOUND_BY = {"material", "predecessor", "work_unit", "people", "calendar", "frozen", "now"}


def check_made(case: Case) -> Iterator[Violation]:
    """The operations of every planned make order."""
    for order in case.plan.planned_orders.values():
        if order.kind != "make":
            continue
        item = case.factory.item(order.item)
        placed = case.operations_of.get(("planned_order", order.code), [])
        steps = case.routing(order)
        started = start_quantity(order.quantity, item.scrap_ratio, item.decimals)
        quantities = {step.sequence: started for step in steps}
        yield from _check_rows(case, order.code, steps, placed, quantities)
        yield from _check_sequence(case, steps, placed)
        if placed and len(placed) == len(steps):
            yield from _check_span(case, order, steps, placed)
        yield from _check_material(case, order, steps, placed)


def check_in_progress(case: Case) -> Iterator[Violation]:
    """The operations of every work order that are still to run."""
    for code, rows in case.factory.work_in_progress.items():
        receipt = case.factory.receipts[code]
        placed = case.operations_of.get(("receipt", code), [])
        left = {row.sequence for row in rows}
        steps = [step for step in receipt_routing(case, receipt) if step.sequence in left]
        quantities = {row.sequence: row.remaining_quantity for row in rows}
        idle = {row.sequence for row in rows if not row.remaining_quantity}
        present = {operation.sequence for operation in placed}
        expected = [step for step in steps if step.sequence not in idle - present]
        yield from _check_rows(case, code, expected, placed, quantities, item=receipt.item)
        started = {row.sequence for row in rows if row.is_started}
        yield from _check_sequence(case, steps, [one for one in placed if one.sequence not in started])
        yield from _check_issued(case, receipt, rows, placed)


def check_reasons(case: Case) -> Iterator[Violation]:
    """Every placed operation says with one of the format's words what held it back."""
    for operation in case.plan.operations:
        if operation.bound_by not in BOUND_BY:
            yield Violation("bound-by", operation.name, f"is bound by {operation.bound_by!r}, which is no reason")


def check_operations_known(case: Case) -> Iterator[Violation]:
    """No operation belongs to a supply that has none."""
    for (kind, supply), operations in case.operations_of.items():
        if kind == "planned_order":
            order = case.plan.planned_orders.get(supply)
            known = order is not None and order.kind == "make"
        else:
            known = kind == "receipt" and supply in case.factory.work_in_progress
        if not known:
            yield Violation("unknown-operation", operations[0].name, f"belongs to no supply that is made ({kind})")


def _check_rows(
    case: Case,
    supply: str,
    steps: list[Step],
    placed: list[Operation],
    quantities: dict[int, Fraction],
    *,
    item: str = "",
) -> Iterator[Violation]:
    sequences = [operation.sequence for operation in placed]
    for sequence in sorted({one for one in sequences if sequences.count(one) > 1}):
        yield Violation("operation-twice", f"{supply} {sequence}", "is placed more than once")
    expected = {step.sequence: step for step in steps}
    for operation in placed:
        step = expected.get(operation.sequence)
        if step is None:
            yield Violation("unknown-operation", operation.name, f"is no operation of {operation.item}")
        elif operation.quantity != quantities[operation.sequence]:
            wanted = plain(quantities[operation.sequence])
            yield Violation("started-quantity", operation.name, f"starts {plain(operation.quantity)}, not {wanted}")
    for sequence, step in expected.items():
        if sequence not in sequences and not _is_named(case, supply, item or step.item, step):
            yield Violation("operation-missing", f"{supply} {sequence}", "is not placed and no problem says why")


def _is_named(case: Case, supply: str, item: str, step: Step) -> bool:
    centre = case.factory.centres[step.work_centre]
    units = [unit for unit in case.factory.units.values() if unit.work_centre == centre.code]
    names = [supply, item, centre.code, centre.calendar, step.skill, *(unit.code for unit in units)]
    names += [unit.calendar for unit in units]
    kind = "planned_order" if supply in case.plan.planned_orders else "receipt"
    pegs = case.pegs_of_demand.get((kind, supply), ())
    return case.is_excused(*names) or any(peg.available_at is None for peg in pegs)


def _check_sequence(case: Case, steps: list[Step], placed: list[Operation]) -> Iterator[Violation]:
    waits = {step.sequence: step.wait_minutes for step in steps}
    for before, after in pairwise(placed):
        ready = before.end_at + waits.get(before.sequence, 0)
        if after.start_at < ready:
            yield Violation(
                "before-predecessor",
                after.name,
                f"starts {case.clock.text(after.start_at)} before {before.sequence} is through at "
                f"{case.clock.text(ready)}",
            )


def _check_span(case: Case, order: PlannedOrder, steps: list[Step], placed: list[Operation]) -> Iterator[Violation]:
    if order.start_at != placed[0].start_at:
        yield Violation("order-span", order.code, f"starts {case.clock.text(order.start_at)}, its first operation not")
    finish = placed[-1].end_at + steps[-1].wait_minutes
    if order.finish_at != finish:
        yield Violation(
            "order-span", order.code, f"ends {case.clock.text(order.finish_at)}, its work at {case.clock.text(finish)}"
        )


def _check_material(case: Case, order: PlannedOrder, steps: list[Step], placed: list[Operation]) -> Iterator[Violation]:
    if not placed or not steps:
        return
    start = {operation.sequence: operation.start_at for operation in placed}
    by_name = {step.sequence for step in steps}
    end = NEVER if order.finish_at is None else order.finish_at
    last_use: dict[str, int] = {}
    for need in case.settled_needs(order):
        sequence = steps[0].sequence if need.sequence is None else need.sequence
        used = start.get(sequence, NEVER if sequence in by_name else end)
        last_use[need.component] = max(last_use.get(need.component, used), used)
    yield from _check_used(case, "planned_order", order.code, last_use)


def _check_issued(case: Case, receipt: Receipt, rows: list[Progress], placed: list[Operation]) -> Iterator[Violation]:
    started = {row.sequence for row in rows if row.is_started}
    start = {operation.sequence: operation.start_at for operation in placed if operation.sequence not in started}
    routing = receipt_routing(case, receipt)
    last_use: dict[str, int] = {}
    for one in case.factory.receipt_components.get(receipt.code, ()):
        sequence = one.sequence if one.sequence is not None else routing[0].sequence if routing else None
        used = start.get(sequence, NEVER) if sequence is not None else NEVER
        last_use[one.component] = max(last_use.get(one.component, used), used)
    yield from _check_used(case, "receipt", receipt.code, last_use)


def _check_used(case: Case, kind: str, code: str, last_use: dict[str, int]) -> Iterator[Violation]:
    for peg in case.pegs_of_demand.get((kind, code), ()):
        used = last_use.get(peg.item)
        if used is not None and peg.available_at is not None and peg.available_at > used:
            yield Violation(
                "before-material",
                code,
                f"uses {peg.item} at {case.clock.text(used)}, which is there at {case.clock.text(peg.available_at)}",
            )
