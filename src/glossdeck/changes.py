"""What a build does to notes: which are new, updated, unchanged, retired."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .entries import Recognised
from .lock import LockedNote
from .note import Note


@dataclass(frozen=True, slots=True)
class Changes:
    """What a build does to notes, as keys in the order of study.

    Parameters:
        new, updated, unchanged: of the entries in the source.
        unretired: those whose entry is back in the source.
        retired: shipping on with the banner.
        left: retired so long ago that they ship no more.
        recognised: entries and deletions known again by their text, with how sure it was.
    """

    new: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    unretired: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    recognised: tuple[Recognised, ...] = ()


def changes_of(
    notes: Sequence[Note],
    old: Mapping[str, LockedNote],
    new: Mapping[str, LockedNote],
    left: Iterable[str],
    recognised: Iterable[Recognised],
) -> Changes:
    """The keys of notes by what happens to them.

    Parameters:
        notes: those that ship, in order.
        old, new: the lock's notes before and after, by the keys that they have from now on.
        left, recognised: as in `Changes`.
    """
    by_state: dict[str, list[str]] = {}
    for note in notes:
        state = _state(old.get(note.key), new[note.key])
        by_state.setdefault(state, []).append(note.key)
    states = {state: tuple(keys) for state, keys in by_state.items()}
    return Changes(**states, left=tuple(sorted(left)), recognised=tuple(recognised))


def _state(old: LockedNote | None, new: LockedNote) -> str:
    """The field of `Changes` that a note belongs to."""
    if new.retired:
        return "retired"
    if old is not None and old.retired:
        return "unretired"
    if old is None or not old.modified_s:
        return "new"
    return "updated" if old.content_hash != new.content_hash else "unchanged"
