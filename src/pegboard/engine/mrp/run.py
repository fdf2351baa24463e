"""The material plan: level by level, what to make and buy, and which supply is for which demand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pegboard.engine.bom.structures import Structures
from pegboard.engine.calendar import WorkingTime, leave_working_days, margin_calendar
from pegboard.engine.core.columns import NOT_GIVEN, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.core.problems import ERROR, Problem
from pegboard.engine.mrp.books import Facts, empty_books
from pegboard.engine.mrp.components import (
    Making,
    Starts,
    component_counts,
    levels_of,
    order_starts,
    write_components,
)
from pegboard.engine.mrp.demand import Demand, independent_demand
from pegboard.engine.mrp.lead_time import Routings, end_by_routing, lead_days, routings
from pegboard.engine.mrp.lot_rules import lot_rules
from pegboard.engine.mrp.netting import net_level
from pegboard.engine.mrp.service import who_is_served
from pegboard.engine.mrp.sorting import serving_order
from pegboard.engine.mrp.supply import supplies
from pegboard.engine.mrp.tables import Orders, PegRows, Requirements, Rules
from pegboard.engine.mrp.timeline import Timeline
from pegboard.engine.mrp.work_orders import receipt_demand
from pegboard.engine.plan.answer import PlanParams
from pegboard.engine.plan.vocabulary import PLANNED_ORDER, RECEIPT
from pegboard.engine.snapshot import Snapshot
from pegboard.engine.snapshot.engineering import BUY, TO_STOCK


@dataclass(frozen=True)
class MaterialPlan:
    """What netting decided, before anything is placed in time.

    Attributes
    ----------
    orders, starts
        One row for each planned order.
    pegs
        Supply, requirement and quantity; the requirement columns below say who asked.
    demander, bill_line
        Who is served by each peg, see Requirements.
    due
        The earliest raw need that each order serves; it may lie in the past.
    """

    demand: Demand
    timeline: Timeline
    rules: Rules
    orders: Orders
    starts: Starts
    pegs: PegRows
    demander: IntArray
    bill_line: IntArray
    due: IntArray
    receipt_need: IntArray  # when each receipt component is wanted
    problems: tuple[Problem, ...]


def run_mrp(snapshot: Snapshot, structures: Structures, working: WorkingTime, params: PlanParams) -> MaterialPlan:
    """Net all demand against stock, receipts and new orders, level by level in low-level-code order."""
    timeline = Timeline(snapshot.local_time, snapshot.now, params.infinite)
    making = Making(
        structures.bills,
        routings(snapshot, structures),
        working,
        structures.item_level,
        snapshot.order_lines.wanted_on(),
    )
    rules = _rules(snapshot, structures, making, timeline)
    demand = independent_demand(snapshot, timeline, rules.earliest_at, _needed_on(snapshot, working, timeline))
    last_need = int(demand.requirements.raw_need.max(initial=0))
    facts = Facts(rules, supplies(snapshot, timeline), demand.ranks, timeline.clock(last_need), structures.owned)
    receipts = receipt_demand(snapshot, demand, timeline, rules.lead_days, making.routings, working)
    netting = _Netting(facts, making, structures.level_count)
    netting.add_all(demand.requirements)
    netting.add_all(receipts.early(netting.levels, structures.item_level))
    for level in range(structures.level_count):
        netting.net(level)
        netting.add_all(receipts.after(level, netting.levels, structures.item_level, netting.receipt_service))
    return netting.result(snapshot, demand, timeline, receipts.needs(len(snapshot.receipt_components)))


def _needed_on(snapshot: Snapshot, working: WorkingTime, timeline: Timeline) -> IntArray:
    """Return the day by whose end each line needs its supply.

    That is its wanted day. Where lead times alone decide, everything is as late as it may be, so the promise margin has
    to be left before it; placed operations are as soon as they can be and need no such room.
    """
    wanted = snapshot.order_lines.wanted_on()
    if not timeline.is_whole_days:
        return wanted
    margin = snapshot.policy.promise_margin_days
    return leave_working_days(snapshot.local_time, working, margin_calendar(snapshot), wanted, margin)


def _rules(snapshot: Snapshot, structures: Structures, making: Making, timeline: Timeline) -> Rules:
    items = snapshot.items
    days = lead_days(snapshot, structures, infinite=timeline.is_whole_days)
    given = np.maximum(days, 0)
    earliest = timeline.end_of(given) if timeline.is_whole_days else timeline.supply_on(given)
    by_routing = np.flatnonzero(days == NOT_GIVEN)
    earliest[by_routing] = _earliest_ends(making.routings, making.working, by_routing, items.safety_stock, timeline.now)
    minimum, multiple = lot_rules(snapshot)
    return Rules(
        is_pooled=(items.strategy == TO_STOCK).astype(np.int64),
        is_bought=(items.supply == BUY).astype(np.int64),
        minimum=minimum,
        multiple=multiple,
        lot_days=items.lot_days,
        scrap_micro=items.scrap_micro,
        lead_days=days,
        earliest_at=earliest,
    )


@kernel
def _earliest_ends(routings: Routings, working: WorkingTime, items: IntArray, quantity: IntArray, now: int) -> IntArray:
    ends = np.empty(len(items), np.int64)
    for at in range(len(items)):
        ends[at] = end_by_routing(routings, working, items[at], quantity[items[at]], now)
    return ends


class _Netting:
    """The run through the levels: what is still to be served, and what has been decided."""

    def __init__(self, facts: Facts, making: Making, level_count: int) -> None:
        self._facts, self._making = facts, making
        self._waiting: list[list[Requirements]] = [[] for _ in range(level_count)]
        self._orders: list[Orders] = []
        self._starts: list[Starts] = []
        self._pegs: list[PegRows] = []
        self._demander: list[IntArray] = []
        self._bill_line: list[IntArray] = []
        self._due: list[IntArray] = []
        self._order_count = 0
        self.receipt_service = np.full(len(facts.supplies.left[RECEIPT]), NOT_GIVEN, np.int64)

    def add_all(self, requirements: Requirements) -> None:
        """Put requirements of independent demand where their items are netted."""
        level = self.levels(requirements)
        for at in np.unique(level).tolist():
            rows = np.flatnonzero(level == at)
            self._waiting[at].append(Requirements(*(column[rows] for column in requirements)))

    def levels(self, requirements: Requirements) -> IntArray:
        """Return the level at which each requirement is netted."""
        return levels_of(requirements, self._facts, self._making)

    def net(self, level: int) -> None:
        """Serve the requirements of a level and pass its orders' needs on to the levels below."""
        if not self._waiting[level]:
            return
        chunks = self._waiting[level]
        asked = chunks[0] if len(chunks) == 1 else Requirements(*map(np.concatenate, zip(*chunks, strict=True)))
        self._waiting[level] = []
        order = serving_order(asked, self._facts.clock.floor)
        books = empty_books(len(order), self._facts.supplies, len(self._facts.owned.item))
        net_level(order, asked, self._facts, books)
        orders = Orders(*(column[: books.counts[0]] for column in books.orders))
        due = who_is_served(asked, self._facts, books, self.receipt_service)
        starts = order_starts(orders, self._facts, self._making)
        self._pass_on(orders, starts)
        pegs = PegRows(*(column[: books.counts[1]] for column in books.pegs))
        pegs.supply[pegs.supply_kind == PLANNED_ORDER] += self._order_count
        self._demander.append(asked.demander[pegs.requirement])
        self._bill_line.append(asked.bill_line[pegs.requirement])
        self._orders.append(orders)
        self._starts.append(starts)
        self._pegs.append(pegs)
        self._due.append(due)
        self._order_count += len(orders.item)

    def _pass_on(self, orders: Orders, starts: Starts) -> None:
        counts = np.zeros(len(self._waiting), np.int64)
        component_counts(orders, starts, self._facts, self._making, counts)
        first = np.cumsum(counts) - counts
        place = first.copy()
        rows = Requirements(*(np.empty(counts.sum(), np.int64) for _ in Requirements._fields))
        write_components(self._order_count, orders, starts, self._facts, self._making, rows, place)
        for level in np.flatnonzero(place > first).tolist():
            part = slice(first[level], place[level])
            self._waiting[level].append(Requirements(*(column[part] for column in rows)))

    def result(self, snapshot: Snapshot, demand: Demand, timeline: Timeline, receipt_need: IntArray) -> MaterialPlan:
        """Return everything decided, levels one after the other."""
        orders = Orders(*_joined(self._orders, Orders._fields))
        starts = Starts(*_joined(self._starts, Starts._fields))
        too_large = np.unique(orders.item[starts.is_too_large != 0]).tolist()
        problems = [Problem("quantity-too-large", snapshot.items.code[item], "items", ERROR) for item in too_large]
        return MaterialPlan(
            demand=demand,
            timeline=timeline,
            rules=self._facts.rules,
            orders=orders,
            starts=starts,
            pegs=PegRows(*_joined(self._pegs, PegRows._fields)),
            demander=_joined_column(self._demander),
            bill_line=_joined_column(self._bill_line),
            due=_joined_column(self._due),
            receipt_need=receipt_need,
            problems=(*demand.problems, *problems),
        )


def _joined(chunks: Sequence[tuple[IntArray, ...]], names: tuple[str, ...]) -> list[IntArray]:
    return [_joined_column([chunk[at] for chunk in chunks]) for at in range(len(names))]


def _joined_column(chunks: Sequence[IntArray]) -> IntArray:
    return np.concatenate(chunks) if chunks else np.zeros(0, np.int64)
