"""Judge a plan folder: `python -m tests.checker FACTORY PLAN` prints every violation and exits 1 if there is one."""

import argparse
import sys
from pathlib import Path

from .judge import check_plan


def main() -> int:
    """Print every violation of a plan."""
    parser = argparse.ArgumentParser(prog="python -m tests.checker", description="Judge a plan folder by its factory.")
    parser.add_argument("factory", type=Path, help="the factory folder")
    parser.add_argument("plan", type=Path, help="the plan folder")
    chosen = parser.parse_args()
    violations = check_plan(chosen.factory, chosen.plan)
    for violation in violations:
        sys.stdout.write(f"{violation}\n")
    sys.stdout.write(f"{len(violations)} violations\n")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
