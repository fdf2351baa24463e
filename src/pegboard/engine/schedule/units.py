"""Which unit takes an operation: the one on which it ends first, setups counted by what each unit stands in."""

from __future__ import annotations

from typing import Final

from pegboard.engine.calendar import BEYOND, add_working, window_of
from pegboard.engine.core.columns import NO_ROW, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.schedule.memory import (
    CENTRE_GROUP_END,
    CENTRE_GROUP_FIRST,
    CHANGE_KEY,
    CHANGE_MINUTES,
    CLOCK,
    CLOSES,
    FAMILIES,
    FAMILY,
    FIXED,
    FREE_AT,
    GROUP_CALENDAR,
    GROUP_CENTRE,
    GROUP_END,
    GROUP_FIRST,
    GROUP_UNIT,
    IDLE,
    IDLE_AT,
    IDLE_UNIT,
    NEXT_FIXED,
    NEXT_HELD,
    OP_FAMILY,
    OP_OPTION_FIRST,
    OPENS,
    OPTION_CENTRE,
    OPTION_RUN_FIRST,
    OPTION_SETUP,
    RUN_MINUTES,
    SETUP,
    UNIT_GROUP,
    WINDOW_END,
    WINDOW_START,
    add,
    get,
    put,
    rows,
    working,
)

MOST_LOOKED_AT: Final = 64
"""So many idle units of a group are compared for one operation."""
NO_UNIT: Final = (-1, BEYOND, 0)


@kernel
def setup_minutes(m: IntArray, centre: int, stands_in: int, wanted: int, full: int) -> int:
    """Return the minutes to set a unit up: none in the same family, the matrix row, else the operation's own."""
    if wanted == NO_ROW or stands_in == NO_ROW:
        return full
    if stands_in == wanted:
        return 0
    families = get(m, FAMILIES, 0)
    key = (centre * families + stands_in) * families + wanted
    low = 0
    high = rows(m, CHANGE_KEY)
    while low < high:
        middle = (low + high) // 2
        if get(m, CHANGE_KEY, middle) < key:
            low = middle + 1
        else:
            high = middle
    if low < rows(m, CHANGE_KEY) and get(m, CHANGE_KEY, low) == key:
        return get(m, CHANGE_MINUTES, low)
    return full


@kernel
def opening(m: IntArray, group: int, t: int) -> int:
    """Return the first open minute of a group at or after t; t never falls from call to call."""
    if t >= get(m, CLOSES, group):
        row = window_of(working(m), get(m, GROUP_CALENDAR, group), t)
        put(m, OPENS, group, get(m, WINDOW_START, row) if row >= 0 else BEYOND)
        put(m, CLOSES, group, get(m, WINDOW_END, row) if row >= 0 else BEYOND)
    return max(t, get(m, OPENS, group))


@kernel
def work_end(m: IntArray, group: int, t: int, minutes: int) -> int:
    """Return the end of work that begins in the open minute t on a unit of a group."""
    if t + minutes <= get(m, CLOSES, group):
        return t + minutes
    return add_working(working(m), get(m, GROUP_CALENDAR, group), t, minutes)


@kernel
def has_idle_unit(m: IntArray, centre: int, t: int) -> bool:
    """Say whether a unit of a centre is idle and open at t."""
    for group in range(get(m, CENTRE_GROUP_FIRST, centre), get(m, CENTRE_GROUP_END, centre)):
        if get(m, IDLE, group) > 0 and opening(m, group, t) == t:
            return True
    return False


@kernel
def next_closed_opening(m: IntArray, centre: int, t: int) -> int:
    """Return when the next group of a centre opens that has idle units and is closed at t."""
    soonest = BEYOND
    for group in range(get(m, CENTRE_GROUP_FIRST, centre), get(m, CENTRE_GROUP_END, centre)):
        if get(m, IDLE, group) > 0 and opening(m, group, t) > t:
            soonest = min(soonest, get(m, OPENS, group))
    return soonest


@kernel
def best_unit(m: IntArray, operation: int, option: int) -> tuple[int, int, int]:
    """Return the idle unit on which an operation begun now ends first, that end and the setup; unit -1 if none can."""
    best = NO_UNIT
    centre = get(m, OPTION_CENTRE, option)
    t = get(m, CLOCK, 0)
    for group in range(get(m, CENTRE_GROUP_FIRST, centre), get(m, CENTRE_GROUP_END, centre)):
        if get(m, IDLE, group) > 0 and opening(m, group, t) == t:
            found = _best_of_group(m, operation, option, group)
            if found[0] >= 0 and (best[0] < 0 or found[1] < best[1]):
                best = found
    return best


