"""Settings of rules: what `rules` of a project and of an edition say, and what is wrong with it.

rules:
  acronym: off
  def-length: {warn_words: 25}
  leak-grammar: warning
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .decode import decode, nearest
from .edition import Edition
from .problem import Place, Problem, Severity, error
from .project import Project
from .rules import BY_CODE
from .rules.rule import PLAIN_LEVEL, Rule, Settings

OFF, ON = "off", "on"


def edition_settings(rule: Rule, project: Project, edition: Edition) -> Settings | None:
    """A rule's settings in one edition; None when it is off. What is wrong with them is left out
    here and told by `settings_problems`."""
    level = edition.reading_level
    is_plain = level is not None and level <= PLAIN_LEVEL
    settings = rule.meta.plain if is_plain and rule.meta.plain else rule.meta.settings
    is_on = True
    for given in (project.settings.rules, _of_edition(project, edition.name)):
        value = given.get(rule.code)
        if value is None:
            continue
        is_on = value != OFF
        changes = _as_mapping(value)
        if changes:
            merged = {**settings.model_dump(), **changes}
            found, _ = decode(merged, type(settings), Place(""))
            settings = found or settings
    return settings if is_on else None


def _of_edition(project: Project, name: str) -> Mapping[str, Any]:
    edition = project.settings.editions.get(name)
    return edition.rules if edition else {}


def _as_mapping(value: Any) -> Mapping[str, Any]:
    if isinstance(value, dict):
        return value
    return {} if value in (OFF, ON) else {"severity": value}


def settings_problems(project: Project) -> Iterator[Problem]:
    """Unknown rules, unknown settings and wrong values, each at its place."""
    yield from _problems(project.settings.rules, project.place.at("rules"))
    for name, edition in project.settings.editions.items():
        yield from _problems(edition.rules, project.place.at("editions", name, "rules"))


def _problems(given: Mapping[str, Any], place: Place) -> Iterator[Problem]:
    for code, value in given.items():
        here = place.at(code)
        rule = BY_CODE.get(code)
        if rule is None:
            yield unknown_rule(code, Place(here.file, here.route, "key"))
        elif isinstance(value, dict):
            merged = {**rule.meta.settings.model_dump(exclude=set(value)), **value}
            yield from decode(merged, type(rule.meta.settings), here)[1]
        elif value not in (OFF, ON, *Severity):
            fix = "write `off`, `error`, `warning`, `info`, or settings such as `{severity: info}`"
            yield error("wrong-value", f"`{code}` cannot be `{value}`", fix, here)


def unknown_rule(code: str, place: Place | None = None) -> Problem:
    """What to say about a rule that there is not."""
    fix = nearest(code, BY_CODE)
    if fix.startswith("use one of"):
        fix = "`glossdeck rules` lists them"
    return error("unknown-rule", f"there is no rule `{code}`", fix, place)
