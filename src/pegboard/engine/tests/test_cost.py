"""The estimate of an order line equals the sum over its explosion."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import Final

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pegboard.engine.bom import Structures, structures
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, IntArray
from pegboard.engine.core.rounding import LARGEST, MICRO
from pegboard.engine.cost import cost_problems, roll_up_cost
from pegboard.engine.cost.exact_cost import exact_line
from pegboard.engine.cost.line_cost import ELEMENTS, cost_lines
from pegboard.engine.cost.rates import costed_lines, money, rates
from pegboard.engine.plan import Costs
from pegboard.engine.snapshot import (
    BomLines,
    RoutingOperations,
    Snapshot,
)
from pegboard.engine.snapshot.engineering import BUY, MAKE, SUBCONTRACT
from pegboard.engine.tests.cost_facts import Facts
from pegboard.engine.tests.facts_by_hand import Row
from pegboard.engine.tests.worked_tables import worked_tables

COLUMNS: Final = ("material", "labour", "machine", "subcontract", "overhead", "total", "unit")
ITEMS: Final = 7
ratios = st.sampled_from([0, 0, 100_000, 333_333, 20_000])
days = st.sampled_from([NOT_GIVEN, NOT_GIVEN, 3, 5])
rates_ = st.integers(0, 3_000_000)


def bills(order_line: st.SearchStrategy[int], pairs: list[tuple[int, int]]) -> st.SearchStrategy[Row]:
    return st.builds(
        lambda pair, row: {**row, "parent": pair[0], "component": pair[1]},
        st.sampled_from(pairs),
        st.fixed_dictionaries({
            "order_line": order_line, "sequence": st.sampled_from([NOT_GIVEN, 10]), "quantity_per_micro": rates_,
            "fixed_micro": st.sampled_from([0, 0, 1_500_000]), "scrap_micro": ratios, "is_phantom": st.booleans(),
            "valid_from": days, "valid_to": days,
        }),
    )  # fmt: skip


def steps(order_line: st.SearchStrategy[int]) -> st.SearchStrategy[Row]:
    return st.fixed_dictionaries({
        "order_line": order_line, "item": st.integers(0, ITEMS - 1), "sequence": st.sampled_from([10, 20]),
        "work_centre": st.integers(0, 1), "setup_micro": rates_, "run_micro": rates_,
        "crew": st.sampled_from([NOT_GIVEN, 0, 1, 3]), "outside_days": st.sampled_from([NOT_GIVEN, NOT_GIVEN, 4]),
    })  # fmt: skip


items_: Final[st.SearchStrategy[Row]] = st.fixed_dictionaries({
    "supply": st.sampled_from([MAKE, MAKE, MAKE, BUY, SUBCONTRACT]), "decimals": st.sampled_from([0, 0, 2, 6]),
    "scrap_micro": ratios, "unit_cost_micro": st.sampled_from([NOT_GIVEN, 12_345_678]),
})  # fmt: skip
sources_: Final[st.SearchStrategy[Row]] = st.fixed_dictionaries({
    "item": st.integers(0, ITEMS - 1), "supplier": st.sampled_from("PQ"), "rank": st.integers(1, 2),
    "price_micro": st.sampled_from([NOT_GIVEN, 999, 7_500_000]),
})  # fmt: skip


@st.composite
def factories(draw: st.DrawFn, *, quantities: st.SearchStrategy[int]) -> Snapshot:
    """A few items in any order of depth, phantoms, validity, outside steps, owned structures, all kinds of supply."""
    depth = draw(st.permutations(range(ITEMS)))
    pairs = [(a, b) for a in range(ITEMS) for b in range(ITEMS) if depth[a] < depth[b]]
    lines = draw(st.integers(1, 3))
    master, owner = st.just(NO_ROW), st.integers(0, lines - 1)
    return Facts(
        items=[{"code": f"I{row}", **draw(items_)} for row in range(ITEMS)],
        lines=[
            {"order": "O", "line": str(row), "item": draw(st.integers(0, ITEMS - 1)), "quantity": draw(quantities),
             "requested_on": draw(st.integers(1, 8)), "promised_on": draw(days)}
            for row in range(lines)
        ],
        boms=draw(st.lists(bills(master, pairs), max_size=10)),
        routings=draw(st.lists(steps(master), max_size=8)),
        own_boms=draw(st.lists(bills(owner, pairs), max_size=5)),
        own_routings=draw(st.lists(steps(owner), max_size=4)),
        sources=draw(st.lists(sources_, max_size=5)),
        centres=[
            {"code": "W0", "machine_rate_micro": 60_000_000, "labour_rate_micro": 31_234_567},
            {"code": "W1", "machine_rate_micro": 1, "labour_rate_micro": 0},
        ],
        overhead_micro=draw(st.sampled_from([0, 150_000, 1_234_567])),
    ).snapshot()  # fmt: skip


@dataclass
class Explosion:
    """What one order line needs, straight from the folder's tables: no levels, no resolved bills, only fractions."""

    facts: Snapshot
    line: int
    known: dict[int, int] = field(default_factory=dict)

    def rows(self, item: int, master: BomLines | RoutingOperations, own: BomLines | RoutingOperations) -> list[int]:
        """Return the own rows of the item, counted from the end of the master's, else the master's."""
        name = "parent" if isinstance(own, BomLines) else "item"
        found = np.flatnonzero((own.order_line == self.line) & (getattr(own, name) == item)) + len(master)
        return list(found if len(found) else np.flatnonzero(getattr(master, name) == item))

    def bill(self, item: int, *, valid: bool = True) -> list[tuple[int, Fraction, Fraction]]:
        """Return component, quantity per unit and fixed quantity, phantoms resolved."""
        found: list[tuple[int, Fraction, Fraction]] = []
        for place in self.rows(item, self.facts.boms, self.facts.order_boms):
            masters = len(self.facts.boms)
            lines, row = (self.facts.boms, place) if place < masters else (self.facts.order_boms, place - masters)
            if valid and not is_valid(lines, row, self.day):
                continue
            good = 1 - Fraction(int(lines.scrap_micro[row]), MICRO)
            per = Fraction(int(lines.quantity_per_micro[row]), MICRO) / good
            fixed = Fraction(int(lines.fixed_micro[row]), MICRO) / good
            below = [(int(lines.component[row]), Fraction(1), Fraction(0))]
            if lines.is_phantom[row]:
                below = self.bill(below[0][0], valid=valid)
            found += [(component, per * inner, fixed * inner + once) for component, inner, once in below]
        return found

    @property
    def day(self) -> int:
        promised = int(self.facts.order_lines.promised_on[self.line])
        return int(self.facts.order_lines.requested_on[self.line]) if promised == NOT_GIVEN else promised

    def unit(self, item: int) -> int:
        return int(10 ** self.facts.items.decimals[item])

    def need(self, item: int) -> int:
        """Return the quanta needed: of every parent's every bill line, each rounded up once."""
        if item not in self.known:
            lines = self.facts.order_lines
            needed = int(lines.quantity[self.line]) if lines.item[self.line] == item else 0
            for parent in range(len(self.facts.items)):
                uses = [line for line in self.bill(parent) if line[0] == item]
                if uses and self.facts.items.supply[parent] != BUY and self.need(parent):
                    units = Fraction(self.start(parent), self.unit(parent))
                    needed += sum(ceil((units * per + fixed) * self.unit(item)) for _, per, fixed in uses)
            self.known[item] = needed
        return self.known[item]

    def start(self, item: int) -> int:
        return ceil(self.need(item) / (1 - Fraction(int(self.facts.items.scrap_micro[item]), MICRO)))

    def elements(self) -> dict[str, Fraction]:
        """Return the exact amounts in major units."""
        sums = dict.fromkeys(COLUMNS[:5], Fraction(0))
        for item in range(len(self.facts.items)):
            if self.need(item):
                for element, amount in self.own_cost(item):
                    sums[element] += amount
        overhead = Fraction(self.facts.policy.overhead_micro, MICRO)
        sums["overhead"] = overhead * (sums["labour"] + sums["machine"])
        return sums

    def own_cost(self, item: int) -> list[tuple[str, Fraction]]:
        supply = self.facts.items.supply[item]
        units = Fraction(self.start(item), self.unit(item))
        at_cost = units * max(0, int(self.facts.items.unit_cost_micro[item])) / MICRO
        if supply != MAKE:
            sources = np.flatnonzero(self.facts.sources.item == item)
            price = int(self.facts.sources.price_micro[sources[0]]) if len(sources) else NOT_GIVEN
            amount = at_cost if price == NOT_GIVEN else units * price / MICRO
            return [("material" if supply == BUY else "subcontract", amount)]
        steps = self.rows(item, self.facts.routings, self.facts.order_routings)
        found = [cost for step in steps for cost in self.work(step, units)]
        if ("subcontract", Fraction(0)) in found:
            found.append(("subcontract", at_cost))
        if not steps and not self.bill(item, valid=False):
            found.append(("material", at_cost))
        return found

    def work(self, place: int, units: Fraction) -> list[tuple[str, Fraction]]:
        masters = len(self.facts.routings)
        table_, row = (self.facts.routings, place) if place < masters else (self.facts.order_routings, place - masters)
        if table_.outside_days[row] != NOT_GIVEN:
            return [("subcontract", Fraction(0))]
        minutes = ceil(Fraction(int(table_.setup_micro[row]), MICRO)) + ceil(units * int(table_.run_micro[row]) / MICRO)
        crew = 1 if table_.crew[row] == NOT_GIVEN else int(table_.crew[row])
        centre, hour = int(table_.work_centre[row]), Fraction(minutes, 60 * MICRO)
        rate = self.facts.work_centres
        return [
            ("labour", hour * crew * int(rate.labour_rate_micro[centre])),
            ("machine", hour * int(rate.machine_rate_micro[centre])),
        ]


