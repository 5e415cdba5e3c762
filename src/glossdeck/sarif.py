"""Problems as SARIF 2.1.0, which code scanning services read.

What authors silence is left out, as in every other format: the log could carry it as suppressed,
but GitHub shows suppressed results as open alerts.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePath, PureWindowsPath
from typing import Any
from urllib.parse import quote

from . import __version__
from .formats import sentence
from .problem import Location, Problem, Severity
from .rules import BY_CODE

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
        return {
            "id": code,
            "shortDescription": {"text": f"{code.replace('-', ' ').capitalize()}."},
            "help": {"text": _MISTAKE},
        }
    manual = f"{rule.manual}\n\nTo turn it off: `rules: {{{code}: off}}` in glossdeck.yaml."
    return {
        "id": code,
        "shortDescription": {"text": f"{rule.meta.title}."},
        "fullDescription": {"text": rule.manual.split("\n\n")[0]},
        "help": {"text": manual, "markdown": manual},
        "defaultConfiguration": {"level": _LEVELS[rule.meta.severities[0]]},
        "properties": {"tags": [rule.meta.group.value]},
    }


_MISTAKE = "The message says what is wrong, and what to do."


def _sarif_result(problem: Problem, codes: Sequence[str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": problem.rule,
        "ruleIndex": codes.index(problem.rule),
        "level": _LEVELS[problem.severity],
        "message": {"text": sentence(problem)},
    }
    if problem.location is not None:
        result["locations"] = [{"physicalLocation": _physical(problem.location)}]
    return result


def _physical(where: Location) -> dict[str, Any]:
    region: dict[str, Any] = {
        "startLine": where.line,
        "startColumn": where.column,
        "endColumn": max(where.end, where.column),
    }
    if where.text:
        region["snippet"] = {"text": where.text}
    return {"artifactLocation": {"uri": _uri(where.path)}, "region": region}


def _uri(path: str) -> str:
    """A relative path stays relative; an absolute one, of whatever system, becomes `file:`."""
    windows = PureWindowsPath(path)
    pure = windows if windows.drive and windows.is_absolute() else PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix())
