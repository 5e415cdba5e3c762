"""`rename`: an entry gets another id, and learners notice nothing."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from . import lockedit
from .decisions import family
from .decode import nearest
from .edition import package_name
from .identitychange import CONTRAST_JOINT, Changed, State, contrasts_of, held, write_identity
from .load import Progress, quiet
from .lock import Lock
from .lockgroups import Group, rename_group
from .note import Kind
from .planning import plan_project
from .problem import Place, UserError, error
from .project import Project
from .sourceedits import SourceEdit, renaming


def rename_entry(
    project: Project,
    old: str,
    new: str,
    now_s: int,
    *,
    write: bool = False,
    progress: Progress = quiet,
) -> Changed:
    """Give an entry another id; learners notice nothing, since GUIDs stay.

    Parameters:
        old: id, `kind/id`, `deck/id` or `deck/kind/id`.
        new: the new id; `deck/id` moves the entry to that deck.
        write: whether to change the YAML too.

    Raises:
        UserError: no lock, unknown or ambiguous old id, new id taken; a file cannot be written,
            and then all are as before.
    """
    with held(project, now_s, progress, write) as state:
        if _is_renamed(state.lock, old, new):
            edits = _edits_of_fresh(state, old, new)
            write_identity(project, state.lock, edits if write else ())
            return Changed(project.lock_path, (), edits, write)
        _check_name(state, new)
        lock = _renamed(state.lock, old, new)
        keys = _moved(state.lock, lock)
        after = State(state.loaded, lock, plan_project(state.loaded, lock, now_s, progress))
        place = _place_of(keys.values(), after) or _place_of(keys, state)
        edits = renaming(state.loaded, place, new.split("/")[-1]) if place else ()
        write_identity(project, lock, edits if write else ())
        unread = state.loaded.has_errors
    return Changed(project.lock_path, tuple(sorted(keys.values())), edits, write, unread)


def rename_whole(
    project: Project,
    group: Group,
    old: str,
    new: str,
    now_s: int,
    folder: Path,
    progress: Progress = quiet,
) -> Changed:
    """Give a deck or an edition another name; learners keep every note.

    The YAML is the author's to change: `id` of the deck, or the name of the edition in
    `glossdeck.yaml` and in every text that has editions.

    Parameters:
        folder: of the last built packages, which have the old name.

    Raises:
        UserError: no lock, unknown old name, new name taken; the lock cannot be written.
    """
    with held(project, now_s, progress) as state:
        lock = rename_group(state.lock, group, old, new)
        write_identity(project, lock, ())
        moved = _moved(state.lock, lock)
    old_names = {package_name(*key.split("/")[:2]) for key in moved}
    stale = tuple(folder / name for name in sorted(old_names) if (folder / name).is_file())
    return Changed(project.lock_path, tuple(sorted(moved.values())), stale=stale)


def _check_name(state: State, new: str) -> None:
    """An entry can only get an id that the YAML may have, and go into a deck that there is."""
    deck, _, new_id = new.rpartition("/")
    lockedit.check_name("entry", new_id)
    known = {each.deck.info.id for each in state.loaded.decks}
    if deck and deck not in known and not state.loaded.has_errors:
        raise UserError(error("unknown-deck", f"there is no deck `{deck}`", nearest(deck, known)))


def _is_renamed(lock: Lock, old: str, new: str) -> bool:
    """Whether the lock was told before, and only the YAML may be left to change."""
    try:
        lockedit.select(lock, old)
    except UserError:
        with suppress(UserError):
            return bool(lockedit.select(lock, new))
    return False


def _edits_of_fresh(state: State, old: str, new: str) -> tuple[SourceEdit, ...]:
    """The edits for an entry that the source still has under an id that the lock forgot."""
    for key, place in state.places.items():
        deck, _, kind, entry_id = key.split("/")
        names = (f"{one}{entry_id}" for one in ("", f"{deck}/", f"{kind}/", f"{deck}/{kind}/"))
        if key not in state.lock.notes and old in names:
            return renaming(state.loaded, place, new.split("/")[-1])
    raise UserError(error("renamed-already", f"{old} is {new} already, here and in the lock"))


def _renamed(lock: Lock, old: str, new: str) -> Lock:
    """The lock with the entry, and the contrasts that are called after it, under a new name."""
    first = lockedit.select(lock, old)[0]
    lock = lockedit.rename(lock, old, new)
    if family(first.kind) != Kind.TERM:
        return lock
    new_id = new.split("/")[-1]
    called = {
        note.entry_id: f"{note.deck}/{note.kind}/{note.entry_id}"
        for note in contrasts_of(lock, first)
    }
    for entry_id, selector in called.items():
        parts = [
            new_id if part == first.entry_id else part for part in entry_id.split(CONTRAST_JOINT)
        ]
        lock = lockedit.rename(lock, selector, CONTRAST_JOINT.join(parts))
    return lock


def _moved(old: Lock, new: Lock) -> dict[str, str]:
    """Old key to new key of every note that has another one, found by GUID."""
    now = {note.guid: note.key for note in new.notes.values()}
    moved = {key: now[note.guid] for key, note in old.notes.items() if now[note.guid] != key}
    return dict(sorted(moved.items(), key=lambda pair: "/contrast/" in pair[0]))


def _place_of(keys: Iterable[str], state: State) -> Place | None:
    """Where the first of the notes that the source has stands."""
    places = state.places
    return next((places[key] for key in keys if key in places), None)
