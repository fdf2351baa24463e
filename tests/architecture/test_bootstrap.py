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


def test_a_changed_engine_loses_its_compiled_kernels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "PACKAGE", tmp_path / "pegboard")
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    module = tmp_path / "pegboard" / "engine" / "core" / "rounding.py"
    compiled = tmp_path / "pegboard" / "engine" / "mrp" / "__pycache__" / "netting.1.nbi"
    for path in (module, compiled):
        path.parent.mkdir(parents=True)
    module.write_text("x = 1\n")
    bootstrap.forget_stale_kernels()
    compiled.touch()
    bootstrap.forget_stale_kernels()
    assert compiled.exists()
    module.write_text("x = 2\n")
    bootstrap.forget_stale_kernels()
    assert not compiled.exists()


def test_a_promise_is_warmed_up_with_a_made_item(tmp_path: Path) -> None:
    items = tmp_path / "items.csv"
    items.write_text("item,supply\nOAK,buy\nTABLE,make\n", encoding="utf-8-sig")
    assert bootstrap.first_made_item(items) == "TABLE"


def test_an_unknown_group_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["prod"]) == 2
    assert "usage" in capsys.readouterr().err
