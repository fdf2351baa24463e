"""Finite placement of operations, and the times of orders that follow from it."""

from pegboard.engine.schedule.finite import FiniteSchedule, schedule_operations, unplaced

__all__ = ["FiniteSchedule", "schedule_operations", "unplaced"]
