"""Gaps that an author took out: the cards that learners have of them say so.

Anki keeps a card whose number has left the text, with its history, but shows an error on it and
lets *Empty Cards* delete it. So the number stays in the field, behind the text, around a blank:
the other cards show nothing of it, its own card shows the sentence and, as the hint, that it is
no longer part of the deck. Nobody gets the card with the package who does not have it, as there is
no row for it; Anki makes it when such a learner edits the note or runs *Check Database*. So, like
a retired entry, it goes after a while. All that is so in every Anki from 23.10 on.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from html import escape

from .lock import Fact

_DAY_S = 86_400
_BLANK = "&#8203;"
"""A space without width: what underlines answers draws nothing below it."""
_MARK = re.compile(r" \{\{c([0-9]+)::&#8203;::[^{}:]*\}\}")
_ENTITIES = str.maketrans({":": "&#58;", "{": "&#123;", "}": "&#125;"})
"""Characters that would end the hint."""


def dated(spent: Sequence[Fact], known: Collection[Fact], now_s: int) -> tuple[Fact, ...]:
    """Dropped facts, those that were not dropped before with the time of this build."""
    return tuple(
        [fact if fact in known else fact._replace(dropped_s=max(now_s, 1)) for fact in spent]
    )


def lately(spent: Sequence[Fact], now_s: int, days: int) -> tuple[Fact, ...]:
    """Dropped facts, those from longer ago without their time: nobody is told of them now."""
    return tuple(
        [
            fact._replace(dropped_s=0) if now_s >= fact.dropped_s + days * _DAY_S else fact
            for fact in spent
        ]
    )


def with_dropped(text: str, spent: Sequence[Fact], banner: str) -> str:
    """A cloze field with the numbers behind it whose cards are to say that they are dropped.

    Parameters:
        banner: plain text that says so.
    """
    numbers = {fact.number for fact in spent if fact.dropped_s}
    if not numbers:
        return text
    hint = escape(banner, quote=False).translate(_ENTITIES)
    return text + "".join([f" {{{{c{number}::{_BLANK}::{hint}}}}}" for number in sorted(numbers)])


def without_dropped(text: str) -> str:
    """The same field as it was before."""
    return _MARK.sub("", text) if _BLANK in text else text


def dropped_numbers(text: str) -> tuple[int, ...]:
    """The numbers in a field that are no longer asked, ascending."""
    return tuple(sorted({int(number) for number in _MARK.findall(text)})) if text else ()
