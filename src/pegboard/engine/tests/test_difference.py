"""What moved between two plans: everything that differs, nothing else, the worst first."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pegboard.engine.core.local_time import DAY
from pegboard.engine.plan.difference import (
    CHANGED,
    EARLIER,
    GONE,
    LATER,
    NEW,
    OPERATION,
    PLANNED_ORDER,
    PROMISE,
    UNPLANNED,
    Moment,
    OutlinedLine,
    OutlinedOperation,
    OutlinedOrder,
    PlanOutline,
    counts,
    difference,
)
from pegboard.engine.plan.difference_wording import change_sentence

WHY = "Waits for OAK on PO-1; it is there then."


def on(day: int) -> Moment:
    return Moment(day * DAY, f"2026-12-{day:02}")


def promised(day: int | None, quantity: str = "1") -> OutlinedLine:
    return OutlinedLine("TABLE", quantity, None if day is None else on(day), WHY)


def plan(**lines: OutlinedLine) -> PlanOutline:
    return PlanOutline({code.replace("_", "/"): line for code, line in lines.items()}, {}, {})


EMPTY = PlanOutline({}, {}, {})


def sentences(before: PlanOutline, after: PlanOutline) -> list[str]:
    return [change_sentence(change, this_year=2026) for change in difference(before, after)]


def test_a_plan_does_not_differ_from_itself() -> None:
    assert difference(plan(A_1=promised(4)), plan(A_1=promised(4))) == []


def test_a_later_promise_says_by_how_much_and_why() -> None:
    (change,) = difference(plan(A_1=promised(4)), plan(A_1=promised(8)))
    assert (change.what, change.how, change.moved_minutes) == (PROMISE, LATER, 4 * DAY)
    assert change_sentence(change, this_year=2026) == (
        f"A/1 is promised Tue 8 Dec instead of Fri 4 Dec, 4 days later: {WHY}"
    )


def test_new_gone_and_unplannable_lines_are_told() -> None:
    before, after = plan(A_1=promised(4), B_1=promised(3)), plan(B_1=promised(None), C_1=promised(9))
    assert [(change.how, change.subject) for change in difference(before, after)] == [
        (UNPLANNED, "B/1"),
        (GONE, "A/1"),
        (NEW, "C/1"),
    ]
    assert sentences(before, after) == [
        f"B/1 can no longer be planned; it was Thu 3 Dec: {WHY}",
        "A/1 is gone; it was Fri 4 Dec.",
        f"C/1 is new, Wed 9 Dec: {WHY}",
    ]


def test_a_line_that_can_be_planned_again_says_so() -> None:
    assert sentences(plan(A_1=promised(None)), plan(A_1=promised(4))) == [
        f"A/1 can be planned again, Fri 4 Dec: {WHY}",
    ]


def test_another_quantity_at_the_same_date_is_a_change() -> None:
    (change,) = difference(plan(A_1=promised(4)), plan(A_1=promised(4, "2")))
    assert change.how == CHANGED
    assert change_sentence(change, this_year=2026) == f"A/1 has another quantity (1 → 2): {WHY}"


def test_later_promises_come_first_and_the_latest_of_them_before_others() -> None:
    before = plan(A_1=promised(4), B_1=promised(4), C_1=promised(4), D_1=promised(4))
    after = plan(A_1=promised(5), B_1=promised(9), C_1=promised(1), D_1=promised(3))
    found = [(change.subject, change.how) for change in difference(before, after)]
    assert found == [("B/1", LATER), ("A/1", LATER), ("C/1", EARLIER), ("D/1", EARLIER)]
    assert counts(difference(before, after))[PROMISE] == {LATER: 2, EARLIER: 2}


def test_planned_orders_and_operations_follow_the_promises() -> None:
    order = OutlinedOrder("TOP", "2", Moment(60, "2026-12-01T01:00"), "")
    operation = OutlinedOperation("TOP", "saw", "SAW-1", Moment(60, "2026-12-01T01:00"), "work_unit", "SAW-1")
    before = PlanOutline({}, {"TOP@A/1": order}, {"TOP@A/1/10": operation})
    late = Moment(60 + 135, "2026-12-01T03:15")
    after = PlanOutline(
        {},
        {"TOP@A/1": replace(order, finish_at=late)},
        {"TOP@A/1/10": replace(operation, start_at=late, work_unit="SAW-2")},
    )
    assert [change.what for change in difference(before, after)] == [PLANNED_ORDER, OPERATION]
    assert sentences(before, after) == [
        "TOP@A/1 is finished Tue 1 Dec 03:15 instead of Tue 1 Dec 01:00, 2 h 15 m later.",
        "TOP@A/1/10 starts Tue 1 Dec 03:15 instead of Tue 1 Dec 01:00, 2 h 15 m later, with another work unit"
        " (SAW-1 → SAW-2): held by work unit SAW-1.",
    ]


LINES = st.dictionaries(st.sampled_from("ABCDEF"), st.one_of(st.none(), st.integers(1, 28)).map(promised))


@given(LINES, LINES)
def test_there_and_back_are_mirror_images(some: dict[str, OutlinedLine], others: dict[str, OutlinedLine]) -> None:
    one, other = PlanOutline(some, {}, {}), PlanOutline(others, {}, {})
    there = {change.subject: change for change in difference(one, other)}
    back = {change.subject: change for change in difference(other, one)}
    assert there.keys() == back.keys()
    assert all(there[code].moved_minutes == -back[code].moved_minutes for code in there)


@given(LINES)
def test_against_nothing_every_line_is_new_or_gone(lines: dict[str, OutlinedLine]) -> None:
    outline = PlanOutline(lines, {}, {})
    assert {change.how for change in difference(EMPTY, outline)} <= {NEW}
    assert [change.how for change in difference(outline, EMPTY)] == [GONE] * len(lines)
