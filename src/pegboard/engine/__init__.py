"""Pure planning: a snapshot in, a plan out; no database, no clock, no file, no chance."""

from pegboard.engine.bom import explode, structures, where_used
from pegboard.engine.calendar import working_time
from pegboard.engine.cost import roll_up_cost
from pegboard.engine.mrp import run_mrp
from pegboard.engine.pipeline import make_plan
from pegboard.engine.plan import Plan, PlanParams
from pegboard.engine.plan.difference import difference
from pegboard.engine.promise import Answer, Inquiry, PromiseBook, capable_to_promise, plan_with, promise_book
from pegboard.engine.schedule import schedule_operations
from pegboard.engine.snapshot import Snapshot
from pegboard.engine.snapshot.checks import check

__all__ = [
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
]
