"""Minimum and multiple of an item's lots."""

from __future__ import annotations

import numpy as np

from pegboard.engine.core.columns import NOT_GIVEN, IntArray
from pegboard.engine.mrp.lead_time import first_sources
from pegboard.engine.snapshot import Snapshot


def lot_rules(snapshot: Snapshot) -> tuple[IntArray, IntArray]:
    """Return minimum and multiple of each item in quanta, 0 where there is none; its source's go before its own."""
    items, sources = snapshot.items, snapshot.sources
    first = first_sources(snapshot)
    minimum = np.append(sources.minimum, NOT_GIVEN)[first]
    multiple = np.append(sources.multiple, NOT_GIVEN)[first]
    return (
        np.asarray(np.where(minimum != NOT_GIVEN, minimum, items.lot_minimum)),
        np.asarray(np.where(multiple != NOT_GIVEN, multiple, items.lot_multiple)),
    )
