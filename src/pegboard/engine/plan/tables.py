"""The output tables of a plan; a supply, a demand or a subject is a kind and a row of the table of that kind."""

from __future__ import annotations

from dataclasses import dataclass

from pegboard.engine.core.columns import BoolArray, IntArray, Table


@dataclass(frozen=True)
class PlannedOrders(Table):
    """Proposals to make, buy or have made, in the order in which netting made them.

    `quantity` is good output, `start_quantity` what is begun with. Minutes are elapsed; an order that could not be
    placed has NOT_GIVEN in its minutes. `bill` and `routing` are rows of `bom.Structures`; `order_line` is NO_ROW where
    an order serves several lines, a forecast or safety stock. `named_line`, `named_day` and `named_number` make its
    code: the same whatever else is planned.
    """

    item: IntArray
    supply: IntArray  # snapshot.engineering.MAKE, BUY, SUBCONTRACT
    quantity: IntArray
    start_quantity: IntArray
    release_at: IntArray
    start_at: IntArray
    finish_at: IntArray
    due_at: IntArray
    source: IntArray  # row of Sources or NO_ROW
    order_line: IntArray
    bill: IntArray
    routing: IntArray
    is_owned: BoolArray  # by the order line: structure `order`
    named_line: IntArray  # NO_ROW: named by day
    named_day: IntArray
    named_number: IntArray  # 0 first, then 1, 2 … of the same item and line or day


@dataclass(frozen=True)
class Pegs(Table):
    """Which supply serves which demand with how much, sorted by supply kind, supply, demand kind, demand, operation."""

    supply_kind: IntArray
    supply: IntArray
    demand_kind: IntArray
    demand: IntArray
    item: IntArray
    quantity: IntArray
    needed_at: IntArray
    available_at: IntArray  # NOT_GIVEN where the supply could not be placed
    sequence: IntArray  # the consuming operation of the demand; NOT_GIVEN: its first


@dataclass(frozen=True)
class PlacedOperations(Table):
    """Every operation with its place in time, sorted by supply kind, supply and sequence; outside ones have no unit.

    `operation` is a row of `bom.Structures.operations`. `people_first` starts this row's people in `Plan.people`
    (its end is the next row's start, the last one's the length of it).
    """

    supply_kind: IntArray
    supply: IntArray
    operation: IntArray
    work_centre: IntArray
    work_unit: IntArray  # NO_ROW outside
    quantity: IntArray
    setup_minutes: IntArray  # NOT_GIVEN outside
    run_minutes: IntArray  # NOT_GIVEN outside
    start_at: IntArray
    end_at: IntArray
    bound_by: IntArray
    bound_kind: IntArray  # what it waited for: kind of subject
    bound_subject: IntArray
    people_first: IntArray


@dataclass(frozen=True)
class Promises(Table):
    """When each planned order line is there, sorted by order line; days and minutes NOT_GIVEN where it is not."""

    order_line: IntArray
    finish_at: IntArray
    promise_on: IntArray
    slack_days: IntArray
    bound_by: IntArray
    bound_kind: IntArray
    bound_subject: IntArray


@dataclass(frozen=True)
class PromiseStack(Table):
    """The longest chain of each line from now to its promise, sorted by order line and step."""

    order_line: IntArray
    step: IntArray
    from_at: IntArray
    to_at: IntArray
    what: IntArray
    subject_kind: IntArray
    subject: IntArray


@dataclass(frozen=True)
class Messages(Table):
    """What the planner should do; `lines_first` starts this row's order lines in `Plan.message_lines`."""

    message: IntArray
    subject_kind: IntArray
    subject: IntArray
    item: IntArray
    quantity: IntArray
    from_at: IntArray  # NOT_GIVEN where there is none
    to_at: IntArray  # NOT_GIVEN where there is none
    lines_first: IntArray


@dataclass(frozen=True)
class Load(Table):
    """Capacity and load by work centre and week, in minutes, sorted."""

    work_centre: IntArray
    week: IntArray  # the day number of its Monday
    capacity_minutes: IntArray
    load_minutes: IntArray


@dataclass(frozen=True)
class Costs(Table):
    """The estimate of each planned order line in minor units of the currency, sorted by order line."""

    order_line: IntArray
    material: IntArray
    labour: IntArray
    machine: IntArray
    subcontract: IntArray
    overhead: IntArray
    total: IntArray
    unit: IntArray  # of one unit of the item
