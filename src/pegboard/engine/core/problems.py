"""What is wrong with the factory's facts, as rows a planner can act on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ERROR: Final = "error"
WARNING: Final = "warning"


@dataclass(frozen=True, order=True)
class Problem:
    """One legal fact that planning could not use as it stands.

    `code` names the kind of problem, `table` and `subject` the fact, `operands` the numbers and names that the
    sentence of this code needs; `plan.wording` turns all of it into the sentence.
    """

    code: str
    subject: str
    table: str
    severity: str = WARNING
    operands: tuple[str, ...] = ()
