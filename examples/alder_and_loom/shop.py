"""The workshop: calendars, public holidays, work centres, machines and people."""

from datetime import date, timedelta

from alder_and_loom.tables import Tables

MONDAY = date(2026, 11, 23)

# Public holidays in Singapore from November 2026 to December 2027 as gazetted by the Ministry of Manpower
# (mom.gov.sg, "Public holidays"), with the Monday that replaces a holiday falling on a Sunday.
PUBLIC_HOLIDAYS = (
    ("2026-11-08", "Deepavali"),
    ("2026-11-09", "Deepavali, day in lieu"),
    ("2026-12-25", "Christmas Day"),
    ("2027-01-01", "New Year's Day"),
    ("2027-02-06", "Chinese New Year"),
    ("2027-02-07", "Chinese New Year, second day"),
    ("2027-02-08", "Chinese New Year, day in lieu"),
    ("2027-03-10", "Hari Raya Puasa"),
    ("2027-03-26", "Good Friday"),
    ("2027-05-01", "Labour Day"),
    ("2027-05-17", "Hari Raya Haji"),
    ("2027-05-20", "Vesak Day"),
    ("2027-08-09", "National Day"),
    ("2027-10-28", "Deepavali"),
    ("2027-12-25", "Christmas Day"),
)
HOLIDAYS = {date.fromisoformat(day) for day, _ in PUBLIC_HOLIDAYS}

DAY_SHIFT = (("08:00", "12:00"), ("13:00", "17:30"))
TWO_SHIFTS = (("06:00", "10:00"), ("10:30", "14:00"), ("14:00", "18:00"), ("18:30", "22:00"))
SATURDAY = (("08:00", "12:00"),)

# work centre: description, calendar, machine rate and labour rate an hour, work units (unit, speed, family now)
WORK_CENTRES = {
    "PANEL-SAW": ("Panel saw", "DAY", 28, 34, (("PSAW-1", 1, ""),)),
    "RIP-CROSSCUT": ("Rip and crosscut", "DAY", 18, 32, (("RIP-1", 1, ""), ("XCUT-2", 0.9, ""))),
    "PLANER": ("Planer and thicknesser", "DAY", 20, 32, (("PLANE-1", 1, ""), ("PLANE-2", 1.15, ""))),
    "CNC": ("CNC routers, two shifts", "TWO-SHIFT", 46, 36, (("CNC-1", 1, "PROG-LEG"), ("CNC-2", 1.2, "PROG-SOFA"))),
    "JOINERY": ("Joinery benches", "DAY", 6, 38, (("JOIN-1", 1, ""), ("JOIN-2", 1, ""), ("JOIN-3", 1, ""))),
    "FRAME": ("Frame assembly", "DAY", 6, 34, (("FRAME-1", 1, ""), ("FRAME-2", 1, ""), ("FRAME-3", 0.9, ""))),
    "SPRINGING": ("Springing and webbing", "DAY", 5, 33, (("SPRING-1", 1, ""), ("SPRING-2", 1, ""))),
    "FOAM": ("Foam cutting and bonding", "DAY", 12, 31, (("FOAM-1", 1, ""),)),
    "FABRIC-CUT": ("Fabric cutting", "DAY", 14, 33, (("TABLE-1", 1, ""), ("TABLE-2", 1, ""))),
    "SEWING": ("Sewing", "DAY", 8, 35,
               (("SEW-1", 1, "ECRU"), ("SEW-2", 1, "GREY"), ("SEW-3", 1.1, "BLUE"), ("SEW-4", 0.9, "RUST"))),
    "UPHOLSTERY": ("Upholstery benches", "DAY", 6, 40,
                   (("UPH-1", 1, ""), ("UPH-2", 1, ""), ("UPH-3", 1, ""), ("UPH-4", 1, ""))),
    "SPRAY": ("Spray booths and curing", "DAY", 38, 37, (("BOOTH-1", 1, "CLEAR-MATT"), ("BOOTH-2", 1, "WHITE"))),
    "OIL": ("Oil and hand finish", "DAY", 6, 34, (("OIL-1", 1, ""),)),
    "FINAL": ("Final assembly, inspection and packing", "DAY", 6, 33, (("PACK-1", 1, ""), ("PACK-2", 1, ""))),
}  # fmt: skip

# Who likes may work on Saturday morning; these are the units that are open then.
SATURDAY_UNITS = ("SEW-1", "SEW-2", "SEW-3", "UPH-1", "UPH-2")

# Minutes to clean a booth from one colour to the next: light to dark is quick, white after black is a strip-down.
COLOURS = {"CLEAR-MATT": 0, "CLEAR-SATIN": 0, "WHITE": 1, "SAGE": 2, "SMOKE": 3, "BLACK": 4}
BOOTH_SETUP_MINUTES = 30

# Booth 2 is stripped for its yearly filter and fan service in the third week: the week the booth is overloaded.
BOOTH_SERVICE = (("2026-12-10T09:00", "2026-12-11T17:30"),)

