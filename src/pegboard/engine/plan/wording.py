"""The one place that turns what the engine found into sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import Formatter

from pegboard.engine.core.problems import Problem
from pegboard.engine.plan.message_wording import MessageWording
from pegboard.engine.plan.naming import Names
from pegboard.engine.plan.problem_sentences import SENTENCES
from pegboard.engine.plan.promise_wording import PromiseWording


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


def problem_sentence(problem: Problem) -> str:
    """Return what is wrong with a fact, what planning did instead, and what to do."""
    return SENTENCES[problem.code].format(*problem.operands, subject=problem.subject)


def problem_operands(code: str, subject: str, sentence: str) -> tuple[str, ...]:
    """Return the operands that give a problem's sentence: the inverse of `problem_sentence`.

    Raises
    ------
    ValueError
        If no operands give it.
    """
    parts: list[str] = []
    places: list[str] = []
    for literal, place, *_ in Formatter().parse(SENTENCES[code]):
        parts.append(re.escape(literal))
        if place == "subject":
            parts.append(re.escape(subject))
        elif place in places:
            parts.append(f"(?P=o{place})")
        elif place is not None:
            places.append(place)
            parts.append(f"(?P<o{place}>.*?)")
    found = re.fullmatch("".join(parts), sentence, re.DOTALL)
    if found is None:
        raise ValueError(f"the sentence of problem {code}")
    return tuple(found[f"o{place}"] for place in sorted(places, key=int))
