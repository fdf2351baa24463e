"""What each problem says: what it is about, what was found, what planning did instead, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

STRUCTURES: Final = {
    "no-routing": "Item {subject} is made here but has no routing: it is planned by its lead time of {0:day} and "
    "takes no capacity. Add its operations to routings.csv.",
    "no-source": "Item {subject} is not made here and has no source: it is planned by its lead time of {0:day}, "
    "without a supplier. Add it to sources.csv.",
    "bill-of-bought": "Item {subject} is bought but has a bill: the bill was not exploded. Take the bill out, or set "
    "the item's supply to make or subcontract.",
    "routing-not-used": "Item {subject} has a routing but its supply is {0}: the routing was not used. Take the "
    "routing out, or set the item's supply to make.",
    "phantom-no-bill": "The bill of {subject} takes {0} as a phantom, but there is no bill of it: nothing was planned "
    "for that line. Give the phantom a bill, or make the line an ordinary component.",
    "own-structure-not-used": "Order line {subject} has its own structure for {0}, which it never reaches: that "
    "structure was not used. Name it in the bill above it, or take it out.",
}

STEPS: Final = {
    "zero-time": "The routing of {subject} gives {0:*operation} neither setup nor run minutes: no time was planned "
    "there. Fill in the minutes, or take out what is never done.",
    "bill-no-step": "The bill of {subject} names {0:*operation}, which its routing lacks: what is needed there was "
    "planned for the next operation, else the last. Correct the sequence in the bill.",
    "alternative-no-step": "Item {subject} has an alternative for operation {0}, which no routing of it has: the "
    "alternative was not used. Correct its sequence, or take it out.",
    "alternative-same-centre": "Item {subject} has an alternative for operation {0} at the work centre that the "
    "routing names already: it adds no choice. Name another work centre, or take it out.",
    "progress-no-step": "Receipt {subject} has work in progress on operation {0}, which the routing of its item "
    "lacks: that work was left out of the schedule. Correct the sequence, or add the operation.",
    "receipt-component-no-step": "Receipt {subject} has components for operation {0}, which the routing of its item "
    "lacks: they were planned for the next operation after it, else the last. Correct the sequence.",
}

RESOURCES: Final = {
    "no-hours": "Calendar {subject} never opens, yet it is used by {0}: no work could be placed there. Give the "
    "calendar hours, or name another one.",
    "too-few-people": "Of the people with {subject}, {0} can work, while {2} must have up to {1} at once: that "
    "work could not be placed. Add people or the skill in people.csv, or lower the crew.",
}

SUPPLY_AND_DEMAND: Final = {
    "reservation-unknown": "The supply {subject} is reserved for {0}, which is not among the open orders: it was kept "
    "and serves nobody. Clear the reservation, or correct it.",
    "reservation-not-planned": "The supply {subject} is reserved for {0}, which is a quote or a hold that has ended: "
    "it was kept and serves nobody. Clear the reservation, or confirm the order.",
    "forecast-to-order": "Item {subject} is made or bought to order but has a forecast: the forecast was not planned. "
    "Take it out, or set the item's strategy to make_to_stock or buy_to_stock.",
    "forecast-past": "The forecast has {0:row} for weeks that are over, for {1:item}: nothing of that was planned. "
    "Take it out when convenient.",
}

PLANNING: Final = {
    "quantity-too-large": "The quantity needed of {subject} is larger than any number kept here: it was left out of "
    "the plan. Check the ordered quantity, and the quantities in the bills above it.",
    "cost-too-large": "The cost of order line {subject} is larger than any number kept here: the line has no cost "
    "row. Check its quantity, and the quantities and prices of its structure.",
    "inquiry-not-placed": "Item {subject} is needed for the inquiry but could not be placed: the inquiry has no date. "
    "Check its lead time, and the hours and people of its work centres.",
}

PLACEMENT: Final = {
    "not-placed-no-hours": "Work centre {subject} has no working hours from now on: {0:operation} could not be placed "
    "there. Give its calendar hours, or name another work centre.",
    "not-placed-no-people": "Operation {0} of {subject} needs {1:person|people} at once with {2}, and there are fewer "
    "with working hours: it could not be placed. Add people or the skill in people.csv, or lower the crew.",
    "not-placed-beyond-horizon": "{0:operation} of {subject} would end later than twenty years from now and could not "
    "be placed. Check quantities and run minutes, the hours of unit and crew, and days that pass outside.",
    "not-placed-waits": "{0:operation} of {subject} had to wait for work that could not be placed, and could not be "
    "placed either. Solve the other problems first.",
}

SENTENCES: Final[Mapping[str, str]] = STRUCTURES | STEPS | RESOURCES | SUPPLY_AND_DEMAND | PLANNING | PLACEMENT
"""The sentence of each problem code; {subject} is what the problem is about, {0}, {1} … its operands.

`{0:day}` says `1 day`, `3 days`; `{0:person|people}` names the plural; `{0:*operation}` says `operation 10`,
`operations 10, 20`.
"""
