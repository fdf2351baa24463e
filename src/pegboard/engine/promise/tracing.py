"""Tracing a line backwards from its last supply to now, step by step."""

from __future__ import annotations

from typing import Final, NamedTuple

from pegboard.engine.calendar import WorkingTime, window_of, worked_between
from pegboard.engine.core.columns import NOT_GIVEN, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.plan.vocabulary import (
    A_CALENDAR,
    A_PLACED_OPERATION,
    A_PLANNED_ORDER,
    A_RECEIPT,
    A_STOCK,
    A_WORK_UNIT,
    BY_CALENDAR,
    BY_FROZEN,
    BY_MATERIAL,
    BY_PEOPLE,
    BY_PREDECESSOR,
    BY_WORK_UNIT,
    NOTHING,
    PLANNED_ORDER,
    RECEIPT,
    STEP_CLOSED,
    STEP_MATERIAL,
    STEP_OUTSIDE,
    STEP_QUEUE,
    STEP_WAIT,
    STEP_WORK,
)
from pegboard.engine.promise.chain import (
    FEED_AVAILABLE,
    FEED_EARLIEST,
    FEED_KIND,
    FEED_RELEASED,
    FEED_SEQUENCE,
    FEED_SUPPLY,
    MADE_EARLIEST_FINISH,
    MADE_EARLIEST_START,
    MADE_IS_BOUGHT,
    MADE_START,
    PLACED_BOUND_BY,
    PLACED_BOUND_KIND,
    PLACED_BOUND_SUBJECT,
    PLACED_CALENDAR,
    PLACED_CREW_END,
    PLACED_CREW_FIRST,
    PLACED_END,
    PLACED_SEQUENCE,
    PLACED_START,
    PLACED_UNIT,
    PLACED_WAIT,
    Chain,
)
from pegboard.engine.promise.steps import Step, lay

ABOVE_NOTHING: Final = NOT_GIVEN - 1
"""Before the sequence of a component that is consumed first."""
LAST_SEQUENCE: Final = 2**62


class Cursor(NamedTuple):
    """Where tracing stands: the minute, and the feed whose supply made it so (-1: now), or another row it is about."""

    at: int
    row: int


class Span(NamedTuple):
    """Sequences after one up to another: whose components one operation consumes."""

    above: int
    up_to: int


@kernel
def latest_feed(first: IntArray, feeds: IntArray, consumer: int, column: int, span: Span) -> int:
    """Return the feed of a consumer that arrives last by a column, among those consumed in a span; -1: none.

    Where several arrive together it is a planned order before a receipt before stock, then the first released, then
    the first row.
    """
    best = -1
    for row in range(first[consumer], first[consumer + 1]):
        if not span.above < feeds[row, FEED_SEQUENCE] <= span.up_to:
            continue
        if best < 0 or _comes_after(feeds, column, row, best):
            best = row
    return best


@kernel
def _comes_after(feeds: IntArray, column: int, row: int, best: int) -> bool:
    if feeds[row, column] != feeds[best, column]:
        return bool(feeds[row, column] > feeds[best, column])
    if feeds[row, FEED_KIND] != feeds[best, FEED_KIND]:
        return bool(feeds[row, FEED_KIND] > feeds[best, FEED_KIND])
    return bool(feeds[row, FEED_RELEASED] < feeds[best, FEED_RELEASED])


