"""Sharing out a pooled supply that cannot all be in time: better priorities get the earlier supply.

Netting pegs by need time, which serves everyone in time whenever that is possible. Where it is not, the supplies of the
item are given out again in three steps:

1. in order of priority, then need, each requirement books as much as can still be in time for it, from the latest
   supply that is early enough (the greedy of a transversal matroid: no better priority is late for a worse one);
2. what could not be in time gets what nobody booked, earliest supply first, in order of priority, then need;
3. what was booked is pegged by need time to the rest, earliest supply first.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from pegboard.engine.core.columns import NO_ROW, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.mrp.books import Books, Facts, put_peg
from pegboard.engine.mrp.tables import PegRows, Requirements
from pegboard.engine.plan.vocabulary import PLANNED_ORDER

PRIVATE: Final = -1
"""In place of a minute: this supply serves nobody else."""


class Lots(NamedTuple):
    """The supplies to share out, earliest first."""

    kind: IntArray
    row: IntArray
    available_at: IntArray
    left: IntArray


class Wants(NamedTuple):
    """The requirements to share among, in serving order."""

    row: IntArray
    need: IntArray
    priority: IntArray
    quantity: IntArray


@kernel
def repeg(first: int, requirements: Requirements, facts: Facts, books: Books) -> None:
    """Share out again what one item's pegs from `first` on hold, if somebody is late and priorities differ."""
    available_at = _available_at(first, facts, books)
    if not _is_worth_it(first, available_at, requirements, facts, books):
        return
    pegs = PegRows(
        books.pegs.supply_kind[first : books.counts[1]].copy(),
        books.pegs.supply[first : books.counts[1]].copy(),
        books.pegs.requirement[first : books.counts[1]].copy(),
        books.pegs.quantity[first : books.counts[1]].copy(),
    )
    books.counts[1] = first
    for peg in np.flatnonzero(available_at == PRIVATE):
        put_peg(pegs.supply_kind[peg], pegs.supply[peg], pegs.requirement[peg], pegs.quantity[peg], books)
    shared = np.flatnonzero(available_at != PRIVATE)
    lots = _lots(shared, available_at, pegs)
    wants = _wants(shared, pegs, requirements, facts)
    by_priority = np.argsort(wants.priority, kind="mergesort")
    booked, unbooked = _book_in_time(by_priority, lots, wants)
    unbooked_before = unbooked.copy()
    at = 0
    for want in by_priority:
        at = _give(at, wants.quantity[want] - booked[want], wants.row[want], lots, unbooked, books)
    lots.left[:] -= unbooked_before - unbooked
    at = 0
    for want in range(len(wants.row)):
        at = _give(at, booked[want], wants.row[want], lots, lots.left, books)


@kernel
def _available_at(first: int, facts: Facts, books: Books) -> IntArray:
    """Return when the supply of each peg is there; PRIVATE where it is reserved or owned, so not to be shared."""
    pegs, orders, supplies = books.pegs, books.orders, facts.supplies
    owned, item, need, earliest = orders.owned, orders.item, orders.need, facts.rules.earliest_at
    found = np.empty(books.counts[1] - first, np.int64)
    for at in range(len(found)):
        kind, row = pegs.supply_kind[first + at], pegs.supply[first + at]
        if kind == PLANNED_ORDER:
            found[at] = max(need[row], earliest[item[row]]) if owned[row] == NO_ROW else PRIVATE
        else:
            found[at] = PRIVATE if supplies.is_reserved[kind][row] else supplies.available_at[kind][row]
    return found


@kernel
def _is_worth_it(first: int, available_at: IntArray, requirements: Requirements, facts: Facts, books: Books) -> bool:
    somebody_late = False
    best, worst = np.int64(2**62), np.int64(0)
    raw_need, service, priorities = requirements.raw_need, requirements.service, facts.ranks.priority
    floor, requirement = facts.clock.floor, books.pegs.requirement
    for at in range(len(available_at)):
        if available_at[at] == PRIVATE:
            continue
        row = requirement[first + at]
        priority = priorities[service[row] >> 1]
        best, worst = min(best, priority), max(worst, priority)
        somebody_late = somebody_late or available_at[at] > max(raw_need[row], floor)
    return bool(somebody_late and best < worst)


