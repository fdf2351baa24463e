"""The closed word lists of a plan: kinds of supply and demand, reasons, steps, messages."""

from __future__ import annotations

from typing import Final

# what supplies (pegs, placed operations)
STOCK: Final = 0
RECEIPT: Final = 1
PLANNED_ORDER: Final = 2
SUPPLY_KINDS: Final = ("stock", "receipt", "planned_order")

# what demands (pegs); the row is one of order lines, planned orders, receipts, items, forecast
FOR_ORDER_LINE: Final = 0
FOR_PLANNED_ORDER: Final = 1
FOR_RECEIPT: Final = 2
FOR_SAFETY_STOCK: Final = 3
FOR_FORECAST: Final = 4
DEMAND_KINDS: Final = ("order_line", "planned_order", "receipt", "safety_stock", "forecast")

# what held a start back (operations, promises)
BY_MATERIAL: Final = 0
BY_PREDECESSOR: Final = 1
BY_WORK_UNIT: Final = 2
BY_PEOPLE: Final = 3
BY_CALENDAR: Final = 4
BY_FROZEN: Final = 5
BY_NOW: Final = 6
BOUND_WORDS: Final = ("material", "predecessor", "work_unit", "people", "calendar", "frozen", "now")

# what a row is about (reasons, stacks, messages): the table that `subject` counts in
NOTHING: Final = 0
A_STOCK: Final = 1
A_RECEIPT: Final = 2
A_PLANNED_ORDER: Final = 3
A_PLACED_OPERATION: Final = 4
A_WORK_UNIT: Final = 5
A_WORK_CENTRE: Final = 6
A_PERSON: Final = 7
A_SKILL: Final = 8
A_CALENDAR: Final = 9
AN_ITEM: Final = 10
AN_ORDER_LINE: Final = 11
A_FORECAST: Final = 12
SUBJECT_WORDS: Final = (
    "",
    "stock",
    "receipt",
    "planned_order",
    "operation",
    "work_unit",
    "work_centre",
    "person",
    "skill",
    "calendar",
    "item",
    "order_line",
    "forecast",
)

# what a step of a promise stack is
STEP_MATERIAL: Final = 0
STEP_QUEUE: Final = 1
STEP_WORK: Final = 2
STEP_WAIT: Final = 3
STEP_OUTSIDE: Final = 4
STEP_CLOSED: Final = 5
STEP_MARGIN: Final = 6
STEP_WORDS: Final = ("material", "queue", "work", "wait", "outside", "closed", "margin")

RELEASE: Final = 0
EXPEDITE: Final = 1
DEFER: Final = 2
CANCEL: Final = 3
INCREASE: Final = 4
DECREASE: Final = 5
PAST_DUE: Final = 6
SHORT: Final = 7
MESSAGE_WORDS: Final = ("release", "expedite", "defer", "cancel", "increase", "decrease", "past_due", "short")
