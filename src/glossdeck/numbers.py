"""Cloze numbers that stay with facts, from one version of a text to the next."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .cloze import ClozeText
from .lock import Fact

HIGHEST = 499
"""The last cloze number of which Anki makes a card."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A fact that was recognised rather than known: `score` from 0 to 100."""

    old: Fact
    new: Fact
    score: float


@dataclass(frozen=True, slots=True)
class Numbering:
    """Numbers for the deletions of one text.

    Parameters:
        facts: the deletions with their numbers, in the order of the text.
        spent: what was dropped, now or before.
        recognised: reworded facts that kept their number.
        doubts: (old, new) pairs that may or may not be the same fact; the new one has a new
            number until the author decides.
        stolen: (old, new) pairs where the author's explicit number passes to another fact.
        overflow: whether a number above 499 was needed.
    """

    facts: tuple[Fact, ...]
    spent: tuple[Fact, ...]
    recognised: tuple[Moved, ...] = ()
    doubts: tuple[Moved, ...] = ()
    stolen: tuple[tuple[Fact, Fact], ...] = ()
    overflow: bool = False


def assign_numbers(
    cloze: ClozeText, old_text: str, old: Sequence[Fact], spent: Sequence[Fact]
) -> Numbering:
    """Numbers for a cloze text, given the facts of its last version.

    Parameters:
        old_text: visible text of the last version; empty for a new note.
        old: its facts.
        spent: facts dropped earlier.
    """
    fresh = locate(cloze)
    explicit = [deletion.number for deletion in cloze.deletions]
    given: list[int] = [number or 0 for number in explicit]
    unused = [fact for fact in old if fact.number not in given]
    for index, fact in enumerate(fresh):
        if given[index]:
            continue
        for known in unused:
            if same(known.answer, fact.answer):
                given[index] = known.number
                unused.remove(known)
                break
    return _finish(fresh, given, old, spent)


def _finish(
    fresh: Sequence[Fact], given: Sequence[int], old: Sequence[Fact], spent: Sequence[Fact]
) -> Numbering:
    """New numbers for the facts that have none, and the list of what was dropped."""
    highest = max([0, *(fact.number for fact in (*old, *spent)), *given])
    facts = []
    for fact, number in zip(fresh, given, strict=True):
        if not number:
            highest += 1
        facts.append(replace(fact, number=number or highest))
    kept = {fact.number for fact in facts}
    dropped = [fact for fact in (*spent, *old) if fact.number not in kept]
    return Numbering(
        tuple(facts),
        tuple(sorted(dropped, key=lambda fact: (fact.number, fact.start, fact.answer))),
        overflow=any(fact.number > HIGHEST for fact in facts),
    )


def locate(cloze: ClozeText) -> tuple[Fact, ...]:
    """The deletions with the places of their answers in the visible text, numbers still 0."""
    answers = [deletion.answer for deletion in cloze.deletions]
    pieces = cloze.context.split("\u2026")
    woven = pieces[0] + "".join(a + piece for a, piece in zip(answers, pieces[1:], strict=False))
    exact = len(pieces) == len(answers) + 1 and woven == cloze.plain
    facts = []
    at = 0
    for index, answer in enumerate(answers):
        if exact:
            start = at + len(pieces[index])
            at = start + len(answer)
        else:
            at = start = max(at, cloze.plain.find(answer, at))
        facts.append(Fact(0, answer, start))
    return tuple(facts)


def same(one: str, other: str) -> bool:
    """Whether two answers are equal but for case, spaces and compatibility forms."""
    return one == other or normal(one) == normal(other)


def normal(text: str) -> str:
    """Text as it is compared: compatibility forms, case and runs of spaces folded."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
