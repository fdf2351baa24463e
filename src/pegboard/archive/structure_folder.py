"""A structure folder: the bill and routing that one order line would own, read in the terms of a factory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar

import numpy as np

from pegboard.archive.faults import BadFactory, Fault
from pegboard.archive.reading import read_factory_files
from pegboard.engine.core.columns import NO_ROW, IntArray, Table, TextArray, ints, texts
from pegboard.engine.plan.naming import rows_by_code
from pegboard.engine.snapshot import BomLines, Items, RoutingOperations, Snapshot

BOMS: Final = "order_boms.csv"
ROUTINGS: Final = "order_routings.csv"
ORDERS: Final = "orders.csv"
MASTERS: Final = frozenset({
    "factory.toml", "items.csv", "boms.csv", "routings.csv", "work_centres.csv", "work_units.csv", "calendars.csv",
    "calendar_exceptions.csv", "people.csv",
})  # fmt: skip
"""What a structure is checked against; stock and orders may name items that other lines own."""

AnyTable = TypeVar("AnyTable", bound=Table)


@dataclass(frozen=True)
class OwnStructure:
    """What an inquiry owns; its rows count in `snapshot`, which knows all skills and setup families it names."""

    snapshot: Snapshot
    boms: BomLines
    routings: RoutingOperations
    new_items: Items


def read_structure(
    structure: Mapping[str, bytes], *, factory: Mapping[str, bytes], snapshot: Snapshot, item: str
) -> OwnStructure:
    """Read a structure by the rules of a factory folder, as if one line of the factory owned it.

    Parameters
    ----------
    structure
        The files of the structure folder: `order_boms.csv`, `order_routings.csv` or both, for one order line.
    factory
        The files of the factory folder.
    snapshot
        What they say.
    item
        The item that is asked for.

    Raises
    ------
    BadFactory
        With every fault of the structure's files.
    """
    given = {name: content for name, content in structure.items() if name in {BOMS, ROUTINGS}}
    if not given:
        raise BadFactory([Fault(BOMS, None, "", None, f"{BOMS} or {ROUTINGS}", finding="the files are missing")])
    owners = _owners(given)
    files = {name: content for name, content in factory.items() if name in MASTERS}
    book = _orders(snapshot, [owner for owner, _, _ in owners] or [("INQUIRY", "1")], item)
    others = [
        Fault(file, number, "line", "/".join(owner), f"one line only, {'/'.join(owners[0][0])}")
        for owner, file, number in owners[1:]
    ]
    try:
        own = read_factory_files({**files, **given, ORDERS: book}).snapshot
    except BadFactory as bad:
        raise BadFactory(sorted((*bad.faults, *others), key=_place)) from None
    if others:
        raise BadFactory(others)
    return _translated(own, snapshot)


def _place(fault: Fault) -> tuple[str, int]:
    return fault.file, fault.line or 0


def _owners(given: Mapping[str, bytes]) -> list[tuple[tuple[str, str], str, int]]:
    """Return the order lines that the rows name, with the place of each one's first row; there should be one."""
    found: dict[tuple[str, str], tuple[str, int]] = {}
    for file in sorted(given):
        for number, owner in _named_lines(given[file]):
            found.setdefault(owner, (file, number))
    return [(owner, file, number) for owner, (file, number) in found.items()]


def _named_lines(content: bytes) -> Iterator[tuple[int, tuple[str, str]]]:
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig", errors="replace"), newline=""))
    for row in rows:
        owner = (str(row.get("order") or "").strip(), str(row.get("line") or "").strip())
        if all(owner):
            yield rows.line_num, owner


def _orders(snapshot: Snapshot, lines: list[tuple[str, str]], item: str) -> bytes:
    """Return an order book of these lines, which want the item today."""
    written = io.StringIO()
    today = np.datetime64("0001-01-01") + (snapshot.local_time.origin_ordinal - 1)
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(("order", "line", "item", "quantity", "requested_on"))
    writer.writerows((order, line, item, 1, today) for order, line in lines)
    return written.getvalue().encode()


def _translated(own: Snapshot, snapshot: Snapshot) -> OwnStructure:
    """Return the structure in the rows of the factory's own snapshot; what it does not know comes after the rest."""
    known = rows_by_code(snapshot.items.code)
    is_new = np.array([code not in known for code in own.items.code.tolist()], dtype=np.bool_)
    items = _places(own.items.code, texts([*snapshot.items.code, *own.items.code[is_new]]))
    families = _with(snapshot.setup_families, own.setup_families)
    skills = _with(snapshot.skills, own.skills)
    boms, routings = own.order_boms, own.order_routings
    boms = replace(
        boms,
        order_line=np.zeros(len(boms), dtype=np.int64),
        parent=items[boms.parent],
        component=items[boms.component],
    )
    centres = _places(own.work_centres.code, snapshot.work_centres.code)
    routings = replace(
        routings,
        order_line=np.zeros(len(routings), dtype=np.int64),
        item=items[routings.item],
        work_centre=centres[routings.work_centre],
        setup_family=_moved(routings.setup_family, _places(own.setup_families, families)),
        skill=_moved(routings.skill, _places(own.skills, skills)),
    )
    return OwnStructure(
        snapshot=replace(snapshot, setup_families=families, skills=skills),
        boms=boms.take(np.lexsort((boms.valid_from, boms.sequence, boms.component, boms.parent))),
        routings=routings.take(np.lexsort((routings.sequence, routings.item))),
        new_items=own.items.take(is_new),
    )


def _with(known: TextArray, named: TextArray) -> TextArray:
    """Return the known codes in their rows, and after them those that only the structure names."""
    return texts([*known, *sorted(set(named.tolist()) - set(known.tolist()))])


def _places(codes: TextArray, among: TextArray) -> IntArray:
    rows = rows_by_code(among)
    return ints(rows[code] for code in codes.tolist())


def _moved(rows: IntArray, places: IntArray) -> IntArray:
    return np.where(rows == NO_ROW, NO_ROW, np.append(places, NO_ROW)[rows])
