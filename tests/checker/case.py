"""A factory and its plan side by side, with the look-ups every rule needs."""

import re
from collections import defaultdict
from datetime import date, timedelta
from functools import cached_property

from .calendars import Calendars
from .factory import Factory, OrderLine, Receipt, Source, Step, Stock
from .plan import Message, Operation, Peg, Plan, PlannedOrder, Problem
from .quantities import start_quantity
from .structure import Need, Reading, component_needs, has_phantom_scrap

Key = tuple[str, str]
ELSEWHERE = "stock"
DAY = re.compile(r"(?<=@)\d{4}-\d{2}-\d{2}(?![^@])")
"""The day a pooled order is named after: the day it was needed when it was netted."""


class Case:
    """One factory and one plan of it; look-ups are built when first asked for."""

    def __init__(self, factory: Factory, plan: Plan) -> None:
        self.factory = factory
        self.plan = plan
        self.clock = factory.clock
        self._contexts: dict[Key, frozenset[str | None]] = {}
        self._served: dict[Key, list[frozenset[str]]] = {}
        self._readings: dict[str, Reading] = {}

    @cached_property
    def planned_lines(self) -> dict[str, OrderLine]:
        """The order lines a plan must answer."""
        return {code: line for code, line in self.factory.lines.items() if self.factory.is_planned(line)}

    @cached_property
    def pegs_of_demand(self) -> dict[Key, list[Peg]]:
        """Pegs by what they serve."""
        found: dict[Key, list[Peg]] = defaultdict(list)
        for peg in self.plan.pegs:
            found[peg.demand_kind, peg.demand].append(peg)
        return found

    @cached_property
    def pegs_of_supply(self) -> dict[Key, list[Peg]]:
        """Pegs by where they come from."""
        found: dict[Key, list[Peg]] = defaultdict(list)
        for peg in self.plan.pegs:
            found[peg.supply_kind, peg.supply].append(peg)
        return found

    @cached_property
    def operations_of(self) -> dict[Key, list[Operation]]:
        """Placed operations by supply, in sequence."""
        found: dict[Key, list[Operation]] = defaultdict(list)
        for operation in self.plan.operations:
            found[operation.supply_kind, operation.supply].append(operation)
        for operations in found.values():
            operations.sort(key=lambda one: one.sequence)
        return found

    @cached_property
    def messages_on(self) -> dict[str, list[Message]]:
        """Messages by their subject."""
        found: dict[str, list[Message]] = defaultdict(list)
        for message in self.plan.messages:
            found[message.subject].append(message)
        return found

    @cached_property
    def calendars(self) -> Calendars:
        """Open time from before now until after everything the plan places."""
        clock = self.clock
        last = max([self.factory.now, *(one.end_at for one in self.plan.operations)])
        days = [clock.day_of(last), *(one.promise_on for one in self.plan.promises.values() if one.promise_on)]
        days += [load.week for load in self.plan.load]
        first = min([clock.day_of(self.factory.now), *(load.week for load in self.plan.load)])
        return Calendars(
            clock,
            self.factory.windows,
            self.factory.exceptions,
            first_day=first - timedelta(days=14),
            last_day=max(days) + timedelta(days=400),
        )

    @cached_property
    def _problem_words(self) -> set[str]:
        return _words(self.plan.problems)

    @cached_property
    def _error_words(self) -> set[str]:
        return _words([problem for problem in self.plan.problems if problem.severity == "error"])

    def is_excused(self, *codes: str) -> bool:
        """Whether a problem names one of these codes."""
        return any(code in self._problem_words for code in codes if code)

    def is_impossible(self, *codes: str) -> bool:
        """Whether a problem that is an error names one of these codes."""
        return any(code in self._error_words for code in codes if code)

    def is_told(self, *subjects: str) -> bool:
        """Whether a message is about one of these, or about an order line they are."""
        return any(subject in self.messages_on or subject in self._hurt for subject in subjects if subject)

    def is_short(self, demand: str, item: str) -> bool:
        """Whether a message says that a demand, or its item for that demand, falls short."""
        return any(
            message.message == "short" and (message.subject == demand or demand in message.orders)
            for message in (*self.messages_on.get(demand, ()), *self.messages_on.get(item, ()))
        )

    @cached_property
    def _hurt(self) -> set[str]:
        return {order for message in self.plan.messages for order in message.orders}

    def source(self, item: str) -> Source | None:
        """The source the item must be bought from."""
        return self.factory.best_source(item)

    def lead_time_days(self, item: str) -> int:
        """Calendar days of an item that is bought, subcontracted or has no routing."""
        fact = self.factory.item(item)
        source = self.source(item) if fact.supply != "make" else None
        return source.lead_time_days if source else fact.lead_time_days or 0

    # Which line's structure counts -----------------------------------------------------------------------------

    def demand_contexts(self, kind: str, demand: str) -> frozenset[str | None]:
        """The lines on whose behalf a demand asks; None where it asks for stock or for several."""
        if kind == "order_line":
            return frozenset([demand])
        if kind == "planned_order":
            order = self.plan.planned_orders.get(demand)
            return self.contexts(order) if order else frozenset([None])
        if kind == "receipt":
            receipt = self.factory.receipts.get(demand)
            if receipt and receipt.reserved_order and receipt.reserved_line:
                return frozenset([f"{receipt.reserved_order}/{receipt.reserved_line}"])
        return frozenset([None])

    def contexts(self, order: PlannedOrder) -> frozenset[str | None]:
        """The lines whose structure a planned order may use: several where surplus went elsewhere.

        A pooled order that serves one line alone may or may not count as that line's: the contract does not say.
        """
        if order.structure == "order":
            return frozenset([order.line])
        key = "planned_order", order.code
        if self.factory.item(order.item).is_pooled:
            lines = {line for served in self.served(*key) for line in served}
            return frozenset([None, *(lines & self.factory.lines.keys() if len(lines) == 1 else ())])
        if key not in self._contexts:
            self._contexts[key] = frozenset([None])  # a loop of pegs ends here
            pegs = self.pegs_of_supply.get(key, ())
            above = [self.demand_contexts(peg.demand_kind, peg.demand) for peg in pegs]
            self._contexts[key] = frozenset().union(*above) or frozenset([None])
        return self._contexts[key]

    def served(self, kind: str, code: str) -> list[frozenset[str]]:
        """The order lines a demand serves in the end; several answers where a to-order supply has surplus."""
        if kind == "order_line":
            return [frozenset([code])]
        if kind in ("safety_stock", "forecast"):
            return [frozenset([ELSEWHERE])]
        key = kind, code
        if key not in self._served:
            self._served[key] = []  # a loop of pegs ends here
            self._served[key] = self._served_by(kind, code)
        return self._served[key]

    def _served_by(self, kind: str, code: str) -> list[frozenset[str]]:
        if kind == "receipt":
            receipt = self.factory.receipts.get(code)
            if receipt and receipt.reserved_order:
                return [frozenset(self.reserved_for(receipt))]
        pegs = self.pegs_of_supply.get((kind, code), [])
        each = [self.served(peg.demand_kind, peg.demand) for peg in pegs]
        order = self.plan.planned_orders.get(code) if kind == "planned_order" else None
        if order and self.factory.is_to_order(order.item, order.line):
            own = [frozenset([order.line])] if order.line else []
            return own + [option for options in each for option in options]
        return [frozenset(line for options in each for option in options for line in option)]

    def reserved_for(self, supply: Stock | Receipt) -> set[str]:
        """The order lines a reserved supply may serve."""
        if supply.reserved_line:
            return {f"{supply.reserved_order}/{supply.reserved_line}"}
        return {line.code for line in self.factory.lines.values() if line.order == supply.reserved_order}

    # What a planned order needs --------------------------------------------------------------------------------

    @cached_property
    def _phantom_scrap_readings(self) -> tuple[bool, ...]:
        return (False, True) if has_phantom_scrap(self.factory) else (False,)

    def readings(self, order: PlannedOrder) -> list[Reading]:
        """Every way the contract lets the bill of a planned order be read."""
        lines = sorted({line for served in self.served("planned_order", order.code) for line in served})
        days: list[date] = [self.factory.lines[line].wanted_on for line in lines if line in self.factory.lines]
        if order.due_at is not None:
            days += [self.clock.finish_day(order.due_at), self.clock.day_of(order.due_at)]
        for peg in self.pegs_of_supply.get(("planned_order", order.code), ()):
            if peg.needed_at is not None:
                days.append(self.clock.finish_day(peg.needed_at))
        days += [date.fromisoformat(text) for text in DAY.findall(order.code)]
        days = list(dict.fromkeys(days)) or [self.clock.day_of(self.factory.now)]
        contexts = sorted(self.contexts(order), key=lambda line: line or "")
        return [
            Reading(line, day, scrap) for line in contexts for day in days for scrap in self._phantom_scrap_readings
        ]

    def needs(self, order: PlannedOrder, reading: Reading) -> list[Need]:
        """The components of a planned order in one reading."""
        item = self.factory.item(order.item)
        start = start_quantity(order.quantity, item.scrap_ratio, item.decimals)
        return component_needs(self.factory, order.item, start, reading)

    def settle(self, order: PlannedOrder, reading: Reading) -> None:
        """Keep the reading that a planned order's pegs turned out to follow."""
        self._readings[order.code] = reading

    def settled_needs(self, order: PlannedOrder) -> list[Need]:
        """The components of a planned order in the reading its pegs follow."""
        reading = self._readings.get(order.code)
        return self.needs(order, reading or self.readings(order)[0])

    def routing(self, order: PlannedOrder) -> list[Step]:
        """The routing a planned order follows."""
        return self.factory.routing(order.item, order.line if order.structure == "order" else None)


def _words(problems: list[Problem]) -> set[str]:
    """The codes that problems may mean: their subjects, and every word of their sentences."""
    words: set[str] = set()
    for problem in problems:
        words.add(problem.subject)
        for text in (problem.subject, problem.sentence):
            for separator in "/;@'\",:()":
                words.update(part.strip() for part in text.split(separator))
            words.update(part.strip(".,:;'\"()") for part in text.split())
    words.discard("")
    return words
