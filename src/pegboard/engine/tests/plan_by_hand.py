"""Plans written by hand: name the rows that matter, all else is empty."""

from __future__ import annotations

from pegboard.engine.bom import structures
from pegboard.engine.core.columns import ints
from pegboard.engine.plan import (
    Costs,
    Load,
    Messages,
    Pegs,
    PlacedOperations,
    Plan,
    PlannedOrders,
    PlanParams,
    Promises,
    PromiseStack,
)
from pegboard.engine.snapshot import Snapshot
from pegboard.engine.tests.facts_by_hand import Row, table


def empty_plan(snapshot: Snapshot) -> Plan:
    """Return a plan that holds nothing."""
    return Plan(
        digest=snapshot.digest(),
        params=PlanParams(),
        operations=structures(snapshot).operations,
        planned_orders=planned_orders(),
        pegs=table(Pegs),
        placed_operations=table(PlacedOperations),
        people=ints([]),
        promises=table(Promises),
        promise_stack=table(PromiseStack),
        messages=table(Messages),
        message_lines=ints([]),
        load=table(Load),
        costs=table(Costs),
        problems=(),
    )


def planned_orders(*rows: Row) -> PlannedOrders:
    """Return planned orders that are for no line and come from no source unless said."""
    nothing: Row = {"order_line": -1, "source": -1}
    return table(PlannedOrders, *({**nothing, **row} for row in rows))
