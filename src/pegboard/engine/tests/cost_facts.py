"""The facts that a cost follows from, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pegboard.engine.core.columns import NOT_GIVEN
from pegboard.engine.snapshot import (
    BomLines,
    Items,
    OrderLines,
    Policy,
    RoutingOperations,
    Snapshot,
    Sources,
    WorkCentres,
)
from pegboard.engine.tests.facts_by_hand import Row, snapshot, table


@dataclass
class Facts:
    """The rows of the tables that a cost follows from."""

    items: Sequence[Row]
    lines: Sequence[Row]
    boms: Sequence[Row] = ()
    routings: Sequence[Row] = ()
    own_boms: Sequence[Row] = ()
    own_routings: Sequence[Row] = ()
    sources: Sequence[Row] = ()
    centres: Sequence[Row] = ()
    overhead_micro: int = 0

    def snapshot(self) -> Snapshot:
        bill_keys = ("order_line", "parent", "component", "sequence", "valid_from")
        step_keys = ("order_line", "item", "sequence")
        return snapshot(
            table(Items, *self.items),
            table(BomLines, *by(bill_keys, self.boms)),
            table(RoutingOperations, *by(step_keys, self.routings)),
            table(WorkCentres, *self.centres),
            table(Sources, *by(("item", "rank", "supplier"), self.sources)),
            table(OrderLines, *self.lines),
            policy=Policy(overhead_micro=self.overhead_micro),
            own=(
                table(BomLines, *by(bill_keys, self.own_boms)),
                table(RoutingOperations, *by(step_keys, self.own_routings)),
            ),
        )


def by(keys: tuple[str, ...], rows: Sequence[Row]) -> list[Row]:
    """Return the rows in the order of these keys, one row for each key."""
    found = {tuple(row.get(key, NOT_GIVEN) for key in keys): row for row in rows}
    return [found[key] for key in sorted(found)]
