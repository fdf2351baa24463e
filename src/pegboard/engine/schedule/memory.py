"""The one block of memory that the kernels of placement work on, and the names of its columns.

Compiled functions hand a single array on for next to nothing, but dozens of them only at a price that would be most of
the run. So every table lies in one array of whole numbers, row by row: what is asked together about one operation lies
side by side. The array begins with where each column begins, how far it is from row to row, and how many rows it has.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from pegboard.engine.calendar import WorkingTime
from pegboard.engine.core.columns import IntArray
from pegboard.engine.core.kernel import kernel

# supplies: a planned order, or a receipt with work in progress
SUPPLY_FIRST: Final = 8  # its operations, in the order of sequence
SUPPLY_END: Final = 40
SUPPLY_DUE: Final = 72  # maybe in the past
SUPPLY_WEIGHT: Final = 104
SUPPLY_USER_FIRST: Final = 136  # rows of USER
SUPPLY_USER_END: Final = 168
SUPPLY_LEFT: Final = 200  # operations not placed yet
SUPPLY_FINISH: Final = 232

# users: the operations that wait for what a supply makes
USER: Final = 257

# operations
OP_SUPPLY: Final = 312
OP_KIND: Final = 344  # INSIDE or ELAPSED
OP_DAYS: Final = 376  # of an elapsed step
OP_WAIT: Final = 408
OP_RELEASE: Final = 440  # now, or when the last of its known material is there
OP_FAMILY: Final = 472
OP_CLASS: Final = 504  # whom it needs
OP_CREW_FIRST: Final = 536  # rows of CREW
OP_OPTION_FIRST: Final = 568  # its own work centre, then the alternatives
OP_OPTION_END: Final = 600
OP_FIXED: Final = 632  # NOT_FIXED, STARTED or PLANNED
OP_FIXED_UNIT: Final = 664
OP_FIXED_AT: Final = 696
OP_PENDING: Final = 728  # how many predecessors and supplies it waits for; one more if it can never be placed
OP_TURNS_AT: Final = 760  # from then on its key does not change
OP_RANK: Final = 792  # its place in a tie
READY: Final = 824
WAITS_FOR: Final = 856  # predecessors and supplies not placed yet
START: Final = 888
END: Final = 920
UNIT: Final = 952
SETUP: Final = 984
RUN: Final = 1016
STATUS: Final = 1048  # OPEN, PLACED or GIVEN_UP

# ranks
BY_RANK: Final = 1057  # the operation of each place in a tie

# options: one work centre for one operation
OPTION_CENTRE: Final = 1094
OPTION_QUEUE: Final = 1126
OPTION_SETUP: Final = 1158
OPTION_RUN_FIRST: Final = 1190  # rows of RUN_MINUTES, one for each group of the centre
OPTION_WORK: Final = 1222  # setup and run at speed 1
OPTION_KEY: Final = 1254

# run minutes
RUN_MINUTES: Final = 1281

# heaps: each queue has its own stretch
EARLY_KEY: Final = 1313

# late heaps
LATE_KEY: Final = 1345

# turning heaps
TURNING_KEY: Final = 1377

# queues: the operations of one class of people at one centre
QUEUE_CENTRE: Final = 1415
QUEUE_CLASS: Final = 1447
QUEUE_FIRST: Final = 1479  # its stretch of the heaps
EARLY_SIZE: Final = 1511
LATE_SIZE: Final = 1543
TURNING_SIZE: Final = 1575
BLOCKED_UNTIL: Final = 1607  # no crew before

# units
UNIT_GROUP: Final = 1639
UNIT_FAMILY: Final = 1671  # what it is set up for now
FREE_AT: Final = 1703
FAMILY: Final = 1735
NEXT_HELD: Final = 1767  # from when a fixed operation holds it, BEYOND for never
NEXT_FIXED: Final = 1799  # row of FIXED
IDLE_AT: Final = 1831  # its place among the idle units, -1 while busy

# groups: the units of a centre with the same calendar and speed
GROUP_CENTRE: Final = 1863
GROUP_CALENDAR: Final = 1895
GROUP_FIRST: Final = 1927  # rows of GROUP_UNIT
GROUP_END: Final = 1959
IDLE: Final = 1991  # how many
OPENS: Final = 2023  # the window that holds or follows the clock
CLOSES: Final = 2055

# units of groups
GROUP_UNIT: Final = 2082
IDLE_UNIT: Final = 2114  # the idle ones first in the stretch of their group

# centres
CENTRE_GROUP_FIRST: Final = 2152
CENTRE_GROUP_END: Final = 2184
CENTRE_QUEUE_FIRST: Final = 2216
CENTRE_QUEUE_END: Final = 2248
CENTRE_OTHER_FIRST: Final = 2280  # rows of OTHER_CENTRE
CENTRE_OTHER_END: Final = 2312
IS_DIRTY: Final = 2344
DIRTY_CENTRE: Final = 2376  # a list

# other centres: where operations of a centre may run instead
OTHER_CENTRE: Final = 2401

# wakes: a tournament tree over the centres
WAKE: Final = 2433

# classes: so many people with a skill; class 0 is nobody
CLASS_CREW: Final = 2467
CLASS_FIRST: Final = 2499  # rows of CLASS_PERSON
CLASS_END: Final = 2531

# people of classes
CLASS_PERSON: Final = 2561  # those with the fewest skills first

# people
PERSON_CALENDAR: Final = 2595
PERSON_FREE_AT: Final = 2627
PERSON_HELD: Final = 2659  # the first slot in which a fixed operation keeps the person

# crew slots: as many side by side as an operation needs people
CREW: Final = 2691  # the person
SLOT_OPERATION: Final = 2723
NEXT_SLOT: Final = 2755  # the next in which the person is kept

# setup changes
CHANGE_KEY: Final = 2786  # ascending: (centre × families + from) × families + to
CHANGE_MINUTES: Final = 2818

# windows of the calendars: see WorkingTime
WINDOW_FIRST: Final = 2849  # by calendar, and one more

# their starts
WINDOW_START: Final = 2881

# their ends
WINDOW_END: Final = 2913

# open minutes before them
WINDOW_BEFORE: Final = 2945

# days
DAY_START: Final = 2977  # by day, from today on

# operations that do not move, in the order in which they are settled
FIXED: Final = 3011
HELD_FROM: Final = 3043  # from when the unit is kept for it
NEXT_ON_UNIT: Final = 3075  # row of FIXED

# scratch by calendar
END_STAMP: Final = 3106
END_WITH: Final = 3138  # the end with somebody of this calendar

# scratch of a crew
WALK: Final = 3170  # the calendars of a crew
CREW_END: Final = 3202  # the end with each of those chosen so far

# scratch of those passed over
ASIDE_OPERATION: Final = 3234
ASIDE_OPTION: Final = 3266

# events: a heap
EVENT: Final = 3297

# single numbers
NOW: Final = 3334
FAMILIES: Final = 3366
CLOCK: Final = 3398
EVENTS: Final = 3430  # how many
DIRTY: Final = 3462  # how many
STAMP: Final = 3494  # of the last choice of people

TABLES: Final = (
    SUPPLY_FIRST,
    USER,
    OP_SUPPLY,
    BY_RANK,
    OPTION_CENTRE,
    RUN_MINUTES,
    EARLY_KEY,
    LATE_KEY,
    TURNING_KEY,
    QUEUE_CENTRE,
    UNIT_GROUP,
    GROUP_CENTRE,
    GROUP_UNIT,
    CENTRE_GROUP_FIRST,
    OTHER_CENTRE,
    WAKE,
    CLASS_CREW,
    CLASS_PERSON,
    PERSON_CALENDAR,
    CREW,
    CHANGE_KEY,
    WINDOW_FIRST,
    WINDOW_START,
    WINDOW_END,
    WINDOW_BEFORE,
    DAY_START,
    FIXED,
    END_STAMP,
    WALK,
    ASIDE_OPERATION,
    EVENT,
    NOW,
)
"""The first columns of the tables."""
COLUMNS: Final = 110
HEADER: Final = 2 * COLUMNS
WIDTH_BITS: Final = 5
"""A column's name is its number and, in the last bits, the width of its table."""
WIDTH: Final = 2**WIDTH_BITS - 1


