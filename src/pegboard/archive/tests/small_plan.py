"""A factory of one table and the plan of it, written by hand: a bit of everything a plan folder can hold."""

from __future__ import annotations

from typing import Final

from pegboard.archive.reading import read_factory_files
from pegboard.engine.bom import structures
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, IntArray, bools, ints
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
from pegboard.engine.plan.naming import rows_by_code
from pegboard.engine.snapshot import Snapshot
from pegboard.engine.snapshot.engineering import BUY, MAKE

HOUR: Final = 60
DAY: Final = 1440
NOW: Final = 8 * HOUR
REPEATED: Final = 2 * DAY + 2 * HOUR + 30
"""02:30 for the first time."""

FACTORY: Final = {
    "factory.toml": (
        'format = "pegboard-factory/1"\nname = "Small, \\"and\\" good"\ncurrency = "EUR"\n'
        'timezone = "Europe/Berlin"\nnow = 2026-10-23T08:00:00\n'
    ),
    "items.csv": (
        "item,description,uom,decimals,supply,lead_time_days,scrap_ratio\n"
        'TABLE,Oak table,EA,0,make,,0.1\nOAK,"Oak, planed",m,2,buy,7,\nGLUE,,kg,3,buy,3,\n'
    ),
    "boms.csv": "parent,component,sequence,quantity_per\nTABLE,OAK,10,2.5\nTABLE,GLUE,20,0.125\n",
    "routings.csv": (
        "item,sequence,operation,work_centre,setup_minutes,run_minutes\n"
        "TABLE,10,saw,SAW,10,30\nTABLE,20,final assembly,BENCH,,60\n"
    ),
    "work_centres.csv": "work_centre,calendar,labour_rate\nSAW,DAYS,30\nBENCH,DAYS,30\n",
    "work_units.csv": "work_unit,work_centre\nSAW-1,SAW\nSAW-2,SAW\n",
    "calendars.csv": "calendar,weekday,start,end\n" + "".join(f"DAYS,{day},08:00,16:00\n" for day in range(1, 6)),
    "people.csv": "person,calendar,skills\nANNA,DAYS,join\nBO,DAYS,join\n",
    "suppliers.csv": "supplier,name\nMILL,The mill\n",
    "sources.csv": "item,supplier,lead_time_days,price\nOAK,MILL,7,4.20\n",
    "stock.csv": "item,location,lot,quantity\nGLUE,A1,L-7,0.5\n",
    "receipts.csv": "receipt,item,quantity,due_on,supplier\nPO-7,OAK,2.5,2026-10-26,MILL\n",
    "orders.csv": (
        "order,line,item,quantity,requested_on,priority\nSO-1,10,TABLE,1,2026-10-30,1\nSO-1,2,TABLE,2,2026-10-28,3\n"
        "SO-2,1,TABLE,1,2026-11-20,\n"
    ),
}


def small_snapshot() -> Snapshot:
    """Return the facts; the clocks go back in the night after day 1."""
    return read_factory_files({name: text.encode() for name, text in FACTORY.items()}).snapshot


def small_plan(snapshot: Snapshot) -> Plan:
    """Return a plan of them that holds together as a folder, though no engine would make it."""
    messages, message_lines = _messages(snapshot)
    return Plan(
        digest=snapshot.digest(),
        params=PlanParams(),
        operations=structures(snapshot).operations,
        planned_orders=_planned_orders(snapshot),
        pegs=_pegs(snapshot),
        placed_operations=_placed_operations(snapshot),
        people=ints([0, 1]),
        promises=_promises(),
        promise_stack=_promise_stack(),
        messages=messages,
        message_lines=message_lines,
        load=_load(snapshot),
        costs=_costs(),
        problems=(),
    )


def _item(snapshot: Snapshot, code: str) -> int:
    return rows_by_code(snapshot.items.code)[code]


def _centre(snapshot: Snapshot, code: str) -> int:
    return rows_by_code(snapshot.work_centres.code)[code]


def _planned_orders(snapshot: Snapshot) -> PlannedOrders:
    table, oak = _item(snapshot, "TABLE"), _item(snapshot, "OAK")
    return PlannedOrders(
        item=ints([table, table, oak, oak]),
        supply=ints([MAKE, MAKE, BUY, BUY]),
        quantity=ints([1, 2, 750, 250]),
        start_quantity=ints([2, 3, 750, 250]),
        release_at=ints([NOW, NOT_GIVEN, NOW, 4 * DAY]),
        start_at=ints([NOW, NOT_GIVEN, NOW, 4 * DAY]),
        finish_at=ints([REPEATED, NOT_GIVEN, 7 * DAY, 11 * DAY + HOUR]),
        due_at=ints([8 * DAY + HOUR, 6 * DAY, 3 * DAY, 8 * DAY]),
        source=ints([NO_ROW, NO_ROW, 0, 0]),
        order_line=ints([0, 1, NO_ROW, 0]),
        bill=ints([table, table, NO_ROW, NO_ROW]),
        routing=ints([table, table, NO_ROW, NO_ROW]),
        is_owned=bools([False] * 4),
        named_line=ints([0, 1, NO_ROW, 0]),
        named_day=ints([8, 5, 3, 8]),
        named_number=ints([0, 0, 0, 1]),
    )


