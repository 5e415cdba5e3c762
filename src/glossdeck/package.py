"""Notes → the bytes of an `.apkg`, proved equal to the plan (the only import of genanki).

genanki gives the database its tables, its collection row and the JSON of note types and decks.
Where it falls short we step in: ids on fields and templates, `mod` for each note and note
type, `due`, cards as planned, Markdown descriptions, compression, and equal bytes for equal
content. Rows go in by the thousand, since genanki's way of one call a note takes as long as
everything else together.
"""

from __future__ import annotations

import hashlib
import io
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from .cannotwrite import WORKING_FIX, cannot_write
from .note import Note, NoteType, PackageContent
from .packaged import card_id, deck_names
from .packagezip import zip_into
from .problem import UserError, error
from .proof import prove_database, unfaithful
from .readpackage import FIELD_SEPARATOR
from .staging import working_file, write_whole

if TYPE_CHECKING:
    import genanki

SQLITE_HEADER_VERSION = 96
"""Offset of the four bytes in which SQLite notes its own version; no reader depends on them."""
RESERVED_NAME = "collection.apkg"

_EARLIEST_DECK_ID = 1_000_000_000_000
_DECK_IDS = 500_000_000_000
_DESCRIPTION_IS_MARKDOWN = {"md": True}
_NEVER_STUDIED = {f"{kind}Today": [0, 0] for kind in ("new", "rev", "lrn", "time")}
_SETTINGS = (
    "page_size = 4096",
    "journal_mode = OFF",
    "synchronous = OFF",
    "locking_mode = EXCLUSIVE",
    "cache_size = -512",
)
_INDEXES = "SELECT name FROM sqlite_master WHERE type = 'index'"
_INSERT_NOTE = "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')"
_INSERT_CARD = "INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')"


def write_package(content: PackageContent, path: Path) -> int:
    """Writes `content` to `path`, whole or not at all, and returns its size in bytes.

    Raises:
        UserError: as `package_bytes` and `check_name`, or `path` cannot be written; an older
            file there is untouched.
    """
    check_name(path)
    write_whole(path, partial(write_into, content))
    return path.stat().st_size


def check_name(path: Path) -> None:
    """Refuses the one name that phones take for a whole collection, not a deck.

    Raises:
        UserError: `path` is named so.
    """
    if path.name.lower() == RESERVED_NAME:
        raise UserError(
            error(
                "package-name",
                f"a package must not be named {RESERVED_NAME}: AnkiDroid would replace the"
                " learner's whole collection with it",
                "give the deck another id, or the file another name",
            )
        )


def package_bytes(content: PackageContent) -> bytes:
    """The package as `write_into` writes it."""
    buffer = io.BytesIO()
    write_into(content, buffer)
    return buffer.getvalue()


def write_into(
    content: PackageContent, package: BinaryIO, meanwhile: Callable[[], None] | None = None
) -> None:
    """Writes the package into an empty file, then reads it back and compares it with `content`;
    equal content gives equal bytes.

    The database is made in a file of its own, since in memory it would be there several times
    over.

    Parameters:
        meanwhile: something else to do while the package is compressed.

    Raises:
        UserError: what was written is not what was planned, and the message names the note;
            or there is no room for the database.
        OSError: there is no room for the package.
    """
    deck_ids = {name: _deck_id(name) for name in deck_names(content)}
    notes = sorted(content.notes, key=lambda note: note.note_id)
    with working_file() as database:
        _write_database(database, content, notes, deck_ids)
        # zlib works without Python's lock, so that both take as long as the longer of them.
        with ThreadPoolExecutor(1) as worker:
            zipping = worker.submit(zip_into, package, database, content.media)
            if meanwhile is not None:
                meanwhile()
            # Last, as reading rows lets go of that lock again and again, so that zlib gets on.
            prove_database(database, content, notes, deck_ids)
            zipping.result()


def _deck_id(name: str) -> int:
    """A stable id; Anki matches decks by name and gives them ids of its own."""
    digest = hashlib.sha256(name.encode()).digest()
    return _EARLIEST_DECK_ID + int.from_bytes(digest[:8], "big") % _DECK_IDS


