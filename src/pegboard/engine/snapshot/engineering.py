"""What is made of what, and how: items, bills, routings, alternatives, setups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pegboard.engine.core.columns import BoolArray, IntArray, Table, TextArray

MAKE: Final = 0
BUY: Final = 1
SUBCONTRACT: Final = 2
SUPPLY_WORDS: Final = ("make", "buy", "subcontract")

TO_ORDER: Final = 0
ASSEMBLE_TO_ORDER: Final = 1
TO_STOCK: Final = 2


@dataclass(frozen=True)
class Items(Table):
    """Anything with a code that is made, bought or sold, sorted by code.

    Quantities are whole quanta (10 ** -decimals of the unit), rates millionths, costs millionths of the currency's
    major unit. Items that are named only in an order's own structure have `is_listed` False and come in the same sort.
    """

    code: TextArray
    description: TextArray
    category: TextArray
    uom: TextArray
    decimals: IntArray
    supply: IntArray
    strategy: IntArray
    lead_time_days: IntArray  # NOT_GIVEN where empty
    safety_stock: IntArray  # 0 where empty
    safety_lead_time_days: IntArray  # 0 where empty
    lot_minimum: IntArray  # 0 where empty
    lot_multiple: IntArray  # 0 where empty
    lot_days: IntArray  # 1 where empty
    scrap_micro: IntArray  # 0 where empty
    unit_cost_micro: IntArray  # NOT_GIVEN where empty
    is_listed: BoolArray


@dataclass(frozen=True)
class BomLines(Table):
    """Components of one unit of a parent, sorted by order line, parent, component, sequence and first valid day.

    `order_line` is NO_ROW in the master bills and the owning line in `order_boms`. A quantity is in millionths of the
    component's unit for one unit of the parent (`fixed_micro`: for one order of the parent).
    """

    order_line: IntArray
    parent: IntArray
    component: IntArray
    sequence: IntArray  # NOT_GIVEN: the first operation
    quantity_per_micro: IntArray
    fixed_micro: IntArray
    scrap_micro: IntArray
    is_phantom: BoolArray
    valid_from: IntArray  # a day, NOT_GIVEN: always
    valid_to: IntArray  # a day, NOT_GIVEN: for ever


@dataclass(frozen=True)
class RoutingOperations(Table):
    """The steps that make an item, sorted by order line, item and sequence; times are millionths of a minute."""

    order_line: IntArray  # NO_ROW in the master routings
    item: IntArray
    sequence: IntArray
    operation: TextArray
    work_centre: IntArray
    setup_micro: IntArray  # 0 where empty
    run_micro: IntArray  # for one unit of the item, 0 where empty
    wait_micro: IntArray  # 0 where empty
    setup_family: IntArray  # row of Snapshot.setup_families or NO_ROW
    crew: IntArray  # NOT_GIVEN where empty
    skill: IntArray  # row of Snapshot.skills or NO_ROW
    outside_days: IntArray  # NOT_GIVEN where the operation is done inside
    inspect: BoolArray


@dataclass(frozen=True)
class Alternatives(Table):
    """Other work centres that an operation may run at, sorted by item, sequence and work centre."""

    item: IntArray
    sequence: IntArray
    work_centre: IntArray
    setup_micro: IntArray  # NOT_GIVEN: the routing's
    run_micro: IntArray  # NOT_GIVEN: the routing's


@dataclass(frozen=True)
class SetupMatrix(Table):
    """Minutes to change a work centre from one setup family to another, sorted by its three first columns."""

    work_centre: IntArray
    from_family: IntArray
    to_family: IntArray
    minutes_micro: IntArray
