"""One sentence about a rule of the factory folder that a plan breaks."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Violation:
    """A rule by its name, what breaks it, and how, in a sentence a planner can act on."""

    rule: str
    subject: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.subject}: {self.sentence}"
