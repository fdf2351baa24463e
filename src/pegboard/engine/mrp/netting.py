"""Netting: each requirement takes stock, then receipts, then what earlier orders left over, then a new order.

Handing groups of columns to a function costs as much as serving a requirement, so every loop over the requirements of
an item stands in one function that has its columns at hand.
"""

from __future__ import annotations

from pegboard.engine.core.columns import NO_ROW, IntArray
from pegboard.engine.core.kernel import kernel
from pegboard.engine.mrp.allocation import repeg
from pegboard.engine.mrp.books import Books, Facts, day_of_end, put_peg, structure_row
from pegboard.engine.mrp.tables import ASKED_BY_SAFETY_STOCK, Requirements
from pegboard.engine.plan.vocabulary import PLANNED_ORDER, RECEIPT, STOCK


@kernel
def net_level(order: IntArray, requirements: Requirements, facts: Facts, books: Books) -> None:
    """Serve all requirements of one level, item by item.

    Parameters
    ----------
    order
        Rows of the requirements, grouped by item and in serving order within it.
    """
    start = 0
    while start < len(order):
        item = requirements.item[order[start]]
        end = start + 1
        while end < len(order) and requirements.item[order[end]] == item:
            end += 1
        _net_item(item, order[start:end], requirements, facts, books)
        start = end


@kernel
def _net_item(item: int, order: IntArray, requirements: Requirements, facts: Facts, books: Books) -> None:
    supplies, first_peg = facts.supplies, books.counts[1]
    for place in range(len(order)):
        books.short[place] = requirements.quantity[order[place]]
    if len(facts.owned.item):
        for place in range(len(order)):
            books.owned[place] = structure_row(facts, item, requirements.service[order[place]])
    if supplies.reserved_first[item] < supplies.reserved_first[item + 1]:
        for place in range(len(order)):
            _take_reserved(item, place, order[place], requirements, facts, books)
    lots = supplies.stock_row[supplies.stock_first[item] : supplies.stock_first[item + 1]]
    _take_free(STOCK, lots, order, requirements, facts, books)
    due = supplies.receipt_row[supplies.receipt_first[item] : supplies.receipt_first[item + 1]]
    _take_free(RECEIPT, due, order, requirements, facts, books)
    if facts.rules.is_pooled[item]:
        batches = _batches(item, order, requirements, facts, books)
        _order(item, order, batches, requirements, facts, books)
        if books.counts[1] - first_peg > 1:
            repeg(first_peg, requirements, facts, books)
    else:
        _order(item, order, books.short, requirements, facts, books)


@kernel
def _take_reserved(item: int, place: int, row: int, requirements: Requirements, facts: Facts, books: Books) -> None:
    supplies, service = facts.supplies, requirements.service[row]
    if service & 1:
        return
    line, order = facts.ranks.line[service >> 1], facts.ranks.order[service >> 1]
    for at in range(supplies.reserved_first[item], supplies.reserved_first[item + 1]):
        serves = supplies.reserved_line[at]
        if supplies.reserved_order[at] != order or (serves != NO_ROW and serves != line):
            continue
        kind, supply = supplies.reserved_kind[at], supplies.reserved_row[at]
        taken = min(books.short[place], supplies.left[kind][supply])
        if taken > 0:
            supplies.left[kind][supply] -= taken
            books.short[place] -= taken
            put_peg(kind, supply, row, taken, books)


