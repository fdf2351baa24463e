"""The steps of a stack as they are laid, from the promise back to now, and what of them binds."""

from __future__ import annotations

from typing import Final, NamedTuple

from pegboard.engine.core.columns import IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.plan.vocabulary import (
    BY_CALENDAR,
    BY_NOW,
    BY_PREDECESSOR,
    NOTHING,
    STEP_CLOSED,
    STEP_MARGIN,
)

# columns of a stack while it is laid; the pen holds the count and then the last row
LINE: Final = 0
FROM: Final = 1
TO: Final = 2
WHAT: Final = 3
KIND: Final = 4
SUBJECT: Final = 5
WORD: Final = 6
WIDTH: Final = 7


class Step(NamedTuple):
    """What a stretch of time was spent on, and which reason it counts for."""

    what: int
    kind: int
    subject: int
    word: int


class Binding(NamedTuple):
    """Why a date is not earlier."""

    word: int
    kind: int
    subject: int


@kernel
def lay(stack: IntArray, pen: IntArray, from_at: int, to_at: int, step: Step) -> None:
    """Put one step before the last one laid; one of no length is left out, one that goes on is one with the last.

    `pen` holds how many rows there are, then the line and the last row. What no longer fits is counted only.
    """
    if from_at >= to_at:
        return
    row = pen[0]
    is_same = (
        pen[1 + FROM] == to_at
        and pen[1 + WHAT] == step.what
        and pen[1 + KIND] == step.kind
        and pen[1 + SUBJECT] == step.subject
        and pen[1 + WORD] == step.word
    )
    if is_same and row > pen[1 + WIDTH]:
        pen[1 + FROM] = from_at
        if row <= len(stack):
            stack[row - 1, FROM] = from_at
        return
    put(stack, pen, from_at, to_at, step)


@kernel
def put(stack: IntArray, pen: IntArray, from_at: int, to_at: int, step: Step) -> None:
    """Write one row, whatever its length."""
    pen[1 + FROM] = from_at
    pen[1 + TO] = to_at
    pen[1 + WHAT] = step.what
    pen[1 + KIND] = step.kind
    pen[1 + SUBJECT] = step.subject
    pen[1 + WORD] = step.word
    row = pen[0]
    if row < len(stack):
        for column in range(WIDTH):
            stack[row, column] = pen[1 + column]
    pen[0] = row + 1


@kernel
def binding_of(stack: IntArray, first: int, last: int) -> Binding:
    """Return what binds the line whose rows are first … last - 1, the latest step first."""
    best = Binding(BY_NOW, NOTHING, -1)
    most = 0
    for row in range(last - 1, first - 1, -1):
        minutes = _avoidable_minutes(stack, row, first, last)
        if minutes > most:
            most = minutes
            best = Binding(stack[row, WORD], stack[row, KIND], stack[row, SUBJECT])
    if most > 0:
        return best
    closed = _total(stack, first, last, BY_CALENDAR)
    worked = _total(stack, first, last, BY_PREDECESSOR)
    if closed + worked == 0:
        return best
    word = BY_CALENDAR if closed > worked else BY_PREDECESSOR
    for row in range(last - 1, first - 1, -1):
        length = stack[row, TO] - stack[row, FROM]
        if _counts_for(stack, row, word) and length > most:
            most = length
            best = Binding(word, stack[row, KIND], stack[row, SUBJECT])
    return best


@kernel
def _avoidable_minutes(stack: IntArray, row: int, first: int, last: int) -> int:
    """Return the minutes of all steps with the reason and subject of a row; 0 where they cannot be avoided."""
    if stack[row, WORD] in (BY_CALENDAR, BY_PREDECESSOR):
        return 0
    minutes = 0
    for other in range(first, last):
        is_same = (
            stack[other, WORD] == stack[row, WORD]
            and stack[other, KIND] == stack[row, KIND]
            and stack[other, SUBJECT] == stack[row, SUBJECT]
        )
        if is_same:
            minutes += stack[other, TO] - stack[other, FROM]
    return minutes


@kernel
def _counts_for(stack: IntArray, row: int, word: int) -> bool:
    """Say whether a row is closed before a start (calendar), or work, wait or outside (predecessor)."""
    if stack[row, WORD] != word or stack[row, WHAT] == STEP_MARGIN:
        return False
    return word == BY_CALENDAR or stack[row, WHAT] != STEP_CLOSED


@kernel
def _total(stack: IntArray, first: int, last: int, word: int) -> int:
    minutes = 0
    for row in range(first, last):
        if _counts_for(stack, row, word):
            minutes += stack[row, TO] - stack[row, FROM]
    return minutes
