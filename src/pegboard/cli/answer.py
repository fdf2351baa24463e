"""The answer to an inquiry: as one JSON document, and as a salesperson reads it in a terminal."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pegboard.archive.plan_sheets import PlanSheets
from pegboard.cli.trouble import problem_document
from pegboard.engine.core.columns import NOT_GIVEN
from pegboard.engine.plan import Plan
from pegboard.engine.plan.naming import Names
from pegboard.engine.plan.phrases import (
    day_phrase,
    days_phrase,
    instant_phrase,
    item_phrase,
    quantity_phrase,
    span_phrase,
)
from pegboard.engine.plan.vocabulary import A_PLACED_OPERATION, A_PLANNED_ORDER, STEP_WORDS
from pegboard.engine.plan.wording import Wording, problem_sentence
from pegboard.engine.promise import Answer


def answer_document(answer: Answer, extended: Plan) -> dict[str, object]:
    """Return the answer as plain values.

    Parameters
    ----------
    answer
        The answer.
    extended
        The plan with the answer in it, whose last promise is that of the inquiry.
    """
    names = Names(answer.snapshot, _alone(answer, extended))
    wording = Wording(names)
    sheets = PlanSheets(answer.snapshot, names.plan, names, wording)
    (promise,) = sheets.promises().records()
    return {
        "item": promise["item"],
        "quantity": _number(promise["quantity"]),
        "finish_at": promise["finish_at"] or None,
        "promise_on": promise["promise_on"] or None,
        "slack_days": _number(promise["slack_days"]),
        "bound_by": promise["bound_by"],
        "bound_by_what": promise["bound_by_what"],
        "reason": promise["reason"],
        "stack": [
            {
                "step": int(row["step"]),
                "from_at": row["from_at"],
                "to_at": row["to_at"],
                "what": row["what"],
                "subject": row["subject"],
            }
            for row in sheets.promise_stack().records()
        ],
        "problems": [problem_document(problem) for problem in answer.problems],
    }


def print_answer(console: Console, answer: Answer, extended: Plan) -> None:
    """Print the promise, what binds it, and where the time until then goes."""
    snapshot, inquiry = answer.snapshot, answer.inquiry
    names = Names(snapshot, _alone(answer, extended))
    wording = Wording(names)
    what = f"{quantity_phrase(snapshot, inquiry.item, inquiry.quantity)} of {item_phrase(snapshot, inquiry.item)}"
    if answer.promise_on == NOT_GIVEN:
        console.print(Text.assemble((what, "bold"), ": no date"))
    else:
        promise = day_phrase(snapshot, answer.promise_on)
        console.print(Text.assemble((what, "bold"), ": ", (promise, "bold"), _slack_phrase(answer.slack_days)))
    console.print(wording.promise_reasons()[0])
    for problem in answer.problems:
        console.print(problem_sentence(problem))
    if len(answer.stack):
        console.print()
        console.print(_stack(names))


def _alone(answer: Answer, extended: Plan) -> Plan:
    """Return the plan with the inquiry's promise and stack only."""
    steps = len(extended.promise_stack)
    return replace(
        extended,
        promises=extended.promises.take(np.array([len(extended.promises) - 1])),
        promise_stack=extended.promise_stack.take(np.arange(steps - len(answer.stack), steps)),
    )


def _slack_phrase(slack_days: int) -> str:
    if slack_days == NOT_GIVEN:
        return ""
    if slack_days < 0:
        return f", {days_phrase(-slack_days)} late"
    return f", {days_phrase(slack_days)} to spare" if slack_days else ", on the day"


def _stack(names: Names) -> Table:
    """Return the steps, which have no gaps: each one ends where the next begins."""
    stack, snapshot = names.plan.promise_stack, names.snapshot
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim")
    table.add_column("from", no_wrap=True)
    table.add_column("for", justify="right", no_wrap=True)
    table.add_column("what", no_wrap=True)
    table.add_column("of", overflow="fold")
    for row, (start, end) in enumerate(zip(stack.from_at.tolist(), stack.to_at.tolist(), strict=True)):
        what = STEP_WORDS[stack.what[row]]
        table.add_row(instant_phrase(snapshot, start), span_phrase(end - start), what, _subject(names, row))
    table.add_row(instant_phrase(snapshot, int(stack.to_at[-1])), "", "end", "")
    return table


def _subject(names: Names, row: int) -> str:
    """Return what a step is about, in the words of the floor rather than by its code."""
    stack, plan, items = names.plan.promise_stack, names.plan, names.snapshot.items
    kind, subject = int(stack.subject_kind[row]), int(stack.subject[row])
    if kind == A_PLACED_OPERATION:
        operation = plan.placed_operations.operation[subject]
        name = plan.operations.operation[operation] or f"operation {plan.operations.sequence[operation]}"
        return f"{name}, {items.code[plan.operations.item[operation]]}"
    if kind == A_PLANNED_ORDER:
        return str(items.code[plan.planned_orders.item[subject]])
    return names.subject_code(kind, subject)


def _number(text: str) -> int | float | None:
    if not text:
        return None
    return float(text) if "." in text else int(text)
