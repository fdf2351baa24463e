"""What a planner hears about poor facts: each once, and nothing about good ones."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from pegboard.engine.core.columns import NO_ROW
from pegboard.engine.core.problems import Problem
from pegboard.engine.core.rounding import MICRO
from pegboard.engine.plan.problem_sentences import SENTENCES
from pegboard.engine.plan.wording import problem_sentence
from pegboard.engine.snapshot import (
    Alternatives,
    BomLines,
    CalendarExceptions,
    Calendars,
    CalendarWindows,
    Forecast,
    Items,
    OrderLines,
    People,
    PersonSkills,
    ReceiptComponents,
    Receipts,
    RoutingOperations,
    Snapshot,
    Sources,
    Stock,
    WorkCentres,
    WorkInProgress,
    WorkUnits,
)
from pegboard.engine.snapshot.checks import check
from pegboard.engine.snapshot.demand import HOLD, QUOTE
from pegboard.engine.snapshot.engineering import BUY, MAKE, SUBCONTRACT, TO_STOCK
from pegboard.engine.tests.facts_by_hand import Row, snapshot, table

CHAIR, KIT, LEG, SEAT = range(4)
ENGINE: Final = Path(__file__).resolve().parents[1]


def chairs(**changes: tuple[Row, ...]) -> Snapshot:
    """A small factory without a single problem: a chair of a made leg and a seat from outside, a kit as phantom."""
    rows: dict[str, tuple[Row, ...]] = {
        "items": (
            {"code": "CHAIR", "supply": MAKE},
            {"code": "KIT", "supply": MAKE},
            {"code": "LEG", "supply": MAKE, "strategy": TO_STOCK},
            {"code": "SEAT", "supply": SUBCONTRACT},
        ),
        "boms": (
            {"order_line": NO_ROW, "parent": CHAIR, "component": KIT, "quantity_per_micro": MICRO, "is_phantom": True},
            {"order_line": NO_ROW, "parent": CHAIR, "component": SEAT, "sequence": 10, "quantity_per_micro": MICRO},
            {"order_line": NO_ROW, "parent": KIT, "component": LEG, "quantity_per_micro": 4 * MICRO},
        ),
        "own_boms": (),
        "routings": (
            {"order_line": NO_ROW, "item": CHAIR, "sequence": 10, "run_micro": MICRO, "crew": 1, "skill": 0},
            {"order_line": NO_ROW, "item": CHAIR, "sequence": 20, "wait_micro": MICRO},
            {"order_line": NO_ROW, "item": LEG, "sequence": 10, "setup_micro": MICRO},
            {"order_line": NO_ROW, "item": LEG, "sequence": 20, "outside_days": 2},
        ),
        "own_routings": (),
        "centres": ({"code": "BENCH"},),
        "units": ({"code": "BENCH", "is_listed": False},),
        "alternatives": (),
        "calendars": ({"code": "DAY"},),
        "windows": ({"weekday": 1, "start_minute": 480, "end_minute": 960},),
        "exceptions": (),
        "people": ({"code": "ANN"},),
        "skills": ({"person": 0, "skill": 0},),
        "sources": ({"item": SEAT, "supplier": "UPHOLSTERER"},),
        "stock": ({"item": LEG, "location": "MAIN", "lot": "L1", "quantity": 9},),
        "receipts": ({"code": "WO-1", "item": CHAIR, "quantity": 1, "reserved_order": "SO-1", "reserved_line": "1"},),
        "components": ({"component": SEAT, "sequence": 10, "remaining_quantity": 1},),
        "progress": ({"sequence": 10, "remaining_quantity": 1},),
        "lines": ({"order": "SO-1", "line": "1", "item": CHAIR, "quantity": 2, "requested_on": 9},),
        "forecast": ({"item": LEG, "week": 7, "quantity": 5},),
        **changes,
    }
    kinds = {
        "items": Items, "boms": BomLines, "routings": RoutingOperations, "centres": WorkCentres, "units": WorkUnits,
        "alternatives": Alternatives, "calendars": Calendars, "windows": CalendarWindows,
        "exceptions": CalendarExceptions, "people": People, "skills": PersonSkills, "sources": Sources, "stock": Stock,
        "receipts": Receipts, "components": ReceiptComponents, "progress": WorkInProgress, "lines": OrderLines,
        "forecast": Forecast,
    }  # fmt: skip
    return snapshot(
        *(table(kind, *rows[name]) for name, kind in kinds.items()),
        own=(table(BomLines, *rows["own_boms"]), table(RoutingOperations, *rows["own_routings"])),
        now=600,
        skills=("GLUE",),
    )


def found(facts: Snapshot) -> list[tuple[str, str, str]]:
    return [(problem.code, problem.table, problem.subject) for problem in check(facts)]


LEG_STEP: Final[Row] = {"order_line": NO_ROW, "item": LEG, "sequence": 10, "run_micro": MICRO}
CHAIR_STEP: Final[Row] = {"order_line": NO_ROW, "item": CHAIR, "sequence": 10, "run_micro": MICRO}
KIT_LINE: Final[Row] = {
    "order_line": NO_ROW, "parent": CHAIR, "component": KIT, "quantity_per_micro": MICRO, "is_phantom": True,
}  # fmt: skip
LEG_LINE: Final[Row] = {"order_line": NO_ROW, "parent": KIT, "component": LEG, "quantity_per_micro": MICRO}
SEAT_LINE: Final[Row] = {"order_line": NO_ROW, "parent": CHAIR, "component": SEAT, "quantity_per_micro": MICRO}
ORDERED: Final[Row] = {"order": "SO-1", "line": "1", "item": CHAIR, "quantity": 2, "requested_on": 9}
NO_PROGRESS: Final[dict[str, tuple[Row, ...]]] = {"components": (), "progress": ()}


def test_a_good_factory_has_no_problems() -> None:
    assert check(chairs()) == ()
    assert check(snapshot()) == ()


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"routings": (CHAIR_STEP,), **NO_PROGRESS}, ("no-routing", "items", "LEG")),
        ({"sources": ()}, ("no-source", "items", "SEAT")),
        ({"boms": (KIT_LINE, SEAT_LINE), **NO_PROGRESS}, ("phantom-no-bill", "boms", "CHAIR")),
        (
            {"routings": (CHAIR_STEP, LEG_STEP, {**LEG_STEP, "item": SEAT})},
            ("routing-not-used", "routings", "SEAT"),
        ),
        (
            {"routings": (CHAIR_STEP, {**CHAIR_STEP, "sequence": 20, "run_micro": 0}, LEG_STEP)},
            ("zero-time", "routings", "CHAIR"),
        ),
        ({"boms": (KIT_LINE, {**SEAT_LINE, "sequence": 15}, LEG_LINE)}, ("bill-no-step", "boms", "CHAIR")),
        ({"alternatives": ({"item": LEG, "sequence": 10},)}, ("alternative-same-centre", "alternatives", "LEG")),
        ({"alternatives": ({"item": LEG, "sequence": 30},)}, ("alternative-no-step", "alternatives", "LEG")),
        ({"progress": ({"sequence": 30, "remaining_quantity": 1},)}, ("progress-no-step", "work_in_progress", "WO-1")),
        (
            {"components": ({"component": SEAT, "sequence": 30, "remaining_quantity": 1},)},
            ("receipt-component-no-step", "receipt_components", "WO-1"),
        ),
        ({"people": ()  , "skills": ()}, ("too-few-people", "people", "GLUE")),
        ({"skills": ()}, ("too-few-people", "people", "GLUE")),
        (
            {"routings": ({**CHAIR_STEP, "crew": 2}, {**CHAIR_STEP, "sequence": 20}, LEG_STEP)},
            ("too-few-people", "people", "any skill"),
        ),
        ({"forecast": ({"item": CHAIR, "week": 7, "quantity": 5},)}, ("forecast-to-order", "forecast", "CHAIR")),
        ({"forecast": ({"item": LEG, "week": -7, "quantity": 5},)}, ("forecast-past", "forecast", "forecast")),
        (
            {"stock": ({"item": LEG, "location": "MAIN", "lot": "L1", "quantity": 9, "reserved_order": "SO-9"},)},
            ("reservation-unknown", "stock", "LEG@MAIN@L1"),
        ),
        (
            {"receipts": ({"code": "WO-1", "quantity": 1, "reserved_order": "SO-1", "reserved_line": "2"},)},
            ("reservation-unknown", "receipts", "WO-1"),
        ),
        ({"lines": ({**ORDERED, "status": QUOTE},)}, ("reservation-not-planned", "receipts", "WO-1")),
        (
            {"lines": ({**ORDERED, "status": HOLD, "hold_until": 599},)},
            ("reservation-not-planned", "receipts", "WO-1"),
        ),
        (
            {"own_boms": ({**LEG_LINE, "order_line": 0, "parent": SEAT, "component": CHAIR},), "boms": (LEG_LINE,)},
            ("own-structure-not-used", "order_boms", "SO-1/1"),
        ),
        (
            {"own_routings": ({**LEG_STEP, "order_line": 0},), "boms": (SEAT_LINE,)},
            ("own-structure-not-used", "order_routings", "SO-1/1"),
        ),
    ],
)  # fmt: skip
def test_a_poor_fact_is_told_once(changes: dict[str, tuple[Row, ...]], wanted: tuple[str, str, str]) -> None:
    told = found(chairs(**changes))
    assert wanted in told
    assert len(told) == len(set(told))
    assert {code for code, *_ in told} <= set(SENTENCES)


def test_a_calendar_without_hours_names_who_uses_it() -> None:
    facts = chairs(windows=())
    assert [problem for problem in check(facts) if problem.code == "no-hours"] == [
        Problem("no-hours", "DAY", "calendars", "error", ("work centre BENCH, person ANN",))
    ]


def test_people_who_never_work_make_up_no_crew() -> None:
    assert ("too-few-people", "people", "GLUE") in found(chairs(windows=()))


def test_an_opening_still_to_come_is_hours_and_one_that_is_over_is_not() -> None:
    to_come: Row = {"start_at": 500, "end_at": 601, "is_working": True}
    assert found(chairs(windows=(), exceptions=(to_come,))) == []
    assert "no-hours" in {code for code, *_ in found(chairs(windows=(), exceptions=({**to_come, "end_at": 600},)))}


def test_a_hold_in_time_keeps_its_reservation() -> None:
    assert found(chairs(lines=({**ORDERED, "status": HOLD, "hold_until": 600},))) == []


def test_a_bought_item_with_a_bill_is_told_unless_it_is_a_phantom() -> None:
    items: tuple[Row, ...] = (
        {"code": "CHAIR"}, {"code": "KIT", "supply": BUY}, {"code": "LEG"}, {"code": "SEAT", "supply": BUY},
    )  # fmt: skip
    assert found(chairs(items=items, forecast=())) == []
    component = {**KIT_LINE, "is_phantom": False}
    assert found(chairs(items=items, forecast=(), boms=(component, SEAT_LINE, LEG_LINE))) == [
        ("bill-of-bought", "boms", "KIT"),
        ("no-source", "items", "KIT"),
    ]


def test_an_item_whose_every_order_brings_a_routing_needs_no_master() -> None:
    own: Row = {**CHAIR_STEP, "order_line": 0}
    without = {"routings": (LEG_STEP,), "own_routings": (own,)}
    assert found(chairs(**without)) == []
    second = {**ORDERED, "line": "2"}
    assert found(chairs(lines=(ORDERED, second), **without)) == [("no-routing", "items", "CHAIR")]


def test_an_item_that_only_an_order_line_knows_is_told_for_that_line() -> None:
    items: tuple[Row, ...] = (
        {"code": "CHAIR"}, {"code": "KIT"}, {"code": "LEG", "strategy": TO_STOCK}, {"code": "SEAT", "is_listed": False},
    )  # fmt: skip
    own: Row = {**LEG_LINE, "order_line": 0, "parent": SEAT}
    assert found(chairs(items=items, own_boms=(own,))) == [("no-routing", "items", "SEAT@SO-1/1")]


def test_flaws_of_a_line_s_own_structure_name_the_line() -> None:
    steps: tuple[Row, ...] = ({**CHAIR_STEP, "order_line": 0, "run_micro": 0},)
    bill: tuple[Row, ...] = ({**SEAT_LINE, "order_line": 0, "sequence": 99}, {**KIT_LINE, "order_line": 0})
    told = found(chairs(own_routings=steps, own_boms=bill, boms=()))
    assert told == [
        ("bill-no-step", "order_boms", "CHAIR@SO-1/1"),
        ("phantom-no-bill", "order_boms", "CHAIR@SO-1/1"),
        ("zero-time", "order_routings", "CHAIR@SO-1/1"),
    ]


def test_many_subjects_are_named_and_counted() -> None:
    rows = tuple({**CHAIR_STEP, "sequence": 10 * step, "run_micro": 0} for step in range(1, 8))
    told = check(chairs(routings=(*rows, LEG_STEP)))
    assert [problem.operands for problem in told] == [("10, 20, 30, 40, 50 and 2 more",)]


def test_every_problem_has_a_sentence_that_reads() -> None:
    used = {
        code
        for source in ENGINE.rglob("*.py")
        if "tests" not in source.parts
        for code in re.findall(r'Problem\(\s*"([a-z-]+)"', source.read_text(encoding="utf-8"))
    }
    assert used - set(SENTENCES) == set()
    for code in SENTENCES:
        said = problem_sentence(Problem(code, "SUBJECT", "items", operands=("0", "1", "2")))
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)
        assert said.endswith(".")
        assert "SUBJECT" in said or code == "forecast-past"
