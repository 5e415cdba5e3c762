"""What a rule is made of: its name and settings, and the findings it yields.

A rule module is its manual (the docstring), `META`, and `check`. `check` takes what `META.of`
names and the rule's settings, and yields findings; it knows nothing of files, editions'
settings or silencing, which the reviewer (`review.py`) sees to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from ..note import Kind
from ..problem import Place, Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


class Group(StrEnum):
    """What a rule is about; the order of the list of rules."""

    LEAKS = "leaks"
    CLOZE = "cloze"
    WORDING = "wording"
    LENGTH = "length and reading level"
    CONFUSION = "confusion"
    COVERAGE = "coverage"
    SOURCES = "sources"
    LANGUAGE = "language that stigmatises"
    MEDIA = "media and markup"
    TYPOGRAPHY = "typography"
    IDENTITY = "identity"


class Of(StrEnum):
    """What a rule looks at, one at a time."""

    TEXT = "text"
    CARD = "card"
    NOTE = "note"
    DECK = "deck"


class Settings(BaseModel):
    """Settings of every rule; a rule with thresholds has a class of its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    severity: Severity | None = Field(
        None, description="Give all that the rule finds this weight: error, warning or info."
    )

    @field_validator("*")
    @classmethod
    def _not_negative(cls, value: Any) -> Any:
        if isinstance(value, int | float) and value < 0:
            raise PydanticCustomError("greater_than_equal", "a threshold is 0 or more")
        return value


class Finding(NamedTuple):
    """Something a rule found.

    Parameters:
        severity: its weight.
        message: what is wrong, in words of someone who writes glossaries, not programs.
        fix: what to do next.
        place: the text, with the words to underline.
    """

    severity: Severity
    message: str
    fix: str
    place: Place


Check = Callable[[Any, Any], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Meta:
    """What there is to know of a rule without running it.

    Parameters:
        code: kebab-case name in messages, `ignore`, settings and documentation.
        title: what it finds, in one line.
        group: what it is about.
        of: what `check` is called with.
        severities: weights that its findings can have.
        settings: defaults.
        plain: defaults for editions that must be easy to read (`PLAIN_LEVEL`); None for the same.
        languages: primary languages it can judge; None for all.
        kinds: kinds of notes whose texts, cards or notes it looks at.
        words: in small letters; a text or note with none of them, of `marks` and of what
            `sign` knows is passed over. Without any of the three none is.
        marks: a regular expression that is looked for between blanks; it cannot match a word
            of letters, of which only the first may be a capital, with full stops and commas.
        sign: whether a piece of text between two blanks can matter.
        passes_over: False for a rule that looks for signs and for more.
    """

    code: str
    title: str
    group: Group
    of: Of
    severities: tuple[Severity, ...]
    settings: Settings = field(default_factory=Settings)
    plain: Settings | None = None
    languages: frozenset[str] | None = None
    kinds: frozenset[Kind] = frozenset(Kind)
    words: frozenset[str] = frozenset()
    marks: str = ""
    sign: Callable[[str], bool] | None = None
    passes_over: bool = True

    @property
    def has_signs(self) -> bool:
        """Whether texts can be passed over."""
        return bool(self.words or self.marks or self.sign)


GAPPED = frozenset({Kind.CLOZE, Kind.POINT})
"""Kinds of notes with gaps."""

ENGLISH = frozenset({"en"})

PLAIN_LEVEL = 9.0
"""An edition with a `reading_level` up to this grade has the stricter defaults."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that can be run.

    Parameters:
        check: finds something in what `meta.of` names.
        conclude: finds, when a deck was seen to its end, what only shows then; is called with
            the deck. None for rules that look at one thing at a time.
        manual: its documentation, as the docstring has it.
    """

    meta: Meta
    check: Check
    manual: str
    conclude: Check | None = None

    @property
    def code(self) -> str:
        """Its name."""
        return self.meta.code


def plural(count: int, noun: str) -> str:
    """`1 word`, `2 words`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def quoted(words: Iterable[str]) -> str:
    """`“a”, “b” and “c”`."""
    marked = [f"“{word}”" for word in words]
    return " and ".join([", ".join(marked[:-1]), marked[-1]]) if len(marked) > 1 else marked[0]
