"""The files of this project, and the names its modules give to things."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "pegboard"
ENGINE = PACKAGE / "engine"
NOT_OURS = {".git", ".venv", "build", "dist", "__pycache__", ".hypothesis"}
CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


class Name(NamedTuple):
    """One name a module gives to something."""

    text: str
    line: int
    is_public: bool


@cache
def tracked_files() -> tuple[Path, ...]:
    """Return every file that is or would be committed; all that is not made by tools, where git is absent."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listing = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        found = [ROOT / name for name in listing.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        found = [path for path in ROOT.rglob("*") if not is_made_by_tools(path)]
    return tuple(sorted(path for path in found if path.is_file()))


def is_made_by_tools(path: Path) -> bool:
    """Say whether a file came out of a tool, by the folder or cache it lies in."""
    parts = path.relative_to(ROOT).parts
    return bool(NOT_OURS & set(parts)) or any(part.endswith(("_cache", ".egg-info")) for part in parts)


def python_files(folder: Path = ROOT, *, with_tests: bool = True) -> list[Path]:
    """Return the Python files of a folder."""
    found = [path for path in tracked_files() if path.suffix == ".py" and path.is_relative_to(folder)]
    return [path for path in found if with_tests or "tests" not in path.relative_to(ROOT).parts]


def here(path: Path) -> str:
    """Return a path as a person would write it."""
    return path.relative_to(ROOT).as_posix()


def words_of(name: str) -> list[str]:
    """Split a name into lower-case words: `OrderLines` and `order_lines` are the same two."""
    return [word.lower() for word in CAMEL.findall(name)]


def names_given(source: str) -> Iterator[Name]:
    """Yield every name a module binds, itself left out; public are classes, their members, functions, constants."""
    yield from _names(ast.parse(source), is_public=True)


def _names(node: ast.AST, *, is_public: bool) -> Iterator[Name]:
    for child in ast.iter_child_nodes(node):
        inside = is_public
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            public = is_public and not child.name.startswith("_")
            yield Name(child.name, child.lineno, public)
            inside = public and isinstance(child, ast.ClassDef)
        elif isinstance(child, ast.arg):
            yield Name(child.arg, child.lineno, is_public=False)
        elif isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
            yield Name(child.id, child.lineno, is_public and not child.id.startswith("_"))
        elif isinstance(child, ast.Attribute) and isinstance(child.ctx, ast.Store):
            yield Name(child.attr, child.lineno, is_public=False)
        elif isinstance(child, ast.alias) and child.asname:
            yield Name(child.asname, 0, is_public=False)
        elif isinstance(child, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            inside = False
        yield from _names(child, is_public=inside)