def is_valid(lines: BomLines, row: int, day: int) -> bool:
    ends = int(lines.valid_to[row])
    return int(lines.valid_from[row]) <= day and (ends == NOT_GIVEN or day <= ends)


def half_up(amount: Fraction) -> int:
    return floor(amount + Fraction(1, 2))


def estimate(facts: Snapshot, line: int) -> dict[str, int]:
    """Return the cost row of one line, from its explosion."""
    cost = {element: half_up(amount * 100) for element, amount in Explosion(facts, line).elements().items()}
    cost["total"] = sum(cost.values())
    item, quantity = int(facts.order_lines.item[line]), int(facts.order_lines.quantity[line])
    cost["unit"] = half_up(Fraction(cost["total"] * int(10 ** facts.items.decimals[item]), quantity))
    return cost


def costs_of(facts: Snapshot) -> Costs:
    return roll_up_cost(facts, structures(facts), all_lines(facts))


def all_lines(facts: Snapshot) -> IntArray:
    return np.arange(len(facts.order_lines))


def rows_of(costs: Costs) -> list[dict[str, int]]:
    return [{name: int(getattr(costs, name)[row]) for name in COLUMNS} for row in range(len(costs))]


@given(factories(quantities=st.integers(1, 5000)))
def test_the_roll_up_equals_the_sum_over_the_explosion(facts: Snapshot) -> None:
    assert rows_of(costs_of(facts)) == [estimate(facts, line) for line in range(len(facts.order_lines))]


