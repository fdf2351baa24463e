"""Tables are frozen dataclasses of equal-length, read-only NumPy columns; a thing is its row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
TextArray = NDArray[np.object_]

NOT_GIVEN: Final = -(2**62)
"""An empty cell in a column of days, minutes, quantities or rates."""
NO_ROW: Final = -1
"""An empty cell in a column of rows of another table."""


def ints(values: Iterable[int]) -> IntArray:
    """Return a read-only column of whole numbers."""
    return frozen(np.fromiter(values, dtype=np.int64))


def texts(values: Iterable[str]) -> TextArray:
    """Return a read-only column of texts."""
    found = list(values)
    column = np.empty(len(found), dtype=np.object_)
    column[:] = found
    column.flags.writeable = False
    return column


def bools(values: Iterable[bool]) -> BoolArray:
    """Return a read-only column of claims."""
    column = np.fromiter(values, dtype=np.bool_)
    column.flags.writeable = False
    return column


def frozen(column: IntArray) -> IntArray:
    """Return the column, no longer writeable."""
    column.flags.writeable = False
    return column


@dataclass(frozen=True)
class Table:
    """Equal-length columns; every subclass names them as its fields."""

    def __post_init__(self) -> None:
        lengths = set()
        for name, column in self.columns().items():
            column.flags.writeable = False
            lengths.add(len(column))
            if column.ndim != 1:
                raise ValueError(f"{type(self).__name__}.{name} is not one column")
        if len(lengths) > 1:
            raise ValueError(f"{type(self).__name__} has columns of different lengths: {sorted(lengths)}")

    def __len__(self) -> int:
        return len(getattr(self, fields(self)[0].name))

    def columns(self) -> Mapping[str, IntArray | BoolArray | TextArray]:
        """Return the columns by name, in the order of the declaration."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def take(self, rows: IntArray | BoolArray) -> Self:
        """Return the table of these rows only."""
        return replace(self, **{name: column[rows] for name, column in self.columns().items()})
