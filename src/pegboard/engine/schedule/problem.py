"""The scheduling problem and the words in which its columns speak."""

from __future__ import annotations

from typing import Final, NamedTuple

from pegboard.engine.calendar import BEYOND, WorkingTime
from pegboard.engine.core.columns import IntArray
from pegboard.engine.schedule.memory import (
    BLOCKED_UNTIL,
    CLOCK,
    CLOSES,
    CREW,
    DIRTY,
    EARLY_SIZE,
    END,
    EVENTS,
    FAMILY,
    FREE_AT,
    HELD_FROM,
    IDLE,
    IDLE_AT,
    IS_DIRTY,
    LATE_SIZE,
    NEXT_FIXED,
    NEXT_HELD,
    NEXT_ON_UNIT,
    NEXT_SLOT,
    NOW,
    OP_PENDING,
    OP_RELEASE,
    OPENS,
    PERSON_FREE_AT,
    PERSON_HELD,
    READY,
    RUN,
    SETUP,
    START,
    STATUS,
    SUPPLY_END,
    SUPPLY_FINISH,
    SUPPLY_FIRST,
    SUPPLY_LEFT,
    TURNING_SIZE,
    UNIT,
    UNIT_FAMILY,
    WAITS_FOR,
    WAKE,
    column_of,
    get,
)

INSIDE: Final = 0
ELAPSED: Final = 1
"""Kinds of operation: work on a unit, or days that pass (outside work, a subcontractor, an item without a routing)."""

NOT_FIXED: Final = 0
STARTED: Final = 1
PLANNED: Final = 2
"""Work in progress goes on now, or keeps the start it was planned for."""

OPEN: Final = 0
PLACED: Final = 1
GIVEN_UP: Final = 2
"""Status of an operation: to be placed, placed, does not end within the horizon."""

NOBODY: Final = 0
"""The class of operations that need no people."""

RANK_BITS: Final = 26
"""An operation's place in a tie fits in so many bits of a key."""
MOST_OPERATIONS: Final = 2**RANK_BITS

MOST_ASIDE: Final = 16
"""So many operations that cannot begin now are passed over before a centre waits for the next event."""

TIME_SHIFT: Final = 34
KIND_SHIFT: Final = 32
"""An event is one number: minute, kind, row."""
UNIT_FREE: Final = 0
UNIT_HELD: Final = 1
OPERATION_READY: Final = 2


class SchedulingProblem(NamedTuple):
    """What is to be placed, where, and from when on: the memory of the kernels (see there) and the calendars."""

    memory: IntArray
    working_time: WorkingTime


def reset(m: IntArray) -> None:
    """Forget all that a run wrote: nothing is placed, the clock stands at now."""
    now = get(m, NOW, 0)
    for column, number in (
        (START, -1),
        (END, -1),
        (UNIT, -1),
        (SETUP, -1),
        (RUN, -1),
        (STATUS, OPEN),
        (SUPPLY_FINISH, 0),
        (EARLY_SIZE, 0),
        (LATE_SIZE, 0),
        (TURNING_SIZE, 0),
        (BLOCKED_UNTIL, 0),
        (FREE_AT, now),
        (NEXT_HELD, BEYOND),
        (NEXT_FIXED, -1),
        (IDLE_AT, -1),
        (IDLE, 0),
        (OPENS, -BEYOND),
        (CLOSES, -BEYOND),
        (IS_DIRTY, 0),
        (WAKE, BEYOND),
        (PERSON_FREE_AT, now),
        (PERSON_HELD, -1),
        (CREW, -1),
        (NEXT_SLOT, -1),
        (NEXT_ON_UNIT, -1),
        (HELD_FROM, BEYOND),
        (EVENTS, 0),
        (DIRTY, 0),
        (CLOCK, now),
    ):
        column_of(m, column)[:] = number
    column_of(m, READY)[:] = column_of(m, OP_RELEASE)
    column_of(m, WAITS_FOR)[:] = column_of(m, OP_PENDING)
    column_of(m, FAMILY)[:] = column_of(m, UNIT_FAMILY)
    column_of(m, SUPPLY_LEFT)[:] = column_of(m, SUPPLY_END) - column_of(m, SUPPLY_FIRST)
