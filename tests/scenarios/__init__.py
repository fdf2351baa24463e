"""Scenarios: a story, a small factory, what a planner says must come out, and the whole plan as accepted."""
