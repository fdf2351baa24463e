"""What comes too late is said: past due receipts, late receipts, components after their need.

Where the contract is silent: a planned order that is too late for an order line is told by the promise of the line; for
any other demand a message about the supply, the demand or the line will do. An order that could not be placed needs
nothing by any date. What is late for another work order may be told there.
"""

from collections.abc import Iterator

from .case import Case
from .plan import Peg
from .violation import Violation

KINDS = {"release", "expedite", "defer", "cancel", "increase", "decrease", "past_due", "short"}


def check_messages(case: Case) -> Iterator[Violation]:
    """Messages are of a known kind and name order lines that exist."""
    for message in case.plan.messages:
        if message.message not in KINDS:
            yield Violation("message-kind", message.subject, f"has the unknown message {message.message!r}")
        for order in message.orders:
            if order not in case.planned_lines:
                yield Violation("message-orders", message.subject, f"names {order}, which is no planned line")


def check_past_due(case: Case) -> Iterator[Violation]:
    """A receipt due before today is reported past due."""
    today = case.clock.day_of(case.factory.now)
    for code, receipt in case.factory.receipts.items():
        if receipt.due_on < today and not any(one.message == "past_due" for one in case.messages_on.get(code, ())):
            yield Violation("past-due", code, f"was due {receipt.due_on} and nothing says so")


def check_late(case: Case) -> Iterator[Violation]:
    """Whatever is there later than it is needed has a message; a late receipt is to be expedited."""
    for peg in case.plan.pegs:
        if peg.available_at is None or peg.needed_at is None or peg.available_at <= peg.needed_at:
            continue
        said = {message.message for message in case.messages_on.get(peg.supply, ())}
        when = f"is there {case.clock.text(peg.available_at)}, needed by {peg.demand} {case.clock.text(peg.needed_at)}"
        if peg.supply_kind == "receipt" and peg.demand_kind != "receipt":
            if "expedite" not in said:
                yield Violation("late-without-expedite", peg.supply, when)
            continue
        is_told = peg.demand_kind == "order_line" or case.is_told(peg.supply, peg.demand, peg.item)
        if not is_told and not _has_no_dates(case, peg):
            yield Violation("late-without-message", peg.supply, when)


def _has_no_dates(case: Case, peg: Peg) -> bool:
    order = case.plan.planned_orders.get(peg.demand) if peg.demand_kind == "planned_order" else None
    return order is not None and order.finish_at is None
