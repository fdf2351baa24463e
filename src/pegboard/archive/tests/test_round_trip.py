"""What is read, written and read again is the same; the digest knows facts, not their order."""

from dataclasses import fields
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pegboard.archive.reading import read_factory, read_factory_files
from pegboard.archive.tests.folders import csv_of, factory_files, rows_of, settings, write_folder
from pegboard.archive.tests.strategies import Tables, factories, files_of
from pegboard.archive.writing import factory_files as written_files
from pegboard.archive.writing import write_factory
from pegboard.engine.core.columns import Table
from pegboard.engine.snapshot import Snapshot


def differences(one: Snapshot, other: Snapshot) -> list[str]:
    """Say in which columns two snapshots differ."""
    found = []
    for field in fields(one):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if isinstance(mine, Table):
            pairs = zip(mine.columns().items(), theirs.columns().values(), strict=True)
            found += [f"{field.name}.{name}" for (name, a), b in pairs if not np.array_equal(a, b)]
        elif isinstance(mine, np.ndarray):
            found += [] if np.array_equal(mine, theirs) else [field.name]
        elif field.name != "local_time":
            found += [] if mine == theirs else [field.name]
    return found


@given(factories())
def test_what_is_written_reads_the_same(factory: tuple[bytes, Tables]) -> None:
    snapshot = read_factory_files(files_of(*factory)).snapshot
    again = read_factory_files(written_files(snapshot))
    assert differences(snapshot, again.snapshot) == []
    assert again.snapshot.digest() == snapshot.digest()
    assert again.warnings == ()
    assert written_files(again.snapshot) == written_files(snapshot)


@given(factories(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_changes_nothing(factory: tuple[bytes, Tables], chance: Random) -> None:
    toml, tables = factory
    snapshot = read_factory_files(files_of(toml, tables)).snapshot
    shuffled = {"factory.toml": toml}
    for name, rows in tables.items():
        if rows:
            columns = chance.sample(list(rows[0]), len(rows[0]))
            shuffled[f"{name}.csv"] = csv_of(chance.sample(rows, len(rows)), columns=columns, line_end="\r\n")
    other = read_factory_files(shuffled).snapshot
    assert differences(snapshot, other) == []
    assert other.digest() == snapshot.digest()


def test_the_small_factory_with_every_table_reads_the_same(tmp_path: Path) -> None:
    snapshot = read_factory_files(factory_files()).snapshot
    assert all(
        len(getattr(snapshot, field.name))
        for field in fields(snapshot)
        if isinstance(getattr(snapshot, field.name), Table)
    )
    write_factory(snapshot, tmp_path / "again")
    again = read_factory(tmp_path / "again")
    assert differences(snapshot, again.snapshot) == []
    assert again.snapshot.digest() == snapshot.digest()


def test_one_changed_fact_changes_the_digest() -> None:
    files = factory_files()
    digests = {read_factory_files(files).snapshot.digest()}
    for file, old, new in (
        ("orders.csv", "TABLE,6,", "TABLE,7,"),
        ("items.csv", "Wood glue", "Bone glue"),
        ("calendars.csv", "DAY,2,07:00", "DAY,2,07:01"),
        ("factory.toml", "08:00:00", "08:01:00"),
        ("boms.csv", "2026-12-31", "2026-12-30"),
    ):
        changed = {**files, file: files[file].replace(old.encode(), new.encode())}
        digests.add(read_factory_files(changed).snapshot.digest())
    assert len(digests) == 6


def test_a_zip_says_what_its_folder_says(tmp_path: Path) -> None:
    snapshot = read_factory_files(factory_files()).snapshot
    write_factory(snapshot, tmp_path / "one.zip", as_zip=True)
    write_factory(snapshot, tmp_path / "two.zip", as_zip=True)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert read_factory(tmp_path / "one.zip").snapshot.digest() == snapshot.digest()


def test_writing_replaces_an_older_factory_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    snapshot = read_factory_files(factory_files()).snapshot
    target = write_folder(
        {**factory_files(), "forecast.csv": b"item,week,quantity\nBOARD,2026-11-09,1\n"}, tmp_path / "shop"
    )
    write_factory(snapshot, target)
    assert read_factory(target).snapshot.digest() == snapshot.digest()
    assert [entry.name for entry in tmp_path.iterdir()] == ["shop"]


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    snapshot = read_factory_files(factory_files()).snapshot
    holiday = write_folder({"beach.jpg": b"sand"}, tmp_path / "photos")
    with pytest.raises(FileExistsError, match=r"beach\.jpg"):
        write_factory(snapshot, holiday)
    with pytest.raises(FileExistsError, match="is a file"):
        write_factory(snapshot, holiday / "beach.jpg")
    with pytest.raises(FileExistsError, match="is a folder"):
        write_factory(snapshot, holiday, as_zip=True)
    assert [entry.name for entry in holiday.iterdir()] == ["beach.jpg"]


def test_a_writer_that_fails_leaves_nothing_half_written(monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = read_factory_files(factory_files()).snapshot
    with TemporaryDirectory() as place:
        full_disk = OSError("no space left")

        def fail(_: Path, __: bytes) -> int:
            raise full_disk

        monkeypatch.setattr(Path, "write_bytes", fail)
        with pytest.raises(OSError, match="no space left"):
            write_factory(snapshot, Path(place) / "shop")
        assert list(Path(place).iterdir()) == []


def test_names_of_the_factory_may_hold_anything_toml_can() -> None:
    for name in ('"Alder \\"& Loom\\""', '"a\\tb\\\\c\\u007f\\u0001é"', "'C:\\shop'"):
        snapshot = read_factory_files({"factory.toml": settings(name=name)}).snapshot
        assert read_factory_files(written_files(snapshot)).snapshot.name == snapshot.name


def test_empty_tables_and_columns_are_not_written() -> None:
    files = written_files(read_factory_files(factory_files()).snapshot)
    assert list(rows_of(files["stock.csv"])[0]) == [
        "item", "location", "lot", "quantity", "available_on", "reserved_order", "reserved_line", "unit_cost",
    ]  # fmt: skip  # a header reads best on one line
    assert list(rows_of(files["alternatives.csv"])[0]) == [
        "item",
        "sequence",
        "work_centre",
        "setup_minutes",
        "run_minutes",
    ]
    assert list(rows_of(files["order_routings.csv"])[0])[-3:] == ["setup_family", "crew", "skill"]
    assert set(written_files(read_factory_files({"factory.toml": settings()}).snapshot)) == {"factory.toml"}
