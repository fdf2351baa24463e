"""A judge of plan folders that shares nothing with the engine: it reads the files and works everything out again."""

from .judge import check_plan
from .violation import Violation

__all__ = ["Violation", "check_plan"]
