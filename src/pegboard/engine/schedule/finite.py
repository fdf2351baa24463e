"""Finite placement: every operation gets its unit, people and time; orders and pegs get theirs from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pegboard.engine.bom import Structures
from pegboard.engine.calendar import WorkingTime
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, IntArray
from pegboard.engine.core.problems import Problem
from pegboard.engine.plan import Load, Pegs, PlacedOperations, PlannedOrders, PlanParams
from pegboard.engine.plan.vocabulary import A_PLACED_OPERATION, FOR_ORDER_LINE
from pegboard.engine.schedule.bounds import Bounds, bounds_of
from pegboard.engine.schedule.builder import Built, build_problem
from pegboard.engine.schedule.load import load_of
from pegboard.engine.schedule.obstacles import obstacles
from pegboard.engine.schedule.search import Schedule, best_schedule
from pegboard.engine.schedule.timing import timed_orders
from pegboard.engine.schedule.work import NO_STEP
from pegboard.engine.snapshot import Snapshot


@dataclass(frozen=True)
class FiniteSchedule:
    """What placement decided.

    Attributes
    ----------
    placed_operations, people
        Every operation in time, and its people.
    ready_at
        By placed operation: when it could have begun if unit and people had been there.
    planned_orders, pegs
        The material plan with its final times.
    load
        Capacity and load by work centre and week.
    line_finish
        By order line: when all of it is there; NOT_GIVEN where it is not planned, or not in full.
    problems
        What could not be placed, and why.
    """

    placed_operations: PlacedOperations
    people: IntArray
    ready_at: IntArray
    planned_orders: PlannedOrders
    pegs: Pegs
    load: Load
    line_finish: IntArray
    problems: tuple[Problem, ...]


def schedule_operations(
    snapshot: Snapshot,
    structures: Structures,
    working_time: WorkingTime,
    planned_orders: PlannedOrders,
    pegs: Pegs,
    due: IntArray,
    params: PlanParams,
) -> FiniteSchedule:
    """Place all operations of planned orders and of work in progress within capacity, then time what is bought.

    Parameters
    ----------
    structures
        Where the routings of the orders are.
    planned_orders, pegs
        The material plan. An order stands before the orders that supply it.
    due
        When each planned order is needed; it may lie in the past.
    """
    built = build_problem(snapshot, structures, working_time, (planned_orders, pegs, due))
    schedule, _ = best_schedule(built.problem, built.lines, params)
    bounds = bounds_of(snapshot, structures, working_time, pegs, (built, schedule))
    steps = np.flatnonzero(schedule.is_placed & (built.work.operation != NO_STEP))
    centre = _centres(snapshot, structures, built, schedule)
    placed, people = _placed_operations(built, schedule, bounds, steps, centre)
    timed, timed_pegs = timed_orders(snapshot, planned_orders, pegs, built, schedule)
    return FiniteSchedule(
        placed_operations=placed,
        people=people,
        ready_at=bounds.ready_at[steps],
        planned_orders=timed,
        pegs=timed_pegs,
        load=load_of(snapshot, working_time, placed, people),
        line_finish=_line_finish(snapshot, timed_pegs),
        problems=built.work.problems + obstacles(snapshot, structures, planned_orders.item, built, schedule),
    )


def unplaced(planned_orders: PlannedOrders, pegs: Pegs) -> FiniteSchedule:
    """Return the schedule of a plan that places nothing, its dates already given."""
    nothing = np.zeros(0, dtype=np.int64)
    return FiniteSchedule(
        placed_operations=PlacedOperations(*([nothing] * len(PlacedOperations.__dataclass_fields__))),
        people=nothing,
        ready_at=nothing,
        planned_orders=planned_orders,
        pegs=pegs,
        load=Load(nothing, nothing, nothing, nothing),
        line_finish=nothing,
        problems=(),
    )


def _placed_operations(
    built: Built, schedule: Schedule, bounds: Bounds, steps: IntArray, centre: IntArray
) -> tuple[PlacedOperations, IntArray]:
    """Return the table of the placed steps, which stand in its order already, and their people."""
    work = built.work
    operation, supply = work.operation[steps], work.supply[steps]
    crew = built.classes.crew[built.step_class]
    row_of_step = np.full(len(crew) + 1, NO_ROW, dtype=np.int64)
    row_of_step[steps] = np.arange(len(steps))
    is_step = bounds.kind[steps] == A_PLACED_OPERATION
    subject = np.where(is_step, row_of_step[np.where(is_step, bounds.subject[steps], NO_ROW)], bounds.subject[steps])
    inside = schedule.unit[steps] != NO_ROW
    people = schedule.crew[np.repeat(schedule.is_placed, crew)]
    return PlacedOperations(
        supply_kind=work.supply_kind[supply],
        supply=work.supply_row[supply],
        operation=operation,
        work_centre=centre[steps],
        work_unit=schedule.unit[steps],
        quantity=work.quantity[steps],
        setup_minutes=np.where(inside, schedule.setup[steps], NOT_GIVEN),
        run_minutes=np.where(inside, schedule.run[steps], NOT_GIVEN),
        start_at=schedule.start[steps],
        end_at=schedule.end[steps],
        bound_by=bounds.bound_by[steps],
        bound_kind=bounds.kind[steps],
        bound_subject=subject,
        people_first=np.cumsum(crew[steps]) - crew[steps],
    ), people


def _centres(snapshot: Snapshot, structures: Structures, built: Built, schedule: Schedule) -> IntArray:
    """Return the work centre of each step: its unit's, outside the routing's."""
    of_unit = np.append(snapshot.work_units.work_centre, NO_ROW)[schedule.unit]
    by_routing = np.append(structures.operations.work_centre, NO_ROW)[built.work.operation]
    return np.where(schedule.unit != NO_ROW, of_unit, by_routing)


def _line_finish(snapshot: Snapshot, pegs: Pegs) -> IntArray:
    rows = np.flatnonzero(pegs.demand_kind == FOR_ORDER_LINE)
    finish = np.full(len(snapshot.order_lines), NOT_GIVEN, dtype=np.int64)
    np.maximum.at(finish, pegs.demand[rows], pegs.available_at[rows])
    finish[pegs.demand[rows[pegs.available_at[rows] == NOT_GIVEN]]] = NOT_GIVEN
    return finish
