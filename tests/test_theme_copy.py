"""`glossdeck theme`: themes are listed, copied as the start of one's own, and checked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from glossdeck.cli import cli
from glossdeck.problem import UserError
from glossdeck.theme import note_types
from glossdeck.themecheck import check_theme
from glossdeck.themecopy import copy_theme
from glossdeck.themelayers import shipped_themes
from test_theme import ENGLISH, loaded, write


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["theme", *arguments], standalone_mode=False)


@pytest.mark.parametrize("name", shipped_themes())
def test_a_copy_looks_like_the_theme(here: Path, name: str) -> None:
    """To the last byte, and there is nothing to find in it."""
    theme = loaded(name, here)
    copy_theme(theme, here / "mine")
    mine = loaded("mine", here)
    assert note_types(mine, "n", ENGLISH) == note_types(theme, "n", ENGLISH)
    assert check_theme(mine) == ()


@pytest.mark.parametrize("name", shipped_themes())
def test_a_copy_of_one_file_looks_like_the_theme(here: Path, name: str) -> None:
    theme = loaded(name, here)
    only = ["term/definition.back.html", "partials/source.html"]
    written = copy_theme(theme, here / "mine", only)
    assert sorted(path.relative_to(here / "mine").as_posix() for path in written) == sorted(
        [*only, "theme.yaml"]
    )
    assert note_types(loaded("mine", here), "n", ENGLISH) == note_types(theme, "n", ENGLISH)


def test_a_copy_never_changes_a_file(here: Path) -> None:
    """Not even one of several; a theme.yaml that is there goes on saying what lies below."""
    write(here / "mine", {"style.css": "/* mine */", "theme.yaml": "extends: plain\n"})
    theme = loaded("default", here)
    with pytest.raises(UserError, match=r"theme\.yaml exists already"):
        copy_theme(theme, here / "mine")
    with pytest.raises(UserError, match=r"style\.css exists already"):
        copy_theme(theme, here / "mine", ["partials/also.html", "style.css"])
    assert not (here / "mine" / "partials").exists()
    copy_theme(theme, here / "mine", ["partials/also.html"])
    assert (here / "mine" / "theme.yaml").read_text() == "extends: plain\n"
    assert (here / "mine" / "style.css").read_text() == "/* mine */"


def test_an_unknown_file_is_told_with_the_nearest(here: Path) -> None:
    with pytest.raises(UserError) as caught:
        copy_theme(loaded("default", here), here / "mine", ["term/definiton.back.html"])
    problem = caught.value.problems[0]
    assert problem.message == "the theme default has no file `term/definiton.back.html`"
    assert problem.fix == "did you mean `term/definition.back.html`?"


def test_list_names_each_theme() -> None:
    result = run("list")
    assert result.exit_code == 0
    for name in shipped_themes():
        assert name in result.output


def test_copy_says_what_it_wrote_and_what_comes_next(here: Path) -> None:
    result = run("copy", "plain", "looks", "--only", "style.css")
    assert result.output == (
        "wrote looks/theme.yaml\nwrote looks/style.css\n"
        "next: write `theme: looks` into glossdeck.yaml\n"
    )
    assert (here / "looks" / "theme.yaml").read_text().endswith("extends: plain\n")


def test_copy_into_the_theme_of_the_project_says_how_to_see_it(here: Path) -> None:
    project = {"glossdeck.yaml": "namespace: abcdefghijkl\ntheme: looks\n"}
    write(here, {**project, "deck.yaml": "deck: {id: d, title: D}\n"})
    result = run("copy", "default", "looks", "--only", "partials/also.html")
    assert result.output.endswith("next: edit it, and see it in `glossdeck preview`\n")


def test_a_copy_says_what_each_token_is_for(here: Path) -> None:
    """In the order and the words of the default theme, with the values of the one copied."""
    copy_theme(loaded("plain", here), here / "mine", ["theme.yaml"])
    lines = (here / "mine" / "theme.yaml").read_text(encoding="utf-8").splitlines()
    assert "  # Type and room" in lines
    assert '  ink: {day: "#000000", night: "#fcfcfc"} # text' in lines
    assert '  font: Arial, "Liberation Sans", "Noto Sans", sans-serif # all text' in lines
    assert "  size: 20px # of text" in lines
    tokens = [line for line in lines if line.startswith("  ") and not line.startswith("  #")]
    assert len(tokens) == len(loaded("plain", here).tokens)
    assert all(" # " in line for line in tokens)


def test_check_finds_the_themes_of_the_project(here: Path) -> None:
    """And fails on errors, with strict also on warnings."""
    write(
        here,
        {
            "glossdeck.yaml": "namespace: abcdefghijkl\ntheme: looks\n",
            "deck.yaml": "deck: {id: d, title: D}\n",
            "looks/extra.css": ".gd-small { font-size: 12px; }\n",
        },
    )
    result = run("check")
    assert result.return_value == 0
    assert result.output.startswith("looks/extra.css:1:13: warning[text-size]")
    assert result.output.endswith("1 warning in 1 file\n")
    assert run("check", "--strict").return_value == 1
    assert run("check", "default").output == "nothing to improve\n"
    assert run("check", "high-contrast", "--aaa").return_value == 0
    assert run("check", "default", "--aaa").return_value == 1
    write(here, {"looks/partials/source.html": "{{Sorce}}"})
    failed = run("check", "looks")
    assert failed.return_value == 1
    assert "looks/partials/source.html:1:1: error[unknown-field]" in failed.output


def test_problems_are_values_that_can_be_compared(here: Path) -> None:
    """The same theme gives the same problems, in the same order."""
    write(here / "mine", {"extra.css": ".gd-text { color: red; }\n.gd-name { color: blue; }"})
    first = check_theme(loaded("mine", here))
    assert first == check_theme(replace(loaded("mine", here)))
    assert [each.location.line for each in first if each.location] == [1, 1, 1, 2, 2]
