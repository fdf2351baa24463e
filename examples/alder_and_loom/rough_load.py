"""What the order book asks of every work centre, week by week, counted back from the promised days.

This is the planner's sum on the back of an envelope: no queue, no material, every operation as late as it may be, made
to order only. A week above 100 % cannot be worked in that week: work has to be done earlier, or orders will be late.
"""

from collections import defaultdict
from datetime import date, datetime, timedelta

from alder_and_loom.book import Line, Order, working_day_before
from alder_and_loom.shop import BOOTH_SERVICE, DAY_SHIFT, HOLIDAYS, MONDAY, SATURDAY_UNITS, WORK_CENTRES

WEEKS = 7
HOURS_A_DAY = {"DAY": 8.5, "DAY-SAT": 8.5, "TWO-SHIFT": 15.0}
OVERNIGHT_MINUTES = 300

LoadTable = dict[str, list[float]]


def capacity_hours() -> LoadTable:
    """Return the open hours of the units of every work centre by week, holidays and the booth service taken off."""
    hours: LoadTable = {}
    for centre, (_, calendar, _, _, units) in WORK_CENTRES.items():
        hours[centre] = []
        for week in range(WEEKS):
            days = [MONDAY + timedelta(weeks=week, days=day) for day in range(5)]
            open_days = sum(day not in HOLIDAYS for day in days)
            saturdays = sum(unit in SATURDAY_UNITS for unit, *_ in units)
            hours[centre].append(open_days * HOURS_A_DAY[calendar] * len(units) + 4.0 * saturdays)
    for start, end in BOOTH_SERVICE:
        week = (date.fromisoformat(start[:10]) - MONDAY).days // 7
        hours["SPRAY"][week] -= service_hours(datetime.fromisoformat(start), datetime.fromisoformat(end))
    return hours


def service_hours(start: datetime, end: datetime) -> float:
    """Return the hours of the day shift between two instants."""
    minutes = 0
    for day in range((end.date() - start.date()).days + 1):
        for opening, closing in DAY_SHIFT:
            shift = [datetime.fromisoformat(f"{start.date() + timedelta(days=day)}T{at}") for at in (opening, closing)]
            minutes += max(0, int((min(shift[1], end) - max(shift[0], start)).total_seconds()) // 60)
    return minutes / 60


def load_hours(book: list[Order], in_work: set[tuple[str, int]]) -> LoadTable:
    """Return the hours every work centre is asked for by week, lines that are on the floor not counted."""
    load: LoadTable = defaultdict(lambda: [0.0] * WEEKS)
    for order in book:
        if order.status == "quote":
            continue
        for line in order.lines:
            if line.choice is not None and (order.order, line.line) not in in_work:
                add_item_load(load, line, line.item, float(line.quantity), order.promised_on)
    return load


def add_item_load(load: LoadTable, line: Line, item: str, quantity: float, needed_on: date) -> None:
    """Add one item of a line and everything below it, each operation a day before the next."""
    structure = line.structure
    starts: dict[int, date] = {}
    day = needed_on
    for row in reversed([row for row in structure.routing if row["item"] == item]):
        day = working_day_before(day, 2 if float(row.get("wait_minutes", 0)) > OVERNIGHT_MINUTES else 1)
        if "outside_days" in row:
            day -= timedelta(days=int(row["outside_days"]))
        else:
            week = min(max((day - MONDAY).days // 7, 0), WEEKS - 1)
            minutes = float(row["setup_minutes"]) + quantity * float(row["run_minutes"])
            load[str(row["work_centre"])][week] += minutes / 60
        starts[int(row["sequence"])] = day
    for bill in structure.bom:
        if bill["parent"] == item:
            at = starts.get(int(bill["sequence"] or 0), day)
            add_item_load(load, line, str(bill["component"]), quantity * float(bill["quantity_per"]), at)


def load_report(book: list[Order], in_work: set[tuple[str, int]]) -> str:
    """Return the load in per cent as a table, one row for each work centre."""
    capacity, load = capacity_hours(), load_hours(book, in_work)
    weeks = [f"{MONDAY + timedelta(weeks=week):%d %b}" for week in range(WEEKS)]
    lines = [f"{'week of':<14}" + "".join(f"{week:>8}" for week in weeks)]
    for centre in WORK_CENTRES:
        ratios = [100 * asked / there for asked, there in zip(load[centre], capacity[centre], strict=True)]
        lines.append(f"{centre:<14}" + "".join(f"{ratio:>7.0f}%" for ratio in ratios))
    return "\n".join(lines)
