"""Problems for programs: JSON, annotations of GitHub, SARIF 2.1.0."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from . import __version__
from .problem import Location, Problem, Severity
from .rules import BY_CODE

JSON_VERSION = 1
"""Grows when a key changes its meaning or goes; new keys may come at any time."""


def counts(problems: Iterable[Problem]) -> dict[str, int]:
    """How many problems there are of each weight."""
    found = {severity.value: 0 for severity in Severity}
    for problem in problems:
        found[problem.severity.value] += 1
    return found


def as_json(problems: Sequence[Problem], further: dict[str, Any] | None = None) -> str:
    """A JSON object with `version`, `glossdeck`, `counts` and `problems`.

    Each problem has `rule`, `severity`, `message`, `fix` (may be empty), `edition` (empty for
    all) and `location`: null, or `path`, `line`, `column` and `end_column`, counted from 1 in
    characters, and the `text` of the line.

    Parameters:
        further: more keys, as the summary.
    """
    value = {
        "version": JSON_VERSION,
        "glossdeck": __version__,
        "counts": counts(problems),
        "problems": [_problem(problem) for problem in problems],
        **(further or {}),
    }
    return json.dumps(value, indent=2, ensure_ascii=False)


def _problem(problem: Problem) -> dict[str, Any]:
    where = problem.location
    return {
        "rule": problem.rule,
        "severity": problem.severity.value,
        "message": problem.message,
        "fix": problem.fix,
        "edition": problem.edition,
        "location": None if where is None else _location(where),
    }


def _location(where: Location) -> dict[str, Any]:
    return {
        "path": where.path,
        "line": where.line,
        "column": where.column,
        "end_column": where.end,
        "text": where.text,
    }


_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands that GitHub shows as annotations on the lines of a pull request."""
    return "\n".join(_annotation(problem) for problem in problems)


def _annotation(problem: Problem) -> str:
    where = problem.location
    properties = {"title": f"glossdeck: {problem.rule}"}
    if where is not None:
        properties = {
            "file": where.path,
            "line": str(where.line),
            "col": str(where.column),
            "endColumn": str(where.end),
            **properties,
        }
    listed = ",".join(f"{key}={_escaped(value, ',:')}" for key, value in properties.items())
    return f"::{_COMMANDS[problem.severity]} {listed}::{_escaped(_sentence(problem))}"


def _escaped(text: str, further: str = "") -> str:
    for char in "%\r\n" + further:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def _sentence(problem: Problem) -> str:
    edition = f" (edition {problem.edition})" if problem.edition else ""
    fix = f"\nfix: {problem.fix}" if problem.fix else ""
    return f"{problem.message}{edition}{fix}"


_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_sarif(problems: Sequence[Problem]) -> str:
    """A SARIF 2.1.0 log with one run; code scanning services read it."""
    codes = sorted({problem.rule for problem in problems})
    driver = {
        "name": "glossdeck",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_sarif_rule(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(problem, codes) for problem in problems],
    }
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False)


def _sarif_rule(code: str) -> dict[str, Any]:
    rule = BY_CODE.get(code)
    if rule is None:
        return {"id": code, "name": _pascal(code)}
    return {
        "id": code,
        "name": _pascal(code),
        "shortDescription": {"text": rule.meta.title},
        "fullDescription": {"text": rule.manual},
        "defaultConfiguration": {"level": _LEVELS[rule.meta.severities[0]]},
        "properties": {"tags": [rule.meta.group.value]},
    }


def _pascal(code: str) -> str:
    return "".join(part.capitalize() for part in code.split("-"))


def _sarif_result(problem: Problem, codes: Sequence[str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": problem.rule,
        "ruleIndex": codes.index(problem.rule),
        "level": _LEVELS[problem.severity],
        "message": {"text": _sentence(problem)},
    }
    where = problem.location
    if where is not None:
        region: dict[str, Any] = {
            "startLine": where.line,
            "startColumn": where.column,
            "endColumn": max(where.end, where.column),
        }
        if where.text:
            region["snippet"] = {"text": where.text}
        result["locations"] = [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(where.path)},
                    "region": region,
                }
            }
        ]
    return result


def _uri(path: str) -> str:
    from pathlib import PurePath
    from urllib.parse import quote

    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix())
