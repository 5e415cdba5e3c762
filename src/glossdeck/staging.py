"""Files that appear whole or not at all: written beside their place, then moved into it.

A killed build leaves only a part-written file with a name of its own; the next build that
writes into that folder removes it. A lock on the part, held while it is being written, tells
one that a running build is still using from one that a dead build left behind.
"""

from __future__ import annotations

import os
import re
import secrets
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from .cannotwrite import WORKING_FIX, cannot_write
from .problem import UserError

try:
    import fcntl
except ImportError:  # Windows, where a file that is open cannot be removed anyway
    fcntl = None  # type: ignore[assignment]

PART_NAME = re.compile(r"\.glossdeck-[0-9a-f]{16}\.part")
"""Only files with such a name are ever cleaned up."""


Data = bytes | Iterable[str] | Callable[[BinaryIO], None]
"""What a file shall hold; text in pieces, or a function that writes, when there is much of it."""


@dataclass(slots=True)
class StagedFile:
    """Bytes that are safely on disk beside `path`, waiting to replace it.

    Parameters:
        path: where the file shall appear.
        part: the file that holds the bytes until then.
    """

    path: Path
    part: Path
    _descriptor: int = -1

    def open(self) -> None:
        """Makes the part, empty and held by this process. Raises OSError."""
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
        while True:
            self._descriptor = os.open(self.part, flags, 0o666)
            # Between the two calls another build may have taken the new file for a leftover.
            if _lock(self._descriptor) is False or os.fstat(self._descriptor).st_nlink:
                return
            self._release()

    def write(self, data: Data) -> None:
        """Puts the bytes on the disk. Raises OSError."""
        _write_through(self._descriptor, data)

    def commit(self) -> None:
        """Moves the bytes into place in one step.

        Raises:
            UserError: `path` cannot be replaced; it keeps its old content.
        """
        if fcntl is None:
            self._release()
        try:
            os.replace(self.part, self.path)
        except OSError as failure:
            raise cannot_write(self.path, failure) from failure
        self._release()
        _flush_folder(self.path.parent)

    def discard(self) -> None:
        """Removes the part if it is still there; harmless after `commit`."""
        with suppress(OSError):
            self.part.unlink(missing_ok=True)
        self._release()

    def _release(self) -> None:
        # Ctrl-C can come between any two of these steps; a number must not be closed twice.
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)


@contextmanager
def staged(path: Path, data: Data) -> Iterator[StagedFile]:
    """Puts `data` beside `path`; inside the block, `commit()` moves it into place.

    Several files are staged first and committed together, so that a full disk is noticed
    while all of them are still the old ones.

    Raises:
        UserError: the folder cannot be made or written to, or the disk is full.
    """
    # Named before it is made, so that Ctrl-C at any moment finds it and takes it away.
    file = StagedFile(path, _new_part(path.parent))
    made = [folder for folder in path.parents if not folder.exists()]
    try:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            clean_leftovers(path.parent)
            file.open()
            file.write(data)
        except OSError as failure:
            raise cannot_write(path, failure) from failure
        yield file
    finally:
        file.discard()
        for folder in made:
            with suppress(OSError):  # as long as there is something in it
                folder.rmdir()


def write_whole(path: Path, data: Data) -> None:
    """Replaces `path` by a file with `data`; after a failure the old one is still there.

    Raises:
        UserError: as `staged` and `StagedFile.commit`.
    """
    with staged(path, data) as file:
        file.commit()


@contextmanager
def working_file() -> Iterator[Path]:
    """An empty file of one's own in the system's folder for such files; gone after the block.

    Raises:
        UserError: there is no room for it.
    """
    try:
        folder = Path(tempfile.gettempdir())
    except OSError as failure:
        raise cannot_write("a temporary file", failure, WORKING_FIX) from failure
    file = StagedFile(folder / "working", _new_part(folder))
    try:
        try:
            clean_leftovers(folder)
            file.open()
        except OSError as failure:
            raise cannot_write("a temporary file", failure, WORKING_FIX) from failure
        yield file.part
    finally:
        file.discard()


def clean_leftovers(folder: Path) -> None:
    """Removes the parts that killed builds left in `folder`; others' files stay."""
    for name in os.listdir(folder):
        if PART_NAME.fullmatch(name):
            with suppress(OSError):
                _remove_unless_in_use(folder / name)


def _new_part(folder: Path) -> Path:
    """A name that no other file has."""
    return folder / f".glossdeck-{secrets.token_hex(8)}.part"


def _remove_unless_in_use(part: Path) -> None:
    if fcntl is None:
        part.unlink()
        return
    descriptor = os.open(part, os.O_RDWR | os.O_NOFOLLOW)
    try:
        if _lock(descriptor):
            part.unlink()
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    """Takes the lock on an open part; False when it is taken or the disk knows no locks."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _write_through(descriptor: int, data: Data) -> None:
    with open(descriptor, "w+b", buffering=1 << 20, closefd=False) as file:
        if isinstance(data, bytes):
            file.write(data)
        elif callable(data):
            data(file)
        else:
            file.writelines(text.encode() for text in data)
    os.fsync(descriptor)


def _flush_folder(folder: Path) -> None:
    """Makes the move itself survive a power cut, where the system has a way to say so."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def commit_all(files: Sequence[StagedFile]) -> None:
    """Moves files into place, one after the other.

    Raises:
        UserError: one cannot be replaced; it says which of them are new already.
    """
    for place, file in enumerate(files):
        try:
            file.commit()
        except UserError as refusal:
            if not place or not isinstance(refusal.__cause__, OSError):
                raise
            done = ", ".join(str(each.path) for each in files[:place])
            outcome = f"new already: {done}; the rest is as before, and a later build completes it"
            raise cannot_write(file.path, refusal.__cause__, outcome=outcome) from refusal
