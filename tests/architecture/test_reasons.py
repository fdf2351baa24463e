"""Whoever silences a check says why on the same line."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator

from tests.architecture.tree import PACKAGE, here, python_files

SILENCER = re.compile(r"#\s*(?:noqa|type:\s*ignore|fmt:\s*(?:skip|off)|pragma:\s*no)", re.IGNORECASE)
CODES = re.compile(
    r"#\s*(?:noqa(?::\s*[A-Z]+[0-9]+(?:,\s*[A-Z]+[0-9]+)*)?|type:\s*ignore(?:\[[\w, -]+\])?)", re.IGNORECASE
)
FORMATTING = re.compile(r"#\s*fmt:\s*(?:skip|off|on)")
REASON = re.compile(r"[A-Za-z]{2,}\W+[A-Za-z]{2,}")


def silenced_without_reason(source: str) -> Iterator[str]:
    """Say which comments silence a check without a reason of at least two words."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT and SILENCER.search(token.string):
            said = CODES.sub("", token.string)
            if not FORMATTING.search(said) and not REASON.search(said):
                yield f"line {token.start[0]}: {token.string}"


def bare_any(source: str) -> Iterator[str]:
    """Say which lines use `Any` without a comment that gives the reason."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and node.id == "Any" and "#" not in lines[node.lineno - 1]:
            yield f"line {node.lineno}: Any without a reason"


def test_every_silenced_check_has_a_reason() -> None:
    found = [
        f"{here(path)}, {fault}"
        for path in python_files()
        for fault in silenced_without_reason(path.read_text("utf-8"))
    ]
    assert not found, "\n".join(found)


def test_every_any_has_a_reason() -> None:
    found = [
        f"{here(path)}, {fault}"
        for path in python_files(PACKAGE, with_tests=False)
        for fault in bare_any(path.read_text("utf-8"))
    ]
    assert not found, "\n".join(found)


def test_a_silent_silencer_is_seen() -> None:
    mark = "# no" + "qa"
    kind = "# type" + ": ignore[misc]"
    assert len(list(silenced_without_reason(f"x = 1  {mark}\ny = 1  {mark}: E501, C901\nz = 1  {kind}\n"))) == 3
    assert not list(
        silenced_without_reason(f"x = 1  {mark}: E501 - the address is long\nz = 1  {kind}  # has no stubs\n")
    )


def test_a_bare_any_is_seen() -> None:
    assert list(bare_any("x: Any = 1\ny: Any = 1  # JSON may hold anything")) == ["line 1: Any without a reason"]
