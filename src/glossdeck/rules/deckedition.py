"""One deck in one edition as each of its texts needs to know it: its language, what it teaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..deck import Deck
from ..edition import Edition
from ..language.words import Vocabulary
from ..markup import to_html, visible_text
from ..note import Kind, Note
from ..wording import text_for
from .lazy import lazy
from .rule import PLAIN_LEVEL
from .sides import Sides
from .signs import Signs


@dataclass(eq=False)
class DeckEdition:
    """One deck in one edition, without views of its notes.

    Parameters:
        deck, edition: as written.
        vocabulary: of the edition's language.
        signs: what tells that a text can matter to a rule.
        sides: how each note type shows its notes, by its key.
        source: the notes that are shown, in the order of the source, without retired ones.
        known: keys of notes that learners have already.
        kept: what rules worked out for one another.
    """

    deck: Deck
    edition: Edition
    vocabulary: Vocabulary
    signs: Signs
    sides: Mapping[str, Sides]
    source: Iterable[Note] = ()
    known: frozenset[str] = frozenset()
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The edition's name."""
        return self.edition.name

    @lazy
    def is_plain(self) -> bool:
        """Whether it has to be easy to read."""
        level = self.edition.reading_level
        return level is not None and level <= PLAIN_LEVEL

    @lazy
    def names(self) -> dict[str, tuple[str, ...]]:
        """Each term's names, the term itself first, by the term's id."""
        found = {}
        for note in self.source:
            if note.kind is Kind.TERM:
                fields = self.sides[note.note_type].names
                term, also = (
                    visible_text(note.fields[fields.index(name)]) for name in ("Term", "Also")
                )
                others = tuple(name.strip() for name in also.split(",")) if also else ()
                found[note.key.rsplit("/", 1)[1]] = (term, *others)
        return found

    @lazy
    def taught(self) -> frozenset[tuple[str, ...]]:
        """All names of all terms and the deck's title as parts of words, in small letters."""
        names = [name for names in self.names.values() for name in names]
        names.append(visible_text(to_html(text_for(self.deck.info.title, self.name) or "").html))
        return frozenset(
            tuple(part for word in self.vocabulary.words(name) for part in word.parts)
            for name in names
        )

    def is_taught(self, words: tuple[str, ...]) -> bool:
        """Whether words, as parts in small letters, stand in a row in the name of a term."""
        return any(
            name[at : at + len(words)] == words
            for name in self._taught_with.get(words[0] if words else "", ())
            for at in range(len(name) - len(words) + 1)
        )

    @lazy
    def _taught_with(self) -> dict[str, list[tuple[str, ...]]]:
        """What is taught, by each part of it."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for name in self.taught:
            for part in set(name):
                found.setdefault(part, []).append(name)
        return found
