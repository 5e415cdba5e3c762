"""The file that an Anki package is: a zip with an SQLite database and media, from anyone.

Everything read here may be hostile: the sizes are bounded before anything is unpacked, names
never touch the disk, and the database answers only from plain tables.
Source of the format: ankitects/anki, `rslib/src/import_export/package/`.
"""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from .note import MediaFile
from .problem import UserError, error

MAX_COLLECTION_BYTES = 2 << 30
MAX_MEDIA_BYTES = 2 << 30
MAX_TEXT_BYTES = 256 << 20
"""Longest single value that the database may make up."""
MAX_STEPS = 200_000_000
"""Steps of SQLite's machine for one query: some thirty times what 200,000 notes take."""

_COLLECTIONS = ("collection.anki21", "collection.anki2")
_NEWER_COLLECTION = "collection.anki21b"
_READING = (
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "query_only = ON",
    "cache_size = -512",  # read from end to end, so that a larger one is of no use
)
_TABLES = ("col", "notes", "cards")

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    sqlite3.Error,
    ValueError,
    TypeError,
    AttributeError,
)
"""What Python's own readers raise on a package that is broken or made to break them."""


@dataclass(frozen=True, slots=True)
class Members:
    """A package unzipped: the bytes of its database, and the media as Anki names them."""

    database: bytes
    media: tuple[MediaFile, ...]


def unzipped(source: Path | bytes, shown_as: str) -> Members:
    """The members of a package that matter.

    Parameters:
        source: a file, or the bytes of one.
        shown_as: what messages call it.

    Raises:
        UserError: it cannot be read, is no Anki package, is in Anki's newer format, is
            too large unpacked, or is damaged.
    """
    with told_as_damage(shown_as):
        file = io.BytesIO(source) if isinstance(source, bytes) else source
        with zipfile.ZipFile(file) as zipped:
            members = {member.filename: member for member in zipped.infolist()}
            collection = _collection_member(members, shown_as)
            media = _read_media(zipped, members, shown_as)
            return Members(_bounded(zipped, collection, MAX_COLLECTION_BYTES, shown_as), media)


@contextmanager
def opened(database: bytes | Path, shown_as: str) -> Iterator[sqlite3.Connection]:
    """A package's database for reading; what goes wrong inside the block is told as damage.

    Parameters:
        database: its bytes, or a file that nobody changes meanwhile.

    Raises:
        UserError: it is no database, lacks a table, or is damaged.
    """
    with told_as_damage(shown_as):
        connection = _connected(database)
        try:
            _check(connection)
            yield connection
        finally:
            connection.close()


@contextmanager
def told_as_damage(shown_as: str) -> Iterator[None]:
    """Turns whatever Python's readers raise on a broken package into a word for the user."""
    try:
        yield
    except OSError as failure:
        raise refused(
            f"cannot read {shown_as}: {failure.strerror or failure}", "check the path"
        ) from failure
    except KeyError as failure:
        raise damaged(shown_as, f"{failure} is missing") from failure
    except DAMAGE as failure:
        raise damaged(shown_as, str(failure)) from failure


def refused(message: str, fix: str) -> UserError:
    """A package that is not read any further."""
    return UserError(error("package", message, fix))


def damaged(shown_as: str, reason: str) -> UserError:
    """A package that contradicts itself or its format."""
    return refused(
        f"{shown_as} is not an Anki package, or it is damaged ({reason})",
        "fetch or build the package again",
    )


def _collection_member(members: dict[str, zipfile.ZipInfo], shown_as: str) -> zipfile.ZipInfo:
    if _NEWER_COLLECTION in members:
        raise refused(
            f"{shown_as} is in Anki's newer format, which glossdeck does not read",
            "give the package that glossdeck built, or export it from Anki again with"
            " 'Support older Anki versions' ticked",
        )
    for name in _COLLECTIONS:
        if name in members:
            return members[name]
    raise damaged(shown_as, f"it has no {_COLLECTIONS[-1]}")


def _bounded(zipped: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int, shown_as: str) -> bytes:
    """The member's bytes; zipfile never gives more than the size that is checked here."""
    if member.file_size > limit:
        raise refused(
            f"{shown_as} would unpack to {member.file_size >> 20} MB, more than the"
            f" {limit >> 20} MB that glossdeck reads",
            "give a package that glossdeck built",
        )
    return zipped.read(member)


def _read_media(
    zipped: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], shown_as: str
) -> tuple[MediaFile, ...]:
    if "media" not in members:
        return ()
    listed = json.loads(_bounded(zipped, members["media"], MAX_TEXT_BYTES, shown_as))
    left = MAX_MEDIA_BYTES
    files = []
    for member_name, name in listed.items():
        if not _is_plain_name(name):
            raise refused(
                f"{shown_as} holds a media file named {name!r}, which leads out of the media"
                " folder",
                "do not import this package; fetch it from a source that you trust",
            )
        if member_name not in members:
            raise damaged(shown_as, f"its media file {name!r} is missing")
        data = _bounded(zipped, members[member_name], left, shown_as)
        left -= len(data)
        files.append(MediaFile(name, data))
    return tuple(sorted(files, key=lambda file: file.name))


def _is_plain_name(name: Any) -> bool:
    return (
        isinstance(name, str)
        and name not in ("", ".", "..")
        and PurePosixPath(name).name == name
        and not any(character in name for character in "\\:\0")
    )


def _connected(database: bytes | Path) -> sqlite3.Connection:
    if isinstance(database, Path):
        return sqlite3.connect(f"{database.as_uri()}?mode=ro&immutable=1", uri=True)
    connection = sqlite3.connect(":memory:")
    connection.deserialize(database)
    return connection


def _check(connection: sqlite3.Connection) -> None:
    """Closes a database to what a hostile schema could make it do."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_TEXT_BYTES)
    for setting in _READING:
        connection.execute(f"PRAGMA {setting}")
    for table in _TABLES:
        row = connection.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
        ).fetchone()
        if row is None or not str(row[0]).upper().startswith("CREATE TABLE"):
            raise ValueError(f"it has no table {table!r}")
    _limit_steps(connection)


def _limit_steps(connection: sqlite3.Connection) -> None:
    """Ends a query that a hostile schema would make endless."""
    steps = 1_000_000
    left = MAX_STEPS // steps

    def spend() -> int:
        nonlocal left
        left -= 1
        return int(left < 0)

    connection.set_progress_handler(spend, steps)
