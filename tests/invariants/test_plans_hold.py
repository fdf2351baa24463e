"""Every plan of every factory keeps every rule, whatever its rows are called or in which order they stand."""

import filecmp
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from pegboard.archive import BadFactory, read_factory
from pegboard.archive.plan_folder import write_plan
from pegboard.engine.pipeline import make_plan
from pegboard.engine.plan import PlanParams
from tests.checker import check_plan
from tests.strategies import FactoryFolder, broken_factories, factories, renamed, reordered, write_folder

TABLES = (
    *("planned_orders.csv", "pegs.csv", "operations.csv", "promises.csv", "promise_stack.csv"),
    *("messages.csv", "load.csv", "costs.csv", "problems.csv"),
)
PREFIX = "Zq"


@contextmanager
def planned(factory: FactoryFolder, *, infinite: bool = False) -> Iterator[tuple[Path, Path]]:
    """Write a factory, plan it and write the plan: the two folders, as long as they are wanted."""
    with tempfile.TemporaryDirectory() as place:
        folder, plan_folder = write_folder(factory, Path(place) / "factory"), Path(place) / "plan"
        snapshot = read_factory(folder).snapshot
        write_plan(snapshot, make_plan(snapshot, PlanParams(infinite=infinite)), plan_folder)
        yield folder, plan_folder


def broken_rules(factory: FactoryFolder, *, infinite: bool = False) -> list[str]:
    """What the checker finds wrong with the plan of a factory."""
    with planned(factory, infinite=infinite) as (folder, plan_folder):
        return [str(violation) for violation in check_plan(folder, plan_folder)]


@settings(max_examples=60)
@given(factories())
def test_a_finite_plan_keeps_every_rule(factory: FactoryFolder) -> None:
    assert broken_rules(factory) == []


@settings(max_examples=25)
@given(factories())
def test_an_infinite_plan_keeps_every_rule(factory: FactoryFolder) -> None:
    assert broken_rules(factory, infinite=True) == []


@settings(max_examples=10)
@given(factories(max_items=10, max_lines=12))
def test_a_larger_plan_keeps_every_rule(factory: FactoryFolder) -> None:
    assert broken_rules(factory) == []


@settings(max_examples=15)
@given(factories())
def test_the_same_factory_gives_the_same_bytes(factory: FactoryFolder) -> None:
    with planned(factory) as (_, first), planned(factory) as (_, second):
        _, different, absent = filecmp.cmpfiles(first, second, ["plan.toml", *TABLES], shallow=False)
        assert (different, absent) == ([], [])


@settings(max_examples=15)
@given(factories(), st.integers(0, 99))
def test_the_order_of_rows_and_columns_changes_nothing(factory: FactoryFolder, seed: int) -> None:
    with planned(factory) as (_, first), planned(reordered(factory, seed)) as (_, second):
        _, different, absent = filecmp.cmpfiles(first, second, ["plan.toml", *TABLES], shallow=False)
        assert (different, absent) == ([], [])


@settings(max_examples=15)
@given(factories())
def test_names_change_nothing_but_names(factory: FactoryFolder) -> None:
    with planned(factory) as (_, first), planned(renamed(factory, PREFIX)) as (_, second):
        for table in TABLES:
            note(table)
            assert (first / table).read_text("utf-8").splitlines() == _without_prefix(second / table)


def _without_prefix(path: Path) -> list[str]:
    return path.read_text("utf-8").replace(PREFIX, "").splitlines()


@settings(max_examples=20)
@given(broken_factories())
def test_a_bill_that_contains_itself_is_refused_by_name(factory: FactoryFolder) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = write_folder(factory, Path(place) / "factory")
        with pytest.raises(BadFactory) as refused:
            read_factory(folder)
    assert any("contains itself" in str(fault) and "boms.csv" in str(fault) for fault in refused.value.faults)
