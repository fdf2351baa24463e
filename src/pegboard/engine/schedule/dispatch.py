"""Placing all operations: the clock runs from event to event, and no unit idles while it could work.

At every minute at which something happens — an operation becomes ready, a unit free, a calendar opens, people come
back — the centres concerned give their idle units to the operations with the best index. Nothing is ever preempted, so
the end of an operation is known as it begins, and whatever waits for it learns its own ready time at once.
"""

from __future__ import annotations

from typing import Final

from pegboard.engine.calendar import BEYOND
from pegboard.engine.core.columns import IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.schedule.crew import NO_CREW, NOT_NOW, Work, engage, next_crew_change, take_crew
from pegboard.engine.schedule.fixed import hold_unit, settle_fixed
from pegboard.engine.schedule.heap import heap_pop
from pegboard.engine.schedule.memory import (
    ASIDE_OPERATION,
    ASIDE_OPTION,
    BLOCKED_UNTIL,
    CENTRE_OTHER_END,
    CENTRE_OTHER_FIRST,
    CENTRE_QUEUE_END,
    CENTRE_QUEUE_FIRST,
    CLASS_CREW,
    CLOCK,
    DIRTY,
    DIRTY_CENTRE,
    EARLY_SIZE,
    EVENT,
    EVENTS,
    FAMILY,
    FREE_AT,
    GROUP_CALENDAR,
    GROUP_CENTRE,
    IS_DIRTY,
    LATE_SIZE,
    OP_CLASS,
    OP_CREW_FIRST,
    OP_FAMILY,
    OP_KIND,
    OP_OPTION_END,
    OP_OPTION_FIRST,
    OP_SUPPLY,
    OPTION_CENTRE,
    OTHER_CENTRE,
    QUEUE_CLASS,
    RUN,
    SETUP,
    STATUS,
    UNIT,
    UNIT_GROUP,
    WAITS_FOR,
    WAKE,
    add,
    get,
    place,
    put,
    rows,
)
from pegboard.engine.schedule.problem import (
    ELAPSED,
    GIVEN_UP,
    KIND_SHIFT,
    MOST_ASIDE,
    MOST_OPERATIONS,
    NOBODY,
    OPEN,
    OPERATION_READY,
    TIME_SHIFT,
    UNIT_FREE,
)
from pegboard.engine.schedule.progress import (
    announce,
    first_awake,
    let_days_pass,
    mark_dirty,
    push_event,
    settle,
    wake_at,
)
from pegboard.engine.schedule.queues import (
    NOTHING_WAITS,
    RANK_MASK,
    best_key,
    join_queue,
    leave_queue,
    option_at,
    rejoin_queue,
)
from pegboard.engine.schedule.units import (
    best_unit,
    earliest_end,
    has_idle_unit,
    keeps_fixed,
    make_busy,
    make_idle,
    next_closed_opening,
    run_minutes,
)

TO_WAIT: Final = 0
BEGUN: Final = 1
"""What came of an operation whose turn it was, beside NO_CREW and NOT_NOW."""


@kernel
def place_operations(m: IntArray) -> None:
    """Place every operation that can be placed within the horizon."""
    for unit in range(rows(m, UNIT_GROUP)):
        make_idle(m, unit)
    for operation in range(rows(m, OP_SUPPLY)):
        if get(m, WAITS_FOR, operation) == 0:
            announce(m, operation)
    settle_fixed(m)
    while True:
        t = get(m, WAKE, 1)
        if get(m, EVENTS, 0) > 0:
            t = min(t, get(m, EVENT, 0) >> TIME_SHIFT)
        if t >= BEYOND:
            break
        put(m, CLOCK, 0, t)
        _handle_events(m)
        _dispatch_dirty(m)


