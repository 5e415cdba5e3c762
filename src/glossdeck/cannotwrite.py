"""What a person can do when the system does not take a file."""

from __future__ import annotations

import errno
from pathlib import Path

from .problem import UserError, error

WORKING_FIX = "free some space there, or set TMPDIR to a folder that you may write to"
_FIX = "free some space, or choose a folder that you may write to with --output"
_IN_USE = frozenset({5, 32, 33})
"""What Windows says of a file that a program has open: access denied, and two kinds of lock."""


def cannot_write(
    path: Path | str, failure: Exception, fix: str = "", outcome: str = "nothing was changed"
) -> UserError:
    """A file that the system does not take, as an error to raise.

    Parameters:
        fix: what to do, where this is not about the project's own files.
        outcome: what became of the others.
    """
    reason = getattr(failure, "strerror", None) or str(failure)
    message = f"cannot write {path}: {reason}; {outcome}"
    return UserError(error("cannot-write", message, fix or _way_on(Path(path), failure)))


def _way_on(path: Path, failure: Exception) -> str:
    number = getattr(failure, "errno", None)
    if getattr(failure, "winerror", None) in _IN_USE:
        return f"close the program that has {path.name} open, such as Anki, and build again"
    if number in (errno.EEXIST, errno.ENOTDIR):
        for folder in path.parents:
            if folder.exists() and not folder.is_dir():
                return (
                    f"{folder.name} is a file, and its packages need a folder of that name: give "
                    "the file another name, or choose another folder with --output"
                )
    if number == errno.EISDIR:
        return f"{path.name} is a folder: give it another name, and build again"
    return _FIX
