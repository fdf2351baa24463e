"""Forecast that is not planned for."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pegboard.engine.core.problems import Problem
from pegboard.engine.snapshot.engineering import TO_STOCK
from pegboard.engine.snapshot.facts import Snapshot


def demand_problems(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield what of the forecast counts nothing: that of to-order items, and weeks that are over."""
    forecast, items = snapshot.forecast, snapshot.items
    is_pooled = items.strategy[forecast.item] == TO_STOCK
    for item in np.unique(forecast.item[~is_pooled]).tolist():
        yield Problem("forecast-to-order", str(items.code[item]), "forecast")
    is_over = is_pooled & (forecast.week + 7 <= 0)
    if is_over.any():
        codes = np.unique(forecast.item[is_over])
        yield Problem("forecast-past", "forecast", "forecast", operands=(str(int(is_over.sum())), str(len(codes))))
