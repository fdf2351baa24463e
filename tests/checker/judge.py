"""Every rule of the factory folder, put to one plan folder."""

from collections.abc import Callable, Iterator
from pathlib import Path

from . import (
    load,
    messages,
    money,
    needs,
    orders,
    placement,
    progress,
    promises,
    requirements,
    reservations,
    setups,
    supplies,
    totals,
    work,
)
from .case import Case
from .factory_reading import read_factory
from .plan_reading import read_plan
from .violation import Violation

Rule = Callable[[Case], Iterator[Violation]]
WorkRule = Callable[[Case, list[work.Work]], Iterator[Violation]]

RULES: tuple[Rule, ...] = (
    requirements.check_components,
    requirements.check_order_lines,
    requirements.check_receipts,
    requirements.check_safety_stock,
    requirements.check_forecast,
    requirements.check_demands_known,
    supplies.check_quantities,
    supplies.check_availability,
    needs.check_line_needs,
    supplies.check_free_supply_first,
    reservations.check_reserved,
    reservations.check_owned,
    orders.check_kinds,
    orders.check_phantoms,
    orders.check_lots,
    orders.check_to_order,
    orders.check_due,
    orders.check_dates,
    promises.check_promises,
    promises.check_stacks,
    messages.check_messages,
    messages.check_past_due,
    messages.check_late,
    money.check_costs,
    totals.check_sorted,
    totals.check_figures,
)
SCHEDULE_RULES: tuple[Rule, ...] = (
    needs.check_component_needs,
    needs.check_issue_needs,
    placement.check_made,
    placement.check_in_progress,
    placement.check_operations_known,
    placement.check_reasons,
)
WORK_RULES: tuple[WorkRule, ...] = (
    work.check_places,
    work.check_outside,
    work.check_minutes,
    work.check_working_time,
    work.check_crews,
    work.check_no_overlaps,
    setups.check_setups,
    progress.check_started,
    progress.check_frozen,
    load.check_load,
)


def check_plan(factory_folder: Path, plan_folder: Path) -> list[Violation]:
    """Every rule a plan folder breaks, judged from the files alone."""
    factory = read_factory(factory_folder)
    plan, found = read_plan(plan_folder, factory.clock)
    case = Case(factory, plan)
    for rule in RULES:
        found.extend(rule(case))
    if not plan.infinite:
        for rule in SCHEDULE_RULES:
            found.extend(rule(case))
        placed = work.placed_work(case)
        for work_rule in WORK_RULES:
            found.extend(work_rule(case, placed))
    return sorted(set(found))
