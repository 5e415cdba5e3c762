"""What a release promises to learners, and whether the evidence bears it out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import normalize

from .clozediff import answers, compare_numbers
from .evidence import Evidence
from .learner import LearnerNote, LearnerNoteType
from .packaged import PackagedNote
from .retiredmedia import pictures_in

_TAG = re.compile(r"<[^>]*>")
_LABEL_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise.

    Parameters:
        name: the promise as a sentence.
        kept: whether the evidence bears it out.
        evidence: what was counted or read.
        notes: the notes that break it, each as GUID and the beginning of its first field.
    """

    name: str
    kept: bool
    evidence: str
    notes: tuple[str, ...] = ()


def all_promises(evidence: Evidence) -> tuple[Promise, ...]:
    """Every promise, in the order in which a learner would mind."""
    return tuple(
        check(evidence)
        for check in (
            _histories_stay,
            _numbers_stay,
            _edits_stay,
            _no_conflicts,
            _note_types_stay,
            _no_full_sync,
            _notes_arrive,
            _cards_arrive,
            _looks_arrive,
            _media_arrive,
            _cards_render,
            _no_empty_cards,
            _second_import_does_nothing,
            _database_is_clean,
        )
    )


def _histories_stay(evidence: Evidence) -> Promise:
    before, after = evidence.before.cards, evidence.after.cards
    hurt = {card.guid for key, card in before.items() if after.get(key) != card}
    reviews = sum(len(card.reviews) for card in before.values())
    return Promise(
        "every card keeps its reviews, interval, due day, ease, flag and deck",
        not hurt,
        f"{len(before)} cards with {reviews} reviews compared",
        _labels(evidence, hurt),
    )


def _numbers_stay(evidence: Evidence) -> Promise:
    """The answer that a number asks for may be reworded; it may not be another number's."""
    clozes = {kind.id for kind in evidence.new.head.note_types if kind.is_cloze}
    before = evidence.before.notes
    known = [
        note for note in evidence.new.notes if note.note_type_id in clozes and note.guid in before
    ]
    mixed = {
        note.guid
        for note in known
        if any(
            change.moved
            for change in compare_numbers(
                answers(before[note.guid].fields[0]), answers(note.fields[0])
            )
        )
    }
    return Promise(
        "no gap gets the reviews of another",
        not mixed,
        f"{len(known)} notes with gaps compared",
        _labels(evidence, mixed),
    )


def _edits_stay(evidence: Evidence) -> Promise:
    before, after = evidence.before.notes, evidence.after.notes
    lost = {guid for guid in evidence.edited if after.get(guid) != before[guid]}
    return Promise(
        "what the learner wrote and tagged stays on notes that the release leaves alone",
        not lost,
        f"{len(evidence.edited)} notes edited and tagged",
        _labels(evidence, lost),
    )


def _no_conflicts(evidence: Evidence) -> Promise:
    refused = {*evidence.first.conflicting, *evidence.first.other}
    counts = ", ".join(f"{count} {kind}" for kind, count in evidence.first.counts.items())
    return Promise("Anki accepts every note", not refused, counts, _labels(evidence, refused))


def _note_types_stay(evidence: Evidence) -> Promise:
    before, after = evidence.before.note_types, evidence.after.note_types
    shipped = {kind.id: kind for kind in evidence.new.head.note_types}
    strangers = sorted(after[key].name for key in after.keys() - before.keys() - shipped.keys())
    changed = sorted(
        kind.name
        for key, kind in before.items()
        if key not in after or _shape(after[key]) != _shape(kind)
    )
    told = [f"{len(after)} note types, {len(before)} of them known before"]
    told += [f"added in duplicate: {', '.join(strangers)}"] if strangers else []
    told += [f"fields or templates differ: {', '.join(changed)}"] if changed else []
    return Promise(
        "note types stay one set, with the same fields and templates",
        not strangers and not changed,
        "; ".join(told),
    )


def _shape(note_type: LearnerNoteType) -> tuple[tuple[str, ...], int]:
    return note_type.fields, len(note_type.templates)


def _no_full_sync(evidence: Evidence) -> Promise:
    before, after = evidence.before.schema_time_ms, evidence.after.schema_time_ms
    return Promise(
        "the learner's next sync is an ordinary one",
        before == after,
        f"schema time {before} before, {after} after",
    )


