"""What the rows of a plan folder are about: codes as kinds and rows again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pegboard.engine.core.columns import NO_ROW, IntArray, ints
from pegboard.engine.plan import vocabulary as words
from pegboard.engine.plan.naming import Names, rows_by_code

MATERIAL: Final = (words.A_PLANNED_ORDER, words.A_RECEIPT, words.A_STOCK, words.AN_ITEM)
PEOPLE: Final = (words.A_PERSON, words.A_SKILL)
UNITS: Final = (words.A_WORK_UNIT, words.A_WORK_CENTRE)
CALENDARS: Final = (words.A_CALENDAR,)
STEPS: Final = (words.A_PLACED_OPERATION, words.A_PLANNED_ORDER, words.A_RECEIPT)
ANYTHING: Final = (*STEPS, words.A_STOCK, *UNITS, *PEOPLE, *CALENDARS, words.AN_ITEM, words.AN_ORDER_LINE)

OF_BOUND: Final = {
    words.BY_MATERIAL: MATERIAL,
    words.BY_PREDECESSOR: STEPS,
    words.BY_WORK_UNIT: UNITS,
    words.BY_PEOPLE: PEOPLE,
    words.BY_CALENDAR: (*CALENDARS, *UNITS, *PEOPLE),
}
"""What a reason is likely about, the likeliest first; codes of different kinds may be alike."""
OF_STEP: Final = {
    words.STEP_MATERIAL: MATERIAL,
    words.STEP_QUEUE: (*UNITS, *PEOPLE),
    words.STEP_WORK: STEPS,
    words.STEP_WAIT: STEPS,
    words.STEP_OUTSIDE: STEPS,
    words.STEP_CLOSED: CALENDARS,
    words.STEP_MARGIN: CALENDARS,
}


@dataclass(frozen=True)
class Subjects:
    """Finds the thing that a code means."""

    names: Names
    _rows: dict[int, Mapping[str, int]] = field(default_factory=dict)

    def rows(self, kind: int) -> Mapping[str, int]:
        """Return the row of each code of one kind."""
        if kind not in self._rows:
            self._rows[kind] = rows_by_code(self.names.codes_of(kind))
        return self._rows[kind]

    def find(
        self, reasons: IntArray, codes: Sequence[str], likely: Mapping[int, tuple[int, ...]]
    ) -> tuple[IntArray, IntArray]:
        """Return the kind and the row of what each code means, by what is likely for its reason."""
        found = [self._find(code, likely.get(reason, ())) for reason, code in zip(reasons.tolist(), codes, strict=True)]
        return ints(kind for kind, _ in found), ints(row for _, row in found)

    def of_kinds(self, kinds: IntArray, codes: Sequence[str]) -> IntArray:
        """Return the rows of codes whose kinds are known."""
        pairs = zip(kinds.tolist(), codes, strict=True)
        return ints(self.rows(kind)[code] if kind != words.NOTHING else NO_ROW for kind, code in pairs)

    def _find(self, code: str, likely: tuple[int, ...]) -> tuple[int, int]:
        if not code:
            return words.NOTHING, NO_ROW
        for kind in (*likely, *ANYTHING):
            row = self.rows(kind).get(code)
            if row is not None:
                return kind, row
        raise KeyError(code)
