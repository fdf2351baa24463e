"""The same facts give the same bytes: in another process, with other hash seeds, compiled or as plain Python."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scenarios.scenario import scenarios

ROOT = Path(__file__).resolve().parents[2]


def bytes_of(target: Path, *, environment: dict[str, str]) -> dict[str, bytes]:
    """Plan every scenario in a process of its own and return what it wrote, but for the times of the run."""
    factories = [str(scenario.factory) for scenario in scenarios()]
    target.mkdir()
    subprocess.run(
        [sys.executable, "-m", "tests.invariants.plan_all", str(target), *factories],
        check=True,
        cwd=ROOT,
        env={**os.environ, **environment},
    )
    files = sorted(path for path in target.rglob("*") if path.is_file() and path.name != "run.toml")
    return {str(path.relative_to(target)): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return what one process makes of all scenarios."""
    return bytes_of(tmp_path_factory.mktemp("usual") / "plans", environment={"PYTHONHASHSEED": "1"})


def test_plain_python_gives_the_bytes_of_the_compiled_kernels(usual: dict[str, bytes], tmp_path: Path) -> None:
    assert bytes_of(tmp_path / "plans", environment={"NUMBA_DISABLE_JIT": "1"}) == usual


def test_another_process_with_another_hash_seed_gives_the_same_bytes(usual: dict[str, bytes], tmp_path: Path) -> None:
    one_core = {"PYTHONHASHSEED": "2", "NUMBA_NUM_THREADS": "1"}
    assert bytes_of(tmp_path / "plans", environment=one_core) == usual
