"""Finite placement on small factories whose right schedule is plain to see."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from pegboard.engine import snapshot as facts
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, texts
from pegboard.engine.core.rounding import MICRO
from pegboard.engine.plan import PlanParams
from pegboard.engine.plan import vocabulary as words
from pegboard.engine.plan.problem_sentences import SENTENCES
from pegboard.engine.plan.wording import problem_sentence
from pegboard.engine.snapshot.engineering import BUY, MAKE, SUBCONTRACT
from pegboard.engine.tests.facts_by_hand import Row, local_time_of, snapshot, table
from pegboard.engine.tests.scheduling import (
    DAY,
    HOUR,
    bill,
    crews,
    hours,
    one_calendar,
    schedule_of,
    spans,
    step,
    wanted,
)

EIGHT = 8 * HOUR


def made(*codes: str) -> facts.Items:
    rows: list[Row] = [{"code": code, "supply": MAKE} for code in codes]
    return table(facts.Items, *rows)


def centres(count: int) -> tuple[facts.WorkCentres, facts.WorkUnits]:
    units: list[Row] = [{"code": f"U{row}", "work_centre": row} for row in range(count)]
    return table(facts.WorkCentres, *({"code": f"C{row}"} for row in range(count))), table(facts.WorkUnits, *units)


def test_on_one_unit_the_weighty_short_work_goes_before_the_long_light_work() -> None:
    shop = one_calendar(
        made("LONG", "SHORT"),
        table(facts.RoutingOperations, step(0, 10, 0, 420), step(1, 10, 0, 60)),
        *centres(1),
        table(facts.OrderLines, wanted(1, 0, on=0), wanted(2, 1, on=0, priority=1)),
    )
    assert spans(shop) == {"SHORT": [(EIGHT, EIGHT + 60)], "LONG": [(EIGHT + 60, EIGHT + 480)]}


def test_work_with_slack_lets_work_without_slack_pass() -> None:
    shop = one_calendar(
        made("LATER", "TODAY"),
        table(facts.RoutingOperations, step(0, 10, 0, 60), step(1, 10, 0, 240)),
        *centres(1),
        table(facts.OrderLines, wanted(1, 0, on=20), wanted(2, 1, on=0)),
    )
    assert spans(shop)["TODAY"] == [(EIGHT, EIGHT + 240)]


def test_a_two_machine_flow_keeps_both_machines_busy() -> None:
    shop = one_calendar(
        made("A", "B"),
        table(
            facts.RoutingOperations,
            *(step(0, 10, 0, 60), step(0, 20, 1, 180), step(1, 10, 0, 180), step(1, 20, 1, 60)),
        ),
        *centres(2),
        table(facts.OrderLines, wanted(1, 0, on=0), wanted(2, 1, on=0)),
    )
    assert spans(shop) == {
        "A": [(EIGHT, EIGHT + 60), (EIGHT + 60, EIGHT + 240)],
        "B": [(EIGHT + 60, EIGHT + 240), (EIGHT + 240, EIGHT + 300)],
    }


def test_an_assembly_waits_for_its_last_component_at_the_operation_that_takes_it() -> None:
    shop = one_calendar(
        made("FRAME", "PANEL", "WARDROBE"),
        table(facts.BomLines, bill(2, 0, sequence=10), bill(2, 1, sequence=15)),
        table(
            facts.RoutingOperations,
            *(step(0, 10, 0, 30), step(1, 10, 1, 200), step(2, 10, 2, 60), step(2, 20, 2, 60), step(2, 30, 2, 10)),
        ),
        *centres(3),
        table(facts.OrderLines, wanted(1, 2, on=3)),
    )
    assert spans(shop)["WARDROBE"] == [
        (EIGHT + 30, EIGHT + 90),
        (EIGHT + 200, EIGHT + 260),
        (EIGHT + 260, EIGHT + 270),
    ]
    found, _ = schedule_of(shop)
    assert found.placed_operations.bound_by.tolist().count(words.BY_MATERIAL) == 2


def test_work_stops_over_night_and_ends_as_the_day_ends() -> None:
    shop = one_calendar(
        made("A", "B"),
        table(facts.RoutingOperations, step(0, 10, 0, 600), step(1, 10, 1, 480)),
        *centres(2),
        table(facts.OrderLines, wanted(1, 0, on=3), wanted(2, 1, on=3)),
    )
    assert spans(shop) == {"A": [(EIGHT, DAY + EIGHT + 120)], "B": [(EIGHT, EIGHT + 480)]}


@pytest.mark.parametrize(
    ("day", "work", "took"), [(date(2026, 3, 28), 8, 7 + 16 + 1), (date(2026, 10, 24), 10, 9 + 16 + 1)]
)
def test_a_night_shift_over_a_change_of_clocks_counts_true_minutes(day: date, work: int, took: int) -> None:
    nights = range(1, 8)
    shop = snapshot(
        made("A"),
        table(facts.RoutingOperations, step(0, 10, 0, 1)),
        *centres(1),
        table(facts.Calendars, {"code": "NIGHT"}),
        table(facts.CalendarWindows, *hours(0, 0, 6, nights), *hours(0, 22, 24, nights)),
        table(facts.OrderLines, wanted(1, 0, on=5, quantity=work * HOUR)),
        now=22 * HOUR,
        local_time=local_time_of("Europe/Berlin", day, days=400),
    )
    # The night of the change has seven working hours in March and nine in October; the rest is done the next night.
    assert spans(shop)["A"] == [(22 * HOUR, (22 + took) * HOUR)]


def test_waits_count_after_the_last_operation_and_outside_work_ends_as_a_day_begins() -> None:
    shop = one_calendar(
        made("A"),
        table(
            facts.RoutingOperations,
            *(step(0, 10, 0, 60, wait=30), step(0, 20, 0, 0, outside_days=2), step(0, 30, 0, 60, wait=90)),
        ),
        *centres(1),
        table(facts.OrderLines, wanted(1, 0, on=9)),
    )
    assert spans(shop)["A"] == [
        (EIGHT, EIGHT + 60),
        (EIGHT + 90, 2 * DAY),
        (2 * DAY + EIGHT, 2 * DAY + EIGHT + 60),
    ]
    found, _ = schedule_of(shop)
    assert found.planned_orders.finish_at.tolist() == [2 * DAY + EIGHT + 150]
    assert found.line_finish.tolist() == [2 * DAY + EIGHT + 150]
    assert found.placed_operations.work_unit.tolist() == [0, NO_ROW, 0]


def test_the_faster_unit_and_the_unit_in_the_family_are_taken() -> None:
    shop = one_calendar(
        made("A", "B"),
        table(
            facts.RoutingOperations,
            *(step(0, 10, 0, 100, setup=50, setup_family=0), step(1, 10, 1, 100, setup=50, setup_family=1)),
        ),
        table(facts.WorkCentres, {"code": "C0"}, {"code": "C1"}),
        table(
            facts.WorkUnits,
            {"code": "SLOW", "speed_micro": MICRO // 2},
            {"code": "SWIFT", "speed_micro": 2 * MICRO},
            {"code": "T0", "work_centre": 1, "setup_family": 0},
            {"code": "T1", "work_centre": 1, "setup_family": 1},
        ),
        table(facts.SetupMatrix, {"work_centre": 1, "from_family": 0, "to_family": 1, "minutes_micro": 20 * MICRO}),
        table(facts.OrderLines, wanted(1, 0, on=9), wanted(2, 1, on=9), wanted(3, 1, on=9)),
    )
    shop = facts.Snapshot(**{**shop.__dict__, "setup_families": texts(["F0", "F1"])})
    placed = schedule_of(shop)[0].placed_operations
    assert placed.work_unit.tolist() == [1, 3, 2]
    assert placed.setup_minutes.tolist() == [50, 0, 20]
    assert placed.run_minutes.tolist() == [50, 100, 100]


def test_an_alternative_is_taken_only_where_it_ends_first() -> None:
    shop = one_calendar(
        made("A"),
        table(facts.RoutingOperations, step(0, 10, 0, 100)),
        *centres(2),
        table(facts.Alternatives, {"sequence": 10, "work_centre": 1, "run_micro": 150 * MICRO}),
        table(facts.OrderLines, *(wanted(order, 0, on=0) for order in range(1, 5))),
    )
    placed = schedule_of(shop)[0].placed_operations
    times = sorted(zip(placed.start_at.tolist(), placed.end_at.tolist(), placed.work_centre.tolist(), strict=True))
    assert times == [
        (EIGHT, EIGHT + 100, 0),
        (EIGHT, EIGHT + 150, 1),
        (EIGHT + 100, EIGHT + 200, 0),
        (EIGHT + 200, EIGHT + 300, 0),
    ]


def test_a_crew_is_whole_and_the_versatile_stay_free() -> None:
    shop = snapshot(
        made("A", "B"),
        table(facts.RoutingOperations, step(0, 10, 0, 60, crew=2, skill=0), step(1, 10, 1, 60, skill=1)),
        *centres(2),
        table(facts.Calendars, {"code": "DAY"}, {"code": "SHORT"}),
        table(facts.CalendarWindows, *hours(0, 8, 16), *hours(1, 9, 12)),
        table(facts.People, {"code": "ALL"}, {"code": "ANN"}, {"code": "BEN", "calendar": 1}),
        table(
            facts.PersonSkills,
            *({"skill": 0}, {"skill": 1}, {"person": 1, "skill": 0}, {"person": 2, "skill": 0}),
        ),
        table(facts.OrderLines, wanted(1, 0, on=9), wanted(2, 0, on=9), wanted(3, 1, on=0)),
        now=EIGHT,
        skills=("SAW", "SEW"),
    )
    found, _ = schedule_of(shop)
    assert spans(shop) == {"B": [(EIGHT, EIGHT + 60)], "A": [(9 * HOUR, 10 * HOUR), (10 * HOUR, 11 * HOUR)]}
    assert [sorted(crew) for crew in crews(found)] == [[1, 2], [1, 2], [0]]


def receipt_shop(*progress: dict[str, int], frozen: int = 0) -> facts.Snapshot:
    """Return a shop with work orders WO-0 and WO-1 for item A, and one more A on order."""
    open_order: Row = {"quantity": 1, "due_on": 9, "kind": 1, "reserved_order": "X"}
    return one_calendar(
        made("A"),
        table(facts.RoutingOperations, step(0, 10, 0, 60, setup=30), step(0, 20, 1, 60)),
        *centres(2),
        table(facts.Receipts, *({"code": code, **open_order} for code in ("WO-0", "WO-1"))),
        table(facts.WorkInProgress, *progress),
        table(facts.OrderLines, wanted(1, 0, on=0)),
        frozen_minutes=frozen,
    )


def test_started_work_goes_on_now_without_setup() -> None:
    shop = receipt_shop({"sequence": 10, "remaining_quantity": 2, "work_unit": 0, "started_at": EIGHT - 100})
    placed = schedule_of(shop)[0].placed_operations
    assert placed.supply_kind.tolist() == [words.RECEIPT, words.PLANNED_ORDER, words.PLANNED_ORDER]
    assert placed.start_at.tolist() == [EIGHT, EIGHT + 120, EIGHT + 210]
    assert placed.setup_minutes.tolist() == [0, 30, 0]
    assert placed.bound_by.tolist() == [words.BY_NOW, words.BY_WORK_UNIT, words.BY_PREDECESSOR]


def test_two_started_operations_on_one_unit_follow_each_other() -> None:
    shop = receipt_shop(
        {"receipt": 0, "sequence": 10, "remaining_quantity": 1, "work_unit": 0, "started_at": EIGHT - 50},
        {"receipt": 1, "sequence": 10, "remaining_quantity": 1, "work_unit": 0, "started_at": EIGHT - 100},
    )
    placed = schedule_of(shop)[0].placed_operations
    assert placed.start_at.tolist()[:2] == [EIGHT + 60, EIGHT]


def test_a_start_planned_within_the_frozen_hours_is_kept_and_nothing_runs_into_it() -> None:
    planned = {"sequence": 10, "remaining_quantity": 1, "work_unit": 0, "planned_start_at": EIGHT + 60}
    kept = schedule_of(receipt_shop(planned, frozen=120))[0].placed_operations
    assert kept.start_at.tolist() == [EIGHT + 60, EIGHT + 150, EIGHT + 240]
    assert kept.bound_by.tolist()[:2] == [words.BY_FROZEN, words.BY_WORK_UNIT]
    free = schedule_of(receipt_shop(planned, frozen=30))[0].placed_operations
    assert sorted(free.start_at.tolist()[:2]) == [EIGHT, EIGHT + 90]


def test_a_planned_start_that_is_not_feasible_is_not_kept() -> None:
    night = {"sequence": 10, "remaining_quantity": 1, "work_unit": 0, "planned_start_at": 17 * HOUR}
    placed = schedule_of(receipt_shop(night, frozen=DAY))[0].placed_operations
    assert words.BY_FROZEN not in placed.bound_by.tolist()


def test_an_operation_without_time_needs_an_open_minute_and_takes_none() -> None:
    shop = one_calendar(
        made("A"),
        table(facts.RoutingOperations, step(0, 10, 0, 0), step(0, 20, 0, 60)),
        *centres(1),
        table(facts.OrderLines, wanted(1, 0, on=3)),
        now=7 * HOUR,
    )
    assert spans(shop)["A"] == [(EIGHT, EIGHT), (EIGHT, EIGHT + 60)]


def subcontracted() -> facts.Snapshot:
    return one_calendar(
        table(
            facts.Items,
            {"code": "CHAIR", "supply": MAKE},
            {"code": "COATED", "supply": SUBCONTRACT, "lead_time_days": 2, "safety_lead_time_days": 1},
            {"code": "FRAME", "supply": BUY, "lead_time_days": 1},
            {"code": "SEAT", "supply": BUY, "lead_time_days": 10},
        ),
        table(facts.BomLines, bill(0, 1), bill(0, 3), bill(1, 2)),
        table(facts.RoutingOperations, step(0, 10, 0, 60)),
        *centres(1),
        table(facts.OrderLines, wanted(1, 0, on=10)),
    )


def test_a_subcontractor_and_the_purchases_before_it_are_as_late_as_safe() -> None:
    found, _ = schedule_of(subcontracted())
    orders = found.planned_orders
    times = {
        int(item): (int(start), int(finish))
        for item, start, finish in zip(orders.item, orders.start_at, orders.finish_at, strict=True)
    }
    # The seat is there on Thursday 3 December, day 10, and the chair begins at eight. The coating arrives a day early.
    assert times[0] == (10 * DAY + EIGHT, 10 * DAY + EIGHT + 60)
    assert times[3] == (EIGHT, 10 * DAY)
    assert times[1] == (7 * DAY, 9 * DAY)
    assert times[2] == (6 * DAY, 7 * DAY)
    needed = dict(zip(found.pegs.item.tolist(), found.pegs.needed_at.tolist(), strict=True))
    assert (needed[1], needed[2], needed[3]) == (10 * DAY + EIGHT, 7 * DAY, 10 * DAY + EIGHT)


def test_what_cannot_be_placed_is_reported_once_for_each_cause() -> None:
    shop = snapshot(
        made("A", "B", "C", "D"),
        table(facts.BomLines, bill(3, 0)),
        table(
            facts.RoutingOperations,
            *(step(0, 10, 0, 5), step(1, 10, 1, 5, skill=0), step(2, 10, 1, 10**7), step(3, 10, 1, 5)),
        ),
        *centres(2),
        table(facts.Calendars, {"code": "DAY"}, {"code": "NEVER"}),
        table(facts.CalendarWindows, *hours(0, 8, 16)),
        table(facts.OrderLines, *(wanted(order, order - 1, on=2) for order in range(1, 5))),
        skills=("WELD",),
    )
    units = table(facts.WorkUnits, {"code": "U0", "calendar": 1}, {"code": "U1", "work_centre": 1})
    found, _ = schedule_of(shop.replace(work_units=units))
    assert [(problem.code, problem.subject) for problem in found.problems] == [
        ("not-placed-no-hours", "C0"),
        ("not-placed-no-people", "B"),
        ("not-placed-beyond-horizon", "C"),
        ("not-placed-waits", "D"),
    ]
    assert all(problem.code in SENTENCES and problem_sentence(problem) for problem in found.problems)
    assert found.planned_orders.finish_at.tolist() == [NOT_GIVEN] * len(found.planned_orders)
    assert found.line_finish.tolist() == [NOT_GIVEN] * 4


def test_work_in_progress_that_the_routing_lacks_is_reported_and_left_out() -> None:
    found, _ = schedule_of(receipt_shop({"sequence": 15, "remaining_quantity": 1}))
    assert [problem.code for problem in found.problems] == ["progress-no-step"]


def test_an_empty_factory_has_an_empty_schedule() -> None:
    found, _ = schedule_of(snapshot())
    assert (len(found.placed_operations), len(found.load), found.problems) == (0, 0, ())


def test_huge_quantities_take_exact_minutes_or_none() -> None:
    shop = one_calendar(
        made("A"),
        table(facts.RoutingOperations, {**step(0, 10, 0, 1), "run_micro": 1}),
        *centres(1),
        table(facts.OrderLines, wanted(1, 0, on=2, quantity=10**14 + 1)),
    )
    found, _ = schedule_of(shop)
    assert [problem.code for problem in found.problems] == ["not-placed-beyond-horizon"]
    fast = table(facts.WorkUnits, {"code": "U0", "speed_micro": 10**12})
    placed = schedule_of(shop.replace(work_units=fast))[0].placed_operations
    assert placed.run_minutes.tolist() == [101]


def test_more_looking_is_never_worse() -> None:
    rows = [step(item, 10, 0, 30 + 70 * item) for item in range(5)]
    shop = one_calendar(
        made(*"ABCDE"),
        table(facts.RoutingOperations, *rows),
        *centres(1),
        table(facts.OrderLines, *(wanted(1 + row, row % 5, on=row % 4, priority=1 + row % 3) for row in range(20))),
    )

    def tardiness(params: PlanParams) -> int:
        found, _ = schedule_of(shop, params)
        late = np.maximum(found.line_finish - DAY * (1 + shop.order_lines.requested_on), 0)
        return int(np.sum(late * np.array([4, 2, 1])[shop.order_lines.priority - 1]))

    once = tardiness(PlanParams(look_ahead=(10,), improvement_passes=0))
    assert tardiness(PlanParams(look_ahead=(5, 10, 20), improvement_passes=3)) <= once
