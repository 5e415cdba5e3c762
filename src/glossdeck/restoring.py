"""`lock restore`: a lost lock, written again from the packages that were released."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .drafting import draft_project
from .load import Progress, load_project, quiet
from .lock import Lock
from .lockfile import given_namespace, lock_held, random_namespace
from .locktext import write_lock
from .problem import UserError, error
from .project import Project
from .readpackage import read_package
from .restoration import Restored, restore
from .retiredmedia import to_keep
from .staging import write_whole
from .textfile import shown_path


@dataclass(frozen=True, slots=True)
class RestoredLock:
    """A lock that was written.

    Parameters:
        missing: (deck, edition) pairs of the project that no given package is of.
        namespace_is_new: whether the lost lock alone knew the namespace.
    """

    path: Path
    restored: Restored
    missing: tuple[tuple[str, str], ...]
    namespace_is_new: bool


def restore_lock(
    project: Project,
    packages: Sequence[Path],
    now_s: int,
    *,
    force: bool = False,
    progress: Progress = quiet,
) -> RestoredLock:
    """Write the lock of a project from its last released packages.

    Parameters:
        packages: one of each deck and edition.
        now_s: the date that retired notes get, since theirs is lost.
        force: whether to replace a lock that is there.

    Raises:
        UserError: there is a lock already; a package cannot be read, or none is of this
            project; the source has errors. Nothing was written then.
    """
    path = project.lock_path
    with lock_held(path):
        if path.exists() and not force:
            fix = f"keep it; or, if it is beyond repair, add --force to replace {shown_path(path)}"
            raise UserError(error("lock-exists", f"{shown_path(path)} is there already", fix))
        loaded = load_project(project, progress)
        if loaded.has_errors:
            raise UserError(*(problem for problem in loaded.problems if problem.is_error))
        given = given_namespace(loaded)
        drafted = draft_project(loaded, Lock(given or random_namespace()), progress)
        progress("reading packages")
        released = [read_package(package) for package in packages]
        restored = restore(released, drafted.drafts, drafted.types, drafted.lock.namespace, now_s)
        if not restored.lock.notes:
            names = ", ".join(str(package) for package in packages)
            fix = "give the packages that this project built, one of each deck and edition"
            raise UserError(error("other-package", f"{names}: no note of this project", fix))
        pictures = {file.name: file.data for each in released for file in each.media}
        retired = [note.retired for note in restored.lock.notes.values() if note.retired]
        fields = [field for each in retired for field in each.content.fields]
        for kept, data in to_keep(fields, pictures, path).items():
            write_whole(kept, data)
        write_whole(path, write_lock(restored.lock).encode())
    found = {(note.deck, note.edition) for note in restored.lock.notes.values()}
    missing = tuple(sorted(drafted.shown.keys() - found))
    return RestoredLock(path, restored, missing, not given)
