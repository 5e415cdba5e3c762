"""What `glossdeck.lock` remembers: what learners' notes are called, what they last held, and
since when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple


class Fact(NamedTuple):
    """One deletion of a cloze note: what it asks, under which number, and where it stands.

    Parameters:
        number: the cloze number, 1 to 499.
        answer: visible text, NFC.
        start: index of the answer in the note's visible text.
        dropped_s: of one that is no longer asked, when it was dropped, whole seconds; 0 once its
            card is no longer told so.
    """

    number: int
    answer: str
    start: int
    dropped_s: int = 0


@dataclass(frozen=True, slots=True)
class Content:
    """What a note last held, without what retiring adds: HTML fields and sorted tags."""

    fields: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Retired:
    """A note whose entry is gone: it ships on with its last content for a while.

    Parameters:
        since_s: when it was retired, whole seconds; 0 when it was to leave at once.
        deck_name: Anki's full deck name, as last built.
    """

    since_s: int
    content: Content
    deck_name: str


class LockedNote(NamedTuple):
    """A note as the lock remembers it.

    Parameters:
        deck, edition, kind, entry_id: its key.
        guid, note_id, modified_s, due: as they shipped.
        content_hash: of note type, fields and tags; empty when it is to count as changed.
        seen_s: when it was first built, whole seconds.
        named: whether the author gave the id, or the term or title did.
        texts: the visible text by which it is recognised; the whole sentence of a cloze.
        facts: its deletions, in the order of the text.
        spent: deletions that were dropped; their numbers are never used again.
        retired: for a note whose entry was retired.
    """

    deck: str
    edition: str
    kind: str
    entry_id: str
    guid: str
    note_id: int
    modified_s: int
    due: int
    content_hash: str
    seen_s: int
    named: bool = True
    texts: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    spent: tuple[Fact, ...] = ()
    retired: Retired | None = None

    @property
    def key(self) -> str:
        """`deck/edition/kind/id`."""
        return f"{self.deck}/{self.edition}/{self.kind}/{self.entry_id}"


@dataclass(frozen=True, slots=True)
class LockedType:
    """A note type of an edition as the lock remembers it.

    Parameters:
        id, field_ids, template_ids: as they shipped; 0 and empty before the first build.
        field_names: names that learners have; a renamed field would rewrite their templates.
        modified_s: whole seconds.
        content_hash: of name, fields, templates and style.
        field_slots, template_slots: (name, number from 1) of every slot ever taken.
    """

    edition: str
    name: str
    id: int = 0
    field_ids: tuple[int, ...] = ()
    field_names: tuple[str, ...] = ()
    template_ids: tuple[int, ...] = ()
    modified_s: int = 0
    content_hash: str = ""
    field_slots: tuple[tuple[str, int], ...] = ()
    template_slots: tuple[tuple[str, int], ...] = ()

    @property
    def key(self) -> str:
        """`edition/note type`."""
        return f"{self.edition}/{self.name}"


@dataclass(frozen=True, slots=True)
class Lock:
    """All that is remembered; both mappings go from key to record."""

    namespace: str
    note_types: Mapping[str, LockedType] = field(default_factory=lambda: MappingProxyType({}))
    notes: Mapping[str, LockedNote] = field(default_factory=lambda: MappingProxyType({}))
