"""Gaps that an author took out: the cards that learners have of them say so.

Anki keeps a card whose number has left the text, with its history, but shows an error on it and
lets *Empty Cards* delete it. So the number stays in the field, behind the text, around a blank:
the other cards show nothing of it, its own card shows the sentence and, as the hint, that it is
no longer part of the deck. Nobody gets the card who does not have it, as the package has no row
for it. All that is in every Anki from 23.10 on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

_BLANK = "&nbsp;"
_MARK = re.compile(r" \{\{c([0-9]+)::&nbsp;::[^{}:]*\}\}")
_ENTITIES = str.maketrans({":": "&#58;", "{": "&#123;", "}": "&#125;"})
"""Characters that would end the hint."""


def with_dropped(text: str, numbers: Iterable[int], banner: str) -> str:
    """A cloze field with the numbers that are no longer asked behind it.

    Parameters:
        banner: plain text that says so.
    """
    hint = escape(banner, quote=False).translate(_ENTITIES)
    return text + "".join(
        [f" {{{{c{number}::{_BLANK}::{hint}}}}}" for number in sorted(set(numbers))]
    )


def without_dropped(text: str) -> str:
    """The same field as it was before."""
    return _MARK.sub("", text) if _BLANK in text else text


def dropped_numbers(text: str) -> tuple[int, ...]:
    """The numbers in a field that are no longer asked, ascending."""
    return tuple(sorted({int(number) for number in _MARK.findall(text)})) if text else ()
