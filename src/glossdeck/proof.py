"""A package that was just written, read back and compared with the plan before it replaces
anything: every note, card, note type, deck and media file."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import IO, BinaryIO

from .archive import opened, told_as_damage
from .note import MediaFile, Note, PackageContent
from .packaged import card_id, planned_head
from .problem import UserError, error
from .readpackage import FIELD_SEPARATOR, read_head

_NAME = "the new package"
_CHUNK_BYTES = 1 << 19
_NOTES = "SELECT id, guid, mid, mod, tags, flds FROM notes ORDER BY id"
_CARDS = "SELECT id, nid, did, ord, due, type, queue FROM cards ORDER BY id"


def prove_database(
    database: Path,
    content: PackageContent,
    notes: Sequence[Note],
    deck_ids: Mapping[str, int],
) -> None:
    """Compares the database with the plan.

    Parameters:
        notes: those of `content`, by note id.
        deck_ids: ids of the decks in the database, by name.

    Raises:
        UserError: at the first difference.
    """
    if len({note.guid for note in notes}) != len(notes):
        raise unfaithful("two notes have one GUID")
    with opened(database, _NAME) as written:
        if read_head(written) != planned_head(content):
            raise unfaithful("its decks or note types differ")
        note_type_ids = {note_type.key: note_type.id for note_type in content.note_types}
        _compare_notes(written, notes, note_type_ids)
        for planned, found in zip_longest(_cards(notes, deck_ids), written.execute(_CARDS)):
            if planned != found:
                raise unfaithful(f"the card {planned or found} is {found}")


def _compare_notes(
    written: sqlite3.Connection, notes: Sequence[Note], note_type_ids: Mapping[str, int]
) -> None:
    for note, found in zip_longest(notes, written.execute(_NOTES)):
        if note is None or found is None:
            raise unfaithful("notes are missing or too many")
        note_id, guid, mid, modified_s, tags, fields = found
        # Split and not joined, so that a separator inside a field or a tag is noticed.
        if (
            note_id != note.note_id
            or guid != note.guid
            or mid != note_type_ids[note.note_type]
            or modified_s != note.modified_s
            or tuple(tags.split()) != note.tags
            or tuple(fields.split(FIELD_SEPARATOR)) != note.fields
        ):
            raise unfaithful(f"the note {note.key!r} differs")


def _cards(notes: Sequence[Note], deck_ids: Mapping[str, int]) -> Iterator[tuple[int, ...]]:
    for note in notes:
        note_id, deck_id, due = note.note_id, deck_ids[note.deck_name], note.due
        for ordinal in sorted(note.ords):
            yield (card_id(note_id, ordinal), note_id, deck_id, ordinal, due, 0, 0)


def prove_members(package: BinaryIO, database: Path, media: tuple[MediaFile, ...]) -> None:
    """Unzips the package and compares its members with what went in.

    Raises:
        UserError: at the first difference.
    """
    with told_as_damage(_NAME), zipfile.ZipFile(package) as zipped:
        with zipped.open(zipped.infolist()[0]) as member, database.open("rb") as file:
            if not _is_same(member, file):
                raise unfaithful("its database differs")
        names = json.loads(zipped.read("media"))
        found = tuple(MediaFile(name, zipped.read(number)) for number, name in names.items())
    if found != media:
        raise unfaithful("its media files differ")


def _is_same(one: IO[bytes], other: IO[bytes]) -> bool:
    """Whether two files have the same bytes, read bit by bit since they may be large."""
    while part := one.read(_CHUNK_BYTES):
        if other.read(len(part)) != part:
            return False
    return not other.read(1)


def unfaithful(what: str) -> UserError:
    """A fault of ours, found in time."""
    return UserError(
        error(
            "package",
            f"the package would not be what was planned: {what}; nothing was replaced",
            "this is a fault of glossdeck: please report it with the entry that it names",
        )
    )