@kernel
def _handle_events(m: IntArray) -> None:
    """Handle all that happens at this minute before anything is placed."""
    t = get(m, CLOCK, 0)
    while get(m, WAKE, 1) <= t:
        centre = first_awake(m)
        wake_at(m, centre, BEYOND)
        mark_dirty(m, centre)
    while get(m, EVENTS, 0) > 0 and (get(m, EVENT, 0) >> TIME_SHIFT) <= t:
        kind = (get(m, EVENT, 0) >> KIND_SHIFT) & 3
        row = get(m, EVENT, 0) & ((1 << KIND_SHIFT) - 1)
        heap_pop(m, place(m, EVENT, 0), get(m, EVENTS, 0))
        add(m, EVENTS, 0, -1)
        if kind == OPERATION_READY:
            _receive(m, row)
        elif kind == UNIT_FREE:
            if get(m, FREE_AT, row) <= t:
                make_idle(m, row)
                mark_dirty(m, _centre_of(m, row))
        else:
            hold_unit(m, row)


@kernel
def _centre_of(m: IntArray, unit: int) -> int:
    return int(get(m, GROUP_CENTRE, get(m, UNIT_GROUP, unit)))


@kernel
def _receive(m: IntArray, operation: int) -> None:
    """Let an operation that is ready begin its days, or join the queue of each of its centres."""
    if get(m, STATUS, operation) != OPEN:
        return
    if get(m, OP_KIND, operation) == ELAPSED:
        let_days_pass(m, operation)
        return
    for option in range(get(m, OP_OPTION_FIRST, operation), get(m, OP_OPTION_END, operation)):
        join_queue(m, option, operation)
        mark_dirty(m, get(m, OPTION_CENTRE, option))


@kernel
def _dispatch_dirty(m: IntArray) -> None:
    """Let the centres concerned choose one after the other; where they share people, the most urgent first."""
    shares_people = rows(m, CLASS_CREW) > 1
    while get(m, DIRTY, 0) > 0:
        first = 0
        best = (MOST_OPERATIONS, 0)
        for row in range(get(m, DIRTY, 0)):
            centre = get(m, DIRTY_CENTRE, row)
            turn = (_first_rank(m, centre) if shares_people else 0, centre)
            if turn < best:
                best = turn
                first = row
        add(m, DIRTY, 0, -1)
        put(m, DIRTY_CENTRE, first, get(m, DIRTY_CENTRE, get(m, DIRTY, 0)))
        put(m, IS_DIRTY, best[1], 0)
        _dispatch(m, best[1])


@kernel
def _first_rank(m: IntArray, centre: int) -> int:
    """Return the place by due time of the operation that a centre would begin next."""
    queue, key = _best_queue(m, centre)
    return key & RANK_MASK if queue >= 0 else MOST_OPERATIONS - 1


@kernel
def _dispatch(m: IntArray, centre: int) -> None:
    """Give a centre's idle units to the operations with the best index, then say when to look again."""
    t = get(m, CLOCK, 0)
    passed_over = 0
    wakes = BEYOND
    while passed_over < MOST_ASIDE and has_idle_unit(m, centre, t):
        queue, key = _best_queue(m, centre)
        if queue < 0:
            break
        operation = leave_queue(m, queue, key)
        option = option_at(m, operation, queue)
        outcome = _begin(m, operation, option)
        if outcome == NO_CREW:
            put(m, BLOCKED_UNTIL, queue, next_crew_change(m, get(m, QUEUE_CLASS, queue), t))
            rejoin_queue(m, option, operation)
        elif outcome != BEGUN:
            if outcome == NOT_NOW:
                wakes = min(wakes, next_crew_change(m, get(m, QUEUE_CLASS, queue), t))
            put(m, ASIDE_OPERATION, passed_over, operation)
            put(m, ASIDE_OPTION, passed_over, option)
            passed_over += 1
    for row in range(passed_over):
        rejoin_queue(m, get(m, ASIDE_OPTION, row), get(m, ASIDE_OPERATION, row))
    _sleep(m, centre, wakes)


