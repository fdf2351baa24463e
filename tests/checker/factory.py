"""The facts of a factory folder that a plan is judged against."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from .calendars import CalendarException, Window
from .clock import Clock

Structures = dict[str, dict[str, list["BomLine"]]]


@dataclass(frozen=True)
class Item:
    """One thing with a code, and how it is supplied."""

    code: str
    supply: str = "make"
    strategy: str = "make_to_order"
    decimals: int = 0
    lead_time_days: int | None = None
    safety_stock: Fraction = Fraction(0)
    safety_lead_time_days: int = 0
    lot_minimum: Fraction = Fraction(0)
    lot_multiple: Fraction = Fraction(0)
    scrap_ratio: Fraction = Fraction(0)
    unit_cost: Fraction = Fraction(0)

    @property
    def is_pooled(self) -> bool:
        """Whether one supply may serve many demands from the outset."""
        return self.strategy.endswith("_to_stock")


@dataclass(frozen=True)
class BomLine:
    """One component of one parent."""

    parent: str
    component: str
    sequence: int | None
    quantity_per: Fraction
    fixed_quantity: Fraction
    scrap_ratio: Fraction
    phantom: bool
    valid_from: date | None
    valid_to: date | None

    def is_valid_on(self, day: date) -> bool:
        """Whether the line counts for a parent wanted on a day, both ends included."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Step:
    """One operation of a routing."""

    item: str
    sequence: int
    work_centre: str
    setup_minutes: Fraction
    run_minutes: Fraction
    wait_minutes: int
    setup_family: str
    crew: int | None
    skill: str
    outside_days: int | None

    @property
    def people_needed(self) -> int:
        """How many people stay with it; a skill without a crew is one person."""
        if self.crew is None:
            return 1 if self.skill else 0
        return self.crew


@dataclass(frozen=True)
class WorkCentre:
    """Where operations are placed and capacity is counted."""

    code: str
    calendar: str
    machine_rate: Fraction
    labour_rate: Fraction


@dataclass(frozen=True)
class WorkUnit:
    """One machine or bench of a work centre."""

    code: str
    work_centre: str
    calendar: str
    speed: Fraction
    setup_family: str


@dataclass(frozen=True)
class Alternative:
    """Other minutes at another work centre; empty ones are the routing's."""

    setup_minutes: Fraction | None
    run_minutes: Fraction | None


@dataclass(frozen=True)
class Person:
    """Who works, when, and what they may do."""

    code: str
    calendar: str
    skills: frozenset[str]


@dataclass(frozen=True)
class Source:
    """One supplier of one item."""

    supplier: str
    rank: int
    price: Fraction | None
    lead_time_days: int
    minimum: Fraction | None
    multiple: Fraction | None


@dataclass(frozen=True)
class Stock:
    """What lies somewhere, from when, and for whom."""

    key: str
    item: str
    quantity: Fraction
    available_on: date | None
    reserved_order: str
    reserved_line: str


@dataclass(frozen=True)
class Receipt:
    """An open order due in."""

    code: str
    item: str
    quantity: Fraction
    due_on: date
    kind: str
    reserved_order: str
    reserved_line: str


@dataclass(frozen=True)
class ReceiptComponent:
    """What a work order has still to be issued."""

    component: str
    sequence: int | None
    remaining_quantity: Fraction


@dataclass(frozen=True)
class Progress:
    """An operation a work order has still to run."""

    sequence: int
    remaining_quantity: Fraction
    work_unit: str
    is_started: bool
    planned_start_at: int | None


@dataclass(frozen=True)
class OrderLine:
    """What a customer wants, and by when."""

    order: str
    line: str
    item: str
    quantity: Fraction
    requested_on: date
    promised_on: date | None
    priority: int
    status: str
    hold_until: int | None

    @property
    def code(self) -> str:
        """Order and line as demands name them."""
        return f"{self.order}/{self.line}"

    @property
    def wanted_on(self) -> date:
        """The promised day, else the requested one."""
        return self.promised_on or self.requested_on


@dataclass(frozen=True)
class Policy:
    """What the factory has decided about promises and overhead."""

    promise_margin_days: int = 0
    frozen_hours: int = 0
    overhead_rate: Fraction = Fraction(0)
    calendar: str = ""


@dataclass
class Factory:
    """Every table of a factory folder that a plan depends on."""

    clock: Clock
    now: int
    currency: str
    policy: Policy
    items: dict[str, Item] = field(default_factory=dict)
    bills: dict[str, list[BomLine]] = field(default_factory=dict)
    routings: dict[str, list[Step]] = field(default_factory=dict)
    own_bills: Structures = field(default_factory=dict)
    own_routings: dict[str, dict[str, list[Step]]] = field(default_factory=dict)
    centres: dict[str, WorkCentre] = field(default_factory=dict)
    units: dict[str, WorkUnit] = field(default_factory=dict)
    alternatives: dict[tuple[str, int, str], Alternative] = field(default_factory=dict)
    setup_matrix: dict[tuple[str, str, str], Fraction] = field(default_factory=dict)
    windows: dict[str, list[Window]] = field(default_factory=lambda: defaultdict(list))
    exceptions: dict[str, list[CalendarException]] = field(default_factory=lambda: defaultdict(list))
    people: dict[str, Person] = field(default_factory=dict)
    sources: dict[str, list[Source]] = field(default_factory=dict)
    stock: dict[str, Stock] = field(default_factory=dict)
    receipts: dict[str, Receipt] = field(default_factory=dict)
    receipt_components: dict[str, list[ReceiptComponent]] = field(default_factory=dict)
    work_in_progress: dict[str, list[Progress]] = field(default_factory=dict)
    lines: dict[str, OrderLine] = field(default_factory=dict)
    forecast: dict[tuple[str, date], Fraction] = field(default_factory=dict)

    def item(self, code: str) -> Item:
        """An item; a code that only an order's own structure knows is made to order in whole pieces."""
        return self.items.get(code) or Item(code)

    def owns(self, line: str | None, item: str) -> bool:
        """Whether an order line has a bill or a routing of its own for an item."""
        if line is None:
            return False
        return item in self.own_bills.get(line, ()) or item in self.own_routings.get(line, ())

    def is_to_order(self, item: str, line: str | None) -> bool:
        """Whether a supply of the item is made for one requirement alone."""
        return self.owns(line, item) or not self.item(item).is_pooled

    def bill(self, item: str, line: str | None) -> list[BomLine]:
        """The bill of an item: the line's own where it has one."""
        own = self.own_bills.get(line, {}) if line else {}
        return own[item] if item in own else self.bills.get(item, [])

    def routing(self, item: str, line: str | None) -> list[Step]:
        """The routing of an item, in sequence: the line's own where it has one."""
        own = self.own_routings.get(line, {}) if line else {}
        return own[item] if item in own else self.routings.get(item, [])

    def is_planned(self, line: OrderLine) -> bool:
        """Firm lines are planned, and held ones until their hold is past."""
        if line.status == "hold":
            return line.hold_until is None or line.hold_until >= self.now
        return line.status == "firm"

    def best_source(self, item: str) -> Source | None:
        """The source of the lowest rank, then by supplier code."""
        sources = self.sources.get(item)
        return min(sources, key=lambda one: (one.rank, one.supplier)) if sources else None
