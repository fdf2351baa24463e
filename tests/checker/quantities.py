"""Exact quantities: rounding up to an item's quantum, start quantities, components, lots."""

from fractions import Fraction
from functools import lru_cache
from math import ceil

ZERO = Fraction(0)


@lru_cache(maxsize=100_000)
def number(text: str) -> Fraction:
    """A decimal text as the exact number it names."""
    return Fraction(text)


def optional_number(text: str) -> Fraction | None:
    """A decimal text, or nothing where the cell is empty."""
    return number(text) if text else None


def rounded_up(quantity: Fraction, decimals: int) -> Fraction:
    """A quantity rounded up to the quantum of an item with so many decimals."""
    if quantity.denominator == 1:
        return quantity
    scale = 10**decimals
    return Fraction(ceil(quantity * scale), scale)


def start_quantity(quantity: Fraction, scrap_ratio: Fraction, decimals: int) -> Fraction:
    """What has to be started so that the good output is `quantity`."""
    return rounded_up(quantity / (1 - scrap_ratio) if scrap_ratio else quantity, decimals)


def lot_quantity(short: Fraction, minimum: Fraction, multiple: Fraction, decimals: int) -> Fraction:
    """The smallest lot that covers what is short."""
    wanted = max(short, minimum)
    return ceil(wanted / multiple) * multiple if multiple else rounded_up(wanted, decimals)


def plain(quantity: Fraction) -> str:
    """A quantity as a sentence shows it."""
    return f"{float(quantity):.6f}".rstrip("0").rstrip(".")
