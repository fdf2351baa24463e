"""What an order line costs: its whole explosion at source prices, centre rates and overhead."""

from pegboard.engine.cost.roll_up import cost_problems, roll_up_cost

__all__ = ["cost_problems", "roll_up_cost"]
