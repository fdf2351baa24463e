"""What the planner should do, as a sentence with its cause."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, BoolArray, IntArray, TextArray
from pegboard.engine.plan import phrases, vocabulary
from pegboard.engine.plan.naming import Names
from pegboard.engine.snapshot.engineering import BUY, SUBCONTRACT


@dataclass(frozen=True)
class MessageWording:
    """Says each message: the verb, the order, the dates and the order lines it hurts."""

    names: Names

    def reasons(self) -> list[str]:
        """Return the sentences of all messages."""
        return [self.reason(row) for row in range(len(self.names.plan.messages))]

    def reason(self, row: int) -> str:
        """Return the sentence of one message."""
        sentences: tuple[Callable[[int], str], ...] = (
            self._release,
            self._expedite,
            self._defer,
            self._cancel,
            self._increase,
            self._decrease,
            self._past_due,
            self._short,
        )
        return sentences[int(self.names.plan.messages.message[row])](row) + "."

    def lines_of(self, row: int) -> IntArray:
        """Return the order lines that a message hurts, in their order."""
        first, end = self._line_bounds[row], self._line_bounds[row + 1]
        return np.sort(self.names.plan.message_lines[first:end])

    @cached_property
    def _line_bounds(self) -> IntArray:
        plan = self.names.plan
        return np.append(plan.messages.lines_first, len(plan.message_lines))

    @cached_property
    def _subjects(self) -> TextArray:
        messages = self.names.plan.messages
        return self.names.subject_codes(messages.subject_kind, messages.subject)

    def _release(self, row: int) -> str:
        messages, orders = self.names.plan.messages, self.names.plan.planned_orders
        subject = int(messages.subject[row])
        if messages.subject_kind[row] != vocabulary.A_PLANNED_ORDER:
            return f"Release {self._subjects[row]} now: {self._amount(row)}{self._for_lines(row)}"
        supply, source = int(orders.supply[subject]), int(orders.source[subject])
        supplier = str(self.names.snapshot.sources.supplier[source]) if source != NO_ROW else ""
        needed = self._needed_on(int(orders.due_at[subject]))
        if supply == BUY:
            from_whom = f" from {supplier}" if supplier else ""
            return f"Order {self._amount(row)}{from_whom} now: needed {needed}{self._by_lines(row)}"
        if supply == SUBCONTRACT:
            to_whom = f" to {supplier}" if supplier else ""
            return f"Send out {self._amount(row)}{to_whom} now: needed {needed}{self._by_lines(row)}"
        if not self._has_operations[subject]:
            return f"Release {self._amount(row)} now: needed {needed}{self._by_lines(row)}"
        start = phrases.instant_phrase(self.names.snapshot, int(orders.start_at[subject]))
        return f"Release {self._amount(row)} now: the first operation starts {start}{self._for_lines(row)}"

    def _expedite(self, row: int) -> str:
        messages = self.names.plan.messages
        from_at, needed = int(messages.from_at[row]), self._needed_on(int(messages.to_at[row]))
        if messages.subject_kind[row] == vocabulary.A_PLANNED_ORDER:
            there = self._end(from_at)
            if there == needed:  # by the end of a day, and needed within it
                needed = phrases.instant_phrase(self.names.snapshot, int(messages.to_at[row]))
            return f"Expedite {self._amount(row)}: there {there} at the earliest, needed {needed}{self._by_lines(row)}"
        there = self._work_end(row) or f"due {self._on(from_at)}"
        return f"Expedite {self._subject(row)}: {there}, needed {needed}{self._by_lines(row)}"

    def _defer(self, row: int) -> str:
        messages = self.names.plan.messages
        due, needed = self._on(int(messages.from_at[row])), self._needed_on(int(messages.to_at[row]))
        return f"Defer {self._subject(row)}: due {due}, not needed before {needed}"

    def _cancel(self, row: int) -> str:
        return f"Cancel {self._subject(row)}: nothing needs {self._amount(row, named=False)}"

    def _increase(self, row: int) -> str:
        more = self._amount(row, named=False)
        return f"Increase {self._subject(row)} by {more} instead of a new order for the same day{self._for_lines(row)}"

    def _decrease(self, row: int) -> str:
        return f"Decrease {self._subject(row)} by {self._amount(row, named=False)}: nothing needs it"

    def _past_due(self, row: int) -> str:
        messages = self.names.plan.messages
        was_due = int(messages.from_at[row])
        if messages.subject_kind[row] == vocabulary.AN_ORDER_LINE:
            return f"{self._subjects[row]} was wanted {self._needed_on(was_due)} and is planned from now"
        said = f"{self._subject(row)} was due {self._on(was_due)} and is still open"
        work_end = self._work_end(row)
        if work_end:
            return f"{said}: {work_end}"
        return f"{said}: it counts as there now, so ask for its real date"

    def _work_end(self, row: int) -> str:
        """Return when the work in progress of a message's receipt ends; empty where it has none."""
        messages = self.names.plan.messages
        end_at = self.names.work_ends.get(int(messages.subject[row]))
        if messages.subject_kind[row] != vocabulary.A_RECEIPT or end_at is None:
            return ""
        return f"its work ends {self._end(end_at)}"

    @cached_property
    def _has_operations(self) -> BoolArray:
        """Return which planned orders have placed operations."""
        placed = self.names.plan.placed_operations
        found = np.zeros(len(self.names.plan.planned_orders), dtype=np.bool_)
        found[placed.supply[placed.supply_kind == vocabulary.PLANNED_ORDER]] = True
        return found

    def _short(self, row: int) -> str:
        messages = self.names.plan.messages
        wanted, there_at = self._needed_on(int(messages.from_at[row])), int(messages.to_at[row])
        there = "without a date" if there_at == NOT_GIVEN else f"there {self._end(there_at)}"
        whose = "the safety stock" if messages.subject_kind[row] == vocabulary.AN_ITEM else self._subjects[row]
        return f"{self._amount(row)} short for {whose}: wanted {wanted}, {there}"

    def _end(self, minute: int) -> str:
        return "" if minute == NOT_GIVEN else phrases.end_phrase(self.names.snapshot, minute)

    def _subject(self, row: int) -> str:
        """Return the order's code, with its item where the code does not say it."""
        messages = self.names.plan.messages
        code, item = self._subjects[row], int(messages.item[row])
        if item == NO_ROW or messages.subject_kind[row] == vocabulary.AN_ITEM:
            return str(code)
        if messages.subject_kind[row] == vocabulary.A_RECEIPT:
            return f"{code} for {phrases.item_phrase(self.names.snapshot, item)}"
        return str(code)

    def _amount(self, row: int, *, named: bool = True) -> str:
        messages, snapshot = self.names.plan.messages, self.names.snapshot
        item, quanta = int(messages.item[row]), int(messages.quantity[row])
        if item == NO_ROW or quanta == NOT_GIVEN:
            return "it"
        amount = phrases.quantity_phrase(snapshot, item, quanta)
        return f"{amount} of {phrases.item_phrase(snapshot, item)}" if named else amount

    def _needed_on(self, minute: int) -> str:
        """Return the day by whose end, or during which, something is needed."""
        return self._on(minute if minute == NOT_GIVEN else minute - 1)

    def _on(self, minute: int) -> str:
        snapshot = self.names.snapshot
        if minute == NOT_GIVEN:
            return ""
        return phrases.day_phrase(snapshot, phrases.day_of(snapshot, minute))

    def _by_lines(self, row: int) -> str:
        hurt = self._hurt(row)
        return f" by {hurt}" if hurt else ""

    def _for_lines(self, row: int) -> str:
        hurt = self._hurt(row)
        return f", for {hurt}" if hurt else ""

    def _hurt(self, row: int) -> str:
        return phrases.listed([str(code) for code in self.names.order_lines[self.lines_of(row)]])
