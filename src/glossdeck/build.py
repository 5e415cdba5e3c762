"""From a project to packages on disk, or to the list of what keeps them from being built."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .decode import nearest
from .load import LoadedProject, Progress, load_project, quiet
from .lockfile import lock_held, lock_of
from .planning import Planned, editions_of, plan_project
from .problem import Problem, UserError, error
from .project import Project
from .source import paused_collector
from .writing import BuiltPackage, write

__all__ = ["BuildResult", "BuiltPackage", "Planned", "build_project", "lock_held", "lock_of",
           "plan_project"]


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did, or why it did nothing."""

    planned: Planned
    packages: tuple[BuiltPackage, ...]
    lock_written: bool

    @property
    def failed(self) -> bool:
        """Whether nothing was written because of problems."""
        return self.planned.has_errors

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is to be said, each with its line."""
        return self.planned.problems


def build_project(
    project: Project,
    now_s: int,
    folder: Path,
    *,
    editions: tuple[str, ...] = (),
    progress: Progress = quiet,
) -> BuildResult:
    """Write the packages of a project into a folder; nothing when anything is wrong.

    Parameters:
        now_s: time of the build, whole seconds since 1970.
        editions: names of the editions to write; all when empty.

    Raises:
        UserError: the lock is broken, or a file cannot be written; all files are as before.
    """
    with lock_held(project.lock_path), paused_collector():
        loaded = load_project(project, progress)
        _check_editions(loaded, editions)
        lock, exists = lock_of(loaded)
        planned = plan_project(loaded, lock, now_s, progress)
        if planned.has_errors:
            return BuildResult(planned, (), lock_written=False)
        is_new = not exists or planned.plan.lock != planned.old
        packages = write(planned, folder, editions, is_new, progress)
    return BuildResult(planned, packages, is_new)


def _check_editions(loaded: LoadedProject, wanted: tuple[str, ...]) -> None:
    known = [edition.name for edition in editions_of(loaded)]
    for name in wanted:
        if name not in known and not loaded.has_errors:
            message = f"there is no edition `{name}`"
            raise UserError(error("unknown-edition", message, nearest(name, known)))
