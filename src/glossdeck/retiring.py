"""`retire`: entries ship on with a banner for a while, and learners are told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from . import lockedit
from .decisions import family
from .identitychange import Changed, State, contrasts_of, held, write_identity
from .lastcontent import Known, last_contents
from .load import Progress, quiet
from .lock import Lock, LockedNote
from .lockgroups import Group, group_notes
from .note import Kind
from .problem import UserError, error
from .project import Project
from .retiredmedia import to_keep
from .sourceedits import SourceEdit, by_hand, entry_at, removal


def retire_entries(
    project: Project,
    selectors: Sequence[str],
    now_s: int,
    folder: Path,
    *,
    group: Group | None = None,
    at_once: bool = False,
    gone: bool = False,
    write: bool = False,
    progress: Progress = quiet,
) -> Changed:
    """Mark entries as retired from now on; they ship on with their last content and a banner.

    Parameters:
        selectors: ids as in `rename_entry`, or whole keys for a single note; names when a
            `group` of entries is meant, `deck/edition` for the edition of one deck.
        at_once: whether they leave the package with the next build, without a banner.
        gone: whether all is meant that the source has no more, but for what may have been
            renamed; `selectors` are empty then.
        folder: where the last built packages are, for entries that left the source already.
        write: whether to take the entries out of the YAML.

    Raises:
        UserError: as in `rename_entry`; an entry whose last content is not known any more; what
            hides that an entry is still there, or nothing that is gone.
    """
    with held(project, now_s, progress, write) as state:
        lock, keys, edits = state.lock, [], []
        selectors = _all_gone(state) if gone else selectors
        chosen = [_chosen(state.lock, selector, group) for selector in selectors]
        notes = [note for going, _ in chosen for note in going]
        known = last_contents(notes, state.planned, folder)
        for note in notes:
            lock = lockedit.retire(lock, note.key, now_s, known.contents, at_once=at_once)
            keys.append(note.key)
        kept = {} if at_once else _pictures(lock, keys, known, project.lock_path)
        for entry in (entry for _, entries in chosen for entry in entries):
            edits += _removals(state, entry)
        edits = list(dict.fromkeys(edits))
        done = [edit for edit in edits if edit.change] if write else ()
        write_identity(project, lock, done, kept)
        unread = state.loaded.has_errors
    return Changed(
        project.lock_path, tuple(dict.fromkeys(keys)), tuple(edits), write, unread, tuple(kept)
    )


def _pictures(lock: Lock, keys: Iterable[str], known: Known, lock_path: Path) -> dict[Path, bytes]:
    """The pictures of what is retired now, to be written beside the lock."""
    retired = (lock.notes[key].retired for key in keys)
    fields = [field for each in retired if each for field in each.content.fields]
    return to_keep(fields, known.pictures, lock_path)


def _all_gone(state: State) -> tuple[str, ...]:
    """What left the source. An entry that cannot be read is not gone: its error comes first."""
    planned = state.planned
    wrong = [each for each in planned.problems if each.is_error and each.rule not in _ASKED]
    if wrong:
        raise UserError(*wrong)
    if not planned.plan.gone:
        message = "nothing has left the source that is not retired already"
        fix = "name what is to be retired; `glossdeck build` says what it misses"
        raise UserError(error("nothing-gone", message, fix))
    return planned.plan.gone


_ASKED = frozenset({"removed", "renamed"})


Notes = Sequence[LockedNote]


def _chosen(lock: Lock, selector: str, group: Group | None) -> tuple[Notes, Iterable[Notes]]:
    """What is to go, and the entries that it takes out of the YAML."""
    if group is None:
        return _going(lock, selector), [lockedit.select(lock, selector)]
    notes = group_notes(lock, group, selector)
    by_entry: dict[tuple[str, str, str], list[LockedNote]] = {}
    for note in notes:
        by_entry.setdefault((note.deck, family(note.kind), note.entry_id), []).append(note)
    return notes, by_entry.values()


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
