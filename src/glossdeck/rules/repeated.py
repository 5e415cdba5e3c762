"""Runs of words that many definitions of a deck share, which tell nothing of any of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .views import EditionView, Role, TextView

SHARE, LONG_SHARE, LEAST = 0.3, 0.15, 4
"""Of the definitions, from which on a run is too much; the second for one of `_LONG` words."""

_LENGTH, _LONG = 4, 6
_SAMPLE = 300
"""Definitions of a large deck that are looked at first; what is in 15 of 100 of all is in 5 of 100
of these but for a chance far below one in a million."""

Gram = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row.

    Parameters:
        text: the first definition with them.
        words: as they are written there.
        stems: of those that carry meaning.
        count: definitions with them.
    """

    text: TextView
    words: str
    stems: frozenset[str]
    count: int


def repeated_runs(
    deck: EditionView,
    share: float = SHARE,
    long_share: float = LONG_SHARE,
    least: int = LEAST,
) -> list[Run]:
    """Each run that stands in a share of the definitions, its longest form; worked out once."""
    key = f"repeated {share} {long_share} {least}"
    if key not in deck.about.kept:
        deck.about.kept[key] = list(_runs(deck, share, min(share, long_share), least))
    runs: list[Run] = deck.about.kept[key]
    return runs


def _runs(deck: EditionView, share: float, long_share: float, least: int) -> Iterator[Run]:
    texts = [note.texts[Role.DEFINITION] for note in deck.terms]
    needed = max(least, share * len(texts)), max(least, long_share * len(texts))
    if len(texts) < needed[1]:
        return
    if len(texts) > 2 * _SAMPLE:
        sample = texts[:: len(texts) // _SAMPLE]
        if max(_count(sample).values(), default=0) < len(sample) * long_share / 3:
            return
    counts = _count(texts)
    common = {gram for gram, count in counts.items() if count >= needed[1]}
    told: set[Gram] = set()
    for text in texts:
        if common and not common <= told:
            yield from _first(text, common, told, counts, needed)


def _count(texts: list[TextView]) -> dict[Gram, int]:
    counts: dict[Gram, int] = {}
    for text in texts:
        for gram in set(_grams(text)) - {()}:
            counts[gram] = counts.get(gram, 0) + 1
    return counts


def _first(
    text: TextView,
    common: set[Gram],
    told: set[Gram],
    counts: dict[Gram, int],
    needed: tuple[float, float],
) -> Iterator[Run]:
    grams = list(_grams(text))
    at = 0
    while at < len(grams):
        end = _end(grams, at, common)
        run = [gram for gram in grams[at:end] if gram]
        if run and not told.intersection(run):
            words = text.words[at : end + _LENGTH - 1]
            most = max(counts[gram] for gram in run)
            if most >= needed[len(words) >= _LONG]:
                shown = " ".join(word.text for word in words)
                yield Run(text, shown, frozenset(s for w in words for s in w.stems), most)
        told.update(run)
        at = max(end, at + 1)


def _end(grams: list[Gram], at: int, common: set[Gram]) -> int:
    """Where a run of common words ends; small words alone do not part it."""
    end = at
    while end < len(grams) and grams[end] in common:
        end += 1
        following = next((gram for gram in grams[end : end + _LENGTH] if gram), ())
        if following in common:
            end = grams.index(following, end)
    return end


def _grams(text: TextView) -> Iterator[Gram]:
    words = text.words
    for at in range(len(words) - _LENGTH + 1):
        run = words[at : at + _LENGTH]
        if sum(1 for word in run if word.stems) >= 2:
            yield tuple(word.parts[0] for word in run)
        else:
            yield ()
