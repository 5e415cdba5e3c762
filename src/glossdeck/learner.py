"""What a learner has in Anki, as plain values, and how its tables hold them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Protocol

_FIELD_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class ImportLog:
    """What Anki says of an import: GUIDs of the notes, by what became of them.

    Parameters:
        conflicting: known GUID under another note type; nothing changed for them, for ever.
        other: refused for any other reason.
        found: notes in the package.
    """

    new: tuple[str, ...]
    updated: tuple[str, ...]
    duplicate: tuple[str, ...]
    conflicting: tuple[str, ...]
    other: tuple[str, ...]
    found: int

    @classmethod
    def of(cls, log: Any, guids: Mapping[int, str]) -> ImportLog:
        """From Anki's own log, which names notes by id and refused ones by their first field.

        Parameters:
            log: `anki.import_export_pb2.ImportResponse.Log`.
            guids: of the collection's notes, by note id.
        """

        def named(*kinds: str) -> tuple[str, ...]:
            notes = [note for kind in kinds for note in getattr(log, kind)]
            return tuple(guids.get(note.id.nid) or " ".join(note.fields[:1]) for note in notes)

        refusals = ("first_field_match", "missing_notetype", "missing_deck", "empty_first_field")
        return cls(
            new=named("new"),
            updated=named("updated"),
            duplicate=named("duplicate"),
            conflicting=named("conflicting"),
            other=named(*refusals),
            found=log.found_notes,
        )

    @property
    def counts(self) -> Mapping[str, int]:
        kinds = ("new", "updated", "duplicate", "conflicting", "other")
        return MappingProxyType({kind: len(getattr(self, kind)) for kind in kinds})


@dataclass(frozen=True, slots=True)
class LearnerCard:
    """What a learner has earned on one card; times in days, ease in permille as Anki keeps it.

    Parameters:
        reviews: (time in milliseconds, answer 1 to 4, interval) of each review, oldest first.
    """

    guid: str
    ord: int
    deck_name: str
    state: tuple[int, int]
    due: int
    interval_days: int
    ease_permille: int
    repetitions: int
    lapses: int
    flags: int
    reviews: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class LearnerNote:
    """A note as the learner has it; `modified_s` in whole seconds."""

    guid: str
    note_type_id: int
    modified_s: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LearnerNoteType:
    """A note type as the learner has it.

    Parameters:
        fields: names in order.
        templates: (name, front, back) in order.
    """

    id: int
    name: str
    fields: tuple[str, ...]
    templates: tuple[tuple[str, str, str], ...]
    css: str

    @classmethod
    def of(cls, model: Mapping[str, Any]) -> LearnerNoteType:
        """From Anki's own JSON."""
        return cls(
            model["id"],
            model["name"],
            tuple(field["name"] for field in model["flds"]),
            tuple((card["name"], card["qfmt"], card["afmt"]) for card in model["tmpls"]),
            model["css"],
        )


def template_name(model: Mapping[str, Any], ordinal: int) -> str:
    """All cards of a cloze note share the one template; empty for a card without a template.

    Parameters:
        model: a note type in Anki's own JSON.
    """
    place = 0 if model["type"] == 1 else ordinal
    return "".join(template["name"] for template in model["tmpls"][place : place + 1])


@dataclass(frozen=True, slots=True)
class RenderedCard:
    """Both sides of a card as Anki makes them, to be put into `<body class="card …">`.

    Parameters:
        front, back: HTML; references to media are file names.
        css: the note type's style.
        problem: Anki's message when it shows an error in place of the card; empty if none.
    """

    guid: str
    ord: int
    note_type: str
    template: str
    deck_name: str
    due: int
    front: str
    back: str
    css: str
    problem: str


class Tables(Protocol):
    """Anki's database, as far as it is needed here."""

    def all(self, sql: str) -> Sequence[Sequence[Any]]: ...


def read_notes(tables: Tables) -> dict[str, LearnerNote]:
    """Every note by its GUID."""
    return {
        guid: LearnerNote(
            guid, mid, mod, tuple(fields.split(_FIELD_SEPARATOR)), tuple(tags.split())
        )
        for guid, mid, mod, fields, tags in tables.all(
            "SELECT guid, mid, mod, flds, tags FROM notes"
        )
    }


def read_cards(tables: Tables, deck_names: Mapping[int, str]) -> dict[tuple[str, int], LearnerCard]:
    """Every card by the GUID of its note and its ord, in the order that new ones come."""
    reviews = _read_reviews(tables)
    rows = tables.all(
        "SELECT n.guid, c.ord, c.did, c.type, c.queue, c.due, c.ivl, c.factor, c.reps, c.lapses,"
        " c.flags, c.id FROM cards c JOIN notes n ON n.id = c.nid ORDER BY c.ord, c.due, c.id"
    )
    return {
        (row[0], row[1]): LearnerCard(
            guid=row[0],
            ord=row[1],
            deck_name=deck_names[row[2]],
            state=(row[3], row[4]),
            due=row[5],
            interval_days=row[6],
            ease_permille=row[7],
            repetitions=row[8],
            lapses=row[9],
            flags=row[10],
            reviews=tuple(reviews.get(row[11], ())),
        )
        for row in rows
    }


def _read_reviews(tables: Tables) -> dict[int, list[tuple[int, int, int]]]:
    reviews: dict[int, list[tuple[int, int, int]]] = {}
    for card_id, *review in tables.all("SELECT cid, id, ease, ivl FROM revlog ORDER BY id"):
        reviews.setdefault(card_id, []).append((review[0], review[1], review[2]))
    return reviews
