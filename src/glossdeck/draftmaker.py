"""Fields by name become drafts of notes, with their tags and the Anki deck that they go into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .cloze import ClozeText
from .deck import Deck
from .document import Document, Section
from .note import NOTE_TYPE_OF_KIND, Kind, NoteDraft
from .notetypes import NOTE_TYPES
from .relations import Relations

_PLACES = {
    key: {name: place for place, name in enumerate(spec.fields)} for key, spec in NOTE_TYPES.items()
}
"""Position of each field, by key of the note type."""


@dataclass
class DraftMaker:
    """Makes the drafts of one deck in one edition.

    Parameters:
        edition: its name.
        title: the deck's name in Anki.
        subdecks: whether each section has a deck of its own below it.
    """

    deck: Deck
    edition: str
    title: str
    subdecks: bool
    relations: Relations
    _known_tags: dict[tuple[Any, ...], tuple[str, ...]] = field(default_factory=dict)

    def draft(
        self,
        entry: Document,
        kind: Kind,
        entry_id: str,
        fields: Mapping[str, str],
        sections: Sequence[Section],
        cloze: ClozeText | None = None,
    ) -> NoteDraft:
        """One note of an entry; `fields` that are not named stay empty."""
        places = _PLACES[NOTE_TYPE_OF_KIND[kind]]
        values = [""] * len(places)
        for name, value in fields.items():
            if value:
                values[places[name]] = value
        return NoteDraft(
            self.deck.info.id,
            self.edition,
            kind,
            entry_id,
            tuple(values),
            cloze,
            self._deck_name(sections),
            self._tags(kind, getattr(entry, "tags", ()), sections),
            entry.place,
        )

    def _tags(
        self, kind: Kind, own: tuple[str, ...], sections: Sequence[Section]
    ) -> tuple[str, ...]:
        """Most notes share theirs with others, so that each combination is made once."""
        key = (kind, own, *[section.place for section in sections])
        found = self._known_tags.get(key)
        if found is None:
            deck_id = self.deck.info.id
            tags = {f"{deck_id}::kind::{kind}", *self.deck.info.tags, *own}
            tags |= {f"{deck_id}::section::{self.deck.ids[each.place]}" for each in sections}
            found = tuple(sorted({"_".join(tag.split()) for tag in tags}))
            self._known_tags[key] = found
        return found

    def _deck_name(self, sections: Sequence[Section]) -> str:
        """In a deck with subdecks an entry goes into the first section that names it."""
        if not (self.subdecks and sections):
            return self.title
        number, title = self.relations.section_names[sections[0].place]
        return f"{self.title}::{number} {title}"