@kernel
def _best_of_group(m: IntArray, operation: int, option: int, group: int) -> tuple[int, int, int]:
    """Return the best idle unit of an open group; among equals one that loses no family, then the last freed."""
    centre = get(m, GROUP_CENTRE, group)
    minutes = run_minutes(m, option, group)
    family = get(m, OP_FAMILY, operation)
    full = get(m, OPTION_SETUP, option)
    first = get(m, GROUP_FIRST, group)
    idle = get(m, IDLE, group)
    t = get(m, CLOCK, 0)
    best = NO_UNIT
    for row in range(first + idle - 1, first + max(0, idle - MOST_LOOKED_AT) - 1, -1):
        unit = get(m, IDLE_UNIT, row)
        stands_in = get(m, FAMILY, unit)
        setup = setup_minutes(m, centre, stands_in, family, full)
        if best[0] >= 0 and (setup > best[2] or (setup == best[2] and stands_in != NO_ROW)):
            continue
        if best[0] >= 0 and setup == best[2] and get(m, FAMILY, best[0]) == NO_ROW:
            continue
        end = work_end(m, group, t, setup + minutes)
        if not keeps_fixed(m, unit, family, end):
            continue
        best = (unit, end, setup)
        if setup == 0 or (family == NO_ROW and stands_in == NO_ROW):
            break
    return best


@kernel
def keeps_fixed(m: IntArray, unit: int, family: int, end: int) -> bool:
    """Say whether work that ends then leaves the next fixed operation of a unit its time and its setup."""
    if get(m, NEXT_HELD, unit) >= BEYOND:
        return True
    if end > get(m, NEXT_HELD, unit):
        return False
    fixed = get(m, FIXED, get(m, NEXT_FIXED, unit))
    wanted = get(m, OP_FAMILY, fixed)
    centre = get(m, GROUP_CENTRE, get(m, UNIT_GROUP, unit))
    full = get(m, OPTION_SETUP, option_of_centre(m, fixed, centre))
    return setup_minutes(m, centre, family, wanted, full) == get(m, SETUP, fixed)


@kernel
def run_minutes(m: IntArray, option: int, group: int) -> int:
    """Return the run minutes of an option on a unit of one of its centre's groups."""
    first = get(m, CENTRE_GROUP_FIRST, get(m, OPTION_CENTRE, option))
    return int(get(m, RUN_MINUTES, get(m, OPTION_RUN_FIRST, option) + group - first))


@kernel
def option_of_centre(m: IntArray, operation: int, centre: int) -> int:
    """Return the option of an operation at a work centre where it is known to have one."""
    option = get(m, OP_OPTION_FIRST, operation)
    while get(m, OPTION_CENTRE, option) != centre:
        option += 1
    return option


@kernel
def earliest_end(m: IntArray, operation: int, option: int) -> int:
    """Return when an operation would end on the unit of a centre that can take it first, busy units included."""
    centre = get(m, OPTION_CENTRE, option)
    family = get(m, OP_FAMILY, operation)
    wt = working(m)
    soonest = BEYOND
    for group in range(get(m, CENTRE_GROUP_FIRST, centre), get(m, CENTRE_GROUP_END, centre)):
        minutes = run_minutes(m, option, group)
        calendar = get(m, GROUP_CALENDAR, group)
        for row in range(get(m, GROUP_FIRST, group), get(m, GROUP_END, group)):
            unit = get(m, GROUP_UNIT, row)
            full = get(m, OPTION_SETUP, option)
            setup = setup_minutes(m, centre, get(m, FAMILY, unit), family, full)
            t = max(get(m, FREE_AT, unit), get(m, CLOCK, 0))
            soonest = min(soonest, add_working(wt, calendar, t, setup + minutes))
    return soonest


@kernel
def make_idle(m: IntArray, unit: int) -> None:
    """Put a unit on its group's list of idle units."""
    group = get(m, UNIT_GROUP, unit)
    row = get(m, GROUP_FIRST, group) + get(m, IDLE, group)
    put(m, IDLE_UNIT, row, unit)
    put(m, IDLE_AT, unit, row)
    add(m, IDLE, group, 1)


@kernel
def make_busy(m: IntArray, unit: int) -> None:
    """Take a unit off the list of idle units, if it is there."""
    row = get(m, IDLE_AT, unit)
    if row < 0:
        return
    group = get(m, UNIT_GROUP, unit)
    add(m, IDLE, group, -1)
    last = get(m, GROUP_FIRST, group) + get(m, IDLE, group)
    put(m, IDLE_UNIT, row, get(m, IDLE_UNIT, last))
    put(m, IDLE_AT, get(m, IDLE_UNIT, row), row)
    put(m, IDLE_AT, unit, -1)
