"""What goes wrong, said in a sentence, and the exit status that follows from it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import typer
from rich.text import Text

from pegboard.archive import BadFactory, Fault
from pegboard.archive.plan_folder import BadPlanFolder
from pegboard.cli.screen import for_trouble, print_json
from pegboard.engine.core.problems import Problem
from pegboard.engine.plan.wording import problem_sentence

UNEXPECTED: Final = 1
BAD_INPUT: Final = 2
WANTS_TRACEBACK: Final = "PEGBOARD_TRACEBACK"


@contextmanager
def answering(*, as_json: bool) -> Iterator[None]:
    """Turn what goes wrong inside into sentences on standard error and an exit status."""
    try:
        yield
    except BadFactory as bad:
        _refuse(bad.faults, as_json=as_json)
    except BadPlanFolder as bad:
        _refuse([str(bad)], as_json=as_json)
    except (typer.Exit, typer.Abort, BrokenPipeError):
        raise
    except OSError as error:
        _give_up(_os_sentence(error), error, as_json=as_json)
    except Exception as error:  # noqa: BLE001 - the last resort: a sentence instead of a traceback
        what = f"{type(error).__name__}: {error}".rstrip(": ")
        sentence = f"pegboard stopped at something it does not expect ({what}); please report it."
        _give_up(f"{sentence} {WANTS_TRACEBACK}=1 shows where.", error, as_json=as_json)


def warn(sentences: Sequence[str]) -> None:
    """Say what was not read, on standard error."""
    for sentence in sentences:
        for_trouble().print(Text.assemble(("warning: ", "yellow"), sentence))


def problem_document(problem: Problem) -> dict[str, str]:
    """Return a problem as plain values."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "table": problem.table,
        "subject": problem.subject,
        "sentence": problem_sentence(problem),
    }


def _refuse(faults: Sequence[Fault | str], *, as_json: bool) -> None:
    console = for_trouble()
    sentences = [fault if isinstance(fault, str) else fault.sentence() for fault in faults]
    for sentence in sentences:
        console.print(Text.assemble(("error: ", "bold red"), sentence))
    if len(sentences) > 1:
        console.print(f"{len(sentences):,} errors: nothing was planned or written.")
    if as_json:
        print_json({"faults": [_fault_document(fault) for fault in faults]})
    raise typer.Exit(BAD_INPUT)


def _fault_document(fault: Fault | str) -> dict[str, object]:
    if isinstance(fault, str):
        return {"sentence": fault}
    return {
        "file": fault.file,
        "line": fault.line,
        "column": fault.column,
        "value": fault.value,
        "expected": fault.expected,
        "suggestion": fault.suggestion,
        "sentence": fault.sentence(),
    }


def _os_sentence(error: OSError) -> str:
    place = f" {error.filename}" if error.filename else ""
    return f"The system refused{place}: {error.strerror or error}."


def _give_up(sentence: str, error: Exception, *, as_json: bool) -> None:
    if os.environ.get(WANTS_TRACEBACK):
        raise error
    for_trouble().print(Text.assemble(("error: ", "bold red"), sentence))
    if as_json:
        print_json({"error": sentence})
    raise typer.Exit(UNEXPECTED)
