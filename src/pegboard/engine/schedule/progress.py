"""What follows when an operation is placed: successors, users of the finished supply, the clock's next events."""

from __future__ import annotations

from pegboard.engine.calendar import BEYOND
from pegboard.engine.core.columns import IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.schedule.heap import heap_push
from pegboard.engine.schedule.memory import (
    CLOCK,
    DAY_START,
    DIRTY,
    DIRTY_CENTRE,
    END,
    EVENT,
    EVENTS,
    IS_DIRTY,
    OP_DAYS,
    OP_SUPPLY,
    OP_WAIT,
    READY,
    START,
    STATUS,
    SUPPLY_END,
    SUPPLY_FINISH,
    SUPPLY_LEFT,
    SUPPLY_USER_END,
    SUPPLY_USER_FIRST,
    USER,
    WAITS_FOR,
    WAKE,
    add,
    get,
    place,
    put,
    rows,
)
from pegboard.engine.schedule.problem import KIND_SHIFT, OPEN, OPERATION_READY, PLACED, TIME_SHIFT


@kernel
def push_event(m: IntArray, t: int, kind: int, row: int) -> None:
    """Let something happen at minute t."""
    heap_push(m, place(m, EVENT, 0), get(m, EVENTS, 0), (t << TIME_SHIFT) | (kind << KIND_SHIFT) | row)
    add(m, EVENTS, 0, 1)


@kernel
def mark_dirty(m: IntArray, centre: int) -> None:
    """Let a centre be looked at before the clock moves on."""
    if get(m, IS_DIRTY, centre) == 0:
        put(m, IS_DIRTY, centre, 1)
        put(m, DIRTY_CENTRE, get(m, DIRTY, 0), centre)
        add(m, DIRTY, 0, 1)


@kernel
def wake_at(m: IntArray, centre: int, t: int) -> None:
    """Let a centre be looked at again at minute t, and not before."""
    at = (rows(m, WAKE) >> 1) + centre
    put(m, WAKE, at, t)
    at >>= 1
    while at > 0:
        soonest = min(get(m, WAKE, 2 * at), get(m, WAKE, 2 * at + 1))
        if get(m, WAKE, at) == soonest:
            break
        put(m, WAKE, at, soonest)
        at >>= 1


@kernel
def first_awake(m: IntArray) -> int:
    """Return the centre that wakes first."""
    leaves = rows(m, WAKE) >> 1
    at = 1
    while at < leaves:
        at = 2 * at if get(m, WAKE, 2 * at) <= get(m, WAKE, 2 * at + 1) else 2 * at + 1
    return at - leaves


@kernel
def settle(m: IntArray, operation: int, start: int, end: int) -> None:
    """Note when an operation runs, and let what waited for it know."""
    put(m, START, operation, start)
    put(m, END, operation, end)
    put(m, STATUS, operation, PLACED)
    supply = get(m, OP_SUPPLY, operation)
    over = end + get(m, OP_WAIT, operation)
    put(m, SUPPLY_FINISH, supply, max(get(m, SUPPLY_FINISH, supply), over))
    add(m, SUPPLY_LEFT, supply, -1)
    if operation + 1 < get(m, SUPPLY_END, supply):
        _hear(m, operation + 1, over)
    if get(m, SUPPLY_LEFT, supply) == 0:
        for row in range(get(m, SUPPLY_USER_FIRST, supply), get(m, SUPPLY_USER_END, supply)):
            _hear(m, get(m, USER, row), get(m, SUPPLY_FINISH, supply))


@kernel
def _hear(m: IntArray, operation: int, t: int) -> None:
    """Let an operation know that one of those it waits for is over at t."""
    put(m, READY, operation, max(get(m, READY, operation), t))
    add(m, WAITS_FOR, operation, -1)
    if get(m, WAITS_FOR, operation) == 0 and get(m, STATUS, operation) == OPEN:
        announce(m, operation)


@kernel
def announce(m: IntArray, operation: int) -> None:
    """Let an operation that waits for nothing else join its queues when it is ready."""
    ready = max(get(m, READY, operation), get(m, CLOCK, 0))
    if ready < BEYOND >> TIME_SHIFT:
        push_event(m, ready, OPERATION_READY, operation)


@kernel
def elapsed_end(m: IntArray, start: int, days: int) -> int:
    """Return the start of the day so many days after the day of `start`, at least `start`; BEYOND the horizon."""
    last = rows(m, DAY_START) - 1
    day = min(start // 1440, last)
    while day < last and get(m, DAY_START, day + 1) <= start:
        day += 1
    while get(m, DAY_START, day) > start:
        day -= 1
    if day + days > last:
        return BEYOND
    return max(start, get(m, DAY_START, day + days))


@kernel
def let_days_pass(m: IntArray, operation: int) -> None:
    """Place an elapsed step: it begins at once and needs no capacity."""
    start = get(m, CLOCK, 0)
    end = elapsed_end(m, start, get(m, OP_DAYS, operation))
    if end < BEYOND:
        settle(m, operation, start, end)
