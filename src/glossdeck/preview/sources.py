"""The author's files as a preview reads them, again and again, at one and the same time."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..load import LoadedProject, Progress, load_project, quiet
from ..lock import Lock
from ..lockfile import lock_of
from ..planning import Planned, plan_project
from ..problem import Problem, UserError
from ..project import find_projects
from ..source import locate, paused_collector
from .watch import Watched, watched

if TYPE_CHECKING:
    from ..notediff import FieldChange


class Sources:
    """What the paths of a command lead to.

    Parameters:
        paths: files or folders; none for the project of the current folder.
        now_s: whole seconds since 1970. It stays the same for as long as the preview runs, so
            that equal sources give equal notes.
    """

    def __init__(self, paths: Sequence[Path], now_s: int, progress: Progress = quiet) -> None:
        self._paths = tuple(paths)
        self._now_s = now_s
        self._progress = progress
        self._unbuilt: dict[Path, Lock] = {}

    def plan(self) -> tuple[Planned, ...]:
        """What would ship now; the lock is read and never written. Raises UserError."""
        with paused_collector():
            return tuple(
                self._plan(load_project(project, self._progress))
                for project in find_projects(self._paths, Path.cwd())
            )

    def watches(self) -> tuple[Watched, ...]:
        """The folders whose files matter. Raises UserError."""
        cwd = Path.cwd()
        return tuple(watched(project, cwd) for project in find_projects(self._paths, cwd))

    def _plan(self, loaded: LoadedProject) -> Planned:
        lock, exists = lock_of(loaded)
        if not exists:
            # Each reading of a lock that is not there makes up another namespace, and with it
            # other notes: the page would lose its place at every save.
            known = self._unbuilt.setdefault(loaded.project.lock_path, lock)
            given = loaded.project.settings.namespace
            lock = lock if given and given != known.namespace else known
        return plan_project(loaded, lock, self._now_s, self._progress)


def problems_of(planned: Planned) -> tuple[Problem, ...]:
    """All that `check` says, each with its line."""
    # Imported when the first cards are on the screen: the rules take a while.
    from ..review import review

    found = review(planned.loaded, planned.plan, known=planned.old)
    return locate((*planned.problems, *found), planned.loaded.files)


def changes_of(planned: Planned) -> dict[str, tuple[FieldChange, ...]]:
    """The fields of each note, by GUID, that differ from the last built package; none for a
    package that is not there or cannot be read."""
    from ..diff import compare
    from ..released import release_of_content, release_of_file
    from ..writing import package_paths

    folder = planned.loaded.project.output_folder(Path.cwd())
    found: dict[str, tuple[FieldChange, ...]] = {}
    for key, path in package_paths(planned, folder).items():
        if path.exists():
            with contextlib.suppress(UserError):
                difference = compare(
                    release_of_file(path), release_of_content(planned.contents[key])
                )
                found |= {note.guid: note.fields for note in difference.notes if note.fields}
    return found
