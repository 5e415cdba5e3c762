"""One deck in one edition as each of its texts needs to know it: its language, what it teaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..deck import Deck
from ..edition import Edition
from ..language.words import Lookup, Vocabulary
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
                at = self.sides[note.note_type].at
                term, also = (visible_text(note.fields[at[name]]) for name in ("Term", "Also"))
                others = tuple(name.strip() for name in also.split(",")) if also else ()
                found[note.key.rsplit("/", 1)[1]] = (term, *others)
        return found

    @lazy
    def named(self) -> frozenset[str]:
        """All names of all terms, in small letters."""
        return frozenset(name.casefold() for names in self.names.values() for name in names)

    @lazy
    def _taught_names(self) -> frozenset[str]:
        names = [name for names in self.names.values() for name in names]
        title = visible_text(to_html(text_for(self.deck.info.title, self.name) or "").html)
        return frozenset((*names, title))

    @lazy
    def taught(self) -> frozenset[tuple[str, ...]]:
        """All names of all terms and the deck's title as parts of words, in small letters."""
        return frozenset(map(self._parts, self._taught_names))

    def _parts(self, name: str) -> tuple[str, ...]:
        return tuple(part for word in self.vocabulary.words(name) for part in word.parts)

    def is_taught(self, words: tuple[str, ...]) -> bool:
        """Whether words, as parts in small letters, stand in a row in the name of a term."""
        return bool(words) and any(
            name[at : at + len(words)] == words
            for name in self._taught_with[words[0]]
            for at in range(len(name) - len(words) + 1)
        )

    @lazy
    def _taught_with(self) -> Lookup[tuple[tuple[str, ...], ...]]:
        """What is taught, by letters in it: only few of them are ever asked for."""
        low = [(name.casefold(), name) for name in self._taught_names]
        return Lookup(
            lambda part: tuple([self._parts(name) for folded, name in low if part in folded])
        )
