"""Which terms of a deck are easily taken for each other, by the words of their definitions.

Only definitions that share rare words are compared: each rare word leads to the few definitions
that hold it, so the work grows with the deck and not with its square.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from ..document import Term
from .repeated import repeated_runs
from .views import EditionView, NoteView, Role

MOST_DEFINITIONS = 25
"""A word that more definitions hold does not lead to pairs."""

COMMON_SHARE, COMMON_LEAST = 0.3, 4
"""Share and number of definitions from which on a word that they hold tells nothing."""

LEAST_SHARED = 3
"""Stems that two definitions have to share before they are compared."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two terms, the later one second.

    Parameters:
        jaccard: share of the stems of both definitions that both have, 0 to 1.
        cosine: the same with rare stems weighing more (TF-IDF), 0 to 1.
        shared: the stems in both.
    """

    first: NoteView
    second: NoteView
    jaccard: float
    cosine: float
    shared: frozenset[str]


def closest_pairs(deck: EditionView) -> list[Pair]:
    """Pairs of terms whose definitions share words, the most alike first; worked out once."""
    if "closest" not in deck.about.kept:
        deck.about.kept["closest"] = _closest_pairs(deck)
    pairs: list[Pair] = deck.about.kept["closest"]
    return pairs


def _closest_pairs(deck: EditionView) -> list[Pair]:
    notes = deck.terms
    repeated = _NUMERALS.union(*(run.stems for run in repeated_runs(deck)))
    stems = _without_common([note.own_stems - repeated for note in notes])
    holders = Counter(chain.from_iterable(stems))
    count = len(notes)
    weight = {stem: math.log((1 + count) / times) for stem, times in holders.items()}
    lengths = [math.sqrt(math.fsum([weight[stem] ** 2 for stem in own])) for own in stems]
    most = max(MOST_DEFINITIONS, 0 if count > 200 else count)
    pairs = []
    for one, other in _sharing(stems, holders, most):
        pair = _pair(notes, stems, weight, lengths, one, other)
        if pair is not None and not _is_told_elsewhere(pair):
            pairs.append(pair)
    return sorted(pairs, key=lambda pair: (-pair.jaccard, -pair.cosine))


_NUMERALS = frozenset("0123456789")
"""Digits that stand alone mostly number the parts of a definition."""
_AMOUNTS = _NUMERALS.union(
    (
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "least",
        "most",
        "onc",
    ),
    ("twice", "period", "minut", "hour", "day", "week", "month", "year"),
)
"""Stems that say how much, how often or how long: two things can both take three months."""
_LEAST_OTHER = 2
"""Shared stems that say more than an amount."""


def _without_common(stems: list[frozenset[str]]) -> list[frozenset[str]]:
    """Without what stands in many definitions: that is told by `boilerplate`, and makes no two of
    them alike."""
    most = max(COMMON_LEAST, COMMON_SHARE * len(stems))
    common = {stem for stem, times in Counter(chain(*stems)).items() if times >= most}
    return [own - common for own in stems] if common else stems


def _sharing(
    stems: list[frozenset[str]], holders: Counter[str], most: int
) -> Iterator[tuple[int, int]]:
    """Pairs of places, the earlier first, of definitions that share two rare stems or more."""
    before: dict[str, list[int]] = {
        stem: [] for stem, times in holders.items() if 1 < times <= most
    }
    for index, own in enumerate(stems):
        rare = [before[stem] for stem in own if stem in before]
        met = list(chain.from_iterable(rare))
        if len(set(met)) < len(met):
            for other, times in sorted(Counter(met).items()):
                if times >= _LEAST_RARE:
                    yield other, index
        for found in rare:
            found.append(index)


_LEAST_RARE = 2
"""Rare stems that lead to a pair; the others of `LEAST_SHARED` may be more common."""


def _pair(
    notes: list[NoteView],
    stems: list[frozenset[str]],
    weight: dict[str, float],
    lengths: list[float],
    one: int,
    other: int,
) -> Pair | None:
    if len(stems[one] & stems[other]) < LEAST_SHARED:
        return None  # as mostly; the rest takes thrice as long
    terms = notes[one].texts[Role.TERM].stems | notes[other].texts[Role.TERM].stems
    left, right = stems[one] - terms, stems[other] - terms
    shared = left & right
    if len(shared) < LEAST_SHARED or len(shared - _AMOUNTS) < _LEAST_OTHER:
        return None
    product = lengths[one] * lengths[other]
    cosine = math.fsum(weight[stem] ** 2 for stem in shared) / product if product else 0.0
    return Pair(notes[one], notes[other], len(shared) / len(left | right), cosine, shared)


def _is_told_elsewhere(pair: Pair) -> bool:
    """Whether both have one name, of which duplicate-answer tells, or one only points at another
    entry, of which not-a-definition tells."""
    if pair.first.plain("Term").casefold() == pair.second.plain("Term").casefold():
        return True
    return any(_SEE.match(note.plain("Definition")) for note in (pair.first, pair.second))


_SEE = re.compile(r"\W*(?:see|see also|cf\.|siehe|voir|véase|vedi|zie) [^.;:]{1,60}\.?$", re.I)


def contrasted(deck: EditionView) -> frozenset[frozenset[str]]:
    """Pairs of term ids that have a contrast card."""
    ids = deck.deck.ids
    return frozenset(
        frozenset((ids[note.parent.place], note.document.other))
        for note in deck.notes
        if isinstance(note.parent, Term) and hasattr(note.document, "other")
    )


def term_id(note: NoteView) -> str:
    """The id of a term's note."""
    return note.note.key.rsplit("/", 1)[1]