@kernel
def _take_free(
    kind: int, rows: IntArray, order: IntArray, requirements: Requirements, facts: Facts, books: Books
) -> None:
    """Give free lots, oldest first, to whom they are there in time, or receipts by due date, late ones too."""
    if len(rows) == 0:
        return
    available, left, short = facts.supplies.available_at[kind], facts.supplies.left[kind], books.short
    raw_need, floor, pegs = requirements.raw_need, facts.clock.floor, books.pegs
    supply, at = 0, books.counts[1]
    for place in range(len(order)):
        if books.owned[place] != NO_ROW and facts.owned.is_owned[books.owned[place]]:
            continue
        need = max(raw_need[order[place]], floor)
        while short[place] > 0 and supply < len(rows):
            row = rows[supply]
            if kind == STOCK and available[row] > need:
                break
            taken = min(short[place], left[row])
            if taken > 0:
                left[row] -= taken
                short[place] -= taken
                pegs.supply_kind[at], pegs.supply[at] = kind, row
                pegs.requirement[at], pegs.quantity[at] = order[place], taken
                at += 1
            if left[row] == 0:
                supply += 1
    books.counts[1] = at


@kernel
def lot_size(short: int, minimum: int, multiple: int) -> int:
    """Return ⌈max(short, minimum) ÷ multiple⌉ × multiple."""
    lot = max(short, minimum)
    if multiple > 1:
        lot = -(-lot // multiple) * multiple
    return lot


@kernel
def _batches(item: int, order: IntArray, requirements: Requirements, facts: Facts, books: Books) -> IntArray:
    """Return for each place what is short from there on over the days that one lot would cover."""
    day_start, floor, lot_days = facts.clock.day_start, facts.clock.floor, facts.rules.lot_days[item]
    batch = books.short[: len(order)].copy()
    end, total, after = 0, 0, 0
    for place in range(len(order)):
        row = order[place]
        if requirements.bill_line[row] == ASKED_BY_SAFETY_STOCK or books.owned[place] != NO_ROW:
            continue
        if end <= place:
            end, total = place, 0
        first = day_of_end(max(requirements.raw_need[row], floor), day_start)
        while end < len(order) and requirements.bill_line[order[end]] != ASKED_BY_SAFETY_STOCK:
            after = day_of_end(max(requirements.raw_need[order[end]], floor), day_start)
            if after >= first + lot_days:
                break
            if books.owned[end] == NO_ROW:
                total += books.short[end]
            end += 1
        batch[place] = total
        total -= books.short[place]
    return batch


@kernel
def _order(item: int, order: IntArray, batch: IntArray, requirements: Requirements, facts: Facts, books: Books) -> None:
    """Make new orders for what is short, each for a whole batch, and give what they have over to later requirements."""
    orders, pegs, left, short = books.orders, books.pegs, books.order_left, books.short
    minimum, multiple = facts.rules.minimum[item], facts.rules.multiple[item]
    floor, day_start = facts.clock.floor, facts.clock.day_start
    new, at = books.counts[0], books.counts[1]
    spare = new
    for place in range(len(order)):
        row, owned = order[place], books.owned[place]
        used = books.owned_order[owned] if owned != NO_ROW else spare
        covered = 0
        while short[place] > 0:
            if owned == NO_ROW:
                while spare < new and (left[spare] == 0 or orders.owned[spare] != NO_ROW):
                    spare += 1
                used = spare
            if used == NO_ROW or used == new or left[used] == 0:
                wanted = short[place] if owned != NO_ROW else max(batch[place] - covered, short[place])
                orders.item[new], orders.owned[new] = item, owned
                orders.quantity[new] = lot_size(wanted, minimum, multiple)
                orders.raw_need[new], orders.need[new] = (
                    requirements.raw_need[row],
                    max(requirements.raw_need[row], floor),
                )
                orders.service[new] = requirements.service[row]
                orders.day[new] = day_of_end(orders.need[new], day_start)
                left[new] = orders.quantity[new]
                used = new
                new += 1
            taken = min(short[place], left[used])
            left[used] -= taken
            short[place] -= taken
            covered += taken
            pegs.supply_kind[at], pegs.supply[at] = PLANNED_ORDER, used
            pegs.requirement[at], pegs.quantity[at] = row, taken
            at += 1
        if owned != NO_ROW:
            books.owned_order[owned] = used
    books.counts[0], books.counts[1] = new, at
