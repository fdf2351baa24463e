"""Near misses, quoted values, and the reference page that the declaration of the tables gives."""

import pytest

from pegboard.archive.factory_tables import TABLES
from pegboard.archive.faults import Fault, quoted
from pegboard.archive.near import Neighbours
from pegboard.archive.number_text import decimal_text
from pegboard.archive.reference_page import tables_page


@pytest.mark.parametrize("slip", ["LEG-OKA", "LEG-OA", "LEG-OAKK", "LEG_OAK", "leg-oak", " LEG-OAK"])
def test_one_slip_of_the_pen_is_found_among_many(slip: str) -> None:
    many = [f"ITEM-{number}" for number in range(10_000)]
    assert Neighbours(["LEG-OAK", *many]).nearest(slip) == "LEG-OAK"


def test_two_slips_are_found_among_few_and_strangers_nowhere() -> None:
    assert Neighbours(["purchase_order", "work_order"]).nearest("purchse_ordr") == "purchase_order"
    assert Neighbours(["LEG-OAK"]).nearest("HINGE") == ""


def test_a_quoted_value_shows_what_cannot_be_seen_and_ends() -> None:
    assert quoted("a\tb\n") == r"'a\tb\n'"
    assert quoted("x" * 500) == "'" + "x" * 79 + "…'"


def test_a_fault_says_only_what_is_known() -> None:
    assert Fault("a.csv", None, "", None, "b").sentence() == "a.csv: found, expected b"
    assert Fault("a.csv", 2, "c", "", "b").sentence() == "a.csv, line 2, c: found nothing, expected b"


def test_decimals_are_as_short_as_they_can_be() -> None:
    assert [decimal_text(1_250_000, 6), decimal_text(5, 2), decimal_text(0, 3), decimal_text(120, 0)] == [
        "1.25",
        "0.05",
        "0",
        "120",
    ]


def test_the_reference_page_names_every_column() -> None:
    page = tables_page()
    for schema in TABLES:
        section = page.split(f"### `{schema.file}`")[1].split("###")[0]
        assert all(
            f"| `{column.name}` | {'yes' if column.is_starred else ''} |" in section for column in schema.columns
        )
