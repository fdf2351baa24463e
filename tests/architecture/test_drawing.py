"""Every folder stands where the drawing puts it, and no contract was taken down."""

import configparser
from pathlib import Path

from tests.architecture.tree import PACKAGE, ROOT

CONTRACTS = {
    "tiers", "engine-is-pure", "engine-layers", "apps-order", "one-door", "inside-an-app", "edges-are-private",
    "no-django-below-the-apps", "acyclic",
}  # fmt: skip


def contracts(text: str) -> configparser.ConfigParser:
    """Read the contracts."""
    parser = configparser.ConfigParser()
    parser.read_string(text)
    return parser


def drawn(layers: str) -> set[str]:
    """Return the packages named in the layers of a contract."""
    for mark in "()|:":
        layers = layers.replace(mark, " ")
    return set(layers.split())


def parts_of(folder: Path) -> set[str]:
    """Return the modules and packages of a folder, its tests left out."""
    found = [path for path in folder.glob("*") if path.suffix == ".py" or any(path.glob("**/*.py"))]
    return {path.stem for path in found} - {"__init__", "__pycache__", "tests"}


def test_all_contracts_stand() -> None:
    sections = contracts((ROOT / ".importlinter").read_text("utf-8")).sections()
    assert {name.split(":")[-1] for name in sections} - {"importlinter"} == CONTRACTS


def test_every_package_is_drawn() -> None:
    parser = contracts((ROOT / ".importlinter").read_text("utf-8"))
    for folder, contract, prefix in (
        (PACKAGE, "tiers", ""),
        (PACKAGE / "engine", "engine-layers", ""),
        (PACKAGE / "apps", "apps-order", "apps."),
    ):
        layers = drawn(parser[f"importlinter:contract:{contract}"]["layers"])
        assert {prefix + part for part in parts_of(folder)} <= layers


def test_an_undrawn_package_is_seen(tmp_path: Path) -> None:
    (tmp_path / "core.py").touch()
    (tmp_path / "helpers").mkdir()
    (tmp_path / "helpers" / "__init__.py").touch()
    assert parts_of(tmp_path) - drawn("(core) | plan") == {"helpers"}


def test_no_folder_is_empty() -> None:
    folders = [path for path in PACKAGE.rglob("*") if path.is_dir() and path.name != "__pycache__"]
    assert not [path for path in folders if not any(path.glob("**/*.*"))]
