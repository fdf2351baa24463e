"""`pegboard plan`: the folder is the result; a person gets a summary, a program one document, a pipe nothing."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from pegboard.archive.plan_folder import FILES
from pegboard.archive.tests.folders import write_folder
from tests.cli.conftest import Shell


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "run.toml"}


def test_a_plan_is_a_folder_and_nobody_is_told(shell: Shell, factory: Path, tmp_path: Path) -> None:
    done = shell("plan", factory, "--out", tmp_path / "plan")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    assert {path.name for path in (tmp_path / "plan").iterdir()} == FILES


def test_the_same_facts_give_the_same_bytes(shell: Shell, factory: Path, planned: Path, tmp_path: Path) -> None:
    shell("plan", factory, "--out", tmp_path / "again")
    assert contents(tmp_path / "again") == contents(planned)


def test_a_zip_is_planned_like_its_folder(shell: Shell, factory: Path, planned: Path, tmp_path: Path) -> None:
    zipped = shutil.make_archive(str(tmp_path / "factory"), "zip", factory)
    assert shell("plan", zipped, "--out", tmp_path / "plan").exit_code == 0
    assert contents(tmp_path / "plan") == contents(planned)


def test_a_summary_tells_what_a_planner_asks_first(shell: Shell, factory: Path, tmp_path: Path) -> None:
    said = shell("plan", factory, "--out", tmp_path / "plan", "--summary").stdout
    titles = (
        "Bench & Board, planned for",
        "without a date",
        "Tightest work centres",
        "To buy this week",
        "in the facts",
    )
    assert [title for title in titles if title not in said] == []
    assert said.rstrip().endswith("plan")


def test_a_program_gets_one_document(shell: Shell, factory: Path, tmp_path: Path) -> None:
    done = shell("plan", factory, "--out", tmp_path / "plan", "--json")
    document = json.loads(done.stdout)
    assert list(document) == [
        "plan", "digest", "factory", "now", "kpi", "late_lines", "tightest_work_centres", "buy_this_week", "messages",
        "problems",
    ]  # fmt: skip
    assert document["kpi"]["order_lines"] == 3
    assert document["late_lines"][0]["order_line"] == "SO-1/1"
    assert document["buy_this_week"][0]["item"] == "GLUE"


def test_an_infinite_plan_places_nothing(shell: Shell, factory: Path, tmp_path: Path) -> None:
    assert shell("plan", factory, "--out", tmp_path / "plan", "--infinite").exit_code == 0
    assert (tmp_path / "plan" / "operations.csv").read_text("utf-8").count("\n") == 1
    assert "infinite = true" in (tmp_path / "plan" / "plan.toml").read_text("utf-8")


def test_a_folder_of_something_else_is_refused_before_planning(shell: Shell, factory: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("precious")
    done = shell("plan", factory, "--out", tmp_path)
    assert done.exit_code == 2
    assert "holds something else than a plan (letter.txt)" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_the_factory_itself_is_never_overwritten(shell: Shell, factory: Path) -> None:
    before = contents(factory)
    assert shell("plan", factory, "--out", factory).exit_code == 2
    assert contents(factory) == before


def test_bad_input_writes_nothing(shell: Shell, factory: Path, tmp_path: Path) -> None:
    bad = shutil.copytree(factory, tmp_path / "bad")
    (bad / "orders.csv").write_text("order,line,item\nSO-1,1,TABEL\n")
    done = shell("plan", bad, "--out", tmp_path / "plan")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "did you mean 'TABLE'?" in done.stderr
    assert not (tmp_path / "plan").exists()


def test_somebody_who_watches_sees_the_summary(
    shell: Shell, factory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("TERM", "xterm")
    done = shell("plan", factory, "--out", tmp_path / "plan")
    assert "Tightest work centres" in done.stdout
    assert "writing" in done.stderr


CLOSET = {
    "calendars.csv": b"calendar,weekday,start,end\nDAY,1,08:00,16:00\n",
    "work_centres.csv": b"work_centre,calendar\nSAW,DAY\nIDLE,DAY\n",
    "items.csv": b"item,supply,lead_time_days\nSHELF,make,\nOAK,buy,3000000\nPIN,buy,2\n",
    "routings.csv": b"item,sequence,work_centre,run_minutes\nSHELF,10,SAW,30\n",
    "boms.csv": b"parent,component,quantity_per\nSHELF,PIN,1\n",
}


def closet(folder: Path, *, now: str, orders: str, receipts: str = "") -> Path:
    """Write a factory that makes shelves on Mondays."""
    settings = f'format = "pegboard-factory/1"\nname = "Closet"\ntimezone = "UTC"\nnow = {now}\ncurrency = "EUR"\n'
    files = {
        "factory.toml": settings.encode(),
        "orders.csv": f"order,line,item,quantity,requested_on\n{orders}".encode(),
        "receipts.csv": f"receipt,item,quantity,due_on\n{receipts}".encode(),
    }
    return write_folder({**CLOSET, **files}, folder)


@pytest.mark.parametrize(
    ("now", "orders", "receipts"),
    [
        ("2026-11-23T08:00:00", "A,1,SHELF,1,9999-12-31\nB,1,SHELF,1,0001-01-01\n", "PO,PIN,1,9999-12-31\n"),
        ("2026-11-23T08:00:00", "A,1,OAK,1,2026-12-01\n", ""),
        ("9999-12-31T23:59:00", "A,1,SHELF,1,9999-12-31\n", ""),
        ("0001-01-01T08:00:00", "A,1,SHELF,1,0001-01-01\n", ""),
    ],
)
def test_days_beyond_the_calendar_can_be_planned_and_read_back(
    shell: Shell, tmp_path: Path, now: str, orders: str, receipts: str
) -> None:
    folder = closet(tmp_path / "closet", now=now, orders=orders, receipts=receipts)
    done = shell("plan", folder, "--out", tmp_path / "plan", "--summary")
    assert done.exit_code == 0, done.stderr
    for path in (tmp_path / "plan").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            moments = [
                cell for row in csv.DictReader(file) for name, cell in row.items() if name.endswith(("_at", "_on"))
            ]
        assert all(datetime.fromisoformat(moment).year for moment in moments if moment)
    asked = shell("promise", folder, "--plan", tmp_path / "plan", "--item", "PIN", "--quantity", "1")
    assert asked.exit_code == 0, asked.stderr


def test_late_lines_with_one_cause_stand_under_it(shell: Shell, tmp_path: Path) -> None:
    late = "".join(f"SO-{number},1,SHELF,1,2026-11-20\n" for number in range(1, 9))
    folder = closet(tmp_path / "closet", now="2026-11-23T08:00:00", orders=late, receipts="PO-7,PIN,8,2026-11-26\n")
    said = shell("plan", folder, "--out", tmp_path / "plan", "--summary").stdout
    assert said.count("Waits for PIN on PO-7, due Thu 26 Nov") <= 1
    assert [number for number in range(1, 6) if f"SO-{number}/1" not in said] == []


def test_the_fullest_work_centre_is_that_of_the_book(shell: Shell, tmp_path: Path) -> None:
    orders = "SO-1,1,SHELF,10,2026-11-23\nSO-2,1,SHELF,10,2027-06-01\n"
    folder = closet(tmp_path / "closet", now="2026-11-23T08:00:00", orders=orders)
    document = json.loads(shell("plan", folder, "--out", tmp_path / "plan", "--json").stdout)
    (saw,) = document["tightest_work_centres"]
    assert saw["work_centre"] == "SAW"
    assert (saw["load_minutes"], saw["percent"]) == (600, 600 * 100 // saw["capacity_minutes"])
    assert saw["fullest_percent"] >= saw["percent"]
