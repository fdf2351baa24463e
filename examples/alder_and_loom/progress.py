"""Work orders that are on the floor on the demo Monday: what they still need and what they still have to run."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from alder_and_loom.book import Line, Order, working_day_before
from alder_and_loom.dice import Dice
from alder_and_loom.shop import MONDAY, WORK_CENTRES
from alder_and_loom.tables import Row, Tables, rounded_up

FLOOR_DAYS = 9
PIECE_DAYS, PART_DAYS = 1, 5
STOCK_BATCHES = (("LEG-TAPER-OAK", 48, 30), ("CHAIR-FRAME-OAK", 12, 40), ("CORE-SEAT-MEDIUM", 24, 10),
                 ("CHAIR-FRAME-ASH", 8, 20))  # fmt: skip
STARTED_AT = ("2026-11-20T15:10", "2026-11-20T14:05", "2026-11-20T16:20", "2026-11-20T11:30")
PLANNED_TODAY = ("2026-11-23T10:00", "2026-11-23T13:00", "2026-11-23T14:30")


@dataclass
class Floor:
    """The work orders given so far, and the units that already have an operation under way."""

    tables: Tables
    dice: Dice
    number: int = 5501
    busy: set[str] = field(default_factory=set)
    lines: set[tuple[str, int]] = field(default_factory=set)

    def open_work_order(self, item: str, quantity: float, due_on: date, line: Line | None = None) -> str:
        """Add the receipt of one work order, kept for a line or for stock, and return its code."""
        receipt = f"WO-{self.number}"
        self.number += 1
        self.tables.add(
            "receipts",
            receipt=receipt,
            item=item,
            quantity=quantity,
            due_on=str(max(due_on, MONDAY)),
            kind="work_order",
            reserved_order=line.order.order if line else "",
            reserved_line=line.line if line else "",
        )
        return receipt

    def remain(self, receipt: str, operations: list[tuple[int, str]], quantity: float, *, start_first: bool) -> None:
        """Add what is still to run; the first operation may be under way on a free unit, or fixed for today."""
        for position, (sequence, centre) in enumerate(operations):
            row: Row = {"receipt": receipt, "sequence": sequence, "remaining_quantity": quantity}
            units = [unit for unit, *_ in WORK_CENTRES[centre][4] if unit not in self.busy]
            if position == 0 and start_first and units:
                self.busy.add(units[0])
                row |= {"work_unit": units[0], "started_at": self.dice.pick(STARTED_AT)}
            elif position == 0 and self.dice.happens(0.3):
                row["planned_start_at"] = self.dice.pick(PLANNED_TODAY)
            self.tables.add("work_in_progress", **row)


def add_floor(tables: Tables, book: list[Order], seed: int) -> set[tuple[str, int]]:
    """Add the open work orders; return the lines whose material is already in work."""
    floor = Floor(tables, Dice(seed, "floor"))
    for order in book:
        days = (order.promised_on - MONDAY).days
        if order.status == "firm" and days <= FLOOR_DAYS:
            for line in order.lines:
                if line.choice is not None and line.item != "CHAIR":
                    add_line_work(floor, line, days)
    for item, quantity, sequence in STOCK_BATCHES:
        receipt = floor.open_work_order(item, quantity, MONDAY + timedelta(days=3))
        floor.remain(receipt, remaining(PART_OPERATIONS[item], sequence), quantity, start_first=True)
    return floor.lines


PART_OPERATIONS = {
    "LEG-TAPER-OAK": [(10, "RIP-CROSSCUT"), (20, "PLANER"), (30, "CNC"), (40, "JOINERY")],
    "CHAIR-FRAME-OAK": [(10, "RIP-CROSSCUT"), (20, "PLANER"), (30, "CNC"), (40, "JOINERY"), (50, "SPRAY")],
    "CHAIR-FRAME-ASH": [(10, "RIP-CROSSCUT"), (20, "PLANER"), (30, "CNC"), (40, "JOINERY"), (50, "SPRAY")],
    "CORE-SEAT-MEDIUM": [(10, "FOAM")],
}


def remaining(operations: list[tuple[int, str]], sequence: int) -> list[tuple[int, str]]:
    """Return the operations from a sequence on."""
    return [operation for operation in operations if operation[0] >= sequence]


def operations_of(line: Line, item: str) -> list[tuple[int, str]]:
    """Return sequence and work centre of the inside operations of one item of a line."""
    return [
        (int(row["sequence"]), str(row["work_centre"]))
        for row in line.structure.routing
        if row["item"] == item and "outside_days" not in row
    ]


def add_line_work(floor: Floor, line: Line, days: int) -> None:
    """Add the work orders of one line, further along the nearer its day."""
    order = line.order.order
    floor.lines.add((order, line.line))
    if days <= 4:
        top_from, in_parts = 40, False
    elif days <= 7:
        top_from, in_parts = 30, False
    else:
        top_from, in_parts = 10, True
    if line.item in ("TRESTLE", "PEDESTAL", "EXTENDING", "BENCH"):
        top_from, in_parts = 10, days > 4
    if not in_parts:
        add_top_work(floor, line, top_from)
        return
    foot = f"{line.prefix}-FOOT"
    parts = {str(row["parent"]) for row in line.structure.bom} - {line.item, f"{line.prefix}-LEGS", foot}
    if line.item == "PEDESTAL":
        # The foot is back from powder coating and waits for its column.
        floor.tables.add(
            "stock",
            item=foot,
            location="PART-STORE",
            lot="",
            quantity=line.quantity,
            reserved_order=order,
            reserved_line=line.line,
        )
    due_on = working_day_before(line.order.promised_on, PART_DAYS)
    for part in sorted(parts):
        quantity = line.quantity * per_line(line, part)
        remaining_steps = operations_of(line, part)[-floor.dice.whole(1, 2) :]
        receipt = floor.open_work_order(part, quantity, due_on, line)
        floor.remain(receipt, remaining_steps, quantity, start_first=floor.dice.happens(0.7))


def per_line(line: Line, part: str) -> int:
    """Return how many of a part one piece takes."""
    return sum(int(float(row["quantity_per"])) for row in line.structure.bom if row["component"] == part)


def add_top_work(floor: Floor, line: Line, top_from: int) -> None:
    """Add the work order of the piece itself with what it still has to be issued."""
    due_on = working_day_before(line.order.promised_on, PIECE_DAYS)
    receipt = floor.open_work_order(line.item, line.quantity, due_on, line)
    operations = remaining(operations_of(line, line.item), top_from)
    floor.remain(receipt, operations, line.quantity, start_first=floor.dice.happens(0.7))
    last = operations[-1][0]
    for row in line.structure.bom:
        if row["parent"] != line.item or row.get("phantom") or str(row["component"]).startswith(line.prefix):
            continue
        sequence = int(row["sequence"] or 0)
        is_packaging = str(row["component"]).startswith("CARTON")
        if is_packaging or (sequence >= top_from and sequence != last):
            quantity = rounded_up(line.quantity * float(row["quantity_per"]), DECIMALS.get(str(row["component"]), 0))
            floor.tables.add(
                "receipt_components",
                receipt=receipt,
                component=row["component"],
                sequence=sequence,
                remaining_quantity=quantity,
            )


DECIMALS = {"FIBRE-WRAP": 1, "DUST-COVER": 1, "FEATHER-MIX": 2}
