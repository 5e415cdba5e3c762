"""What belongs to what in one edition of a deck: sections of terms, terms of contrasts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from .deck import Deck
from .document import Section, Term
from .markup import visible_text
from .problem import Place
from .texts import Texts
from .wording import text_for


@dataclass
class Relations:
    """Looks up what entries refer to; each table is made when first asked for."""

    deck: Deck
    texts: Texts

    @cached_property
    def terms(self) -> dict[str, Term]:
        return {self.deck.ids[term.place]: term for term in self.deck.terms}

    @cached_property
    def sections_of(self) -> dict[str, list[Section]]:
        found: dict[str, list[Section]] = {}
        for section in self.deck.sections:
            if text_for(section.title, self.texts.edition) is not None:
                for name in section.terms:
                    found.setdefault(name, []).append(section)
        return found

    @cached_property
    def contrasted_with(self) -> dict[str, list[Term]]:
        """Terms that name a term in a contrast, by its id."""
        found: dict[str, list[Term]] = {}
        for term in self.deck.terms:
            for contrast in term.contrast:
                found.setdefault(contrast.other, []).append(term)
        return found

    @cached_property
    def section_names(self) -> dict[Place, tuple[str, str]]:
        """Anki sorts decks as text, so numbers are as wide as the last one."""
        sections = tuple(self.deck.sections)
        width = len(str(len(sections)))
        return {
            section.place: (
                str(index).zfill(width),
                visible_text(self.texts.html(section, "title")).replace("::", ":"),
            )
            for index, section in enumerate(sections, 1)
        }
