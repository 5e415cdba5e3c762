"""The public functions: from paths to values, without a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from .build import BuildResult, build_project
from .load import LoadedProject, Progress, load_project, quiet
from .project import find_projects


def load(paths: Iterable[Path] = (), *, progress: Progress = quiet) -> tuple[LoadedProject, ...]:
    """Read projects or deck sources; what is wrong is in `problems` of each.

    Parameters:
        paths: files or folders; none for the project of the current folder.

    Raises:
        UserError: there is nothing to read.
    """
    return tuple(load_project(project, progress) for project in find_projects(tuple(paths), Path.cwd()))


def build(
    paths: Iterable[Path] = (),
    *,
    now_s: int,
    editions: Sequence[str] = (),
    output: Path | None = None,
    progress: Progress = quiet,
) -> tuple[BuildResult, ...]:
    """Write packages and remember in the lock what they hold.

    Parameters:
        paths: files or folders; none for the project of the current folder.
        now_s: time of the build, whole seconds since 1970.
        editions: names of the editions to write; all when empty.
        output: folder for the packages; the project's own when None.

    Raises:
        UserError: there is nothing to build, or a file cannot be read or written.
    """
    results = []
    for project in find_projects(tuple(paths), Path.cwd()):
        folder = output or project.output_folder(Path.cwd())
        results.append(
            build_project(project, now_s, folder, editions=tuple(editions), progress=progress)
        )
    return tuple(results)
