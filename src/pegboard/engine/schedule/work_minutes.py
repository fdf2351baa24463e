"""Where and how long each operation may run: its own work centre and the alternatives, exact whole minutes."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from pegboard.engine.bom import Structures
from pegboard.engine.core.columns import NOT_GIVEN, BoolArray, IntArray, ints
from pegboard.engine.core.rounding import LARGEST, MICRO, reduced
from pegboard.engine.schedule.resources import Groups
from pegboard.engine.snapshot import Snapshot

LONGEST: Final = 2**40
"""Minutes of one operation; what takes longer counts as this much and ends beyond any horizon."""


class Choices(NamedTuple):
    """The work centres of operations, side by side by operation, the own one first."""

    operation: IntArray
    centre: IntArray
    setup_minutes: IntArray
    run_num: IntArray
    run_den: IntArray

    def take(self, rows: IntArray | BoolArray) -> Choices:
        """Return these choices only."""
        return Choices(*(column[rows] for column in self))


def choices_of_structures(snapshot: Snapshot, structures: Structures) -> Choices:
    """Return where each inside operation of each routing may run, alternatives without what they leave empty."""
    operations, alternatives = structures.operations, snapshot.alternatives
    inside = np.flatnonzero(operations.outside_days == NOT_GIVEN)
    own = Choices(
        inside,
        operations.work_centre[inside],
        operations.setup_minutes[inside],
        operations.run_num[inside],
        operations.run_den[inside],
    )
    if not len(alternatives):
        return own
    wanted = _step_keys(operations.item[inside], operations.sequence[inside])
    keys = _step_keys(alternatives.item, alternatives.sequence)
    first = np.searchsorted(keys, wanted, side="left")
    counts = np.searchsorted(keys, wanted, side="right") - first
    row = np.repeat(first - (np.cumsum(counts) - counts), counts) + np.arange(int(counts.sum()))
    operation = np.repeat(inside, counts)
    elsewhere = alternatives.work_centre[row] != operations.work_centre[operation]
    other = _alternative_choices(snapshot, structures, operation[elsewhere], row[elsewhere])
    both = Choices(*(np.concatenate(pair) for pair in zip(own, other, strict=True)))
    return both.take(np.argsort(both.operation, kind="stable"))


def _step_keys(item: IntArray, sequence: IntArray) -> IntArray:
    """Return one ascending number for each item and sequence; a sequence has at most twelve digits."""
    return np.asarray(item * 2**40 + sequence)


def _alternative_choices(snapshot: Snapshot, structures: Structures, operation: IntArray, row: IntArray) -> Choices:
    alternatives, operations = snapshot.alternatives, structures.operations
    setup, run = alternatives.setup_micro[row], alternatives.run_micro[row]
    scale = 10 ** snapshot.items.decimals[alternatives.item[row]]
    ratios = [reduced(max(r, 0), MICRO * s) for r, s in zip(run.tolist(), scale.tolist(), strict=True)]
    is_given = run != NOT_GIVEN
    return Choices(
        operation=operation,
        centre=alternatives.work_centre[row],
        setup_minutes=np.where(setup != NOT_GIVEN, -(-setup // MICRO), operations.setup_minutes[operation]),
        run_num=np.where(is_given, ints(num for num, _ in ratios), operations.run_num[operation]),
        run_den=np.where(is_given, ints(den for _, den in ratios), operations.run_den[operation]),
    )


def minutes_at_speed(quantity: IntArray, choices: Choices, speed_micro: IntArray) -> IntArray:
    """Return ⌈quantity × run ÷ speed⌉ of each choice, exactly, at most LONGEST."""
    num, den = choices.run_num, choices.run_den
    estimate = quantity.astype(np.float64) * num * MICRO
    fits = (estimate < LARGEST / 2) & (den.astype(np.float64) * speed_micro < LARGEST / 2)
    safe_speed = np.where(fits, speed_micro, 1)
    minutes = -(-np.where(fits, quantity * np.where(fits, num, 0) * MICRO, 0) // (np.where(fits, den, 1) * safe_speed))
    for row in np.flatnonzero(~fits).tolist():
        exact = -(-int(quantity[row]) * int(num[row]) * MICRO // (int(den[row]) * int(speed_micro[row])))
        minutes[row] = min(exact, LONGEST)
    return np.asarray(np.minimum(minutes, LONGEST), dtype=np.int64)


def minutes_by_group(quantity: IntArray, choices: Choices, groups: Groups) -> tuple[IntArray, IntArray]:
    """Return where the minutes of each choice begin, and the minutes, one for each group of its centre."""
    sizes = np.diff(groups.first_of_centre)[choices.centre]
    first = np.cumsum(sizes) - sizes
    row = np.repeat(np.arange(len(choices.centre)), sizes)
    group = groups.first_of_centre[choices.centre[row]] + np.arange(len(row)) - first[row]
    return first, minutes_at_speed(quantity[row], choices.take(row), groups.speed_micro[group])