@kernel
def _best_queue(m: IntArray, centre: int) -> tuple[int, int]:
    """Return the queue of a centre with the best operation, and its key; -1 where nobody waits or nobody has a crew."""
    best = -1
    least = NOTHING_WAITS
    for queue in range(get(m, CENTRE_QUEUE_FIRST, centre), get(m, CENTRE_QUEUE_END, centre)):
        if get(m, BLOCKED_UNTIL, queue) <= get(m, CLOCK, 0):
            key = best_key(m, queue)
            if key < least:
                least = key
                best = queue
    return best, least


@kernel
def _sleep(m: IntArray, centre: int, wakes: int) -> None:
    """Say when a centre must be looked at again although nothing becomes ready or free there."""
    t = get(m, CLOCK, 0)
    opens = next_closed_opening(m, centre, t)
    soonest = wakes
    for queue in range(get(m, CENTRE_QUEUE_FIRST, centre), get(m, CENTRE_QUEUE_END, centre)):
        blocked_until = get(m, BLOCKED_UNTIL, queue)
        if opens >= soonest and (blocked_until <= t or blocked_until >= soonest):
            continue
        if get(m, EARLY_SIZE, queue) + get(m, LATE_SIZE, queue) > 0 and best_key(m, queue) < NOTHING_WAITS:
            soonest = min(soonest, opens)
            if blocked_until > t:
                soonest = min(soonest, blocked_until)
    if soonest < BEYOND:
        wake_at(m, centre, soonest)


@kernel
def _begin(m: IntArray, operation: int, option: int) -> int:
    """Begin an operation on the best idle unit of one of its centres, if that is possible and worth while now."""
    unit, end, setup = best_unit(m, operation, option)
    if unit < 0:
        return TO_WAIT
    group = get(m, UNIT_GROUP, unit)
    minutes = run_minutes(m, option, group)
    people = get(m, OP_CLASS, operation)
    if people != NOBODY and end < BEYOND:
        work = Work(get(m, GROUP_CALENDAR, group), people, get(m, CLOCK, 0), setup + minutes)
        end = take_crew(m, work, get(m, OP_CREW_FIRST, operation))
        if end < 0:
            return end
        if not keeps_fixed(m, unit, get(m, OP_FAMILY, operation), end):
            return TO_WAIT
    own = get(m, OP_OPTION_FIRST, operation)
    if option != own and end >= earliest_end(m, operation, own):
        return TO_WAIT
    if end >= BEYOND:
        return _give_up(m, operation)
    put(m, UNIT, operation, unit)
    put(m, SETUP, operation, setup)
    put(m, RUN, operation, minutes)
    _occupy(m, operation, end)
    return BEGUN


@kernel
def _give_up(m: IntArray, operation: int) -> int:
    """Take an operation out of all queues if it ends within the horizon on no unit at all."""
    for option in range(get(m, OP_OPTION_FIRST, operation), get(m, OP_OPTION_END, operation)):
        if earliest_end(m, operation, option) < BEYOND:
            return TO_WAIT
    put(m, STATUS, operation, GIVEN_UP)
    return BEGUN


@kernel
def _occupy(m: IntArray, operation: int, end: int) -> None:
    """Keep unit and people busy until the end, and let everyone know who is concerned by that."""
    unit = get(m, UNIT, operation)
    make_busy(m, unit)
    put(m, FREE_AT, unit, end)
    put(m, FAMILY, unit, get(m, OP_FAMILY, operation))
    push_event(m, end, UNIT_FREE, unit)
    settle(m, operation, get(m, CLOCK, 0), end)
    engage(m, operation, get(m, OP_CLASS, operation), get(m, OP_CREW_FIRST, operation))
    centre = _centre_of(m, unit)
    for row in range(get(m, CENTRE_OTHER_FIRST, centre), get(m, CENTRE_OTHER_END, centre)):
        mark_dirty(m, get(m, OTHER_CENTRE, row))
