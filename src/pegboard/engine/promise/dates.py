"""The date of every planned order line, what it is bound by, and where the time until then goes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pegboard.engine.calendar import WorkingTime, add_working_days, margin_calendar
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.plan import Promises, PromiseStack
from pegboard.engine.plan.vocabulary import (
    A_CALENDAR,
    AN_ITEM,
    BY_MATERIAL,
    BY_PREDECESSOR,
    NOTHING,
    STEP_MARGIN,
    STEP_MATERIAL,
)
from pegboard.engine.promise.chain import (
    FEED_AVAILABLE,
    FEED_KIND,
    FEED_QUANTITY,
    FEED_SUPPLY,
    Chain,
    PlanTables,
    chain_of,
)
from pegboard.engine.promise.sealing import sealed
from pegboard.engine.promise.steps import FROM, KIND, LINE, SUBJECT, TO, WHAT, WIDTH, Step, binding_of, put
from pegboard.engine.promise.tracing import ABOVE_NOTHING, LAST_SEQUENCE, Span, latest_feed, supply_subject, trace
from pegboard.engine.snapshot import Snapshot

STEPS_EXPECTED = 48
"""Rows of stack to make room for at first, for each line; where that is too little, tracing runs again."""


class WantedLines(NamedTuple):
    """The lines to date: their order line, how much of what is wanted, and by when."""

    order_line: IntArray
    item: IntArray
    quantity: IntArray
    wanted_on: IntArray  # a day, NOT_GIVEN: any


class Margin(NamedTuple):
    """Until when each line's margin runs, and the calendar it is counted in."""

    end: IntArray  # NOT_GIVEN: no margin
    calendar: int


def line_promises(snapshot: Snapshot, working_time: WorkingTime, tables: PlanTables) -> tuple[Promises, PromiseStack]:
    """Return the promise of every planned order line with its stack.

    A line that is not fully supplied, or whose supply could not be placed, has a row with empty dates and no stack.
    """
    lines = snapshot.order_lines
    rows = lines.planned(snapshot.now)
    wanted = WantedLines(rows, lines.item[rows], lines.quantity[rows], lines.wanted_on()[rows])
    return dated_lines(snapshot, working_time, chain_of(snapshot, tables), wanted)


def dated_lines(
    snapshot: Snapshot, working_time: WorkingTime, chain: Chain, wanted: WantedLines
) -> tuple[Promises, PromiseStack]:
    """Return promises and stacks of these lines over a chain that was laid out."""
    finish, last_feed = _finishes(chain, sealed(wanted))
    calendar = margin_calendar(snapshot)
    promise_on = _promise_days(snapshot, working_time, finish, calendar)
    margin = Margin(_margin_ends(snapshot, finish, promise_on), calendar)
    stack, binding = _traced(chain, sealed(working_time), wanted, last_feed, margin)
    is_open = (promise_on == NOT_GIVEN) | (wanted.wanted_on == NOT_GIVEN)
    return (
        Promises(
            order_line=wanted.order_line,
            finish_at=finish,
            promise_on=promise_on,
            slack_days=np.where(is_open, NOT_GIVEN, wanted.wanted_on - promise_on),
            bound_by=binding[:, 0].copy(),
            bound_kind=binding[:, 1].copy(),
            bound_subject=binding[:, 2].copy(),
        ),
        _stack_table(stack),
    )


def _promise_days(snapshot: Snapshot, working_time: WorkingTime, finish: IntArray, calendar: int) -> IntArray:
    day = snapshot.local_time.day_before_or_of(np.maximum(finish, 0))
    count = snapshot.policy.promise_margin_days
    moved = add_working_days(snapshot.local_time, working_time, calendar, day, count)
    return np.where(finish == NOT_GIVEN, NOT_GIVEN, moved)


def _margin_ends(snapshot: Snapshot, finish: IntArray, promise_on: IntArray) -> IntArray:
    if snapshot.policy.promise_margin_days == 0:
        return np.full(len(finish), NOT_GIVEN, dtype=np.int64)
    ends = snapshot.local_time.day_start(np.maximum(promise_on, 0) + 1)
    return np.where(finish == NOT_GIVEN, NOT_GIVEN, ends)


