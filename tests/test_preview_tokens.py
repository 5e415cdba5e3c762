"""Tokens saved from the page change their own lines of `theme.yaml` and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossdeck.preview.session import Session
from glossdeck.preview.tokens import save_tokens, token_sheets, with_tokens
from glossdeck.problem import UserError
from preview_samples import session_of, small_project, themed_project

THEME = """\
# The colours of our clinic.
extends: default

tokens:
  # Agreed in March; ask Mina before changing.
  paper: {day: "#fcfbf8", night: '#2c2c2c'}   # never pure white
  ink:
    day: "#22221f"
    night: "#ecebe6"  # soft
  size: 22px          # 22 is the least
  font: "Gill Sans, sans-serif"

labels:
  en: {ask_term: "Which one? # not a comment"}
"""


def changed_lines(before: str, after: str) -> list[tuple[str, str]]:
    old, new = before.split("\n"), after.split("\n")
    assert len(old) == len(new)
    return [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]]


def test_a_value_changes_and_its_comment_stays() -> None:
    after = with_tokens(THEME, {"paper": ("#ffffff", "#2c2c2c"), "size": ("24px", "24px")})
    assert changed_lines(THEME, after) == [
        (
            "  paper: {day: \"#fcfbf8\", night: '#2c2c2c'}   # never pure white",
            "  paper: {day: \"#ffffff\", night: '#2c2c2c'}   # never pure white",
        ),
        (
            "  size: 22px          # 22 is the least",
            '  size: "24px"          # 22 is the least',
        ),
    ]


def test_values_on_lines_of_their_own() -> None:
    after = with_tokens(THEME, {"ink": ("#000000", "#ffffff")})
    assert changed_lines(THEME, after) == [
        ('    day: "#22221f"', '    day: "#000000"'),
        ('    night: "#ecebe6"  # soft', '    night: "#ffffff"  # soft'),
    ]


def test_a_token_gets_a_night_of_its_own() -> None:
    after = with_tokens(THEME, {"size": ("22px", "24px")})
    assert '  size: {day: "22px", night: "24px"}          # 22 is the least' in after


def test_a_token_of_the_theme_below_is_added() -> None:
    after = with_tokens(THEME, {"accent": ("#14605a", "#8fd6ca")})
    line = '  accent: {day: "#14605a", night: "#8fd6ca"}'
    assert after == THEME.replace("tokens:\n", f"tokens:\n{line}\n")


def test_the_first_token_of_a_theme() -> None:
    assert with_tokens("extends: default\n", {"size": ("24px", "24px")}) == (
        'extends: default\n\ntokens:\n  size: "24px"\n'
    )
    assert with_tokens("", {"size": ("24px", "24px")}) == 'tokens:\n  size: "24px"\n'


def test_nothing_changed_is_nothing_written() -> None:
    same = {"paper": ("#fcfbf8", "#2c2c2c"), "size": ("22px", "22px")}
    assert with_tokens(THEME, same) == THEME


@pytest.mark.parametrize(
    "value",
    ["red; } body { color: red", "url(http://evil.example)", "</style><b>", "\\65", "@import x"],
)
def test_a_value_that_is_more_than_a_value_is_refused(value: str) -> None:
    with pytest.raises(UserError):
        with_tokens(THEME, {"ink": (value, value)})


@pytest.mark.parametrize(
    "text",
    [
        "tokens: {ink: '#000', paper: '#fff'}\n",
        "tokens: &t\n  ink: &black '#000'\n  paper: *black\n",
        "tokens:\n  ink: >-\n    #000\n    more\n",
    ],
)
def test_a_layout_that_cannot_be_edited_is_left_alone(text: str) -> None:
    """Either the right value comes out, or the author is asked to write it."""
    from glossdeck.preview.tokens import _read

    for name in ("ink", "paper", "size"):
        try:
            after = with_tokens(text, {name: ("#123456", "#123456")})
        except UserError:
            continue
        before_values, after_values = _read(text).value["tokens"], _read(after).value["tokens"]
        assert after_values.pop(name) == "#123456"
        before_values.pop(name, None)
        assert after_values == before_values


COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(st.sampled_from(["paper", "ink", "size", "font", "accent", "line"]),
                       st.tuples(COLOURS, COLOURS), min_size=1))  # fmt: skip
def test_every_save_says_what_was_chosen_and_keeps_every_comment(
    values: dict[str, tuple[str, str]],
) -> None:
    after = with_tokens(THEME, values)
    assert with_tokens(after, values) == after
    for comment in ("# The colours", "# Agreed in March", "# never pure", "# soft", "# 22 is"):
        assert comment in after


@pytest.fixture
def shown(tmp_path: Path) -> Session:
    return session_of(themed_project(tmp_path, THEME.split("\n", 2)[2]))


def test_a_save_goes_into_the_project_s_theme(tmp_path: Path, shown: Session) -> None:
    path = save_tokens(shown.view, "look", {"size": ("25px", "25px")})
    assert path == tmp_path / "look/theme.yaml"
    assert 'size: "25px"          # 22 is the least' in path.read_text(encoding="utf-8")
    shown.refresh()
    (sheet,) = token_sheets(shown.view)
    assert ("size", "25px", "25px") in sheet["tokens"]
    assert sheet["locked"] == ""
    shown.close()


def test_a_theme_that_ships_is_left_as_it_is(tmp_path: Path) -> None:
    session = session_of(small_project(tmp_path))
    (sheet,) = token_sheets(session.view)
    assert "glossdeck theme copy default" in sheet["locked"]
    with pytest.raises(UserError, match="comes with glossdeck"):
        save_tokens(session.view, "default", {"size": ("25px", "25px")})
    session.close()


def test_unknown_themes_and_tokens_are_refused(shown: Session) -> None:
    with pytest.raises(UserError, match="no edition uses"):
        save_tokens(shown.view, "../../etc", {"size": ("25px", "25px")})
    with pytest.raises(UserError, match="no token"):
        save_tokens(shown.view, "look", {"nothing": ("25px", "25px")})
    shown.close()
