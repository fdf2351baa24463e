"""Take the engine's plans as the accepted ones: `python -m tests.scenarios.accept [NAME]`.

A plan that breaks a rule of the factory folder, or a fact worked out by hand, is not taken.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from pegboard.archive.plan_folder import SHEETS
from tests.checker.judge import check_plan
from tests.scenarios.scenario import Scenario, scenarios


def main(names: list[str]) -> int:
    """Accept the named scenarios, or all; return how many were refused."""
    chosen = [scenario for scenario in scenarios() if not names or scenario.folder.name in names]
    unknown = set(names) - {scenario.folder.name for scenario in chosen}
    for name in sorted(unknown):
        print(f"{name}: no such scenario")
    return len(unknown) + sum(not _accept(scenario) for scenario in chosen)


def _accept(scenario: Scenario) -> bool:
    with tempfile.TemporaryDirectory() as temporary:
        plan = Path(temporary) / "plan"
        scenario.plan_to(plan)
        refused = [*scenario.faults(plan), *(str(violation) for violation in check_plan(scenario.factory, plan))]
        for sentence in refused:
            print(f"{scenario.folder.name}: refused: {sentence}")
        if refused:
            return False
        changes = list(scenario.differences(plan))
        scenario.accepted.mkdir(exist_ok=True)
        for name in SHEETS:
            shutil.copyfile(plan / name, scenario.accepted / name)
    for change in changes:
        print(f"{scenario.folder.name}: {change}")
    print(f"{scenario.folder.name}: {'accepted' if changes else 'unchanged'}")
    return True


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
