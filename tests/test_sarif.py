"""What `check --format sarif` writes is SARIF 2.1.0: by the schema of its authors, with formats
checked, and by what that schema cannot say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, FormatChecker

from commands import run
from glossdeck.problem import Location, Problem, Severity
from glossdeck.rules import RULES
from glossdeck.sarif import as_sarif
from npm_packages import SARIF_SCHEMA, installed

DECK = """\
deck: {id: sample, title: Sample, source: {title: Course}}
terms:
  - term: 😀 Reactance
    definition: 😀😀 Reactance is a motive to win back freedom.
  - term: Shame
    ignore: {leak-term: It is named on purpose.}
    definition: Shame is a feeling.
  - term: Guilt
    definition: This follows a deed.
"""


@pytest.fixture(scope="module")
def schema() -> Draft4Validator:
    path = installed(SARIF_SCHEMA) / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
    value = json.loads(path.read_text(encoding="utf-8"))
    Draft4Validator.check_schema(value)
    checker = FormatChecker()
    assert {"uri", "uri-reference", "date-time"} <= set(checker.checkers)
    return Draft4Validator(value, format_checker=checker)


def valid(written: str, schema: Draft4Validator) -> tuple[list[Any], list[Any]]:
    """The rules and results of a log, when it is valid."""
    log = json.loads(written)
    assert [error.message for error in schema.iter_errors(log)] == []
    (one,) = log["runs"]
    rules = one["tool"]["driver"]["rules"]
    ids = [rule["id"] for rule in rules]
    assert len(set(ids)) == len(ids)
    for result in one["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
    return rules, one["results"]


def test_a_check_is_a_valid_log_without_what_is_silenced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, schema: Draft4Validator
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "Grundbegriffe 1: Gefühle"
    folder.mkdir()
    (folder / "deck.yaml").write_text(DECK, encoding="utf-8")
    rules, results = valid(run("check", folder.name, "--format", "sarif").out, schema)
    found = [(each["ruleId"], each["level"]) for each in results]
    assert found.count(("leak-term", "error")) == 1
    assert ("orphan-deictic", "error") in found
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)
    (leak,) = [each for each in results if each["ruleId"] == "leak-term"]
    place = leak["locations"][0]["physicalLocation"]
    uri = "Grundbegriffe%201%3A%20Gef%C3%BChle/deck.yaml"
    assert place["artifactLocation"]["uri"] == uri
    region = place["region"]
    # Columns are code points, as `columnKind` says, whatever lies outside of the first plane.
    line = region["snippet"]["text"]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "Reactance"
    assert region["startLine"] == 4


def test_what_cannot_be_read_is_a_valid_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, schema: Draft4Validator
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deck.yaml").write_text("deck: {id: d, titel: D}\nterms: 5\n")
    rules, results = valid(run("check", "deck.yaml", "--format", "sarif").out, schema)
    assert {each["level"] for each in results} == {"error"}
    assert all(rule["help"]["text"] for rule in rules)


def test_nothing_to_say_is_a_valid_log(schema: Draft4Validator) -> None:
    assert valid(as_sarif([]), schema) == ([], [])


def test_every_rule_and_every_weight_fits(schema: Draft4Validator) -> None:
    problems = [
        Problem(rule.code, severity, "wrong", "write", location=Location("d.yaml", 1, 1, 1))
        for rule in RULES
        for severity in Severity
    ]
    rules, results = valid(as_sarif(problems), schema)
    assert {each["id"] for each in rules} == {rule.code for rule in RULES}
    assert {each["level"] for each in results} == {"error", "warning", "note"}


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("terms/a b.yaml", "terms/a%20b.yaml"),
        ("../other/deck.yaml", "../other/deck.yaml"),
        ("a:b/deck.yaml", "a%3Ab/deck.yaml"),
        ("100%.yaml", "100%25.yaml"),
        ("/home/ana/deck.yaml", "file:///home/ana/deck.yaml"),
        (r"C:\Users\Ana Díaz\deck.yaml", "file:///C:/Users/Ana%20D%C3%ADaz/deck.yaml"),
        (r"\\server\share\deck.yaml", "file://server/share/deck.yaml"),
    ],
)
def test_paths_are_addresses(path: str, uri: str, schema: Draft4Validator) -> None:
    problem = Problem("x", Severity.ERROR, "wrong", location=Location(path, 1, 3, 2, "x"))
    _, (result,) = valid(as_sarif([problem]), schema)
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == uri
    assert place["region"]["endColumn"] >= place["region"]["startColumn"]


def test_a_problem_without_a_place_has_no_location(schema: Draft4Validator) -> None:
    _, (result,) = valid(as_sarif([Problem("x", Severity.ERROR, "wrong")]), schema)
    assert "locations" not in result
