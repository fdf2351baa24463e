"""Every table of the engine, and every column of it, is made of words docs/glossary.md explains."""

import ast
import re
from collections.abc import Collection, Iterator

from tests.architecture.test_words import singular
from tests.architecture.tree import ENGINE, ROOT, here, python_files, words_of

GLOSSARY = ROOT / "docs" / "glossary.md"
CODE = re.compile(r"`([a-z][a-z_]*)`")
TABLE_FOLDERS = (ENGINE / "snapshot", ENGINE / "plan")
WHOLES = {"Snapshot", "Policy", "Plan", "PlanParams"}


def glossary_terms(text: str) -> set[str]:
    """Return the terms of the glossary: what stands in backticks in the first column of its tables."""
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    return {" ".join(singular(word) for word in term.split("_")) for row in rows for term in CODE.findall(row)}


def is_made_of(name: str, terms: Collection[str]) -> bool:
    """Say whether a name can be laid out with whole terms: `planned_start_at` is `planned_start` and `at`."""
    words = [singular(word) for word in words_of(name)]
    reached = {0}
    for end in range(1, len(words) + 1):
        if any(start in reached and " ".join(words[start:end]) in terms for start in range(end)):
            reached.add(end)
    return len(words) in reached


def table_names(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and name of each table, of what holds the tables together, and of each of their columns."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef) and (node.name in WHOLES or "Table" in map(ast.unparse, node.bases)):
            yield node.lineno, node.name
            for field in node.body:
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                    yield field.lineno, field.target.id


def test_every_table_and_column_is_made_of_glossary_words() -> None:
    terms = glossary_terms(GLOSSARY.read_text("utf-8"))
    found = [
        f"{here(path)}, line {line}: {name} is not made of words of docs/glossary.md"
        for folder in TABLE_FOLDERS
        for path in python_files(folder, with_tests=False)
        for line, name in table_names(path.read_text("utf-8"))
        if not is_made_of(name, terms)
    ]
    assert not found, "\n".join(found)


def test_the_glossary_explains_each_term_once() -> None:
    rows = [line.split("|") for line in GLOSSARY.read_text("utf-8").splitlines() if line.startswith("| `")]
    terms = [term for row in rows for term in CODE.findall(row[1])]
    assert sorted(terms) == sorted(set(terms))
    assert all(row[2].strip() for row in rows)


def test_every_table_of_the_engine_is_looked_at() -> None:
    sources = [path.read_text("utf-8") for folder in TABLE_FOLDERS for path in python_files(folder, with_tests=False)]
    assert {"Items", "OrderLines", "PlannedOrders", "Pegs", "Snapshot", "Plan"} <= {
        name for source in sources for _, name in table_names(source)
    }


def test_a_table_with_an_unknown_word_is_seen() -> None:
    terms = glossary_terms("| `order_line` | a line |\n| `quantity`, `at` | an amount |\n| nothing | `gadget` |")
    source = "class OrderLines(Table):\n    quantity: int\n    line: int\n    gadget_at: int"
    assert [name for _, name in table_names(source) if not is_made_of(name, terms)] == ["line", "gadget_at"]


def test_a_term_of_several_words_does_not_lend_its_words() -> None:
    terms = glossary_terms("| `low_level_code` | how deep |\n| `at` | an instant |")
    assert is_made_of("low_level_codes", terms)
    assert is_made_of("low_level_code_at", terms)
    assert not is_made_of("level", terms)
    assert not is_made_of("level_code", terms)
