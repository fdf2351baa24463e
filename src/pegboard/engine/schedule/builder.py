"""From a snapshot, its structures and the material plan to the scheduling problem."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from pegboard.engine.bom import Structures
from pegboard.engine.calendar import LAST_DAY, WorkingTime
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, IntArray
from pegboard.engine.core.rounding import MICRO
from pegboard.engine.plan import Pegs, PlannedOrders
from pegboard.engine.plan.vocabulary import FOR_ORDER_LINE, PLANNED_ORDER
from pegboard.engine.schedule.material import PegEnds, line_weights, lines_served, peg_ends
from pegboard.engine.schedule.memory import (
    ASIDE_OPERATION,
    BY_RANK,
    CENTRE_GROUP_FIRST,
    CHANGE_KEY,
    CLASS_CREW,
    CLASS_PERSON,
    CREW,
    DAY_START,
    EARLY_KEY,
    END_STAMP,
    EVENT,
    FIXED,
    GROUP_CENTRE,
    GROUP_UNIT,
    LATE_KEY,
    NOW,
    OP_CLASS,
    OP_CREW_FIRST,
    OP_DAYS,
    OP_FAMILY,
    OP_FIXED,
    OP_FIXED_AT,
    OP_FIXED_UNIT,
    OP_KIND,
    OP_OPTION_END,
    OP_OPTION_FIRST,
    OP_PENDING,
    OP_RELEASE,
    OP_SUPPLY,
    OP_WAIT,
    OPTION_CENTRE,
    OPTION_QUEUE,
    OPTION_RUN_FIRST,
    OPTION_SETUP,
    OPTION_WORK,
    OTHER_CENTRE,
    PERSON_CALENDAR,
    QUEUE_CENTRE,
    RUN_MINUTES,
    SLOT_OPERATION,
    SUPPLY_DUE,
    SUPPLY_END,
    SUPPLY_FIRST,
    SUPPLY_USER_END,
    SUPPLY_USER_FIRST,
    SUPPLY_WEIGHT,
    TURNING_KEY,
    UNIT_GROUP,
    USER,
    WAKE,
    WALK,
    WINDOW_BEFORE,
    WINDOW_END,
    WINDOW_FIRST,
    WINDOW_START,
    allocate,
    fill,
)
from pegboard.engine.schedule.problem import (
    ELAPSED,
    INSIDE,
    MOST_ASIDE,
    NOBODY,
    NOT_FIXED,
    SchedulingProblem,
)
from pegboard.engine.schedule.resources import (
    Classes,
    crew_classes,
    fill_centres,
    fill_people,
    fill_setup_changes,
    fill_units,
    open_centres,
    queues_of,
    unit_groups,
)
from pegboard.engine.schedule.search import NEVER, Lines
from pegboard.engine.schedule.work import NO_STEP, Work, work_of
from pegboard.engine.schedule.work_minutes import Choices, choices_of_structures, minutes_at_speed, minutes_by_group
from pegboard.engine.snapshot import Snapshot

WINDOWS: Final = (WINDOW_FIRST, WINDOW_START, WINDOW_END, WINDOW_BEFORE)
"""The columns of WorkingTime."""

CAN_BE_PLACED: Final = 0
NO_HOURS: Final = 1
NO_PEOPLE: Final = 2
"""Why a step can never be placed."""


LINE_WEIGHS: Final = 100
"""What an order line weighs in dispatching against what only refills safety stock or meets a forecast."""


@dataclass(frozen=True)
class Built:
    """The scheduling problem, and what its rows are in the plan."""

    problem: SchedulingProblem
    work: Work
    ends: PegEnds
    step_class: IntArray
    classes: Classes
    hopeless: IntArray  # by step: CAN_BE_PLACED or why not
    lines: Lines


def build_problem(
    snapshot: Snapshot,
    structures: Structures,
    working_time: WorkingTime,
    material: tuple[PlannedOrders, Pegs, IntArray],
) -> Built:
    """Return the problem of placing the steps of planned orders and work in progress.

    Parameters
    ----------
    material
        Planned orders, pegs, and when each planned order is needed, maybe in the past.
    """
    orders, pegs, due = material
    work = work_of(snapshot, structures, orders)
    ends = peg_ends(snapshot, work, orders, pegs)
    groups = unit_groups(snapshot)
    step_class, classes = _step_classes(snapshot, structures, work, working_time)
    choices = _step_choices(snapshot, structures, work)
    choices = choices.take(open_centres(snapshot, groups, working_time)[choices.centre])
    queues = queues_of(choices.centre, step_class[choices.operation], len(classes.crew))
    run_first, run_minutes = minutes_by_group(work.quantity[choices.operation], choices, groups)
    hopeless = _hopeless(work, choices, step_class, classes)
    users, user_first = _users(ends, len(work.supply_row))
    others = _other_centres(choices)
    fixed = _fixed_steps(work, hopeless)
    m = allocate(
        _row_counts(
            snapshot,
            {
                **{column: len(part) for column, part in zip(WINDOWS, working_time, strict=True)},
                SUPPLY_FIRST: len(work.supply_row),
                USER: len(users),
                OP_SUPPLY: len(work.operation),
                OPTION_CENTRE: len(choices.centre),
                RUN_MINUTES: len(run_minutes),
                QUEUE_CENTRE: len(queues.centre),
                GROUP_CENTRE: len(groups.centre),
                OTHER_CENTRE: len(others),
                CLASS_CREW: len(classes.crew),
                CLASS_PERSON: len(classes.people),
                CREW: int(classes.crew[step_class].sum()),
                FIXED: len(fixed),
                WALK: int(classes.crew.max()) + 2,
            },
        )
    )
    fill(m, {NOW: snapshot.now, DAY_START: snapshot.local_time.day_start(np.arange(LAST_DAY + 1)), FIXED: fixed})
    fill(m, {RUN_MINUTES: run_minutes, **dict(zip(WINDOWS, working_time, strict=True))})
    fill(m, {USER: users, SUPPLY_USER_FIRST: user_first[:-1], SUPPLY_USER_END: user_first[1:]})
    _fill_supplies(m, snapshot, work, (pegs, ends), due)
    _fill_operations(m, snapshot, structures, (work, ends, hopeless))
    _fill_crews(m, step_class, classes)
    _fill_options(m, choices, queues.of_option, run_first, work.quantity)
    fill_units(m, snapshot, groups)
    fill_centres(m, groups, queues, others)
    fill_people(m, snapshot, classes)
    fill_setup_changes(m, snapshot)
    problem = SchedulingProblem(m, working_time)
    return Built(problem, work, ends, step_class, classes, hopeless, lines_served(snapshot, pegs, ends))


def _row_counts(snapshot: Snapshot, known: dict[int, int]) -> dict[int, int]:
    """Return how many rows each table of the memory has, given those that the work decides."""
    units, centres = len(snapshot.work_units), len(snapshot.work_centres)
    options = known[OPTION_CENTRE]
    return known | {
        BY_RANK: known[OP_SUPPLY],
        EARLY_KEY: options,
        LATE_KEY: options,
        TURNING_KEY: options,
        UNIT_GROUP: units,
        GROUP_UNIT: units,
        CENTRE_GROUP_FIRST: centres,
        WAKE: 2 << max(centres - 1, 1).bit_length(),
        PERSON_CALENDAR: len(snapshot.people),
        CHANGE_KEY: len(snapshot.setup_matrix),
        DAY_START: LAST_DAY + 1,
        END_STAMP: len(snapshot.calendars),
        ASIDE_OPERATION: MOST_ASIDE,
        EVENT: known[OP_SUPPLY] + 2 * units + known[FIXED] + 1,
        NOW: 1,
    }


def _fixed_steps(work: Work, hopeless: IntArray) -> IntArray:
    """Return the steps that are started or keep their planned start, started ones first, each by its time."""
    rows = np.flatnonzero((work.fixed != NOT_FIXED) & (hopeless == CAN_BE_PLACED))
    return np.asarray(rows[np.lexsort((rows, work.fixed_at[rows], work.fixed[rows]))], dtype=np.int64)


def _step_classes(
    snapshot: Snapshot, structures: Structures, work: Work, working_time: WorkingTime
) -> tuple[IntArray, Classes]:
    """Return the class of people of each step, and the classes."""
    crew = np.append(structures.operations.crew, 0)[work.operation]
    skill = np.append(structures.operations.skill, NO_ROW)[work.operation]
    manned = np.flatnonzero((crew > 0) & (work.days == NOT_GIVEN))
    found, of_step = np.unique(np.stack((crew[manned], skill[manned]), axis=1), axis=0, return_inverse=True)
    step_class = np.full(len(work.operation), NOBODY, dtype=np.int64)
    step_class[manned] = of_step.reshape(-1) + 1
    return step_class, crew_classes(snapshot, found[:, 0], found[:, 1], working_time)


def _step_choices(snapshot: Snapshot, structures: Structures, work: Work) -> Choices:
    """Return where each inside step may run; work in progress also where its unit stands."""
    templates = choices_of_structures(snapshot, structures)
    bounds = np.searchsorted(templates.operation, np.arange(len(structures.operations) + 1))
    steps = np.flatnonzero((work.operation != NO_STEP) & (work.days == NOT_GIVEN))
    operation = work.operation[steps]
    counts = bounds[operation + 1] - bounds[operation]
    row = np.repeat(bounds[operation] - (np.cumsum(counts) - counts), counts) + np.arange(int(counts.sum()))
    choices = templates.take(row)._replace(operation=np.repeat(steps, counts))
    guests = np.flatnonzero((work.fixed_unit != NO_ROW) & (work.days == NOT_GIVEN))
    centre = snapshot.work_units.work_centre[work.fixed_unit[guests]]
    known = np.isin(_pairs(guests, centre), _pairs(choices.operation, choices.centre))
    guests, centre = guests[~known], centre[~known]
    if not len(guests):
        return choices
    own = choices.take(np.searchsorted(choices.operation, guests))._replace(operation=guests, centre=centre)
    both = Choices(*(np.concatenate(pair) for pair in zip(choices, own, strict=True)))
    return both.take(np.argsort(both.operation, kind="stable"))


def _pairs(step: IntArray, centre: IntArray) -> IntArray:
    return np.asarray(step * 2**32 + centre)


def _hopeless(work: Work, choices: Choices, step_class: IntArray, classes: Classes) -> IntArray:
    """Return why steps can never be placed; a step whose days are too many for the horizon finds that out itself."""
    inside = work.days == NOT_GIVEN
    has_hours = np.zeros(len(work.operation), dtype=np.bool_)
    has_hours[choices.operation] = True
    hopeless = np.where(inside & ~has_hours, NO_HOURS, CAN_BE_PLACED)
    return np.where(inside & has_hours & ~classes.is_enough[step_class], NO_PEOPLE, hopeless)


def _users(ends: PegEnds, supplies: int) -> tuple[IntArray, IntArray]:
    """Return the steps that wait for each supply, and where those of each supply begin."""
    rows = np.flatnonzero((ends.maker != NO_ROW) & (ends.user != NO_ROW))
    rows = rows[np.argsort(ends.maker[rows], kind="stable")]
    first = np.searchsorted(ends.maker[rows], np.arange(supplies + 1))
    return np.asarray(ends.user[rows], dtype=np.int64), np.asarray(first, dtype=np.int64)


def _fill_supplies(m: IntArray, snapshot: Snapshot, work: Work, pegged: tuple[Pegs, PegEnds], due: IntArray) -> None:
    pegs, ends = pegged
    made = np.flatnonzero(ends.maker != NO_ROW)
    is_order = work.supply_kind == PLANNED_ORDER
    own = np.empty(len(is_order), dtype=np.int64)
    own[is_order] = due[work.supply_row[is_order]]
    own[~is_order] = snapshot.local_time.day_start(snapshot.receipts.due_on)[work.supply_row[~is_order]]
    is_passed_on = np.zeros(len(is_order), dtype=np.bool_)
    is_passed_on[ends.maker[made[(pegs.demand_kind[made] == FOR_ORDER_LINE) | (ends.user[made] != NO_ROW)]]] = True
    needed = np.where(is_passed_on, NEVER, own)
    weight = np.ones(len(work.supply_row), dtype=np.int64)
    direct = made[pegs.demand_kind[made] == FOR_ORDER_LINE]
    np.maximum.at(weight, ends.maker[direct], LINE_WEIGHS * line_weights(snapshot)[pegs.demand[direct]])
    fill(m, {SUPPLY_FIRST: work.first[:-1], SUPPLY_END: work.first[1:], SUPPLY_DUE: needed, SUPPLY_WEIGHT: weight})


def _fill_operations(
    m: IntArray, snapshot: Snapshot, structures: Structures, steps: tuple[Work, PegEnds, IntArray]
) -> None:
    work, ends, hopeless = steps
    outside = work.days != NOT_GIVEN
    release = np.full(len(work.operation), snapshot.now, dtype=np.int64)
    fed = np.flatnonzero(ends.user != NO_ROW)
    np.maximum.at(release, ends.user[fed], ends.known_at[fed])
    pending = np.ones(len(work.operation), dtype=np.int64)
    pending[work.first[:-1]] = 0
    waiting = fed[ends.maker[fed] != NO_ROW]
    pending += np.bincount(ends.user[waiting], minlength=len(pending)) + (hopeless != CAN_BE_PLACED)
    fill(
        m,
        {
            OP_SUPPLY: work.supply,
            OP_KIND: np.where(outside, ELAPSED, INSIDE),
            OP_DAYS: np.where(outside, work.days, 0),
            OP_WAIT: np.append(structures.operations.wait_minutes, 0)[work.operation],
            OP_FAMILY: np.append(structures.operations.setup_family, NO_ROW)[work.operation],
            OP_FIXED: work.fixed,
            OP_FIXED_UNIT: work.fixed_unit,
            OP_FIXED_AT: work.fixed_at,
            OP_RELEASE: release,
            OP_PENDING: pending,
        },
    )


def _fill_crews(m: IntArray, step_class: IntArray, classes: Classes) -> None:
    sizes = classes.crew[step_class]
    slots = np.repeat(np.arange(len(step_class)), sizes)
    fill(m, {OP_CLASS: step_class, OP_CREW_FIRST: np.cumsum(sizes) - sizes, SLOT_OPERATION: slots})


def _fill_options(m: IntArray, choices: Choices, queue: IntArray, run_first: IntArray, quantity: IntArray) -> None:
    at_normal_speed = np.full(len(choices.centre), MICRO, dtype=np.int64)
    run = minutes_at_speed(quantity[choices.operation], choices, at_normal_speed)
    bounds = np.searchsorted(choices.operation, np.arange(len(quantity) + 1))
    fill(
        m,
        {
            OP_OPTION_FIRST: bounds[:-1],
            OP_OPTION_END: bounds[1:],
            OPTION_CENTRE: choices.centre,
            OPTION_QUEUE: queue,
            OPTION_SETUP: choices.setup_minutes,
            OPTION_RUN_FIRST: run_first,
            OPTION_WORK: choices.setup_minutes + run,
        },
    )


def _other_centres(choices: Choices) -> IntArray:
    """Return the pairs of own centre and alternative that some step has, sorted."""
    is_first = np.append(True, choices.operation[1:] != choices.operation[:-1])[: len(choices.operation)]
    own = choices.centre[np.maximum.accumulate(np.where(is_first, np.arange(len(is_first)), 0))]
    pairs = np.stack((own[~is_first], choices.centre[~is_first]), axis=1)
    return np.asarray(np.unique(pairs, axis=0), dtype=np.int64).reshape(-1, 2)
