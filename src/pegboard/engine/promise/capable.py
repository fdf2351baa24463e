"""Capable to promise: one more order on top of a plan in which nothing moves."""

from __future__ import annotations

import numpy as np

from pegboard.engine.core.columns import NOT_GIVEN, IntArray
from pegboard.engine.core.problems import ERROR, Problem
from pegboard.engine.promise.answering import answer_tables
from pegboard.engine.promise.book import PromiseBook, Ways, ways_of
from pegboard.engine.promise.chain import chain_of, rows_by_group
from pegboard.engine.promise.dates import WantedLines, dated_lines
from pegboard.engine.promise.explosion import (
    NO_ROOM,
    ORDERS,
    PEG_ORDER,
    PEGS,
    TOO_LARGE,
    TROUBLE,
    Draft,
    Wanted,
    explode_inquiry,
    never_made,
    new_draft,
)
from pegboard.engine.promise.inquiry import Answer, Inquiry
from pegboard.engine.promise.placement import Placing, new_own, place_inquiry, room_for_operations

FIRST_ROOM = 1024
"""Requirements to make room for at first; where that is too little, the explosion runs again."""


def capable_to_promise(book: PromiseBook, request: Inquiry) -> Answer:
    """Return when an inquiry could be delivered if nothing that is planned moves.

    Parameters
    ----------
    book
        See promise_book.
    request
        What is asked for.
    """
    ways = ways_of(book, request)
    draft = _exploded(ways, request)
    placing = _placed(book, ways, draft)
    tables = answer_tables(book, ways, placing, request)
    line = len(book.snapshot.order_lines)
    wanted = WantedLines(
        order_line=np.array([line]),
        item=np.array([request.item]),
        quantity=np.array([request.quantity]),
        wanted_on=np.array([request.requested_on]),
    )
    promises, stack = dated_lines(ways.snapshot, book.working_time, chain_of(ways.snapshot, tables), wanted)
    return Answer(
        inquiry=request,
        facts=book.snapshot,
        order_line=line,
        orders_from=tables.orders_from,
        promises=promises,
        stack=stack,
        operations=tables.operations,
        planned_orders=tables.planned_orders,
        pegs=tables.pegs,
        placed_operations=tables.placed_operations,
        people=tables.people,
        problems=_problems(ways, draft, promises.finish_at),
    )


def _exploded(ways: Ways, request: Inquiry) -> Draft:
    """Return what the inquiry needs, with room for all of it; nothing at all where it is too large to count."""
    valid_on = request.requested_on if request.requested_on != NOT_GIVEN else ways.making.today
    wanted = Wanted(request.item, request.quantity, valid_on)
    room = FIRST_ROOM
    while True:
        draft = new_draft(ways.material, len(ways.snapshot.items), room=room)
        explode_inquiry(ways.making, ways.material, wanted, draft)
        if draft.counts[TROUBLE] != NO_ROOM:
            break
        room *= 4
    if draft.counts[TROUBLE] == TOO_LARGE:
        draft.counts[[ORDERS, PEGS]] = 0
    return draft


def _placed(book: PromiseBook, ways: Ways, draft: Draft) -> Placing:
    orders = int(draft.counts[ORDERS])
    first, row = rows_by_group(draft.pegs[: draft.counts[PEGS], PEG_ORDER].copy(), orders)
    placing = Placing(
        capacity=book.capacity,
        making=ways.making,
        draft=draft,
        own=new_own(*room_for_operations(ways.making, draft)),
        peg_first=first,
        peg_row=row,
        orders_from=len(book.plan.planned_orders),
    )
    place_inquiry(placing)
    return placing


def _problems(ways: Ways, draft: Draft, finish_at: IntArray) -> tuple[Problem, ...]:
    """Return why an inquiry has no date."""
    if finish_at[0] != NOT_GIVEN:
        return ()
    items = ways.snapshot.items.code
    if draft.counts[TROUBLE] == TOO_LARGE:
        return (Problem("quantity-too-large", str(items[draft.needs[0, 0]]), "items", ERROR),)
    return tuple(Problem("inquiry-not-placed", str(items[item]), "items", ERROR) for item in never_made(draft).tolist())
