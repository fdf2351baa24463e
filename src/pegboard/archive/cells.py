"""What the text of one cell means: a parser for each kind of column."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from pegboard.archive.faults import Unfit
from pegboard.archive.near import Neighbours
from pegboard.archive.schema import MICRO, Column, Kind
from pegboard.archive.zones import Clock

MOST_DIGITS: Final = 12
MOST_DECIMALS: Final = 6
CODE_PATTERN: Final = re.compile(r"[^/;@\x00-\x1f\x7f-\x9f]{1,64}")
_NUMBER: Final = re.compile(r"0*(\d+)(?:\.(?=\d)(\d*?)0*)?", re.ASCII)
_LONGEST_NUMBER: Final = 40
_DATE: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_INSTANT: Final = re.compile(r"(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d)(?:([+-])(\d\d):([0-5]\d))?", re.ASCII)
_TIME: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)

Parser = Callable[[str], int]


def code(text: str) -> str:
    """Return the code, if the text is one."""
    if not CODE_PATTERN.fullmatch(text):
        raise Unfit("a code of 1 to 64 characters without / ; @ and control characters")
    return text


def codes(text: str) -> tuple[str, ...]:
    """Return the different codes of a list separated by semicolons, sorted."""
    return tuple(sorted({code(part.strip()) for part in text.split(";") if part.strip()}))


def millionths(text: str, *, expected: str = "a number of at least 0, such as 12 or 0.25") -> int:
    """Return a number that is not negative in millionths, exactly."""
    found = _NUMBER.fullmatch(text) if len(text) <= _LONGEST_NUMBER else None
    if not found:
        raise Unfit(expected)
    whole, fraction = found[1], found[2] or ""
    if len(whole) > MOST_DIGITS:
        raise Unfit(f"a number of at most {MOST_DIGITS} digits before the point")
    if len(fraction) > MOST_DECIMALS:
        raise Unfit(f"a number of at most {MOST_DECIMALS} decimals")
    return int(whole) * MICRO + int(fraction.ljust(MOST_DECIMALS, "0"))


def parser_of(column: Column, clock: Clock) -> Parser:
    """Return what reads the cells of a column of numbers, words, dates or times."""
    makers: dict[Kind, Callable[[Column, Clock], Parser]] = {
        Kind.WORD: _word_parser,
        Kind.WHOLE: _whole_parser,
        Kind.AMOUNT: _amount_parser,
        Kind.RATIO: _ratio_parser,
        Kind.QUANTITY: _amount_parser,
        Kind.DATE: _date_parser,
        Kind.MONDAY: _date_parser,
        Kind.INSTANT: _instant_parser,
        Kind.TIME: _time_parser,
        Kind.END_TIME: _time_parser,
        Kind.FLAG: _flag_parser,
    }
    return makers[column.kind](column, clock)


def _word_parser(column: Column, _: Clock) -> Parser:
    rows = {word: row for row, word in enumerate(column.words)}
    neighbours = Neighbours(column.words)

    def word(text: str) -> int:
        if text not in rows:
            raise Unfit(one_of(column.words), suggestion=neighbours.nearest(text))
        return rows[text]

    return word


def one_of(words: tuple[str, ...]) -> str:
    """Return words as a choice in a sentence."""
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _whole_parser(column: Column, _: Clock) -> Parser:
    expected = _range_text("a whole number", column.least, column.most)

    def whole(text: str) -> int:
        try:
            value = millionths(text)
        except Unfit:
            raise Unfit(expected) from None
        if value % MICRO or value < column.least * MICRO or (column.most is not None and value > column.most * MICRO):
            raise Unfit(expected)
        return value // MICRO

    return whole


def _range_text(what: str, least: int, most: int | None) -> str:
    if most is not None:
        return f"{what} from {least} to {most}"
    return f"{what} of at least {least}"


def _amount_parser(column: Column, _: Clock) -> Parser:
    if not column.above_zero:
        return millionths

    def amount(text: str) -> int:
        value = millionths(text, expected="a number greater than 0, such as 12 or 0.25")
        if value == 0:
            raise Unfit("a number greater than 0")
        return value

    return amount


def _ratio_parser(column: Column, _: Clock) -> Parser:
    most = MICRO if column.most is None else column.most
    expected = "a ratio from 0 to 1" if most == MICRO else "a ratio of at least 0 and less than 1"

    def ratio(text: str) -> int:
        try:
            value = millionths(text)
        except Unfit:
            raise Unfit(expected) from None
        if value > most:
            raise Unfit(expected)
        return value

    return ratio


def _date_parser(column: Column, clock: Clock) -> Parser:
    origin = clock.local_time.origin_ordinal

    def day(text: str) -> int:
        ordinal = ordinal_of(text)
        if column.kind is Kind.MONDAY and ordinal % 7 != 1:
            monday = date.fromordinal(ordinal - (ordinal - 1) % 7).isoformat()
            raise Unfit("a Monday", suggestion=monday)
        return ordinal - origin

    return day


def ordinal_of(text: str) -> int:
    """Return the ordinal of a date."""
    found = _DATE.fullmatch(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).toordinal() if found else _no_date()
    except ValueError:
        return _no_date()


def _no_date() -> int:
    raise Unfit("a date YYYY-MM-DD")


def _instant_parser(_: Column, clock: Clock) -> Parser:
    def instant(text: str) -> int:
        found = _INSTANT.fullmatch(text)
        if not found:
            raise Unfit("an instant YYYY-MM-DDTHH:MM")
        try:
            ordinal = ordinal_of(found[1])
        except Unfit:
            raise Unfit("an instant YYYY-MM-DDTHH:MM") from None
        offset = None
        if found[4]:
            offset = (int(found[5]) * 60 + int(found[6])) * (-1 if found[4] == "-" else 1)
        return clock.elapsed(clock.wall(ordinal, int(found[2]) * 60 + int(found[3])), offset)

    return instant


def _time_parser(column: Column, _: Clock) -> Parser:
    def time(text: str) -> int:
        if column.kind is Kind.END_TIME and text == "24:00":
            return 1440
        found = _TIME.fullmatch(text)
        if not found:
            raise Unfit("a time HH:MM" + (" up to 24:00" if column.kind is Kind.END_TIME else " before 24:00"))
        return int(found[1]) * 60 + int(found[2])

    return time


def _flag_parser(_: Column, __: Clock) -> Parser:
    def flag(text: str) -> int:
        if text not in {"0", "1"}:
            raise Unfit("0 or 1")
        return int(text)

    return flag
