"""How a table of a factory folder is declared: its columns, what their cells mean, what they refer to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

MICRO: Final = 1_000_000


class Kind(Enum):
    """What the cells of a column hold."""

    CODE = "code"
    CODES = "codes, separated by ;"
    TEXT = "text"
    WORD = "word"
    WHOLE = "whole number"
    AMOUNT = "number"
    RATIO = "ratio"
    QUANTITY = "quantity"
    DATE = "date"
    MONDAY = "date of a Monday"
    INSTANT = "instant"
    TIME = "time"
    END_TIME = "time, up to 24:00"
    FLAG = "0 or 1"


TEXTUAL: Final = frozenset({Kind.CODE, Kind.CODES, Kind.TEXT})
DATED: Final = frozenset({Kind.DATE, Kind.MONDAY, Kind.INSTANT})


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    name, kind, meaning
        As in the header line; what a cell holds; one phrase for the reference page.
    is_starred, is_key
        The cell must be filled; together with the other key columns it may not repeat.
    default
        The text an empty cell stands for; empty where an empty cell means that nothing is given.
    reference
        The table or vocabulary whose codes are meant.
    words
        The words a cell may hold.
    least, most
        Bounds of a number, in the units it is kept in; `above_zero` refuses 0.
    quantity_of
        The column that names the item (or the receipt of the item) whose decimals a quantity has.
    rounds_up
        A quantity finer than the item's decimals is rounded up instead of refused.
    field
        The field of the engine's table; "" where the archive itself makes something of the column.
    """

    name: str
    kind: Kind
    meaning: str = ""
    is_starred: bool = False
    is_key: bool = False
    default: str = ""
    reference: str = ""
    words: tuple[str, ...] = ()
    least: int = 0
    most: int | None = None
    above_zero: bool = False
    quantity_of: str = ""
    rounds_up: bool = False
    field: str | None = None

    @property
    def engine_field(self) -> str:
        """Return the field of the engine's table that holds the column, or an empty text."""
        return self.name if self.field is None else self.field


@dataclass(frozen=True)
class TableSchema:
    """One table: its columns, and the engine's fields by which its rows are sorted."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    sorted_by: tuple[str, ...]

    @property
    def file(self) -> str:
        """Return the name of the table's file."""
        return f"{self.name}.csv"

    @property
    def key(self) -> tuple[Column, ...]:
        """Return the columns that together may not repeat."""
        return tuple(column for column in self.columns if column.is_key)

    def column(self, name: str) -> Column:
        """Return the column of a name."""
        return next(column for column in self.columns if column.name == name)
