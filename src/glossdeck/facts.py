"""Which deletion of the new text is which fact of the old one.

Two things speak for a pair: the answer, and the words around it. The same answer is the same
fact wherever it moves. A reworded answer is known by words that it kept, and by surroundings;
with the surroundings unchanged it may have nothing in common with the old one.
`docs/identity.md` explains the numbers, and the corpus of edits in the tests measures them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .lock import Fact
from .matching import Pairs, best_pairs
from .similar import HIDDEN, TELLING, answers_alike, dice, plain_answer, replaced, words
from .surroundings import Sides, sides, surroundings_alike

SURE_FROM = 0.8
DOUBT_FROM = 0.6
_CAP = SURE_FROM - 0.01
"""The most that a pair can have of which answer and surroundings have changed."""

MARGIN = 0.15
"""How much better than any other a pair must be."""

_OF_ANSWER = 0.65
"""What an answer's likeness adds to that of its surroundings; an equal answer adds 1."""

_OF_OTHERS = 0.8
"""What surroundings are worth to a pair of which one answer stands unchanged elsewhere."""

_OF_ORDER = 0.05

_OF_LAST_PAIR = 0.3
"""What it adds at most that all other answers are known, and the rest of the text is alike."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A fact that was recognised rather than known: `score` in percent.

    Parameters:
        is_back: whether the old one had been dropped.
    """

    old: Fact
    new: Fact
    score: float
    is_back: bool = False


@dataclass(frozen=True, slots=True)
class Matched:
    """Pairs of indices (old, new).

    Parameters:
        known: with the same answer.
        reworded: recognised.
        doubtful: alike, but not enough, or not more than another pair.
        scores: of all pairs that were compared.
    """

    known: tuple[tuple[int, int], ...]
    reworded: tuple[tuple[int, int], ...] = ()
    doubtful: tuple[tuple[int, int], ...] = ()
    scores: dict[tuple[int, int], float] = field(default_factory=dict)


def percent(score: float) -> float:
    """A pair's score as it is shown: 70 is where sure begins, 40 where doubt does."""
    if score < SURE_FROM:
        return round(40 + 30 * (score - DOUBT_FROM) / (SURE_FROM - DOUBT_FROM), 1)
    return round(min(99.0, 70 + 29 * (score - SURE_FROM) / (1.5 - SURE_FROM)), 1)


def match_facts(old_text: str, old: Sequence[Fact], new_text: str, new: Sequence[Fact]) -> Matched:
    """Pair the facts of two versions of a text.

    Parameters:
        old_text, new_text: visible text.
    """
    if not old:
        return Matched(())
    scores, capped = fact_scores(old_text, old, new_text, new)
    answers = [plain_answer(fact.answer) for fact in old]
    fresh = [plain_answer(fact.answer) for fact in new]
    settled = _repeated(answers, fresh, scores)
    for known, index in settled:
        for pair in [pair for pair in scores if (pair[0] == known) != (pair[1] == index)]:
            del scores[pair]
        scores[known, index] = max(scores[known, index], 2.0)
    pairs = best_pairs(scores, SURE_FROM, DOUBT_FROM, MARGIN)
    last = _last_pair(pairs, len(old), len(new))
    if last in scores and not {answers[last[0]], fresh[last[1]]} & {*answers} & {*fresh}:
        likeness = dice(_unasked(old_text, old), _unasked(new_text, new))
        scores[last] += _OF_LAST_PAIR * max(0.0, 2 * likeness - 1)
        if last in capped:
            scores[last] = min(scores[last], _CAP)
        pairs = best_pairs(scores, SURE_FROM, DOUBT_FROM, MARGIN)
    same = [pair for pair in pairs.sure if answers[pair[0]] == fresh[pair[1]]]
    return Matched(
        tuple(same),
        tuple(pair for pair in pairs.sure if pair not in same),
        pairs.doubtful,
        scores,
    )


def _last_pair(pairs: Pairs, olds: int, news: int) -> tuple[int, int]:
    """The old and the new fact that are left when all others are sure, or else no pair."""
    left_old = sorted(set(range(olds)) - {old for old, _ in pairs.sure})
    left_new = sorted(set(range(news)) - {new for _, new in pairs.sure})
    return (left_old[0], left_new[0]) if len(left_old) == 1 == len(left_new) else (-1, -1)


def _repeated(
    old: Sequence[str], new: Sequence[str], scores: dict[tuple[int, int], float]
) -> list[tuple[int, int]]:
    """Pairs for an answer that stands several times in both: in order, unless swapped."""
    settled: list[tuple[int, int]] = []
    for answer in sorted({answer for answer in old if old.count(answer) > 1}):
        olds = [index for index, other in enumerate(old) if other == answer]
        news = [index for index, other in enumerate(new) if other == answer]
        if len(olds) != len(news):
            continue
        in_order = list(zip(olds, news, strict=True))
        block = {pair: scores[pair] for pair in scores if pair[0] in olds and pair[1] in news}
        best = best_pairs(block, 0.0, 0.0, 0.0).sure
        if sum(scores[pair] for pair in best) > sum(scores[pair] for pair in in_order) + 0.1:
            settled += best
        else:
            settled += in_order
    return settled


