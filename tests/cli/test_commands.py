"""What all commands share: version, help, exit status, and no waiting for what is not needed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Never

import pytest

from pegboard import __version__
from pegboard.cli import app, planning
from tests.cli.conftest import Shell


def test_the_version_is_said(shell: Shell) -> None:
    done = shell("--version")
    assert (done.exit_code, done.stdout) == (0, f"pegboard {__version__}\n")


def test_help_names_every_command(shell: Shell) -> None:
    said = shell("--help").stdout
    assert [name for name in ("plan", "check", "diff", "promise") if f" {name} " not in said] == []


@pytest.mark.parametrize(
    "words", [("plan",), ("plan", "somewhere"), ("diff", "one"), ("dance",), ("check", "--loud", ".")]
)
def test_a_command_that_cannot_be_meant_has_status_2(shell: Shell, words: tuple[str, ...]) -> None:
    assert shell(*words).exit_code == 2


def test_help_does_not_load_the_engine() -> None:
    command = "import sys, pegboard.cli; print(sorted({'numba', 'numpy', 'pegboard.engine'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def fail(*_: object, **__: object) -> Never:
    raise ArithmeticError("the moon is wrong")


def test_something_unexpected_is_one_sentence(
    shell: Shell, factory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "make_plan", fail)
    done = shell("plan", factory, "--out", tmp_path / "plan", "--json")
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert "ArithmeticError: the moon is wrong" in done.stderr
    assert "PEGBOARD_TRACEBACK=1" in done.stderr
    assert list(json.loads(done.stdout)) == ["error"]
    assert list(tmp_path.iterdir()) == []


def test_a_traceback_is_shown_to_who_asks(
    shell: Shell, factory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "make_plan", fail)
    monkeypatch.setenv("PEGBOARD_TRACEBACK", "1")
    assert isinstance(shell("plan", factory, "--out", tmp_path / "plan").exception, ArithmeticError)


def test_a_place_that_cannot_be_written_is_said(shell: Shell, factory: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = shell("plan", factory, "--out", tmp_path / "file" / "plan")
    assert done.exit_code == 1
    assert done.stderr.startswith("error: The system refused")


def test_every_command_says_what_it_does() -> None:
    assert all(
        (command.callback.__doc__ or "").endswith(".") for command in app.registered_commands if command.callback
    )
