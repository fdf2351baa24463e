"""The catalogue of bad inputs: what is said of each, word for word."""

import tomllib
from pathlib import Path
from typing import TypedDict

import pytest

from pegboard.archive.faults import BadFactory
from pegboard.archive.reading import read_factory, read_factory_files
from pegboard.archive.tests.folders import BAD_INPUT, factory_files


class Bad(TypedDict, total=False):
    name: str
    edit: list[list[str]]
    write: dict[str, str]
    hex: dict[str, str]
    without: list[str]
    said: list[str]


CATALOGUE: list[Bad] = tomllib.loads((BAD_INPUT / "catalogue.toml").read_text("utf-8"))["bad"]


def edited(bad: Bad) -> dict[str, bytes]:
    """Return the small factory with the faults of a case put in."""
    files = factory_files()
    for file, old, new in bad.get("edit", []):
        text = files[file].decode()
        assert text.count(old) == 1, f"{file} holds {old!r} {text.count(old)} times"
        files[file] = text.replace(old, new).encode()
    files |= {file: text.encode() for file, text in bad.get("write", {}).items()}
    files |= {file: bytes.fromhex(digits) for file, digits in bad.get("hex", {}).items()}
    return {file: content for file, content in files.items() if file not in bad.get("without", [])}


@pytest.mark.parametrize("bad", CATALOGUE, ids=lambda bad: bad["name"])
def test_every_fault_is_named_with_its_place(bad: Bad) -> None:
    with pytest.raises(BadFactory) as found:
        read_factory_files(edited(bad))
    assert [fault.sentence() for fault in found.value.faults] == bad["said"]


def test_the_factory_beside_the_catalogue_is_good() -> None:
    assert read_factory_files(factory_files()).warnings == ()


def test_the_catalogue_is_long_and_names_nothing_twice() -> None:
    names = [bad["name"] for bad in CATALOGUE]
    assert len(names) == len(set(names)) >= 70


def test_all_faults_of_all_cases_can_be_told_at_once() -> None:
    files = factory_files()
    for file, old, new in (
        ("factory.toml", '"EUR"', '"EUX"'),
        ("items.csv", "Hinge,,,,buy", "Hinge,,,,bought"),
        ("calendars.csv", "DAY,2", "DAY,0"),
        ("orders.csv", "SO-3,1,,BOARD", "SO-3,1,,BORD"),
    ):
        files[file] = files[file].decode().replace(old, new).encode()
    with pytest.raises(BadFactory) as found:
        read_factory_files(files)
    assert [fault.file for fault in found.value.faults] == ["factory.toml", "items.csv", "calendars.csv", "orders.csv"]


def test_what_is_no_folder_and_no_zip_is_refused(tmp_path: Path) -> None:
    from_nowhere = tmp_path / "nowhere"
    no_zip = tmp_path / "note.txt"
    no_zip.write_text("hello")
    for path, said in (
        (from_nowhere, "nowhere: there is no such folder or file, expected a factory folder or a zip of one"),
        (
            no_zip,
            "note.txt: cannot be read as a zip (File is not a zip file), expected a factory folder or a zip of one",
        ),
    ):
        with pytest.raises(BadFactory) as found:
            read_factory(path)
        assert str(found.value) == said
