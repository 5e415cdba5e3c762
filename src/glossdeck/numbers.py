"""Cloze numbers that stay with facts, from one version of a text to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .cloze import HIGHEST_NUMBER, ClozeText
from .facts import DOUBT_FROM, Matched, Moved, fact_scores, match_facts, percent
from .lock import Fact
from .similar import answers_alike, plain_answer

_SAME_AS_SPENT = 0.5
"""An author may take up a spent number again for an answer at least so much alike."""


class Numbering(NamedTuple):
    """Numbers for the deletions of one text.

    Parameters:
        facts: the deletions with their numbers, in the order of the text.
        spent: what was dropped, now or before.
        recognised: reworded facts that kept their number.
        doubts: pairs that may or may not be the same fact; the new one has a new number
            until the author decides.
        stolen: (old, new) pairs where the author's explicit number passes to another fact.
        restarted: (old, new) pairs of one fact that the author gave another number.
        overflow: whether a number above 499 was needed.
    """

    facts: tuple[Fact, ...]
    spent: tuple[Fact, ...]
    recognised: tuple[Moved, ...] = ()
    doubts: tuple[Moved, ...] = ()
    stolen: tuple[tuple[Fact, Fact], ...] = ()
    restarted: tuple[tuple[Fact, Fact], ...] = ()
    overflow: bool = False

    @property
    def is_clear(self) -> bool:
        """Whether there is nothing for the author to decide."""
        return not (self.doubts or self.stolen or self.restarted or self.overflow)


def assign_numbers(
    cloze: ClozeText, old_text: str, old: Sequence[Fact], spent: Sequence[Fact]
) -> Numbering:
    """Numbers for a cloze text, given the facts of its last version.

    A number that the author wrote is obeyed and checked. Any other deletion has the number of
    the fact that it is, or the next one that was never used.

    Parameters:
        old_text: visible text of the last version; empty for a new note.
        old: its facts.
        spent: facts dropped earlier.
    """
    fresh = locate(cloze)
    explicit = [deletion.number or 0 for deletion in cloze.deletions]
    if not old and not spent:
        facts = _numbered(fresh, explicit, old, spent)
        highest = max([fact.number for fact in facts])
        return Numbering(facts, (), overflow=highest > HIGHEST_NUMBER)
    if _is_unchanged(fresh, explicit, old, cloze.plain == old_text):
        facts = tuple(
            Fact(known.number, fact.answer, fact.start)
            for fact, known in zip(fresh, old, strict=True)
        )
        return Numbering(facts, tuple(spent))
    matched = match_facts(old_text, old, cloze.plain, fresh)
    owners = {new: known for known, new in (*matched.known, *matched.reworded)}
    given = list(explicit)
    for known, new in (*matched.known, *matched.reworded):
        number = old[known].number
        if not given[new] and number not in given:
            given[new] = number
    facts = _numbered(fresh, given, old, spent)
    stolen = _stolen(old_text, cloze.plain, old, spent, facts, explicit, owners)
    numbering = _checked(matched, explicit, old, facts, _dropped(facts, old, spent), stolen)
    settled = {*owners, *(new for _, new in matched.doubtful), *_written(explicit)}
    return numbering._replace(doubts=(*numbering.doubts, *_back(facts, spent, settled)))


def _written(explicit: Sequence[int]) -> list[int]:
    """Indices of the deletions whose number the author wrote."""
    return [index for index, number in enumerate(explicit) if number]


def _back(facts: Sequence[Fact], spent: Sequence[Fact], settled: set[int]) -> list[Moved]:
    """New facts whose answer had a number that was dropped; each number once, the last first."""
    found: dict[int, Moved] = {}
    dropped = {plain_answer(fact.answer): fact for fact in spent if fact.answer}
    for index, fact in enumerate(facts):
        old = dropped.get(plain_answer(fact.answer)) if index not in settled else None
        if old and old.number not in found:
            found[old.number] = Moved(old, fact, 100.0, is_back=True)
    return list(found.values())


def _checked(
    matched: Matched,
    explicit: Sequence[int],
    old: Sequence[Fact],
    facts: tuple[Fact, ...],
    dropped: tuple[Fact, ...],
    stolen: Sequence[tuple[Fact, Fact]],
) -> Numbering:
    """The numbers with what there is to say about them."""
    used = [fact.number for fact in facts]

    def moved(known: int, new: int) -> Moved:
        return Moved(old[known], facts[new], percent(matched.scores[known, new]))

    return Numbering(
        facts,
        dropped,
        tuple(
            moved(known, new) for known, new in matched.reworded if used[new] == old[known].number
        ),
        tuple(
            moved(known, new)
            for known, new in matched.doubtful
            if not explicit[new] and old[known].number not in explicit
        ),
        tuple(stolen),
        tuple(
            (old[known], facts[new])
            for known, new in matched.known
            if explicit[new] and old[known].number not in used
        ),
        any(number > HIGHEST_NUMBER for number in used),
    )


def _is_unchanged(
    fresh: Sequence[Fact], explicit: Sequence[int], old: Sequence[Fact], is_same_text: bool
) -> bool:
    """Whether the same answers stand in the same order, so that there is nothing to find out.

    Of answers that stand twice, the text around them has to be the same as well.
    """
    return (
        len(fresh) == len(old)
        and all(
            number in (0, known.number) and fact.answer == known.answer
            for fact, number, known in zip(fresh, explicit, old, strict=True)
        )
        and (is_same_text or len({fact.answer for fact in old}) == len(old))
    )


def _numbered(
    fresh: Sequence[Fact], given: Sequence[int], old: Sequence[Fact], spent: Sequence[Fact]
) -> tuple[Fact, ...]:
    """The facts with their numbers; those without get the next that were never used."""
    highest = max(0, *given, *[fact.number for fact in (*old, *spent)])
    facts = []
    for fact, number in zip(fresh, given, strict=True):
        if not number:
            highest += 1
        facts.append(Fact(number or highest, fact.answer, fact.start))
    return tuple(facts)


def _dropped(facts: Sequence[Fact], old: Sequence[Fact], spent: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts whose numbers are no longer in the text."""
    kept = {fact.number for fact in facts}
    dropped = [fact for fact in (*spent, *old) if fact.number not in kept]
    return tuple(sorted(dropped, key=lambda fact: (fact.number, fact.start, fact.answer)))


