"""An inquiry — when could you deliver this? — and the answer to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import numpy as np

from pegboard.engine.core.columns import NOT_GIVEN, IntArray, Table, ints, texts
from pegboard.engine.core.problems import Problem
from pegboard.engine.plan import Pegs, PlacedOperations, PlannedOrders, Promises, PromiseStack
from pegboard.engine.plan.operations import OperationColumns
from pegboard.engine.snapshot import BomLines, Items, OrderLines, RoutingOperations, Snapshot

Rows = TypeVar("Rows", bound=Table)


@dataclass(frozen=True)
class Inquiry:
    """One more order line that somebody asks for; nothing is held for it.

    Parameters
    ----------
    item
        Row of Items.
    quantity
        Quanta.
    requested_on
        The day it is wanted, NOT_GIVEN: as soon as possible.
    boms, routings
        A structure of its own: rows sorted by parent or item, whatever order line they name.
    new_items
        Items that exist only in that structure; their rows follow those of the snapshot.
    """

    item: int
    quantity: int
    requested_on: int = NOT_GIVEN
    priority: int = 3
    boms: BomLines | None = None
    routings: RoutingOperations | None = None
    new_items: Items | None = None
    order: str = "INQUIRY"
    line: str = "1"

    @property
    def owns_structure(self) -> bool:
        """Say whether anything about it differs from the masters."""
        return self.boms is not None or self.routings is not None


@dataclass(frozen=True)
class Answer:
    """When an inquiry could be delivered, and how.

    Its tables go on where those of the plan end: its first planned order is row `orders_from`, its order line row
    `order_line`; `snapshot` has that line as its last. Placed operations named as subjects in it count from 0.
    """

    inquiry: Inquiry
    facts: Snapshot  # those of the plan
    order_line: int
    orders_from: int
    promises: Promises  # one row
    stack: PromiseStack
    operations: OperationColumns  # what placed_operations.operation counts in
    planned_orders: PlannedOrders
    pegs: Pegs
    placed_operations: PlacedOperations
    people: IntArray
    problems: tuple[Problem, ...]

    @cached_property
    def snapshot(self) -> Snapshot:
        """Return the facts in which the inquiry is the last order line."""
        return with_line(self.facts, self.inquiry)

    @property
    def finish_at(self) -> int:
        """Return when all of it is there, NOT_GIVEN if it cannot be."""
        return int(self.promises.finish_at[0])

    @property
    def promise_on(self) -> int:
        """Return the day that can be promised, NOT_GIVEN if none can."""
        return int(self.promises.promise_on[0])

    @property
    def slack_days(self) -> int:
        """Return the requested day less the promised one, NOT_GIVEN where either is open."""
        return int(self.promises.slack_days[0])


def with_line(snapshot: Snapshot, inquiry: Inquiry) -> Snapshot:
    """Return the snapshot in which the inquiry is the last order line."""
    items = snapshot.items if inquiry.new_items is None else joined(snapshot.items, inquiry.new_items)
    return replace(snapshot, items=items, order_lines=joined(snapshot.order_lines, line_of(inquiry)))


def joined(table: Rows, more: Rows) -> Rows:
    """Return a table with more rows at its end."""
    other = more.columns()
    return replace(table, **{name: np.concatenate((column, other[name])) for name, column in table.columns().items()})


def line_of(inquiry: Inquiry) -> OrderLines:
    """Return the inquiry as the one line of an order."""
    empty = ints([NOT_GIVEN])
    return OrderLines(
        order=texts([inquiry.order]),
        line=texts([inquiry.line]),
        customer=texts([""]),
        item=ints([inquiry.item]),
        quantity=ints([inquiry.quantity]),
        requested_on=ints([inquiry.requested_on]),
        promised_on=empty,
        priority=ints([inquiry.priority]),
        entered_at=empty,
        price_micro=empty,
        status=ints([0]),
        hold_until=empty,
    )
