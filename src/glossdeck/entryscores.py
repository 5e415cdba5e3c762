"""How much speaks for a new entry's being an old one, by text: 0 to 1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .similar import TELLING, answers_alike, dice, overlap, replaced, weight, words

SURE_FROM = 0.56
MARGIN = 0.1

PART = 0.8
"""How much of an entry's words must be in another for it to be a part of that one."""

_HOPELESS = 0.15
"""Below this likeness of words nothing else is looked at."""

_OF_ANSWERS = 0.15
"""What it adds that the answers of a cloze sentence stayed the same."""

_OF_ADDITION = 0.1
"""What it adds that words were only added to a cloze sentence, or only taken away."""

_ONLY_ADDED = 0.1

_UNCHANGED = 0.97
"""Likeness of texts that differ in the forms of words at most."""


@dataclass(frozen=True, slots=True)
class EntryText:
    """What an entry is recognised by, in one edition.

    Parameters:
        parts: one visible sentence, or question and answer.
        answers: of a cloze sentence.
    """

    parts: tuple[str, ...]
    answers: tuple[str, ...] = ()


def text_alike(old: EntryText, new: EntryText, weights: Mapping[str, float]) -> float:
    """How alike two texts are: 0 to 1; not sure when all that they state was replaced."""
    score = _cloze_alike if old.answers or new.answers else _question_alike
    found, has_anchor = score(old, new, weights)
    return found if has_anchor else min(found, SURE_FROM - 0.01)


def _cloze_alike(
    old: EntryText, new: EntryText, weights: Mapping[str, float]
) -> tuple[float, bool]:
    """Likeness of two cloze sentences, and whether an answer or all the rest was kept."""
    before, after = words(old.parts[0]), words(new.parts[0])
    common, of_old, of_new = overlap(before, after, weights)
    found = min(1.0, 2 * common / (of_old + of_new)) if of_old + of_new else 0.0
    if found < _HOPELESS and common < PART * min(of_old, of_new):
        return found, False
    keeps_answer = any(
        answers_alike(one, other) >= 0.5 for one in old.answers for other in new.answers
    )
    if keeps_answer and min(of_old, of_new) > 1.5 and common >= PART * min(of_old, of_new):
        found = max(found, SURE_FROM + 0.02)
    if _kept(old.answers, new.answers, weights):
        found = min(1.0, found + _OF_ANSWERS)
    if replaced(before, after) < _ONLY_ADDED:
        found = min(1.0, found + _OF_ADDITION)
    rest = _without(before, old.answers), _without(after, new.answers)
    if dice(*rest) >= _UNCHANGED and sum(map(weight, rest[0])) >= 1.5:
        found = max(found, SURE_FROM + MARGIN)
    if keeps_answer and not _other_numbers(before, after, old, new):
        return found, True
    return found, replaced(*rest) < TELLING


def _kept(old: Sequence[str], new: Sequence[str], weights: Mapping[str, float]) -> bool:
    """Whether all answers of one sentence are in the other, and are worth something."""
    few, many = sorted((old, new), key=len)
    shared = [one for one in few if any(answers_alike(one, other) >= 0.75 for other in many)]
    found = (word for answer in shared for word in words(answer))
    return len(shared) == len(few) and sum(weights.get(w) or weight(w) for w in found) >= 0.5


def _question_alike(
    old: EntryText, new: EntryText, weights: Mapping[str, float]
) -> tuple[float, bool]:
    """Likeness of two questions with answers, and whether one of the two was kept."""
    pairs = [(words(a), words(b)) for a, b in zip(old.parts, new.parts, strict=True)]
    alike = [dice(one, other, weights) for one, other in pairs]
    if len(alike) < 2:
        return (alike[0] if alike else 0.0), False
    found = 0.55 * alike[0] + 0.45 * alike[1]
    for place, worth in ((0, 0.9), (1, 0.8)):
        long = sum(weight(word) for word in pairs[place][0]) >= 2
        if alike[place] >= _UNCHANGED and long:
            found = max(found, worth * alike[place])
    return found, any(replaced(one, other) < TELLING for one, other in pairs)


def _other_numbers(
    before: Sequence[str], after: Sequence[str], old: EntryText, new: EntryText
) -> bool:
    """Whether numbers or single letters outside the answers were replaced: type 1, type 2."""
    one = {w for w in _without(before, old.answers) if len(w) == 1 or w[0].isdigit()}
    other = {w for w in _without(after, new.answers) if len(w) == 1 or w[0].isdigit()}
    return bool(one - other) and bool(other - one) and all(w.isascii() for w in one ^ other)


def _without(sentence: Sequence[str], answers: Sequence[str]) -> list[str]:
    """The words of a sentence without those of its answers."""
    rest = list(sentence)
    for answer in answers:
        for word in words(answer):
            if word in rest:
                rest.remove(word)
    return rest
