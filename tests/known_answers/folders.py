"""Factory folders made from the reference data beside the project."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest

SHARED: Final = Path(__file__).resolve().parents[3] / "shared"
BILLS: Final = SHARED / "data" / "bom"
Row = Mapping[str, object]


def needs(path: Path) -> pytest.MarkDecorator:
    """Skip, with the reason, where reference data is not beside the project."""
    return pytest.mark.skipif(not path.exists(), reason=f"reference data {path.name} is not beside the project")


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write_folder(folder: Path, tables: Mapping[str, Sequence[Row]], *, now: str) -> Path:
    """Write a factory folder."""
    folder.mkdir(parents=True)
    (folder / "factory.toml").write_text(
        f'format = "pegboard-factory/1"\nname = "Reference data"\ncurrency = "USD"\ntimezone = "UTC"\nnow = {now}\n',
        encoding="utf-8",
    )
    for name, rows in tables.items():
        if rows:
            with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, list(rows[0]))
                writer.writeheader()
                writer.writerows(rows)
    return folder


def code(name: str) -> str:
    """Return a name as a code: a code holds no slash."""
    return name.replace("/", "|")


def printer(variant: str, folder: Path, *, machines: int = 1) -> Path:
    """Convert the bill of one of the two printers; everything is made, printed or bought to order."""
    lines = rows_of(BILLS / f"printer_{variant}.csv")
    supply = {"machine_assembly": "make", **{code(r["component"]): _supply(r["kind"]) for r in lines}}
    tables: dict[str, Sequence[Row]] = {
        "items": [
            {"item": item, "supply": verb, "strategy": f"{verb}_to_order", "lead_time_days": 1}
            for item, verb in sorted(supply.items())
        ],
        "boms": [
            {"parent": code(r["parent"]), "component": code(r["component"]), "quantity_per": r["qty_per"]}
            for r in lines
        ],
        "orders": [
            {
                "order": "SO-1",
                "line": 1,
                "item": "machine_assembly",
                "quantity": machines,
                "requested_on": "2026-03-02",
            }
        ],
    }
    return write_folder(folder, tables, now="2026-01-05T08:00:00")


def _supply(kind: str) -> str:
    return "buy" if kind == "bought" else "make"


def furniture_factory(folder: Path) -> Path:
    """Convert the furniture factory: its operations, people with skills, stock and open demand."""
    home = BILLS / "furniture_factory"
    materials, operations = rows_of(home / "operationmaterial.csv"), rows_of(home / "operation.csv")
    made = {r["operation_id"]: r["item_id"] for r in materials if float(r["quantity"]) > 0}
    made["Apply varnish for chair"] = made["Drying varnish for chair"]
    items = [r["name"] for r in rows_of(home / "item.csv") if r["cost"]]
    sources = [r for r in rows_of(home / "itemsupplier.csv") if r["item_id"] not in made.values()]
    skills: dict[str, list[str]] = {}
    for row in rows_of(home / "resourceskill.csv"):
        skills.setdefault(row["resource_id"], []).append(row["skill_id"])
    people = [r["name"] for r in rows_of(home / "resource.csv") if r["owner_id"] == "operators"]
    centres = [r["name"] for r in rows_of(home / "resource.csv") if r["name"] in ("assembly line", "grinder", "saw")]
    tables: dict[str, Sequence[Row]] = {
        "items": [
            {"item": item, "supply": "make" if item in made.values() else "buy", "strategy": _strategy(item, made)}
            for item in items
        ],
        "boms": [
            {"parent": made[r["operation_id"]], "component": r["item_id"], "quantity_per": f"{-float(r['quantity']):g}"}
            for r in materials
            if float(r["quantity"]) < 0
        ],
        "routings": list(_steps(operations, made, rows_of(home / "operationresource.csv"))),
        "work_centres": [{"work_centre": name, "calendar": "days"} for name in [*centres, "varnish"]],
        "calendars": [{"calendar": "days", "weekday": d, "start": "08:00", "end": "17:00"} for d in range(1, 6)],
        "people": [
            {"person": name, "calendar": "days", "skills": ";".join(skills.get(name, ["Grinding skill"]))}
            for name in people
        ],
        "sources": [
            {
                "item": r["item_id"],
                "supplier": r["supplier_id"],
                "lead_time_days": int(float(r["leadtime"])) // 86_400,
                "minimum": r["sizeminimum"],
                "multiple": r["sizemultiple"],
            }
            for r in sources
        ],
        "stock": [
            {"item": r["item_id"], "location": r["location_id"], "quantity": r["onhand"]}
            for r in rows_of(home / "buffer.csv")
        ],
        "orders": [
            {
                "order": r["name"],
                "line": 1,
                "item": r["item_id"],
                "quantity": f"{float(r['quantity']):g}",
                "requested_on": r["due"][:10],
                "priority": max(int(r["priority"]), 1),
            }
            for r in rows_of(home / "demand.csv")
            if r["status"] == "open"
        ],
    }
    return write_folder(folder, tables, now="2021-01-04T08:00:00")


def _strategy(item: str, made: Mapping[str, str]) -> str:
    return "make_to_stock" if item in made.values() else "buy_to_stock"


def _steps(
    operations: Iterable[Mapping[str, str]], made: Mapping[str, str], resources: Iterable[Mapping[str, str]]
) -> Iterable[Row]:
    at: dict[str, str] = {}
    skill: dict[str, str] = {}
    for row in resources:
        if row["resource_id"] == "operators":
            skill[row["operation_id"]] = row["skill_id"]
        else:
            at[row["operation_id"]] = row["resource_id"]
    for operation in operations:
        name = operation["name"]
        if operation["type"] == "routing":
            continue
        yield {
            "item": made[name],
            "sequence": 10 * int(operation["priority"]),
            "operation": name,
            "work_centre": at.get(name, "varnish"),
            "run_minutes": f"{float(operation['duration_per'] or 0) / 60:g}",
            "wait_minutes": f"{float(operation['duration'] or 0) / 60:g}" if operation["type"] == "fixed_time" else "",
            "crew": 1 if name in skill else "",
            "skill": skill.get(name, ""),
        }
