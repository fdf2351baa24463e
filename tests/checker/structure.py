"""What a quantity of an item needs: bills, phantoms, validity and the structures lines own.

Where the contract is silent several readings are accepted: the validity day of a supply that serves several lines (any
of their wanted days, the day it is due, or the day it is named after), and whether a phantom's own scrap ratio counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .factory import Factory
from .quantities import rounded_up


@dataclass(frozen=True)
class Reading:
    """One way to read a bill: for which line, on which day, with or without the scrap of phantoms."""

    line: str | None
    day: date
    phantom_scrap: bool = False


@dataclass(frozen=True)
class Need:
    """A component, the operation that consumes it, and how much."""

    component: str
    sequence: int | None
    quantity: Fraction


def component_needs(factory: Factory, item: str, start: Fraction, reading: Reading) -> list[Need]:
    """The components of one order that starts with `start`, each bill line rounded up once."""
    return [
        Need(component, sequence, rounded_up(amount, factory.item(component).decimals))
        for component, sequence, amount in _through_phantoms(factory, item, start, reading, None)
        if amount > 0
    ]


def has_components(factory: Factory, item: str, line: str | None) -> bool:
    """Whether a bill names anything but phantoms that name nothing."""
    return any(not one.phantom or has_components(factory, one.component, line) for one in factory.bill(item, line))


def has_phantom_scrap(factory: Factory) -> bool:
    """Whether any phantom has a scrap ratio of its own, so that two readings differ."""
    return any(factory.item(code).scrap_ratio for code in phantom_items(factory))


def phantom_items(factory: Factory) -> set[str]:
    """Items that some bill line names as a phantom."""
    bills = list(factory.bills.values())
    for own in factory.own_bills.values():
        bills.extend(own.values())
    return {line.component for lines in bills for line in lines if line.phantom}


def _through_phantoms(
    factory: Factory, item: str, amount: Fraction, reading: Reading, sequence: int | None
) -> Iterator[tuple[str, int | None, Fraction]]:
    is_top = sequence is None
    for line in factory.bill(item, reading.line):
        if not line.is_valid_on(reading.day):
            continue
        needed = amount * line.quantity_per + line.fixed_quantity
        if line.scrap_ratio:
            needed /= 1 - line.scrap_ratio
        consumed_at = (line.sequence if line.sequence is not None else FIRST) if is_top else sequence
        if not line.phantom:
            yield line.component, None if consumed_at == FIRST else consumed_at, needed
            continue
        if reading.phantom_scrap:
            needed /= 1 - factory.item(line.component).scrap_ratio
        yield from _through_phantoms(factory, line.component, needed, reading, consumed_at)


FIRST = -1
