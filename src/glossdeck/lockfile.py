"""The lock on disk: found, read, and held while it is being changed."""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .cannotwrite import WORKING_FIX, cannot_write
from .load import LoadedProject
from .lock import Lock
from .locktext import read_lock
from .lostlock import refuse_other_lock
from .problem import UserError, error
from .textfile import read_text, shown_path

MAX_BYTES = 1024**3
"""A lock takes about 850 bytes a term, and no limit may keep a deck from its next release."""


def lock_of(loaded: LoadedProject) -> tuple[Lock, bool]:
    """The project's lock, or an empty one, and whether there was one. Raises UserError."""
    path = loaded.project.lock_path
    given = given_namespace(loaded)
    if not path.exists():
        refuse_other_lock(loaded)
        return Lock(given or random_namespace()), False
    text, problem = read_text(path, shown_path(path), MAX_BYTES)
    if problem:
        raise UserError(problem)
    return read_lock(text, shown_path(path), given or ""), True


def given_namespace(loaded: LoadedProject) -> str | None:
    """The namespace that the project or a lone deck gives itself; else the lock has it alone."""
    return loaded.project.settings.namespace or next(
        (each.deck.info.namespace for each in loaded.decks if each.deck.info.namespace), None
    )


def random_namespace() -> str:
    """Letters and digits that no other project has: 80 random bits in base 32."""
    return "".join(secrets.choice("abcdefghijkmnpqrstuvwxyz23456789") for _ in range(16))


@contextmanager
def lock_held(path: Path, timeout_s: float = 60.0) -> Iterator[None]:
    """Keeps two builds of one project apart. The file that says so is not in the project, where
    it would be committed by mistake, but in the system's folder for such files."""
    from filelock import FileLock, Timeout

    digest = hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:16]
    user = os.getuid() if hasattr(os, "getuid") else "user"
    lock = FileLock(_folder() / f"glossdeck-{user}-{digest}.busy", timeout=timeout_s)
    try:
        lock.acquire()
    except Timeout:
        fix = "wait until it has finished, then build again"
        raise UserError(error("busy", "another build of this project is running", fix)) from None
    except OSError as failure:
        raise cannot_write(lock.lock_file, failure, WORKING_FIX) from failure
    try:
        yield
    finally:
        lock.release()


def _folder() -> Path:
    """The system's folder for files that nobody keeps."""
    try:
        return Path(tempfile.gettempdir())
    except OSError as failure:
        raise cannot_write("a temporary file", failure, WORKING_FIX) from failure
