"""What moved between two plans, by how much and why, the most important first.

The plans may be of different snapshots, so things are matched by their codes, which tell what they are for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple, TypeVar

from pegboard.engine.plan.vocabulary import BOUND_WORDS, BY_NOW

LATER: Final = "later"
EARLIER: Final = "earlier"
NEW: Final = "new"
GONE: Final = "gone"
CHANGED: Final = "changed"
UNPLANNED: Final = "unplanned"
AGAIN: Final = "again"
HOW_WORDS: Final = (UNPLANNED, GONE, LATER, CHANGED, NEW, EARLIER, AGAIN)
"""How something differs, the worst first."""

PROMISE: Final = "promise"
PLANNED_ORDER: Final = "planned_order"
OPERATION: Final = "operation"
WHAT_WORDS: Final = (PROMISE, PLANNED_ORDER, OPERATION)


class Moment(NamedTuple):
    """A day or an instant as its folder writes it, and as a minute that both plans count alike."""

    minute: int
    text: str


@dataclass(frozen=True)
class OutlinedLine:
    """One order line of a plan; no promise where it could not be planned."""

    item: str
    quantity: str
    promise_on: Moment | None
    reason: str


@dataclass(frozen=True)
class OutlinedOrder:
    """One planned order of a plan."""

    item: str
    quantity: str
    finish_at: Moment | None
    supplier: str


@dataclass(frozen=True)
class OutlinedOperation:
    """One placed operation of a plan."""

    item: str
    operation: str
    work_unit: str
    start_at: Moment | None
    bound_by: str
    bound_by_what: str


@dataclass(frozen=True)
class PlanOutline:
    """What of a plan is compared, by code."""

    lines: Mapping[str, OutlinedLine]
    planned_orders: Mapping[str, OutlinedOrder]
    operations: Mapping[str, OutlinedOperation]


@dataclass(frozen=True)
class Change:
    """One thing that is not in both plans alike.

    `before` and `after` are the promised days, the finishes of a planned order or the starts of an operation, and
    `moved_minutes` how much later (or, below 0, earlier) the second one is; `details` holds what else changed, by name.
    """

    what: str
    how: str
    subject: str
    item: str
    moved_minutes: int = 0
    before: str = ""
    after: str = ""
    details: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    why: str = ""


AnyOutlined = TypeVar("AnyOutlined", OutlinedLine, OutlinedOrder, OutlinedOperation)


def difference(before: PlanOutline, after: PlanOutline) -> list[Change]:
    """Return the changes from one plan to another: promises, then planned orders, then operations."""
    changes = [
        *_compared(before.lines, after.lines, _line_change),
        *_compared(before.planned_orders, after.planned_orders, _order_change),
        *_compared(before.operations, after.operations, _operation_change),
    ]
    return sorted(changes, key=_importance)


def counts(changes: list[Change]) -> dict[str, dict[str, int]]:
    """Return how many promises, planned orders and operations changed in which way."""
    found = Counter((change.what, change.how) for change in changes)
    return {what: {how: found[what, how] for how in HOW_WORDS if found[what, how]} for what in WHAT_WORDS}


def _importance(change: Change) -> tuple[int, int, int, str]:
    return (
        WHAT_WORDS.index(change.what),
        HOW_WORDS.index(change.how),
        -abs(change.moved_minutes),
        change.subject,
    )


def _compared(
    before: Mapping[str, AnyOutlined],
    after: Mapping[str, AnyOutlined],
    change: Callable[[str, AnyOutlined | None, AnyOutlined | None], Change | None],
) -> Iterator[Change]:
    for code in (*before, *(code for code in after if code not in before)):
        old, new = before.get(code), after.get(code)
        if old == new:
            continue
        found = change(code, old, new)
        if found is not None:
            yield found


def _line_change(code: str, old: OutlinedLine | None, new: OutlinedLine | None) -> Change | None:
    if old is None or new is None:
        return _one_sided(PROMISE, code, old, new, lambda line: line.promise_on, new.reason if new else "")
    details = _details({"item": (old.item, new.item), "quantity": (old.quantity, new.quantity)})
    return _two_sided(
        Change(PROMISE, "", code, new.item, details=details, why=new.reason), old.promise_on, new.promise_on
    )


def _order_change(code: str, old: OutlinedOrder | None, new: OutlinedOrder | None) -> Change | None:
    if old is None or new is None:
        return _one_sided(PLANNED_ORDER, code, old, new, lambda order: order.finish_at)
    details = _details({"quantity": (old.quantity, new.quantity), "supplier": (old.supplier, new.supplier)})
    return _two_sided(Change(PLANNED_ORDER, "", code, new.item, details=details), old.finish_at, new.finish_at)


def _operation_change(code: str, old: OutlinedOperation | None, new: OutlinedOperation | None) -> Change | None:
    why = _held_by(new) if new else ""
    if old is None or new is None:
        return _one_sided(OPERATION, code, old, new, lambda operation: operation.start_at, why)
    details = _details({"work_unit": (old.work_unit, new.work_unit)})
    return _two_sided(Change(OPERATION, "", code, new.item, details=details, why=why), old.start_at, new.start_at)


def _held_by(operation: OutlinedOperation) -> str:
    if operation.bound_by == BOUND_WORDS[BY_NOW]:
        return ""
    what = f" {operation.bound_by_what}" if operation.bound_by_what else ""
    return f"held by {operation.bound_by.replace('_', ' ')}{what}."


def _one_sided(
    what: str,
    code: str,
    old: AnyOutlined | None,
    new: AnyOutlined | None,
    moment: Callable[[AnyOutlined], Moment | None],
    why: str = "",
) -> Change | None:
    """Return the change of a thing that is in one plan only."""
    if new is not None:
        return Change(what, NEW, code, new.item, after=_text(moment(new)), why=why)
    if old is not None:
        return Change(what, GONE, code, old.item, before=_text(moment(old)))
    return None


def _two_sided(change: Change, old: Moment | None, new: Moment | None) -> Change | None:
    """Return the change of a thing that is in both plans; None where nothing changed."""
    moved = new.minute - old.minute if old and new else 0
    if old and not new:
        how = UNPLANNED
    elif new and not old:
        how = AGAIN
    elif moved:
        how = LATER if moved > 0 else EARLIER
    elif change.details:
        how = CHANGED
    else:
        return None
    return replace(change, how=how, moved_minutes=moved, before=_text(old), after=_text(new))


def _text(moment: Moment | None) -> str:
    return moment.text if moment else ""


def _details(pairs: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
