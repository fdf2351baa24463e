"""What is wrong with a folder's form: each fault with its place, what was found and what was expected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

FOUND: Final = "found"
LONGEST_QUOTE: Final = 80


@dataclass(frozen=True)
class Fault:
    """One thing that keeps a folder from being read.

    `value` is what stood there: None where there was nothing to quote, "" where a cell was empty. `finding` says what
    is wrong with it ("unknown item"), `suggestion` is the nearest value that would be right, if one is near.
    """

    file: str
    line: int | None
    column: str
    value: str | None
    expected: str
    suggestion: str = ""
    finding: str = FOUND

    @property
    def place(self) -> str:
        """Say where the fault is: file, line and column as far as they are known."""
        line = "" if self.line is None else f", line {self.line}"
        return f"{self.file}{line}" + (f", {self.column}" if self.column else "")

    def sentence(self) -> str:
        """Return the fault as one sentence a planner can act on."""
        said = self.finding
        if self.value == "":
            said = f"{said} nothing"
        elif self.value is not None:
            said = f"{said} {quoted(self.value)}"
        if self.expected and not (self.suggestion and self.finding.startswith("unknown")):
            said = f"{said}, expected {self.expected}"
        if self.suggestion:
            said = f"{said}, did you mean {quoted(self.suggestion)}?"
        return f"{self.place}: {said}"


class BadFactory(Exception):  # noqa: N818  # what it holds are faults; it is the factory that is bad
    """A folder could not be read; it carries every fault, in the order of files and lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.sentence() for fault in self.faults))


class Unfit(Exception):  # noqa: N818  # a verdict on one cell, turned into a fault by whoever knows its place
    """A text that does not mean what its column holds."""

    def __init__(self, expected: str, *, suggestion: str = "", finding: str = FOUND) -> None:
        super().__init__(expected)
        self.expected = expected
        self.suggestion = suggestion
        self.finding = finding

    def at(self, file: str, line: int | None, *, column: str, value: str | None) -> Fault:
        """Return the verdict as the fault of a place."""
        return Fault(file, line, column, value, self.expected, self.suggestion, self.finding)


def quoted(value: str) -> str:
    """Return a value in quotes, control characters made visible, cut where it is long."""
    shown = "".join(mark if mark.isprintable() else mark.encode("unicode_escape").decode() for mark in value)
    if len(shown) > LONGEST_QUOTE:
        shown = shown[: LONGEST_QUOTE - 1] + "…"
    return f"'{shown}'"
