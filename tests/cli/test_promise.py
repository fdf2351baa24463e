"""`pegboard promise`: one inquiry on top of a plan."""

from __future__ import annotations

import json
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from pegboard import __version__
from pegboard.archive.tests.folders import write_folder
from tests.cli.conftest import Shell

KEYS = [
    "item", "quantity", "finish_at", "promise_on", "slack_days", "bound_by", "bound_by_what", "reason", "stack",
    "problems",
]  # fmt: skip
WISH = ("--item", "LEG-OAK", "--quantity", "3", "--requested-on", "2026-12-01")


def test_the_answer_has_a_date_and_a_reason(shell: Shell, factory: Path, planned: Path) -> None:
    document = json.loads(shell("promise", factory, "--plan", planned, *WISH, "--json").stdout)
    assert list(document) == KEYS
    assert (document["item"], document["quantity"], document["problems"]) == ("LEG-OAK", 3, [])
    assert document["finish_at"][:10] <= document["promise_on"]
    assert document["reason"].endswith(".")


def test_the_stack_has_no_gaps_and_begins_now(shell: Shell, factory: Path, planned: Path) -> None:
    stack = json.loads(shell("promise", factory, "--plan", planned, *WISH, "--json").stdout)["stack"]
    assert list(stack[0]) == ["step", "from_at", "to_at", "what", "subject"]
    assert stack[0]["from_at"] == "2026-10-19T08:00"
    assert all(step["to_at"] == following["from_at"] for step, following in pairwise(stack))


def test_planning_first_gives_the_same_answer(shell: Shell, factory: Path, planned: Path) -> None:
    with_plan, without = shell("promise", factory, "--plan", planned, *WISH), shell("promise", factory, *WISH)
    assert with_plan.exit_code == without.exit_code == 0
    assert with_plan.stdout == without.stdout


def test_a_person_reads_the_day_first(shell: Shell, factory: Path, planned: Path) -> None:
    said = shell("promise", factory, "--plan", planned, *WISH).stdout
    assert said.startswith("3 EA of Leg, oak (LEG-OAK): ")
    assert " days to spare" in said.splitlines()[0]
    assert "from " in said


def test_without_a_wish_there_is_no_slack(shell: Shell, factory: Path, planned: Path) -> None:
    document = json.loads(shell("promise", factory, "--plan", planned, *WISH[:4], "--json").stdout)
    assert document["slack_days"] is None
    assert document["promise_on"] is not None


@pytest.fixture
def structure(tmp_path: Path) -> Path:
    """Return a leg that is turned twice, from a blank that no other item uses."""
    files = {
        "order_boms.csv": b"order,line,parent,component,quantity_per\nQ,1,LEG-OAK,BLANK,1\nQ,1,BLANK,BOARD,0.02\n",
        "order_routings.csv": (
            b"order,line,item,sequence,operation,work_centre,run_minutes\n"
            b"Q,1,LEG-OAK,10,Turn finely,LATHE,90\nQ,1,BLANK,10,Saw,PRESS,5\n"
        ),
    }
    return write_folder(files, tmp_path / "structure")


def test_an_inquiry_may_own_its_structure(shell: Shell, factory: Path, planned: Path, structure: Path) -> None:
    done = shell("promise", factory, "--plan", planned, *WISH, "--structure", structure, "--json")
    assert done.exit_code == 0, done.stderr
    document = json.loads(done.stdout)
    assert document["promise_on"] is not None
    said = shell("promise", factory, "--plan", planned, *WISH, "--structure", structure).stdout
    assert "Turn finely, LEG-OAK" in said


def test_faults_of_a_structure_have_their_place(shell: Shell, factory: Path, planned: Path, structure: Path) -> None:
    (structure / "order_boms.csv").write_text("order,line,parent,component,quantity_per\nQ,1,LEG-OAK,BOARD,x\n")
    done = shell("promise", factory, "--plan", planned, *WISH, "--structure", structure)
    assert done.exit_code == 2
    assert "error: order_boms.csv, line 2, quantity_per: found 'x', expected a number" in done.stderr


