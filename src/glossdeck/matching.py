"""Pairing old things with new ones: the best pairs first, and none that has a close rival."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

Scores = Mapping[tuple[int, int], float]
"""(old, new) to how alike they are; pairs that are not in it are out of the question."""

_LARGEST = 24


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
    make; a rival that has a better partner of its own is no rival. A pair that the pairing
    with the greatest sum of scores does not have is never sure.

    Parameters:
        doubt_from: below this a pair is no pair.
    """
    likely = [pair for pair, score in scores.items() if score >= doubt_from]
    order = sorted(likely, key=lambda pair: (-scores[pair], pair))
    of_old: dict[int, list[int]] = {}
    of_new: dict[int, list[int]] = {}
    for old, new in order:
        of_old.setdefault(old, []).append(new)
        of_new.setdefault(new, []).append(old)
    best = _greatest_sum({pair: scores[pair] for pair in order})
    used_old: set[int] = set()
    used_new: set[int] = set()
    sure = []
    doubtful = []
    for old, new in order:
        if old in used_old or new in used_new:
            continue
        rivals = [
            (old, other)
            for other in of_old[old]
            if other != new and other not in used_new and _first(of_new[other], used_old) == old
        ]
        rivals += [
            (other, new)
            for other in of_new[new]
            if other != old and other not in used_old and _first(of_old[other], used_new) == new
        ]
        rival = max((scores[pair] for pair in rivals), default=0.0)
        used_old.add(old)
        used_new.add(new)
        is_clear = scores[old, new] - rival >= margin and (old, new) in best
        if scores[old, new] >= sure_from and is_clear:
            sure.append((old, new))
        else:
            doubtful.append((old, new))
    return Pairs(tuple(sure), tuple(doubtful))


def _first(candidates: list[int], used: set[int]) -> int | None:
    """The best partner that is still free; candidates are ordered from the most alike down."""
    return next((candidate for candidate in candidates if candidate not in used), None)


def _greatest_sum(scores: Scores) -> set[tuple[int, int]]:
    """The pairing with the greatest sum, for each group of things that are connected at all.

    Groups of more than 24 are left to the order of scores: everything in them counts as best.
    """
    best: set[tuple[int, int]] = set()
    for group in _groups(scores):
        olds = sorted({old for old, _ in group})
        news = sorted({new for _, new in group})
        if max(len(olds), len(news)) > _LARGEST:
            best |= group
            continue
        costs = [[-scores.get((old, new), 0.0) for new in news] for old in olds]
        for row, column in _hungarian(costs):
            best.add((olds[row], news[column]))
    return best


def _groups(scores: Scores) -> list[set[tuple[int, int]]]:
    """Pairs that share an old or a new thing, directly or through others."""
    by_end: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for pair in scores:
        for side in (0, 1):
            by_end.setdefault((side, pair[side]), []).append(pair)
    groups = []
    seen: set[tuple[int, int]] = set()
    for start in scores:
        if start in seen:
            continue
        seen.add(start)
        group, waiting = set(), [start]
        while waiting:
            pair = waiting.pop()
            group.add(pair)
            for side in (0, 1):
                for other in by_end.pop((side, pair[side]), ()):
                    if other not in seen:
                        seen.add(other)
                        waiting.append(other)
        groups.append(group)
    return groups


def _hungarian(costs: list[list[float]]) -> list[tuple[int, int]]:
    """Rows and columns of the least sum; Kuhn and Munkres' method with potentials, O(n³).

    After e-maxx's formulation: rows and columns count from 1, and 0 is the root of a search.
    """
    if len(costs) > len(costs[0]):
        turned = [list(column) for column in zip(*costs, strict=True)]
        return [(row, column) for column, row in _hungarian(turned)]
    rows, columns = len(costs), len(costs[0])
    of_row, of_column = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner, way = [0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0], column = row, 0
        least, used = [math.inf] * (columns + 1), [False] * (columns + 1)
        while owner[column]:
            used[column] = True
            current, delta, following = owner[column], math.inf, 0
            for other in range(1, columns + 1):
                if used[other]:
                    continue
                cost = costs[current - 1][other - 1] - of_row[current] - of_column[other]
                if cost < least[other]:
                    least[other], way[other] = cost, column
                if least[other] < delta:
                    delta, following = least[other], other
            for other in range(columns + 1):
                if used[other]:
                    of_row[owner[other]] += delta
                    of_column[other] -= delta
                else:
                    least[other] -= delta
            column = following
        while column:
            owner[column], column = owner[way[column]], way[column]
    return [(owner[column] - 1, column - 1) for column in range(1, columns + 1) if owner[column]]