def _traced(
    chain: Chain, working_time: WorkingTime, wanted: WantedLines, last_feed: IntArray, margin: Margin
) -> tuple[IntArray, IntArray]:
    """Return the steps of all lines, and what binds each, tracing again where the room was too small."""
    wanted, margin = sealed(wanted), sealed(margin)
    binding = np.empty((len(last_feed), 3), dtype=np.int64)
    room = STEPS_EXPECTED * len(last_feed)
    while True:
        stack = np.empty((room, WIDTH), dtype=np.int64)
        needed = _trace_lines(chain, working_time, wanted, last_feed, margin, stack, binding)
        if needed <= room:
            return stack[:needed][::-1], binding
        room = needed


def _stack_table(stack: IntArray) -> PromiseStack:
    line = stack[:, LINE].copy()
    begins = np.flatnonzero(np.diff(line, prepend=NOT_GIVEN))
    first = np.repeat(begins, np.diff(begins, append=len(line)))
    return PromiseStack(
        order_line=line,
        step=np.arange(1, len(line) + 1) - first,
        from_at=stack[:, FROM].copy(),
        to_at=stack[:, TO].copy(),
        what=stack[:, WHAT].copy(),
        subject_kind=stack[:, KIND].copy(),
        subject=stack[:, SUBJECT].copy(),
    )


@kernel
def _finishes(chain: Chain, wanted: WantedLines) -> tuple[IntArray, IntArray]:
    """Return when all of each line is there, and its last feed: where it is not, the feed that is missing or -1."""
    count = len(wanted.order_line)
    finish = np.empty(count, np.int64)
    last_feed = np.empty(count, np.int64)
    first, feeds = chain.feed_first, chain.feeds
    for at in range(count):
        consumer = wanted.order_line[at] - chain.lines_from
        pegged = 0
        missing = NO_ROW
        for row in range(first[consumer + 1] - 1, first[consumer] - 1, -1):
            pegged += feeds[row, FEED_QUANTITY]
            if feeds[row, FEED_AVAILABLE] == NOT_GIVEN:
                missing = row
        finish[at] = NOT_GIVEN
        last_feed[at] = missing
        if pegged >= wanted.quantity[at] and missing == NO_ROW:
            span = Span(ABOVE_NOTHING, LAST_SEQUENCE)
            last_feed[at] = latest_feed(first, feeds, consumer, FEED_AVAILABLE, span)
            finish[at] = max(feeds[last_feed[at], FEED_AVAILABLE], chain.now)
    return finish, last_feed


@kernel
def _trace_lines(
    chain: Chain,
    wt: WorkingTime,
    wanted: WantedLines,
    last_feed: IntArray,
    margin: Margin,
    stack: IntArray,
    binding: IntArray,
) -> int:
    """Trace every line, the last line first, and return how many rows all stacks have together."""
    pen = np.zeros(WIDTH + 2, np.int64)
    for at in range(len(last_feed) - 1, -1, -1):
        feed = last_feed[at]
        if feed < 0 or chain.feeds[feed, FEED_AVAILABLE] == NOT_GIVEN:
            _say_what_is_missing(chain.feeds, wanted.item[at], feed, binding[at])
            continue
        first = pen[0]
        pen[1 + LINE] = wanted.order_line[at]
        pen[1 + WIDTH] = first
        finish = max(int(chain.feeds[feed, FEED_AVAILABLE]), chain.now)
        if margin.end[at] != NOT_GIVEN:
            kind = A_CALENDAR if margin.calendar >= 0 else NOTHING
            put(stack, pen, finish, margin.end[at], Step(STEP_MARGIN, kind, margin.calendar, BY_PREDECESSOR))
        trace(chain, wt, stack, pen, feed)
        kind = supply_subject(chain.feeds[feed, FEED_KIND])
        supply = chain.feeds[feed, FEED_SUPPLY]
        if pen[0] == first:
            put(stack, pen, finish, finish, Step(STEP_MATERIAL, kind, supply, BY_MATERIAL))
        if pen[0] <= len(stack):
            found = binding_of(stack, first, pen[0])
            binding[at, 0] = found.word
            binding[at, 1] = found.kind if found.subject >= 0 else kind
            binding[at, 2] = found.subject if found.subject >= 0 else supply
    return int(pen[0])


@kernel
def _say_what_is_missing(feeds: IntArray, item: int, feed: int, binding: IntArray) -> None:
    """Name the supply that is never there, or the item where nothing supplies it."""
    binding[0] = BY_MATERIAL
    binding[1] = AN_ITEM if feed < 0 else supply_subject(feeds[feed, FEED_KIND])
    binding[2] = item if feed < 0 else feeds[feed, FEED_SUPPLY]
