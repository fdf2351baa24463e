"""Every scenario's plan holds what was worked out by hand, breaks no rule, and is the accepted plan to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checker.judge import check_plan
from tests.scenarios.scenario import Scenario, scenarios


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario.folder.name)
def test_the_plan_is_as_accepted(scenario: Scenario, tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    scenario.plan_to(plan)
    assert list(scenario.faults(plan)) == []
    assert check_plan(scenario.factory, plan) == []
    assert list(scenario.differences(plan)) == []


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario.folder.name)
def test_the_story_is_told(scenario: Scenario) -> None:
    story = (scenario.folder / "README.md").read_text(encoding="utf-8")
    assert story.startswith("# ")
    assert len(story.split()) > 30


def test_there_are_at_least_twenty_scenarios() -> None:
    assert len(scenarios()) >= 20
