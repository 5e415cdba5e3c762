"""What a release promises to learners, and whether the evidence bears it out."""

from __future__ import annotations

from . import arriving, staying
from .evidence import Evidence
from .promise import Promise


def all_promises(evidence: Evidence) -> tuple[Promise, ...]:
    """Every promise, in the order in which a learner would mind."""
    return tuple(
        check(evidence)
        for check in (
            staying.histories_stay,
            staying.numbers_stay,
            staying.edits_stay,
            staying.no_conflicts,
            staying.note_types_stay,
            staying.no_full_sync,
            arriving.notes_arrive,
            arriving.cards_arrive,
            arriving.looks_arrive,
            arriving.media_arrive,
            arriving.cards_render,
            arriving.no_empty_cards,
            arriving.second_import_does_nothing,
            arriving.database_is_clean,
        )
    )
