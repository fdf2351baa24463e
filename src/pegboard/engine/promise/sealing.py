"""Columns as kernels want them: whole numbers side by side, read-only, so that all calls share one compiled code."""

from __future__ import annotations

from typing import TypeVar

import numpy as np

Group = TypeVar("Group", bound=tuple[object, ...])


def sealed(group: Group) -> Group:
    """Return the group of columns with every column read-only and contiguous; groups inside it likewise."""
    return tuple.__new__(type(group), [_sealed(value) for value in group])


def _sealed(value: object) -> object:
    if isinstance(value, tuple):
        return sealed(value)
    if not isinstance(value, np.ndarray):
        return value
    column = np.ascontiguousarray(value, dtype=np.bool_ if value.dtype == np.bool_ else np.int64).view()
    column.flags.writeable = False
    return column
