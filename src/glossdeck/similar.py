"""How alike two texts are, for the question whether they state the same fact.

Everything is by words, not by characters: "hypotonic" and "hypertonic" share most of their
characters and are opposites. Two words count as alike when they begin alike (inflections:
agreeing, agreement) or differ by one slip of the pen that is not at the beginning.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

_OTHER_NUMBER = 0.3

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


@lru_cache(maxsize=65536)
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
def _unmarked(word: str) -> str:
    """A word without accents."""
    parts = unicodedata.normalize("NFD", word)
    return "".join(part for part in parts if unicodedata.category(part) != "Mn")


@lru_cache(maxsize=65536)
def alike(one: str, other: str) -> float:
    """Whether two words are forms of one: 1 if equal, 0.8 if they begin alike, else 0."""
    if one == other:
        return 1.0
    if is_number(one) or is_number(other):
        return 0.0
    one, other = _unmarked(one), _unmarked(other)
    short, long = sorted((len(one), len(other)))
    same = 0
    while same < short and one[same] == other[same]:
        same += 1
    begins_alike = same >= 4 and (same >= 0.55 * long or same >= short - 1)
    is_longer = same == short >= 3 and long - short <= min(short, 4)
    has_slip = same >= 3 and short >= 6 and _edits(one, other) == 1
    return 0.8 if begins_alike or is_longer or has_slip else 0.0


def overlap(
    one: Sequence[str], other: Sequence[str], weights: Mapping[str, float] | None = None
) -> tuple[float, float, float]:
    """What two texts share: (weight in common, weight of one, weight of the other).

    Parameters:
        weights: of words whose weight is not `weight(word)`.
    """
    known = weights or {}
    of_one = {word: known.get(word) or weight(word) for word in one}
    of_other = {word: known.get(word) or weight(word) for word in other}
    rest = Counter(other)
    unpaired = []
    common = 0.0
    for word in one:
        if rest[word]:
            rest[word] -= 1
            common += of_one[word]
        else:
            unpaired.append(word)
    starts: dict[str, list[str]] = {}
    for word in rest.elements() if unpaired else ():
        starts.setdefault(_start(word), []).append(word)
    for word in unpaired:
        forms = [form for form in starts.get(_start(word), ()) if alike(word, form)]
        if forms:
            best = max(forms, key=lambda form: alike(word, form))
            starts[_start(word)].remove(best)
            common += alike(word, best) * (of_one[word] + of_other[best]) / 2
    return common, sum(of_one[word] for word in one), sum(of_other[word] for word in other)


@lru_cache(maxsize=65536)
def _start(word: str) -> str:
    """What two words share at the least if they are alike."""
    return _unmarked(word)[:3]


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
    """How alike two answers are: 1 only when nothing but case, quotes and hyphens differs.

    Another number is never much alike, with the same unit no less than with another word.
    """
    if plain_answer(one) == plain_answer(other):
        return 1.0
    one_words, other_words = words(plain_answer(one)), words(plain_answer(other))
    common, of_one, of_other = overlap(one_words, other_words)
    found = 2 * common / (of_one + of_other) if of_one + of_other else 0.0
    is_part = {*one_words} <= {*other_words} or {*other_words} <= {*one_words}
    if is_part and min(of_one, of_other) >= TELLING:
        found = 0.75 + 0.25 * found  # words were only added or only taken away
    if set(filter(is_number, one_words)) == set(filter(is_number, other_words)):
        return min(0.95, found)
    one_units, other_units = (
        [word for word in side if not is_number(word)] for side in (one_words, other_words)
    )
    is_other_number = one_units == other_units and len(one_words) == len(other_words)
    return _OTHER_NUMBER if is_other_number else min(found, _OTHER_NUMBER)


def _edits(one: str, other: str) -> int:
    """Letters to insert, delete, replace or swap. Its library is only loaded when something has
    to be recognised, which most builds do not need."""
    from rapidfuzz.distance import DamerauLevenshtein

    return int(DamerauLevenshtein.distance(one, other))
