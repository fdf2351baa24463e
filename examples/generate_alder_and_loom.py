#!/usr/bin/env python3
"""Write the demo factory Alder & Loom as a factory folder: the same seed gives the same bytes.

Run it as `python examples/generate_alder_and_loom.py`; `--seed 7 --out FOLDER` writes another factory of the same kind.
"""

import argparse
from pathlib import Path

from alder_and_loom.book import add_book, order_book
from alder_and_loom.catalogue import add_made_items, add_master_structures
from alder_and_loom.materials import add_materials
from alder_and_loom.progress import add_floor
from alder_and_loom.readme import readme
from alder_and_loom.requirements import all_components, book_requirements
from alder_and_loom.rough_load import load_report
from alder_and_loom.shop import MONDAY, add_shop
from alder_and_loom.stories import plant
from alder_and_loom.suppliers import add_suppliers
from alder_and_loom.supply import add_supply
from alder_and_loom.tables import Tables

SEED = 20261123
FACTORY = f"""\
format   = "pegboard-factory/1"
name     = "Alder & Loom"
currency = "SGD"
timezone = "Asia/Singapore"
now      = {MONDAY}T08:00:00

[policy]
promise_margin_days = 1
frozen_hours        = 9
overhead_rate       = 0.25
calendar            = "DAY"
"""
FORECAST = {"CHAIR-FRAME-OAK": 6, "CHAIR-FRAME-ASH": 4, "SEAT-PAD-CORE": 10}
FORECAST_WEEKS = ("2026-11-23", "2026-11-30", "2026-12-07", "2026-12-14", "2026-12-21", "2026-12-28", "2027-01-04")


def generate(seed: int, folder: Path) -> str:
    """Write the folder and return what its order book asks of the work centres."""
    tables = Tables()
    book = order_book(seed)
    plant(book)
    add_shop(tables)
    add_suppliers(tables)
    add_made_items(tables)
    add_materials(tables, all_components(book))
    add_master_structures(tables)
    add_book(tables, book)
    in_work = add_floor(tables, book, seed)
    add_supply(tables, book, book_requirements(book, in_work), in_work=in_work, seed=seed)
    for item, quantity in FORECAST.items():
        for week in FORECAST_WEEKS:
            tables.add("forecast", item=item, week=week, quantity=quantity)
    tables.write(folder)
    (folder / "factory.toml").write_text(FACTORY, encoding="utf-8")
    (folder / "README.md").write_text(readme(tables, book), encoding="utf-8")
    return load_report(book, in_work)


def main() -> None:
    """Read the command line and write the folder."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "alder-and-loom")
    arguments = parser.parse_args()
    load = generate(arguments.seed, arguments.out)
    print(f"{arguments.out}\nHours asked, counted back from the promised days, of the hours there are:\n{load}")


if __name__ == "__main__":
    main()