def _stolen(
    old_text: str,
    new_text: str,
    old: Sequence[Fact],
    spent: Sequence[Fact],
    facts: Sequence[Fact],
    explicit: Sequence[int],
    owners: dict[int, int],
) -> list[tuple[Fact, Fact]]:
    """(old, new) for each number that the author wrote on another fact than it belongs to.

    A number that several deletions share passes on only when none of them is an old one.
    """
    found = []
    scores, _ = fact_scores(old_text, old, new_text, facts)
    settled = {known: new for new, known in owners.items()}
    for number in sorted(set(explicit) - {0}):
        claims = [new for new, written in enumerate(explicit) if written == number]
        holders = [known for known, fact in enumerate(old) if fact.number == number]
        past = [fact for fact in spent if fact.number == number]
        if any(owners.get(new) in holders for new in claims):
            continue
        if any(
            scores.get((known, new), 0) >= DOUBT_FROM and known not in settled
            for known in holders
            for new in claims
            if new not in owners
        ):
            continue
        if any(
            answers_alike(fact.answer, facts[new].answer) >= _SAME_AS_SPENT
            for fact in past
            for new in claims
        ):
            continue
        found += [(fact, facts[claims[0]]) for fact in (*(old[k] for k in holders), *past)][:1]
    return found


def locate(cloze: ClozeText) -> tuple[Fact, ...]:
    """The deletions with the places of their answers in the visible text, numbers still 0."""
    return tuple(
        [
            Fact(0, deletion.answer, start)
            for deletion, start in zip(cloze.deletions, cloze.starts, strict=True)
        ]
    )


def is_same_answer(one: str, other: str) -> bool:
    """Whether two answers are equal but for case, spaces, quotes and hyphens in words."""
    return plain_answer(one) == plain_answer(other)
