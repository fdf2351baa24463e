"""Operations that do not move: work in progress goes on now, a start planned within the frozen hours is kept.

They are settled before the clock starts, started ones first, each by its time. A unit is kept for them: other work
may begin on it before only if it ends in time and leaves the unit in a state with the same setup.
"""

from __future__ import annotations

from pegboard.engine.calendar import BEYOND, add_working, next_open
from pegboard.engine.core.columns import NO_ROW, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.schedule.crew import Work, hold_crew, next_crew_change, take_crew
from pegboard.engine.schedule.memory import (
    CENTRE_GROUP_END,
    CENTRE_GROUP_FIRST,
    CLOCK,
    END,
    FAMILY,
    FIXED,
    FREE_AT,
    GROUP_CALENDAR,
    GROUP_CENTRE,
    GROUP_END,
    GROUP_FIRST,
    GROUP_UNIT,
    HELD_FROM,
    NEXT_FIXED,
    NEXT_HELD,
    NEXT_ON_UNIT,
    OP_CLASS,
    OP_CREW_FIRST,
    OP_FAMILY,
    OP_FIXED,
    OP_FIXED_AT,
    OP_FIXED_UNIT,
    OP_OPTION_FIRST,
    OPTION_CENTRE,
    OPTION_SETUP,
    READY,
    RUN,
    SETUP,
    STATUS,
    UNIT,
    UNIT_GROUP,
    WAITS_FOR,
    get,
    put,
    rows,
    working,
)
from pegboard.engine.schedule.problem import GIVEN_UP, NOBODY, OPEN, STARTED, UNIT_FREE, UNIT_HELD
from pegboard.engine.schedule.progress import push_event, settle
from pegboard.engine.schedule.units import make_busy, option_of_centre, run_minutes, setup_minutes


@kernel
def settle_fixed(m: IntArray) -> None:
    """Give every fixed operation its time; a planned start that is not feasible is not kept."""
    for row in range(rows(m, FIXED)):
        operation = get(m, FIXED, row)
        if get(m, OP_FIXED, operation) == STARTED:
            _go_on(m, row)
        elif get(m, WAITS_FOR, operation) == 0:
            _keep_start(m, row)


@kernel
def hold_unit(m: IntArray, row: int) -> None:
    """Let the unit of a fixed operation, by its row in `fixed`, be busy with it from now on."""
    operation = get(m, FIXED, row)
    unit = get(m, UNIT, operation)
    make_busy(m, unit)
    put(m, FREE_AT, unit, get(m, END, operation))
    put(m, FAMILY, unit, get(m, OP_FAMILY, operation))
    following = get(m, NEXT_ON_UNIT, row)
    put(m, NEXT_FIXED, unit, following)
    put(m, NEXT_HELD, unit, get(m, HELD_FROM, following) if following >= 0 else BEYOND)
    push_event(m, get(m, END, operation), UNIT_FREE, unit)


@kernel
def _go_on(m: IntArray, row: int) -> None:
    """Let a started operation go on as soon as its unit and people are there; without a unit, where it ends first."""
    operation = get(m, FIXED, row)
    if get(m, OP_FIXED_UNIT, operation) != NO_ROW:
        _place_started(m, row, get(m, OP_FIXED_UNIT, operation))
        if get(m, STATUS, operation) == OPEN:
            put(m, STATUS, operation, GIVEN_UP)
        return
    best = -1
    best_end = BEYOND
    centre = get(m, OPTION_CENTRE, get(m, OP_OPTION_FIRST, operation))
    for group in range(get(m, CENTRE_GROUP_FIRST, centre), get(m, CENTRE_GROUP_END, centre)):
        for at in range(get(m, GROUP_FIRST, group), get(m, GROUP_END, group)):
            end = _started_slot(m, operation, get(m, GROUP_UNIT, at))[1]
            if end < best_end:
                best_end = end
                best = get(m, GROUP_UNIT, at)
    if best >= 0:
        _place_started(m, row, best)


@kernel
def _place_started(m: IntArray, row: int, unit: int) -> None:
    operation = get(m, FIXED, row)
    start, end = _started_slot(m, operation, unit)
    if end >= BEYOND:
        return
    put(m, SETUP, operation, 0)
    put(m, HELD_FROM, row, _held_to(m, unit))
    _fix(m, row, unit, (start, end))


@kernel
def _held_to(m: IntArray, unit: int) -> int:
    """Return until when the started operations settled so far keep a unit."""
    until = get(m, CLOCK, 0)
    row = get(m, NEXT_FIXED, unit)
    while row >= 0:
        until = max(until, get(m, END, get(m, FIXED, row)))
        row = get(m, NEXT_ON_UNIT, row)
    return until


