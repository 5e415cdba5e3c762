"""An `.apkg` → values: what a learner who imports it would get, for any package.

The same reader proves what `package` has written and feeds diff, restore and verify.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from .archive import opened, unzipped
from .note import DeckOptions, Field, NoteType, Template
from .packaged import PackagedCard, PackagedNote, PackageHead, ReadPackage

FIELD_SEPARATOR = "\x1f"

Row = tuple[Any, ...]


def read_package(path: Path) -> ReadPackage:
    """Reads a package that glossdeck, genanki or Anki (older format) wrote.

    Raises:
        UserError: it is missing, no package, in Anki's newer format, hostile or damaged.
    """
    members = unzipped(path, str(path))
    with opened(members.database, str(path)) as database:
        notes = tuple(read_notes(database, read_decks(database)))
        return ReadPackage(read_head(database), notes, members.media)


def read_decks(database: sqlite3.Connection) -> dict[int, DeckOptions]:
    """Every deck by its id in the package."""
    (text,) = database.execute("SELECT decks FROM col").fetchone()
    return {
        int(deck_id): DeckOptions(_text(deck["name"]), _text(deck.get("desc", "")))
        for deck_id, deck in json.loads(text).items()
    }


def read_head(database: sqlite3.Connection) -> PackageHead:
    """Decks and note types."""
    models, created_s = database.execute("SELECT models, crt FROM col").fetchone()
    note_types = [_note_type(model) for model in json.loads(models).values()]
    used = {row[0] for row in database.execute("SELECT DISTINCT did FROM cards")}
    decks = [
        deck for deck_id, deck in read_decks(database).items() if deck_id != 1 or deck_id in used
    ]
    return PackageHead(
        tuple(sorted(decks, key=lambda deck: deck.name)),
        tuple(sorted(note_types, key=lambda note_type: note_type.id)),
        _integer(created_s),
    )


def read_notes(
    database: sqlite3.Connection, decks: dict[int, DeckOptions]
) -> Iterator[PackagedNote]:
    """Every note with its cards, by note id, without holding them all at once."""
    names = {deck_id: deck.name for deck_id, deck in decks.items()}
    cards = database.execute(
        "SELECT nid, id, ord, did, due, type, queue FROM cards ORDER BY nid, ord"
    )
    end: Row = (float("inf"),)
    card_rows = chain(cards, (end,))
    card = next(card_rows)
    notes = database.execute("SELECT id, guid, mid, mod, tags, flds FROM notes ORDER BY id")
    for note_id, guid, mid, mod, tags, fields in notes:
        while card[0] < note_id:  # a card without a note, which Anki does not import either
            card = next(card_rows)
        own = []
        while card[0] == note_id:
            own.append(PackagedCard(card[1], card[2], names[card[3]], card[4], card[5:]))
            card = next(card_rows)
        yield PackagedNote(
            _text(guid),
            note_id,
            _integer(mod),
            mid,
            tuple(_text(fields).split(FIELD_SEPARATOR)),
            tuple(_text(tags).split()),
            tuple(own),
        )


def _note_type(model: dict[str, Any]) -> NoteType:
    return NoteType(
        key="",
        id=int(model["id"]),
        name=_text(model["name"]),
        is_cloze=model["type"] == 1,
        fields=tuple(Field(field.get("id") or 0, _text(field["name"])) for field in model["flds"]),
        templates=tuple(
            Template(
                template.get("id") or 0,
                _text(template["name"]),
                _text(template["qfmt"]),
                _text(template["afmt"]),
            )
            for template in model["tmpls"]
        ),
        css=_text(model.get("css", "")),
        modified_s=_integer(model["mod"]),
    )


def _text(value: object) -> str:
    """SQLite and JSON hold any type anywhere; Anki refuses such a package too."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.40} where text belongs")
    return value


def _integer(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"{value!r:.40} where a whole number belongs")
    return value
