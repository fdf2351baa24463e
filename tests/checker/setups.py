"""Set-up minutes, unit by unit in time order, from the family each unit stands in.

Where the contract is silent: an operation without a family leaves the unit's state as it was or unknown, and so do
operations that take no time; a matrix row from a family to itself may count or not.
"""

from collections.abc import Iterator
from math import ceil

from .case import Case
from .factory import WorkUnit
from .violation import Violation
from .work import Work

UNKNOWN = ""


def check_setups(case: Case, work: list[Work]) -> Iterator[Violation]:
    """No set-up in the same family, the matrix's minutes between families, else the full set-up."""
    by_unit: dict[str, list[Work]] = {}
    for one in work:
        if one.unit is not None:
            by_unit.setdefault(one.unit.code, []).append(one)
    for code, sequence in sorted(by_unit.items()):
        unit = case.factory.units[code]
        states = {unit.setup_family}
        sequence.sort(key=lambda one: (one.operation.start_at, one.operation.end_at))
        for one in sequence:
            if not one.minutes:
                states = states | _families_at(sequence, one.operation.start_at)
            allowed = _allowed(case, one, unit, states)
            if one.operation.setup_minutes not in allowed:
                expected = " or ".join(str(minutes) for minutes in sorted(allowed))
                yield Violation(
                    "setup-minutes",
                    one.operation.name,
                    f"sets up {one.operation.setup_minutes} minutes, not {expected}",
                )
            states = _after(one, states, allowed)


def _families_at(sequence: list[Work], minute: int) -> set[str]:
    """Families of the operations that take no time at a minute: their order cannot be seen."""
    return {one.step.setup_family for one in sequence if not one.minutes and one.operation.start_at == minute}


def _allowed(case: Case, one: Work, unit: WorkUnit, states: set[str]) -> dict[int, set[str]]:
    """The lawful set-up minutes, each with the states of the unit it supposes."""
    family = one.step.setup_family
    full = ceil(one.minutes_at(unit)[0])
    if one.is_started:
        return {0: states}
    if not family:
        return {full: states}
    allowed: dict[int, set[str]] = {}
    for state in states:
        matrix = case.factory.setup_matrix.get((unit.work_centre, state, family)) if state else None
        minutes = {full} if matrix is None else {ceil(matrix)}
        if state == family:
            minutes = {0} if matrix is None else {0, ceil(matrix)}
        for one_of in minutes:
            allowed.setdefault(one_of, set()).add(state)
    return allowed


def _after(one: Work, states: set[str], allowed: dict[int, set[str]]) -> set[str]:
    before = allowed.get(one.operation.setup_minutes, states)
    family = one.step.setup_family
    if not family:
        return before | {UNKNOWN}
    return {family} if one.minutes else before | {family}
