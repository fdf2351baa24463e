"""No file names a package registry or a folder of somebody's machine: a fresh clone works anywhere."""

import re
from collections.abc import Iterator

from tests.architecture.tree import here, tracked_files

MACHINE_PATH = re.compile(r"(?<![\w.)}*-])/(?:work|root|home|tmp|opt|Users|var/folders)/[\w.-]")
REGISTRY = re.compile(r"pypi[.]org|pythonhosted[.]|npmjs[.]|/simple/?\b(?=[\s\"'])|file:/{3}", re.IGNORECASE)


def places(text: str) -> Iterator[str]:
    """Say where a text names a registry or a machine's folder."""
    for number, line in enumerate(text.splitlines(), start=1):
        for pattern in (MACHINE_PATH, REGISTRY):
            if found := pattern.search(line):
                yield f"line {number}: {found.group()}"


def test_no_file_names_a_registry_or_a_machine() -> None:
    found = []
    for path in tracked_files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{here(path)}, {fault}" for fault in places(text)]
    assert not found, "\n".join(found)


def test_a_place_is_seen() -> None:
    slash = "/"
    assert list(places(f"see {slash}home{slash}ann")) == [f"line 1: {slash}home{slash}a"]
    assert list(places("a\n--index-url https://pypi" + ".org"))
    assert list(places("-e file" + "://" + slash + "x"))


def test_our_own_relative_paths_are_no_places() -> None:
    assert not list(places("build/tmp/x, ./work/y, ../shared/data, a/root/b and 1/opt/2"))
