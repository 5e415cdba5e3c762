"""A finding in a theme, at its line and column."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from .problem import Location, Problem, Severity, error
from .textfile import line_of
from .themefolder import ThemeFile

if TYPE_CHECKING:
    from .cssrules import Declaration


def found(
    file: ThemeFile,
    start: int,
    end: int,
    rule: str,
    message: str,
    fix: str,
    severity: Severity = Severity.ERROR,
) -> Problem:
    """A problem with a stretch of a theme's file; positions in characters from its start."""
    line = file.text.count("\n", 0, start) + 1
    column = start - (file.text.rfind("\n", 0, start) + 1) + 1
    text = line_of(file.text, line)
    stop = min(column + max(end - start, 1), len(text) + 1)
    location = Location(file.name, line, column, max(stop, column + 1), text)
    return replace(error(rule, message, fix), location=location, severity=severity)


def at_declaration(
    declaration: Declaration,
    rule: str,
    message: str,
    fix: str,
    severity: Severity = Severity.ERROR,
) -> Problem:
    """A problem with one declaration of a style sheet."""
    start = offset(declaration.file.text, declaration.line, declaration.column)
    end = start + declaration.width
    return found(declaration.file, start, end, rule, message, fix, severity)


def offset(text: str, line: int, column: int) -> int:
    """The position of a line and column, both counted from 1."""
    return _line_starts(text)[line - 1] + column - 1


@lru_cache(maxsize=8)
def _line_starts(text: str) -> tuple[int, ...]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return tuple(starts)
