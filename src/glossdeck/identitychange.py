"""What `rename`, `retire` and `touch` share: the project held, its lock and YAML written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from .load import LoadedProject, Progress, load_project
from .lock import Lock, LockedNote
from .lockfile import lock_held, lock_of
from .locktext import write_lock
from .note import Kind
from .planning import Planned, plan_project
from .problem import Place, UserError, error
from .project import Project, find_projects
from .sourceedits import SourceEdit, staged_edits
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
        unread: whether the source has errors, so that `edits` may not be all.
        kept: pictures that were put beside the lock.
        stale: packages under a name that no build gives them any more.
    """

    lock_path: Path
    keys: tuple[str, ...]
    edits: tuple[SourceEdit, ...] = ()
    edited: bool = False
    unread: bool = False
    kept: tuple[Path, ...] = ()
    stale: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """A project while its lock is held: the lock, and what the source makes of it now."""

    loaded: LoadedProject
    lock: Lock
    planned: Planned

    @property
    def places(self) -> dict[str, Place]:
        """Where each note that is in the source stands, by key."""
        return {note.key: note.place for note in self.planned.plan.notes if note.place}


def contrasts_of(lock: Lock, term: LockedNote) -> list[LockedNote]:
    """Notes of the contrasts that have a term's id in theirs."""
    return [
        note
        for note in lock.notes.values()
        if note.deck == term.deck
        and note.kind == Kind.CONTRAST
        and term.entry_id in note.entry_id.split(CONTRAST_JOINT)
        and CONTRAST_JOINT in note.entry_id
    ]


@contextmanager
def held(project: Project, now_s: int, progress: Progress, write: bool = False) -> Iterator[State]:
    """The project while no build can come between.

    Parameters:
        write: whether the YAML is to be changed, which it has to be in order for.

    Raises:
        UserError: there is no lock yet, or it is broken; `write` and the source has errors.
    """
    with lock_held(project.lock_path):
        loaded = load_project(project, progress)
        if write and loaded.has_errors:
            raise UserError(*(problem for problem in loaded.problems if problem.is_error))
        lock, exists = lock_of(loaded)
        if not exists:
            message = f"{shown_path(project.lock_path)} does not exist: nothing was built yet"
            raise UserError(error("no-lock", message, "run `glossdeck build` first"))
        yield State(loaded, lock, plan_project(loaded, lock, now_s, progress))


def write_identity(
    project: Project,
    lock: Lock,
    edits: Sequence[SourceEdit],
    further: Mapping[Path, bytes] = MappingProxyType({}),
) -> None:
    """All files are on disk beside their places before the first is moved. Whichever comes
    first, a build that sees only one of them stops and asks, and changes nothing."""
    with ExitStack() as stack:
        files = [stack.enter_context(staged(path, data)) for path, data in further.items()]
        files += [stack.enter_context(staged(project.lock_path, write_lock(lock).encode()))]
        files += staged_edits(edits, stack)
        commit_all(files)


def one_project(path: Path | None, cwd: Path) -> Project:
    """The project that a path belongs to, with all of its decks: they share one lock.

    Parameters:
        path: a project or deck source; None for the project of the current folder.

    Raises:
        UserError: there is none.
    """
    project = find_projects((path,) if path else (), cwd)[0]
    return replace(project, chosen=project.sources)
