"""Write the tables of a factory folder: one header, plain decimals, the same bytes every time."""

import csv
import math
from pathlib import Path

Cell = str | int | float
Row = dict[str, Cell]

COLUMNS: dict[str, tuple[str, ...]] = {
    "items": ("item", "description", "category", "uom", "decimals", "supply", "strategy", "lead_time_days",
              "safety_stock", "safety_lead_time_days", "lot_minimum", "lot_multiple", "lot_days", "scrap_ratio",
              "unit_cost"),
    "boms": ("parent", "component", "sequence", "quantity_per", "fixed_quantity", "scrap_ratio", "phantom",
             "valid_from", "valid_to"),
    "routings": ("item", "sequence", "operation", "work_centre", "setup_minutes", "run_minutes", "wait_minutes",
                 "setup_family", "crew", "skill", "outside_days", "inspect"),
    "work_centres": ("work_centre", "description", "calendar", "machine_rate", "labour_rate"),
    "work_units": ("work_unit", "work_centre", "calendar", "speed", "setup_family"),
    "alternatives": ("item", "sequence", "work_centre", "setup_minutes", "run_minutes"),
    "setup_matrix": ("work_centre", "from_family", "to_family", "minutes"),
    "calendars": ("calendar", "weekday", "start", "end"),
    "calendar_exceptions": ("calendar", "start", "end", "working", "reason"),
    "people": ("person", "calendar", "skills"),
    "customers": ("customer", "name", "email", "class", "channel"),
    "suppliers": ("supplier", "name", "email", "lane"),
    "sources": ("item", "supplier", "rank", "price", "lead_time_days", "minimum", "multiple", "on_time_ratio"),
    "stock": ("item", "location", "lot", "quantity", "available_on", "reserved_order", "reserved_line", "unit_cost"),
    "receipts": ("receipt", "item", "quantity", "due_on", "kind", "supplier", "reserved_order", "reserved_line"),
    "receipt_components": ("receipt", "component", "sequence", "remaining_quantity"),
    "work_in_progress": ("receipt", "sequence", "remaining_quantity", "work_unit", "started_at", "planned_start_at"),
    "orders": ("order", "line", "customer", "item", "quantity", "requested_on", "promised_on", "priority",
               "entered_at", "price", "status", "hold_until"),
    "order_boms": ("order", "line", "parent", "component", "sequence", "quantity_per", "fixed_quantity",
                   "scrap_ratio", "phantom"),
    "order_routings": ("order", "line", "item", "sequence", "operation", "work_centre", "setup_minutes",
                       "run_minutes", "wait_minutes", "setup_family", "crew", "skill", "outside_days", "inspect"),
    "forecast": ("item", "week", "quantity"),
}  # fmt: skip


class Tables:
    """The tables of one factory, filled row by row in the order they are to be written."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {name: [] for name in COLUMNS}

    def add(self, table: str, **cells: Cell) -> None:
        """Add one row; a column that is not given stays empty."""
        unknown = set(cells) - set(COLUMNS[table])
        if unknown:
            raise KeyError(f"{table} has no column {sorted(unknown)}")
        self.rows[table].append(cells)

    def write(self, folder: Path) -> None:
        """Write every table that has rows, without the columns that nobody filled."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in self.rows.items():
            if not rows:
                continue
            columns = [column for column in COLUMNS[name] if any(row.get(column, "") != "" for row in rows)]
            with open(folder / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(columns)
                writer.writerows([plain(row.get(column, "")) for column in columns] for row in rows)


def plain(cell: Cell) -> str:
    """Return a cell as text: numbers without exponent, at most six decimals, no trailing zeros."""
    if isinstance(cell, float):
        return f"{cell:.6f}".rstrip("0").rstrip(".")
    return str(cell)


def rounded_up(quantity: float, decimals: int) -> float:
    """Return a quantity rounded up to the decimals an item is counted in."""
    scale = 10.0**decimals
    return math.ceil(quantity * scale - 1e-6) / scale
