"""Sentences a colleague would say: what binds, whose it is, until when, and how late that makes the line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

import numpy as np
import pytest

from pegboard.engine import snapshot as facts
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, ints
from pegboard.engine.plan import Messages, Pegs, PlacedOperations, Plan, Promises, PromiseStack
from pegboard.engine.plan import vocabulary as words
from pegboard.engine.plan.message_wording import MessageWording
from pegboard.engine.plan.naming import Names
from pegboard.engine.plan.phrases import (
    BEYOND,
    day_phrase,
    end_phrase,
    instant_phrase,
    item_phrase,
    number_phrase,
    quantity_phrase,
)
from pegboard.engine.plan.promise_wording import PromiseWording
from pegboard.engine.snapshot.engineering import BUY, MAKE, SUBCONTRACT
from pegboard.engine.tests.facts_by_hand import Row, snapshot, table
from pegboard.engine.tests.plan_by_hand import empty_plan, planned_orders

HOUR: Final = 60
DAY: Final = 1440
NOW: Final = 8 * HOUR
TABLE, OAK, PAINT = range(3)
SAW, BENCH = range(2)


def order_line(number: int) -> Row:
    return {"order": "SO-1", "line": str(number), "item": TABLE, "quantity": 1, "requested_on": 16}


def shop() -> facts.Snapshot:
    """Return a shop on Monday 23 November 2026, 08:00."""
    return snapshot(
        table(
            facts.Items,
            {"code": "TABLE", "description": "Oak table", "uom": "EA"},
            {"code": "OAK", "description": "Oak board", "uom": "m", "decimals": 2, "supply": BUY},
            {"code": "PAINT"},
        ),
        table(
            facts.RoutingOperations,
            {"order_line": NO_ROW, "item": TABLE, "sequence": 10, "operation": "sawing", "work_centre": SAW},
            {"order_line": NO_ROW, "item": TABLE, "sequence": 20, "operation": "final assembly", "work_centre": BENCH},
        ),
        table(facts.WorkCentres, {"code": "SAW"}, {"code": "BENCH"}),
        table(facts.WorkUnits, {"code": "SAW-1", "work_centre": SAW}, {"code": "BENCH", "work_centre": BENCH}),
        table(facts.Calendars, {"code": "DAYS"}),
        table(facts.People, {"code": "ANNA"}),
        table(facts.Sources, {"item": OAK, "supplier": "MILL", "lead_time_days": 9}),
        table(facts.Stock, {"item": OAK, "location": "A1", "lot": "L7", "quantity": 5, "available_on": 2}),
        table(
            facts.Receipts,
            {"code": "PO-1181", "item": OAK, "quantity": 700, "due_on": 11},
            {"code": "PO-9", "item": OAK, "quantity": 100, "due_on": -3},
        ),
        table(facts.OrderLines, *map(order_line, range(1, 9))),
        now=NOW,
        skills=("paint",),
    )  # fmt: skip


def promise_reason(bound: tuple[int, int, int], *, slack: int = 0, finish_at: int = 18 * DAY + 930) -> str:
    """Return the reason of the promise of SO-1/1 that is bound by this word, kind and row."""
    found = shop()
    stack = [
        {"order_line": 0, "step": 1, "from_at": NOW, "to_at": 2 * DAY + 600, "what": words.STEP_QUEUE,
         "subject_kind": bound[1], "subject": bound[2]},
        {"order_line": 0, "step": 2, "from_at": 2 * DAY + 600, "to_at": 3 * DAY + 480, "what": words.STEP_CLOSED,
         "subject_kind": bound[1], "subject": bound[2]},
        {"order_line": 0, "step": 3, "from_at": 3 * DAY + 480, "to_at": finish_at, "what": words.STEP_WORK,
         "subject_kind": words.A_PLACED_OPERATION, "subject": 1},
    ]  # fmt: skip
    promise: Row = {
        "finish_at": finish_at, "promise_on": 18, "slack_days": slack, "bound_by": bound[0], "bound_kind": bound[1],
        "bound_subject": bound[2],
    }  # fmt: skip
    plan = replace(
        shop_plan(found),
        promises=table(Promises, {**promise, "order_line": 0}),
        promise_stack=table(PromiseStack, *stack),
    )
    return PromiseWording(Names(found, plan)).reason(0)


def shop_plan(found: facts.Snapshot) -> Plan:
    return replace(
        empty_plan(found),
        planned_orders=planned_orders(
            {"item": TABLE, "supply": MAKE, "named_line": 0, "finish_at": 4 * DAY + 840, "start_at": NOW,
             "due_at": 5 * DAY},
            {"item": OAK, "supply": BUY, "source": 0, "named_line": NO_ROW, "finish_at": 9 * DAY, "release_at": NOW,
             "due_at": 11 * DAY + 480},
            {"item": PAINT, "supply": SUBCONTRACT, "named_line": 0, "finish_at": 12 * DAY, "release_at": 3 * DAY,
             "due_at": 12 * DAY},
        ),
        placed_operations=table(
            PlacedOperations,
            {"supply_kind": words.PLANNED_ORDER, "supply": 0, "operation": 0, "work_centre": SAW},
            {"supply_kind": words.PLANNED_ORDER, "supply": 0, "operation": 1, "work_centre": BENCH},
        ),
    )  # fmt: skip


LAST = "; the last operation, 'final assembly', then ends Fri 11 Dec 15:30."


@pytest.mark.parametrize(
    ("bound", "reason"),
    [
        (
            (words.BY_MATERIAL, words.A_RECEIPT, 0),
            "Waits for Oak board (OAK) on PO-1181, due Fri 4 Dec",
        ),
        (
            (words.BY_MATERIAL, words.A_RECEIPT, 1),
            "Waits for Oak board (OAK) on PO-9, due Fri 20 Nov and still open",
        ),
        ((words.BY_MATERIAL, words.A_STOCK, 0), "Waits for Oak board (OAK), lot L7, usable from Wed 25 Nov"),
        (
            (words.BY_MATERIAL, words.A_PLANNED_ORDER, 1),
            "Waits for Oak board (OAK): ordered from MILL today it is there Tue 1 Dec",
        ),
        (
            (words.BY_MATERIAL, words.A_PLANNED_ORDER, 2),
            "Waits for PAINT: send it by Thu 26 Nov to have it Fri 4 Dec",
        ),
        (
            (words.BY_MATERIAL, words.A_PLANNED_ORDER, 0),
            "Waits for Oak table (TABLE) to be made, done Fri 27 Nov 14:00",
        ),
        (
            (words.BY_PREDECESSOR, words.A_PLACED_OPERATION, 0),
            "Its own work fills the time, most of it 'sawing' of Oak table (TABLE)",
        ),
        ((words.BY_PREDECESSOR, words.A_PLANNED_ORDER, 2), "Lead times fill the time, most of it that of PAINT"),
        (
            (words.BY_WORK_UNIT, words.A_WORK_UNIT, 0),
            "Waits for SAW-1 (SAW), taken by other orders until Wed 25 Nov 10:00",
        ),
        ((words.BY_WORK_UNIT, words.A_WORK_UNIT, 1), "Waits for BENCH, taken by other orders until Wed 25 Nov 10:00"),
        ((words.BY_PEOPLE, words.A_PERSON, 0), "Waits for ANNA, not free until Wed 25 Nov 10:00"),
        (
            (words.BY_PEOPLE, words.A_SKILL, 0),
            "Waits for people with the skill paint, not free until Wed 25 Nov 10:00",
        ),
        ((words.BY_CALENDAR, words.A_CALENDAR, 0), "Waits for calendar DAYS, closed until Thu 26 Nov 08:00"),
        (
            (words.BY_FROZEN, words.A_PLACED_OPERATION, 0),
            "The start of TABLE@SO-1/1/10 lies within the frozen hours and stays where it was planned",
        ),
        ((words.BY_NOW, words.NOTHING, NO_ROW), "Waits for nothing: work can begin now"),
    ],
)  # fmt: skip
def test_a_reason_names_what_binds_and_when_the_line_is_there(bound: tuple[int, int, int], reason: str) -> None:
    assert promise_reason(bound) == reason + LAST


def test_a_late_line_says_how_late_it_is() -> None:
    assert promise_reason((words.BY_NOW, words.NOTHING, NO_ROW), slack=-2).endswith(
        "ends Fri 11 Dec 15:30, 2 days late."
    )


def test_lateness_that_comes_from_the_margin_names_it() -> None:
    found = replace(shop(), policy=replace(shop().policy, promise_margin_days=2))
    row: Row = {
        "order_line": 0, "finish_at": 11 * DAY + 720, "promise_on": 15, "slack_days": -4, "bound_by": words.BY_NOW,
        "bound_kind": words.NOTHING, "bound_subject": NO_ROW,
    }  # fmt: skip
    plan = replace(shop_plan(found), promises=table(Promises, row))
    assert (
        PromiseWording(Names(found, plan))
        .reason(0)
        .endswith(
            "the line is there Fri 4 Dec 12:00; with the margin of 2 working days that is Tue 8 Dec, 4 days late."
        )
    )


def test_one_instant_has_one_day_in_a_sentence() -> None:
    found = shop()
    row: Row = {
        "order_line": 0, "finish_at": 11 * DAY, "promise_on": 10, "bound_by": words.BY_MATERIAL,
        "bound_kind": words.A_RECEIPT, "bound_subject": 0,
    }  # fmt: skip
    plan = replace(shop_plan(found), promises=table(Promises, row))
    said = PromiseWording(Names(found, plan)).reason(0)
    assert said == "Waits for Oak board (OAK) on PO-1181, due Fri 4 Dec; the line is there as that day begins."


def test_lines_with_one_cause_share_what_is_said_of_it() -> None:
    found = shop()
    rows = [
        {"order_line": line, "finish_at": 9 * DAY, "promise_on": 8, "bound_by": words.BY_WORK_UNIT,
         "bound_kind": words.A_WORK_UNIT, "bound_subject": 0}
        for line in (0, 1)
    ]  # fmt: skip
    stack: Row = {
        "order_line": 0, "step": 1, "from_at": NOW, "to_at": DAY, "what": words.STEP_QUEUE,
        "subject_kind": words.A_WORK_UNIT, "subject": 0,
    }  # fmt: skip
    plan = replace(shop_plan(found), promises=table(Promises, *rows), promise_stack=table(PromiseStack, stack))
    wording = PromiseWording(Names(found, plan))
    assert {wording.shared_cause(row) for row in (0, 1)} == {"Waits for SAW-1 (SAW), taken by other orders"}


def test_a_line_that_cannot_be_planned_names_the_lowest_cause() -> None:
    found = shop()
    row: Row = {
        "order_line": 0, "finish_at": NOT_GIVEN, "promise_on": NOT_GIVEN, "slack_days": NOT_GIVEN,
        "bound_by": words.BY_MATERIAL, "bound_kind": words.A_PLANNED_ORDER, "bound_subject": 0,
    }  # fmt: skip
    peg: Row = {
        "supply_kind": words.PLANNED_ORDER, "supply": 2, "demand_kind": words.FOR_PLANNED_ORDER, "demand": 0,
        "available_at": NOT_GIVEN,
    }  # fmt: skip
    plan = replace(shop_plan(found), promises=table(Promises, row), pegs=table(Pegs, peg))
    said = PromiseWording(Names(found, plan)).reason(0)
    assert said == "Could not be planned because of PAINT@SO-1/1: the problems say why."


def test_what_is_there_now_waits_for_nothing() -> None:
    said = promise_reason((words.BY_NOW, words.A_STOCK, 0), finish_at=NOW)
    assert said == "Waits for nothing; the line is there now."


def test_a_line_that_cannot_be_planned_points_to_the_cause() -> None:
    said = promise_reason((words.BY_MATERIAL, words.AN_ITEM, OAK), finish_at=NOT_GIVEN)
    assert said == "Could not be planned because of OAK: the problems say why."


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (words.EXPEDITE, "its work ends Fri 4 Dec 09:00, needed Fri 27 Nov."),
        (words.PAST_DUE, "was due Fri 4 Dec and is still open: its work ends Fri 4 Dec 09:00."),
    ],
)
def test_a_receipt_with_work_in_progress_is_there_when_that_ends(message: int, said: str) -> None:
    found = shop()
    work: Row = {
        "supply_kind": words.RECEIPT, "supply": 0, "operation": 0, "work_centre": SAW, "end_at": 11 * DAY + 540,
    }  # fmt: skip
    row: Row = {
        "message": message, "subject_kind": words.A_RECEIPT, "subject": 0, "item": OAK, "quantity": 700,
        "from_at": 11 * DAY, "to_at": 4 * DAY + 480,
    }  # fmt: skip
    plan = replace(shop_plan(found), placed_operations=table(PlacedOperations, work), messages=table(Messages, row))
    assert MessageWording(Names(found, plan)).reason(0).endswith(said)


def test_what_has_no_operations_is_released_for_the_day_it_is_needed() -> None:
    found = shop()
    row: Row = {
        "message": words.RELEASE, "subject_kind": words.A_PLANNED_ORDER, "subject": 0, "item": TABLE, "quantity": 1,
    }  # fmt: skip
    plan = replace(shop_plan(found), placed_operations=table(PlacedOperations), messages=table(Messages, row))
    assert MessageWording(Names(found, plan)).reason(0) == "Release 1 EA of Oak table (TABLE) now: needed Fri 27 Nov."


def message_reason(message: int, about: tuple[int, int], *, lines: int = 0, **cells: int) -> str:
    found = shop()
    row = {
        "message": message, "subject_kind": about[0], "subject": about[1], "item": OAK, "quantity": 700,
        "from_at": 11 * DAY, "to_at": 4 * DAY + 480, **cells,
    }  # fmt: skip
    plan = replace(shop_plan(found), messages=table(Messages, row), message_lines=ints(reversed(range(lines))))
    return MessageWording(Names(found, plan)).reason(0)


RECEIPT: Final = (words.A_RECEIPT, 0)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            message_reason(words.EXPEDITE, RECEIPT, lines=7),
            "Expedite PO-1181 for Oak board (OAK): due Fri 4 Dec, needed Fri 27 Nov by SO-1/1 and 6 more.",
        ),
        (
            message_reason(words.DEFER, RECEIPT, to_at=20 * DAY),
            "Defer PO-1181 for Oak board (OAK): due Fri 4 Dec, not needed before Sat 12 Dec.",
        ),
        (message_reason(words.CANCEL, RECEIPT), "Cancel PO-1181 for Oak board (OAK): nothing needs 7 m."),
        (
            message_reason(words.INCREASE, RECEIPT, lines=2, quantity=50),
            "Increase PO-1181 for Oak board (OAK) by 0.5 m instead of a new order for the same day, "
            "for SO-1/1 and SO-1/2.",
        ),
        (
            message_reason(words.DECREASE, RECEIPT, quantity=125),
            "Decrease PO-1181 for Oak board (OAK) by 1.25 m: nothing needs it.",
        ),
        (
            message_reason(words.PAST_DUE, (words.A_RECEIPT, 1), from_at=-3 * DAY),
            "PO-9 for Oak board (OAK) was due Fri 20 Nov and is still open: it counts as there now, "
            "so ask for its real date.",
        ),
        (
            message_reason(words.PAST_DUE, (words.AN_ORDER_LINE, 0), from_at=-2 * DAY),
            "SO-1/1 was wanted Fri 20 Nov and is planned from now.",
        ),
        (
            message_reason(words.RELEASE, (words.A_PLANNED_ORDER, 1), lines=1),
            "Order 7 m of Oak board (OAK) from MILL now: needed Fri 4 Dec by SO-1/1.",
        ),
        (
            message_reason(words.RELEASE, (words.A_PLANNED_ORDER, 0), lines=1, item=TABLE, quantity=1),
            "Release 1 EA of Oak table (TABLE) now: the first operation starts Mon 23 Nov 08:00, for SO-1/1.",
        ),
        (
            message_reason(words.RELEASE, (words.A_PLANNED_ORDER, 2), item=PAINT, quantity=3),
            "Send out 3 of PAINT now: needed Fri 4 Dec.",
        ),
        (
            message_reason(words.SHORT, (words.AN_ITEM, OAK), from_at=4 * DAY, to_at=NOT_GIVEN),
            "7 m of Oak board (OAK) short for the safety stock: wanted Thu 26 Nov, without a date.",
        ),
        (
            message_reason(
                words.SHORT, (words.AN_ORDER_LINE, 2), item=TABLE, quantity=1, from_at=5 * DAY, to_at=9 * DAY
            ),
            "1 EA of Oak table (TABLE) short for SO-1/3: wanted Fri 27 Nov, there Tue 1 Dec.",
        ),
        (
            message_reason(words.EXPEDITE, (words.A_PLANNED_ORDER, 1), lines=1),
            "Expedite 7 m of Oak board (OAK): there Thu 3 Dec at the earliest, needed Fri 27 Nov by SO-1/1.",
        ),
    ],
)  # fmt: skip
def test_a_message_says_what_to_do_and_why(said: str, expected: str) -> None:
    assert said == expected


def test_days_name_the_year_only_where_it_is_another() -> None:
    assert [day_phrase(shop(), day) for day in (0, 38, 39)] == ["Mon 23 Nov", "Thu 31 Dec", "Fri 1 Jan 2027"]


def test_an_end_at_midnight_belongs_to_the_day_that_ends() -> None:
    assert end_phrase(shop(), DAY) == "Mon 23 Nov"
    assert end_phrase(shop(), DAY + 1) == instant_phrase(shop(), DAY + 1) == "Tue 24 Nov 00:01"


def test_days_that_no_date_can_name_are_said() -> None:
    last = date.max.toordinal() - shop().local_time.origin_ordinal
    assert day_phrase(shop(), last) == "Fri 31 Dec 9999"
    beyond = (day_phrase(shop(), last + 1), instant_phrase(shop(), (last + 1) * DAY + 60), day_phrase(shop(), -last))
    assert set(beyond) == {BEYOND}


def test_a_day_that_begins_at_one_ends_the_day_before() -> None:
    assert end_phrase(with_clock_change(at=2 * DAY, by=60), 2 * DAY) == "Tue 24 Nov"


def test_of_two_equal_times_a_phrase_says_which_one() -> None:
    found = with_clock_change(at=3 * HOUR, by=-60)
    assert [instant_phrase(found, minute) for minute in (119, 150, 210, 240)] == [
        "Mon 23 Nov 01:59",
        "Mon 23 Nov 02:30 (before the clocks go back)",
        "Mon 23 Nov 02:30 (after the clocks went back)",
        "Mon 23 Nov 03:00",
    ]


def with_clock_change(*, at: int, by: int) -> facts.Snapshot:
    """Return the shop where the wall clock moves by some minutes at an elapsed minute."""
    known = shop().local_time
    clock = replace(known, shift_at=np.append(known.shift_at, at), shift=np.append(known.shift, by))
    return replace(shop(), local_time=clock)


def test_numbers_have_no_needless_zeros_and_grouped_thousands() -> None:
    assert [number_phrase(1_250_000, places) for places in (0, 2, 4)] == ["1,250,000", "12,500", "125"]
    assert quantity_phrase(shop(), OAK, 1205) == "12.05 m"
    assert quantity_phrase(shop(), PAINT, 3) == "3"


def test_an_item_without_description_is_its_code() -> None:
    assert [item_phrase(shop(), item) for item in (OAK, PAINT)] == ["Oak board (OAK)", "PAINT"]
