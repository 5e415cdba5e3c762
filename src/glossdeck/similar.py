"""How alike two texts are, for the question whether they state the same fact.

Everything is by words, not by characters: "hypotonic" and "hypertonic" share most of their
characters and are opposites. Two words count as alike when they begin alike (inflections:
agreeing, agreement) or differ by one slip of the pen that is not at the beginning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

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

HIDDEN = "\u2026"
"""Stands for an answer that is not to be compared."""

TELLING = 0.45
"""Weight of replaced words from which a text says something else, as far as words can show."""

_SINGLE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer: no spaces
    "\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff"  # Japanese kana, Han
)
_TOKEN = re.compile(rf"{HIDDEN}|[{_SINGLE}]|[^\W{_SINGLE}]+")
_NUMBER = re.compile(r"\d|^(?:[ivx]|[ivxlcdm]{2,})$")
_CLAUSE = re.compile(
    r"[,;:.!?()\u2013\u2014\u3001\u3002\uff0c\uff1b\uff1a\u060c\u061b](?!\w)|[\u3001\u3002\uff0c\uff1b]"
)
_IN_WORD_HYPHEN = re.compile(r"(?<=[^\W\d])[-\u2010\u2011](?=[^\W\d])")
_QUOTES = re.compile(r"[\"'\u2018\u2019\u201a\u201c-\u201e\u00ab\u00bb]")


def normal(text: str) -> str:
    """Text as it is compared: compatibility forms, case and runs of spaces folded."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@lru_cache(maxsize=4096)
def plain_answer(answer: str) -> str:
    """An answer without what changes nothing: quotes, hyphens in words, a final full stop."""
    text = _IN_WORD_HYPHEN.sub(" ", _QUOTES.sub("", normal(answer)))
    return text.rstrip(" .,;:!?") or text


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded; a script that is written without spaces gives characters."""
    return tuple(_TOKEN.findall(normal(text)))


@lru_cache(maxsize=65536)
def weight(word: str) -> float:
    """How much a word says, 0.2 to 1: long words and numbers more than short ones.

    Short words are the same few in every language that has spaces, so no list is needed.
    """
    if word[0].isdigit():
        return 1.0
    if word == HIDDEN:
        return 0.2
    if len(word) == 1 and not word.isascii():
        return 0.6
    return min(1.0, max(0.2, (len(word) - 1) / 6))


@lru_cache(maxsize=65536)
def is_number(word: str) -> bool:
    """Whether a word has digits, or could be a Roman number: one stroke makes another of it."""
    return _NUMBER.search(word) is not None


@lru_cache(maxsize=65536)
def alike(one: str, other: str) -> float:
    """Whether two words are forms of one: 1 if equal, 0.8 if they begin alike, else 0."""
    if one == other:
        return 1.0
    if is_number(one) or is_number(other):
        return 0.0
    short, long = sorted((len(one), len(other)))
    same = 0
    while same < short and one[same] == other[same]:
        same += 1
    if same >= 4 and same >= 0.55 * long:
        return 0.8
    if same == short and short >= 3 and long - short <= min(short, 4):
        return 0.8
    if same >= 3 and short >= 6 and _edits(one, other) == 1:
        return 0.8
    return 0.0


def overlap(
    one: Sequence[str], other: Sequence[str], weights: Mapping[str, float] | None = None
) -> tuple[float, float, float]:
    """What two texts share: (weight in common, weight of one, weight of the other).

    Parameters:
        weights: of words whose weight is not `weight(word)`.
    """
    known = weights or {}
    total_one = sum(known.get(word) or weight(word) for word in one)
    total_other = sum(known.get(word) or weight(word) for word in other)
    rest = list(other)
    unpaired = []
    common = 0.0
    for word in one:
        if word in rest:
            rest.remove(word)
            common += known.get(word) or weight(word)
        else:
            unpaired.append(word)
    for word in unpaired:
        best = max(rest, key=lambda candidate: alike(word, candidate), default="")
        if best and alike(word, best):
            rest.remove(best)
            mean = ((known.get(word) or weight(word)) + (known.get(best) or weight(best))) / 2
            common += alike(word, best) * mean
    return common, total_one, total_other


def dice(
    one: Sequence[str], other: Sequence[str], weights: Mapping[str, float] | None = None
) -> float:
    """Twice what is shared by what there is: 0 to 1."""
    common, total_one, total_other = overlap(one, other, weights)
    return min(1.0, 2 * common / (total_one + total_other)) if total_one + total_other else 0.0


def replaced(one: Sequence[str], other: Sequence[str]) -> float:
    """Weight of the words of one text that gave way to others; added ones do not count."""
    common, of_one, of_other = overlap(one, other)
    return min(of_one, of_other) - common


def answers_alike(one: str, other: str) -> float:
    """How alike two answers are: 1 only when nothing but case, quotes and hyphens differs."""
    if plain_answer(one) == plain_answer(other):
        return 1.0
    one_words, other_words = words(plain_answer(one)), words(plain_answer(other))
    common, of_one, of_other = overlap(one_words, other_words)
    found = 2 * common / (of_one + of_other) if of_one + of_other else 0.0
    if min(of_one, of_other) >= TELLING and min(of_one, of_other) - common < 0.1:
        found = 0.75 + 0.25 * found  # words were only added or only taken away
    found = min(0.95, found)
    if set(filter(is_number, one_words)) != set(filter(is_number, other_words)):
        units = [
            [word for word in side if not is_number(word)] for side in (one_words, other_words)
        ]
        return 0.3 if units[0] == units[1] != [] else min(found, 0.3)
    return found


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


def _edits(one: str, other: str) -> int:
    """Letters to insert, delete, replace or swap. Its library is only loaded when something has
    to be recognised, which most builds do not need."""
    from rapidfuzz.distance import DamerauLevenshtein

    return int(DamerauLevenshtein.distance(one, other))
