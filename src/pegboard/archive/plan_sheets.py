"""The tables of a plan folder: their files, columns and order of rows.

Rows are sorted by their columns from left to right as far as it takes: texts by code point, numbers, days and instants
by value, what is not given first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from pegboard.archive import plan_cells as cells
from pegboard.engine.core.columns import IntArray, texts
from pegboard.engine.plan import Plan, vocabulary
from pegboard.engine.plan.naming import Names, text_ranks
from pegboard.engine.plan.wording import Wording, problem_sentence
from pegboard.engine.snapshot import Snapshot
from pegboard.engine.snapshot.engineering import SUPPLY_WORDS

STRUCTURE_WORDS: Final = ("master", "order")
NEED_QUOTES: Final = ('"', ",", "\n", "\r")
AT_ONCE: Final = 100_000
"""Rows turned into text at a time: bounds the memory."""


@dataclass(frozen=True)
class Sheet:
    """One CSV file of a plan folder."""

    name: str
    columns: Mapping[str, cells.Cells]
    order: IntArray  # the rows in the order of the file

    def text(self) -> Iterator[str]:
        """Return the file piece by piece: the header, then the rows."""
        yield ",".join(self.columns) + "\n"
        for rows in self._slices():
            columns = [_quoted(column(rows)) for column in self.columns.values()]
            yield "\n".join(map(",".join, zip(*columns, strict=True))) + "\n"

    def records(self) -> Iterator[dict[str, str]]:
        """Return the rows of the file, by column."""
        for rows in self._slices():
            for cells_of_row in zip(*(column(rows) for column in self.columns.values()), strict=True):
                yield dict(zip(self.columns, cells_of_row, strict=True))

    def _slices(self) -> Iterator[IntArray]:
        return (self.order[start : start + AT_ONCE] for start in range(0, len(self.order), AT_ONCE))


@dataclass(frozen=True)
class PlanSheets:
    """Lays a plan out as sheets."""

    snapshot: Snapshot
    plan: Plan
    names: Names
    wording: Wording

    def all(self) -> Iterator[Sheet]:
        """Return the sheets, one after the other."""
        yield self.planned_orders()
        yield self.pegs()
        yield self.operations()
        yield self.promises()
        yield self.promise_stack()
        yield self.messages()
        yield self.load()
        yield self.costs()
        yield self.problems()

    def planned_orders(self) -> Sheet:
        """Return `planned_orders.csv`."""
        orders, snapshot = self.plan.planned_orders, self.snapshot
        lines = snapshot.order_lines
        columns = {
            "planned_order": cells.texts(self.names.planned_orders),
            "kind": cells.words(SUPPLY_WORDS, orders.supply),
            "item": cells.texts_of(snapshot.items.code, orders.item),
            "quantity": self._quantities(orders.item, orders.quantity),
            "release_at": cells.instants(snapshot, orders.release_at),
            "start_at": cells.instants(snapshot, orders.start_at),
            "finish_at": cells.instants(snapshot, orders.finish_at),
            "due_at": cells.instants(snapshot, orders.due_at),
            "supplier": cells.texts_of(snapshot.sources.supplier, orders.source),
            "order": cells.texts_of(lines.order, orders.order_line),
            "line": cells.texts_of(lines.line, orders.order_line),
            "structure": cells.words(STRUCTURE_WORDS, orders.is_owned.astype(np.int64)),
        }
        return Sheet("planned_orders.csv", columns, sorted_rows(self._planned_order_ranks))

    def pegs(self) -> Sheet:
        """Return `pegs.csv`."""
        pegs, snapshot, names = self.plan.pegs, self.snapshot, self.names
        columns = {
            "supply_kind": cells.words(vocabulary.SUPPLY_KINDS, pegs.supply_kind),
            "supply": _codes(names.supply_codes, pegs.supply_kind, pegs.supply),
            "demand_kind": cells.words(vocabulary.DEMAND_KINDS, pegs.demand_kind),
            "demand": _codes(names.demand_codes, pegs.demand_kind, pegs.demand),
            "item": cells.texts_of(snapshot.items.code, pegs.item),
            "quantity": self._quantities(pegs.item, pegs.quantity),
            "needed_at": cells.instants(snapshot, pegs.needed_at),
            "available_at": cells.instants(snapshot, pegs.available_at),
        }
        demands = (
            text_ranks(names.order_lines),
            self._planned_order_ranks,
            text_ranks(snapshot.receipts.code),
            text_ranks(snapshot.items.code),
            text_ranks(names.forecast),
        )
        order = sorted_rows(
            word_ranks(vocabulary.SUPPLY_KINDS)[pegs.supply_kind],
            ranks_by_kind(self._supply_ranks, pegs.supply_kind, pegs.supply),
            word_ranks(vocabulary.DEMAND_KINDS)[pegs.demand_kind],
            ranks_by_kind(demands, pegs.demand_kind, pegs.demand),
            text_ranks(snapshot.items.code)[pegs.item],
            pegs.quantity,
            pegs.needed_at,
            pegs.available_at,
        )
        return Sheet("pegs.csv", columns, order)

    def operations(self) -> Sheet:
        """Return `operations.csv`."""
        placed, snapshot, names = self.plan.placed_operations, self.snapshot, self.names
        operations = self.plan.operations
        sequence = operations.sequence[placed.operation]
        columns = {
            "supply_kind": cells.words(vocabulary.SUPPLY_KINDS, placed.supply_kind),
            "supply": _codes(names.supply_codes, placed.supply_kind, placed.supply),
            "item": cells.texts_of(snapshot.items.code, operations.item[placed.operation]),
            "sequence": cells.numbers(sequence),
            "operation": cells.texts_of(operations.operation, placed.operation),
            "work_centre": cells.texts_of(snapshot.work_centres.code, placed.work_centre),
            "work_unit": cells.texts_of(snapshot.work_units.code, placed.work_unit),
            "people": cells.joined(snapshot.people.code, self.plan.people, placed.people_first),
            "quantity": self._quantities(operations.item[placed.operation], placed.quantity),
            "setup_minutes": cells.numbers(placed.setup_minutes),
            "run_minutes": cells.numbers(placed.run_minutes),
            "start_at": cells.instants(snapshot, placed.start_at),
            "end_at": cells.instants(snapshot, placed.end_at),
            "bound_by": cells.words(vocabulary.BOUND_WORDS, placed.bound_by),
            "bound_by_what": _codes(names.subject_codes, placed.bound_kind, placed.bound_subject),
        }
        order = sorted_rows(
            word_ranks(vocabulary.SUPPLY_KINDS)[placed.supply_kind],
            ranks_by_kind(self._supply_ranks, placed.supply_kind, placed.supply),
            sequence,
        )
        return Sheet("operations.csv", columns, order)

    def promises(self) -> Sheet:
        """Return `promises.csv`."""
        promises, snapshot, lines = self.plan.promises, self.snapshot, self.snapshot.order_lines
        row = promises.order_line
        columns = {
            **self._line_columns(row),
            "item": cells.texts_of(snapshot.items.code, lines.item[row]),
            "quantity": self._quantities(lines.item[row], lines.quantity[row]),
            "requested_on": cells.dates(snapshot.local_time, lines.requested_on[row]),
            "promised_on": cells.dates(snapshot.local_time, lines.promised_on[row]),
            "finish_at": cells.instants(snapshot, promises.finish_at),
            "promise_on": cells.dates(snapshot.local_time, promises.promise_on),
            "slack_days": cells.numbers(promises.slack_days),
            "bound_by": cells.words(vocabulary.BOUND_WORDS, promises.bound_by),
            "bound_by_what": _codes(self.names.subject_codes, promises.bound_kind, promises.bound_subject),
            "reason": cells.texts(texts(self.wording.promise_reasons())),
        }
        return Sheet("promises.csv", columns, sorted_rows(self._line_ranks[row]))

    def promise_stack(self) -> Sheet:
        """Return `promise_stack.csv`."""
        stack = self.plan.promise_stack
        columns = {
            **self._line_columns(stack.order_line),
            "step": cells.numbers(stack.step),
            "from_at": cells.instants(self.snapshot, stack.from_at),
            "to_at": cells.instants(self.snapshot, stack.to_at),
            "what": cells.words(vocabulary.STEP_WORDS, stack.what),
            "subject": _codes(self.names.subject_codes, stack.subject_kind, stack.subject),
        }
        return Sheet("promise_stack.csv", columns, sorted_rows(self._line_ranks[stack.order_line], stack.step))

    def messages(self) -> Sheet:
        """Return `messages.csv`."""
        messages, snapshot = self.plan.messages, self.snapshot
        subjects = self.names.subject_codes(messages.subject_kind, messages.subject)
        hurt = cells.joined(self.names.order_lines, self.plan.message_lines, messages.lines_first)
        columns = {
            "message": cells.words(vocabulary.MESSAGE_WORDS, messages.message),
            "subject_kind": cells.words(vocabulary.SUBJECT_WORDS, messages.subject_kind),
            "subject": cells.texts(subjects),
            "item": cells.texts_of(snapshot.items.code, messages.item),
            "quantity": self._quantities(messages.item, messages.quantity),
            "from_at": cells.instants(snapshot, messages.from_at),
            "to_at": cells.instants(snapshot, messages.to_at),
            "orders": hurt,
            "reason": cells.texts(texts(self.wording.message_reasons())),
        }
        order = sorted_rows(
            word_ranks(vocabulary.MESSAGE_WORDS)[messages.message],
            word_ranks(vocabulary.SUBJECT_WORDS)[messages.subject_kind],
            text_ranks(subjects),
            messages.item,
            messages.quantity,
            messages.from_at,
            messages.to_at,
            text_ranks(texts(hurt(np.arange(len(messages))))),
        )
        return Sheet("messages.csv", columns, order)

    def load(self) -> Sheet:
        """Return `load.csv`."""
        load, snapshot = self.plan.load, self.snapshot
        columns = {
            "work_centre": cells.texts_of(snapshot.work_centres.code, load.work_centre),
            "week": cells.dates(snapshot.local_time, load.week),
            "capacity_minutes": cells.numbers(load.capacity_minutes),
            "load_minutes": cells.numbers(load.load_minutes),
        }
        centres = text_ranks(snapshot.work_centres.code)
        return Sheet("load.csv", columns, sorted_rows(centres[load.work_centre], load.week))

    def costs(self) -> Sheet:
        """Return `costs.csv`."""
        costs = self.plan.costs
        columns = self._line_columns(costs.order_line)
        for name, column in list(costs.columns().items())[1:]:
            columns[name] = cells.money(self.snapshot.currency_decimals, np.asarray(column, dtype=np.int64))
        return Sheet("costs.csv", columns, sorted_rows(self._line_ranks[costs.order_line]))

    def problems(self) -> Sheet:
        """Return `problems.csv`."""
        rows = sorted(
            (problem.code, problem.severity, problem.table, problem.subject, problem_sentence(problem))
            for problem in self.plan.problems
        )
        names = ("code", "severity", "table", "subject", "sentence")
        columns = {name: cells.texts(texts(row[place] for row in rows)) for place, name in enumerate(names)}
        return Sheet("problems.csv", columns, np.arange(len(rows)))

    def _quantities(self, items: IntArray, quanta: IntArray) -> cells.Cells:
        decimals = self.snapshot.items.decimals
        return cells.quantities(decimals[items] if len(decimals) else np.zeros(len(items), np.int64), quanta)

    def _line_columns(self, lines: IntArray) -> dict[str, cells.Cells]:
        table = self.snapshot.order_lines
        return {"order": cells.texts_of(table.order, lines), "line": cells.texts_of(table.line, lines)}

    @cached_property
    def _line_ranks(self) -> IntArray:
        lines = self.snapshot.order_lines
        place = np.empty(len(lines), dtype=np.int64)
        place[sorted_rows(text_ranks(lines.order), text_ranks(lines.line))] = np.arange(len(lines))
        return place

    @cached_property
    def _planned_order_ranks(self) -> IntArray:
        return text_ranks(self.names.planned_orders)

    @cached_property
    def _supply_ranks(self) -> tuple[IntArray, ...]:
        return text_ranks(self.names.stock), text_ranks(self.snapshot.receipts.code), self._planned_order_ranks


def _quoted(found: list[str]) -> list[str]:
    """Return cells as CSV writes them; most columns need no quotes, which one look at all of them tells."""
    if not _needs_quotes("\0".join(found)):
        return found
    return ['"' + cell.replace('"', '""') + '"' if _needs_quotes(cell) else cell for cell in found]


def _needs_quotes(text: str) -> bool:
    return any(mark in text for mark in NEED_QUOTES)


def sorted_rows(*keys: IntArray) -> IntArray:
    """Return the rows in the order of the keys, the first one first."""
    return np.asarray(np.lexsort(keys[::-1]))


def word_ranks(names: Sequence[str]) -> IntArray:
    """Return the place of each word of a closed list in the order of the words."""
    return text_ranks(texts(names))


def ranks_by_kind(ranks: Sequence[IntArray], kinds: IntArray, rows: IntArray) -> IntArray:
    """Return each row's rank among the rows of its kind."""
    found = np.zeros(len(kinds), dtype=np.int64)
    for kind, ranked in enumerate(ranks):
        chosen = kinds == kind
        found[chosen] = ranked[rows[chosen]]
    return found


def _codes(codes: cells.CodesOf, kinds: IntArray, rows: IntArray) -> cells.Cells:
    return lambda chosen: list(codes(kinds[chosen], rows[chosen]))
