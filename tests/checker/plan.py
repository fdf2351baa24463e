"""The tables of a plan folder as the checker keeps them."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from .reading import Row

COST_PARTS = ("material", "labour", "machine", "subcontract", "overhead")


@dataclass(frozen=True)
class PlannedOrder:
    """A proposal to make, buy or have made."""

    code: str
    kind: str
    item: str
    quantity: Fraction
    release_at: int | None
    start_at: int | None
    finish_at: int | None
    due_at: int | None
    supplier: str
    line: str | None
    structure: str


@dataclass(frozen=True)
class Peg:
    """How much of a supply serves a demand, from when and by when."""

    supply_kind: str
    supply: str
    demand_kind: str
    demand: str
    item: str
    quantity: Fraction
    needed_at: int | None
    available_at: int | None


@dataclass(frozen=True)
class Operation:
    """One step placed on a unit, with its people."""

    supply_kind: str
    supply: str
    item: str
    sequence: int
    work_centre: str
    work_unit: str
    people: tuple[str, ...]
    quantity: Fraction
    setup_minutes: int
    run_minutes: int
    start_at: int
    end_at: int
    bound_by: str

    @property
    def name(self) -> str:
        """Supply and sequence, as a violation names them."""
        return f"{self.supply} {self.sequence}"


@dataclass(frozen=True)
class Promise:
    """When an order line is there, and what the customer is told."""

    line: str
    item: str
    quantity: Fraction
    finish_at: int | None
    promise_on: date | None
    slack_days: int | None
    reason: str


@dataclass(frozen=True)
class StackStep:
    """One stretch of the chain from now to a promise."""

    line: str
    step: int
    from_at: int
    to_at: int
    what: str


@dataclass(frozen=True)
class Message:
    """What the planner should do, to what, and whom it hurts."""

    message: str
    subject: str
    item: str
    orders: tuple[str, ...]


@dataclass(frozen=True)
class Load:
    """Minutes there and minutes asked at a work centre in a week."""

    work_centre: str
    week: date
    capacity_minutes: int
    load_minutes: int


@dataclass(frozen=True)
class Cost:
    """The estimate of an order line by element."""

    line: str
    parts: dict[str, Fraction]
    total: Fraction
    unit: Fraction


@dataclass(frozen=True)
class Problem:
    """What is wrong with the factory's facts."""

    code: str
    severity: str
    table: str
    subject: str
    sentence: str


@dataclass
class Plan:
    """Every table of a plan folder."""

    infinite: bool = False
    kpi: dict[str, object] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    planned_orders: dict[str, PlannedOrder] = field(default_factory=dict)
    pegs: list[Peg] = field(default_factory=list)
    operations: list[Operation] = field(default_factory=list)
    promises: dict[str, Promise] = field(default_factory=dict)
    stacks: dict[str, list[StackStep]] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    load: list[Load] = field(default_factory=list)
    costs: dict[str, Cost] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
