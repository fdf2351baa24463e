"""Small, nasty factory folders: odd codes, odd texts, every kind of zone, own structures, empty cells."""

from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from pegboard.archive.tests.folders import Row, csv_of, settings

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Singapore", "America/Havana", "UTC")
CODES = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="/;@"), min_size=1, max_size=5)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)
DATES = st.dates(date(2026, 1, 1), date(2028, 12, 31)).map(date.isoformat)
SEQUENCES = st.integers(1, 40).map(str)
FLAGS = st.sampled_from(["", "0", "1"])
RATIOS = st.sampled_from(["", "0", "0.1", "0.999999"])
SUPPLIES = st.sampled_from(
    [
        ("make", ""),
        ("make", "make_to_stock"),
        ("make", "assemble_to_order"),
        ("buy", ""),
        ("buy", "buy_to_order"),
        ("subcontract", "make_to_order"),
    ]
)
CLOCK_CHANGES = (
    datetime(2026, 10, 25, 1),
    datetime(2026, 11, 1, 5),
    datetime(2027, 4, 3, 15),
    datetime(2027, 3, 14, 5),
)
MOMENTS = st.integers(0, 3 * 525_600).map(
    lambda minutes: datetime(2026, 1, 1) + timedelta(minutes=minutes)
) | st.tuples(st.sampled_from(CLOCK_CHANGES), st.integers(-200, 200)).map(
    lambda drawn: drawn[0] + timedelta(minutes=drawn[1])
)
"""Minutes of UTC, half of them near a change of some clocks."""
MINUTE = timedelta(minutes=1)

Tables = dict[str, list[Row]]


def amounts(places: int = 6, *, least: int = 0) -> st.SearchStrategy[str]:
    """Return decimals of so many places, many with zeros at the end that say nothing."""
    return st.integers(least, 10**9).map(lambda quanta: f"{quanta // 10**places}.{quanta % 10**places:0{places}d}0")


