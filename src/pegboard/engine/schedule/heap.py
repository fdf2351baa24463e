"""Binary heaps of whole numbers, many in one array: the least is on top."""

from __future__ import annotations

from pegboard.engine.core.columns import IntArray
from pegboard.engine.core.kernel import kernel


@kernel
def heap_push(keys: IntArray, first: int, size: int, key: int) -> None:
    """Put a key into the heap of so many keys that begins at `first`."""
    at = size
    while at > 0:
        above = (at - 1) >> 1
        if keys[first + above] <= key:
            break
        keys[first + at] = keys[first + above]
        at = above
    keys[first + at] = key


@kernel
def heap_pop(keys: IntArray, first: int, size: int) -> None:
    """Take the least key off the heap of so many keys that begins at `first`."""
    last = keys[first + size - 1]
    size -= 1
    at = 0
    while True:
        below = 2 * at + 1
        if below >= size:
            break
        if below + 1 < size and keys[first + below + 1] < keys[first + below]:
            below += 1
        if keys[first + below] >= last:
            break
        keys[first + at] = keys[first + below]
        at = below
    keys[first + at] = last
