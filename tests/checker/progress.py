"""Work in progress goes on: what is started runs now on its unit, and frozen starts are kept.

Where the contract is silent: a started operation whose unit, or whose crew, is closed or taken now may go on at a later
opening; a frozen start may move where material, the operation before, a closed or taken unit, or people prevent it.
"""

from collections.abc import Iterator

from .case import Case
from .plan import Operation
from .violation import Violation
from .work import Work


def check_started(case: Case, work: list[Work]) -> Iterator[Violation]:
    """A started operation goes on now, on its unit."""
    now = case.factory.now
    on_unit: dict[str, int] = {}
    for one in work:
        if one.is_started and one.unit is not None:
            on_unit[one.unit.code] = on_unit.get(one.unit.code, 0) + 1
    for one in work:
        if not one.is_started or one.progress is None or one.unit is None:
            continue
        if one.progress.work_unit and one.operation.work_unit != one.progress.work_unit:
            yield Violation(
                "started", one.operation.name, f"moved from {one.progress.work_unit} to {one.operation.work_unit}"
            )
        alone = on_unit[one.unit.code] == 1 and not one.operation.people
        if alone and one.operation.start_at not in (now, one.openings.next_open(now)):
            yield Violation(
                "started", one.operation.name, f"goes on {case.clock.text(one.operation.start_at)}, not now"
            )


def check_frozen(case: Case, work: list[Work]) -> Iterator[Violation]:
    """A planned start within the frozen hours is kept unless something prevents it."""
    now = case.factory.now
    until = now + case.factory.policy.frozen_hours * 60
    taken: dict[str, list[Operation]] = {}
    for one in work:
        if one.unit is not None and one.minutes:
            taken.setdefault(one.unit.code, []).append(one.operation)
    for one in work:
        planned = one.progress.planned_start_at if one.progress else None
        if planned is None or one.is_started or one.unit is None or not now <= planned < until:
            continue
        if one.operation.start_at != planned and not _is_prevented(case, one, planned, taken):
            yield Violation(
                "frozen",
                one.operation.name,
                f"was planned for {case.clock.text(planned)} within the frozen hours, starts "
                f"{case.clock.text(one.operation.start_at)} and nothing prevents it",
            )


def _is_prevented(case: Case, one: Work, planned: int, taken: dict[str, list[Operation]]) -> bool:
    operation = one.operation
    if operation.people or one.minutes == 0:
        return True
    wanted = one.progress.work_unit if one.progress and one.progress.work_unit else operation.work_unit
    unit = case.factory.units.get(wanted)
    if unit is None or not case.calendars.openings(frozenset([unit.calendar])).is_open(planned):
        return True
    before = [other for other in case.operations_of["receipt", operation.supply] if other.sequence < operation.sequence]
    if any(other.end_at >= planned for other in before) or (before and one.step.outside_days is not None):
        return True
    if any(
        (peg.available_at or planned + 1) > planned
        for peg in case.pegs_of_demand.get(("receipt", operation.supply), ())
    ):
        return True
    return any(
        other is not operation and other.start_at < planned + one.minutes and planned < other.end_at
        for other in taken.get(wanted, ())
    )
