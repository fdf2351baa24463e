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
from pegboard.engine.promise.chain import Chain
from pegboard.engine.promise.steps import Step, lay

ABOVE_NOTHING: Final = NOT_GIVEN - 1
"""Before the sequence of a component that is consumed first."""
LAST_SEQUENCE: Final = 2**62


class Cursor(NamedTuple):
    """Where tracing stands: the minute, and the peg whose supply made it so (-1: now)."""

    at: int
    peg: int


@kernel
def latest_peg(chain: Chain, consumer: int, times: IntArray, above: int, up_to: int) -> int:
    """Return the peg of a consumer that arrives last among those consumed at sequences (above, up_to]; -1: none.

    Where several arrive together it is a planned order before a receipt before stock, then the first released, then
    the first row.
    """
    pegs = chain.pegs
    best = -1
    for place in range(pegs.first[consumer], pegs.first[consumer + 1]):
        row = pegs.row[place]
        if not above < pegs.sequence[row] <= up_to:
            continue
        if best < 0 or _comes_after(chain, times, row, best):
            best = row
    return best


@kernel
def _comes_after(chain: Chain, times: IntArray, row: int, best: int) -> bool:
    pegs = chain.pegs
    if times[row] != times[best]:
        return bool(times[row] > times[best])
    if pegs.kind[row] != pegs.kind[best]:
        return bool(pegs.kind[row] > pegs.kind[best])
    return _released(chain, row) < _released(chain, best)


@kernel
def _released(chain: Chain, row: int) -> int:
    order = chain.pegs.supply[row] - chain.orders_from
    if chain.pegs.kind[row] != PLANNED_ORDER or order < 0:
        return 0
    return int(chain.orders.release[order])


@kernel
def trace(chain: Chain, wt: WorkingTime, stack: IntArray, pen: IntArray, peg: int) -> None:
    """Lay the steps from the arrival of a peg back to now."""
    cursor = Cursor(max(int(chain.pegs.available[peg]), chain.now), peg)
    while cursor.peg >= 0 and cursor.at > chain.now:
        kind = chain.pegs.kind[cursor.peg]
        supply = chain.pegs.supply[cursor.peg]
        producer = _producer(chain, kind, supply)
        if producer >= 0 and chain.steps.first[producer] < chain.steps.first[producer + 1]:
            cursor = _through_operations(chain, wt, stack, pen, Cursor(cursor.at, producer))
        elif producer >= chain.receipts and not chain.orders.is_bought[producer - chain.receipts]:
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
def _producer(chain: Chain, kind: int, supply: int) -> int:
    if kind == RECEIPT:
        return supply
    if kind == PLANNED_ORDER and supply >= chain.orders_from:
        return supply - chain.orders_from + chain.receipts
    return -1


@kernel
def _through_operations(chain: Chain, wt: WorkingTime, stack: IntArray, pen: IntArray, source: Cursor) -> Cursor:
    """Lay the operations of a producer (`source.peg`) back to what its chain stands on."""
    steps = chain.steps
    producer = source.peg
    first = steps.first[producer]
    operation = steps.first[producer + 1] - 1
    at = source.at
    while True:
        at = _lay_operation(chain, wt, stack, pen, Cursor(at, operation))
        above = steps.sequence[operation - 1] if operation > first else ABOVE_NOTHING
        up_to = steps.sequence[operation] if operation + 1 < steps.first[producer + 1] else LAST_SEQUENCE
        peg = latest_peg(chain, chain.lines + producer, chain.pegs.earliest, above, up_to)
        before = steps.end[operation - 1] + steps.wait[operation - 1] if operation > first else chain.now
        arrival = chain.pegs.earliest[peg] if peg >= 0 else chain.now
        ready = min(max(before, arrival, chain.now), at)
        lay(stack, pen, ready, at, _gap_before(chain, wt, operation, ready))
        at = ready
        if at <= chain.now:
            return Cursor(chain.now, -1)
        if before < ready:
            return Cursor(at, peg)
        operation -= 1


