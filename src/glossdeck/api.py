"""The public functions: from paths to values, without a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .build import BuildResult, build_project
from .load import LoadedProject, Progress, load_project, quiet
from .problem import Problem
from .project import find_projects
from .writing import Proof, no_proof

if TYPE_CHECKING:
    from .checking import CheckResult
    from .diff import Difference
    from .preview.session import Session
    from .verify import Report


def load(paths: Iterable[Path] = (), *, progress: Progress = quiet) -> tuple[LoadedProject, ...]:
    """Read projects or deck sources; what is wrong is in `problems` of each.

    Parameters:
        paths: files or folders; none for the project of the current folder.

    Raises:
        UserError: there is nothing to read.
    """
    projects = find_projects(tuple(paths), Path.cwd())
    return tuple(load_project(project, progress) for project in projects)


def check(
    paths: Iterable[Path] = (),
    *,
    now_s: int,
    rules: Iterable[str] = (),
    without: Iterable[str] = (),
    editions: Iterable[str] = (),
    processes: int = 1,
    progress: Progress = quiet,
) -> tuple[CheckResult, ...]:
    """Validate and review; nothing is written.

    Parameters:
        paths: files or folders; none for the project of the current folder.
        now_s: time of the check, whole seconds since 1970.
        rules: codes of the rules to run; all when empty.
        without: codes of rules not to run.
        editions: names of the editions to review; all when empty.
        processes: how many copies of this process may be at work at once on a large deck; they
            are made on Linux only, and safely only where no other thread holds a lock.

    Raises:
        UserError: there is nothing to check, or no rule or edition of a name.
    """
    from .checking import check_project
    from .review import Scope

    scope = Scope(frozenset(rules), frozenset(without), frozenset(editions))
    projects = find_projects(tuple(paths), Path.cwd())
    return tuple(check_project(project, now_s, scope, progress, processes) for project in projects)


def build(
    paths: Iterable[Path] = (),
    *,
    now_s: int,
    editions: Sequence[str] = (),
    output: Path | None = None,
    locked: bool = False,
    verified: bool = False,
    allow_empty: bool = False,
    reviewed: bool | None = None,
    processes: int = 1,
    progress: Progress = quiet,
) -> tuple[BuildResult, ...]:
    """Write packages and remember in the lock what they hold.

    Parameters:
        paths: files or folders; none for the project of the current folder.
        now_s: time of the build, whole seconds since 1970.
        editions: names of the editions to write; all when empty.
        output: folder for the packages; the project's own when None.
        locked: whether to write nothing and fail when the lock would change.
        verified: whether the real Anki has to keep every promise to learners of the last
            built packages before these are replaced.
        allow_empty: whether cards may become empty in that, of which the author took out the
            example or the direction.
        reviewed: whether to write nothing when the rules of `check` find an error; None for
            what the project says.
        processes: as for `check`.

    Raises:
        UserError: there is nothing to build, or a file cannot be read or written; Anki's
            library is not installed and `verified` is asked for.
    """
    proof: Proof = no_proof
    if verified:
        from .buildproof import proof_by_anki

        proof = proof_by_anki(now_s, allow_empty)
    results = []
    for project in find_projects(tuple(paths), Path.cwd()):
        folder = output or project.output_folder(Path.cwd())
        results.append(
            build_project(
                project,
                now_s,
                folder,
                editions=tuple(editions),
                locked=locked,
                reviewed=reviewed,
                processes=processes,
                proof=proof,
                progress=progress,
            )
        )
    return tuple(results)


def diff(
    paths: Iterable[Path] = (),
    *,
    now_s: int,
    old: Sequence[Path] = (),
    output: Path | None = None,
    progress: Progress = quiet,
) -> tuple[list[Difference], list[Problem]]:
    """What learners will see when they import the next release; nothing is written.

    Parameters:
        paths: files or folders; none for the project of the current folder.
        now_s: time of the build, whole seconds since 1970.
        old: packages that learners have; the last built ones when there are none.
        output: folder of the last built packages; the project's own when None.

    Returns:
        a difference for each deck and edition, and the problems of the source; no difference
        for a project that has errors.

    Raises:
        UserError: there is nothing to compare, or a file cannot be read.
    """
    from .comparing import compare_project

    changes: list[Difference] = []
    problems: list[Problem] = []
    for project in find_projects(tuple(paths), Path.cwd()):
        folder = output or project.output_folder(Path.cwd())
        planned, found = compare_project(project, now_s, folder, old, progress)
        changes += found
        problems += planned.problems
    return changes, problems


def preview(paths: Iterable[Path] = (), *, now_s: int, progress: Progress = quiet) -> Session:
    """Cards as the real Anki renders them; nothing is written.

    Parameters:
        paths: files or folders; none for the project of the current folder.
        now_s: time of the build that is shown, whole seconds since 1970.

    Returns: a session; `refresh` reads the sources, `cards` renders, `close` ends it.
    """
    from .anki import anki_version, new_collection
    from .package import package_bytes
    from .preview.session import Session, Tools
    from .preview.sources import Sources, changes_of, problems_of

    sources = Sources(tuple(paths), now_s, progress)
    return Session(
        Tools(
            plan=sources.plan,
            problems=problems_of,
            changes=changes_of,
            package=package_bytes,
            collection=new_collection,
            anki=anki_version,
            watches=sources.watches,
        )
    )


def verify(new: Path, old: Sequence[Path] = (), *, now_s: int, allow_empty: bool = False) -> Report:
    """Hold a release against every promise, in the real Anki; see `verify.verify`.

    Parameters:
        new: the package to prove.
        old: releases that learners have, oldest first.
        allow_empty: whether cards may be empty that `new` does not have any more.
        now_s: whole seconds since 1970; the learner's reviews lie in the months before.

    Raises:
        UserError: Anki's library is not installed, or a package cannot be read or imported.
    """
    from .verify import verify as verified

    return verified(new, old, now_s=now_s, allow_empty=allow_empty)
