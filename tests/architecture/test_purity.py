"""The engine stands alone: no web, no database, no file, no clock, no chance."""

import ast
import subprocess
import sys
from collections.abc import Iterator

from tests.architecture.tree import ENGINE, ROOT, here, python_files

PURE = {
    "__future__", "abc", "array", "bisect", "collections", "dataclasses", "decimal", "enum", "fractions", "functools",
    "hashlib", "heapq", "itertools", "math", "numbers", "operator", "re", "string", "struct", "textwrap", "types",
    "typing",
}  # fmt: skip
CALENDAR = {"datetime", "zoneinfo"}  # date arithmetic only: what reads the clock is refused below
SCIENCE = {"numpy", "numba", "ortools"}
IMPURE_CALLS = {"now", "today", "utcnow", "open", "print", "input", "exec", "eval", "breakpoint"}
IMPURE_ATTRIBUTES = {"random", "default_rng", "environ", "fromfile", "loadtxt", "memmap"}

IMPORT_ALONE = """
import sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "sqlite3", "psycopg", "typer", "rich"}:
            raise ImportError("not for the engine: " + name)

sys.meta_path.insert(0, Refuse())
before = set(sys.modules)
import pegboard.engine
files = {name.split(".")[0]: getattr(sys.modules[name], "__file__", None) or "" for name in set(sys.modules) - before}
outside = {name for name, file in files.items() if "site-packages" in file}
above = {name for name in sys.modules if name.startswith("pegboard.") and not name.startswith("pegboard.engine")}
print(*sorted(above | outside - {"numpy", "numba", "llvmlite", "ortools", "pegboard"}))
"""


def impurities(source: str) -> Iterator[str]:
    """Say where a module of the engine reaches outside itself."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [node.module or "."]
        else:
            yield from _impure_use(node)
            continue
        for module in modules:
            if not is_allowed(module):
                yield f"line {node.lineno}: imports {module}"


def is_allowed(module: str) -> bool:
    """Say whether the engine may import a module."""
    top = module.split(".")[0]
    return top in PURE | CALENDAR | SCIENCE or module == "pegboard.engine" or module.startswith("pegboard.engine.")


def _impure_use(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Attribute) and node.attr in IMPURE_ATTRIBUTES:
        yield f"line {node.lineno}: uses .{node.attr}"
    if isinstance(node, ast.Call):
        function = node.func
        is_clock = isinstance(function, ast.Attribute) and function.attr in {"now", "today", "utcnow"}
        if is_clock or (isinstance(function, ast.Name) and function.id in IMPURE_CALLS):
            yield f"line {node.lineno}: calls {ast.unparse(function)}"


def test_the_engine_reaches_for_nothing_outside() -> None:
    found = [
        f"{here(path)}, {fault}"
        for path in python_files(ENGINE, with_tests=False)
        for fault in impurities(path.read_text("utf-8"))
    ]
    assert not found, "\n".join(found)


def test_the_engine_imports_with_nothing_but_numpy_and_numba() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORT_ALONE], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_the_package_itself_loads_nothing() -> None:
    command = "import sys, pegboard, pegboard.__main__; print('numpy' in sys.modules, 'typer' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == ["False", "False"]


def test_an_impure_module_is_seen() -> None:
    assert list(impurities("import os, math\nfrom time import sleep\nimport pegboard.archive")) == [
        "line 1: imports os",
        "line 2: imports time",
        "line 3: imports pegboard.archive",
    ]
    assert list(impurities("from datetime import datetime\ndatetime.now()")) == ["line 2: calls datetime.now"]
    assert list(impurities("import numpy as np\nnp.random.seed(1)")) == ["line 2: uses .random"]
    assert list(impurities("open('x')")) == ["line 1: calls open"]


def test_a_pure_module_is_left_alone() -> None:
    assert not list(impurities("import numpy as np\nfrom pegboard.engine.core import columns\nsnapshot.now + 1"))
