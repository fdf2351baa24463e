"""What a planner wants to know of a plan first: late lines and why, tight work centres, what to buy, what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

import numpy as np

from pegboard.archive.plan_cells import dates, decimal
from pegboard.engine.core.columns import NO_ROW, NOT_GIVEN, IntArray
from pegboard.engine.plan import Plan
from pegboard.engine.plan.key_figures import KeyFigures, key_figures, wanted_days
from pegboard.engine.plan.naming import Names
from pegboard.engine.plan.phrases import day_of
from pegboard.engine.plan.promise_wording import PromiseWording
from pegboard.engine.plan.vocabulary import MESSAGE_WORDS
from pegboard.engine.plan.wording import problem_sentence
from pegboard.engine.snapshot import Snapshot
from pegboard.engine.snapshot.engineering import BUY

TIGHTEST: Final = 5


@dataclass(frozen=True)
class LateLine:
    """An order line that is promised after its wanted day, or cannot be planned; days as `YYYY-MM-DD`."""

    order_line: str
    item: str
    wanted_on: str
    promise_on: str
    days_late: int | None
    reason: str


@dataclass(frozen=True)
class TightWeek:
    """The fullest week of a work centre."""

    work_centre: str
    week: str
    load_minutes: int
    capacity_minutes: int

    @property
    def percent(self) -> int | None:
        """Return the load in hundredths of the capacity; None where there is none."""
        return self.load_minutes * 100 // self.capacity_minutes if self.capacity_minutes else None


@dataclass(frozen=True)
class Purchase:
    """What is to be ordered of one item from one supplier this week, and the first day of it."""

    order_by: str
    supplier: str
    item: str
    quantity: str
    uom: str
    orders: int


@dataclass(frozen=True)
class PlanSummary:
    """The summary of a plan, the most important first in each list."""

    factory: str
    now: str
    figures: KeyFigures
    late: list[LateLine]
    tight: list[TightWeek]
    purchases: list[Purchase]
    messages: Mapping[str, int]
    problems: list[str]

    def document(self) -> dict[str, object]:
        """Return the summary as plain values."""
        found = asdict(self)
        for week, row in zip(self.tight, found["tight"], strict=True):
            row["percent"] = week.percent
        return {
            "factory": found["factory"],
            "now": found["now"],
            "kpi": {
                **{name: value for name, value in found["figures"].items() if name != "counts"},
                **found["figures"]["counts"],
            },
            "late_lines": found["late"],
            "tightest_work_centres": found["tight"],
            "buy_this_week": found["purchases"],
            "messages": dict(self.messages),
            "problems": found["problems"],
        }


def plan_summary(snapshot: Snapshot, plan: Plan, names: Names) -> PlanSummary:
    """Return the summary of a plan."""
    words = Counter(plan.messages.message.tolist())
    problems = sorted(plan.problems, key=lambda problem: (problem.severity, problem.code, problem.subject))
    return PlanSummary(
        factory=snapshot.name,
        now=_day(snapshot, day_of(snapshot, snapshot.now)),
        figures=key_figures(snapshot, plan),
        late=late_lines(snapshot, plan, names),
        tight=tight_weeks(snapshot, plan),
        purchases=purchases_this_week(snapshot, plan),
        messages={word: words[row] for row, word in enumerate(MESSAGE_WORDS) if words[row]},
        problems=[problem_sentence(problem) for problem in problems],
    )


def late_lines(snapshot: Snapshot, plan: Plan, names: Names) -> list[LateLine]:
    """Return the lines that could not be planned, then the late ones, the latest first."""
    promises, lines = plan.promises, snapshot.order_lines
    unplanned = promises.finish_at == NOT_GIVEN
    is_late = unplanned | ((promises.slack_days != NOT_GIVEN) & (promises.slack_days < 0))
    rows = np.flatnonzero(is_late)
    rows = rows[np.lexsort((rows, promises.slack_days[rows]))]
    wanted = wanted_days(lines)
    wording = PromiseWording(names)
    found = []
    for row in rows.tolist():
        line = int(promises.order_line[row])
        found.append(
            LateLine(
                order_line=str(names.order_lines[line]),
                item=str(snapshot.items.code[lines.item[line]]),
                wanted_on=_day(snapshot, int(wanted[line])),
                promise_on=_day(snapshot, int(promises.promise_on[row])),
                days_late=None if unplanned[row] else -int(promises.slack_days[row]),
                reason=wording.reason(row),
            )
        )
    return found


def tight_weeks(snapshot: Snapshot, plan: Plan) -> list[TightWeek]:
    """Return the fullest week of the work centres that are fullest, of equally full ones those with most to do."""
    load, centres = plan.load, len(snapshot.work_centres)
    is_used = load.load_minutes > 0
    share = load.load_minutes / np.maximum(load.capacity_minutes, 1)
    asked = np.bincount(load.work_centre, load.load_minutes, minlength=centres)
    there = np.bincount(load.work_centre, load.capacity_minutes, minlength=centres)
    overall = (asked / np.maximum(there, 1))[load.work_centre]
    order = np.lexsort((load.week, load.work_centre, -overall, -share))
    found: dict[int, int] = {}
    for row in order[is_used[order]].tolist():
        found.setdefault(int(load.work_centre[row]), row)
    return [
        TightWeek(
            work_centre=str(snapshot.work_centres.code[centre]),
            week=_day(snapshot, int(load.week[row])),
            load_minutes=int(load.load_minutes[row]),
            capacity_minutes=int(load.capacity_minutes[row]),
        )
        for centre, row in list(found.items())[:TIGHTEST]
    ]


def purchases_this_week(snapshot: Snapshot, plan: Plan) -> list[Purchase]:
    """Return what is to be ordered until Sunday, by day, supplier and item."""
    orders, local_time = plan.planned_orders, snapshot.local_time
    today = np.array([day_of(snapshot, snapshot.now)])
    next_monday = local_time.monday(today) + 7
    is_due = (orders.supply == BUY) & (orders.release_at != NOT_GIVEN)
    is_due &= orders.release_at < local_time.day_start(next_monday)
    groups: dict[tuple[str, int], list[int]] = {}
    for row in np.flatnonzero(is_due).tolist():
        source = int(orders.source[row])
        supplier = str(snapshot.sources.supplier[source]) if source != NO_ROW else ""
        groups.setdefault((supplier, int(orders.item[row])), []).append(row)
    return sorted(
        (_purchase(snapshot, plan, key, np.array(rows)) for key, rows in groups.items()),
        key=lambda purchase: (purchase.order_by, purchase.supplier, purchase.item),
    )


def _purchase(snapshot: Snapshot, plan: Plan, key: tuple[str, int], rows: IntArray) -> Purchase:
    supplier, item = key
    orders, items = plan.planned_orders, snapshot.items
    first_day = int(snapshot.local_time.day_of(orders.release_at[rows]).min())
    return Purchase(
        order_by=_day(snapshot, first_day),
        supplier=supplier,
        item=str(items.code[item]),
        quantity=decimal(int(orders.quantity[rows].sum()), int(items.decimals[item])),
        uom=str(items.uom[item]),
        orders=len(rows),
    )


def _day(snapshot: Snapshot, day: int) -> str:
    return dates(snapshot.local_time, np.array([day]))(np.zeros(1, dtype=np.int64))[0]