# person: calendar, skills
PEOPLE = (
    ("Aisyah Rahman", "DAY-SAT", "sewing;cutting"),
    ("Ang Bee Leng", "DAY-SAT", "sewing"),
    ("Chong Mei Fong", "DAY", "sewing;cutting"),
    ("Devi Subramaniam", "DAY-SAT", "sewing"),
    ("Farid Osman", "DAY-SAT", "upholstery"),
    ("Goh Kian Huat", "DAY-SAT", "upholstery;springing"),
    ("Hafiz Ismail", "DAY", "upholstery"),
    ("Lim Swee Hock", "DAY-SAT", "upholstery"),
    ("Nurul Huda", "DAY-SAT", "upholstery;sewing"),
    ("Kumar Raju", "DAY", "spraying"),
    ("Tan Boon Teck", "DAY", "spraying"),
    ("Ong Wei Jie", "DAY", "spraying;oiling"),
    ("Chandra Pillai", "DAY", "oiling;assembly"),
    ("Lee Chee Keong", "DAY", "joinery"),
    ("Mohd Yusof", "DAY", "joinery"),
    ("Seah Ah Kow", "DAY", "joinery;frame"),
    ("Wong Kah Wai", "DAY", "frame;assembly"),
    ("Zainal Abidin", "DAY", "frame"),
    ("Rajan Nair", "DAY", "frame;springing"),
    ("Teo Li Ting", "DAY", "assembly;inspection"),
    ("Syed Alwi", "DAY", "assembly"),
    ("Koh Jun Ming", "DAY", "assembly"),
    ("Peter Fernandez", "TWO-SHIFT", "machining"),
    ("Quek Soon Lee", "DAY", "machining"),
    ("Vikram Das", "DAY", "machining;foam"),
)

# person: first day away, last day away, reason
ABSENCES = (
    ("Chong Mei Fong", "2026-12-07", "2026-12-11", "annual leave"),
    ("Tan Boon Teck", "2026-11-30", "2026-12-01", "safety course"),
    ("Hafiz Ismail", "2026-12-28", "2026-12-31", "annual leave"),
    ("Devi Subramaniam", "2026-11-25", "2026-11-26", "medical leave"),
    ("Koh Jun Ming", "2026-12-14", "2026-12-18", "reservist training"),
    ("Lee Chee Keong", "2026-11-23", "2026-11-24", "annual leave"),
)


def add_shop(tables: Tables) -> None:
    """Add the work centres, their units, the setup matrix, the calendars and the people."""
    for centre, (description, calendar, machine_rate, labour_rate, units) in WORK_CENTRES.items():
        tables.add(
            "work_centres",
            work_centre=centre,
            description=description,
            calendar=calendar,
            machine_rate=machine_rate,
            labour_rate=labour_rate,
        )
        for unit, speed, family in units:
            own_calendar = "BOOTH-2" if unit == "BOOTH-2" else "DAY-SAT" if unit in SATURDAY_UNITS else ""
            tables.add(
                "work_units",
                work_unit=unit,
                work_centre=centre,
                calendar=own_calendar,
                speed=speed,
                setup_family=family,
            )
    for before, shade in COLOURS.items():
        for after, next_shade in COLOURS.items():
            if before != after:
                minutes = 10 if shade == next_shade else 20 + 5 * (next_shade - shade)
                tables.add(
                    "setup_matrix",
                    work_centre="SPRAY",
                    from_family=before,
                    to_family=after,
                    minutes=minutes if next_shade >= shade else 45,
                )
    add_calendars(tables)
    away = {person for person, *_ in ABSENCES}
    for person, calendar, skills in PEOPLE:
        tables.add(
            "people", person=person, calendar=own_calendar_of(person) if person in away else calendar, skills=skills
        )


def own_calendar_of(person: str) -> str:
    """Return the code of the calendar of one person who is away for some days."""
    return person.upper().replace(" ", "-")


def add_calendars(tables: Tables) -> None:
    """Add the shifts, one calendar for each person with leave, and what closes them."""
    base = {"DAY": (5, DAY_SHIFT, ()), "DAY-SAT": (5, DAY_SHIFT, SATURDAY), "TWO-SHIFT": (5, TWO_SHIFTS, ())}
    calendar_of = {person: calendar for person, calendar, _ in PEOPLE}
    calendars = dict(base) | {"BOOTH-2": base["DAY"]}
    calendars |= {own_calendar_of(person): base[calendar_of[person]] for person, *_ in ABSENCES}
    for calendar, (days, shifts, saturday) in calendars.items():
        for weekday in range(1, days + 1):
            for start, end in shifts:
                tables.add("calendars", calendar=calendar, weekday=weekday, start=start, end=end)
        for start, end in saturday:
            tables.add("calendars", calendar=calendar, weekday=6, start=start, end=end)
    for calendar in calendars:
        for day, name in PUBLIC_HOLIDAYS:
            add_closure(tables, calendar, day, day, name)
    for start, end in BOOTH_SERVICE:
        tables.add(
            "calendar_exceptions",
            calendar="BOOTH-2",
            start=start,
            end=end,
            working=0,
            reason="yearly filter and fan service",
        )
    for person, first, last, reason in ABSENCES:
        add_closure(tables, own_calendar_of(person), first, last, f"{person}: {reason}")
    tables.add(
        "calendar_exceptions",
        calendar="TWO-SHIFT",
        start="2026-12-05T07:00",
        end="2026-12-05T13:00",
        working=1,
        reason="Saturday catch-up shift on the CNC routers",
    )


def add_closure(tables: Tables, calendar: str, first: str, last: str, reason: str) -> None:
    """Close a calendar from the start of the first day to the end of the last."""
    day_after = date.fromisoformat(last) + timedelta(days=1)
    tables.add(
        "calendar_exceptions",
        calendar=calendar,
        start=f"{first}T00:00",
        end=f"{day_after}T00:00",
        working=0,
        reason=reason,
    )
