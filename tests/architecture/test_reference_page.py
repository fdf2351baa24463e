"""The page of the factory folder says of every column what the reader of the archive really does with it.

`python -m tests.architecture.test_reference_page` writes the tables of the page anew.
"""

import re

import pytest

from pegboard.archive.reading import read_factory_files
from pegboard.archive.reference_page import tables_page
from tests.architecture.tree import ROOT

PAGE = ROOT / "docs" / "reference" / "factory-folder.md"
BEGIN = "<!-- tables: begin, generated from their declaration -->\n"
END = "<!-- tables: end -->\n"
EXAMPLE = re.compile(r"^```(?:toml|csv)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def split_at_marks(text: str) -> tuple[str, str, str]:
    """Return what stands before, between and after the two marks, which each stand once."""
    before, first, rest = text.partition(BEGIN)
    between, second, after = rest.partition(END)
    if not (first and second) or BEGIN in rest or END in after:
        pytest.fail(f"the page needs each of these lines once, in this order: {BEGIN!r}, {END!r}")
    return before, between, after


def refreshed(text: str) -> str:
    """Return a page with its tables written anew."""
    before, _, after = split_at_marks(text)
    return f"{before}{BEGIN}\n{tables_page()}\n{END}{after}"


def test_the_tables_of_the_page_are_those_of_the_archive() -> None:
    text = PAGE.read_text("utf-8")
    advice = "the page is out of date: python -m tests.architecture.test_reference_page writes it anew"
    assert text == refreshed(text), advice


def test_the_smallest_factory_of_the_page_can_be_read() -> None:
    names = ("factory.toml", "items.csv", "orders.csv")
    examples = EXAMPLE.findall(PAGE.read_text("utf-8"))
    read = read_factory_files({name: text.encode() for name, text in zip(names, examples, strict=True)})
    assert not read.warnings
    assert read.snapshot.order_lines.quantity.tolist() == [4]


def test_an_old_table_is_seen() -> None:
    old = f"# A page\n{BEGIN}\n### `items.csv`\n{END}The end.\n"
    assert refreshed(old) != old
    assert refreshed(refreshed(old)) == refreshed(old)
    assert refreshed(old).endswith(f"{END}The end.\n")


def test_a_page_without_its_marks_is_seen() -> None:
    with pytest.raises(pytest.fail.Exception, match="each of these lines once"):
        split_at_marks(f"{BEGIN} no end")


if __name__ == "__main__":
    PAGE.write_text(refreshed(PAGE.read_text("utf-8")), "utf-8")
