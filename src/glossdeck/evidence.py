"""What was seen of a learner's collection around the import of a new release."""

from __future__ import annotations

from dataclasses import dataclass

from .learner import ImportLog, LearnerCard, LearnerNote, LearnerNoteType, RenderedCard
from .packaged import ReadPackage


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that a learner can lose, at one moment; keys as in `anki.LearnerCollection`."""

    notes: dict[str, LearnerNote]
    cards: dict[tuple[str, int], LearnerCard]
    note_types: dict[int, LearnerNoteType]
    schema_time_ms: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was seen before, during and after the import of a new release.

    Parameters:
        new: the new release as read from its file.
        edited: GUIDs of the notes that the learner edited and the new release leaves alone.
        before, after: around the first import of the new release.
        first, second: Anki's logs of importing the new release, and importing it again.
        database: whether *Check Database* was content, and what it said.
        taken_out: cards that a release of the past had and this one has not, if the author says
            that they may be empty.
        missing_media: names of files that did not arrive, or differ.
    """

    new: ReadPackage
    edited: frozenset[str]
    before: Snapshot
    after: Snapshot
    first: ImportLog
    second: ImportLog
    database: tuple[bool, str]
    empty_cards: frozenset[tuple[str, int]]
    missing_media: tuple[str, ...]
    rendered: tuple[RenderedCard, ...]
    taken_out: frozenset[tuple[str, int]] = frozenset()
