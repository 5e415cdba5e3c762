"""`rename`, `retire` and `touch`: the lock changed on purpose, and the YAML with it if wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from . import lockedit
from .decisions import family
from .lastcontent import last_contents
from .load import LoadedProject, Progress, load_project, quiet
from .lock import Lock, LockedNote, write_lock
from .lockfile import lock_held, lock_of
from .note import Kind, Note
from .planning import Planned, plan_project
from .problem import Place, UserError, error
from .project import Project
from .retirement import RETIRED_TAG
from .sourceedits import SourceEdit, by_hand, entry_at, removal, renaming, staged_edits
from .staging import commit_all, staged
from .textfile import shown_path

CONTRAST_JOINT = "--"
"""Between the two terms in the id of a contrast that has none of its own."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of a project's identity.

    Parameters:
        lock_path: the lock, as it was written.
        keys: the notes concerned, as the lock calls them now.
        edits: what the YAML needs so that it agrees.
        edited: whether that was done.
    """

    lock_path: Path
    keys: tuple[str, ...]
    edits: tuple[SourceEdit, ...] = ()
    edited: bool = False


@dataclass(frozen=True, slots=True)
class _State:
    """A project while its lock is held: the lock, and what the source makes of it now."""

    loaded: LoadedProject
    lock: Lock
    planned: Planned

    @property
    def places(self) -> dict[str, Place]:
        """Where each note that is in the source stands, by key."""
        return {note.key: note.place for note in self.planned.plan.notes if note.place}


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
    with _held(project, now_s, progress) as state:
        if _is_renamed(state.lock, old, new):
            edits = _edits_of_fresh(state, old, new)
            _write(project, state.lock, edits if write else ())
            return Changed(project.lock_path, (), edits, write)
        lock = _renamed(state.lock, old, new)
        keys = _moved(state.lock, lock)
        after = _State(state.loaded, lock, plan_project(state.loaded, lock, now_s, progress))
        place = _place_of(keys.values(), after) or _place_of(keys, state)
        edits = renaming(state.loaded, place, new.split("/")[-1]) if place else ()
        _write(project, lock, edits if write else ())
    return Changed(project.lock_path, tuple(sorted(keys.values())), edits, write and bool(edits))


def _is_renamed(lock: Lock, old: str, new: str) -> bool:
    """Whether the lock was told before, and only the YAML may be left to change."""
    try:
        lockedit.select(lock, old)
    except UserError:
        with suppress(UserError):
            return bool(lockedit.select(lock, new))
    return False


def _edits_of_fresh(state: _State, old: str, new: str) -> tuple[SourceEdit, ...]:
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
        for note in _contrasts(lock, first)
    }
    for entry_id, selector in called.items():
        parts = [
            new_id if part == first.entry_id else part for part in entry_id.split(CONTRAST_JOINT)
        ]
        lock = lockedit.rename(lock, selector, CONTRAST_JOINT.join(parts))
    return lock


def _contrasts(lock: Lock, term: LockedNote) -> list[LockedNote]:
    """Notes of the contrasts that have a term's id in theirs."""
    return [
        note
        for note in lock.notes.values()
        if note.deck == term.deck
        and note.kind == Kind.CONTRAST
        and term.entry_id in note.entry_id.split(CONTRAST_JOINT)
        and CONTRAST_JOINT in note.entry_id
    ]


def _moved(old: Lock, new: Lock) -> dict[str, str]:
    """Old key to new key of every note that has another one, found by GUID."""
    now = {note.guid: note.key for note in new.notes.values()}
    moved = {key: now[note.guid] for key, note in old.notes.items() if now[note.guid] != key}
    return dict(sorted(moved.items(), key=lambda pair: "/contrast/" in pair[0]))


def _place_of(keys: Iterable[str], state: _State) -> Place | None:
    """Where the first of the notes that the source has stands."""
    places = state.places
    return next((places[key] for key in keys if key in places), None)


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
    with _held(project, now_s, progress) as state:
        lock, keys, edits = state.lock, [], []
        notes = [note for selector in selectors for note in _going(state.lock, selector)]
        contents = last_contents(notes, state.planned.plan.notes, folder)
        for note in notes:
            lock = lockedit.retire(lock, note.key, now_s, contents)
            keys.append(note.key)
        for selector in selectors:
            edits += _removals(state, lockedit.select(state.lock, selector))
        edits = list(dict.fromkeys(edits))
        _write(project, lock, [edit for edit in edits if edit.change] if write else ())
    return Changed(project.lock_path, tuple(dict.fromkeys(keys)), tuple(edits), write)


def _going(lock: Lock, selector: str) -> list[LockedNote]:
    """The notes that a selector names; with a whole term its contrasts, which it cannot leave
    behind."""
    notes = lockedit.select(lock, selector)
    if _is_whole(lock, notes) and family(notes[0].kind) == Kind.TERM:
        return [*notes, *_contrasts(lock, notes[0])]
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


def _removals(state: _State, notes: Sequence[LockedNote]) -> list[SourceEdit]:
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


def touch_notes(
    project: Project,
    selectors: Sequence[str],
    now_s: int,
    *,
    tags: Sequence[str] = (),
    every: bool = False,
    progress: Progress = quiet,
) -> Changed:
    """Make the next release update notes again that learners edited after the last one.

    Parameters:
        selectors: ids as in `rename_entry`.
        tags: those of notes to choose as well; a tag stands for those below it, as in Anki.
        every: whether to choose all notes.

    Raises:
        UserError: as in `rename_entry`; nothing is chosen.
    """
    with _held(project, now_s, progress) as state:
        notes = [note for note in state.planned.plan.notes if note.key in state.lock.notes]
        keys = {note.key for word in selectors for note in lockedit.select(state.lock, word)}
        keys |= {note.key for note in notes if every or any(_has_tag(note, tag) for tag in tags)}
        if not keys:
            wanted = ", ".join(tags) or "--all"
            fix = "see `glossdeck check`; new notes need no touch" if every else "check the tag"
            raise UserError(error("nothing-chosen", f"no built note has {wanted}", fix))
        _write(project, lockedit.touch(state.lock, frozenset(keys), now_s), ())
    return Changed(project.lock_path, tuple(sorted(keys)))


def _has_tag(note: Note, wanted: str) -> bool:
    name = wanted.casefold()
    return any(
        tag.casefold() == name or tag.casefold().startswith(f"{name}::")
        for tag in note.tags
        if tag != RETIRED_TAG or name == RETIRED_TAG
    )


@contextmanager
def _held(project: Project, now_s: int, progress: Progress) -> Iterator[_State]:
    """The project while no build can come between."""
    loaded = load_project(project, progress)
    with lock_held(project.lock_path):
        lock, exists = lock_of(loaded)
        if not exists:
            message = f"{shown_path(project.lock_path)} does not exist: nothing was built yet"
            raise UserError(error("no-lock", message, "run `glossdeck build` first"))
        yield _State(loaded, lock, plan_project(loaded, lock, now_s, progress))


def _write(project: Project, lock: Lock, edits: Sequence[SourceEdit]) -> None:
    """All files are on disk beside their places before the first is moved. Whichever comes
    first, a build that sees only one of them stops and asks, and changes nothing."""
    with ExitStack() as stack:
        files = [stack.enter_context(staged(project.lock_path, write_lock(lock).encode()))]
        files += staged_edits(edits, stack)
        commit_all(files)
