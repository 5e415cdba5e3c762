"""`glossdeck check` and `glossdeck rules`: what they say, to whom, and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands import run
from glossdeck.rules import RULES

DECK = """\
# kept
deck: {id: sample, title: Sample, source: {title: Course}}
terms:
  - term: Reactance   # kept  too
    definition: Reactance is a motive to  win back freedom.
    example: Ben does the opposite of what he is told.
sections:
  - title: Freedom
    points:
      - A lost freedom wakes a ==motive== to win it back.
"""
SAID = """\
deck.yaml:5:17: error[leak-term] the definition names its term: the card that asks for the term \
shows “Reactance”
    5 |     definition: Reactance is a motive to  win back freedom.
                        ^^^^^^^^^
  fix: leave out “Reactance is”, and begin with “A motive to win …”
deck.yaml:5:39: info[typography] two blanks in a row
    5 |     definition: Reactance is a motive to  win back freedom.
                                              ^^^^^^^
  fix: delete one
deck.yaml:10:30: info[leak-grammar] “a” before the gap tells how “motive” begins
   10 |       - A lost freedom wakes a ==motive== to win it back.
                                     ^
  fix: write “a(n)”

1 error, 2 suggestions in 1 file
`glossdeck rules leak-term` says why, and how to keep an entry as it is
"""


@pytest.fixture(autouse=True)
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "deck.yaml"
    path.write_text(DECK)
    return path


def test_problems_are_shown_with_line_caret_and_fix() -> None:
    result = run("check", "deck.yaml")
    assert (result.status, result.err) == (1, "")
    assert result.out == SAID


def test_nothing_is_written_beside_the_deck(tmp_path: Path) -> None:
    run("check")
    assert [path.name for path in tmp_path.iterdir()] == ["deck.yaml"]


@pytest.mark.parametrize(
    ("old", "new", "status", "strict"),
    [
        ("Reactance is a motive to  win", "A motive to win", 0, 0),
        ("Reactance is a motive to  win", "When one wants to win", 0, 1),
        ("terms:", "termz:", 1, 1),
    ],
)
def test_warnings_fail_only_when_strict(
    deck: Path, old: str, new: str, status: int, strict: int
) -> None:
    deck.write_text(DECK.replace(old, new))
    assert run("check", "deck.yaml").status == status
    assert run("check", "deck.yaml", "--strict").status == strict


def test_rules_can_be_chosen_and_left_out() -> None:
    assert run("check", "--select", "leak-grammar").status == 0
    assert "leak-term" not in run("check", "--select", "leak-grammar").out
    assert "leak-term" not in run("check", "--ignore", "leak-term").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check", "--select", "leak-trm"), "no rule `leak-trm`: did you mean `leak-term`?"),
        (("check", "--format", "xml"), "Invalid value for '--format'"),
        (("rules", "leaks-term"), "there is no rule `leaks-term`: did you mean `leak-term`?"),
        (("check", "--fix"), "nothing was changed: add --yes to --fix"),
    ],
)
def test_wrong_usage_is_explained(
    words: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", open("deck.yaml"))  # noqa: SIM115
    result = run(*words)
    assert result.status == 2
    assert said in result.err


def test_an_unknown_edition_is_told() -> None:
    result = run("check", "--edition", "peers")
    assert (result.status, "there is no edition `peers`" in result.err) == (1, True)


def test_json_for_programs() -> None:
    result = run("check", "--format", "json")
    value = json.loads(result.out)
    assert (value["version"], value["counts"]) == (1, {"error": 1, "warning": 0, "info": 2})
    assert value["problems"][0] == {
        "rule": "leak-term",
        "severity": "error",
        "message": "the definition names its term: the card that asks for the term shows "
        "“Reactance”",
        "fix": "leave out “Reactance is”, and begin with “A motive to win …”",
        "edition": "",
        "location": {
            "path": "deck.yaml",
            "line": 5,
            "column": 17,
            "end_column": 26,
            "text": "    definition: Reactance is a motive to  win back freedom.",
        },
    }


def test_annotations_for_github() -> None:
    first, *_ = run("check", "--format", "github").out.splitlines()
    assert first == (
        "::error file=deck.yaml,line=5,col=17,endColumn=26,title=glossdeck%3A leak-term::"
        "the definition names its term: the card that asks for the term shows “Reactance”%0A"
        "fix: leave out “Reactance is”, and begin with “A motive to win …”"
    )


def test_the_summary_says_what_is_practised_and_how_hard_it_reads() -> None:
    out = run("check", "--summary").out
    assert "cards: 4: term 3 (75%), point 1 (25%)" in out
    assert "terms with an example: 1 of 1" in out
    assert "reading level: grade" in out
    (summary,) = json.loads(run("check", "--summary", "--format", "json").out)["summary"]
    assert summary["cards"] == {"term": 3, "cloze": 0, "contrast": 0, "point": 1, "question": 0}
    assert summary["sections"] == [
        {
            "id": "freedom",
            "title": "Freedom",
            "terms": 0,
            "points": 1,
            "questions": 0,
            "asks_why": False,
        }
    ]


def test_fix_corrects_what_has_one_right_form_and_nothing_else(deck: Path) -> None:
    result = run("check", "--fix", "--yes")
    assert "-    definition: Reactance is a motive to  win back freedom." in result.err
    assert result.err.endswith("corrected 2 places\n")
    expected = DECK.replace("to  win", "to win").replace("wakes a ==", "wakes a(n) ==")
    assert deck.read_text() == expected
    assert run("check", "--fix").err == "nothing to fix\n"


def test_rules_are_listed_and_explained() -> None:
    listed = run("rules").out
    assert all(f"  {rule.code} " in listed for rule in RULES)
    assert "Turn it off" not in listed
    explained = run("rules", "def-length").out
    for part in ("Why: ", "Bad:", "Good:", "warn_words: …", "30, 20 in plain language"):
        assert part in explained
    value = json.loads(run("rules", "def-length", "--format", "json").out)
    assert [rule["rule"] for rule in value] == ["def-length"]
