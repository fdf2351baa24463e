"""The neutral make-to-order factory that every planner is fed alike, and its textbook MRP as the yardstick."""

from __future__ import annotations

import importlib.util
import sys
import time
from pathlib import Path
from types import ModuleType

HOME = Path(__file__).resolve().parents[2] / "shared" / "benchmarks" / "planning"
SEED = 20260105


def is_there() -> bool:
    """Say whether the benchmark's generator is beside the project."""
    return (HOME / "to_folder.py").is_file()


def write_factory(folder: Path, lines: int, *, mode: str, seed: int = SEED, utilisation: float = 0.80) -> None:
    """Write the factory as a folder; `mode` is to_order, pooled or all_pooled, with `_lots` behind it for lot sizes."""
    factory, to_folder = _generators()
    lots = mode.endswith("_lots")
    data = factory.generate(lines, seed, lots=lots, utilisation=utilisation)
    kind = mode.removesuffix("_lots")
    to_folder.convert(data, folder, to_order=kind == "to_order", all_pooled=kind == "all_pooled")


def yardstick(lines: int, *, seed: int = SEED, runs: int = 3) -> float:
    """Return the CPU seconds of the textbook MRP, one planned order for each requirement: the median of the runs."""
    factory, _ = _generators()
    data = factory.generate(lines, seed)
    seconds = []
    for _run in range(runs):
        start = time.process_time()
        factory.reference_mrp(data, bucket="line")
        seconds.append(time.process_time() - start)
    return sorted(seconds)[len(seconds) // 2]


def _generators() -> tuple[ModuleType, ModuleType]:
    return _module("factory"), _module("to_folder")


def _module(name: str) -> ModuleType:
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, HOME / f"{name}.py")
        if spec is None or spec.loader is None:
            raise FileNotFoundError(f"{name}.py of the planning benchmark")
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]
