"""Problems for programs: JSON, and annotations of GitHub; `sarif.py` has SARIF."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from . import __version__
from .problem import Location, Problem, Severity

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
    return f"::{_COMMANDS[problem.severity]} {listed}::{_escaped(sentence(problem))}"


def _escaped(text: str, further: str = "") -> str:
    for char in "%\r\n" + further:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def sentence(problem: Problem) -> str:
    """What is wrong, where it is not in all editions, and on a line of its own what to do."""
    edition = f" (edition {problem.edition})" if problem.edition else ""
    fix = f"\nfix: {problem.fix}" if problem.fix else ""
    return f"{problem.message}{edition}{fix}"
