"""A project without a lock that was built before: it must not get another identity by accident."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from .edition import package_name
from .load import LoadedProject
from .locktext import read_lock
from .problem import UserError, error
from .project import LOCK_FILE, Project, option_in
from .retiredmedia import folder_of
from .textfile import shown_path


def refuse_new_lock(loaded: LoadedProject, folder: Path) -> None:
    """Stop where packages of a project are there and its lock is not.

    A new lock would number gaps anew, and without a namespace in the source all notes would
    come to learners a second time.

    Parameters:
        folder: of the packages.

    Raises:
        UserError: with the command that brings the lock back.
    """
    names = (
        package_name(e.deck.info.id, edition.name) for e in loaded.decks for edition in e.editions
    )
    built = [shown_path(folder / name) for name in names if (folder / name).is_file()]
    if not built:
        return
    lock = shown_path(loaded.project.lock_path)
    where = option_in(loaded.project, Path.cwd())
    one = len(built) == 1
    raise UserError(
        error(
            "lock-lost",
            f"{_listed(built)} {'was' if one else 'were'} built before, but {lock}, which "
            "remembers what learners have, is not there: their reviews would come to stand at "
            "other gaps, or all notes would come to them a second time",
            f"put it back from git (git checkout -- {lock}), or rebuild it: glossdeck lock "
            f"restore {' '.join(built)}{where}; if nobody has "
            f"{'that package, delete it' if one else 'those packages, delete them'}",
        )
    )


def refuse_other_lock(loaded: LoadedProject) -> None:
    """Stop where a lock by another name holds the identity of these decks.

    It does when a lone file was renamed, when its folder became a project, and when a folder
    was built as a whole and now one of its files is.

    Raises:
        UserError: with what to rename.
    """
    project = loaded.project
    if project.lock_path.name == LOCK_FILE:
        _refuse_lone_locks(project)
        return
    decks = {each.deck.info.id for each in loaded.decks}
    for path in sorted(project.folder.glob("*.lock")):
        shared = sorted(decks & _decks_of(path))
        is_orphan = path.name == LOCK_FILE or not any(
            path.with_suffix(ending).exists() for ending in (".yaml", ".yml")
        )
        if shared and is_orphan:
            whole = "build the folder; or, if it is this file alone, " * (path.name == LOCK_FILE)
            raise UserError(
                error(
                    "lone-lock",
                    f'{shown_path(path)} holds the identity of the deck "{shared[0]}", and '
                    f"{shown_path(project.lock_path)} would give it another",
                    f"{whole}{_renaming(path, project.lock_path)}",
                    project.place,
                )
            )


def _refuse_lone_locks(project: Project) -> None:
    alone = [file.with_suffix(".lock") for source in project.sources for file in source.files]
    locks = [lock for lock in alone if lock != project.lock_path and lock.is_file()]
    if not locks:
        return
    name = shown_path(project.lock_path)
    fix = _renaming(locks[0], project.lock_path)
    if len(locks) > 1:
        fix = "give each deck a folder of its own, with its lock in it"
    names = _listed([shown_path(lock) for lock in locks])
    message = f"{names} holds the identity of these notes, and {name} would give them another"
    raise UserError(error("lone-lock", message, fix))


def _renaming(old: Path, new: Path) -> str:
    """What to do with a lock, and with the pictures of retired notes beside it."""
    words = f"rename {shown_path(old)} to {shown_path(new)}"
    pictures = folder_of(old)
    if pictures.is_dir():
        words += f", and {shown_path(pictures)} to {shown_path(folder_of(new))}"
    return words


def _decks_of(path: Path) -> set[str]:
    """The decks that a lock knows; none for a file that is no lock of ours."""
    with suppress(OSError, UnicodeDecodeError, UserError):
        return {note.deck for note in read_lock(path.read_text("utf-8")).notes.values()}
    return set()


def _listed(names: Iterable[str]) -> str:
    return " and ".join(names)
