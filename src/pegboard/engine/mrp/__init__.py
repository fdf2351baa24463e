"""Netting, lot sizing, offsetting and pegging: the material plan."""

from pegboard.engine.mrp.run import MaterialPlan, run_mrp

__all__ = ["MaterialPlan", "run_mrp"]
