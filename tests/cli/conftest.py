"""A factory folder, its plan, and a shell to call the commands in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pegboard.archive.tests.folders import factory_files, write_folder
from pegboard.cli import app

Shell = Callable[..., Result]


@pytest.fixture(scope="session")
def shell() -> Shell:
    """Return what calls `pegboard` with these words, nobody watching."""
    runner = CliRunner()
    return lambda *words: runner.invoke(app, [str(word) for word in words])


@pytest.fixture(scope="session")
def factory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small factory that uses every table."""
    return write_folder(factory_files(), tmp_path_factory.mktemp("input") / "factory")


@pytest.fixture(scope="session")
def planned(shell: Shell, factory: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the plan of it."""
    folder = tmp_path_factory.mktemp("output") / "plan"
    assert shell("plan", factory, "--out", folder).exit_code == 0
    return folder
