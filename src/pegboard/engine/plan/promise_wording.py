"""The reason for a promise, as the sentence a colleague would say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, IntArray
from pegboard.engine.plan import phrases, vocabulary
from pegboard.engine.plan.naming import Names
from pegboard.engine.snapshot.engineering import BUY, MAKE


@dataclass(frozen=True)
class PromiseWording:
    """Says what binds each promise, what follows from it, and how late it makes the line."""

    names: Names

    def reason(self, row: int) -> str:
        """Return the reason for one promise."""
        promises = self.names.plan.promises
        if promises.finish_at[row] == NOT_GIVEN:
            return self._unplanned(row)
        return f"{self._cause(row)}; {self._outcome(row)}{self._late(row)}."

    def shared_cause(self, row: int) -> str:
        """Return what binds a promise, without what is true of this line alone."""
        if self.names.plan.promises.finish_at[row] == NOT_GIVEN:
            return self._unplanned(row).partition(":")[0]
        cause = self._cause(row)
        for what in (vocabulary.STEP_QUEUE, vocabulary.STEP_CLOSED):
            cause = cause.removesuffix(self._until(row, what))
        return cause

    def _late(self, row: int) -> str:
        """Return how late a line is, and what the margin adds to that."""
        promises, snapshot = self.names.plan.promises, self.names.snapshot
        slack, promise_on = int(promises.slack_days[row]), int(promises.promise_on[row])
        if slack == NOT_GIVEN or slack >= 0:
            return ""
        margin = snapshot.policy.promise_margin_days
        added = ""
        if margin and promise_on > phrases.day_of(snapshot, int(promises.finish_at[row]) - 1):
            day = phrases.day_phrase(snapshot, promise_on)
            added = f"; with the margin of {phrases.counted(margin, 'working day')} that is {day}"
        return f"{added}, {phrases.days_phrase(-slack)} late"

    def reasons(self) -> list[str]:
        """Return the reasons for all promises."""
        return [self.reason(row) for row in range(len(self.names.plan.promises))]

    def _unplanned(self, row: int) -> str:
        promises = self.names.plan.promises
        kind, subject = int(promises.bound_kind[row]), int(promises.bound_subject[row])
        if kind == vocabulary.A_PLANNED_ORDER:
            kind, subject = self._root_of(subject)
        what = self.names.subject_code(kind, subject)
        return f"Could not be planned{f' because of {what}' if what else ''}: the problems say why."

    def _root_of(self, order: int) -> tuple[int, int]:
        """Return the lowest supply below a planned order that could not be planned, which may be the order itself."""
        at, seen = (vocabulary.A_PLANNED_ORDER, order), {order}
        while at[0] == vocabulary.A_PLANNED_ORDER and at[1] in self._lacking:
            below = self._lacking[at[1]]
            if below[0] == vocabulary.A_PLANNED_ORDER and below[1] in seen:
                break
            seen.add(below[1])
            at = below
        return at

    @cached_property
    def _lacking(self) -> dict[int, tuple[int, int]]:
        """Return for each planned order the first supply of it that has no date."""
        pegs = self.names.plan.pegs
        is_lacking = (pegs.demand_kind == vocabulary.FOR_PLANNED_ORDER) & (pegs.available_at == NOT_GIVEN)
        kinds = {vocabulary.PLANNED_ORDER: vocabulary.A_PLANNED_ORDER, vocabulary.RECEIPT: vocabulary.A_RECEIPT}
        found: dict[int, tuple[int, int]] = {}
        for peg in np.flatnonzero(is_lacking).tolist():
            kind = kinds.get(int(pegs.supply_kind[peg]))
            if kind is not None:
                found.setdefault(int(pegs.demand[peg]), (kind, int(pegs.supply[peg])))
        return found

    def _cause(self, row: int) -> str:
        causes: tuple[Callable[[int], str], ...] = (
            self._waits_for_material,
            self._own_work,
            self._waits_for_work_unit,
            self._waits_for_people,
            self._waits_for_opening,
            self._frozen,
            self._nothing,
        )
        return causes[int(self.names.plan.promises.bound_by[row])](row)

    def _waits_for_material(self, row: int) -> str:
        promises = self.names.plan.promises
        kind, subject = int(promises.bound_kind[row]), int(promises.bound_subject[row])
        if kind == vocabulary.A_RECEIPT:
            return self._waits_for_receipt(subject)
        if kind == vocabulary.A_STOCK:
            return self._waits_for_stock(subject)
        if kind == vocabulary.A_PLANNED_ORDER:
            return self._waits_for_planned_order(subject)
        if kind == vocabulary.AN_ITEM:
            return f"Waits for {phrases.item_phrase(self.names.snapshot, subject)}"
        return f"Waits for {self.names.subject_code(kind, subject) or 'material'}"

    def _waits_for_receipt(self, receipt: int) -> str:
        snapshot = self.names.snapshot
        receipts = snapshot.receipts
        item = phrases.item_phrase(snapshot, int(receipts.item[receipt]))
        end_at = self.names.work_ends.get(receipt)
        if end_at is not None:
            return (
                f"Waits for {item} on {receipts.code[receipt]}, whose work ends {phrases.end_phrase(snapshot, end_at)}"
            )
        due_on = int(receipts.due_on[receipt])
        due = f"due {phrases.day_phrase(snapshot, due_on)}"
        overdue = " and still open" if due_on < phrases.day_of(snapshot, snapshot.now) else ""
        return f"Waits for {item} on {receipts.code[receipt]}, {due}{overdue}"

    def _waits_for_stock(self, stock: int) -> str:
        snapshot = self.names.snapshot
        item = phrases.item_phrase(snapshot, int(snapshot.stock.item[stock]))
        usable_on = int(snapshot.stock.available_on[stock])
        from_day = f", usable from {phrases.day_phrase(snapshot, usable_on)}" if phrases.is_given(usable_on) else ""
        lot = snapshot.stock.lot[stock]
        return f"Waits for {item}{f', lot {lot}' if lot else ' from stock'}{from_day}"

    def _waits_for_planned_order(self, order: int) -> str:
        snapshot, orders = self.names.snapshot, self.names.plan.planned_orders
        item = phrases.item_phrase(snapshot, int(orders.item[order]))
        supply, source = int(orders.supply[order]), int(orders.source[order])
        if supply == MAKE:
            return f"Waits for {item} to be made, done {phrases.end_phrase(snapshot, int(orders.finish_at[order]))}"
        ordered, order_it, preposition = ("ordered", "order", "from") if supply == BUY else ("sent", "send", "to")
        by_whom = f" {preposition} {snapshot.sources.supplier[source]}" if source != NO_ROW else ""
        there = phrases.end_phrase(snapshot, int(orders.finish_at[order]))
        release_on = phrases.day_of(snapshot, int(orders.release_at[order]))
        if release_on <= phrases.day_of(snapshot, snapshot.now):
            return f"Waits for {item}: {ordered}{by_whom} today it is there {there}"
        by_day = phrases.day_phrase(snapshot, release_on)
        return f"Waits for {item}: {order_it} it{by_whom} by {by_day} to have it {there}"

    def _own_work(self, row: int) -> str:
        promises, plan = self.names.plan.promises, self.names.plan
        kind, subject = int(promises.bound_kind[row]), int(promises.bound_subject[row])
        if kind == vocabulary.A_PLACED_OPERATION:
            item = int(plan.operations.item[plan.placed_operations.operation[subject]])
            longest = f"{self._operation(subject)} of {phrases.item_phrase(self.names.snapshot, item)}"
            return f"Its own work fills the time, most of it {longest}"
        if kind == vocabulary.A_PLANNED_ORDER:
            ordered = phrases.item_phrase(self.names.snapshot, int(plan.planned_orders.item[subject]))
            return f"Lead times fill the time, most of it that of {ordered}"
        return "Its own work fills the time"

    def _waits_for_work_unit(self, row: int) -> str:
        promises, snapshot = self.names.plan.promises, self.names.snapshot
        kind, subject = int(promises.bound_kind[row]), int(promises.bound_subject[row])
        code = self.names.subject_code(kind, subject)
        centre = int(snapshot.work_units.work_centre[subject]) if kind == vocabulary.A_WORK_UNIT else NO_ROW
        centre_code = snapshot.work_centres.code[centre] if centre != NO_ROW else code
        where = f" ({centre_code})" if centre_code != code else ""
        return f"Waits for {code}{where}, taken by other orders{self._until(row, vocabulary.STEP_QUEUE)}"

    def _waits_for_people(self, row: int) -> str:
        promises = self.names.plan.promises
        kind, subject = int(promises.bound_kind[row]), int(promises.bound_subject[row])
        code = self.names.subject_code(kind, subject)
        whom = f"people with the skill {code}" if kind == vocabulary.A_SKILL else code or "people"
        return f"Waits for {whom}, not free{self._until(row, vocabulary.STEP_QUEUE)}"

    def _waits_for_opening(self, row: int) -> str:
        promises = self.names.plan.promises
        kind, subject = int(promises.bound_kind[row]), int(promises.bound_subject[row])
        code = self.names.subject_code(kind, subject)
        whose = f"calendar {code}" if kind == vocabulary.A_CALENDAR else code or "working time"
        return f"Waits for {whose}, closed{self._until(row, vocabulary.STEP_CLOSED)}"

    def _frozen(self, row: int) -> str:
        promises = self.names.plan.promises
        code = self.names.subject_code(int(promises.bound_kind[row]), int(promises.bound_subject[row]))
        return f"The start{f' of {code}' if code else ''} lies within the frozen hours and stays where it was planned"

    def _nothing(self, row: int) -> str:
        is_there = self.names.plan.promises.finish_at[row] <= self.names.snapshot.now
        return "Waits for nothing" if is_there else "Waits for nothing: work can begin now"

    def _until(self, row: int, what: int) -> str:
        """Return until when the binding thing is not free."""
        step = self._binding_step(row, what)
        if step == NO_ROW:
            return ""
        return f" until {phrases.instant_phrase(self.names.snapshot, int(self.names.plan.promise_stack.to_at[step]))}"

    def _binding_step(self, row: int, what: int) -> int:
        """Return the longest step of the stack that is about what binds; NO_ROW for none."""
        plan = self.names.plan
        promises, stack, steps = plan.promises, plan.promise_stack, self._steps(row)
        is_about = stack.subject_kind[steps] == promises.bound_kind[row]
        is_about &= stack.subject[steps] == promises.bound_subject[row]
        found = steps[is_about & (stack.what[steps] == what)]
        if len(found) == 0:
            return NO_ROW
        return int(found[np.argmax(stack.to_at[found] - stack.from_at[found])])

    def _outcome(self, row: int) -> str:
        plan, snapshot = self.names.plan, self.names.snapshot
        finish_at = int(plan.promises.finish_at[row])
        steps = self._steps(row)
        what = plan.promise_stack.what[steps]
        done = steps[(what == vocabulary.STEP_WORK) | (what == vocabulary.STEP_OUTSIDE)]
        if finish_at <= snapshot.now:
            return "the line is there now"
        end = phrases.end_phrase(snapshot, finish_at)
        if len(done) and plan.promise_stack.subject_kind[done[-1]] == vocabulary.A_PLACED_OPERATION:
            return f"the last operation, {self._operation(int(plan.promise_stack.subject[done[-1]]))}, then ends {end}"
        if self._arrives_with_the_day(row, finish_at):
            return "the line is there as that day begins"
        return f"the line is there {end}"

    def _arrives_with_the_day(self, row: int, finish_at: int) -> bool:
        """Say whether the line is there as the day begins that its cause names: one instant, one day in a sentence."""
        promises, snapshot = self.names.plan.promises, self.names.snapshot
        kind, subject = int(promises.bound_kind[row]), int(promises.bound_subject[row])
        if kind == vocabulary.A_RECEIPT:
            named_on = int(snapshot.receipts.due_on[subject])
        elif kind == vocabulary.A_STOCK:
            named_on = int(snapshot.stock.available_on[subject])
        else:
            return False
        return phrases.is_day_start(snapshot, finish_at) and phrases.day_of(snapshot, finish_at) == named_on

    def _operation(self, placed_row: int) -> str:
        plan = self.names.plan
        operation = int(plan.placed_operations.operation[placed_row])
        name = str(plan.operations.operation[operation])
        return phrases.quoted(name) if name else f"{plan.operations.sequence[operation]} at {self._centre(placed_row)}"

    def _centre(self, placed_row: int) -> str:
        return str(self.names.snapshot.work_centres.code[self.names.plan.placed_operations.work_centre[placed_row]])

    def _steps(self, row: int) -> IntArray:
        line = self.names.plan.promises.order_line[row]
        first, end = np.searchsorted(self._stack_lines, [line, line + 1])
        return np.arange(first, end)

    @cached_property
    def _stack_lines(self) -> IntArray:
        return self.names.plan.promise_stack.order_line
