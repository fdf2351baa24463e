"""What a planner wants to know of a plan first: late lines and why, tight work centres, what to buy, what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final, NamedTuple

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
FEWEST_WEEKS: Final = 4
"""How many weeks of load are looked at however short the order book is."""


class Cause(NamedTuple):
    """What makes a line late, as it is alike for all lines with this cause."""

    bound_by: int
    kind: int
    subject: int
    said: str


@dataclass(frozen=True)
class LateLine:
    """An order line that is promised after its wanted day, or cannot be planned; days as `YYYY-MM-DD`."""

    order_line: str
    item: str
    wanted_on: str
    promise_on: str
    days_late: int | None
    reason: str
    cause: Cause


@dataclass(frozen=True)
class TightCentre:
    """A work centre's load over the weeks of the order book, and the fullest of these weeks."""

    work_centre: str
    load_minutes: int
    capacity_minutes: int
    fullest_week: str
    fullest_load_minutes: int
    fullest_capacity_minutes: int

    @property
    def percent(self) -> int | None:
        """Return the load in hundredths of the capacity; None where there is none."""
        return _percent(self.load_minutes, self.capacity_minutes)

    @property
    def fullest_percent(self) -> int | None:
        """Return the load of the fullest week in hundredths of its capacity; None where there is none."""
        return _percent(self.fullest_load_minutes, self.fullest_capacity_minutes)


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
    tight: list[TightCentre]
    purchases: list[Purchase]
    messages: Mapping[str, int]
    problems: list[str]

    def document(self) -> dict[str, object]:
        """Return the summary as plain values."""
        found = asdict(self)
        for centre, row in zip(self.tight, found["tight"], strict=True):
            row |= {"percent": centre.percent, "fullest_percent": centre.fullest_percent}
        for row in found["late"]:
            del row["cause"]
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
        tight=tight_centres(snapshot, plan),
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
                cause=Cause(
                    bound_by=int(promises.bound_by[row]),
                    kind=int(promises.bound_kind[row]),
                    subject=int(promises.bound_subject[row]),
                    said=wording.shared_cause(row),
                ),
            )
        )
    return found


def tight_centres(snapshot: Snapshot, plan: Plan) -> list[TightCentre]:
    """Return the work centres that are fullest over the weeks of the book, with the fullest of these weeks."""
    load, centres = plan.load, len(snapshot.work_centres)
    first_week, last_week = _book_weeks(snapshot, plan)
    rows = np.flatnonzero((load.week >= first_week) & (load.week <= last_week))
    centre, asked, there = load.work_centre[rows], load.load_minutes[rows], load.capacity_minutes[rows]
    all_asked = np.bincount(centre, asked, minlength=centres).astype(np.int64)
    all_there = np.bincount(centre, there, minlength=centres).astype(np.int64)
    fullest = np.full(centres, NO_ROW, dtype=np.int64)
    by_share = np.lexsort((-load.week[rows], asked / np.maximum(there, 1)))
    # the last assignment to a row stays: the fullest week of each, the earliest of equally full ones
    fullest[centre[by_share]] = by_share
    order = np.argsort(-all_asked / np.maximum(all_there, 1), kind="stable")
    return [
        TightCentre(
            work_centre=str(snapshot.work_centres.code[row]),
            load_minutes=int(all_asked[row]),
            capacity_minutes=int(all_there[row]),
            fullest_week=_day(snapshot, int(load.week[rows[fullest[row]]])),
            fullest_load_minutes=int(asked[fullest[row]]),
            fullest_capacity_minutes=int(there[fullest[row]]),
        )
        for row in order[all_asked[order] > 0][:TIGHTEST].tolist()
    ]


def _book_weeks(snapshot: Snapshot, plan: Plan) -> tuple[int, int]:
    """Return the Mondays of the first and the last week of the order book, which has four weeks at least."""
    wanted = wanted_days(snapshot.order_lines)[plan.promises.order_line]
    last_day = int(wanted.max(initial=day_of(snapshot, snapshot.now)))
    first, last = snapshot.local_time.monday(np.array([day_of(snapshot, snapshot.now), last_day])).tolist()
    return first, max(last, first + 7 * (FEWEST_WEEKS - 1))


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


def _percent(asked: int, there: int) -> int | None:
    return asked * 100 // there if there else None


def _day(snapshot: Snapshot, day: int) -> str:
    return dates(snapshot.local_time, np.array([day]))(np.zeros(1, dtype=np.int64))[0]
