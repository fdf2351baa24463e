"""Quantities in whole quanta of the item's unit: what is finer than the item's decimals is refused or rounded up."""

from __future__ import annotations

import numpy as np

from pegboard.archive.checking import CheckedTable
from pegboard.archive.faults import Fault
from pegboard.archive.references import Directory
from pegboard.archive.schema import MICRO, Column, Kind
from pegboard.engine.core.columns import NOT_GIVEN, IntArray, ints


def check_quantities(directory: Directory, faults: list[Fault]) -> None:
    """Turn every quantity from millionths of the unit into quanta of its item; of an unknown item any will do."""
    tables = directory.tables
    items = tables["items"]
    decimals = dict(zip(items.texts["item"], items.numbers["decimals"].tolist(), strict=True))
    for row in items.unfit.get("decimals", ()):
        decimals[items.texts["item"][row]] = 6
    if items.is_whole:
        decimals |= dict.fromkeys(directory.own_items, 0)
    receipts = tables["receipts"]
    by_receipt = {
        receipt: decimals.get(item, 6)
        for receipt, item in zip(receipts.texts["receipt"], receipts.texts["item"], strict=True)
    }
    for table in tables.values():
        for column in table.schema.columns:
            if column.kind is Kind.QUANTITY and len(table):
                owners = table.texts[column.quantity_of]
                if column.quantity_of == "receipt":
                    found = [by_receipt.get(receipt, 6) for receipt in owners]
                else:
                    found = [decimals.get(item, 6) for item in owners]
                _convert(table, column, ints(found), faults)


def _convert(table: CheckedTable, column: Column, decimals: IntArray, faults: list[Fault]) -> None:
    micro = table.numbers[column.name]
    is_given = micro != NOT_GIVEN
    quantum = MICRO // 10**decimals
    is_too_fine = is_given & (micro % quantum != 0)
    quanta = np.where(is_given, -(-micro // quantum), NOT_GIVEN)
    table.numbers[column.name] = quanta
    if column.rounds_up or not is_too_fine.any():
        return
    for row in np.flatnonzero(is_too_fine).tolist():
        if table.is_fit(row, column.name):
            places = int(decimals[row])
            expected = "a whole number, for its item has no decimals" if places == 0 else f"at most {places} decimals"
            faults.append(table.fault(row, column.name, expected))