@kernel
def _lots(shared: IntArray, available_at: IntArray, pegs: PegRows) -> Lots:
    kind, row = np.empty(len(shared), np.int64), np.empty(len(shared), np.int64)
    time, left = np.empty(len(shared), np.int64), np.empty(len(shared), np.int64)
    lots = 0
    for at in np.argsort(pegs.supply_kind[shared] * 2**48 + pegs.supply[shared], kind="mergesort"):
        peg = shared[at]
        if lots == 0 or kind[lots - 1] != pegs.supply_kind[peg] or row[lots - 1] != pegs.supply[peg]:
            kind[lots], row[lots] = pegs.supply_kind[peg], pegs.supply[peg]
            time[lots], left[lots] = available_at[peg], 0
            lots += 1
        left[lots - 1] += pegs.quantity[peg]
    by_time = np.argsort(time[:lots], kind="mergesort")
    return Lots(kind[by_time], row[by_time], time[by_time], left[by_time])


@kernel
def _wants(shared: IntArray, pegs: PegRows, requirements: Requirements, facts: Facts) -> Wants:
    row, quantity = np.empty(len(shared), np.int64), np.empty(len(shared), np.int64)
    wants = 0
    for at in np.argsort(pegs.requirement[shared], kind="mergesort"):
        peg = shared[at]
        if wants == 0 or row[wants - 1] != pegs.requirement[peg]:
            row[wants], quantity[wants] = pegs.requirement[peg], 0
            wants += 1
        quantity[wants - 1] += pegs.quantity[peg]
    row, quantity = row[:wants], quantity[:wants]
    by_service = np.argsort(requirements.service[row], kind="mergesort")
    row, quantity = row[by_service], quantity[by_service]
    need = np.maximum(requirements.raw_need[row], facts.clock.floor)
    by_need = np.argsort(need, kind="mergesort")
    row = row[by_need]
    priority = facts.ranks.priority[requirements.service[row] >> 1]
    return Wants(row, need[by_need], priority, quantity[by_need])


@kernel
def _book_in_time(by_priority: IntArray, lots: Lots, wants: Wants) -> tuple[IntArray, IntArray]:
    """Return how much of each want can be in time, and what is left of each lot then."""
    booked = np.zeros(len(wants.row), np.int64)
    left = lots.left.copy()
    latest = np.arange(len(lots.row) + 1)  # of place p (lot p - 1): the last place up to p with something left; 0: none
    for want in by_priority:
        place = np.searchsorted(lots.available_at, wants.need[want], side="right")
        missing = wants.quantity[want]
        while missing > 0:
            place = _last_with_something(place, latest)
            if place == 0:
                break
            taken = min(missing, left[place - 1])
            left[place - 1] -= taken
            missing -= taken
            if left[place - 1] == 0:
                latest[place] = place - 1
        booked[want] = wants.quantity[want] - missing
    return booked, left


@kernel
def _last_with_something(place: int, latest: IntArray) -> int:
    top = place
    while latest[top] != top:
        top = latest[top]
    while latest[place] != top:
        above = latest[place]
        latest[place] = top
        place = above
    return top


@kernel
def _give(at: int, quantity: int, row: int, lots: Lots, free: IntArray, books: Books) -> int:
    """Peg a quantity from what is free of the lots from `at` on; return the first lot that has something left."""
    while quantity > 0:
        taken = min(quantity, free[at])
        if taken > 0:
            free[at] -= taken
            quantity -= taken
            put_peg(lots.kind[at], lots.row[at], row, taken, books)
        if free[at] == 0:
            at += 1
    return at
