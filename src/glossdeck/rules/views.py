"""What rules look at: texts, cards, notes and decks as a learner of one edition sees them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from ..deck import Deck
from ..document import Contrast, Document
from ..edition import Edition
from ..language.words import PUNCTUATION, WORD, Vocabulary
from ..markup import to_html, visible_text
from ..note import Kind, Note, NoteType
from ..problem import Place
from ..wording import text_for
from .deckedition import DeckEdition
from .lazy import lazy
from .noteview import KEY_OF_FIELD, CardView, NoteView
from .textview import Role, TextView

__all__ = ["KEY_OF_FIELD", "CardView", "EditionView", "NoteView", "Role", "TextView"]


@dataclass(eq=False)
class EditionView:
    """One deck in one edition with its notes.

    Parameters:
        about: what all of its notes share.
        types: its note types, by their keys.
        documents: each entry and its parent, by place.
    """

    about: DeckEdition
    types: Mapping[str, NoteType]
    documents: Mapping[Place, tuple[Document, Document | None]]

    @property
    def deck(self) -> Deck:
        """The deck as written."""
        return self.about.deck

    @property
    def edition(self) -> Edition:
        """The edition as written."""
        return self.about.edition

    @property
    def vocabulary(self) -> Vocabulary:
        """Words of the edition's language."""
        return self.about.vocabulary

    @property
    def name(self) -> str:
        """The edition's name."""
        return self.about.name

    @lazy
    def notes(self) -> list[NoteView]:
        """Its notes in the order of the source."""
        return list(map(self._view, self.about.source))

    def passing(self, some: slice) -> Iterator[NoteView]:
        """Some of its notes one by one; each is done with when the next one is asked for."""
        for note in self.notes[some]:
            yield note
            note.forget()

    @lazy
    def _pieces(self) -> frozenset[str]:
        """All that stands between two blanks of its texts."""
        found: set[str] = set()
        for text in self.all_texts():  # one by one: all at once take more memory than all else
            found.update(text.plain.split())
        return frozenset(found)

    @lazy
    def tokens(self) -> frozenset[str]:
        """All different words of its texts as they are written."""
        cores = {piece.strip(PUNCTUATION) for piece in self._pieces}
        return frozenset(
            chain(cores, *(WORD.findall(core) for core in cores if not core.isalpha()))
        )

    def with_tokens(self, tokens: frozenset[str]) -> Iterator[TextView]:
        """The texts in which one of some words stands."""
        holding = {each for each in self._pieces if not tokens.isdisjoint(WORD.findall(each))}
        for text in self.all_texts():
            if not holding.isdisjoint(text.plain.split()):
                yield text

    def close(self) -> None:
        """Part what refers to one another, so that all of it goes without Python's cyclic
        collector, which commands turn off."""
        for note in self.notes:
            note.forget()
        self.about.kept.clear()

    def _view(self, note: Note) -> NoteView:
        document, parent = self.documents[note.place or _NOWHERE]
        return NoteView(note, self.types[note.note_type], document, parent, self.about)

    @lazy
    def terms(self) -> list[NoteView]:
        """The notes of terms."""
        return [note for note in self.notes if note.kind is Kind.TERM]

    @lazy
    def loose_texts(self) -> list[TextView]:
        """Texts that are in no note of their own: titles and the deck's description."""
        found = []
        info = self.deck.info
        for document, key, role in (
            (info, "title", Role.TITLE),
            (info, "description", Role.ABOUT),
            (info, "notice", Role.ABOUT),
            *((section, "title", Role.TITLE) for section in self.deck.sections),
        ):
            view = _loose(document, key, role, self.about)
            if view is not None:
                found.append(view)
        return found

    def all_texts(self) -> Iterator[TextView]:
        """Every text of an author that a learner of this edition can read."""
        yield from self.loose_texts
        for note in self.notes:
            yield from note.texts.values()


_NOWHERE = Place("")


def _loose(document: Any, key: str, role: Role, edition: DeckEdition) -> TextView | None:
    written = text_for(getattr(document, key), edition.name)
    if not written:
        return None
    html = to_html(written).html
    return TextView(role, visible_text(html), html, document, key, edition)


def documents_of(deck: Deck) -> dict[Place, tuple[Document, Document | None]]:
    """Every entry of a deck with the entry that it is part of, by its place."""
    found: dict[Place, tuple[Document, Document | None]] = {}
    for entry in deck.entries:
        found[entry.place] = (entry, None)
        parts: Iterator[Document] | list[Contrast]
        for name in ("contrast", "points", "questions"):
            parts = getattr(entry, name, [])
            for part in parts:
                found[part.place] = (part, entry)
    return found
