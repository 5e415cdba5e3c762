"""Which files matter to a preview, and telling when one of them was saved."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

from ..project import Project

_STEP_MS = 25
"""Silence after a save before it counts as finished: editors write a file in several steps."""

_LONGEST_MS = 200
_IGNORED_ENDINGS = ("~", ".swp", ".swx", ".tmp", ".part", ".apkg", ".pyc")
_IGNORED_FOLDERS = frozenset({"node_modules", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Watched:
    """A folder to watch.

    Parameters:
        below: whether its folders count too; a lone file may lie in somebody's home.
        output: what a build writes, which is no source.
    """

    folder: Path
    below: bool
    output: Path


def watched(project: Project, cwd: Path) -> Watched:
    """What to watch for a project."""
    is_lone_file = project.is_lone and project.sources[0].files == (Path(project.place.file),)
    below = not (project.is_lone and (is_lone_file or len(project.sources[0].files) == 1))
    return Watched(project.folder, below, project.output_folder(cwd))


def matters(watch: Watched) -> Callable[[object, str], bool]:
    """Whether a change to a path may change a card."""

    def wanted(_change: object, name: str) -> bool:
        path = Path(name)
        try:
            parts = path.relative_to(watch.folder).parts
        except ValueError:
            return False
        if path.is_relative_to(watch.output):
            return False
        hidden = any(part.startswith(".") or part in _IGNORED_FOLDERS for part in parts)
        return not hidden and not path.name.lower().endswith(_IGNORED_ENDINGS)

    return wanted


async def saves(watch: Watched) -> AsyncIterator[None]:
    """One for each burst of saves, for ever."""
    from watchfiles import awatch

    async for _ in awatch(
        watch.folder,
        watch_filter=matters(watch),
        step=_STEP_MS,
        debounce=_LONGEST_MS,
        recursive=watch.below,
        ignore_permission_denied=True,
    ):
        yield
