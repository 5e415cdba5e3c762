"""`retire`: entries ship on with a banner for a while, and learners are told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from . import lockedit
from .decisions import family
from .identitychange import Changed, State, contrasts_of, held, write_identity
from .lastcontent import last_contents
from .load import Progress, quiet
from .lock import Lock, LockedNote
from .note import Kind
from .project import Project
from .sourceedits import SourceEdit, by_hand, entry_at, removal


def retire_entries(
    project: Project,
    selectors: Sequence[str],
    now_s: int,
    folder: Path,
    *,
    write: bool = False,
    progress: Progress = quiet,
) -> Changed:
    """Mark entries as retired from now on; they ship on with their last content and a banner.

    Parameters:
        selectors: ids as in `rename_entry`, or whole keys for a single note.
        folder: where the last built packages are, for entries that left the source already.
        write: whether to take the entries out of the YAML.

    Raises:
        UserError: as in `rename_entry`; an entry whose last content is not known any more.
    """
    with held(project, now_s, progress, write) as state:
        lock, keys, edits = state.lock, [], []
        notes = [note for selector in selectors for note in _going(state.lock, selector)]
        contents = last_contents(notes, state.planned.plan.notes, folder)
        for note in notes:
            lock = lockedit.retire(lock, note.key, now_s, contents)
            keys.append(note.key)
        for selector in selectors:
            edits += _removals(state, lockedit.select(state.lock, selector))
        edits = list(dict.fromkeys(edits))
        write_identity(project, lock, [edit for edit in edits if edit.change] if write else ())
        unread = state.loaded.has_errors
    return Changed(project.lock_path, tuple(dict.fromkeys(keys)), tuple(edits), write, unread)


def _going(lock: Lock, selector: str) -> list[LockedNote]:
    """The notes that a selector names; with a whole term its contrasts, which it cannot leave
    behind."""
    notes = lockedit.select(lock, selector)
    if _is_whole(lock, notes) and family(notes[0].kind) == Kind.TERM:
        return [*notes, *contrasts_of(lock, notes[0])]
    return list(notes)


def _is_whole(lock: Lock, notes: Sequence[LockedNote]) -> bool:
    """Whether these are all the notes of their entry."""
    first = notes[0]
    name = (first.deck, family(first.kind), first.entry_id)
    every = [
        note
        for note in lock.notes.values()
        if (note.deck, family(note.kind), note.entry_id) == name and not note.retired
    ]
    return {note.key for note in every} <= {note.key for note in notes}


def _removals(state: State, notes: Sequence[LockedNote]) -> list[SourceEdit]:
    """What takes notes out of the source; a part of an entry only the author can take out."""
    places = state.places
    found = [(note, places[note.key]) for note in notes if note.key in places]
    if not found:
        return []
    if _is_whole(state.lock, notes):
        return list(removal(state.loaded, found[0][1]))
    edits = []
    for note, place in found:
        entry = entry_at(state.loaded, place)
        what = "its `cloze`" if note.kind == Kind.CLOZE else "its text"
        if entry:
            words = f"take out {what} for the edition `{note.edition}`"
            edits.append(by_hand(state.loaded, entry[1], words))
    return edits
