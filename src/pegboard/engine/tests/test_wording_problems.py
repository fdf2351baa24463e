"""Every problem the engine can find has a sentence, and the sentence gives the problem back."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pegboard.engine
from pegboard.engine.core.problems import Problem
from pegboard.engine.plan.problem_sentences import SENTENCES
from pegboard.engine.plan.wording import problem_operands, problem_sentence

ENGINE = Path(*pegboard.engine.__path__)
WORDS = st.text("abcXYZ 12:,.{}", min_size=1, max_size=12)


def codes_in(source: str) -> Iterator[str]:
    """Return the codes of the problems that a module makes, as far as they are written out there."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem" and node.args:
            code = node.args[0]
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield code.value


def test_every_problem_has_a_sentence() -> None:
    modules = [path for path in ENGINE.rglob("*.py") if "tests" not in path.parts]
    made = {code for path in modules for code in codes_in(path.read_text("utf-8"))}
    assert len(made) > 5
    assert sorted(made - set(SENTENCES)) == []


@given(code=st.sampled_from(sorted(SENTENCES)), subject=WORDS, operands=st.lists(WORDS, min_size=4, max_size=4))
def test_a_sentence_read_back_is_said_again_word_by_word(code: str, subject: str, operands: list[str]) -> None:
    said = problem_sentence(Problem(code, subject, "items", operands=tuple(operands)))
    found = problem_operands(code, subject, said)
    assert problem_sentence(Problem(code, subject, "items", operands=found)) == said


def test_another_sentence_is_no_problem_of_that_kind() -> None:
    with pytest.raises(ValueError, match="no-routing"):
        problem_operands("no-routing", "TABLE", "The table is fine.")


@pytest.mark.parametrize(
    ("operands", "said"),
    [(("1", "2"), "has 1 row for weeks that are over, for 2 items:"), (("3", "1"), "has 3 rows for weeks")],
)
def test_one_and_several_are_told_apart(operands: tuple[str, ...], said: str) -> None:
    assert said in problem_sentence(Problem("forecast-past", "forecast", "forecast", operands=operands))


@pytest.mark.parametrize(("listed", "said"), [("25", "names operation 25,"), ("25, 40", "names operations 25, 40,")])
def test_a_list_of_operations_takes_the_plural(listed: str, said: str) -> None:
    assert said in problem_sentence(Problem("bill-no-step", "TABLE", "boms", operands=(listed,)))
