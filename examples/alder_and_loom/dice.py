"""Seeded chance: each order throws its own dice, so that one more order changes no other."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A stream of chance named after what it is for."""

    def __init__(self, seed: int, name: str) -> None:
        self._random = Random(f"{seed}/{name}")

    def ratio(self) -> float:
        """Return a number from 0 up to 1."""
        return self._random.random()

    def happens(self, probability: float) -> bool:
        """Return whether a thing of this probability happens."""
        return self.ratio() < probability

    def whole(self, low: int, high: int, step: int = 1) -> int:
        """Return a whole number from low to high, both included, in steps."""
        return low + step * int(self.ratio() * ((high - low) // step + 1))

    def pick(self, values: Sequence[T]) -> T:
        """Return one of the values, all as likely."""
        return values[int(self.ratio() * len(values))]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """Return one of the keys, as likely as its weight says."""
        point = self.ratio() * sum(weights.values())
        for value, weight in weights.items():
            point -= weight
            if point < 0:
                return value
        return next(reversed(list(weights)))
