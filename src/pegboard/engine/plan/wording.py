"""The one place that turns what the engine found into sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import Formatter
from typing import Final

from pegboard.engine.core.problems import Problem
from pegboard.engine.plan.message_wording import MessageWording
from pegboard.engine.plan.naming import Names
from pegboard.engine.plan.problem_sentences import SENTENCES
from pegboard.engine.plan.promise_wording import PromiseWording

LISTED: Final = "*"
"""Begins the form of an operand that lists what its noun names."""
UNKNOWN: Final = "\0"
"""The sentence of a code that is not known: nobody ever said it."""


@dataclass(frozen=True)
class Wording:
    """Says a plan's promises and messages."""

    names: Names

    def promise_reasons(self) -> list[str]:
        """Return why each line is promised when it is."""
        return PromiseWording(self.names).reasons()

    def message_reasons(self) -> list[str]:
        """Return what the planner should do, and why."""
        return MessageWording(self.names).reasons()


@dataclass(frozen=True, order=True)
class WordedProblem(Problem):
    """A problem whose sentence is known only as text: another version of the engine worded it."""

    sentence: str = ""


class _Operand(str):
    """An operand that a sentence may count with, as `problem_sentences` describes."""

    __slots__ = ()

    def __format__(self, form: str) -> str:
        one, several = _nouns(form)
        if not one:
            return str(self)
        if form.startswith(LISTED):
            return f"{several if ',' in self or ' and ' in self else one} {self!s}"
        return f"{self!s} {one if self == '1' else several}"


def problem_sentence(problem: Problem) -> str:
    """Return what is wrong with a fact, what planning did instead, and what to do."""
    if isinstance(problem, WordedProblem):
        return problem.sentence
    return SENTENCES[problem.code].format(*map(_Operand, problem.operands), subject=problem.subject)


def problem_operands(code: str, subject: str, sentence: str) -> tuple[str, ...]:
    """Return the operands that give a problem's sentence: the inverse of `problem_sentence`.

    Raises
    ------
    ValueError
        If no operands give it.
    """
    parts: list[str] = []
    places: list[str] = []
    for literal, place, form, _ in Formatter().parse(SENTENCES.get(code, UNKNOWN)):
        parts.append(re.escape(literal))
        if place == "subject":
            parts.append(re.escape(subject))
        elif place in places:
            parts.append(f"(?P=o{place})")
        elif place is not None:
            places.append(place)
            parts.append(_pattern(f"(?P<o{place}>.*?)", form or ""))
    found = re.fullmatch("".join(parts), sentence, re.DOTALL)
    operands = tuple(found[f"o{place}"] for place in sorted(places, key=int)) if found else ()
    if found is None or problem_sentence(Problem(code, subject, "", operands=operands)) != sentence:
        raise ValueError(f"the sentence of problem {code}")
    return operands


def _pattern(operand: str, form: str) -> str:
    """Return what an operand looks like in a sentence."""
    one, several = _nouns(form)
    if not one:
        return operand
    noun = f"(?:{re.escape(one)}|{re.escape(several)})"
    return f"{noun} {operand}" if form.startswith(LISTED) else f"{operand} {noun}"


def _nouns(form: str) -> tuple[str, str]:
    """Return the noun of an operand for one and for several."""
    one, _, several = form.removeprefix(LISTED).partition("|")
    return one, several or one + "s"
