"""The promise book: what a plan leaves free, prepared once so that every inquiry is answered in milliseconds."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from pegboard.engine.bom import Structures, structures
from pegboard.engine.calendar import LAST_DAY, WorkingTime
from pegboard.engine.core.columns import BoolArray, IntArray, ints
from pegboard.engine.plan import Plan
from pegboard.engine.promise.capacity import Capacity, capacity_of
from pegboard.engine.promise.explosion import Material
from pegboard.engine.promise.free_supply import free_supplies
from pegboard.engine.promise.inquiry import Inquiry, joined, line_of
from pegboard.engine.promise.making import Making, earliest_new_orders, making_of, with_own_structure
from pegboard.engine.promise.sealing import sealed
from pegboard.engine.snapshot import Snapshot


@dataclass(frozen=True)
class PromiseBook:
    """Free material, idle capacity, and how everything is made, over one plan; no inquiry changes it."""

    snapshot: Snapshot
    plan: Plan
    structures: Structures
    working_time: WorkingTime
    material: Material
    capacity: Capacity
    making: Making


@dataclass(frozen=True)
class Ways:
    """How one inquiry is supplied: the masters of the book, or with what it owns itself."""

    snapshot: Snapshot
    structures: Structures
    making: Making
    material: Material


def promise_book(snapshot: Snapshot, plan: Plan, structures: Structures, working_time: WorkingTime) -> PromiseBook:
    """Prepare all that inquiries over a plan read."""
    wt = sealed(working_time)
    days = snapshot.local_time.day_start(np.arange(LAST_DAY))
    making = sealed(making_of(snapshot, structures, wt, day_start=days, infinite=plan.params.infinite))
    free = sealed(free_supplies(snapshot, plan))
    begin = earliest_new_orders(making, free, _deepest_first(making))
    return PromiseBook(
        snapshot=snapshot,
        plan=plan,
        structures=structures,
        working_time=wt,
        material=sealed(Material(free, begin)),
        capacity=sealed(capacity_of(snapshot, plan, wt)),
        making=making,
    )


def ways_of(book: PromiseBook, inquiry: Inquiry) -> Ways:
    """Return how an inquiry is supplied, its own structure resolved."""
    if not inquiry.owns_structure:
        return Ways(book.snapshot, book.structures, book.making, book.material)
    own = _own_snapshot(book, inquiry)
    found = structures(own)
    days, infinite = book.making.day_start, book.plan.params.infinite
    masters = making_of(own, found, book.working_time, day_start=days, infinite=infinite)
    making = sealed(with_own_structure(masters, found, own.items))
    extra = len(own.items) - len(book.snapshot.items)
    first = book.material.free.first
    free = sealed(book.material.free._replace(first=np.append(first, np.repeat(first[-1:], extra))))
    begin = earliest_new_orders(making, free, _deepest_first(making))
    return Ways(own, found, making, sealed(Material(free, begin)))


def _own_snapshot(book: PromiseBook, inquiry: Inquiry) -> Snapshot:
    """Return the facts that the structure of an inquiry is resolved from: the masters it can reach, and its own."""
    facts = book.snapshot
    items = facts.items if inquiry.new_items is None else joined(facts.items, inquiry.new_items)
    boms = facts.order_boms.take(ints([])) if inquiry.boms is None else inquiry.boms
    routings = facts.order_routings.take(ints([])) if inquiry.routings is None else inquiry.routings
    reached = _reached(book, inquiry.item, boms.parent, boms.component, len(items))
    return replace(
        facts,
        items=items,
        order_lines=line_of(inquiry),
        order_boms=replace(boms, order_line=np.zeros(len(boms), dtype=np.int64)),
        order_routings=replace(routings, order_line=np.zeros(len(routings), dtype=np.int64)),
        boms=facts.boms.take(np.flatnonzero(reached[facts.boms.parent])),
        routings=facts.routings.take(np.flatnonzero(reached[facts.routings.item])),
    )


def _reached(book: PromiseBook, item: int, parents: IntArray, components: IntArray, count: int) -> BoolArray:
    """Say of each item whether the bills of an item lead to it, by its own or by master bills."""
    boms = book.snapshot.boms
    all_parents = np.concatenate((boms.parent, parents))
    all_components = np.concatenate((boms.component, components))
    reached = np.zeros(count, dtype=np.bool_)
    reached[item] = True
    while True:
        found = all_components[reached[all_parents]]
        if reached[found].all():
            return reached
        reached[found] = True


def _deepest_first(making: Making) -> IntArray:
    order = np.argsort(-making.items.level, kind="stable")
    order.flags.writeable = False
    return order
