"""Pairing old things with new ones: the best pairs first, and none that has a close rival."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Scores = Mapping[tuple[int, int], float]
"""(old, new) to how alike they are; pairs that are not in it are out of the question."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Who is who.

    Parameters:
        sure: (old, new) pairs.
        doubtful: (old, new) pairs that are alike, but not enough, or not more than another.
    """

    sure: tuple[tuple[int, int], ...]
    doubtful: tuple[tuple[int, int], ...]


def best_pairs(scores: Scores, sure_from: float, doubt_from: float, margin: float) -> Pairs:
    """Pair old and new, each at most once.

    The pairs are taken from the most alike down. One is sure when its score reaches
    `sure_from` and beats by `margin` every other pair that either of the two could still
    make; a rival that has a better partner of its own is no rival.

    Parameters:
        doubt_from: below this a pair is no pair.
    """
    order = sorted(
        (pair for pair, score in scores.items() if score >= doubt_from),
        key=lambda pair: (-scores[pair], pair),
    )
    of_old: dict[int, list[int]] = {}
    of_new: dict[int, list[int]] = {}
    for old, new in order:
        of_old.setdefault(old, []).append(new)
        of_new.setdefault(new, []).append(old)
    used_old: set[int] = set()
    used_new: set[int] = set()
    sure = []
    doubtful = []
    for old, new in order:
        if old in used_old or new in used_new:
            continue
        score = scores[old, new]
        rival_news = [
            (old, other)
            for other in of_old[old]
            if other != new and other not in used_new and _first(of_new[other], used_old) == old
        ]
        rival_olds = [
            (other, new)
            for other in of_new[new]
            if other != old and other not in used_old and _first(of_old[other], used_new) == new
        ]
        rival = max((scores[pair] for pair in (*rival_news, *rival_olds)), default=0.0)
        used_old.add(old)
        used_new.add(new)
        if score >= sure_from and score - rival >= margin:
            sure.append((old, new))
        else:
            doubtful.append((old, new))
    return Pairs(tuple(sure), tuple(doubtful))


def _first(candidates: list[int], used: set[int]) -> int | None:
    """The best partner that is still free; candidates are ordered from the most alike down."""
    return next((candidate for candidate in candidates if candidate not in used), None)
