"""Operations without time, and sequences that no operation has."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN
from pegboard.engine.core.problems import Problem
from pegboard.engine.snapshot.checks.places import Places, grouped, named, table_name
from pegboard.engine.snapshot.engineering import MAKE
from pegboard.engine.snapshot.facts import Snapshot


def step_problems(snapshot: Snapshot, places: Places) -> Iterator[Problem]:
    """Yield what is wrong with operations and with what names them."""
    yield from _zero_time(places)
    yield from _bill_lines_without_step(snapshot, places)
    yield from _alternatives(snapshot, places)
    yield from _progress_without_step(snapshot, places)
    yield from _receipt_components_without_step(snapshot, places)


def _zero_time(places: Places) -> Iterator[Problem]:
    """Yield the steps that take no time at all; one that only waits (dries, cools) is meant to need no work."""
    for table in places.routing_tables:
        takes_none = (table.setup_micro == 0) & (table.run_micro == 0) & (table.wait_micro == 0)
        rows = np.flatnonzero(takes_none & (table.outside_days == NOT_GIVEN))
        for (line, item), sequences in grouped((table.order_line, table.item), rows, table.sequence):
            place = (line, item)
            yield Problem(
                "zero-time", places.subject(place), table_name("routings", place), operands=(named(sequences),)
            )


def _bill_lines_without_step(snapshot: Snapshot, places: Places) -> Iterator[Problem]:
    for table in (snapshot.boms, snapshot.order_boms):
        is_made = snapshot.items.supply[table.parent] == MAKE
        rows = np.flatnonzero(is_made & (table.sequence != NOT_GIVEN))
        for (line, parent), sequences in grouped((table.order_line, table.parent), rows, table.sequence):
            place = (line, parent)
            steps = places.sequences_of(place)
            lacking = [sequence for sequence in sequences if sequence not in steps]
            if steps and lacking:
                yield Problem(
                    "bill-no-step", places.subject(place), table_name("boms", place), operands=(named(lacking),)
                )


def _alternatives(snapshot: Snapshot, places: Places) -> Iterator[Problem]:
    """Alternatives of steps that are nowhere, and those that name the centre the routing has already."""
    table = snapshot.alternatives
    if not len(table):
        return
    centres = {
        (item, sequence): centre
        for routing in reversed(places.routing_tables)
        for item, sequence, centre in zip(
            routing.item.tolist(), routing.sequence.tolist(), routing.work_centre.tolist(), strict=True
        )
    }
    own_centre = np.array(
        [centres.get(key, NO_ROW) for key in zip(table.item.tolist(), table.sequence.tolist(), strict=True)]
    )
    for code, is_wrong in (
        ("alternative-no-step", own_centre == NO_ROW),
        ("alternative-same-centre", own_centre == table.work_centre),
    ):
        for (item,), sequences in grouped((table.item,), np.flatnonzero(is_wrong), table.sequence):
            yield Problem(code, str(snapshot.items.code[item]), "alternatives", operands=(named(sequences),))


def _progress_without_step(snapshot: Snapshot, places: Places) -> Iterator[Problem]:
    progress = snapshot.work_in_progress
    steps = _receipt_steps(snapshot, places) if len(progress) else []
    for receipt, sequence in zip(progress.receipt.tolist(), progress.sequence.tolist(), strict=True):
        if sequence not in steps[receipt]:
            code = str(snapshot.receipts.code[receipt])
            yield Problem("progress-no-step", code, "work_in_progress", operands=(str(sequence),))


def _receipt_components_without_step(snapshot: Snapshot, places: Places) -> Iterator[Problem]:
    table = snapshot.receipt_components
    rows = np.flatnonzero(table.sequence != NOT_GIVEN)
    steps = _receipt_steps(snapshot, places) if len(rows) else []
    for (receipt,), sequences in grouped((table.receipt,), rows, table.sequence):
        lacking = [sequence for sequence in sequences if sequence not in steps[receipt]]
        if steps[receipt] and lacking:
            code = str(snapshot.receipts.code[receipt])
            yield Problem("receipt-component-no-step", code, "receipt_components", operands=(named(lacking),))


def _receipt_steps(snapshot: Snapshot, places: Places) -> list[list[int]]:
    """Return the sequences of each receipt's routing: what its reserved line owns, else the master's."""
    lines, receipts = snapshot.order_lines, snapshot.receipts
    row_of: dict[tuple[str, str], int] = {}
    if places.own_items:
        row_of = {key: row for row, key in enumerate(zip(lines.order.tolist(), lines.line.tolist(), strict=True))}
    keys = zip(receipts.reserved_order.tolist(), receipts.reserved_line.tolist(), strict=True)
    return [
        places.sequences_of((row_of.get(key, NO_ROW), item))
        for key, item in zip(keys, receipts.item.tolist(), strict=True)
    ]
