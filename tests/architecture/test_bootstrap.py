"""The bootstrap finds pip's settings, and leaves no stale kernel behind."""

from pathlib import Path

import pytest

import bootstrap

LISTING = """:env:.find-links='env-wheels'
global.extra-index-url='https://a.test\\nhttps://b.test'
global.find-links='global-wheels'
global.index-url='https://global.test'
install.index-url='https://install.test'
freeze.timeout='10'
"""


def test_the_environment_wins_over_the_files_of_pip() -> None:
    assert bootstrap.pip_settings(LISTING) == {
        "find-links": "env-wheels",
        "extra-index-url": "https://a.test\nhttps://b.test",
        "index-url": "https://install.test",
    }


def test_kernels_that_lean_on_a_changed_module_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "PACKAGE", tmp_path / "pegboard")
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    engine = tmp_path / "pegboard" / "engine"
    sources = {
        "core/rounding": "",
        "mrp/netting": "from pegboard.engine.core.rounding import fits",
        "cost/rates": "x = 1",
    }
    compiled = {}
    for module, source in sources.items():
        path = engine / f"{module}.py"
        (path.parent / "__pycache__").mkdir(parents=True)
        path.write_text(source)
        compiled[module] = path.parent / "__pycache__" / f"{path.stem}.kernel-1.py311.nbi"
    bootstrap.forget_stale_kernels()
    for path in compiled.values():
        path.touch()
    bootstrap.forget_stale_kernels()
    assert all(path.exists() for path in compiled.values())
    (engine / "core/rounding.py").write_text("x = 2")
    bootstrap.forget_stale_kernels()
    assert {module for module, path in compiled.items() if path.exists()} == {"cost/rates"}


def test_a_promise_is_warmed_up_with_a_made_item(tmp_path: Path) -> None:
    items = tmp_path / "items.csv"
    items.write_text("item,supply\nOAK,buy\nTABLE,make\n", encoding="utf-8-sig")
    assert bootstrap.first_made_item(items) == "TABLE"


def test_an_unknown_group_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["prod"]) == 2
    assert "usage" in capsys.readouterr().err
