"""Pegboard plans a make-to-order factory: who gets what, when, and why."""

__version__ = "0.1.0"
