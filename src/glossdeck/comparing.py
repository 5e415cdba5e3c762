"""Which release is held against which: given packages, or the last built ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .diff import Difference, compare
from .load import Progress, load_project, quiet
from .lockfile import lock_of
from .planning import Planned, plan_project
from .problem import UserError, error
from .project import Project
from .released import Release, release_of_content, release_of_file
from .writing import package_paths


def compare_files(old: Path, new: Path) -> Difference:
    """Two packages, compared. Raises UserError when one cannot be read."""
    return compare(release_of_file(old), release_of_file(new))


def compare_project(
    project: Project,
    now_s: int,
    folder: Path,
    old: Sequence[Path] = (),
    progress: Progress = quiet,
) -> tuple[Planned, tuple[Difference, ...]]:
    """What a build would bring to learners; there are no differences if it has errors.

    Parameters:
        now_s: time of the build, whole seconds.
        folder: where the last built packages are.
        old: packages to compare with, each with the deck and edition that it is a release of;
            the last built ones when there are none.

    Raises:
        UserError: the lock is broken; a package cannot be read, or is of another project.
    """
    loaded = load_project(project, progress)
    lock, _ = lock_of(loaded)
    planned = plan_project(loaded, lock, now_s, progress)
    if planned.has_errors:
        return planned, ()
    progress("comparing releases")
    if not old:
        paths = package_paths(planned, folder)
        return planned, tuple(
            compare(release_of_file(path) if path.exists() else None, _planned(planned, key))
            for key, path in paths.items()
        )
    return planned, tuple(_with_its_edition(release_of_file(path), planned) for path in old)


def _with_its_edition(old: Release, planned: Planned) -> Difference:
    """A given package with the edition that it shares the most notes with."""
    shared = {
        key: sum(note.guid in old.notes for note in content.notes)
        for key, content in planned.contents.items()
    }
    best = max(shared, key=lambda key: shared[key], default=None)
    if best is None or not shared[best]:
        raise UserError(
            error(
                "other-package",
                f"{old.name} shares no note with the decks of this project",
                "name a package that this project built, or compare two packages: "
                "glossdeck diff OLD.apkg --to NEW.apkg",
            )
        )
    return compare(old, _planned(planned, best))


def _planned(planned: Planned, key: tuple[str, str]) -> Release:
    """The release of one (deck, edition) as it would be built."""
    _, edition = key
    slots = {
        kind.name: {f"Slot{number}": name for name, number in kind.field_slots}
        for kind in planned.plan.lock.note_types.values()
        if kind.edition == edition
    }
    return release_of_content(planned.contents[key], slots)
