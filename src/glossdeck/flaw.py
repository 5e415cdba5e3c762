"""What is wrong with an author's text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a text, without a place, which the caller knows.

    Parameters:
        rule: `markup`, `img-alt`, `control-character` or `cloze-syntax`.
        message: what is wrong.
        fix: what to do next.
        word: the part of the author's text to underline; may be empty.
    """

    rule: str
    message: str
    fix: str
    word: str = ""
