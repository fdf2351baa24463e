"""Work centres with their units, set-up families and people."""

from hypothesis import strategies as st

from tests.generation.folder import Row, Tables
from tests.generation.moments import Draw, maybe

FAMILIES = ["", "F1", "F2", "F3"]
SKILLS = ["S1", "S2"]
SPEEDS = ["", "1", "0.5", "1.5", "2", "0.333333", "1.000001"]
RATES = ["", "0", "60", "33.333333", "0.01"]


@st.composite
def resources(draw: Draw, *, calendars: list[str]) -> Tables:
    """The tables of work centres, work units, set-up matrix and people."""
    tables: Tables = {"work_centres": [], "work_units": [], "setup_matrix": [], "people": []}
    for number in range(1, draw(st.integers(1, 3)) + 1):
        centre = f"WC{number}"
        tables["work_centres"].append(
            {
                "work_centre": centre,
                "calendar": draw(st.sampled_from(calendars)),
                "machine_rate": draw(st.sampled_from(RATES)),
                "labour_rate": draw(st.sampled_from(RATES)),
            }
        )
        tables["work_units"] += draw(_work_units(centre, calendars))
        tables["setup_matrix"] += draw(_setup_matrix(centre))
    for number in range(1, draw(st.integers(0, 4)) + 1):
        skills = draw(st.lists(st.sampled_from(SKILLS), unique=True))
        person = {"person": f"P{number}", "calendar": draw(st.sampled_from(calendars)), "skills": ";".join(skills)}
        tables["people"].append(person)
    return tables


@st.composite
def _work_units(draw: Draw, centre: str, calendars: list[str]) -> list[Row]:
    return [
        {
            "work_unit": f"{centre}-{number}",
            "work_centre": centre,
            "calendar": draw(st.sampled_from(calendars)) if maybe(draw, 25) else "",
            "speed": draw(st.sampled_from(SPEEDS)),
            "setup_family": draw(st.sampled_from(FAMILIES)),
        }
        for number in range(1, draw(st.sampled_from([1, 0, 2, 3])) + 1)
    ]


@st.composite
def _setup_matrix(draw: Draw, centre: str) -> list[Row]:
    if not maybe(draw, 40):
        return []
    return [
        {
            "work_centre": centre,
            "from_family": before,
            "to_family": after,
            "minutes": draw(st.sampled_from(["0", "5", "20", "7.5", "90"])),
        }
        for before in FAMILIES[1:]
        for after in FAMILIES[1:]
        if before != after and maybe(draw, 60)
    ]


def units_of(tables: Tables, centre: str) -> list[str]:
    """The work units of a centre; one without units has one of its own name."""
    units = [row["work_unit"] for row in tables["work_units"] if row["work_centre"] == centre]
    return units or [centre]
