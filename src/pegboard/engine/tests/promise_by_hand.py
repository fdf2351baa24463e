"""The factory and the plan of the worked table in docs/algorithms/promise.md."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from pegboard.engine import snapshot as facts
from pegboard.engine.bom import structures
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, ints
from pegboard.engine.core.rounding import MICRO
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
from pegboard.engine.plan import vocabulary as words
from pegboard.engine.promise import PlanTables
from pegboard.engine.snapshot.engineering import BUY, MAKE
from pegboard.engine.tests.facts_by_hand import Row, snapshot, table

HOUR: Final = 60
DAY: Final = 1440
OAK, TABLE, TOP = range(3)
BENCH, SAW = range(2)
NOW: Final = 8 * HOUR


def at(day: int, hour: int, minute: int = 0) -> int:
    """Return the minute of an hour on a day; day 0 is Monday 23 November 2026."""
    return day * DAY + hour * HOUR + minute


def joinery(*stock: Row, margin: int = 1, strategy: int = 0) -> facts.Snapshot:
    """Return the facts of the worked table, with this stock."""
    return snapshot(
        table(
            facts.Items,
            {"code": "OAK", "supply": BUY, "strategy": 2, "lead_time_days": 3},
            {"code": "TABLE", "supply": MAKE, "strategy": strategy},
            {"code": "TOP", "supply": MAKE, "strategy": strategy},
        ),
        table(
            facts.BomLines,
            {"order_line": NO_ROW, "parent": TABLE, "component": TOP, "quantity_per_micro": MICRO},
            {"order_line": NO_ROW, "parent": TOP, "component": OAK, "quantity_per_micro": MICRO},
        ),
        table(
            facts.RoutingOperations,
            _operation(TABLE, BENCH, minutes=240, wait=180),
            _operation(TOP, SAW, minutes=600, wait=60),
        ),
        table(facts.WorkCentres, {"code": "BENCH"}, {"code": "SAW"}),
        table(facts.WorkUnits, {"code": "BENCH"}, {"code": "SAW", "work_centre": SAW}),
        table(facts.Calendars, {"code": "DAY"}),
        table(facts.CalendarWindows, *(
            {"weekday": day, "start_minute": 8 * HOUR, "end_minute": 16 * HOUR} for day in range(1, 6)
        )),
        table(facts.Stock, *stock),
        table(facts.Receipts, {"code": "WO-1", "item": TABLE, "quantity": 1, "due_on": 7, "kind": 1,
                               "reserved_order": "Z"}),
        table(facts.OrderLines, {"order": "A", "line": "1", "item": TABLE, "quantity": 1, "requested_on": 7}),
        now=NOW,
        policy=facts.Policy(promise_margin_days=margin, calendar=0),
    )  # fmt: skip


def _operation(item: int, centre: int, *, minutes: int, wait: int) -> Row:
    return {
        "order_line": NO_ROW, "item": item, "sequence": 10, "work_centre": centre,
        "run_micro": minutes * MICRO, "wait_micro": wait * MICRO,
    }  # fmt: skip


def planned_order(item: int, supply: int, times: tuple[int, int], **given: int) -> Row:
    """Return one planned order of one piece for line A/1."""
    return {
        "item": item, "supply": supply, "quantity": 1, "start_quantity": 1,
        "release_at": times[0], "start_at": times[0], "finish_at": times[1], "due_at": times[1],
        "source": NO_ROW, "order_line": 0, "bill": item, "routing": item, "named_line": 0, **given,
    }  # fmt: skip


def peg(supply: tuple[int, int], demand: tuple[int, int], item: int, available_at: int, **given: int) -> Row:
    """Return one peg of one piece, needed when it is there."""
    return {
        "supply_kind": supply[0], "supply": supply[1], "demand_kind": demand[0], "demand": demand[1], "item": item,
        "quantity": 1, "needed_at": available_at, "available_at": available_at, "sequence": NOT_GIVEN, **given,
    }  # fmt: skip


def placed(supply: tuple[int, int], operation: int, unit: int, times: tuple[int, int], **given: int) -> Row:
    """Return one placed operation, crew and setup left out."""
    return {
        "supply_kind": supply[0], "supply": supply[1], "operation": operation, "work_centre": unit, "work_unit": unit,
        "quantity": 1, "start_at": times[0], "end_at": times[1], "bound_by": words.BY_NOW, **given,
    }  # fmt: skip


@dataclass(frozen=True)
class HandMadePlan:
    """A plan written by hand: the rows of its tables."""

    orders: list[Row] = field(default_factory=list)
    pegs: list[Row] = field(default_factory=list)
    operations: list[Row] = field(default_factory=list)
    people: tuple[int, ...] = ()

    def tables(self, shop: facts.Snapshot, *, infinite: bool = False) -> PlanTables:
        """Return its tables."""
        return PlanTables(
            operations=structures(shop).operations,
            planned_orders=table(PlannedOrders, *self.orders),
            pegs=table(Pegs, *self.pegs),
            placed_operations=table(PlacedOperations, *self.operations),
            people=ints(self.people),
            line_count=len(shop.order_lines),
            infinite=infinite,
        )


def plan_of_the_table(shop: facts.Snapshot) -> Plan:
    """Return the finite plan of the worked table as `make_plan` would hand it over, its promises left out."""
    tables = worked_plan().tables(shop)
    return Plan(
        digest=shop.digest(),
        params=PlanParams(),
        operations=tables.operations,
        planned_orders=tables.planned_orders,
        pegs=tables.pegs,
        placed_operations=tables.placed_operations,
        people=tables.people,
        promises=table(Promises),
        promise_stack=table(PromiseStack),
        messages=table(Messages),
        message_lines=np.zeros(0, np.int64),
        load=table(Load),
        costs=table(Costs),
        problems=(),
    )


def worked_plan() -> HandMadePlan:
    """Return the plan of the worked table: the bench's other work is a work order in progress."""
    oak_there, top_done, table_done = at(3, 0), at(4, 11), at(7, 13)
    order = words.PLANNED_ORDER
    return HandMadePlan(
        orders=[
            planned_order(TABLE, MAKE, (at(4, 14), table_done)),
            planned_order(TOP, MAKE, (at(3, 8), top_done)),
            planned_order(OAK, BUY, (NOW, oak_there)),
        ],
        pegs=[
            peg((order, 0), (words.FOR_ORDER_LINE, 0), TABLE, table_done),
            peg((order, 1), (words.FOR_PLANNED_ORDER, 0), TOP, top_done),
            peg((order, 2), (words.FOR_PLANNED_ORDER, 1), OAK, oak_there),
        ],
        operations=[
            placed((words.RECEIPT, 0), 0, BENCH, (at(2, 8), at(4, 14)), run_minutes=1320),
            placed(
                (order, 0), 0, BENCH, (at(4, 14), at(7, 10)), run_minutes=240,
                bound_by=words.BY_WORK_UNIT, bound_kind=words.A_WORK_UNIT, bound_subject=BENCH,
            ),
            placed(
                (order, 1), 1, SAW, (at(3, 8), at(4, 10)), run_minutes=600,
                bound_by=words.BY_MATERIAL, bound_kind=words.A_PLANNED_ORDER, bound_subject=2,
            ),
        ],
    )  # fmt: skip
