"""The plan: what to make and buy, what it is for, when, why, and what it costs."""

from pegboard.engine.plan.answer import Plan, PlanParams
from pegboard.engine.plan.tables import (
    Costs,
    Load,
    Messages,
    Pegs,
    PlacedOperations,
    PlannedOrders,
    Promises,
    PromiseStack,
)

__all__ = [
    "Costs",
    "Load",
    "Messages",
    "Pegs",
    "PlacedOperations",
    "Plan",
    "PlanParams",
    "PlannedOrders",
    "PromiseStack",
    "Promises",
]
