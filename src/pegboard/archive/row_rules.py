"""Rules that bind several cells of a row, or a row to rows elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from pegboard.archive.cells import one_of
from pegboard.archive.checking import CheckedTable
from pegboard.archive.factory_tables import STRATEGY_WORDS
from pegboard.archive.faults import Fault
from pegboard.archive.references import centres_without_units
from pegboard.engine.core.columns import NOT_GIVEN
from pegboard.engine.snapshot.engineering import BUY

_BOUGHT_STRATEGIES: Final = tuple(row for row, word in enumerate(STRATEGY_WORDS) if word.startswith("buy_"))

Tables = Mapping[str, CheckedTable]


def check_rows(tables: Tables, faults: list[Fault]) -> None:
    """Add a fault for every row that contradicts itself or another table."""
    rules: tuple[Callable[[Tables, list[Fault]], None], ...] = (
        _check_strategies,
        _check_ends,
        _check_reserved_lines,
        _check_alternatives,
        _check_unit_names,
    )
    for rule in rules:
        rule(tables, faults)


def _check_strategies(tables: Tables, faults: list[Fault]) -> None:
    items = tables["items"]
    supply, strategy = items.numbers["supply"], items.numbers["strategy"]
    is_bought = supply == BUY
    fits = np.isin(strategy, _BOUGHT_STRATEGIES) == is_bought
    for row in np.flatnonzero(~fits & (strategy != NOT_GIVEN) & (supply != NOT_GIVEN)).tolist():
        words = tuple(word for word in STRATEGY_WORDS if word.startswith("buy_") == bool(is_bought[row]))
        supplied = "a bought item" if is_bought[row] else "an item that is made or subcontracted"
        expected = f"{one_of(words)} for {supplied}"
        faults.append(items.fault(row, "strategy", expected))


def _check_ends(tables: Tables, faults: list[Fault]) -> None:
    for name, start, end, may_be_equal in (
        ("boms", "valid_from", "valid_to", True),
        ("calendars", "start", "end", False),
        ("calendar_exceptions", "start", "end", False),
        ("order_boms", "valid_from", "valid_to", True),
    ):
        table = tables[name]
        starts, ends = table.numbers[start], table.numbers[end]
        is_given = (starts != NOT_GIVEN) & (ends != NOT_GIVEN)
        is_wrong = is_given & ((ends < starts) if may_be_equal else (ends <= starts))
        for row in np.flatnonzero(is_wrong).tolist():
            since = f"not before {start}" if may_be_equal else f"after {start}"
            faults.append(table.fault(row, end, f"an end {since} {table.raw_text(start, row)}"))


def _check_reserved_lines(tables: Tables, faults: list[Fault]) -> None:
    for name in ("stock", "receipts"):
        table = tables[name]
        if not any(table.texts["reserved_line"]):
            continue
        for row, (order, line) in enumerate(
            zip(table.texts["reserved_order"], table.texts["reserved_line"], strict=True)
        ):
            if line and not order and table.is_fit(row, "reserved_order", "reserved_line"):
                faults.append(table.fault(row, "reserved_order", "the order of the reserved line"))


def _check_alternatives(tables: Tables, faults: list[Fault]) -> None:
    table = tables["alternatives"]
    routings = (tables["routings"], tables["order_routings"])
    if not len(table) or not all(routing.is_whole for routing in routings):
        return
    steps: dict[str, set[int]] = {}
    for routing in routings:
        for item, sequence in zip(routing.texts["item"], routing.numbers["sequence"].tolist(), strict=True):
            steps.setdefault(item, set()).add(sequence)
    known_items = set(tables["items"].texts["item"]) | set(steps)
    for row, (item, sequence) in enumerate(zip(table.texts["item"], table.numbers["sequence"].tolist(), strict=True)):
        if item in known_items and sequence not in steps.get(item, ()) and table.is_fit(row, "item", "sequence"):
            listed = ", ".join(map(str, sorted(steps.get(item, ())))) or "none"
            expected = f"an operation of the routing of '{item}' ({listed})"
            faults.append(table.fault(row, "sequence", expected, finding="unknown operation"))


def _check_unit_names(tables: Tables, faults: list[Fault]) -> None:
    centres, units = tables["work_centres"], tables["work_units"]
    if not (centres.is_whole and units.is_whole):
        return
    owners = dict(zip(units.texts["work_unit"], units.texts["work_centre"], strict=True))
    lonely = centres_without_units(centres, units) & set(owners)
    for row, centre in enumerate(centres.texts["work_centre"]):
        if centre in lonely:
            expected = f"work units of its own: the one of its name belongs to '{owners[centre]}'"
            faults.append(centres.fault(row, "work_centre", expected))
