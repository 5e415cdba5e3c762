"""What a learner has in Anki: plain values that `anki` reads from a collection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class ImportLog:
    """What Anki says of an import: GUIDs of the notes, by what became of them.

    Parameters:
        conflicting: known GUID under another note type; nothing changed for them, for ever.
        other: refused for any other reason.
        found: notes in the package.
    """

    new: tuple[str, ...]
    updated: tuple[str, ...]
    duplicate: tuple[str, ...]
    conflicting: tuple[str, ...]
    other: tuple[str, ...]
    found: int

    @property
    def counts(self) -> Mapping[str, int]:
        kinds = ("new", "updated", "duplicate", "conflicting", "other")
        return MappingProxyType({kind: len(getattr(self, kind)) for kind in kinds})


@dataclass(frozen=True, slots=True)
class LearnerCard:
    """What a learner has earned on one card; times in days, ease in permille as Anki keeps it.

    Parameters:
        reviews: (time in milliseconds, answer 1 to 4, interval) of each review, oldest first.
    """

    guid: str
    ord: int
    deck_name: str
    state: tuple[int, int]
    due: int
    interval_days: int
    ease_permille: int
    repetitions: int
    lapses: int
    flags: int
    reviews: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class LearnerNote:
    """A note as the learner has it; `modified_s` in whole seconds."""

    guid: str
    note_type_id: int
    modified_s: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LearnerNoteType:
    """A note type as the learner has it, names of fields and templates in order."""

    id: int
    name: str
    modified_s: int
    fields: tuple[str, ...]
    templates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RenderedCard:
    """Both sides of a card as Anki makes them, to be put into `<body class="card …">`.

    Parameters:
        front, back: HTML; references to media are file names.
        css: the note type's style.
        problem: Anki's message when it shows an error in place of the card; empty if none.
    """

    guid: str
    ord: int
    note_type: str
    template: str
    deck_name: str
    due: int
    front: str
    back: str
    css: str
    problem: str
