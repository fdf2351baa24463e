"""The steps of all routings, master and owned, as one table with exact times."""

from __future__ import annotations

from dataclasses import dataclass

from pegboard.engine.core.columns import IntArray, Table, TextArray


@dataclass(frozen=True)
class OperationColumns(Table):
    """One row for each step of each routing; run minutes of a quantity are ⌈quantity × run_num ÷ run_den⌉ at speed 1.

    The quantity is in quanta of the item. Where `outside_days` is given the step is done outside the factory.
    """

    item: IntArray
    sequence: IntArray
    operation: TextArray
    work_centre: IntArray
    setup_minutes: IntArray
    run_num: IntArray
    run_den: IntArray
    wait_minutes: IntArray
    setup_family: IntArray
    crew: IntArray  # people that stay with it; 0: nobody
    skill: IntArray  # row of Snapshot.skills or NO_ROW
    outside_days: IntArray  # NOT_GIVEN inside
