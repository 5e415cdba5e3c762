"""How alike the words around two answers are."""

from __future__ import annotations

import re

from .similar import alike, weight, words

WINDOW = 8
"""How many words on each side of an answer count as its surroundings."""

_DECAY = 0.8
"""How much less each further word counts."""

_BEYOND = 0.5
"""How much less words count beyond each comma or other end of a clause."""

_EDGE = 0.3
"""What it counts that an answer begins or ends the text in both versions."""

_EVIDENCE = 1.0
"""What the words around an answer must weigh for their likeness to count in full."""

_CLAUSE = re.compile(
    r"[,;:.!?()\u2013\u2014\u3001\u3002\uff0c\uff1b\uff1a\u060c\u061b](?!\w)|[\u3001\u3002\uff0c\uff1b]"
)

Side = tuple[tuple[str, int], ...]
"""Words on one side of an answer, from it outwards, each with the clauses between."""

Sides = tuple[Side, Side]


def sides(text: str, start: int, end: int) -> Sides:
    """The words before and after a part of a text, from that part outwards."""
    return _side(text[:start], -1), _side(text[end:], 1)


def _side(text: str, step: int) -> Side:
    found: list[tuple[str, int]] = []
    for clauses, clause in enumerate(_CLAUSE.split(text)[::step]):
        found += [(word, clauses) for word in words(clause)[::step]]
        if len(found) >= WINDOW:
            break
    return tuple(found[:WINDOW])


def surroundings_alike(one: Sides, other: Sides) -> float:
    """How alike the words around two answers are, near ones first: 0 to 1.

    Few and short words prove little, even when they are the same.
    """
    found = total = evidence = 0.0
    for mine, theirs in zip(one, other, strict=True):
        if not mine and not theirs:
            found += _EDGE
            total += _EDGE
            continue
        common, of_mine, of_theirs = _aligned(mine, theirs)
        found += common
        total += (of_mine + of_theirs) / 2
        evidence += (of_mine + of_theirs) / 2
    return found / total * min(1.0, evidence / _EVIDENCE) if total else 0.0


def _aligned(one: Side, other: Side) -> tuple[float, float, float]:
    """Weight of the best alignment of two word lists, and the weight of each."""
    mine, theirs = (
        [
            weight(word) * _DECAY**place * _BEYOND**clauses
            for place, (word, clauses) in enumerate(side)
        ]
        for side in (one, other)
    )
    row = [0.0] * (len(other) + 1)
    for i, (word, _) in enumerate(one):
        diagonal = 0.0
        for j, (candidate, _) in enumerate(other):
            above = row[j + 1]
            likeness = alike(word, candidate)
            # Words that drifted apart count as where they are farther away.
            met = diagonal + likeness * min(mine[i], theirs[j]) if likeness else 0.0
            row[j + 1] = max(above, row[j], met)
            diagonal = above
    return row[-1], sum(mine), sum(theirs)


def _weights(side: Side) -> list[float]:
    return [
        weight(word) * _DECAY**place * _BEYOND**clauses
        for place, (word, clauses) in enumerate(side)
    ]
