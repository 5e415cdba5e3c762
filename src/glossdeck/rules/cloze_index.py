"""The numbers of gaps skip.

Anki makes a card for each number. A number that is left out is no mistake to Anki, but mostly a
gap that was lost, or a typing mistake.

Warning: numbers written by hand are not 1, 2, 3 … in a sentence that learners do not have yet.
A sentence that they have may skip: a number that was dropped is never used again.
A number whose fact changed is told when the deck is planned, with the ways out.

Why: the card's schedule belongs to its number (Anki makes card N of gap cN).

Bad:
    - "{{c1::Shame}} and {{c3::fear}} keep people silent."
Good:
    - "==Shame== and ==fear== keep people silent."

To silence: `ignore: {cloze-index: the reason}` at the entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..wording import text_for
from .rule import GAPPED, WARNING, Finding, Group, Meta, Of, Settings
from .views import NoteView

META = Meta(
    code="cloze-index",
    title="The numbers of gaps skip",
    group=Group.CLOZE,
    of=Of.NOTE,
    severities=(WARNING,),
    kinds=GAPPED,
)

_NUMBER = re.compile(r"\{\{c(\d+)::")


def check(note: NoteView, settings: Settings) -> Iterator[Finding]:
    """Yield when numbers written by hand leave one out."""
    if note.cloze is None or note.note.key in note.edition.known:
        return
    text = note.main
    written = text_for(getattr(text.document, text.key), note.edition.name) or ""
    if "{{c" not in written:
        return
    numbers = {int(number) for number in _NUMBER.findall(written)}
    # A number is left free for each gap in the short notation, which takes the next ones.
    short = len(note.cloze.deletions) - len(_NUMBER.findall(written))
    missing = [number for number in range(1, max(numbers)) if number not in numbers]
    if len(missing) > short:
        first = missing[0]
        message = f"the gaps are numbered, but none of them is number {first}"
        fix = (
            "number them c1, c2, c3 …, or write ==answer== without a number: it gets one by itself"
        )
        word = next(f"{{{{c{number}::" for number in sorted(numbers) if number > first)
        yield Finding(WARNING, message, fix, text.at(word))
