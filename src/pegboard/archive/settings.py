"""`factory.toml`: the factory's name, money, clock, the instant it is true for, and its planning rules."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from pegboard.archive.cells import millionths
from pegboard.archive.currencies import CURRENCY_DECIMALS
from pegboard.archive.factory_tables import FORMAT
from pegboard.archive.faults import Fault, Unfit
from pegboard.archive.near import Neighbours
from pegboard.archive.schema import MICRO
from pegboard.archive.tables import decoded
from pegboard.engine.core.rounding import half_up

FILE: Final = "factory.toml"
POLICY_KEYS: Final = ("promise_margin_days", "frozen_hours", "overhead_rate", "calendar")
FACTORY_KEYS: Final = ("format", "name", "currency", "timezone", "now")
_EXAMPLES: Final = {
    "format": f'"{FORMAT}"',
    "name": '"Alder & Loom"',
    "currency": '"EUR"',
    "timezone": '"Asia/Singapore"',
    "now": "2026-11-23T08:00:00",
}
_SECTION: Final = re.compile(r"\s*\[\s*([\w-]+)\s*\]")
_KEY: Final = re.compile(r"""\s*(policy\s*\.\s*)?["']?([\w-]+)["']?\s*=""")
_TOML_PLACE: Final = re.compile(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", re.DOTALL)


@dataclass
class Settings:
    """What `factory.toml` says; what could not be read keeps the value it has here."""

    name: str = ""
    currency: str = ""
    timezone: str = ""
    now: datetime | None = None
    promise_margin_days: int = 0
    frozen_minutes: int = 0
    overhead_micro: int = 0
    calendar: str = ""
    lines: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def line(self, key: str, *, section: str = "") -> int | None:
        """Return the line a key stands on."""
        return self.lines.get((section, key))


def read_settings(content: bytes, *, faults: list[Fault], warnings: list[str]) -> Settings:
    """Return what the file says; faults and warnings are added to the lists."""
    settings = Settings()
    text = decoded(FILE, content, faults)
    if text is None:
        return settings
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        document = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        faults.append(_syntax_fault(text, str(error)))
        return settings
    settings.lines = _lines_of_keys(text)
    _warn_of_unknown_keys(document, warnings)
    policy = document.get("policy", {})
    if not isinstance(policy, dict):
        faults.append(Fault(FILE, settings.line("policy"), "policy", _shown(policy), "a table [policy]"))
        policy = {}
    _read_factory(document, settings, faults)
    _read_policy(policy, settings, faults)
    return settings


def _syntax_fault(text: str, said: str) -> Fault:
    found = _TOML_PLACE.fullmatch(said)
    reason = found[1] if found else said
    line = int(found[2]) if found and found[2] else text.count("\n") + 1
    return Fault(FILE, line, "", None, "TOML", finding=f"not readable ({reason})")


def _lines_of_keys(text: str) -> dict[tuple[str, str], int]:
    lines: dict[tuple[str, str], int] = {}
    section = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if found := _SECTION.match(line):
            section = found[1]
            lines.setdefault(("", section), number)
        elif found := _KEY.match(line):
            lines.setdefault((section or ("policy" if found[1] else ""), found[2]), number)
    return lines


def _warn_of_unknown_keys(document: Mapping[str, object], warnings: list[str]) -> None:
    policy = document.get("policy")
    for known, prefix, found in (
        ((*FACTORY_KEYS, "policy"), "", document),
        (POLICY_KEYS, "policy.", policy if isinstance(policy, dict) else {}),
    ):
        for key in found:
            if key not in known:
                near = Neighbours(known).nearest(key)
                hint = f", did you mean '{prefix}{near}'?" if near else ""
                warnings.append(f"{FILE}: unknown key '{prefix}{key}' is not read{hint}")


def _read_factory(document: Mapping[str, object], settings: Settings, faults: list[Fault]) -> None:
    def take(key: str, meaning: Callable[[object], None]) -> None:
        value = document.get(key)
        try:
            if value is None:
                raise Unfit(f"{key} = {_EXAMPLES[key]}", finding="the key is missing")
            meaning(value)
        except Unfit as verdict:
            shown = None if value is None else _shown(value)
            faults.append(verdict.at(FILE, settings.line(key), column=key, value=shown))

    def take_name(value: object) -> None:
        settings.name = _text(value, "a text that is not empty")

    def take_currency(value: object) -> None:
        settings.currency = _one_of(value, CURRENCY_DECIMALS, "a currency code of ISO 4217 such as EUR", "currency")

    def take_timezone(value: object) -> None:
        settings.timezone = _time_zone(value)

    def take_now(value: object) -> None:
        settings.now = _now(value)

    take("format", _check_format)
    take("name", take_name)
    take("currency", take_currency)
    take("timezone", take_timezone)
    take("now", take_now)


def _read_policy(policy: Mapping[str, object], settings: Settings, faults: list[Fault]) -> None:
    def take(key: str, meaning: Callable[[object], None]) -> None:
        if key in policy:
            try:
                meaning(policy[key])
            except Unfit as verdict:
                line = settings.line(key, section="policy")
                faults.append(verdict.at(FILE, line, column=f"policy.{key}", value=_shown(policy[key])))

    def take_margin(value: object) -> None:
        settings.promise_margin_days = _number(value, "a whole number of days", divisor=MICRO)

    def take_frozen(value: object) -> None:
        settings.frozen_minutes = half_up(_number(value, "hours such as 48 or 0.5") * 60, MICRO)

    def take_overhead(value: object) -> None:
        settings.overhead_micro = _number(value, "a number such as 0.15")

    def take_calendar(value: object) -> None:
        if not isinstance(value, str):
            raise Unfit("a calendar in quotes")
        settings.calendar = value

    take("promise_margin_days", take_margin)
    take("frozen_hours", take_frozen)
    take("overhead_rate", take_overhead)
    take("calendar", take_calendar)


def _text(value: object, expected: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Unfit(expected)
    return value


def _one_of(value: object, known: Mapping[str, object], expected: str, what: str) -> str:
    text = _text(value, expected)
    if text not in known:
        raise Unfit(expected, suggestion=Neighbours(known).nearest(text), finding=f"unknown {what}")
    return text


def _time_zone(value: object) -> str:
    text = _text(value, "a time zone such as Asia/Singapore")
    try:
        ZoneInfo(text)
    except (ValueError, OSError, LookupError):
        near = Neighbours(available_timezones()).nearest(text)
        raise Unfit("a time zone such as Asia/Singapore", suggestion=near, finding="unknown time zone") from None
    return text


def _check_format(value: object) -> None:
    if value != FORMAT:
        raise Unfit(f"'{FORMAT}'")


def _now(value: object) -> datetime:
    if not isinstance(value, datetime):
        raise Unfit("a date with time without quotes, such as 2026-11-23T08:00:00")
    if value.second or value.microsecond:
        raise Unfit("a whole minute")
    return value


def _number(value: object, expected: str, *, divisor: int = 1) -> int:
    """Return a number in millionths through the divisor, which must leave nothing."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Unfit(f"{expected}, without quotes" if isinstance(value, str) else expected)
    try:
        micro = millionths(format(value, "f"))
    except Unfit:
        raise Unfit(expected) from None
    if micro % divisor:
        raise Unfit(expected)
    return micro // divisor


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)
