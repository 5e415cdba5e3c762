"""What can be wrong, and where: values that are collected, never a first error that stops."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, NamedTuple

Route = tuple[str | int, ...]
"""Keys and list indices from the top of a file to a value."""


class Severity(StrEnum):
    """How much a problem weighs; the order of declaration is the order of weight."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Place(NamedTuple):
    """A value in a file, named by its route; line and column are looked up only when shown.

    Parameters:
        file: path of the file, as it is shown to the author.
        route: keys and indices to the value; a route that leads further than the file
            goes ends at the nearest value above.
        part: whether the value or its key is meant.
        word: text inside the value to underline; the whole value when empty or not found.
    """

    file: str
    route: Route = ()
    part: Literal["value", "key"] = "value"
    word: str = ""

    def at(self, *route: str | int) -> Place:
        """The place of a value further down."""
        return Place(self.file, self.route + route)


@dataclass(frozen=True, slots=True)
class Location:
    """Lines and columns count from 1, columns in characters; `end` is just after the last."""

    path: str
    line: int
    column: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding.

    Parameters:
        rule: kebab-case name, the same in messages, `ignore`, documentation and tests.
        severity: an error keeps the deck from being built.
        message: what is wrong, in the author's words.
        fix: what to do next.
        place: the value it is about, as a route.
        location: line and column, once `source.Sources.locate` has found them.
        edition: the edition it was seen in; empty for all.
    """

    rule: str
    severity: Severity
    message: str
    fix: str = ""
    place: Place | None = None
    location: Location | None = field(default=None, compare=True)
    edition: str = ""

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def at(self, location: Location) -> Problem:
        """The same with its line and column."""
        return Problem(
            self.rule,
            self.severity,
            self.message,
            self.fix,
            self.place,
            location,
            self.edition,
        )


def error(rule: str, message: str, fix: str = "", place: Place | None = None) -> Problem:
    """A problem that keeps the deck from being built."""
    return Problem(rule, Severity.ERROR, message, fix, place)


class UserError(Exception):
    """Stops a command: something that the person at the keyboard can put right."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems
