"""The cost of every planned line, recomputed exactly from the explosion of its quantity.

Where the contract is silent one reading must fit all lines of a plan: minutes whole or exact, a set-up for each
occurrence of a made item or for each item, outside work by started or by good quantity, scrap of phantoms or not,
material by started or by good quantity, subcontracted items at the source's price or the item's cost, owned structures
below pooled items or not, made items with neither bill nor routing at their unit cost or for nothing, outside work once
for an item or once for each outside operation. Every column is rounded once, so it may differ by one minor unit; the
total is the sum of the columns as printed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from fractions import Fraction
from itertools import product
from math import ceil

from .case import Case
from .factory import Item, OrderLine, Step
from .plan import COST_PARTS, Cost
from .quantities import ZERO, plain, start_quantity
from .structure import Reading, component_needs, has_components
from .violation import Violation

MINOR_DIGITS = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "ISK": 0, "BHD": 3, "KWD": 3, "TND": 3, "OMR": 3, "JOD": 3}
PROBED_LINES = 40


@dataclass(frozen=True)
class CostReading:
    """One way to read the paragraph on cost."""

    whole_minutes: bool = True
    merged: bool = False
    outside_by_start: bool = False
    phantom_scrap: bool = False
    material_by_start: bool = False
    subcontract_price: bool = True
    owned_below_pooled: bool = True
    bare_at_cost: bool = True
    outside_once: bool = True


def check_costs(case: Case) -> Iterator[Violation]:
    """Every planned line has its cost by element, and the elements add up."""
    digits = MINOR_DIGITS.get(case.factory.currency, 2)
    minor = Fraction(1, 10**digits)
    for code in case.plan.costs.keys() - case.planned_lines.keys():
        yield Violation("cost-unasked", code, "has a cost but is no planned line")
    for code in case.planned_lines.keys() - case.plan.costs.keys():
        if not case.is_excused(code):
            yield Violation("cost-missing", code, "has no cost")
    lines = [line for code, line in case.planned_lines.items() if code in case.plan.costs]
    reading = _best_reading(case, lines[:PROBED_LINES], minor)
    for line in lines:
        cost = case.plan.costs[line.code]
        yield from _differences(case, line, reading, minor)
        if cost.total != sum(cost.parts.values()):
            yield Violation("cost-total", line.code, f"totals {plain(cost.total)}, its elements do not")
        if abs(cost.unit - cost.total / line.quantity) > minor:
            yield Violation("cost-unit", line.code, f"costs {plain(cost.total)} for {plain(line.quantity)}")


def _best_reading(case: Case, lines: list[OrderLine], minor: Fraction) -> CostReading:
    """The reading with the fewest lines that differ; the plain one where readings tie."""
    first = CostReading()
    doubtful = [line for line in lines if any(True for _ in _differences(case, line, first, minor))]
    if not doubtful:
        return first
    best, fewest = first, len(doubtful)
    for choices in product((True, False), repeat=len(fields(CostReading))):
        reading = CostReading(*choices)
        wrong = sum(1 for line in lines if any(True for _ in _differences(case, line, reading, minor)))
        if wrong < fewest:
            best, fewest = reading, wrong
        if not fewest:
            break
    return best


def _differences(case: Case, line: OrderLine, reading: CostReading, minor: Fraction) -> Iterator[Violation]:
    cost: Cost = case.plan.costs[line.code]
    expected = Estimate(case, line, reading).parts()
    for name in COST_PARTS:
        if abs(cost.parts[name] - expected[name]) > minor:
            yield Violation(
                "cost", line.code, f"{name} is {plain(cost.parts[name])}, the explosion gives {plain(expected[name])}"
            )


class Estimate:
    """The explosion of one order line, lot for lot and without stock, in one reading."""

    def __init__(self, case: Case, line: OrderLine, reading: CostReading) -> None:
        self._case = case
        self._factory = case.factory
        self._line = line
        self._reading = reading
        self._parts = dict.fromkeys(COST_PARTS, ZERO)

    def parts(self) -> dict[str, Fraction]:
        """Cost by element, not yet rounded."""
        if self._reading.merged:
            self._spend_merged()
        else:
            self._spend_each(self._line.item, self._line.quantity, self._line.code)
        parts = self._parts
        parts["overhead"] = (parts["labour"] + parts["machine"]) * self._factory.policy.overhead_rate
        return parts

    def _spend_each(self, item: str, quantity: Fraction, owner: str | None) -> None:
        for component, needed, below in self._spend(item, quantity, owner):
            self._spend_each(component, needed, below)

    def _spend_merged(self) -> None:
        quantities: dict[tuple[str, str | None], Fraction] = {(self._line.item, self._line.code): self._line.quantity}
        for item, owner in self._top_down(self._line.item, self._line.code):
            quantity = quantities.get((item, owner), ZERO)
            if quantity:
                for component, needed, below in self._spend(item, quantity, owner):
                    key = component, below
                    quantities[key] = quantities.get(key, ZERO) + needed

    def _top_down(self, item: str, owner: str | None) -> list[tuple[str, str | None]]:
        order: list[tuple[str, str | None]] = []
        seen: set[tuple[str, str | None]] = set()

        def visit(code: str, line: str | None) -> None:
            if (code, line) in seen:
                return
            seen.add((code, line))
            for component, _, below in self._components(code, Fraction(1), line):
                visit(component, below)
            order.append((code, line))

        visit(item, owner)
        return order[::-1]

    def _spend(self, code: str, quantity: Fraction, owner: str | None) -> list[tuple[str, Fraction, str | None]]:
        """Add what one order of an item costs by itself; the answer is what it needs."""
        item = self._factory.item(code)
        start = start_quantity(quantity, item.scrap_ratio, item.decimals)
        if item.supply == "buy" and not self._factory.owns(owner, code):
            self._parts["material"] += self._material_quantity(start, quantity) * self._price(item)
            return []
        if item.supply == "subcontract" and not self._factory.owns(owner, code):
            price = self._price(item) if self._reading.subcontract_price else item.unit_cost
            self._parts["subcontract"] += self._outside_quantity(start, quantity) * price
        else:
            steps = self._factory.routing(code, owner)
            outside = [step for step in steps if step.outside_days is not None]
            for step in steps:
                if step.outside_days is None:
                    self._spend_step(step, start)
            times = min(1, len(outside)) if self._reading.outside_once else len(outside)
            self._parts["subcontract"] += item.unit_cost * times * self._outside_quantity(start, quantity)
            if self._reading.bare_at_cost and not steps and not has_components(self._factory, code, owner):
                self._parts["material"] += self._material_quantity(start, quantity) * item.unit_cost
        return self._components(code, start, owner)

    def _components(self, code: str, start: Fraction, owner: str | None) -> list[tuple[str, Fraction, str | None]]:
        item = self._factory.item(code)
        if item.supply == "buy" and not self._factory.owns(owner, code):
            return []
        below = owner
        if not self._reading.owned_below_pooled and not self._factory.is_to_order(code, owner):
            below = None
        bill = Reading(below, self._line.wanted_on, self._reading.phantom_scrap)
        return [(need.component, need.quantity, below) for need in component_needs(self._factory, code, start, bill)]

    def _material_quantity(self, start: Fraction, quantity: Fraction) -> Fraction:
        return start if self._reading.material_by_start else quantity

    def _outside_quantity(self, start: Fraction, quantity: Fraction) -> Fraction:
        return start if self._reading.outside_by_start else quantity

    def _spend_step(self, step: Step, start: Fraction) -> None:
        centre = self._factory.centres[step.work_centre]
        minutes = step.setup_minutes + start * step.run_minutes
        if self._reading.whole_minutes:
            minutes = Fraction(ceil(step.setup_minutes) + ceil(start * step.run_minutes))
        crew = 1 if step.crew is None else step.crew
        self._parts["machine"] += minutes * centre.machine_rate / 60
        self._parts["labour"] += minutes * crew * centre.labour_rate / 60

    def _price(self, item: Item) -> Fraction:
        source = self._case.source(item.code)
        return item.unit_cost if source is None or source.price is None else source.price
