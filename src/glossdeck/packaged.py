"""What a package holds, as values: the same ones whether planned here or read from a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from .note import DeckOptions, MediaFile, NoteType, PackageContent


class PackagedCard(NamedTuple):
    """One row of the card table.

    Parameters:
        card_id: integer milliseconds.
        ord: index of the template, or cloze number minus 1.
        deck_name: Anki's full deck name.
        due: position among new cards.
        state: Anki's `type` and `queue`; (0, 0) for a new card.
    """

    card_id: int
    ord: int
    deck_name: str
    due: int
    state: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PackagedNote:
    """One note as a package holds it; values as in `note.Note`.

    Parameters:
        note_type_id: id of the note type in the same package.
        cards: by ord; a foreign package may have a note without any.
    """

    guid: str
    note_id: int
    modified_s: int
    note_type_id: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    cards: tuple[PackagedCard, ...]

    @property
    def ords(self) -> tuple[int, ...]:
        return tuple(card.ord for card in self.cards)

    @property
    def due(self) -> int:
        """Position of the note's first card among new cards; 0 without cards."""
        return self.cards[0].due if self.cards else 0

    @property
    def deck_name(self) -> str:
        return self.cards[0].deck_name if self.cards else ""


@dataclass(frozen=True, slots=True)
class PackageHead:
    """What a package holds beside its notes and media.

    Parameters:
        decks: sorted by name, without Anki's `Default` when it is empty.
        note_types: sorted by id; `key` is empty, since packages do not hold it, and an id
            of a field or template is 0 where the package has none.
        created_s: whole seconds.
    """

    decks: tuple[DeckOptions, ...]
    note_types: tuple[NoteType, ...]
    created_s: int


@dataclass(frozen=True, slots=True)
class ReadPackage:
    """A package as values; `notes` by note id, `media` by name."""

    head: PackageHead
    notes: tuple[PackagedNote, ...]
    media: tuple[MediaFile, ...]


def deck_names(content: PackageContent) -> list[str]:
    """Every deck with cards, the package's own, and all of their parents, sorted."""
    names = {note.deck_name for note in content.notes} | {content.deck.name}
    for name in tuple(names):
        parts = name.split("::")
        names.update("::".join(parts[:depth]) for depth in range(1, len(parts)))
    return sorted(names)


def card_id(note_id: int, ordinal: int) -> int:
    """Id of a note's card: just after its note, which is 1000 away from the next."""
    return note_id + 1 + ordinal


def planned_head(content: PackageContent) -> PackageHead:
    own = content.deck
    return PackageHead(
        tuple(
            DeckOptions(name, own.description if name == own.name else "")
            for name in deck_names(content)
        ),
        tuple(
            NoteType(
                "",
                kind.id,
                kind.name,
                kind.is_cloze,
                kind.fields,
                kind.templates,
                kind.css,
                kind.modified_s,
            )
            for kind in sorted(content.note_types, key=lambda kind: kind.id)
        ),
        content.created_s,
    )
