"""Proves in the real Anki that a new release does a learner no harm.

A learner is played: the old releases are imported one after the other, every card is studied,
some notes are edited and tagged. Then comes the new release, with the options that Anki offers
by default, and each promise is held against what the collection says afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .anki import LearnerCollection, anki_version, new_collection
from .evidence import Evidence, Snapshot
from .learner import ImportLog, LearnerNote
from .packaged import PackagedNote, ReadPackage
from .promise import Promise
from .promises import all_promises
from .readpackage import read_package

LEARNERS_TEXT = " (my own words)"
LEARNERS_TAG = "my-own-tag"
EDITED_NOTES = 20


@dataclass(frozen=True, slots=True)
class Report:
    """The promises with their evidence, and what Anki counted at the import."""

    anki: str
    new: Path
    old: tuple[Path, ...]
    log: ImportLog
    promises: tuple[Promise, ...]

    @property
    def kept(self) -> bool:
        return all(promise.kept for promise in self.promises)


def verify(new: Path, old: Sequence[Path], *, now_s: int, allow_empty: bool = False) -> Report:
    """Imports `new` after the older releases `old` (oldest first) and checks every promise.

    Parameters:
        allow_empty: whether cards may be empty that `new` does not have any more.
        now_s: whole seconds; the learner's reviews lie in the months before.

    Raises:
        UserError: Anki's library is not installed, or a package cannot be read or imported.
    """
    version = anki_version()
    release = read_package(new)
    with new_collection() as learner:
        modified_s: dict[str, int] = {}
        for path in old:
            _live_with(learner, path, modified_s, now_s)
        evidence = _import_new(learner, new, release)
    if allow_empty:
        evidence = replace(evidence, taken_out=_taken_out(evidence))
    return Report(version, new, tuple(old), evidence.first, all_promises(evidence))


def _live_with(
    learner: LearnerCollection, path: Path, modified_s: dict[str, int], now_s: int
) -> None:
    """Imports an old release on the day it came out and studies all of it.

    Parameters:
        modified_s: newest `mod` of each note so far, by GUID; this release's are added.
    """
    for note in read_package(path).notes:
        modified_s[note.guid] = max(note.modified_s, modified_s.get(note.guid, 0))
    learner.import_package(path)
    learner.backdate(modified_s)
    learner.study(now_s)


def _import_new(learner: LearnerCollection, path: Path, release: ReadPackage) -> Evidence:
    edited = _edit_some(learner, release.notes)
    before = _snapshot(learner)
    first = learner.import_package(path)
    after = _snapshot(learner)
    second = learner.import_package(path)
    rendered = tuple(learner.render())
    missing = tuple(
        file.name for file in release.media if not _is_file(learner.media() / file.name, file.data)
    )
    return Evidence(
        new=release,
        edited=edited,
        before=before,
        after=after,
        first=first,
        second=second,
        empty_cards=learner.empty_cards(),
        database=learner.check_database(),
        missing_media=missing,
        rendered=rendered,
    )


def _taken_out(evidence: Evidence) -> frozenset[tuple[str, int]]:
    """The learner's cards that the release has no row for, though it has the note."""
    ords = {note.guid: note.ords for note in evidence.new.notes}
    return frozenset(
        key for key in evidence.before.cards if key[0] in ords and key[1] not in ords[key[0]]
    )


def _edit_some(learner: LearnerCollection, released: Sequence[PackagedNote]) -> frozenset[str]:
    """Edits notes that the new release does not change, spread over the whole deck."""
    notes = learner.notes()
    unchanged = [
        note.guid
        for note in released
        if note.guid in notes and _is_left_alone(note, notes[note.guid])
    ]
    step = max(1, len(unchanged) // EDITED_NOTES)
    edited = frozenset(unchanged[::step][:EDITED_NOTES])
    for guid in sorted(edited):
        learner.edit(guid, 0, LEARNERS_TEXT, LEARNERS_TAG)
    return edited


def _is_left_alone(note: PackagedNote, learners: LearnerNote) -> bool:
    return note.modified_s <= learners.modified_s and note.fields == learners.fields


def _snapshot(learner: LearnerCollection) -> Snapshot:
    return Snapshot(learner.notes(), learner.cards(), learner.note_types(), learner.schema_time_ms)


def _is_file(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data