@given(factories(quantities=st.integers(10**8, 10**15)))
def test_a_huge_quantity_costs_what_its_explosion_costs(facts: Snapshot) -> None:
    costs = costs_of(facts)
    wanted = {line: estimate(facts, line) for line in range(len(facts.order_lines))}
    assert rows_of(costs) == [wanted[line] for line in costs.order_line.tolist()]
    for line in set(wanted) - set(costs.order_line.tolist()):
        assert max(wanted[line].values()) > LARGEST // 8


@given(factories(quantities=st.sampled_from([1, 7, 10**6, 10**10, 10**14])))
def test_compiled_plain_and_exact_costs_are_the_same(facts: Snapshot) -> None:
    built = structures(facts)
    known, currency, lines = rates(facts, built), money(facts), costed_lines(facts, all_lines(facts))
    found = []
    for function in (cost_lines, getattr(cost_lines, "py_func", cost_lines)):
        elements = np.zeros((len(lines.row), ELEMENTS), dtype=np.int64)
        fitted = function(known, currency, lines, elements)
        found.append((fitted.tolist(), elements[fitted].tolist()))
    assert found[0] == found[1]
    exact = [exact_line(known, currency, lines, number) for number in np.flatnonzero(found[0][0]).tolist()]
    assert exact == found[0][1]


def test_a_line_that_overflows_leaves_the_next_line_unharmed() -> None:
    # Both lines use the same item; only the first one does not fit.
    facts = benches(quantities=(4 * 10**17, 2))
    small = benches(quantities=(1, 2))
    costs = costs_of(facts)
    assert costs.order_line.tolist() == [1]
    assert rows_of(costs)[0] == rows_of(costs_of(small))[1]
    assert [(problem.code, problem.subject) for problem in cost_problems(facts, all_lines(facts), costs)] == [
        ("cost-too-large", "SO-1/0")
    ]


def test_a_bill_beyond_all_numbers_has_no_cost() -> None:
    facts = Facts(
        items=[{"code": f"I{row}", "supply": MAKE} for row in range(9)],
        lines=[{"order": "O", "line": "1", "quantity": 1}],
        boms=[
            {
                "order_line": NO_ROW,
                "parent": row,
                "component": row + 1,
                "quantity_per_micro": 10**17,
                "is_phantom": True,
            }
            for row in range(7)
        ]
        + [{"order_line": NO_ROW, "parent": 7, "component": 8, "quantity_per_micro": 1}],
    ).snapshot()
    assert len(costs_of(facts)) == 0