def _write_database(
    file: Path, content: PackageContent, notes: list[Note], deck_ids: Mapping[str, int]
) -> None:
    """The SQLite database, without a trace of the SQLite that wrote it."""
    try:
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            for setting in _SETTINGS:
                connection.execute(f"PRAGMA {setting}")
            _write_head(connection, content, deck_ids)
            _write_rows(connection, content, notes, deck_ids)
        with file.open("r+b") as written:
            written.seek(SQLITE_HEADER_VERSION)
            written.write(bytes(4))
    except (sqlite3.OperationalError, OSError) as failure:
        raise cannot_write(file.parent, failure, WORKING_FIX) from failure
    except (sqlite3.Error, UnicodeEncodeError) as failure:
        raise unfaithful(f"the notes cannot be stored: {failure}") from failure


def _write_rows(
    connection: sqlite3.Connection,
    content: PackageContent,
    notes: list[Note],
    deck_ids: Mapping[str, int],
) -> None:
    """Notes and cards, by id so that the pages of the database are full."""
    note_type_ids = {note_type.key: note_type.id for note_type in content.note_types}
    connection.execute("BEGIN")
    connection.executemany(_INSERT_NOTE, _note_rows(notes, note_type_ids))
    connection.executemany(_INSERT_CARD, _card_rows(notes, deck_ids, content.created_s))
    connection.execute("COMMIT")


def _write_head(
    connection: sqlite3.Connection, content: PackageContent, deck_ids: Mapping[str, int]
) -> None:
    """Tables, decks and note types, by genanki."""
    import genanki

    decks = [
        _genanki_deck(deck_ids[name], name, content.deck.description * (name == content.deck.name))
        for name in deck_ids
    ]
    for note_type in content.note_types:
        decks[0].add_model(_genanki_model(note_type))
    genanki.Package(decks).write_to_db(connection.cursor(), content.created_s, iter(()))
    # Anki reads a package from end to end; indexes would only make it a fifth larger.
    for (index,) in connection.execute(_INDEXES).fetchall():
        connection.execute(f'DROP INDEX "{index}"')
    created_ms = content.created_s * 1000
    connection.execute(
        "UPDATE col SET crt = ?, mod = ?, scm = ?", (content.created_s, created_ms, created_ms)
    )


def _genanki_deck(deck_id: int, name: str, description: str) -> genanki.Deck:
    import genanki

    class MarkdownDeck(genanki.Deck):  # type: ignore[misc]
        def to_json(self) -> dict[str, Any]:
            return {**super().to_json(), **_NEVER_STUDIED, **_DESCRIPTION_IS_MARKDOWN}

    return MarkdownDeck(deck_id, name, description)


def _genanki_model(note_type: NoteType) -> genanki.Model:
    import genanki

    class PlannedModel(genanki.Model):  # type: ignore[misc]
        # Anki works out for itself which fields a card needs. genanki's answer is wrong where
        # a template has conditions, and it refuses some templates altogether.
        _req = ()

        def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:
            return {**super().to_json(note_type.modified_s, deck_id)}

    return PlannedModel(
        note_type.id,
        note_type.name,
        fields=[{"name": field.name, "id": field.id} for field in note_type.fields],
        templates=[
            {"name": card.name, "qfmt": card.front, "afmt": card.back, "id": card.id}
            for card in note_type.templates
        ],
        css=note_type.css,
        model_type=genanki.Model.CLOZE if note_type.is_cloze else genanki.Model.FRONT_BACK,
    )


def _note_rows(notes: list[Note], note_type_ids: Mapping[str, int]) -> Iterator[tuple[Any, ...]]:
    for note in notes:
        yield (
            note.note_id,
            note.guid,
            note_type_ids[note.note_type],
            note.modified_s,
            f" {' '.join(note.tags)} " if note.tags else "",
            FIELD_SEPARATOR.join(note.fields),
            note.fields[0],
        )


def _card_rows(
    notes: list[Note], deck_ids: Mapping[str, int], created_s: int
) -> Iterator[tuple[Any, ...]]:
    for note in notes:
        note_id, deck_id, due = note.note_id, deck_ids[note.deck_name], note.due
        for ordinal in note.ords:
            yield (card_id(note_id, ordinal), note_id, deck_id, ordinal, created_s, due)
