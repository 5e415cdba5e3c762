"""JSON Schema for editors, made from the models that read the files.

What the models say of a key, editors show: descriptions and examples for hover, names for
completion, shapes for errors while typing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from .decode import Slots, deck_file_model
from .project import ProjectSettings
from .rules import RULES
from .rules.rule import Rule

DIALECT = "http://json-schema.org/draft-07/schema#"
"""What editors understand; the models say nothing that it lacks."""

FileKind = Literal["deck", "project"]
_PLAIN = ["string", "number", "boolean"]
"""glossdeck reads every plain scalar as text, an editor takes `1984` for a number."""

_WEIGHTS = ["off", "on", "error", "warning", "info"]


def schema(kind: FileKind, slots: Slots | None = None) -> dict[str, Any]:
    """The schema of deck sources, or of `glossdeck.yaml`.

    Parameters:
        slots: the theme's own fields, by key of the note type.
    """
    if kind == "deck":
        made = deck_file_model(slots or {}).model_json_schema(by_alias=True)
        title = "A deck source of glossdeck"
        _let_points_be_texts(made)
    else:
        made = ProjectSettings.model_json_schema(by_alias=True)
        title = "glossdeck.yaml, a project of glossdeck"
        editions = made["properties"]["editions"]
        editions["additionalProperties"] = {
            "anyOf": [editions["additionalProperties"], {"type": "null"}]
        }
    for owner in _owners(made):
        _name_rules(owner)
    _tidy(made)
    defs = made.pop("$defs", {})
    made = {"$schema": DIALECT, **made, "title": title}
    if defs:
        made["definitions"] = defs
    moved: dict[str, Any] = _moved(made)
    return moved


def _owners(made: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield made["properties"]
    for each in made.get("$defs", {}).values():
        yield each["properties"]


def _let_points_be_texts(made: dict[str, Any]) -> None:
    points = made["$defs"]["Section"]["properties"]["points"]
    written = made["$defs"]["Point"]["properties"]["point"]
    shapes = {"anyOf": [{"$ref": points["items"]["$ref"]}, *written["oneOf"]]}
    # A map from edition to text would also take the keys of a point.
    shapes["anyOf"] = [shapes["anyOf"][0], shapes["anyOf"][1]]
    points["items"] = {**shapes, "examples": written["examples"]}


def _name_rules(properties: dict[str, Any]) -> None:
    if "ignore" in properties:
        properties["ignore"]["properties"] = {
            rule.code: {"type": "string", "minLength": 1, "description": rule.meta.title}
            for rule in RULES
        }
        properties["ignore"]["additionalProperties"] = False
    if "rules" in properties:
        properties["rules"]["properties"] = {rule.code: _settings(rule) for rule in RULES}
        properties["rules"]["additionalProperties"] = False


def _settings(rule: Rule) -> dict[str, Any]:
    made = type(rule.meta.settings).model_json_schema()
    properties = made["properties"]
    properties["severity"] = {
        "enum": ["error", "warning", "info"],
        "description": "Weight of all that it finds.",
    }
    for name, value in properties.items():
        if "$ref" in value:  # a weight
            properties[name] = {
                "enum": ["error", "warning", "info"],
                "description": value.get("description", ""),
            }
    settings = {"type": "object", "properties": properties, "additionalProperties": False}
    return {
        "description": f"{rule.meta.title}. `glossdeck rules {rule.code}` explains it.",
        "anyOf": [{"enum": _WEIGHTS}, settings],
    }


def _tidy(value: Any, is_properties: bool = False) -> None:
    """Take out titles that only repeat the key, and let plain scalars be text."""
    if isinstance(value, list):
        for item in value:
            _tidy(item)
    elif isinstance(value, dict):
        if not is_properties:
            if isinstance(value.get("title"), str):
                del value["title"]
            if value.get("type") == "string" and not {"pattern", "enum"} & value.keys():
                value["type"] = _PLAIN
            if value.get("default", 0) is None:
                del value["default"]
        for key, item in value.items():
            if key not in ("examples", "default", "enum", "required"):
                _tidy(item, is_properties=key in ("properties", "$defs"))


def _moved(value: Any) -> Any:
    """References of draft 2020 as those of draft 7."""
    if isinstance(value, list):
        return [_moved(item) for item in value]
    if isinstance(value, dict):
        return {key: _moved(item) for key, item in value.items()}
    if isinstance(value, str) and value.startswith("#/$defs/"):
        return value.replace("#/$defs/", "#/definitions/")
    return value
