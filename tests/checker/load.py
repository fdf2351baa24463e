"""Capacity and load of every work centre and week, recomputed from calendars and placed operations.

Where the contract is silent: the capacity of the week that holds `now` may count from its Monday or from now.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from .case import Case
from .clock import week_of
from .violation import Violation
from .work import Work

ONE_WEEK = timedelta(days=7)


def check_load(case: Case, work: list[Work]) -> Iterator[Violation]:
    """Open minutes of the units, and the minutes of the operations that lie in the week."""
    asked = _asked(case, work)
    listed = {(row.work_centre, row.week): row for row in case.plan.load}
    if len(listed) != len(case.plan.load):
        yield Violation("load", "load.csv", "has a work centre and week twice")
    for (centre, week), minutes in sorted(asked.items()):
        if minutes and (centre, week) not in listed:
            yield Violation("load", centre, f"has {minutes} minutes in the week of {week} and no row")
    for (centre, week), row in listed.items():
        subject = f"{centre} {week}"
        if week.isoweekday() != 1:
            yield Violation("load", subject, "is no Monday")
        if row.load_minutes != asked.get((centre, week), 0):
            expected = asked.get((centre, week), 0)
            yield Violation("load", subject, f"is asked for {expected} minutes, not {row.load_minutes}")
        capacities = _capacities(case, centre, week)
        if row.capacity_minutes not in capacities:
            expected_capacity = " or ".join(str(one) for one in sorted(capacities))
            yield Violation("capacity", subject, f"has {expected_capacity} minutes, not {row.capacity_minutes}")


def _asked(case: Case, work: list[Work]) -> dict[tuple[str, date], int]:
    clock = case.clock
    asked: dict[tuple[str, date], int] = defaultdict(int)
    for one in work:
        if one.unit is None or not one.minutes:
            continue
        start, end = one.operation.start_at, one.operation.end_at
        week = week_of(clock.day_of(start))
        while clock.day_start(week) < end:
            after = week + ONE_WEEK
            inside = one.openings.between(max(start, clock.day_start(week)), min(end, clock.day_start(after)))
            asked[one.operation.work_centre, week] += inside
            week = after
    return asked


def _capacities(case: Case, centre: str, week: date) -> set[int]:
    clock = case.clock
    start, end = clock.day_start(week), clock.day_start(week + ONE_WEEK)
    units = [unit for unit in case.factory.units.values() if unit.work_centre == centre]
    openings = [case.calendars.openings(frozenset([unit.calendar])) for unit in units]
    whole = sum(one.between(start, end) for one in openings)
    from_now = sum(one.between(min(max(start, case.factory.now), end), end) for one in openings)
    return {whole, from_now}
