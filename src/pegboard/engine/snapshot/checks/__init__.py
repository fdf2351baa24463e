"""What a planner should hear about the facts: legal, but poor to plan from. Planning goes on without them."""

from pegboard.engine.core.problems import Problem
from pegboard.engine.snapshot.checks.demand import demand_problems
from pegboard.engine.snapshot.checks.places import Places
from pegboard.engine.snapshot.checks.resources import resource_problems
from pegboard.engine.snapshot.checks.steps import step_problems
from pegboard.engine.snapshot.checks.structures import structure_problems
from pegboard.engine.snapshot.checks.supply import supply_problems
from pegboard.engine.snapshot.facts import Snapshot

__all__ = ["check"]


def check(snapshot: Snapshot) -> tuple[Problem, ...]:
    """Return every problem of the facts, sorted; one for each kind and subject."""
    places = Places(snapshot)
    found = (
        *structure_problems(snapshot, places),
        *step_problems(snapshot, places),
        *resource_problems(snapshot, places),
        *supply_problems(snapshot),
        *demand_problems(snapshot),
    )
    return tuple(sorted(found))
