"""What has to come with a release, and to work: notes, cards, looks, media, and Anki's checks."""

from __future__ import annotations

from unicodedata import normalize

from .evidence import Evidence
from .learner import LearnerNote
from .packaged import PackagedNote
from .promise import Promise, labels, plain
from .retiredmedia import pictures_in

_ALLOW = "if you took out their example or direction on purpose, add --allow-empty"


def notes_arrive(evidence: Evidence) -> Promise:
    """A note that is no newer than the learner's would never be updated."""
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
        labels(evidence, behind),
    )


def _is_up_to_date(note: PackagedNote, learners: LearnerNote | None) -> bool:
    """Anki normalises text to NFC, and drops the two tags that it uses itself."""
    if learners is None:
        return False
    fields = tuple(normalize("NFC", field) for field in note.fields)
    tags = {normalize("NFC", tag).casefold() for tag in note.tags} - {"marked", "leech"}
    return fields == learners.fields and tags == {tag.casefold() for tag in learners.tags}


def cards_arrive(evidence: Evidence) -> Promise:
    """Every card that the package has a row for."""
    after = evidence.after.cards
    planned = {(note.guid, ordinal) for note in evidence.new.notes for ordinal in note.ords}
    missing = {guid for guid, _ in planned - after.keys()}
    fresh = len(planned - evidence.before.cards.keys())
    return Promise(
        "every card of the package is there",
        not missing,
        f"{len(planned)} cards, {fresh} of them new",
        labels(evidence, missing),
    )


def looks_arrive(evidence: Evidence) -> Promise:
    """A note type that is no newer than the learner's would stay as it was."""
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


def media_arrive(evidence: Evidence) -> Promise:
    """Every file of the package, and every picture that its notes show."""
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


def cards_render(evidence: Evidence) -> Promise:
    """Anki shows an error in place of a card that it cannot fill."""
    broken = [
        card
        for card in evidence.rendered
        if card.problem and (card.guid, card.ord) not in evidence.taken_out
    ]
    return Promise(
        "every card renders on both sides",
        not broken,
        f"{len(evidence.rendered)} cards rendered"
        + (f"; {broken[0].template}: {plain(broken[0].problem)}" if broken else ""),
        labels(evidence, (card.guid for card in broken)),
        _ALLOW if {(card.guid, card.ord) for card in broken} <= evidence.empty_cards else "",
    )


def no_empty_cards(evidence: Evidence) -> Promise:
    """What *Empty Cards* deletes takes its reviews along."""
    return Promise(
        "Anki's Empty Cards finds nothing to delete",
        evidence.empty_cards <= evidence.taken_out,
        f"{len(evidence.empty_cards)} empty cards"
        + (", taken out on purpose" if evidence.empty_cards & evidence.taken_out else ""),
        labels(evidence, (guid for guid, _ in evidence.empty_cards - evidence.taken_out)),
        _ALLOW,
    )


def second_import_does_nothing(evidence: Evidence) -> Promise:
    """Whoever imports a file twice loses nothing by it."""
    log = evidence.second
    return Promise(
        "importing the package again changes nothing",
        len(log.duplicate) == log.found,
        f"{len(log.duplicate)} of {log.found} notes are duplicates",
        labels(evidence, (*log.new, *log.updated, *log.conflicting, *log.other)),
    )


def database_is_clean(evidence: Evidence) -> Promise:
    """After the import, as Anki's own check sees it."""
    clean, message = evidence.database
    return Promise("Anki's Check Database finds nothing to mend", clean, " ".join(message.split()))
