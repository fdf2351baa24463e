"""Working time: when a calendar is open, and how far a number of working minutes or days reaches."""

from pegboard.engine.calendar.working_days import (
    add_working_days,
    leave_working_days,
    margin_calendar,
    most_used_calendar,
)
from pegboard.engine.calendar.working_minutes import (
    BEYOND,
    add_working,
    next_open,
    subtract_working,
    window_of,
    worked_before,
    worked_between,
)
from pegboard.engine.calendar.working_time import FIRST_DAY, LAST_DAY, WorkingTime, working_time

__all__ = [
    "BEYOND",
    "FIRST_DAY",
    "LAST_DAY",
    "WorkingTime",
    "add_working",
    "add_working_days",
    "leave_working_days",
    "margin_calendar",
    "most_used_calendar",
    "next_open",
    "subtract_working",
    "window_of",
    "worked_before",
    "worked_between",
    "working_time",
]
