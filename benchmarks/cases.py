"""What is measured: the rows of RESULTS.md, each with the reach it is held against."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from benchmarks.neutral import SEED

OTHER_SEEDS = (20260106, 20260107)


@dataclass(frozen=True)
class Case:
    """One measurement; `work` is material, finite, promise or folder."""

    work: str
    mode: str
    lines: int
    reach: float  # times the yardstick; milliseconds for a promise, seconds for a folder
    seed: int = SEED
    utilisation: float = 0.80
    megabytes: int | None = None

    def as_dict(self) -> dict[str, str | int | float | None]:
        """Return the fields, for the process that measures."""
        return asdict(self)


CASES = [
    *(Case("material", "to_order", lines, reach) for lines, reach in ((1_000, 1.5), (10_000, 0.5), (100_000, 0.3))),
    Case("finite", "pooled", 1_000, 15),
    *(Case("finite", "pooled", 1_000, 15, seed=seed) for seed in OTHER_SEEDS),
    Case("finite", "pooled", 1_000, 15, utilisation=0.95),
    *(Case("finite", "pooled", 1_000, 15, seed=seed, utilisation=0.95) for seed in OTHER_SEEDS),
    Case("finite", "pooled", 10_000, 20, megabytes=1_500),
    *(Case("finite", "pooled", 10_000, 20, seed=seed, megabytes=1_500) for seed in OTHER_SEEDS),
    Case("finite", "pooled", 100_000, 30, megabytes=8_000),
    Case("finite", "to_order", 10_000, 40, megabytes=3_000),
    *(Case("finite", "to_order", 10_000, 40, seed=seed, megabytes=3_000) for seed in OTHER_SEEDS),
    *(Case("promise", "pooled", lines, 5) for lines in (1_000, 10_000)),
    Case("folder", "pooled", 1_000, 5),
]
