"""A planned project onto disk: every package and the lock, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from .edition import package_name
from .gitattributes import attributes_for
from .load import Progress
from .locktext import lock_records
from .note import Kind, PackageContent
from .package import check_name, write_into
from .planning import Planned
from .problem import Problem
from .staging import StagedFile, commit_all, staged

Proof = Callable[[Path, Path], tuple[Problem, ...]]
"""Holds a new package, not yet in its place, against the one that is to be replaced."""


def no_proof(_new: Path, _old: Path) -> tuple[Problem, ...]:
    """Nothing is asked of a new package."""
    return ()


@dataclass(frozen=True, slots=True)
class BuiltPackage:
    """A package that was written; `size` in bytes, `cards` by kind."""

    deck: str
    edition: str
    name: str
    path: Path
    notes: int
    cards: Mapping[Kind, int]
    media: int
    size: int


@dataclass(frozen=True, slots=True)
class Written:
    """Packages in their places; none when `problems` has an error, and then nothing changed."""

    packages: tuple[BuiltPackage, ...]
    problems: tuple[Problem, ...] = ()


def package_paths(
    planned: Planned, folder: Path, editions: tuple[str, ...] = ()
) -> dict[tuple[str, str], Path]:
    """Where each package goes, by (deck id, edition name); all editions when none is named."""
    return {
        (deck, edition): folder / package_name(deck, edition)
        for deck, edition in planned.contents
        if not editions or edition in editions
    }


def write(
    planned: Planned,
    paths: Mapping[tuple[str, str], Path],
    *,
    lock_is_new: bool,
    proof: Proof = no_proof,
    progress: Progress,
) -> Written:
    """Put the packages and, when it is new, the lock into their places.

    Everything is on disk beside its place before anything is moved, so that a full disk
    changes nothing. The lock goes first: a package whose numbers the lock does not know would
    let the next build give them to other facts, while a lock without its package only knows
    numbers that nobody has seen yet.

    Parameters:
        paths: where each package goes, by (deck id, edition name).
        proof: its problems keep everything from being written.

    Raises:
        UserError: a file cannot be written; all files are as before, or the message names
            those that are new already.
    """
    packages: list[BuiltPackage] = []
    problems: list[Problem] = []
    with ExitStack() as stack:
        files: list[StagedFile] = []
        locks: list[StagedFile] = []

        def stage_lock() -> None:
            if lock_is_new and not locks:
                locks.extend(_stage_lock(planned, stack, problems))

        for key, path in paths.items():
            check_name(path)
            progress(f"writing {path.name}")
            content = planned.contents[key]
            data = partial(write_into, content, meanwhile=stage_lock)
            file = stack.enter_context(staged(path, data))
            problems += proof(file.part, path)
            files.append(file)
            packages.append(_built(*key, content, path, file.part.stat().st_size))
        stage_lock()
        if any(problem.is_error for problem in problems):
            return Written((), tuple(problem for problem in problems if problem.is_error))
        commit_all([*locks, *files])
    return Written(tuple(packages), tuple(problems))


def _stage_lock(planned: Planned, stack: ExitStack, problems: list[Problem]) -> list[StagedFile]:
    """The lock, and before a first one what git has to know about it."""
    path = planned.loaded.project.lock_path
    files = []
    attributes = None if path.exists() else attributes_for(path)
    if attributes:
        problems.append(attributes.told)
        if attributes.text:
            files.append(stack.enter_context(staged(attributes.path, attributes.text.encode())))
    files.append(stack.enter_context(staged(path, lock_records(planned.plan.lock))))
    return files


def _built(deck: str, edition: str, content: PackageContent, path: Path, size: int) -> BuiltPackage:
    cards: Counter[Kind] = Counter()
    for note in content.notes:
        cards[note.kind] += len(note.ords)
    return BuiltPackage(
        deck, edition, content.deck.name, path, len(content.notes), cards, len(content.media), size
    )