@kernel
def _started_slot(m: IntArray, operation: int, unit: int) -> tuple[int, int]:
    """Return start and end of a started operation on a unit, end BEYOND if there is none."""
    wt = working(m)
    group = get(m, UNIT_GROUP, unit)
    calendar = get(m, GROUP_CALENDAR, group)
    option = option_of_centre(m, operation, get(m, GROUP_CENTRE, group))
    minutes = run_minutes(m, option, group)
    people = get(m, OP_CLASS, operation)
    t = next_open(wt, calendar, _held_to(m, unit))
    while t < BEYOND:
        if people == NOBODY:
            return t, add_working(wt, calendar, t, minutes)
        end = take_crew(m, Work(calendar, people, t, minutes), get(m, OP_CREW_FIRST, operation))
        if end >= 0:
            return t, end
        change = next_crew_change(m, people, t)
        t = next_open(wt, calendar, change) if change < BEYOND else BEYOND
    return t, BEYOND


@kernel
def _keep_start(m: IntArray, row: int) -> None:
    """Keep the planned start of an operation if everything it needs is there at that minute."""
    operation = get(m, FIXED, row)
    start = get(m, OP_FIXED_AT, operation)
    if get(m, READY, operation) > start or get(m, STATUS, operation) != OPEN:
        return
    if get(m, OP_FIXED_UNIT, operation) != NO_ROW:
        _try_start(m, row, get(m, OP_FIXED_UNIT, operation))
        return
    centre = get(m, OPTION_CENTRE, get(m, OP_OPTION_FIRST, operation))
    for group in range(get(m, CENTRE_GROUP_FIRST, centre), get(m, CENTRE_GROUP_END, centre)):
        for at in range(get(m, GROUP_FIRST, group), get(m, GROUP_END, group)):
            if get(m, STATUS, operation) == OPEN:
                _try_start(m, row, get(m, GROUP_UNIT, at))


@kernel
def _try_start(m: IntArray, row: int, unit: int) -> None:
    operation = get(m, FIXED, row)
    start = get(m, OP_FIXED_AT, operation)
    group = get(m, UNIT_GROUP, unit)
    centre = get(m, GROUP_CENTRE, group)
    calendar = get(m, GROUP_CALENDAR, group)
    wt = working(m)
    if next_open(wt, calendar, start) != start or _held_to(m, unit) > start:
        return
    option = option_of_centre(m, operation, centre)
    family = get(m, OP_FAMILY, operation)
    setup = setup_minutes(m, centre, _family_before(m, unit), family, get(m, OPTION_SETUP, option))
    minutes = setup + run_minutes(m, option, group)
    people = get(m, OP_CLASS, operation)
    end = add_working(wt, calendar, start, minutes)
    if people != NOBODY:
        slot = get(m, OP_CREW_FIRST, operation)
        end = take_crew(m, Work(calendar, people, start, minutes), slot)
    if end < 0 or end >= BEYOND:
        return
    put(m, SETUP, operation, setup)
    put(m, HELD_FROM, row, start)
    _fix(m, row, unit, (start, end))


@kernel
def _family_before(m: IntArray, unit: int) -> int:
    """Return what a unit stands in after the fixed operations settled so far."""
    family = get(m, FAMILY, unit)
    row = get(m, NEXT_FIXED, unit)
    while row >= 0:
        family = int(get(m, OP_FAMILY, get(m, FIXED, row)))
        row = get(m, NEXT_ON_UNIT, row)
    return family


@kernel
def _fix(m: IntArray, row: int, unit: int, times: tuple[int, int]) -> None:
    """Note a fixed operation and keep its unit and people for it."""
    operation = get(m, FIXED, row)
    start, end = times
    group = get(m, UNIT_GROUP, unit)
    option = option_of_centre(m, operation, get(m, GROUP_CENTRE, group))
    put(m, UNIT, operation, unit)
    put(m, RUN, operation, run_minutes(m, option, group))
    settle(m, operation, start, end)
    hold_crew(m, get(m, OP_CLASS, operation), get(m, OP_CREW_FIRST, operation))
    _append(m, row, unit)
    push_event(m, get(m, HELD_FROM, row), UNIT_HELD, row)


@kernel
def _append(m: IntArray, row: int, unit: int) -> None:
    if get(m, NEXT_FIXED, unit) < 0:
        put(m, NEXT_FIXED, unit, row)
        put(m, NEXT_HELD, unit, get(m, HELD_FROM, row))
        return
    at = get(m, NEXT_FIXED, unit)
    while get(m, NEXT_ON_UNIT, at) >= 0:
        at = get(m, NEXT_ON_UNIT, at)
    put(m, NEXT_ON_UNIT, at, row)
