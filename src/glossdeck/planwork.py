"""The plan in the making: what `plan.py` fills, and how notes come into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from types import MappingProxyType

from . import identity
from .entries import Recognised
from .entrytext import texts_of
from .lock import Fact, Lock, LockedNote
from .note import Kind, Note, NoteDraft, NoteType
from .problem import Problem

Ords = Callable[[NoteType, tuple[str, ...]], tuple[int, ...]]
"""The cards of a note: its note type and fields to the ords that exist."""

Scope = frozenset[tuple[str, str]]
"""(deck, edition) pairs that a build is about."""


@dataclass(slots=True)
class Work:
    """A plan that is not finished; only `plan.plan` sees it.

    Parameters:
        guids: those in the lock; new ones cannot clash with each other, as keys do not.
        note_ids: those in the lock and new ones.
        notes: by (deck, edition), in the order in which they were planned.
    """

    lock: Lock
    now_s: int
    types: Mapping[str, Mapping[str, NoteType]]
    ords: Ords
    locked: dict[str, LockedNote]
    banners: Mapping[str, str]
    retire_after_days: int
    guids: frozenset[str]
    note_ids: set[int]
    notes: dict[tuple[str, str], list[Note]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    recognised: list[Recognised] = field(default_factory=list)

    def sorted_notes(self) -> tuple[Note, ...]:
        """All of them, by deck and edition, then in the order of study."""
        by_due = attrgetter("due")
        groups = (self.notes[package] for package in sorted(self.notes, key="/".join))
        return tuple([note for group in groups for note in sorted(group, key=by_due)])


def with_own_ids(notes: Mapping[str, LockedNote]) -> Mapping[str, LockedNote]:
    """The notes, of which two can have one id after a merge of branches that both made one."""
    ids = {note.note_id for note in notes.values()}
    if len(ids) == len(notes):
        return notes
    seen: set[int] = set()
    found = {}
    for key, note in sorted(notes.items()):
        if note.note_id in seen:
            note_id = note.note_id
            while note_id in ids:
                note_id += identity.NOTE_ID_STEP
            ids.add(note_id)
            note = note._replace(note_id=note_id)
        seen.add(note.note_id)
        found[key] = note
    return MappingProxyType(found)


NEVER_BUILT = LockedNote("", "", "", "", "", 0, 0, 0, "", 0)
"""What the lock remembers of a new note."""


def first_line(
    work: Work, draft: NoteDraft, entry_id: str, due: int, content: str, facts: tuple[Fact, ...]
) -> LockedNote:
    """The lock line of a note that was never built; `content` is the hash of its content."""
    salt = 0
    while True:
        guid = identity.guid(
            work.lock.namespace, draft.deck, draft.edition, draft.kind, entry_id, salt
        )
        if guid not in work.guids:
            break
        salt += 1
    note_id = identity.note_id(guid)
    while note_id in work.note_ids:
        note_id += identity.NOTE_ID_STEP
    work.note_ids.add(note_id)
    return LockedNote(
        draft.deck,
        draft.edition,
        draft.kind,
        entry_id,
        guid,
        note_id,
        max(work.now_s, 1),
        due,
        content,
        work.now_s,
        bool(draft.entry_id),
        texts_of(draft),
        facts,
    )


def add_note(
    work: Work,
    key: str,
    locked: LockedNote,
    note_type: str,
    fields: tuple[str, ...],
    tags: tuple[str, ...],
    draft: NoteDraft | None,
    deck_name: str = "",
) -> None:
    """One more note to ship; `draft` is None for a retired one, whose deck is `deck_name`."""
    ords = work.ords(work.types[locked.edition][note_type], fields)
    if locked.spent:
        spent = {fact.number - 1 for fact in locked.spent}
        ords = tuple([number for number in ords if number not in spent])
    work.notes.setdefault((locked.deck, locked.edition), []).append(
        Note(
            key,
            locked.guid,
            locked.note_id,
            locked.modified_s,
            locked.due,
            note_type,
            fields,
            tags,
            draft.deck_name if draft else deck_name,
            ords,
            draft.kind if draft else Kind(locked.kind),
            draft.place if draft else None,
        )
    )