def test_a_structure_is_of_one_line(shell: Shell, factory: Path, planned: Path, structure: Path) -> None:
    with (structure / "order_routings.csv").open("a") as file:
        file.write("Q,2,LEG-OAK,20,Sand,BENCH,5\n")
    done = shell("promise", factory, "--plan", planned, *WISH, "--structure", structure)
    assert done.exit_code == 2
    assert "order_routings.csv, line 4, line: found 'Q/2', expected one line only, Q/1" in done.stderr


def test_a_second_line_is_one_fault_among_others(shell: Shell, factory: Path, planned: Path, structure: Path) -> None:
    with (structure / "order_routings.csv").open("a") as file:
        file.write("Q,2,LEG-OAK,20,Sand,BENCH,x\n")
    with (structure / "order_boms.csv").open("a") as file:
        file.write("Q,1,LEG-OAK,BORD,1\n")
    done = shell("promise", factory, "--plan", planned, *WISH, "--structure", structure)
    assert done.exit_code == 2
    bill, *routing, _ = done.stderr.splitlines()
    assert bill.startswith("error: order_boms.csv, line 4, component: unknown item 'BORD'")
    assert {"found 'Q/2', expected one line only, Q/1", "found 'x', expected a number"} == {
        expected for expected in ("found 'Q/2', expected one line only, Q/1", "found 'x', expected a number")
        if any(expected in line for line in routing)
    }  # fmt: skip


def test_a_structure_folder_without_structure_is_refused(
    shell: Shell, factory: Path, planned: Path, tmp_path: Path
) -> None:
    done = shell("promise", factory, "--plan", planned, *WISH, "--structure", tmp_path)
    assert done.exit_code == 2
    assert "the files are missing, expected order_boms.csv or order_routings.csv" in done.stderr


def test_every_bad_argument_is_named_at_once(shell: Shell, factory: Path, planned: Path) -> None:
    words = ("--item", "LEG-OKA", "--quantity", "-1", "--requested-on", "1.12.2026")
    done = shell("promise", factory, "--plan", planned, *words)
    assert (done.exit_code, done.stdout) == (2, "")
    item, quantity, day, _ = done.stderr.splitlines()
    assert item == "error: --item: unknown item 'LEG-OKA', did you mean 'LEG-OAK'?"
    assert quantity.startswith("error: --quantity: found '-1', expected a number")
    assert day == "error: --requested-on: found '1.12.2026', expected a date YYYY-MM-DD"


@pytest.mark.parametrize(
    ("item", "quantity", "expected"),
    [
        ("LEG-OAK", "1.5", "at most 0 decimals for this item"),
        ("LEG-OAK", "0", "a number greater than 0"),
        ("GLUE", "0.0001", "at most 3 decimals for this item"),
    ],
)
def test_a_quantity_has_no_more_decimals_than_its_item(
    shell: Shell, factory: Path, planned: Path, item: str, quantity: str, expected: str
) -> None:
    done = shell("promise", factory, "--plan", planned, "--item", item, "--quantity", quantity)
    assert done.exit_code == 2
    assert f"--quantity: found '{quantity}', expected {expected}" in done.stderr


def test_a_plan_of_other_facts_is_refused(shell: Shell, factory: Path, planned: Path, tmp_path: Path) -> None:
    other = shutil.copytree(factory, tmp_path / "other")
    settings = (other / "factory.toml").read_text("utf-8")
    (other / "factory.toml").write_text(settings.replace("T08:00", "T09:00"), "utf-8")
    done = shell("promise", other, "--plan", planned, *WISH)
    assert done.exit_code == 2
    assert "is a plan of other facts" in done.stderr


def test_a_plan_of_another_version_is_used_and_said(shell: Shell, factory: Path, planned: Path, tmp_path: Path) -> None:
    older = shutil.copytree(planned, tmp_path / "older")
    head, problems = older / "plan.toml", older / "problems.csv"
    head.write_text(head.read_text("utf-8").replace(f'engine = "{__version__}"', 'engine = "0.0.7"'), "utf-8")
    problems.write_text(problems.read_text("utf-8").replace("is ", "was "), "utf-8")
    done, same = shell("promise", factory, "--plan", older, *WISH), shell("promise", factory, "--plan", planned, *WISH)
    assert (done.exit_code, done.stdout) == (0, same.stdout)
    assert "it was planned by pegboard 0.0.7" in done.stderr
