"""Whole decks and editions in the lock: chosen, and given another name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from .decode import nearest
from .edition import wrong_name
from .lock import Lock, LockedNote, LockedType
from .lockedit import check_name
from .problem import UserError, error

Group = Literal["deck", "edition"]


def group_notes(lock: Lock, group: Group, name: str) -> tuple[LockedNote, ...]:
    """The notes of a deck or edition, in the order of their keys.

    Parameters:
        name: of the deck or edition; `deck/edition` for the edition of one deck.

    Raises:
        UserError: the lock has none of this name.
    """
    deck, _, edition = name.rpartition("/")
    found = [
        note
        for note in lock.notes.values()
        if (note.deck == name if group == "deck" else note.edition == edition)
        and deck in ("", note.deck)
    ]
    if not found:
        known = {note.deck if group == "deck" else note.edition for note in lock.notes.values()}
        message = f'the lock has no {group} "{name}"'
        raise UserError(error("unknown-id", message, nearest(name, sorted(known))))
    return tuple(sorted(found, key=lambda note: note.key))


def rename_group(lock: Lock, group: Group, old: str, new: str) -> Lock:
    """The lock with a whole deck or edition under a new name; GUIDs and all the rest stay.

    A deck may get the name of another, and becomes part of it. An edition may not: its note
    types would have to become those of the other, and Anki takes no note of another type.

    Raises:
        UserError: an unknown old name; a new one that is taken.
    """
    moving = group_notes(lock, group, old)
    wrong = wrong_name(new) if group == "edition" else None
    if wrong:
        raise UserError(wrong)
    if group == "deck":
        check_name("deck", new)
    if group == "edition":
        lock = replace(lock, note_types=_renamed_types(lock, old, new))
    notes = dict(lock.notes)
    for note in moving:
        del notes[note.key]
    moved = [
        note._replace(deck=new) if group == "deck" else note._replace(edition=new)
        for note in moving
    ]
    taken = [note.key for note in moved if note.key in notes]
    if taken:
        raise UserError(
            error(
                "id-taken",
                f'"{new}" has entries of the same name: {", ".join(taken)}',
                "give one of each two another id first: glossdeck rename OLD NEW",
            )
        )
    notes |= {note.key: note for note in moved}
    return replace(lock, notes=MappingProxyType(notes))


def _renamed_types(lock: Lock, old: str, new: str) -> Mapping[str, LockedType]:
    if any(kind.edition == new and kind.id for kind in lock.note_types.values()):
        raise UserError(
            error(
                "edition-taken",
                f'the edition "{new}" was built before and has note types of its own, which '
                f'notes of "{old}" cannot change to at learners',
                f"keep both; or, if {old} is to go: glossdeck retire --edition {old}",
            )
        )
    kept = {key: kind for key, kind in lock.note_types.items() if kind.edition not in (old, new)}
    renamed = [
        replace(kind, edition=new) for kind in lock.note_types.values() if kind.edition == old
    ]
    return MappingProxyType(kept | {kind.key: kind for kind in renamed})
