"""Phrases that need no facts: spans and lists."""

from __future__ import annotations

from pegboard.engine.plan.phrases import listed, span_phrase

DAY = 1440


def test_spans_are_told_in_two_units_at_most() -> None:
    assert [span_phrase(span) for span in (0, 45, 135, 120, DAY, 3 * DAY + 245)] == [
        "0 m", "45 m", "2 h 15 m", "2 h", "1 day", "3 days 4 h",
    ]  # fmt: skip


def test_long_lists_are_cut() -> None:
    assert [listed(list(text)) for text in ("", "A", "AB", "ABC")] == ["", "A", "A and B", "A and 2 more"]
