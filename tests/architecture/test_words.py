"""One concept, one word: names use the glossary's word, never the one beside it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from tests.architecture.tree import PACKAGE, Name, here, names_given, python_files, words_of

# No name in the package may hold these words, not even a local one.
NOWHERE = {
    **dict.fromkeys(("util", "helper", "misc", "manager"), "the name of what it does"),
    "qty": "quantity",
    "article": "item",
    "workstation": "work_centre or work_unit",
    "employee": "person",
    "recipe": "bom",
    "shortage": "net_requirement",
    "timetable": "finite_schedule",
    "stock level": "on_hand",
    "machine group": "work_centre",
    "batch policy": "lot_sizing_rule",
    "bill of process": "routing",
    "job": "work_order",
    "center": "centre",
    "labor": "labour",
    "color": "colour",
    "calc": "a verb in full",
    "cust": "customer",
}

# What others see may not be called these: modules, classes, their members, functions and constants.
NOT_IN_PUBLIC = {
    "part": "item",
    "product": "item",
    "cell": "work_unit",
    "role": "skill",
    "ability": "skill",
    "task": "operation",
    "duration": "setup_minutes, run_minutes, wait_minutes",
    "depth": "low_level_code",
    "incoming": "scheduled_receipt",
    "suggestion": "planned_order",
    "locked": "firm_planned_order",
    "production": "work_order",
    "link": "peg",
    "buffer": "safety_stock or safety_lead_time_days",
    "horizon": "planning_horizon",
    "freeze": "planning_time_fence or frozen_minutes",
    "alert": "action_message",
    "availability": "available_to_promise",
    "commit": "promise",
    "utilisation": "load",
    "delta": "variance",
    "batch": "lot",
    "dump": "snapshot",
    "simulation": "scenario",
}

# A public name that is nothing else, or ends in one of these, says nothing: `common_end` is fine, `order_data` is not.
VAGUE = ("data", "info", "common")

# The legal neighbours of a word: with them it is another word.
LEGAL = ("product model", "planning horizon", "in production")

# Where a word means something else than what the glossary has another word for.
LEGAL_IN = {
    "archive": {"cell", "suggestion", "article"},  # text has cells, a fault comes with a suggestion in good grammar
    "cli": {"suggestion", "task"},  # a progress bar has tasks
    "schedule": {"job"},  # the operations of one supply, as all literature on scheduling calls them
}


def wrong_words(names: Iterable[Name], *, legal: Collection[str] = ()) -> Iterator[str]:
    """Say which names use a word the glossary refuses."""
    for name in names:
        banned = {**NOWHERE, **NOT_IN_PUBLIC} if name.is_public else NOWHERE
        for word, better in _found(name.text, banned):
            if word not in legal:
                yield f"line {name.line}: {name.text}: not '{word}' but {better}"


def _found(name: str, banned: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    spoken = f" {' '.join(singular(word) for word in words_of(name))} "
    for phrase in LEGAL:
        spoken = spoken.replace(f" {phrase} ", "  ")
    for word, better in banned.items():
        if f" {word} " in spoken:
            yield word, better
    if banned is not NOWHERE and words_of(name)[-1:] and words_of(name)[-1] in VAGUE:
        yield words_of(name)[-1], "the thing itself"


def singular(word: str) -> str:
    """Return a word without its plural: `qtys` is as wrong as `qty`."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("sses"):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def module_name(path: Path) -> Name:
    """Return what a module is called; a package is called after its folder."""
    return Name(path.parent.name if path.stem == "__init__" else path.stem, 1, is_public=True)


def legal_in(path: Path) -> set[str]:
    """Return the words that are legal in a module because of the package it is in."""
    places = {part.removesuffix(".py") for part in path.relative_to(PACKAGE).parts}
    return {word for place in places for word in LEGAL_IN.get(place, ())}


def test_the_package_uses_the_words_of_the_glossary() -> None:
    found = []
    for path in python_files(PACKAGE, with_tests=False):
        names = [module_name(path), *names_given(path.read_text("utf-8"))]
        found += [f"{here(path)}: {fault}" for fault in wrong_words(names, legal=legal_in(path))]
    assert not found, "\n".join(found)


def refused(source: str, *, legal: Collection[str] = ()) -> list[str]:
    return [fault.split("'")[1] for fault in wrong_words(names_given(source), legal=legal)]


def test_a_wrong_word_is_seen_in_every_kind_of_name() -> None:
    assert refused("def f(order_qty): ...") == ["qty"]
    assert refused("for employees in x: ...") == ["employee"]
    assert refused("class OrderHelpers: ...") == ["helper"]
    assert refused("def f():\n    self.stock_level = 1") == ["stock level"]
    assert refused("import numpy as util") == ["util"]


def test_what_is_public_is_judged_more_strictly() -> None:
    assert refused("class Part:\n    depth: int") == ["part", "depth"]
    assert refused("TASKS = 3") == ["task"]
    assert refused("class OrderInfo: ...\ndef order_data(): ...\ndef common_end(): ...") == ["info", "data"]
    assert refused("def f():\n    part = 1\n    return part") == []
    assert refused("_part = 1") == []


def test_a_module_called_utils_is_seen(tmp_path: Path) -> None:
    assert list(wrong_words([module_name(tmp_path / "utils.py")]))
    assert list(wrong_words([module_name(tmp_path / "data" / "__init__.py")]))


def test_only_whole_words_count() -> None:
    assert refused("class Partition:\n    department: int\n    dataclass_count: int") == []
    assert refused("class ProductModel: ...\nPLANNING_HORIZON = 3") == []


def test_folders_have_cells_but_the_engine_has_work_units() -> None:
    assert refused("class Cell: ...", legal=legal_in(PACKAGE / "archive" / "faults.py")) == []
    assert refused("class Cell: ...", legal=legal_in(PACKAGE / "engine" / "plan" / "tables.py")) == ["cell"]