def fact_scores(
    old_text: str, old: Sequence[Fact], new_text: str, new: Sequence[Fact]
) -> tuple[dict[tuple[int, int], float], set[tuple[int, int]]]:
    """How much speaks for each pair: 0 to 2.05; from 1 on for an equal answer.

    The second result are pairs of which answer and surroundings have changed; they are never
    sure.
    """
    alike = {
        (i, j): answers_alike(known.answer, fact.answer)
        for i, known in enumerate(old)
        for j, fact in enumerate(new)
    }
    old_hidden = {i for i in range(len(old)) if _has_form(alike, i, 0)}
    new_hidden = {j for j in range(len(new)) if _has_form(alike, j, 1)}
    kept_old, kept_new = ({p[side] for p in alike if alike[p] == 1} for side in (0, 1))
    other_numbers = _other_numbers(old_text, old, new_text, new)
    old_sides = [_sides(old_text, old, i, old_hidden) for i in range(len(old))]
    new_sides = [_sides(new_text, new, j, new_hidden) for j in range(len(new))]
    shown_new = [_more_often(old_text, old, new_text, new, fact.answer) for fact in new]
    shown_old = [_more_often(new_text, new, old_text, old, fact.answer) for fact in old]
    longest = max(len(old), len(new))
    scores: dict[tuple[int, int], float] = {}
    capped: set[tuple[int, int]] = set()
    for (i, j), likeness in alike.items():
        around = surroundings_alike(old_sides[i], new_sides[j])
        score = around + (1.0 if likeness == 1 else _OF_ANSWER * likeness)
        if likeness < 1 and (i in kept_old or j in kept_new):
            score = _OF_OTHERS * around  # an answer that stands elsewhere as it was is that fact
        if likeness < 0.5 and _says_else(old_sides[i], new_sides[j]):
            score = min(score, _CAP - _OF_ORDER)
            capped.add((i, j))
            if other_numbers and likeness < 0.3:
                continue  # article 5 and article 10: both have changed
        if likeness < 1:
            elsewhere = [surroundings_alike(place, new_sides[j]) for place in shown_new[j]]
            elsewhere += [surroundings_alike(old_sides[i], place) for place in shown_old[i]]
            if elsewhere and max(elsewhere) + _OF_ANSWER > score:
                continue  # another word of the sentence was hidden or shown
        scores[i, j] = score + _OF_ORDER * (1 - abs(i - j) / longest)
    return scores, capped


def _says_else(old: Sides, new: Sides) -> bool:
    """Whether telling words around an answer were replaced by others."""
    one, other = ([word for side in pair for word, _ in side] for pair in (old, new))
    return replaced(one, other) >= TELLING


def _has_form(alike: dict[tuple[int, int], float], index: int, side: int) -> bool:
    """Whether an answer is only reworded on the other side: its new form proves no change."""
    own = [likeness for pair, likeness in alike.items() if pair[side] == index]
    return 0.25 <= max(own) < 1 if own else False


def _sides(text: str, facts: Sequence[Fact], index: int, hidden: set[int]) -> Sides:
    """The words around an answer, with the answers that only changed their form hidden."""
    fact = facts[index]
    start, end = fact.start, fact.start + len(fact.answer)
    before, after = text[:start], text[end:]
    for other in sorted(hidden, key=lambda place: -facts[place].start):
        left, right = facts[other].start, facts[other].start + len(facts[other].answer)
        if right <= start:
            before = before[:left] + HIDDEN + before[right:]
        elif left >= end:
            after = after[: left - end] + HIDDEN + after[right - end :]
    return sides(before + after, len(before), len(before))


def _more_often(
    text: str, facts: Sequence[Fact], other: str, others: Sequence[Fact], answer: str
) -> list[Sides]:
    """Where an answer stands in a text unasked, if it does so more often than in the other."""
    found = _shown(text, facts, answer)
    return found if len(found) > len(_shown(other, others, answer)) else []


def _shown(text: str, facts: Sequence[Fact], answer: str) -> list[Sides]:
    """The surroundings of each place where the answer stands in the text without being asked."""
    found = []
    for match in re.finditer(rf"(?<!\w){re.escape(answer)}(?!\w)", text) if answer else ():
        start, end = match.span()
        if all(end <= f.start or start >= f.start + len(f.answer) for f in facts):
            found.append(sides(text, start, end))
    return found


def _other_numbers(old_text: str, old: Sequence[Fact], new_text: str, new: Sequence[Fact]) -> bool:
    """Whether numbers outside the answers were replaced by others."""
    before, after = (
        {word for word in _unasked(text, facts) if word[0].isdigit()}
        for text, facts in ((old_text, old), (new_text, new))
    )
    return bool(before - after) and bool(after - before)


def _unasked(text: str, facts: Sequence[Fact]) -> tuple[str, ...]:
    for fact in sorted(facts, key=lambda fact: -fact.start):
        text = text[: fact.start] + HIDDEN + text[fact.start + len(fact.answer) :]
    return words(text)
