"""Nothing says where an entry comes from.

Learners and later authors must be able to look a statement up, and to see when it has aged.

Warning: an entry without `references` in a deck that has some; an error where at most
`exception` (20 %) of the entries have none. Warning: a deck that names neither references nor a
`source` at all. Info: a reference with neither a year nor a
link, which nobody can find. A deck whose `deck` has a `source`, and no references, is made from
that one source and is fine.

Why: sources make knowledge trustworthy and maintainable (Wozniak, Twenty rules, rules 18 and 19).

Bad:
    - term: Reactance
      definition: …
Good:
    - term: Reactance
      definition: …
      references: [brehm-1966]

To silence: `ignore: {source-missing: general knowledge}` at the entry, section or deck.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from ..note import Kind
from .rule import ERROR, INFO, WARNING, Finding, Group, Meta, Of, Settings
from .views import EditionView, NoteView


class SourceMissingSettings(Settings):
    exception: float = Field(0.2, description="Share of entries up to which it is an error.")


META = Meta(
    code="source-missing",
    title="Nothing says where an entry comes from",
    group=Group.SOURCES,
    of=Of.DECK,
    severities=(ERROR, WARNING, INFO),
    settings=SourceMissingSettings(),
)

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b|\bn\.d\.|\bin press\b|\bdoi\b|\bISBN\b|https?://", re.I)
_CALLED = {
    Kind.TERM: "term", Kind.POINT: "point", Kind.QUESTION: "question", Kind.CONTRAST: "contrast",
}  # fmt: skip


def check(deck: EditionView, settings: SourceMissingSettings) -> Iterator[Finding]:
    """Yield each entry without a source, or the deck when it has none at all."""
    if not deck.deck.references:
        if deck.deck.info.source is None and deck.notes:
            message = "the deck says nowhere what it is made from, so that nobody can check it"
            fix = "add `source:` with a title and a date to `deck`, or a list of `references`"
            yield Finding(WARNING, message, fix, deck.deck.info.place.at("id"))
        return
    entries = [note for note in deck.notes if note.kind is not Kind.CLOZE]
    without = [note for note in entries if not note.html("Source")]
    is_exception = len(without) <= len(entries) * settings.exception
    for note in without:
        others = "nearly all others" if is_exception else "others"
        message = f"the {_CALLED[note.kind]} has no source, unlike {others} in the deck"
        weight = ERROR if is_exception else WARNING
        # Of the entry, not of its text in one edition: it is missing in all of them.
        place = note.document.place.at(note.main.key)
        yield Finding(weight, message, _fix(note, deck), place)
    for reference in deck.deck.references.values():
        if reference.url is None and not _YEAR.search(reference.text):
            message = f"the reference `{reference.id}` has neither a year nor a link"
            fix = "add the year, a page or a `url`, so that it can be found"
            yield Finding(INFO, message, fix, reference.place.at("text"))


def _fix(note: NoteView, deck: EditionView) -> str:
    """What to add, with the ids that there are."""
    known = list(deck.deck.references)
    shown = ", ".join(known[:_SHOWN]) + (" …" if len(known) > _SHOWN else "")
    to = _TO.get(note.kind, "to it")
    others = f", with the right id of the deck's list: {shown}" if len(known) > 1 else ""
    return f"add `references: [{known[0]}]` {to}{others}"


_TO = {
    Kind.QUESTION: "to it or to its section",
    Kind.POINT: "to its section, or to the point when it begins with `point:`",
}
_SHOWN = 4
"""Ids that are named at most."""
