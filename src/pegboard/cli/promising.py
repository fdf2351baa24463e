"""`pegboard promise`: when could one more order be there, on top of the plan, and why not earlier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pegboard.archive import BadFactory, Fault
from pegboard.archive.cells import millionths, ordinal_of
from pegboard.archive.faults import Unfit
from pegboard.archive.near import Neighbours
from pegboard.archive.plan_reading import other_engine, plan_of_text
from pegboard.archive.plan_text import read_plan_text
from pegboard.archive.reading import Reading, read_factory_files
from pegboard.archive.structure_folder import read_structure
from pegboard.archive.zipped import read_files
from pegboard.cli.answer import answer_document, print_answer
from pegboard.cli.screen import Advance, for_results, print_json, stages
from pegboard.cli.trouble import answering, warn
from pegboard.engine.bom import structures
from pegboard.engine.calendar import working_time
from pegboard.engine.core.columns import NOT_GIVEN
from pegboard.engine.core.rounding import MICRO
from pegboard.engine.pipeline import make_plan
from pegboard.engine.plan import Plan, PlanParams
from pegboard.engine.plan.phrases import counted
from pegboard.engine.promise import Inquiry, capable_to_promise, plan_with, promise_book
from pegboard.engine.snapshot import Snapshot

STAGES: Final = {
    "read": "reading",
    "net": "netting",
    "schedule": "scheduling",
    "promise": "promising",
    "answer": "answering",
}


@dataclass(frozen=True)
class Asked:
    """The command's arguments, as they were typed."""

    folder: Path
    item: str
    quantity: str
    requested_on: str | None
    structure: Path | None
    plan: Path | None


def answer_inquiry(asked: Asked, *, as_json: bool) -> None:
    """Answer one inquiry on top of the plan of a factory."""
    with answering(as_json=as_json):
        with stages(STAGES) as begin:
            begin("read")
            files = read_files(asked.folder)
            reading = read_factory_files(files)
            inquiry, snapshot = _inquiry(asked, reading.snapshot, files)
            plan, warnings = _plan(asked, reading, begin)
            begin("answer")
            book = promise_book(snapshot, plan, structures(snapshot), working_time(snapshot))
            answer = capable_to_promise(book, inquiry)
        warn(reading.warnings)
        warn(warnings)
        extended = plan_with(plan, answer)
        if as_json:
            print_json(answer_document(answer, extended))
        else:
            print_answer(for_results(), answer, extended)


def _plan(asked: Asked, reading: Reading, begin: Advance) -> tuple[Plan, list[str]]:
    """Return the plan to answer on, and what is to be said of it."""
    if asked.plan is None:
        return make_plan(reading.snapshot, PlanParams(), on_stage=begin), []
    text = read_plan_text(asked.plan)
    other = other_engine(text)
    return plan_of_text(reading.snapshot, text), [f"{text.place}: {other}; plan again for its answers"] if other else []


def _inquiry(asked: Asked, snapshot: Snapshot, files: Mapping[str, bytes]) -> tuple[Inquiry, Snapshot]:
    """Return what is asked for, and the facts with all that its structure names; every bad argument at once."""
    faults: list[Fault] = []
    item = _item(asked.item, snapshot, faults)
    quantity = _quantity(asked.quantity, snapshot, item, faults)
    requested_on = _day(asked.requested_on, snapshot, faults)
    if faults:
        raise BadFactory(faults)
    inquiry = Inquiry(item, quantity, requested_on)
    if asked.structure is None:
        return inquiry, snapshot
    own = read_structure(read_files(asked.structure), factory=files, snapshot=snapshot, item=asked.item)
    return replace(inquiry, boms=own.boms, routings=own.routings, new_items=own.new_items), own.snapshot


def _item(code: str, snapshot: Snapshot, faults: list[Fault]) -> int:
    items = snapshot.items
    rows = {listed: row for row, listed in enumerate(items.code.tolist()) if items.is_listed[row]}
    if code not in rows:
        near = Neighbours(rows).nearest(code)
        faults.append(Fault("--item", None, "", code, "an item of items.csv", near, "unknown item"))
    return rows.get(code, 0)


def _quantity(text: str, snapshot: Snapshot, item: int, faults: list[Fault]) -> int:
    decimals = int(snapshot.items.decimals[item]) if len(snapshot.items) else 0
    try:
        value = millionths(text)
        if value == 0:
            raise Unfit("a number greater than 0")
        if value * 10**decimals % MICRO:
            raise Unfit(f"at most {counted(decimals, 'decimal')} for this item")
    except Unfit as verdict:
        faults.append(verdict.at("--quantity", None, column="", value=text))
        return 1
    return int(value * 10**decimals // MICRO)


def _day(text: str | None, snapshot: Snapshot, faults: list[Fault]) -> int:
    if text is None:
        return NOT_GIVEN
    try:
        return int(ordinal_of(text) - snapshot.local_time.origin_ordinal)
    except Unfit as verdict:
        faults.append(verdict.at("--requested-on", None, column="", value=text))
        return NOT_GIVEN
