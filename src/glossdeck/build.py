"""From a project to packages on disk, or to the list of what keeps them from being built."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .decode import nearest
from .drafting import draft_project, editions_of
from .load import LoadedProject, Progress, load_project, quiet
from .lockdiff import differences
from .lockfile import lock_held, lock_of
from .lostlock import refuse_new_lock
from .noticed import left_behind, noticed
from .planning import Planned, plan_drafts
from .problem import Problem, UserError, error
from .project import Project
from .source import paused_collector
from .textfile import shown_path
from .writing import BuiltPackage, Proof, no_proof, package_paths, write


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did, or why it did nothing.

    Parameters:
        planned: what it would ship.
        found: problems beyond those of the plan: what the rules found, a lock that may not
            change, a broken promise.
    """

    planned: Planned
    packages: tuple[BuiltPackage, ...]
    lock_written: bool
    found: tuple[Problem, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether nothing was written because of problems."""
        return any(problem.is_error for problem in self.problems)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is to be said, each with its line."""
        return (*self.planned.problems, *self.found)


def build_project(
    project: Project,
    now_s: int,
    folder: Path,
    *,
    editions: tuple[str, ...] = (),
    locked: bool = False,
    reviewed: bool | None = None,
    processes: int = 1,
    proof: Proof = no_proof,
    progress: Progress = quiet,
) -> BuildResult:
    """Write the packages of a project into a folder; nothing when anything is wrong.

    Parameters:
        now_s: time of the build, whole seconds since 1970.
        editions: names of the editions to write; all when empty.
        locked: whether to fail, with what differs, when the lock would change.
        reviewed: whether to fail when the rules of `glossdeck check` find an error; None for
            what the project says.
        processes: copies of this process that may review at once.
        proof: holds each new package against the last one before replacing it.

    Raises:
        UserError: the lock is broken, or a file cannot be written; all files are as before.
    """
    with lock_held(project.lock_path), paused_collector():
        loaded = load_project(project, progress)
        _check_editions(loaded, editions)
        lock, exists = lock_of(loaded)
        if not exists and not locked:
            refuse_new_lock(loaded, folder)
        drafted = draft_project(loaded, lock, progress)
        is_reviewed = project.settings.review if reviewed is None else reviewed
        if not is_reviewed:
            loaded = loaded.without_decks()  # only the rules look at documents from here on
        planned = plan_drafts(loaded, drafted, lock, now_s, progress)
        del drafted
        is_new = not exists or planned.plan.lock != planned.old
        if is_reviewed and not planned.has_errors:
            progress("reviewing")
        found = _hindrances(planned, is_reviewed, locked and is_new, exists, processes)
        if planned.has_errors or found:
            return BuildResult(planned, (), False, found)
        paths = package_paths(planned, folder, editions)
        # What was read is not needed any more, and as large as what is to be written.
        planned = planned.without_sources()
        del loaded
        written = write(planned, paths, lock_is_new=is_new, proof=proof, progress=progress)
    if not written.packages:
        return BuildResult(planned, (), False, written.problems)
    told = _told(planned, folder)
    return BuildResult(planned, written.packages, is_new, (*told, *written.problems))


def _hindrances(
    planned: Planned, is_reviewed: bool, is_unlocked: bool, exists: bool, processes: int
) -> tuple[Problem, ...]:
    """What keeps a plan without errors from being built.

    Parameters:
        is_unlocked: whether the lock would change and may not.
        exists: whether there is one.
    """
    if planned.has_errors:
        return ()
    if is_reviewed:
        found = _errors(planned, processes)
        if found:
            return found
    return _unlocked(planned, exists) if is_unlocked else ()


def _told(planned: Planned, folder: Path) -> tuple[Problem, ...]:
    """What the author should see of a build that went well."""
    notes = planned.plan.lock.notes.values()
    gone = [note for note in notes if (note.deck, note.edition) not in planned.contents]
    return (*noticed(planned.plan.changes), *left_behind(gone, folder))


def _errors(planned: Planned, processes: int) -> tuple[Problem, ...]:
    """What the rules find; they are only loaded for projects that ask for them."""
    from .review import errors

    return errors(planned.loaded, planned.plan, processes)


def _check_editions(loaded: LoadedProject, wanted: tuple[str, ...]) -> None:
    known = [edition.name for edition in editions_of(loaded)]
    for name in wanted:
        if name not in known and not loaded.has_errors:
            message = f"there is no edition `{name}`"
            raise UserError(error("unknown-edition", message, nearest(name, known)))


def _unlocked(planned: Planned, exists: bool) -> tuple[Problem, ...]:
    """What `--locked` forbids: a problem for each record of the lock that would change."""
    name = shown_path(planned.loaded.project.lock_path)
    fix = f"run `glossdeck build` without --locked and commit {name}"
    if not exists:
        return (error("locked", f"{name} does not exist yet", fix),)
    lines = differences(planned.old, planned.plan.lock)
    return tuple(
        error("locked", f"{name} would change: {line}", fix if number == len(lines) else "")
        for number, line in enumerate(lines, 1)
    )
