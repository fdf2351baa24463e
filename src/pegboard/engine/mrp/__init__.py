"""Netting, lot sizing, offsetting, pegging and action messages: the material plan."""

from pegboard.engine.mrp.dates import lead_time_dates
from pegboard.engine.mrp.messages import Outcome, action_messages
from pegboard.engine.mrp.proposals import proposals
from pegboard.engine.mrp.run import MaterialPlan, run_mrp

__all__ = ["MaterialPlan", "Outcome", "action_messages", "lead_time_dates", "proposals", "run_mrp"]
