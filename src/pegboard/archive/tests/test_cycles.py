"""Loops in bills are found, all of them, and nothing else is called a loop."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pegboard.archive.cycles import loops

NODES = st.sampled_from("ABCDEFG")
GRAPHS = st.dictionaries(NODES, st.lists(NODES, max_size=4, unique=True))


def reaches(graph: dict[str, list[str]], start: str, goal: str) -> bool:
    """Say whether a way of at least one step leads from one code to another."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for component in graph.get(waiting.pop(), ()):
            if component == goal:
                return True
            if component not in seen:
                seen.add(component)
                waiting.append(component)
    return False


@given(GRAPHS)
def test_every_loop_found_is_one(graph: dict[str, list[str]]) -> None:
    for loop in loops(graph):
        assert loop[0] == loop[-1] == min(loop)
        assert len(set(loop)) == len(loop) - 1
        assert all(component in graph[parent] for parent, component in pairwise(loop))


@given(GRAPHS)
def test_without_the_loops_found_none_is_left(graph: dict[str, list[str]]) -> None:
    in_loops = {code for loop in loops(graph) for code in loop}
    rest = {
        parent: [component for component in components if component not in in_loops]
        for parent, components in graph.items()
        if parent not in in_loops
    }
    assert not any(reaches(rest, code, code) for code in rest)
    assert bool(in_loops) == any(reaches(graph, code, code) for code in graph)


def test_a_deep_bill_without_loops_is_no_trouble() -> None:
    deep = {str(level): [str(level + 1)] for level in range(100_000)}
    assert loops(deep) == []
    assert len(loops({**deep, "100000": ["0"]})[0]) == 100_002