def maybe(cells: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return cells that may be empty."""
    return st.just("") | cells


def instants(zone: str) -> st.SearchStrategy[str]:
    """Return instants that exist, with an offset where they come twice."""
    return MOMENTS.map(lambda moment: said_in(zone, moment))


def said_in(zone: str, moment: datetime) -> str:
    """Return what a folder says for a moment of UTC."""
    found = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    is_twice = found.replace(fold=0).utcoffset() != found.replace(fold=1).utcoffset()
    return found.isoformat(timespec="minutes")[: None if is_twice else 16]


@st.composite
def items(draw: st.DrawFn) -> list[Row]:
    """Return items of every supply, strategy and number of decimals."""
    rows: list[Row] = []
    for code in draw(st.lists(CODES, min_size=3, max_size=6, unique=True)):
        supply, strategy = draw(SUPPLIES)
        places = draw(st.integers(0, 6))
        rows.append(
            {
                "item": code,
                "description": draw(TEXTS),
                "uom": draw(st.sampled_from(["", "EA", "m²"])),
                "decimals": draw(st.sampled_from([str(places), f"0{places}", f"{places}.0"])),
                "supply": supply,
                "strategy": strategy,
                "lead_time_days": draw(maybe(SEQUENCES)),
                "safety_stock": draw(maybe(amounts(places))),
                "lot_minimum": draw(maybe(amounts(places, least=1))),
                "scrap_ratio": draw(RATIOS),
                "unit_cost": draw(maybe(amounts())),
            }
        )
    return rows


def places_of(item: Row) -> int:
    """Return the decimals of an item."""
    return int(item["decimals"].removesuffix(".0"))


@st.composite
def order_books(draw: st.DrawFn, listed: list[Row], zone: str) -> list[Row]:
    """Return order lines for listed items."""
    keys = draw(st.lists(st.tuples(CODES, CODES), max_size=5, unique=True))
    rows: list[Row] = []
    for order, line in keys:
        item = draw(st.sampled_from(listed))
        rows.append(
            {
                "order": order,
                "line": line,
                "customer": draw(maybe(CODES)),
                "item": item["item"],
                "quantity": draw(amounts(places_of(item), least=1)),
                "requested_on": draw(DATES),
                "promised_on": draw(maybe(DATES)),
                "priority": draw(maybe(SEQUENCES)),
                "entered_at": draw(maybe(instants(zone))),
                "price": draw(maybe(amounts())),
                "status": draw(st.sampled_from(["", "firm", "hold", "quote"])),
                "hold_until": draw(maybe(instants(zone))),
            }
        )
    return rows


@st.composite
def bills(draw: st.DrawFn, codes: list[str]) -> list[Row]:
    """Return bill lines without loops: a parent stands before its components."""
    pairs = st.sampled_from(list(combinations(range(len(codes)), 2)))
    return [
        {
            "parent": codes[parent],
            "component": codes[component],
            "sequence": draw(maybe(SEQUENCES)),
            "quantity_per": draw(amounts()),
            "fixed_quantity": draw(maybe(amounts())),
            "scrap_ratio": draw(RATIOS),
            "phantom": draw(FLAGS),
            "valid_from": draw(maybe(DATES)),
        }
        for parent, component in draw(st.lists(pairs, max_size=5, unique=True))
    ]


@st.composite
def shops(draw: st.DrawFn, zone: str) -> Tables:
    """Return calendars, work centres, work units and people."""
    calendars = draw(st.lists(CODES, min_size=1, max_size=3, unique=True))
    centres = draw(st.lists(CODES, min_size=1, max_size=3, unique=True))
    hours = st.sampled_from([("00:00", "24:00"), ("06:00", "14:00"), ("08:30", "08:31")])
    skills = st.lists(CODES, max_size=3).map("; ".join)
    windows = [(draw(st.sampled_from(calendars)), draw(st.integers(1, 7)), draw(hours)) for _ in range(3)]
    spans = st.tuples(MOMENTS, st.integers(1, 10**6)).map(lambda drawn: (drawn[0], drawn[0] + drawn[1] * MINUTE))
    ends = spans.map(lambda span: (said_in(zone, span[0]), said_in(zone, span[1])))
    closures = [
        (draw(st.sampled_from(calendars)), draw(ends), draw(st.sampled_from("01")), draw(TEXTS)) for _ in range(2)
    ]
    return {
        "calendars": [
            {"calendar": calendar, "weekday": str(day), "start": start, "end": end}
            for calendar, day, (start, end) in (*windows, *((name, 1, ("06:00", "18:00")) for name in calendars))
        ],
        "calendar_exceptions": [
            {"calendar": calendar, "start": start, "end": end, "working": working, "reason": reason}
            for calendar, (start, end), working, reason in closures
        ],
        "work_centres": [
            {"work_centre": code, "calendar": draw(st.sampled_from(calendars)), "labour_rate": draw(maybe(amounts()))}
            for code in centres
        ],
        "work_units": [
            {
                "work_unit": f"{centres[0]}-{code}"[:64],
                "work_centre": centres[0],
                "calendar": draw(maybe(st.sampled_from(calendars))),
                "speed": draw(maybe(amounts(least=1))),
                "setup_family": draw(maybe(CODES)),
            }
            for code in draw(st.lists(CODES.filter(lambda code: code not in centres), max_size=2, unique=True))
        ],
        "people": [
            {"person": code, "calendar": draw(st.sampled_from(calendars)), "skills": draw(skills)}
            for code in draw(st.lists(CODES, max_size=3, unique=True))
        ],
    }


@st.composite
def factories(draw: st.DrawFn) -> tuple[bytes, Tables]:
    """Return a factory's `factory.toml` and the rows of its tables."""
    zone = draw(st.sampled_from(ZONES))
    listed = draw(items())
    codes = [row["item"] for row in listed]
    tables = {"items": listed, "boms": draw(bills(codes)), **draw(shops(zone))}
    tables["orders"] = draw(order_books(listed, zone))
    tables["stock"] = [
        {"item": item["item"], "location": draw(maybe(CODES)), "quantity": draw(amounts(places_of(item)))}
        for item in listed[:2]
    ]
    tables["order_boms"] = [
        {"order": order["order"], "line": order["line"], **line}
        for order in tables["orders"][:2]
        for parent, component in ((codes[0], "own-only"), ("own-only", codes[1]))
        for line in [{"parent": parent, "component": component, "quantity_per": draw(amounts())}]
    ]
    steps = draw(st.lists(st.tuples(st.sampled_from(codes), SEQUENCES), max_size=4, unique=True))
    tables["routings"] = [
        {
            "item": item,
            "sequence": sequence,
            "work_centre": tables["work_centres"][0]["work_centre"],
            "run_minutes": draw(maybe(amounts())),
            "setup_family": draw(maybe(CODES)),
            "skill": draw(maybe(CODES)),
            "outside_days": draw(maybe(SEQUENCES)),
        }
        for item, sequence in steps
    ]
    now = draw(instants(zone))
    return settings(timezone=f'"{zone}"', now=now[:16] + ":00" + now[16:]), tables


def files_of(toml: bytes, tables: Tables) -> dict[str, bytes]:
    """Return the files of a factory; tables without rows have none."""
    return {"factory.toml": toml, **{f"{name}.csv": csv_of(rows) for name, rows in tables.items() if rows}}
