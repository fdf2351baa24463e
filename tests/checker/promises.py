"""Promises: when a line is there, the day the customer is told, and the chain of time that leads to it.

Where the contract is silent: the working days of the margin are those of any calendar that most work centres use;
without such a calendar, or without a working day in sight, the margin is not judged.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from .case import Case
from .clock import ONE_DAY
from .plan import Peg, Promise, StackStep
from .quantities import plain
from .supplies import receipt_routing
from .violation import Violation

LONGEST_CLOSURE = 400
STEPS = {"material", "queue", "work", "wait", "outside", "closed", "margin"}


def check_promises(case: Case) -> Iterator[Violation]:
    """Every planned line has one promise, and it follows from its pegs."""
    for code in case.planned_lines:
        if code not in case.plan.promises:
            yield Violation("promise-missing", code, "is planned but has no promise")
    for code, promise in case.plan.promises.items():
        line = case.planned_lines.get(code)
        if line is None:
            yield Violation("promise-unasked", code, "is promised but is no planned line")
            continue
        if (promise.item, promise.quantity) != (line.item, line.quantity):
            yield Violation("promise-line", code, f"promises {plain(promise.quantity)} {promise.item}")
        yield from _check_finish(case, code, promise)
        yield from _check_day(case, code, promise)


def _check_finish(case: Case, code: str, promise: Promise) -> Iterator[Violation]:
    pegs = case.pegs_of_demand.get(("order_line", code), [])
    ends = [peg.available_at for peg in pegs if peg.available_at is not None]
    pegged = sum(peg.quantity for peg in pegs)
    is_there = len(ends) == len(pegs) and pegged == promise.quantity
    expected = max(ends) if is_there and ends else None
    if promise.finish_at != expected and not (
        expected is not None and promise.finish_at is not None and max(expected, promise.finish_at) <= case.factory.now
    ):
        yield Violation(
            "promise-finish",
            code,
            f"is there at {case.clock.text(expected)}, its promise says {case.clock.text(promise.finish_at)}",
        )
    if expected is None and not (case.is_excused(code, promise.item) or _is_excused_below(case, code)):
        yield Violation("promise-unexplained", code, "could not be planned and no problem says why")


def _is_excused_below(case: Case, code: str) -> bool:
    waiting = [("order_line", code)]
    seen = set(waiting)
    while waiting:
        for peg in case.pegs_of_demand.get(waiting.pop(), ()):
            if peg.available_at is not None:
                continue
            if case.is_excused(peg.supply, peg.item, *_places(case, peg)):
                return True
            key = peg.supply_kind, peg.supply
            if key not in seen:
                seen.add(key)
                waiting.append(key)
    return False


def _places(case: Case, peg: Peg) -> list[str]:
    """The work centres, calendars and skills that a supply needs."""
    order = case.plan.planned_orders.get(peg.supply)
    receipt = case.factory.receipts.get(peg.supply) if peg.supply_kind == "receipt" else None
    steps = case.routing(order) if order else receipt_routing(case, receipt) if receipt else []
    calendars = [case.factory.centres[step.work_centre].calendar for step in steps]
    return [*(step.work_centre for step in steps), *(step.skill for step in steps), *calendars]


def _check_day(case: Case, code: str, promise: Promise) -> Iterator[Violation]:
    if promise.finish_at is None:
        if promise.promise_on is not None or promise.slack_days is not None:
            yield Violation("promise-day", code, "has a promise but no finish")
        return
    lawful = _promise_days(case, case.clock.finish_day(promise.finish_at))
    if promise.promise_on is None or (lawful and promise.promise_on not in lawful):
        expected = " or ".join(str(day) for day in sorted(lawful))
        yield Violation("promise-day", code, f"should be promised on {expected}, is on {promise.promise_on}")
        return
    slack = (case.planned_lines[code].wanted_on - promise.promise_on).days
    if promise.slack_days != slack:
        yield Violation("slack", code, f"has {slack} days of slack, not {promise.slack_days}")
    if not promise.reason:
        yield Violation("promise-reason", code, "gives no reason")


def _promise_days(case: Case, finish: date) -> set[date]:
    margin = case.factory.policy.promise_margin_days
    if not margin:
        return {finish}
    days = set()
    for calendar in _margin_calendars(case):
        day, left = finish, margin
        for _ in range(LONGEST_CLOSURE):
            day += ONE_DAY
            left -= case.calendars.is_working_day(calendar, day)
            if not left:
                days.add(day)
                break
        else:
            return set()
    return days


def _margin_calendars(case: Case) -> list[str]:
    if case.factory.policy.calendar:
        return [case.factory.policy.calendar]
    counts = Counter(centre.calendar for centre in case.factory.centres.values())
    most = max(counts.values(), default=0)
    return [code for code, count in counts.items() if count == most]


def check_stacks(case: Case) -> Iterator[Violation]:
    """The chain of a promise runs without gaps from now to the end on the promised day."""
    for code in case.plan.stacks.keys() - case.plan.promises.keys():
        yield Violation("stack", code, "has a chain of time but no promise")
    for code, promise in case.plan.promises.items():
        steps = case.plan.stacks.get(code, [])
        if promise.finish_at is not None and promise.promise_on is not None:
            yield from _check_stack(case, promise, steps)


def _check_stack(case: Case, promise: Promise, steps: list[StackStep]) -> Iterator[Violation]:
    code, clock = promise.line, case.clock
    if not steps:
        yield Violation("stack", code, "has no chain of time")
        return
    if [step.step for step in steps] != list(range(steps[0].step, steps[0].step + len(steps))):
        yield Violation("stack", code, "numbers its steps out of order")
    if steps[0].from_at != case.factory.now:
        yield Violation("stack", code, f"begins {clock.text(steps[0].from_at)}, not now")
    yield from _check_links(case, code, steps)
    end = steps[-1].to_at
    if clock.finish_day(end) != promise.promise_on and not (end == case.factory.now == promise.finish_at):
        yield Violation("stack", code, f"ends {clock.text(end)}, not on {promise.promise_on}")
    finish = next((step.to_at for step in reversed(steps) if step.what != "margin"), case.factory.now)
    if finish != max(promise.finish_at or 0, case.factory.now):
        yield Violation("stack", code, f"reaches its finish {clock.text(finish)}, not {clock.text(promise.finish_at)}")


def _check_links(case: Case, code: str, steps: list[StackStep]) -> Iterator[Violation]:
    clock = case.clock
    for before, after in pairwise(steps):
        if before.to_at != after.from_at:
            yield Violation("stack", code, f"has a gap after {clock.text(before.to_at)}")
    for step in steps:
        if step.what not in STEPS:
            yield Violation("stack", code, f"has a step of the unknown kind {step.what!r}")
        if step.to_at < step.from_at:
            yield Violation("stack", code, f"has a step that runs backwards from {clock.text(step.from_at)}")
