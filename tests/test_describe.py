"""The description on the deck's page reads as the author meant it."""

from __future__ import annotations

from glossdeck.describe import unfolded


def test_lines_of_a_paragraph_are_joined_and_lists_stay_lists() -> None:
    text = "One paragraph\non two lines.\n\nThen a list:\n- first\n  goes on\n- second\n\n| a | b |"
    assert unfolded(text) == (
        "One paragraph on two lines.\n\nThen a list:\n- first goes on\n- second\n\n| a | b |"
    )


def test_a_hard_line_break_stays() -> None:
    assert unfolded("one  \ntwo\nthree") == "one  \ntwo three"
