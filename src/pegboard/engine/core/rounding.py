"""Rounding: the one place where an exact ratio becomes whole quanta, minutes or minor units."""

from __future__ import annotations

from math import gcd
from typing import Final

from pegboard.engine.core.kernel import kernel

MICRO: Final = 1_000_000
"""Rates are kept as whole millionths."""
LARGEST: Final = 2**62
"""No product in a kernel may reach this; what would is reported, not wrapped."""


@kernel
def ceil_ratio(numerator: int, denominator: int) -> int:
    """Return numerator ÷ denominator rounded up."""
    return -(-numerator // denominator)


@kernel
def fits(factor: int, other: int) -> bool:
    """Say whether the product of two whole numbers ≥ 0 stays below `LARGEST`."""
    return factor == 0 or other <= (LARGEST - 1) // factor


def half_up(numerator: int, denominator: int) -> int:
    """Return numerator ÷ denominator (both ≥ 0) rounded to the nearest whole number, halves up."""
    return (2 * numerator + denominator) // (2 * denominator)


def reduced(numerator: int, denominator: int) -> tuple[int, int]:
    """Return the ratio in lowest terms."""
    divisor = gcd(numerator, denominator) or 1
    return numerator // divisor, denominator // divisor
