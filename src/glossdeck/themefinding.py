"""A finding in a theme, at its line and column."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from .problem import Location, Problem, Severity, error
from .textfile import line_of
from .themefolder import ThemeFile


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


def offset(text: str, line: int, column: int) -> int:
    """The position of a line and column, both counted from 1."""
    return _line_starts(text)[line - 1] + column - 1


@lru_cache(maxsize=8)
def _line_starts(text: str) -> tuple[int, ...]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return tuple(starts)
