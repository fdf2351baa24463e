"""What may be spoilt in the plans that were worked out by hand, and the rule that must notice each time."""

from dataclasses import dataclass, field

Cells = dict[str, str]


@dataclass(frozen=True)
class Spoiled:
    """A change to one table of the plan (or the factory), and the rule that must notice."""

    rule: str
    table: str
    where: Cells
    change: Cells | None = None  # None takes the row away
    folder: str = "out"
    case: str = "small"
    also: tuple["Spoiled", ...] = field(default=())

    def __str__(self) -> str:
        change = "gone" if self.change is None else " ".join(f"{name}={value}" for name, value in self.change.items())
        return f"{self.case}-{self.rule}-{self.table}-{change}"


LEG_PEG = {"supply": "LEG 2026-01-07"}
SHELF_LATER = Spoiled(
    "", "operations", {"supply": "WO1"}, {"start_at": "2026-01-05T06:05", "end_at": "2026-01-05T06:20"}
)


def of_owned(rule: str, table: str, where: Cells, change: Cells | None = None, folder: str = "out") -> Spoiled:
    """A change to the case of the line that owns its structure."""
    return Spoiled(rule, table, where, change, folder, "owned")


SPOILED = [
    Spoiled("demand-not-pegged", "pegs", LEG_PEG),
    Spoiled("demand-not-pegged", "pegs", {"demand_kind": "safety_stock"}),
    Spoiled("demand-not-pegged", "pegs", {"demand": "SO2/1"}),
    Spoiled("pegged-beyond-demand", "pegs", {"supply": "SCREW@@"}, {"quantity": "81"}),
    Spoiled("pegged-beyond-supply", "pegs", {"supply": "LEG@MAIN@A"}, {"quantity": "6"}),
    Spoiled("peg-of-another-item", "pegs", {"supply": "SCREW@@"}, {"item": "BOARD"}),
    Spoiled("empty-peg", "pegs", {"supply": "SCREW@@"}, {"quantity": "0"}),
    Spoiled("unknown-supply", "pegs", {"supply": "SCREW@@"}, {"supply": "SCREW@@X"}),
    Spoiled("unknown-demand", "pegs", {"demand": "SO2/1"}, {"demand": "SO3/1"}),
    Spoiled("available-at", "pegs", {"supply": "WO1"}, {"available_at": "2026-01-05T06:00"}),
    Spoiled("available-at", "pegs", {"supply": "TOP SO1/1"}, {"available_at": "2026-01-05T07:00"}),
    Spoiled("needed-at", "pegs", {"demand": "SO1/1"}, {"needed_at": "2026-01-12T00:00"}),
    Spoiled("needed-at", "pegs", {"supply": "TOP SO1/1"}, {"needed_at": "2026-01-07T06:00"}),
    Spoiled("supply-left-over", "pegs", {"supply": "LEG@MAIN@A"}, {"quantity": "4"}),
    Spoiled("order-for-nothing", "pegs", {"supply": "SCREW 2026-01-08"}),
    Spoiled("reserved", "stock", {"item": "BOARD"}, {"reserved_line": "2"}, "in"),
    Spoiled("reserved", "receipts", {"receipt": "PO1"}, {"reserved_order": "SO1", "reserved_line": "1"}, "in"),
    Spoiled("order-kind", "planned_orders", {"item": "TOP"}, {"kind": "buy"}),
    Spoiled("order-supplier", "planned_orders", {"item": "LEG"}, {"supplier": "WOOD"}),
    Spoiled("phantom-planned", "planned_orders", {"item": "SCREW"}, {"item": "KIT", "kind": "make"}),
    Spoiled("lot", "planned_orders", {"item": "LEG"}, {"quantity": "37"}),
    Spoiled("lot", "sources", {"item": "LEG", "supplier": "IRON"}, {"multiple": "10"}, "in"),
    Spoiled("lot", "sources", {"item": "LEG", "supplier": "IRON"}, {"minimum": "100"}, "in"),
    Spoiled("due-at", "planned_orders", {"item": "TOP"}, {"due_at": "2026-01-07T08:00"}),
    Spoiled("lead-time", "planned_orders", {"item": "LEG"}, {"finish_at": "2026-01-06T00:00"}),
    Spoiled(
        "bought-too-late",
        "items",
        {"item": "SCREW"},
        {"safety_lead_time_days": "1"},
        "in",
        also=(
            Spoiled(
                "",
                "planned_orders",
                {"item": "SCREW"},
                {"release_at": "2026-01-06T00:00", "finish_at": "2026-01-09T00:00"},
            ),
        ),
    ),
    Spoiled("bought-too-early", "planned_orders", {"item": "LEG"}, {"due_at": "2026-01-09T06:00"}),
    Spoiled("order-dates", "planned_orders", {"item": "LEG"}, {"release_at": "2026-01-04T06:00"}),
    Spoiled("order-span", "planned_orders", {"item": "TABLE"}, {"finish_at": "2026-01-07T08:30"}),
    Spoiled("operation-missing", "operations", {"item": "TABLE", "sequence": "20"}),
    Spoiled("unknown-operation", "operations", {"item": "TABLE", "sequence": "20"}, {"sequence": "30"}),
    Spoiled("operation-twice", "operations", {"item": "TABLE", "sequence": "20"}, {"sequence": "10"}),
    Spoiled("started-quantity", "operations", {"item": "TABLE", "sequence": "10"}, {"quantity": "9"}),
    Spoiled("run-minutes", "operations", {"item": "TOP"}, {"run_minutes": "120"}),
    Spoiled("setup-minutes", "operations", {"item": "TOP"}, {"setup_minutes": "20"}),
    Spoiled("setup-minutes", "operations", {"supply": "WO1"}, {"setup_minutes": "20"}),
    Spoiled("before-predecessor", "operations", {"sequence": "20"}, {"start_at": "2026-01-07T08:00"}),
    Spoiled("before-material", "pegs", LEG_PEG, {"available_at": "2026-01-08T00:00"}),
    Spoiled("outside", "operations", {"sequence": "20"}, {"end_at": "2026-01-07T23:00"}),
    Spoiled("working-time", "operations", {"item": "TOP"}, {"end_at": "2026-01-05T07:31"}),
    Spoiled("closed", "operations", {"item": "TABLE", "sequence": "10"}, {"start_at": "2026-01-07T05:00"}),
    Spoiled("closed", "operations", {"item": "TABLE", "sequence": "10"}, {"end_at": "2026-01-07T15:00"}),
    Spoiled("before-now", "operations", {"supply": "WO1"}, {"start_at": "2026-01-05T05:45"}),
    Spoiled("started", "operations", {"supply": "WO1"}, SHELF_LATER.change),
    Spoiled("bound-by", "operations", {"item": "TOP"}, {"bound_by": "mood"}),
    Spoiled("crew", "operations", {"item": "TABLE", "sequence": "10"}, {"people": ""}),
    Spoiled("crew", "operations", {"item": "TABLE", "sequence": "10"}, {"people": "BOB"}),
    Spoiled("crew", "operations", {"item": "TABLE", "sequence": "10"}, {"people": "ANN;BOB"}),
    Spoiled("work-unit", "operations", {"item": "TABLE", "sequence": "10"}, {"work_unit": "SAW-1"}),
    Spoiled("work-centre", "operations", {"item": "TOP"}, {"work_centre": "BENCH", "work_unit": "BENCH-2"}),
    Spoiled(
        "unit-overlap", "operations", {"item": "TOP"}, {"start_at": "2026-01-05T06:10", "end_at": "2026-01-05T07:25"}
    ),
    Spoiled("person-overlap", "operations", {"item": "TOP"}, {"people": "ANN", "start_at": "2026-01-07T07:00"}),
    Spoiled("promise-missing", "promises", {"order": "SO2", "line": "1"}),
    Spoiled(
        "promise-unasked",
        "orders",
        {"order": "SO2", "line": "2"},
        {"status": "hold", "hold_until": "2026-01-04T00:00"},
        "in",
    ),
    Spoiled("promise-finish", "promises", {"item": "TABLE"}, {"finish_at": "2026-01-07T12:00"}),
    Spoiled("promise-day", "promises", {"item": "TABLE"}, {"promise_on": "2026-01-07"}),
    Spoiled("slack", "promises", {"item": "TABLE"}, {"slack_days": "5"}),
    Spoiled("promise-reason", "promises", {"item": "TABLE"}, {"reason": ""}),
    Spoiled("stack", "promise_stack", {"order": "SO1", "line": "1", "step": "3"}),
    Spoiled("stack", "promise_stack", {"order": "SO1", "line": "1", "step": "1"}, {"from_at": "2026-01-05T07:00"}),
    Spoiled("stack", "promise_stack", {"order": "SO1", "line": "1", "step": "6"}, {"to_at": "2026-01-10T00:00"}),
    Spoiled("past-due", "messages", {"subject": "PO1"}),
    Spoiled("late-without-expedite", "messages", {"subject": "PO2"}),
    Spoiled(
        "late-without-message",
        "planned_orders",
        {"item": "SCREW"},
        {"due_at": "2026-01-07T06:00"},
        "out",
        also=(Spoiled("", "pegs", {"demand_kind": "safety_stock"}, {"needed_at": "2026-01-07T06:00"}),),
    ),
    Spoiled("message-orders", "messages", {"subject": "PO2"}, {"orders": "SO9/1"}),
    Spoiled("capacity", "load", {"work_centre": "BENCH"}, {"capacity_minutes": "2400"}),
    Spoiled("load", "load", {"work_centre": "SAW"}, {"load_minutes": "75"}),
    Spoiled("load", "load", {"work_centre": "SAW"}),
    Spoiled("cost", "costs", {"order": "SO1", "line": "1"}, {"material": "265.52"}),
    Spoiled("cost-total", "costs", {"order": "SO1", "line": "1"}, {"total": "933.01"}),
    Spoiled("cost-unit", "costs", {"order": "SO1", "line": "1"}, {"unit": "103.00"}),
    Spoiled("cost-missing", "costs", {"order": "SO2", "line": "1"}),
    Spoiled("form", "promises", {"item": "TABLE"}, {"finish_at": "tomorrow"}),
    Spoiled("not-sorted", "costs", {"order": "SO1", "line": "1"}, {"order": "SO9"}),
    of_owned(
        "owned-takes-free",
        "pegs",
        {"item": "PANEL", "demand": "DESK@SO1/1"},
        {"supply_kind": "stock", "supply": "PANEL@@"},
    ),
    of_owned("owned-structure", "planned_orders", {"item": "PANEL"}, {"structure": "master"}),
    of_owned("owned-elsewhere", "pegs", {"supply": "PANEL@SO1/1"}, {"demand_kind": "order_line", "demand": "SO2/1"}),
    of_owned("pegged-beyond-demand", "order_boms", {"parent": "PANEL"}, {"quantity_per": "1"}, "in"),
    of_owned("demand-not-pegged", "order_boms", {"component": "X9"}, {"quantity_per": "2"}, "in"),
    of_owned("to-order-shared", "items", {"item": "LAMP"}, {"strategy": "buy_to_order"}, "in"),
    of_owned("reserved", "stock", {"item": "PANEL"}, {"reserved_order": "SO3"}, "in"),
    of_owned("frozen", "operations", {"supply": "R1"}, {"start_at": "2026-01-05T10:30", "end_at": "2026-01-05T10:40"}),
    of_owned("demand-not-pegged", "forecast", {"week": "2026-01-12"}, {"quantity": "5"}, "in"),
    of_owned("pegged-beyond-demand", "forecast", {"week": "2026-01-12"}, {"quantity": "3"}, "in"),
    of_owned("promise-missing", "orders", {"order": "SO5"}, {"hold_until": ""}, "in"),
    of_owned("order-without-dates", "planned_orders", {"item": "DESK"}, {"release_at": "", "finish_at": ""}),
    of_owned("before-material", "planned_orders", {"item": "PANEL"}, {"start_at": "2026-01-05T12:00"}),
    of_owned("lead-time", "planned_orders", {"item": "PANEL"}, {"finish_at": "2026-01-06T00:00"}),
    of_owned("lead-time", "planned_orders", {"item": "BOARD"}, {"finish_at": "2026-01-05T09:00"}),
    of_owned("promise-unexplained", "pegs", {"demand": "SO3/1"}, {"available_at": ""}),
    of_owned("supply-left-over", "stock", {"item": "PANEL"}, {"item": "LAMP"}, "in"),
    of_owned("message-kind", "messages", {"item": "BOARD"}, {"message": "hurry"}),
    of_owned("cost-unasked", "costs", {"order": "SO4"}, {"order": "SO5"}),
]
