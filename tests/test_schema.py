"""The JSON Schema that editors use: valid itself, true to what the reader takes, and in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from commands import run
from glossdeck.rules import RULES
from glossdeck.schema import schema

ROOT = Path(__file__).parent.parent
DECK, PROJECT = schema("deck"), schema("project")


@pytest.mark.parametrize("made", [DECK, PROJECT], ids=["deck", "project"])
def test_it_is_a_schema(made: dict[str, Any]) -> None:
    Draft7Validator.check_schema(made)


def test_the_first_deck_fits() -> None:
    for path in sorted((ROOT / "decks" / "resistance-to-therapy").glob("*.yaml")):
        value = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert list(Draft7Validator(DECK).iter_errors(_as_json(value))) == []
    project = yaml.safe_load((ROOT / "decks" / "glossdeck.yaml").read_text(encoding="utf-8"))
    assert list(Draft7Validator(PROJECT).iter_errors(_as_json(project))) == []


def _as_json(value: object) -> Any:
    """Dates become text, as editors have them (YAML 1.2)."""
    return json.loads(json.dumps(value, default=str))


@pytest.mark.parametrize(
    "deck",
    [
        {"deck": {"id": "a", "title": 1984}, "terms": [{"term": True, "definition": "x"}]},
        {"deck": {"id": "a", "title": {"one": "A", "default": "B"}}},
        {"sections": [{"title": "S", "points": ["==a==", {"point": {"one": "==a=="}, "id": "p"}]}]},
        {"terms": [{"term": "A", "definition": "x", "ignore": {"leak-term": "reason"}}]},
    ],
)
def test_what_the_reader_takes_fits(deck: object) -> None:
    assert list(Draft7Validator(DECK).iter_errors(deck)) == []


@pytest.mark.parametrize(
    "deck",
    [
        {"termz": []},
        {"terms": [{"term": "A"}]},
        {"terms": [{"term": "A", "definition": ["x"]}]},
        {"terms": [{"term": "A", "definition": "x", "ask": ["defintion"]}]},
        {"terms": [{"term": "A", "definition": "x", "ignore": {"leak-trm": "reason"}}]},
        {"deck": {"id": "not an id", "title": "A"}},
    ],
)
def test_what_the_reader_refuses_does_not_fit(deck: object) -> None:
    assert list(Draft7Validator(DECK).iter_errors(deck))


@pytest.mark.parametrize(
    ("rules", "fits"),
    [
        ({"leak-term": "off"}, True),
        ({"def-length": {"warn_words": 20}}, True),
        ({"leak-term": "of"}, False),
        ({"def-length": {"warn_word": 20}}, False),
        ({"leak-trm": "off"}, False),
    ],
)
def test_settings_of_rules_are_checked(rules: object, fits: bool) -> None:
    for value in ({"rules": rules}, {"editions": {"one": {"rules": rules}}}):
        assert Draft7Validator(PROJECT).is_valid(value) is fits


def test_an_edition_may_be_a_name_alone() -> None:
    assert Draft7Validator(PROJECT).is_valid({"editions": {"trainees": None}})
    assert not Draft7Validator(PROJECT).is_valid({"editions": {"trainees": "Trainees"}})


def test_every_key_is_explained() -> None:
    for made in (DECK, PROJECT):
        for owner, key, value in _properties(made):
            assert value.get("description"), f"{owner}.{key}"


def test_every_rule_can_be_completed() -> None:
    assert set(PROJECT["properties"]["rules"]["properties"]) == {rule.code for rule in RULES}


def _properties(made: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for owner, model in (("", made), *made["definitions"].items()):
        for key, value in model.get("properties", {}).items():
            yield owner, key, value


def test_a_themes_fields_are_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "theme.yaml").write_text("fields: {term: [Word family]}\n")
    (tmp_path / "glossdeck.yaml").write_text("theme: mine\n")
    made = json.loads(run("schema").out)
    assert "word-family" in made["definitions"]["Term"]["properties"]


def test_outside_of_a_project_it_is_printed_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("schema", "project")
    assert (result.status, result.err) == (0, "")
    assert json.loads(result.out) == PROJECT
    assert "~" not in result.out