@kernel
def _gap_before(chain: Chain, wt: WorkingTime, operation: int, ready: int) -> Step:
    """Return what an operation did between being ready and its start."""
    steps = chain.steps
    bound_by = steps.bound_by[operation]
    kind = steps.bound_kind[operation]
    subject = steps.bound_subject[operation]
    calendar = steps.calendar[operation]
    if bound_by in (BY_WORK_UNIT, BY_PEOPLE, BY_FROZEN):
        if kind == NOTHING:
            return Step(STEP_QUEUE, A_WORK_UNIT, steps.unit[operation], bound_by)
        return Step(STEP_QUEUE, kind, subject, bound_by)
    if bound_by == BY_CALENDAR and kind == A_CALENDAR:
        return Step(STEP_CLOSED, A_CALENDAR, subject, BY_CALENDAR)
    if calendar >= 0 and worked_between(wt, calendar, ready, steps.start[operation]) > 0:
        return Step(STEP_QUEUE, A_WORK_UNIT, steps.unit[operation], BY_WORK_UNIT)
    return Step(STEP_CLOSED, A_CALENDAR, calendar, BY_CALENDAR)


@kernel
def _through_lead_time(chain: Chain, stack: IntArray, pen: IntArray, source: Cursor) -> Cursor:
    """Lay the one step of an order that is planned by its lead time, and what it waited for."""
    order = source.peg - chain.receipts
    subject = order + chain.orders_from
    orders = chain.orders
    begun = orders.earliest.start[order] if source.at <= orders.earliest.finish[order] else orders.start[order]
    start = max(min(int(begun), source.at), chain.now)
    lay(stack, pen, start, source.at, Step(STEP_OUTSIDE, A_PLANNED_ORDER, subject, BY_PREDECESSOR))
    peg = latest_peg(chain, chain.lines + source.peg, chain.pegs.earliest, ABOVE_NOTHING, LAST_SEQUENCE)
    arrival = chain.pegs.earliest[peg] if peg >= 0 else chain.now
    ready = min(max(arrival, chain.now), start)
    lay(stack, pen, ready, start, Step(STEP_WAIT, A_PLANNED_ORDER, subject, BY_PREDECESSOR))
    return Cursor(ready, peg)


@kernel
def _lay_operation(chain: Chain, wt: WorkingTime, stack: IntArray, pen: IntArray, source: Cursor) -> int:
    """Lay one operation (`source.peg`) and the wait after it; return when it started, now at the earliest."""
    steps = chain.steps
    row = source.peg
    end = max(min(int(steps.end[row]), source.at), chain.now)
    start = max(min(int(steps.start[row]), end), chain.now)
    lay(stack, pen, end, source.at, Step(STEP_WAIT, A_PLACED_OPERATION, row, BY_PREDECESSOR))
    if steps.calendar[row] < 0:
        lay(stack, pen, start, end, Step(STEP_OUTSIDE, A_PLACED_OPERATION, row, BY_PREDECESSOR))
        return start
    work = Step(STEP_WORK, A_PLACED_OPERATION, row, BY_PREDECESSOR)
    at = end
    while at > start:
        opened = _open_since(chain, wt, row, at)
        if opened < at:
            lay(stack, pen, max(opened, start), at, work)
            at = opened
            continue
        closed = _closed_since(chain, wt, row, at)
        closer = Step(STEP_CLOSED, A_CALENDAR, closed.peg, BY_PREDECESSOR)
        lay(stack, pen, max(closed.at, start), at, closer)
        at = closed.at
    return start


@kernel
def _open_since(chain: Chain, wt: WorkingTime, row: int, at: int) -> int:
    """Return since when the unit and all the crew of an operation have been open just before a minute; else it."""
    steps = chain.steps
    since = _opened(wt, steps.calendar[row], at)
    for place in range(steps.crew_first[row], steps.crew_first[row + 1]):
        since = max(since, _opened(wt, steps.crew_calendar[place], at))
    return since


@kernel
def _closed_since(chain: Chain, wt: WorkingTime, row: int, at: int) -> Cursor:
    """Return since when somebody at an operation has been closed just before a minute, and by which calendar."""
    steps = chain.steps
    calendar = steps.calendar[row]
    since = _closed(wt, calendar, at)
    for place in range(steps.crew_first[row], steps.crew_first[row + 1]):
        other = _closed(wt, steps.crew_calendar[place], at)
        if other < since:
            since = other
            calendar = steps.crew_calendar[place]
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
