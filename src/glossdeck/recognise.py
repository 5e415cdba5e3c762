"""Entries without an id, known again by their text.

Equal text is the same entry. What is left is compared by words, and only with entries that
share a telling word, so that a deck of ten thousand entries takes no longer than it must.
`docs/identity.md` explains the numbers, and the corpus of edits in the tests measures them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from .entryscores import MARGIN, PART, SURE_FROM, EntryText, text_alike
from .matching import best_pairs
from .similar import dice, normal, overlap, weight, words

DOUBT_FROM = 0.4

_CANDIDATES = 12
"""How many old entries a new one is compared with, those that share most first."""


Texts = Mapping[str, EntryText]
"""The texts of an entry by edition."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An old and a new entry that are the same; `score` in percent, 100 is equal text."""

    old: int
    new: int
    score: float


@dataclass(frozen=True, slots=True)
class Matching:
    """Which new entries are old ones: the certain pairs, and the doubtful ones."""

    pairs: tuple[Pair, ...]
    doubts: tuple[Pair, ...] = ()


def match_entries(
    old: Sequence[Texts],
    new: Sequence[Texts],
    others: Callable[[], Iterable[EntryText]] = tuple,
) -> Matching:
    """The old entry of each new one, where there is one.

    Parameters:
        old: entries of the last build that are still without their new version.
        new: entries of the source that are still without their old one, in order.
        others: the other entries of their kind in the deck; words that many of them share
            tell little. Called only if some texts are not equal.
    """
    pairs = match_equal(old, new)
    olds = sorted(set(range(len(old))) - {pair.old for pair in pairs})
    news = sorted(set(range(len(new))) - {pair.new for pair in pairs})
    if not olds or not news:
        return Matching(tuple(pairs))
    weights = _weights([*others(), *(text for texts in old for text in texts.values())])
    near = _Nearness([old[i] for i in olds], weights)
    scores = {
        (olds[i], j): score
        for j in news
        for i in near.candidates(new[j])
        if (score := _alike(old[olds[i]], new[j], weights)) >= DOUBT_FROM
    }
    _keep_one_part(scores, old, new, weights)
    found = best_pairs(scores, SURE_FROM, DOUBT_FROM, MARGIN)
    pairs += [Pair(i, j, _percent(scores[i, j])) for i, j in found.sure]
    doubts = [Pair(i, j, _percent(scores[i, j])) for i, j in found.doubtful]
    return Matching(tuple(pairs), tuple(doubts))


def _percent(score: float) -> float:
    return round(min(99.0, 100 * score), 1)


def match_equal(old: Sequence[Texts], new: Sequence[Texts]) -> list[Pair]:
    """Entries whose text is the same in an edition, each at most once, in order."""
    pairs: list[Pair] = []
    for with_answers in (True, False):  # one sentence may stand twice, with other deletions
        olds = set(range(len(old))) - {pair.old for pair in pairs}
        news = set(range(len(new))) - {pair.new for pair in pairs}
        where: dict[tuple[str, ...], list[int]] = {}
        for index in sorted(olds):
            for edition, text in old[index].items():
                where.setdefault(_name(edition, text, with_answers), []).append(index)
        for index in sorted(news):
            places = (
                place
                for edition, text in new[index].items()
                for place in where.get(_name(edition, text, with_answers), ())
            )
            found = next((place for place in places if place in olds), None)
            if found is not None:
                olds.remove(found)
                pairs.append(Pair(found, index, 100.0))
    return pairs


def _name(edition: str, text: EntryText, with_answers: bool) -> tuple[str, ...]:
    answers = ("", *map(normal, text.answers)) if with_answers else ()
    return (edition, *map(normal, text.parts), *answers)


def _weights(texts: Iterable[EntryText]) -> dict[str, float]:
    """What each word tells: less, the more entries have it."""
    count = Counter(word for text in texts for word in set(words(" ".join(text.parts))))
    return {
        word: weight(word) * max(0.35, 1 / (1 + 0.5 * math.log(number)))
        for word, number in count.items()
    }


class _Nearness:
    """Finds the old entries that share the most telling words with a new one."""

    def __init__(self, old: Sequence[Texts], weights: Mapping[str, float]) -> None:
        self.weights = weights
        self.where: dict[str, set[int]] = {}
        for index, texts in enumerate(old):
            for text in texts.values():
                for word in words(" ".join(text.parts)):
                    self.where.setdefault(word[:4], set()).add(index)

    def candidates(self, texts: Texts) -> list[int]:
        """Indices of at most 12 old entries; words are compared by how they begin."""
        total: dict[int, float] = {}
        starts = {w[:4]: w for text in texts.values() for w in words(" ".join(text.parts))}
        for start, word in starts.items():
            places = self.where.get(start, set())
            share = (self.weights.get(word) or weight(word)) / math.sqrt(len(places) or 1)
            if len(places) > 400:
                continue  # a word of every other entry finds nothing
            for place in places:
                total[place] = total.get(place, 0.0) + share
        enough = max(total.values(), default=0.0) / 2
        near = (place for place in total if total[place] >= enough)
        return sorted(near, key=lambda place: (-total[place], place))[:_CANDIDATES]


def _alike(old: Texts, new: Texts, weights: Mapping[str, float]) -> float:
    """How alike two entries are: their most alike edition counts most."""
    scores = [
        text_alike(old[edition], text, weights) for edition, text in new.items() if edition in old
    ]
    return 0.75 * max(scores) + 0.25 * sum(scores) / len(scores) if scores else 0.0


def _keep_one_part(
    scores: dict[tuple[int, int], float],
    old: Sequence[Texts],
    new: Sequence[Texts],
    weights: Mapping[str, float],
) -> None:
    """Of the parts that an entry was split into, only the largest is that entry.

    The same for entries that were merged. Of equal parts it is the first.
    """
    for side in (0, 1):
        wholes: dict[int, list[tuple[int, int]]] = {}
        for pair in scores:
            wholes.setdefault(pair[side], []).append(pair)
        for pairs in wholes.values():
            parts = [pair for pair in pairs if _is_part(*_both(pair, old, new), side)]
            if len(parts) < 2 or _repeat(parts, side, old, new):
                continue
            keep = max(parts, key=lambda pair: (round(scores[pair], 1), -pair[1 - side]))
            for pair in parts:
                if pair != keep:
                    del scores[pair]


def _both(
    pair: tuple[int, int], old: Sequence[Texts], new: Sequence[Texts]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a pair's texts in an edition that both have."""
    before, after = old[pair[0]], new[pair[1]]
    edition = next(edition for edition in after if edition in before)
    return words(" ".join(before[edition].parts)), words(" ".join(after[edition].parts))


def _is_part(before: Sequence[str], after: Sequence[str], side: int) -> bool:
    common, of_old, of_new = overlap(before, after)
    part, whole = (of_new, of_old) if side == 0 else (of_old, of_new)
    return common >= PART * part and part < 0.9 * whole


def _repeat(
    parts: Sequence[tuple[int, int]], side: int, old: Sequence[Texts], new: Sequence[Texts]
) -> bool:
    """Whether two of the parts say the same, so that they are rivals and not parts."""
    texts = [_both(pair, old, new)[1 - side] for pair in parts]
    return any(dice(one, other) > 0.75 for i, one in enumerate(texts) for other in texts[i + 1 :])
