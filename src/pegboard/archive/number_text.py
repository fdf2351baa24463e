"""Exact decimals as text, the shortest that says the same."""

from __future__ import annotations


def decimal_text(value: int, decimals: int) -> str:
    """Return a number of quanta of 10 ** -decimals as a decimal without needless zeros."""
    if decimals == 0:
        return str(value)
    digits = str(value).rjust(decimals + 1, "0")
    fraction = digits[-decimals:].rstrip("0")
    return f"{digits[:-decimals]}.{fraction}" if fraction else digits[:-decimals]
