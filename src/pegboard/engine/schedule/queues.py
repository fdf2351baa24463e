"""The queues before the work centres: the operation with the best index at any minute, in the logarithm of the queue.

The index of ATC (Vepsalainen and Morton 1987) falls with the slack that is left, at the same rate for all operations of
a centre, and stands still once there is none. So the order among those with slack never changes, nor the order among
those without: each kind has its heap of fixed keys, and every operation turns from one to the other once. Keys are
smaller the better the index is; the operation's place in a tie is their last bits.
"""

from __future__ import annotations

from typing import Final

from pegboard.engine.core.columns import IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.schedule.heap import heap_pop, heap_push
from pegboard.engine.schedule.memory import (
    BY_RANK,
    CLOCK,
    EARLY_KEY,
    EARLY_SIZE,
    LATE_KEY,
    LATE_SIZE,
    OP_OPTION_FIRST,
    OP_RANK,
    OP_TURNS_AT,
    OPTION_KEY,
    OPTION_QUEUE,
    QUEUE_FIRST,
    STATUS,
    TURNING_KEY,
    TURNING_SIZE,
    add,
    get,
    place,
)
from pegboard.engine.schedule.problem import MOST_OPERATIONS, OPEN, RANK_BITS

SCALE: Final = 16
"""Keys are sixteenths of a minute."""
NOTHING_WAITS: Final = 2**62
RANK_MASK: Final = MOST_OPERATIONS - 1


@kernel
def minute_of_key(minutes: int) -> int:
    """Return how much so many minutes of slack change a key."""
    return (minutes * SCALE) << RANK_BITS


@kernel
def option_at(m: IntArray, operation: int, queue: int) -> int:
    """Return the option of an operation that waits in this queue."""
    option = get(m, OP_OPTION_FIRST, operation)
    while get(m, OPTION_QUEUE, option) != queue:
        option += 1
    return option


@kernel
def join_queue(m: IntArray, option: int, operation: int) -> None:
    """Put an operation into the queue of one of its options."""
    turns_at = get(m, OP_TURNS_AT, operation)
    if turns_at > get(m, CLOCK, 0):
        queue = get(m, OPTION_QUEUE, option)
        at = place(m, TURNING_KEY, get(m, QUEUE_FIRST, queue))
        heap_push(m, at, get(m, TURNING_SIZE, queue), (turns_at << RANK_BITS) | get(m, OP_RANK, operation))
        add(m, TURNING_SIZE, queue, 1)
    rejoin_queue(m, option, operation)


@kernel
def rejoin_queue(m: IntArray, option: int, operation: int) -> None:
    """Put an operation back into a queue that knows already when it turns."""
    queue = get(m, OPTION_QUEUE, option)
    first = get(m, QUEUE_FIRST, queue)
    key = get(m, OPTION_KEY, option)
    turns_at = get(m, OP_TURNS_AT, operation)
    if turns_at <= get(m, CLOCK, 0):
        heap_push(m, place(m, LATE_KEY, first), get(m, LATE_SIZE, queue), key)
        add(m, LATE_SIZE, queue, 1)
    else:
        heap_push(m, place(m, EARLY_KEY, first), get(m, EARLY_SIZE, queue), key + minute_of_key(turns_at))
        add(m, EARLY_SIZE, queue, 1)


@kernel
def best_key(m: IntArray, queue: int) -> int:
    """Return the key of the best operation that waits in a queue, or NOTHING_WAITS."""
    first = get(m, QUEUE_FIRST, queue)
    t = get(m, CLOCK, 0)
    if get(m, TURNING_SIZE, queue) > 0 and (get(m, TURNING_KEY, first) >> RANK_BITS) <= t:
        _turn(m, queue)
    while get(m, EARLY_SIZE, queue) > 0:
        operation = get(m, BY_RANK, get(m, EARLY_KEY, first) & RANK_MASK)
        if get(m, STATUS, operation) == OPEN and get(m, OP_TURNS_AT, operation) > t:
            break
        heap_pop(m, place(m, EARLY_KEY, first), get(m, EARLY_SIZE, queue))
        add(m, EARLY_SIZE, queue, -1)
    while get(m, LATE_SIZE, queue) > 0 and get(m, STATUS, get(m, BY_RANK, get(m, LATE_KEY, first) & RANK_MASK)) != OPEN:
        heap_pop(m, place(m, LATE_KEY, first), get(m, LATE_SIZE, queue))
        add(m, LATE_SIZE, queue, -1)
    best = NOTHING_WAITS
    if get(m, EARLY_SIZE, queue) > 0:
        best = get(m, EARLY_KEY, first) - minute_of_key(t)
    if get(m, LATE_SIZE, queue) > 0 and get(m, LATE_KEY, first) < best:
        best = get(m, LATE_KEY, first)
    return best


@kernel
def _turn(m: IntArray, queue: int) -> None:
    """Move the operations whose slack is used up to the heap of the late."""
    first = get(m, QUEUE_FIRST, queue)
    t = get(m, CLOCK, 0)
    while get(m, TURNING_SIZE, queue) > 0 and (get(m, TURNING_KEY, first) >> RANK_BITS) <= t:
        operation = get(m, BY_RANK, get(m, TURNING_KEY, first) & RANK_MASK)
        heap_pop(m, place(m, TURNING_KEY, first), get(m, TURNING_SIZE, queue))
        add(m, TURNING_SIZE, queue, -1)
        if get(m, STATUS, operation) == OPEN:
            key = get(m, OPTION_KEY, option_at(m, operation, queue))
            heap_push(m, place(m, LATE_KEY, first), get(m, LATE_SIZE, queue), key)
            add(m, LATE_SIZE, queue, 1)


@kernel
def leave_queue(m: IntArray, queue: int, key: int) -> int:
    """Take the best operation, whose key was just read, off the queue and return it."""
    first = get(m, QUEUE_FIRST, queue)
    if get(m, LATE_SIZE, queue) > 0 and get(m, LATE_KEY, first) == key:
        heap_pop(m, place(m, LATE_KEY, first), get(m, LATE_SIZE, queue))
        add(m, LATE_SIZE, queue, -1)
    else:
        heap_pop(m, place(m, EARLY_KEY, first), get(m, EARLY_SIZE, queue))
        add(m, EARLY_SIZE, queue, -1)
    return get(m, BY_RANK, key & RANK_MASK)
