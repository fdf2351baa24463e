"""What others may use of the engine is a short list that only changes on purpose."""

import ast

from tests.architecture.tree import ENGINE

MOST = 35
PUBLIC = (
    "Answer",
    "Inquiry",
    "Plan",
    "PlanParams",
    "PromiseBook",
    "Snapshot",
    "capable_to_promise",
    "check",
    "difference",
    "explode",
    "make_plan",
    "plan_with",
    "promise_book",
    "roll_up_cost",
    "run_mrp",
    "schedule_operations",
    "structures",
    "where_used",
    "working_time",
)


def exported(source: str) -> list[str]:
    """Return what a module lists in `__all__`."""
    for node in ast.parse(source).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        value = getattr(node, "value", None)
        if value is not None and any(isinstance(aim, ast.Name) and aim.id == "__all__" for aim in targets):
            return [str(name) for name in ast.literal_eval(value)]
    return []


def test_the_public_surface_of_the_engine_is_this_list() -> None:
    assert sorted(exported((ENGINE / "__init__.py").read_text("utf-8"))) == sorted(PUBLIC)


def test_the_public_surface_stays_small() -> None:
    assert len(PUBLIC) <= MOST


def test_a_new_public_name_is_seen() -> None:
    assert exported('__all__ = ["Plan", "make_plan"]') == ["Plan", "make_plan"]
    assert exported('__all__: list[str] = ["Plan"]') == ["Plan"]
    assert exported("x = 1") == []