@kernel
def trace(chain: Chain, wt: WorkingTime, stack: IntArray, pen: IntArray, feed: int) -> None:
    """Lay the steps from the arrival of a feed back to now."""
    cursor = Cursor(max(int(chain.feeds[feed, FEED_AVAILABLE]), chain.now), feed)
    while cursor.row >= 0 and cursor.at > chain.now:
        kind = chain.feeds[cursor.row, FEED_KIND]
        supply = chain.feeds[cursor.row, FEED_SUPPLY]
        producer = -1
        if kind == RECEIPT:
            producer = supply
        elif kind == PLANNED_ORDER and supply >= chain.orders_from:
            producer = supply - chain.orders_from + chain.receipts
        if producer >= 0 and chain.placed_first[producer] < chain.placed_first[producer + 1]:
            cursor = _through_operations(chain, wt, stack, pen, Cursor(cursor.at, producer))
        elif producer >= chain.receipts and not chain.orders[producer - chain.receipts, MADE_IS_BOUGHT]:
            cursor = _through_lead_time(chain, stack, pen, Cursor(cursor.at, producer))
        else:
            lay(stack, pen, chain.now, cursor.at, Step(STEP_MATERIAL, supply_subject(kind), supply, BY_MATERIAL))
            cursor = Cursor(chain.now, -1)


@kernel
def supply_subject(kind: int) -> int:
    """Return the kind of subject that a kind of supply is."""
    if kind == PLANNED_ORDER:
        return A_PLANNED_ORDER
    if kind == RECEIPT:
        return A_RECEIPT
    return A_STOCK


@kernel
def _through_operations(chain: Chain, wt: WorkingTime, stack: IntArray, pen: IntArray, source: Cursor) -> Cursor:
    """Lay the operations of a producer (`source.row`) back to what its chain stands on."""
    producer = source.row
    first = chain.placed_first[producer]
    row = chain.placed_first[producer + 1] - 1
    span = Span(ABOVE_NOTHING, LAST_SEQUENCE)
    at = source.at
    while True:
        placed = chain.placed[row]
        at = _lay_operation(placed, chain.crew_calendar, wt, stack, pen, Cursor(at, row), chain.now)
        before = chain.now
        span = Span(ABOVE_NOTHING, span.up_to)
        if row > first:
            before = chain.placed[row - 1, PLACED_END] + chain.placed[row - 1, PLACED_WAIT]
            span = Span(chain.placed[row - 1, PLACED_SEQUENCE], span.up_to)
        feed = latest_feed(chain.feed_first, chain.feeds, chain.lines + producer, FEED_EARLIEST, span)
        arrival = chain.feeds[feed, FEED_EARLIEST] if feed >= 0 else chain.now
        ready = min(max(before, arrival, chain.now), at)
        if ready < at:
            lay(stack, pen, ready, at, _gap_before(placed, wt, ready))
        at = ready
        if at <= chain.now:
            return Cursor(chain.now, -1)
        if before < ready:
            return Cursor(at, feed)
        span = Span(ABOVE_NOTHING, span.above)
        row -= 1


@kernel
def _gap_before(placed: IntArray, wt: WorkingTime, ready: int) -> Step:
    """Return what an operation did between being ready and its start."""
    bound_by = placed[PLACED_BOUND_BY]
    kind = placed[PLACED_BOUND_KIND]
    calendar = placed[PLACED_CALENDAR]
    if bound_by in (BY_WORK_UNIT, BY_PEOPLE, BY_FROZEN):
        if kind == NOTHING:
            return Step(STEP_QUEUE, A_WORK_UNIT, placed[PLACED_UNIT], bound_by)
        return Step(STEP_QUEUE, kind, placed[PLACED_BOUND_SUBJECT], bound_by)
    if bound_by == BY_CALENDAR and kind == A_CALENDAR:
        return Step(STEP_CLOSED, A_CALENDAR, placed[PLACED_BOUND_SUBJECT], BY_CALENDAR)
    if calendar >= 0 and worked_between(wt, calendar, ready, placed[PLACED_START]) > 0:
        return Step(STEP_QUEUE, A_WORK_UNIT, placed[PLACED_UNIT], BY_WORK_UNIT)
    return Step(STEP_CLOSED, A_CALENDAR, calendar, BY_CALENDAR)


