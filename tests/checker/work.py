"""How each placed operation belongs to the facts: its routing step, its work unit, its row of work in progress."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import ceil

from .calendars import Openings
from .case import Case
from .factory import Progress, Step, WorkUnit
from .plan import Operation
from .supplies import receipt_routing
from .violation import Violation


@dataclass
class Work:
    """A placed operation with the facts it must obey."""

    case: Case
    operation: Operation
    step: Step
    unit: WorkUnit | None
    progress: Progress | None

    @property
    def is_outside(self) -> bool:
        """Done outside the factory: it has days instead of a unit and minutes."""
        return self.step.outside_days is not None and self.unit is None

    @property
    def is_started(self) -> bool:
        """Already running when the plan begins."""
        return self.progress is not None and self.progress.is_started

    @property
    def minutes(self) -> int:
        """Set-up and run together."""
        return self.operation.setup_minutes + self.operation.run_minutes

    @cached_property
    def calendars(self) -> frozenset[str]:
        """Every calendar that must be open for it to go on."""
        unit = [self.unit.calendar] if self.unit else []
        people = self.case.factory.people
        return frozenset([*unit, *(people[one].calendar for one in self.operation.people if one in people)])

    @cached_property
    def openings(self) -> Openings:
        """When its unit and all of its people are there."""
        return self.case.calendars.openings(self.calendars)

    def minutes_at(self, unit: WorkUnit) -> tuple[Fraction, int]:
        """Full set-up and rounded run minutes on a unit; alternatives inherit what they leave empty."""
        setup, run = self.step.setup_minutes, self.step.run_minutes
        other = self.case.factory.alternatives.get((self.step.item, self.step.sequence, unit.work_centre))
        if other is not None and unit.work_centre != self.step.work_centre:
            setup = setup if other.setup_minutes is None else other.setup_minutes
            run = run if other.run_minutes is None else other.run_minutes
        return setup, ceil(self.operation.quantity * run / unit.speed)


def placed_work(case: Case) -> list[Work]:
    """Every placed operation that has a routing step, with its facts."""
    found = []
    for (kind, supply), operations in case.operations_of.items():
        progress: dict[int, Progress] = {}
        if kind == "receipt" and supply in case.factory.receipts:
            steps = receipt_routing(case, case.factory.receipts[supply])
            progress = {row.sequence: row for row in case.factory.work_in_progress.get(supply, ())}
        elif supply in case.plan.planned_orders:
            steps = case.routing(case.plan.planned_orders[supply])
        else:
            continue
        by_sequence = {step.sequence: step for step in steps}
        for operation in operations:
            step = by_sequence.get(operation.sequence)
            if step is not None:
                unit = case.factory.units.get(operation.work_unit)
                found.append(Work(case, operation, step, unit, progress.get(operation.sequence)))
    return found


def check_places(case: Case, work: list[Work]) -> Iterator[Violation]:
    """Each operation stands at its own work centre or an alternative, on a unit of that centre."""
    for one in work:
        operation, step = one.operation, one.step
        if step.outside_days is not None and not operation.work_unit:
            continue
        if one.unit is None:
            yield Violation("work-unit", operation.name, f"stands on the unknown unit {operation.work_unit!r}")
            continue
        if one.unit.work_centre != operation.work_centre:
            yield Violation("work-unit", operation.name, f"{one.unit.code} is no unit of {operation.work_centre}")
        allowed = operation.work_centre == step.work_centre
        allowed |= (step.item, step.sequence, operation.work_centre) in case.factory.alternatives
        if not allowed:
            yield Violation("work-centre", operation.name, f"may not be done at {operation.work_centre}")
        if step.outside_days:
            yield Violation("work-unit", operation.name, f"is done outside, yet stands on {one.unit.code}")


def check_outside(case: Case, work: list[Work]) -> Iterator[Violation]:
    """An outside operation ends at the start of its last day and has neither unit nor minutes."""
    clock = case.clock
    for one in work:
        if not one.is_outside or not one.step.outside_days:
            continue
        operation = one.operation
        back = clock.shifted(clock.day_start(clock.day_of(operation.start_at)), one.step.outside_days)
        was_sent_before = one.is_started and operation.start_at <= operation.end_at <= back
        if operation.end_at != back and not was_sent_before:
            yield Violation(
                "outside", operation.name, f"is back {clock.text(back)}, not {clock.text(operation.end_at)}"
            )
        if one.minutes:
            yield Violation("outside", operation.name, "is done outside and has minutes of its own")


def check_minutes(case: Case, work: list[Work]) -> Iterator[Violation]:
    """Run minutes are the started quantity by the minutes a unit, over the speed of the work unit, rounded up."""
    for one in work:
        if one.unit is None:
            continue
        _, run = one.minutes_at(one.unit)
        if one.operation.run_minutes != run:
            yield Violation("run-minutes", one.operation.name, f"runs {one.operation.run_minutes} minutes, not {run}")


def check_working_time(case: Case, work: list[Work]) -> Iterator[Violation]:
    """An operation starts in open time, works exactly its minutes, and ends when they are done."""
    clock, now = case.clock, case.factory.now
    for one in work:
        operation = one.operation
        if operation.start_at < now:
            yield Violation("before-now", operation.name, f"starts {clock.text(operation.start_at)}, before now")
        if one.unit is None:
            continue
        start, end = operation.start_at, operation.end_at
        if one.minutes == 0:
            if start != end:
                yield Violation("working-time", operation.name, "has no minutes, yet takes time")
            continue
        worked = one.openings.between(start, end)
        if worked != one.minutes:
            yield Violation("working-time", operation.name, f"has {one.minutes} minutes but {worked} open ones")
        if not one.openings.is_open(start) and not (one.is_started and start == now):
            yield Violation("closed", operation.name, f"starts {clock.text(start)}, when its unit or crew is closed")
        if not one.openings.ends_in_work(end):
            yield Violation("closed", operation.name, f"ends {clock.text(end)}, later than its work is done")


def check_crews(case: Case, work: list[Work]) -> Iterator[Violation]:
    """The right number of people, each with the skill, stay with an operation."""
    for one in work:
        operation, step, people = one.operation, one.step, one.operation.people
        if one.unit is None:
            continue
        if len(set(people)) != len(people):
            yield Violation("crew", operation.name, "names a person twice")
        if len(people) != step.people_needed and not case.is_excused(
            operation.supply, operation.item, step.skill, step.work_centre, operation.work_centre
        ):
            yield Violation("crew", operation.name, f"has {len(people)} people, not {step.people_needed}")
        for code in people:
            person = case.factory.people.get(code)
            if person is None or (step.skill and step.skill not in person.skills):
                yield Violation("crew", operation.name, f"{code} has not the skill {step.skill!r}")


def check_no_overlaps(case: Case, work: list[Work]) -> Iterator[Violation]:
    """No two operations share a minute of a work unit, and nobody is on two at once."""
    by_unit: dict[str, list[Operation]] = {}
    by_person: dict[str, list[Operation]] = {}
    for one in work:
        if one.minutes == 0:
            continue
        if one.unit is not None:
            by_unit.setdefault(one.unit.code, []).append(one.operation)
        for person in one.operation.people:
            by_person.setdefault(person, []).append(one.operation)
    yield from _overlaps(case, "unit-overlap", by_unit)
    yield from _overlaps(case, "person-overlap", by_person)


def _overlaps(case: Case, rule: str, groups: dict[str, list[Operation]]) -> Iterator[Violation]:
    for code, operations in sorted(groups.items()):
        operations.sort(key=lambda one: (one.start_at, one.end_at))
        for before, after in pairwise(operations):
            if after.start_at < before.end_at:
                yield Violation(rule, code, f"{after.name} starts before {before.name} ends")