def _pegs(snapshot: Snapshot) -> Pegs:
    table, oak, glue = (_item(snapshot, code) for code in ("TABLE", "OAK", "GLUE"))
    for_order, for_line = words.FOR_PLANNED_ORDER, words.FOR_ORDER_LINE
    return Pegs(
        supply_kind=ints([words.STOCK, words.RECEIPT, *[words.PLANNED_ORDER] * 4]),
        supply=ints([0, 0, 0, 1, 2, 3]),
        demand_kind=ints([for_order, for_order, for_line, for_line, for_order, for_order]),
        demand=ints([0, 0, 0, 1, 1, 0]),
        item=ints([glue, oak, table, table, oak, oak]),
        quantity=ints([250, 250, 1, 2, 750, 250]),
        needed_at=ints([NOW, NOW, 8 * DAY + HOUR, 6 * DAY, 3 * DAY, 8 * DAY]),
        available_at=ints([NOW, 3 * DAY + HOUR, REPEATED, NOT_GIVEN, 7 * DAY, 11 * DAY + HOUR]),
        sequence=ints([20, 10, NOT_GIVEN, NOT_GIVEN, 10, 10]),
    )


def _placed_operations(snapshot: Snapshot) -> PlacedOperations:
    units = snapshot.work_units.code.tolist()
    return PlacedOperations(
        supply_kind=ints([words.PLANNED_ORDER] * 2),
        supply=ints([0, 0]),
        operation=ints([0, 1]),
        work_centre=ints([_centre(snapshot, "SAW"), _centre(snapshot, "BENCH")]),
        work_unit=ints([units.index("SAW-2"), units.index("BENCH")]),
        quantity=ints([2, 2]),
        setup_minutes=ints([10, 0]),
        run_minutes=ints([60, 120]),
        start_at=ints([3 * DAY + HOUR, REPEATED + HOUR]),
        end_at=ints([3 * DAY + 2 * HOUR, REPEATED + 2 * HOUR]),
        bound_by=ints([words.BY_MATERIAL, words.BY_PREDECESSOR]),
        bound_kind=ints([words.A_RECEIPT, words.A_PLACED_OPERATION]),
        bound_subject=ints([0, 0]),
        people_first=ints([0, 0]),
    )


def _promises() -> Promises:
    return Promises(
        order_line=ints([0, 1]),
        finish_at=ints([REPEATED, NOT_GIVEN]),
        promise_on=ints([10, NOT_GIVEN]),
        slack_days=ints([-3, NOT_GIVEN]),
        bound_by=ints([words.BY_MATERIAL, words.BY_MATERIAL]),
        bound_kind=ints([words.A_RECEIPT, words.A_PLANNED_ORDER]),
        bound_subject=ints([0, 1]),
    )


def _promise_stack() -> PromiseStack:
    return PromiseStack(
        order_line=ints([0, 0, 0]),
        step=ints([1, 2, 3]),
        from_at=ints([NOW, 3 * DAY + HOUR, 3 * DAY + 2 * HOUR]),
        to_at=ints([3 * DAY + HOUR, 3 * DAY + 2 * HOUR, 11 * DAY]),
        what=ints([words.STEP_MATERIAL, words.STEP_WORK, words.STEP_MARGIN]),
        subject_kind=ints([words.A_RECEIPT, words.A_PLACED_OPERATION, words.A_CALENDAR]),
        subject=ints([0, 1, 0]),
    )


def _messages(snapshot: Snapshot) -> tuple[Messages, IntArray]:
    oak = _item(snapshot, "OAK")
    messages = Messages(
        message=ints([words.EXPEDITE, words.RELEASE]),
        subject_kind=ints([words.A_RECEIPT, words.A_PLANNED_ORDER]),
        subject=ints([0, 2]),
        item=ints([oak, oak]),
        quantity=ints([250, 750]),
        from_at=ints([3 * DAY + HOUR, NOT_GIVEN]),
        to_at=ints([NOW, NOW]),
        lines_first=ints([0, 2]),
    )
    return messages, ints([1, 0])


def _load(snapshot: Snapshot) -> Load:
    return Load(
        work_centre=ints([_centre(snapshot, "BENCH"), _centre(snapshot, "SAW")]),
        week=ints([-4, -4]),
        capacity_minutes=ints([2400, 4800]),
        load_minutes=ints([120, 70]),
    )


def _costs() -> Costs:
    return Costs(
        order_line=ints([0, 1]),
        material=ints([1050, 2100]),
        labour=ints([50, 5]),
        machine=ints([0, 0]),
        subcontract=ints([0, 0]),
        overhead=ints([0, 0]),
        total=ints([1100, 2105]),
        unit=ints([1100, 1053]),
    )