def test_an_item_that_is_needed_too_much_twice_has_no_cost() -> None:
    line = {"order_line": NO_ROW, "parent": 0, "component": 1, "quantity_per_micro": 10**17}
    facts = Facts(
        items=[{"code": "A"}, {"code": "B", "supply": BUY, "unit_cost_micro": 10**17}],
        lines=[{"order": "O", "line": "1", "quantity": 10**12}],
        boms=[{**line, "sequence": 10}, {**line, "sequence": 20}],
    ).snapshot()
    assert len(costs_of(facts)) == 0


def test_a_crew_dearer_than_all_numbers_has_no_cost() -> None:
    facts = Facts(
        items=[{"code": "A"}],
        lines=[{"order": "O", "line": "1", "quantity": 1}],
        routings=[{"order_line": NO_ROW, "run_micro": MICRO, "crew": 10**12}],
        centres=[{"code": "W", "labour_rate_micro": 10**17}],
    ).snapshot()
    assert len(costs_of(facts)) == 0


def test_the_chosen_lines_keep_their_order() -> None:
    facts = benches(quantities=(1, 2, 3))
    built: Structures = structures(facts)
    assert roll_up_cost(facts, built, np.array([2, 0])).order_line.tolist() == [2, 0]
    assert len(roll_up_cost(facts, built, np.array([], dtype=np.int64))) == 0


def benches(*, quantities: tuple[int, ...]) -> Snapshot:
    """The worked table of the paper on cost: a bench with bought oak, an outside finish and a subcontracted seat."""
    bench, finish, foam, oak, seat = range(5)
    items: list[Row] = [
        {"code": "BENCH", "supply": MAKE},
        {"code": "FINISHED-FRAME", "supply": MAKE, "scrap_micro": 100_000, "unit_cost_micro": 8_000_000},
        {"code": "FOAM", "supply": BUY, "unit_cost_micro": 6_250_000},
        {"code": "OAK", "supply": BUY, "decimals": 2, "unit_cost_micro": 99_000_000},
        {"code": "SEAT", "supply": SUBCONTRACT},
    ]
    master: Row = {"order_line": NO_ROW}
    boms: list[Row] = [
        {**master, "parent": bench, "component": finish, "quantity_per_micro": 1 * MICRO},
        {**master, "parent": bench, "component": seat, "quantity_per_micro": 1 * MICRO},
        {**master, "parent": bench, "component": oak, "quantity_per_micro": 500_000},
        {**master, "parent": finish, "component": oak, "quantity_per_micro": 1_250_000, "scrap_micro": 150_000},
        {**master, "parent": seat, "component": foam, "quantity_per_micro": 2 * MICRO, "fixed_micro": 1 * MICRO},
    ]
    routings: list[Row] = [
        {**master, "item": bench, "sequence": 10, "work_centre": 0, "setup_micro": 15 * MICRO, "run_micro": 20 * MICRO},
        {**master, "item": finish, "sequence": 10, "work_centre": 1, "setup_micro": 10 * MICRO,
         "run_micro": 12_500_000, "crew": 2},
        {**master, "item": finish, "sequence": 20, "work_centre": 1, "outside_days": 3},
    ]  # fmt: skip
    return Facts(
        items=items,
        lines=[
            {"order": "SO-1", "line": str(row), "item": bench, "quantity": quantity, "requested_on": 30}
            for row, quantity in enumerate(quantities)
        ],
        boms=boms,
        routings=routings,
        sources=[
            {"item": oak, "supplier": "P", "rank": 2, "price_micro": 1_000_000},
            {"item": oak, "supplier": "Q", "rank": 1, "price_micro": 42_400_000},
            {"item": seat, "supplier": "P", "rank": 1, "price_micro": 30_000_000},
        ],
        centres=[
            {"code": "ASSEMBLY", "machine_rate_micro": 0, "labour_rate_micro": 36_000_000},
            {"code": "SAW", "machine_rate_micro": 24_000_000, "labour_rate_micro": 30_000_000},
        ],
        overhead_micro=150_000,
    ).snapshot()


def test_the_worked_tables_hold() -> None:
    facts = benches(quantities=(4,))
    needs, elements = worked_tables("cost.md", "item", "material")
    explosion = Explosion(facts, 0)
    for row, code in enumerate(facts.items.code.tolist()):
        told = next(need for need in needs if need["item"] == code)
        assert Fraction(told["needed"]) * explosion.unit(row) == explosion.need(row)
        assert Fraction(told["started"]) * explosion.unit(row) == explosion.start(row)
    assert rows_of(costs_of(facts)) == [{name: int(Fraction(elements[0][name]) * 100) for name in COLUMNS}]