def _notes_arrive(evidence: Evidence) -> Promise:
    after = evidence.after.notes
    behind = {
        note.guid
        for note in evidence.new.notes
        if note.guid not in evidence.edited and not _is_up_to_date(note, after.get(note.guid))
    }
    return Promise(
        "every new note and every correction arrives",
        not behind,
        f"{len(evidence.new.notes) - len(evidence.edited)} notes compared with the package",
        _labels(evidence, behind),
    )


def _is_up_to_date(note: PackagedNote, learners: LearnerNote | None) -> bool:
    """Anki normalises text to NFC, and drops the two tags that it uses itself."""
    if learners is None:
        return False
    fields = tuple(normalize("NFC", field) for field in note.fields)
    tags = {normalize("NFC", tag).casefold() for tag in note.tags} - {"marked", "leech"}
    return fields == learners.fields and tags == {tag.casefold() for tag in learners.tags}


def _cards_arrive(evidence: Evidence) -> Promise:
    after = evidence.after.cards
    planned = {(note.guid, ordinal) for note in evidence.new.notes for ordinal in note.ords}
    missing = {guid for guid, _ in planned - after.keys()}
    fresh = len(planned - evidence.before.cards.keys())
    return Promise(
        "every card of the package is there",
        not missing,
        f"{len(planned)} cards, {fresh} of them new",
        _labels(evidence, missing),
    )


def _looks_arrive(evidence: Evidence) -> Promise:
    after = evidence.after.note_types
    old_looks = [
        kind.name
        for kind in evidence.new.head.note_types
        if kind.id in after
        and (after[kind.id].css, after[kind.id].templates)
        != (kind.css, tuple((card.name, card.front, card.back) for card in kind.templates))
    ]
    return Promise(
        "templates and styles are those of the package",
        not old_looks,
        f"still as before: {', '.join(old_looks)}"
        if old_looks
        else f"{len(after)} note types compared",
    )


def _media_arrive(evidence: Evidence) -> Promise:
    there = {file.name for file in evidence.new.media}
    shown = {name for note in evidence.new.notes for name in pictures_in(note.fields)}
    missing = sorted({*evidence.missing_media, *(shown - there)})
    return Promise(
        "every media file is there",
        not missing,
        f"missing or different: {', '.join(missing)}"
        if missing
        else f"{len(evidence.new.media)} files compared",
    )


def _cards_render(evidence: Evidence) -> Promise:
    broken = [card for card in evidence.rendered if card.problem]
    return Promise(
        "every card renders on both sides",
        not broken,
        f"{len(evidence.rendered)} cards rendered"
        + (f"; {broken[0].template}: {_plain(broken[0].problem)}" if broken else ""),
        _labels(evidence, (card.guid for card in broken)),
    )


def _no_empty_cards(evidence: Evidence) -> Promise:
    return Promise(
        "Anki's Empty Cards finds nothing to delete",
        not evidence.empty_cards,
        f"{len(evidence.empty_cards)} empty cards",
        _labels(evidence, (guid for guid, _ in evidence.empty_cards)),
    )


def _second_import_does_nothing(evidence: Evidence) -> Promise:
    log = evidence.second
    return Promise(
        "importing the package again changes nothing",
        len(log.duplicate) == log.found,
        f"{len(log.duplicate)} of {log.found} notes are duplicates",
        _labels(evidence, (*log.new, *log.updated, *log.conflicting, *log.other)),
    )


def _database_is_clean(evidence: Evidence) -> Promise:
    clean, message = evidence.database
    return Promise("Anki's Check Database finds nothing to mend", clean, " ".join(message.split()))


def _labels(evidence: Evidence, guids: Iterable[str]) -> tuple[str, ...]:
    """Notes as an author knows them again."""
    first_fields = {guid: note.fields[0] for guid, note in evidence.before.notes.items()}
    first_fields.update({note.guid: note.fields[0] for note in evidence.new.notes})
    return tuple(
        f"{guid} {_plain(first_fields.get(guid, ''))}".strip() for guid in sorted({*guids})
    )


def _plain(html: str) -> str:
    text = " ".join(_TAG.sub(" ", html).split())
    return text if len(text) <= _LABEL_LENGTH else text[: _LABEL_LENGTH - 1] + "\u2026"
