"""What a release must leave alone at learners: reviews, numbers, their own words, note types."""

from __future__ import annotations

from .clozediff import answers, compare_numbers
from .evidence import Evidence
from .learner import LearnerNoteType
from .promise import Promise, labels


def histories_stay(evidence: Evidence) -> Promise:
    """Nothing of a card changes but what it shows."""
    before, after = evidence.before.cards, evidence.after.cards
    hurt = {card.guid for key, card in before.items() if after.get(key) != card}
    reviews = sum(len(card.reviews) for card in before.values())
    return Promise(
        "every card keeps its reviews, interval, due day, ease, flag and deck",
        not hurt,
        f"{len(before)} cards with {reviews} reviews compared",
        labels(evidence, hurt),
    )


def numbers_stay(evidence: Evidence) -> Promise:
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
        labels(evidence, mixed),
    )


def edits_stay(evidence: Evidence) -> Promise:
    """A note that the release leaves alone keeps its words and tags."""
    before, after = evidence.before.notes, evidence.after.notes
    lost = {guid for guid in evidence.edited if after.get(guid) != before[guid]}
    return Promise(
        "what the learner wrote and tagged stays on notes that the release leaves alone",
        not lost,
        f"{len(evidence.edited)} notes edited and tagged",
        labels(evidence, lost),
    )


def no_conflicts(evidence: Evidence) -> Promise:
    """A note of another note type, or of a broken one, would be refused."""
    refused = {*evidence.first.conflicting, *evidence.first.other}
    counts = ", ".join(f"{count} {kind}" for kind, count in evidence.first.counts.items())
    return Promise("Anki accepts every note", not refused, counts, labels(evidence, refused))


def note_types_stay(evidence: Evidence) -> Promise:
    """No second set of note types beside the learner's."""
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


def no_full_sync(evidence: Evidence) -> Promise:
    """A full sync would make the learner choose between two collections."""
    before, after = evidence.before.schema_time_ms, evidence.after.schema_time_ms
    return Promise(
        "the learner's next sync is an ordinary one",
        before == after,
        f"schema time {before} before, {after} after",
    )
