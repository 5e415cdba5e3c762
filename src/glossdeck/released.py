"""One release as learners get it: read from a package, or planned and not yet written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from .note import Note, NoteType, PackageContent
from .package import package_bytes
from .packaged import PackagedCard, PackagedNote, PackageHead, card_id, planned_head
from .readpackage import read_package
from .textfile import shown_path

_NEW_CARD = (0, 0)
"""Anki's `type` and `queue` of a card that was never studied."""


@dataclass(frozen=True)
class Release:
    """A package, whether it is a file or not.

    Parameters:
        name: as messages call it.
        head: decks and note types.
        notes: by GUID, in the order of study.
        media: names of its files.
        size: bytes of the package.
        slots: by note type id, what the theme calls each slot: `Slot1` to its name.
    """

    name: str
    head: PackageHead
    notes: Mapping[str, PackagedNote]
    media: frozenset[str]
    size: int
    slots: Mapping[int, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def types(self) -> Mapping[int, NoteType]:
        """Its note types by id."""
        return {kind.id: kind for kind in self.head.note_types}

    @property
    def title(self) -> str:
        """The deck that all of its decks are, or lie in."""
        return self.head.decks[0].name if self.head.decks else ""

    @property
    def cards(self) -> int:
        """How many cards it has."""
        return sum(len(note.cards) for note in self.notes.values())


def release_of_file(path: Path) -> Release:
    """The release that a package is. Raises UserError when it cannot be read."""
    package = read_package(path)
    media = frozenset(file.name for file in package.media)
    notes = _in_order(package.notes)
    return Release(shown_path(path), package.head, notes, media, path.stat().st_size)


def release_of_content(
    content: PackageContent, slots: Mapping[str, Mapping[str, str]] = MappingProxyType({})
) -> Release:
    """The release that a build of this content would write.

    Parameters:
        slots: by key of the note type, what the theme calls each slot.
    """
    ids = {kind.key: kind.id for kind in content.note_types}
    notes = _in_order(tuple(_planned_note(note, ids[note.note_type]) for note in content.notes))
    media = frozenset(file.name for file in content.media)
    size = len(package_bytes(content))
    named = {ids[key]: names for key, names in slots.items() if key in ids}
    return Release("the source", planned_head(content), notes, media, size, named)


def _in_order(notes: tuple[PackagedNote, ...]) -> dict[str, PackagedNote]:
    return {note.guid: note for note in sorted(notes, key=lambda note: (note.due, note.note_id))}


def _planned_note(note: Note, note_type_id: int) -> PackagedNote:
    cards = tuple(
        PackagedCard(card_id(note.note_id, number), number, note.deck_name, note.due, _NEW_CARD)
        for number in sorted(note.ords)
    )
    return PackagedNote(
        note.guid, note.note_id, note.modified_s, note_type_id, note.fields, note.tags, cards
    )
