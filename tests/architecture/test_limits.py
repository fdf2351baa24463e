"""No module, function, class or parameter list outgrows the limits of STYLE.md."""

import ast
from collections.abc import Iterator

from tests.architecture.tree import here, python_files

MODULE_LINES = 400
FUNCTION_LINES = 60
CLASS_LINES = 250
PARAMETERS = 7

Function = ast.FunctionDef | ast.AsyncFunctionDef


def outgrown(source: str) -> Iterator[str]:
    """Say what in a module is larger than it may be."""
    length = len(source.splitlines())
    if length > MODULE_LINES:
        yield f"module has {length} lines, at most {MODULE_LINES}"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Function):
            yield from _outgrown_function(node)
        elif isinstance(node, ast.ClassDef) and lines_of(node) > CLASS_LINES:
            yield f"line {node.lineno}: class {node.name} has {lines_of(node)} lines, at most {CLASS_LINES}"


def lines_of(node: Function | ast.ClassDef) -> int:
    """Count the lines from `def` or `class` to the end."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _outgrown_function(node: Function) -> Iterator[str]:
    if lines_of(node) > FUNCTION_LINES:
        yield f"line {node.lineno}: {node.name} has {lines_of(node)} lines, at most {FUNCTION_LINES}"
    taken = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    count = len([argument for argument in taken if argument.arg not in {"self", "cls"}])
    if count > PARAMETERS:
        yield f"line {node.lineno}: {node.name} has {count} parameters, at most {PARAMETERS}"


def test_nothing_outgrows_its_limit() -> None:
    found = [f"{here(path)}: {fault}" for path in python_files() for fault in outgrown(path.read_text("utf-8"))]
    assert not found, "\n".join(found)


def test_a_long_module_is_seen() -> None:
    assert list(outgrown("x = 1\n" * 401)) == ["module has 401 lines, at most 400"]
    assert not list(outgrown("x = 1\n" * 400))


def test_a_long_function_is_seen_wherever_it_stands() -> None:
    body = "        x = 1\n" * 60
    assert list(outgrown("class A:\n    async def f(self):\n" + body)) == ["line 2: f has 61 lines, at most 60"]


def test_a_long_class_is_seen() -> None:
    assert list(outgrown("class A:\n" + "    x = 1\n" * 250)) == ["line 1: class A has 251 lines, at most 250"]


def test_an_eighth_parameter_is_seen_and_self_is_not_counted() -> None:
    assert list(outgrown("def f(a, b, c, /, d, *, e, g, h, i): ...")) == ["line 1: f has 8 parameters, at most 7"]
    assert not list(outgrown("class A:\n    def f(self, a, b, c, d, e, g, h): ..."))
