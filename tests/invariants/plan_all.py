"""Plan factory folders and ask for one promise each: `python -m tests.invariants.plan_all TARGET FACTORY …`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pegboard.archive import read_factory
from pegboard.archive.plan_folder import write_plan
from pegboard.engine import Inquiry, capable_to_promise, make_plan, promise_book, structures, working_time
from pegboard.engine.snapshot.engineering import MAKE


def main(target: Path, factories: list[Path]) -> None:
    """Write a plan and an answer for each factory."""
    for number, factory in enumerate(factories):
        snapshot = read_factory(factory).snapshot
        plan = make_plan(snapshot)
        write_plan(snapshot, plan, target / str(number))
        made = [row for row, supply in enumerate(snapshot.items.supply.tolist()) if supply == MAKE]
        book = promise_book(snapshot, plan, structures(snapshot), working_time(snapshot))
        answers = []
        for item in made[:3]:
            answer = capable_to_promise(book, Inquiry(item=item, quantity=2 * 10 ** int(snapshot.items.decimals[item])))
            answers.append([column.tolist() for column in answer.promises.columns().values()])
            answers.append([column.tolist() for column in answer.stack.columns().values()])
        (target / f"{number}.json").write_text(json.dumps(answers), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(argument) for argument in sys.argv[2:]])
