"""What is installed is pinned, for every platform, and names no host: any index pip knows will do."""

import re
import tomllib

from tests.architecture.tree import ROOT

PIN = re.compile(r"^([a-z0-9-]+)==[0-9][\w.+!-]*( ; [^/@]+)?$")


def pinned(text: str) -> set[str]:
    """Return the packages a list pins."""
    return {line.split("==")[0] for line in text.splitlines() if line}


def not_pins(text: str) -> list[str]:
    """Return the lines of a list that are more, or less, than a name and a version."""
    return [line for line in text.splitlines() if line and not PIN.match(line)]


def wanted(requirements: list[str]) -> set[str]:
    """Return the packages of a list of requirements."""
    return {re.split(r"[<>=!~ \[;]", requirement)[0].lower() for requirement in requirements}


def test_pins_are_names_and_versions_only() -> None:
    for group in ("runtime", "test"):
        assert not not_pins((ROOT / "requirements" / f"{group}.txt").read_text("utf-8"))


def test_everything_the_project_asks_for_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    runtime = (ROOT / "requirements" / "runtime.txt").read_text("utf-8")
    test = (ROOT / "requirements" / "test.txt").read_text("utf-8")
    assert wanted(project["project"]["dependencies"]) <= pinned(runtime)
    assert wanted(project["dependency-groups"]["test"]) <= pinned(test)


def test_whoever_can_test_can_run() -> None:
    runtime, test = ((ROOT / "requirements" / f"{group}.txt").read_text("utf-8") for group in ("runtime", "test"))
    assert set(runtime.splitlines()) <= set(test.splitlines())


def test_a_host_or_a_loose_version_is_seen() -> None:
    good = ["numpy==2.4.6", "colorama==0.4.6 ; sys_platform == 'win32'"]
    bad = ["rich>=14", "--index-url https://x.test", "typer @ https://x.test/typer.whl"]
    assert not_pins("\n".join([*good, *bad])) == bad