@kernel
def _through_lead_time(chain: Chain, stack: IntArray, pen: IntArray, source: Cursor) -> Cursor:
    """Lay the one step of an order that is planned by its lead time, and what it waited for."""
    order = source.row - chain.receipts
    subject = order + chain.orders_from
    is_hastened = source.at <= chain.orders[order, MADE_EARLIEST_FINISH]
    begun = chain.orders[order, MADE_EARLIEST_START if is_hastened else MADE_START]
    start = max(min(int(begun), source.at), chain.now)
    lay(stack, pen, start, source.at, Step(STEP_OUTSIDE, A_PLANNED_ORDER, subject, BY_PREDECESSOR))
    span = Span(ABOVE_NOTHING, LAST_SEQUENCE)
    feed = latest_feed(chain.feed_first, chain.feeds, chain.lines + source.row, FEED_EARLIEST, span)
    arrival = chain.feeds[feed, FEED_EARLIEST] if feed >= 0 else chain.now
    ready = min(max(arrival, chain.now), start)
    lay(stack, pen, ready, start, Step(STEP_WAIT, A_PLANNED_ORDER, subject, BY_PREDECESSOR))
    return Cursor(ready, feed)


@kernel
def _lay_operation(
    placed: IntArray,
    crew_calendar: IntArray,
    wt: WorkingTime,
    stack: IntArray,
    pen: IntArray,
    source: Cursor,
    now: int,
) -> int:
    """Lay one operation (`source.row`) and the wait after it; return when it started, now at the earliest."""
    row = source.row
    end = max(min(int(placed[PLACED_END]), source.at), now)
    start = max(min(int(placed[PLACED_START]), end), now)
    lay(stack, pen, end, source.at, Step(STEP_WAIT, A_PLACED_OPERATION, row, BY_PREDECESSOR))
    if placed[PLACED_CALENDAR] < 0:
        lay(stack, pen, start, end, Step(STEP_OUTSIDE, A_PLACED_OPERATION, row, BY_PREDECESSOR))
        return start
    at = end
    while at > start:
        opened = _open_since(placed, crew_calendar, wt, at)
        if opened < at:
            lay(stack, pen, max(opened, start), at, Step(STEP_WORK, A_PLACED_OPERATION, row, BY_PREDECESSOR))
            at = opened
            continue
        closed = _closed_since(placed, crew_calendar, wt, at)
        lay(stack, pen, max(closed.at, start), at, Step(STEP_CLOSED, A_CALENDAR, closed.row, BY_PREDECESSOR))
        at = closed.at
    return start


@kernel
def _open_since(placed: IntArray, crew_calendar: IntArray, wt: WorkingTime, at: int) -> int:
    """Return since when the unit and all the crew of an operation have been open just before a minute; else it."""
    since = _opened(wt, placed[PLACED_CALENDAR], at)
    for place in range(placed[PLACED_CREW_FIRST], placed[PLACED_CREW_END]):
        since = max(since, _opened(wt, crew_calendar[place], at))
    return since


@kernel
def _closed_since(placed: IntArray, crew_calendar: IntArray, wt: WorkingTime, at: int) -> Cursor:
    """Return since when somebody at an operation has been closed just before a minute, and by which calendar."""
    calendar = placed[PLACED_CALENDAR]
    since = _closed(wt, calendar, at)
    for place in range(placed[PLACED_CREW_FIRST], placed[PLACED_CREW_END]):
        other = _closed(wt, crew_calendar[place], at)
        if other < since:
            since = other
            calendar = crew_calendar[place]
    return Cursor(since, calendar)


@kernel
def _opened(wt: WorkingTime, calendar: int, at: int) -> int:
    """Return the start of the window that holds the minute before `at`; `at` where there is none."""
    window = window_of(wt, calendar, at - 1)
    if window < 0 or wt.start[window] >= at:
        return at
    return int(wt.start[window])


@kernel
def _closed(wt: WorkingTime, calendar: int, at: int) -> int:
    """Return the end of the last window before `at`; `at` where the minute before it is open."""
    window = window_of(wt, calendar, at - 1)
    if window >= 0 and wt.start[window] < at:
        return at
    before = window - 1 if window >= 0 else wt.first[calendar + 1] - 1
    return int(wt.end[before]) if before >= wt.first[calendar] else NOT_GIVEN
