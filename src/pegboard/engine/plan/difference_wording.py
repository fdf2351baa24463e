"""What moved between two plans, as sentences."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from pegboard.engine.plan import phrases
from pegboard.engine.plan.difference import AGAIN, CHANGED, GONE, NEW, OPERATION, PROMISE, UNPLANNED, Change

HAPPENS: Final = {PROMISE: "is promised", OPERATION: "starts"}


def change_sentence(change: Change, *, this_year: int) -> str:
    """Return a change as one sentence, with the reason in the new plan where there is one."""
    happens = HAPPENS.get(change.what, "is finished")
    before, after = moment_phrase(change.before, this_year), moment_phrase(change.after, this_year)
    if change.how == GONE:
        return f"{change.subject} is gone; it was {before}." if before else f"{change.subject} is gone."
    if change.how == UNPLANNED:
        return _with_reason(f"{change.subject} can no longer be planned; it was {before}", change.why)
    if change.how == NEW:
        return _with_reason(f"{change.subject} is new, {after or 'without a date'}", change.why)
    if change.how == AGAIN:
        return _with_reason(f"{change.subject} can be planned again, {after}", change.why)
    if change.how == CHANGED:
        return _with_reason(f"{change.subject} has another {_details(change)}", change.why)
    moved = f"{moved_phrase(change.moved_minutes)} {change.how}"
    other = f", with another {_details(change)}" if change.details else ""
    return _with_reason(f"{change.subject} {happens} {after} instead of {before}, {moved}{other}", change.why)


def moved_phrase(minutes: int) -> str:
    """Return how far something moved, whichever way."""
    return phrases.span_phrase(abs(minutes))


def moment_phrase(text: str, this_year: int) -> str:
    """Return a day `YYYY-MM-DD` or an instant `YYYY-MM-DDTHH:MM` as a colleague says it; empty for none."""
    if not text:
        return ""
    if len(text) == len("YYYY-MM-DD"):
        return phrases.date_phrase(date.fromisoformat(text).toordinal(), this_year=this_year)
    instant = datetime.fromisoformat(text)
    day = phrases.date_phrase(instant.toordinal(), this_year=this_year)
    return f"{day} {instant.hour:02}:{instant.minute:02}"


def _details(change: Change) -> str:
    named = [
        f"{name.replace('_', ' ')} ({old or 'none'} → {new or 'none'})" for name, (old, new) in change.details.items()
    ]
    return phrases.listed(named, most=len(named)) or "date"


def _with_reason(sentence: str, why: str) -> str:
    return f"{sentence}: {why}" if why else f"{sentence}."
