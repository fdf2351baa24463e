"""Every link of the documentation leads to a file, and to a heading where it names one."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import ROOT, here, tracked_files

FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
CODE_SPAN = re.compile(r"`[^`\n]*`")
LINK = re.compile(r"\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)


def broken_links(page: Path, root: Path) -> Iterator[str]:
    """Say which links of a page lead nowhere, or out of the project."""
    text = CODE_SPAN.sub("", FENCE.sub("", page.read_text("utf-8")))
    for target in LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        aim = (page.parent / name).resolve() if name else page
        if not aim.is_relative_to(root) or not aim.exists():
            yield f"{target}: no such file in this project"
        elif anchor and aim.suffix == ".md" and anchor not in anchors(aim.read_text("utf-8")):
            yield f"{target}: no such heading"


def anchors(text: str) -> set[str]:
    """Return the anchors of a page's headings, as code hosts make them."""
    titles = HEADING.findall(FENCE.sub("", text))
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def test_every_link_leads_somewhere() -> None:
    pages = [path for path in tracked_files() if path.suffix == ".md"]
    found = [f"{here(page)}: {fault}" for page in pages for fault in broken_links(page, ROOT)]
    assert not found, "\n".join(found)


def test_a_link_to_nothing_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    (tmp_path / "there.md").write_text("# Netting, and pegging\n")
    page.write_text("[a](there.md) [b](there.md#netting-and-pegging) [c](gone.md) [d](there.md#else) `[e](x)` [f](../)")
    assert list(broken_links(page, tmp_path)) == [
        "gone.md: no such file in this project",
        "there.md#else: no such heading",
        "../: no such file in this project",
    ]