@kernel
def get(m: IntArray, column: int, row: int) -> int:
    """Return one number."""
    return int(m[m[column >> WIDTH_BITS] + row * (column & WIDTH)])


@kernel
def put(m: IntArray, column: int, row: int, number: int) -> None:
    """Write one number."""
    m[m[column >> WIDTH_BITS] + row * (column & WIDTH)] = number


@kernel
def add(m: IntArray, column: int, row: int, number: int) -> None:
    """Add to one number."""
    m[m[column >> WIDTH_BITS] + row * (column & WIDTH)] += number


@kernel
def place(m: IntArray, column: int, row: int) -> int:
    """Return where a number of a table with one column lies."""
    return int(m[column >> WIDTH_BITS] + row)


@kernel
def rows(m: IntArray, column: int) -> int:
    """Return how many rows the table of a column has."""
    return int(m[COLUMNS + (column >> WIDTH_BITS)])


@kernel
def working(m: IntArray) -> WorkingTime:
    """Return the calendars; kernels hand on the memory alone and ask for these where they are needed."""
    return WorkingTime(
        _whole(m, WINDOW_FIRST), _whole(m, WINDOW_START), _whole(m, WINDOW_END), _whole(m, WINDOW_BEFORE)
    )


@kernel
def _whole(m: IntArray, column: int) -> IntArray:
    """Return the only column of its table."""
    return m[place(m, column, 0) : place(m, column, rows(m, column))]


def allocate(counts: Mapping[int, int]) -> IntArray:
    """Return zeros for all tables, given how many rows each has by its first column."""
    size = HEADER + sum((first & WIDTH) * counts[first] for first in TABLES)
    m = np.zeros(size, dtype=np.int64)
    at = HEADER
    for first in TABLES:
        width, number = first & WIDTH, first >> WIDTH_BITS
        m[number : number + width] = np.arange(at, at + width)
        m[COLUMNS + number : COLUMNS + number + width] = counts[first]
        at += width * counts[first]
    return m


def fill(m: IntArray, columns: Mapping[int, IntArray | int]) -> None:
    """Write whole columns."""
    for column, numbers in columns.items():
        column_of(m, column)[:] = numbers


def column_of(m: IntArray, column: int) -> IntArray:
    """Return a column, to read and to write."""
    begin, step = place(m, column, 0), column & WIDTH
    return m[begin : begin + step * rows(m, column) : step]
