"""New entries that may be one that is gone, under another id or in another deck."""

from __future__ import annotations

from collections.abc import Sequence

from .entries import Entry
from .entrytext import texts_of
from .lock import LockedNote

SIMILAR = 60.0
"""From this likeness on, of 100, a new entry is offered as the new name."""

_SIMILAR_ELSEWHERE = 90.0
"""In another deck more has to speak for it."""

_NEAR = 10.0
"""Who is that near to the best is offered as well: an entry may have become two."""

_MOST = 3


def likely(note: LockedNote, source: Sequence[Entry], fresh: Sequence[int]) -> list[int]:
    """Indices of the new entries that look most like an old one, the best first."""
    from rapidfuzz import fuzz

    old = " ".join(note.texts)
    scores: dict[int, float] = {}
    for index in fresh:
        entry = source[index]
        if entry.kind != note.kind:
            continue
        score = fuzz.token_sort_ratio(old, " ".join(texts_of(entry.drafts[0])))
        if entry.entry_id:
            score = max(score, _names_alike(note.entry_id, entry.entry_id))
        if score >= (SIMILAR if entry.deck == note.deck else _SIMILAR_ELSEWHERE):
            scores[index] = score
    best = sorted(scores, key=lambda index: (source[index].deck != note.deck, -scores[index]))
    return [
        index
        for index in best[:_MOST]
        if scores[index] >= scores[best[0]] - _NEAR and source[index].deck == source[best[0]].deck
    ]


def _names_alike(one: str, other: str) -> float:
    """Likeness of two ids, 0 to 100: by letters, or because one is the other with words added."""
    from rapidfuzz import fuzz

    words, others = set(one.split("-")), set(other.split("-"))
    return 100.0 if words <= others or others <= words else fuzz.ratio(one, other)
