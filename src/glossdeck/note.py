"""Notes on their way from an author's entry to a package: drafts, and what became of them.

Words are Anki's: a note has fields, a note type has templates, a card is (note, ord).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from .cloze import ClozeText
from .problem import Place


class Kind(StrEnum):
    """What an entry asks of the learner; also the first part of its key and its tag."""

    TERM = "term"
    CLOZE = "cloze"
    CONTRAST = "contrast"
    POINT = "point"
    QUESTION = "question"


NOTE_TYPE_OF_KIND = {
    Kind.TERM: "term",
    Kind.CLOZE: "cloze",
    Kind.CONTRAST: "question",
    Kind.POINT: "cloze",
    Kind.QUESTION: "question",
}
"""Key of the note type (`notetypes.NOTE_TYPES`) that carries each kind; it never changes,
because Anki refuses a known GUID under another note type."""


class NoteDraft(NamedTuple):
    """One note as compiled, before the lock gives it its identity.

    Parameters:
        deck: id of the deck source.
        edition: name of the edition.
        kind: what it asks.
        entry_id: the id that the author gave or that its term or title gives; empty for a
            point, question or contrast without id, which the lock recognises by its text.
        fields: HTML for each field of its note type, in order; for a cloze note the field
            `Text` is empty until its deletions are numbered.
        cloze: the text of a cloze note, not yet numbered; None for the others.
        deck_name: Anki's full deck name (`Parent::Child`) that new cards go into.
        tags: sorted, without duplicates and without the ones that the lock adds.
        place: the entry in the author's file; drafts of one entry in several editions share it.
    """

    deck: str
    edition: str
    kind: Kind
    entry_id: str
    fields: tuple[str, ...]
    cloze: ClozeText | None
    deck_name: str
    tags: tuple[str, ...]
    place: Place

    @property
    def note_type(self) -> str:
        """Key of its note type."""
        return NOTE_TYPE_OF_KIND[self.kind]


class Note(NamedTuple):
    """One note as it ships.

    Parameters:
        key: `deck/edition/kind/id`, the note's name in the lock and in messages.
        guid: 10 to 13 characters of Anki's base 91; the only thing Anki matches notes by.
        note_id: integer milliseconds in the past, at least 1000 from any other note's.
        modified_s: whole seconds; Anki updates a note only when this has grown.
        due: position among new cards, 0 to 999,999.
        note_type: key of the note type (`term`, `cloze`, `question`).
        fields: HTML, one for each field of the note type.
        tags: sorted, without duplicates.
        deck_name: Anki's full deck name.
        ords: the cards that exist: index of the template, or cloze number minus 1.
        kind: what it asks.
        place: the entry in the author's file; None for a retired one.
    """

    key: str
    guid: str
    note_id: int
    modified_s: int
    due: int
    note_type: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    deck_name: str
    ords: tuple[int, ...]
    kind: Kind
    place: Place | None


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a note type; `id` lets Anki know it again whatever its name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Template:
    """A card template; `front` and `back` are in Anki's template language."""

    id: int
    name: str
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type as it ships in one edition of a project.

    Parameters:
        key: `term`, `cloze` or `question`.
        id: integer milliseconds; from namespace, edition and key.
        name: as the learner sees it in Anki.
        is_cloze: Anki's cloze kind, with one template and a card for each number.
        fields, templates: in their order, which never changes after the first release.
        css: the style of all its cards.
        modified_s: whole seconds; 0 until the lock has planned it.
    """

    key: str
    id: int
    name: str
    is_cloze: bool
    fields: tuple[Field, ...]
    templates: tuple[Template, ...]
    css: str
    modified_s: int = 0


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file that ships: `name` is unique by content, `data` its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class DeckOptions:
    """What a package says of its Anki deck beside its cards.

    Parameters:
        name: full deck name; subdecks' parents are added by the writer.
        description: Markdown, shown on the deck's page.
    """

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class PackageContent:
    """Everything that goes into one `.apkg`; equal content gives equal bytes.

    Parameters:
        deck: the deck's own name and description.
        note_types: those that its notes use, and the others of the edition.
        notes: in the order of `due`.
        media: sorted by name.
        created_s: whole seconds, a time that does not change with the build.
    """

    deck: DeckOptions
    note_types: tuple[NoteType, ...]
    notes: tuple[Note, ...]
    media: tuple[MediaFile, ...]
    created_s: int
