"""A prompt that several answers fit.

Error: two prompts are the same but for articles and the like, and have different answers.
Warning: they share `share` (90 %) of the words that carry meaning. Warning: a sentence with a gap
of fewer than `least` (3) words that carry meaning, none of which is rare in the deck (in decks
of `deck` (8) entries or more), and a question such as "What is important about …?", for which only
the author knows which answer is meant.

Why: a cue works by pointing at one answer only, not by how much of it there is (Poirier et al.
2012). The share of words of its own that a prompt has was tried as a threshold and left out: in
the first deck and in glossaries on the web every third good card fell below it.

Bad:
    - "People avoid therapy because of ==shame==."
    - "People avoid therapy because of ==cost==."
Good:
    - "Feeling unworthy of help, or ==shame==, keeps people from therapy."

To silence: `ignore: {ambiguous-prompt: the reason}` at the entry.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from math import ceil

from pydantic import Field

from ..language.words import WORD
from ..note import Kind
from .rule import ERROR, WARNING, Finding, Group, Meta, Of, Settings
from .vague import vague_questions
from .views import CardView, EditionView, NoteView, Role, TextView


class AmbiguousPromptSettings(Settings):
    share: float = Field(0.9, description="Share of common words from which on to warn.")
    least: int = Field(3, description="Words of meaning that a prompt needs.")
    deck: int = Field(8, description="Decks with fewer entries are only compared.")


META = Meta(
    code="ambiguous-prompt",
    title="A prompt that several answers fit",
    group=Group.CONFUSION,
    of=Of.DECK,
    severities=(ERROR, WARNING),
    settings=AmbiguousPromptSettings(),
)

_LEAST_COMPARED = 2
"""Stems below which two prompts are not compared."""


class _Prompt:
    """A front: the text that asks, and the card when it is a sentence with gaps."""

    __slots__ = ("card", "note", "stems", "text")

    def __init__(
        self, note: NoteView, text: TextView, stems: frozenset[str], card: CardView | None = None
    ) -> None:
        self.note, self.text, self.stems, self.card = note, text, stems, card

    @property
    def answer(self) -> str:
        """What the learner has to say."""
        if self.card is not None:
            return ", ".join(self.card.answers)
        return self.note.plain("Term" if self.note.kind is Kind.TERM else "Answer")

    @property
    def shown(self) -> str:
        """What the learner reads."""
        return self.card.context if self.card is not None else self.text.plain


def check(deck: EditionView, settings: AmbiguousPromptSettings) -> Iterator[Finding]:
    """Yield pairs of prompts that are the same in other words, and prompts that say too little."""
    prompts = list(chain.from_iterable(map(_prompts, deck.notes)))
    holders = Counter(chain.from_iterable([prompt.stems for prompt in prompts]))
    told: set[int] = set()
    for first, second in _alike(prompts, holders, settings.share):
        if id(second.note) in told:
            continue
        told.add(id(second.note))
        message = (
            f"both “{first.answer}” and “{second.answer}” are right here: it asks the same as "
            f"“{_short(first.shown)}”"
        )
        fix = f"add what is true of “{second.answer}” only, or make one entry of both"
        severity = ERROR if _weight(first.shown) == _weight(second.shown) else WARNING
        yield Finding(severity, message, fix, second.text.at())
    if deck.vocabulary.language == "en":
        yield from vague_questions(deck)
    if len(deck.notes) < settings.deck:
        return
    for prompt in prompts:
        if (
            # Of one that says nothing at all, cloze-ratio tells.
            0 < len(prompt.stems) < settings.least
            and prompt.card is not None
            and id(prompt.note) not in told
            and all(holders[stem] > 3 for stem in prompt.stems)
        ):
            told.add(id(prompt.note))
            message = f"many answers fit “{_short(prompt.shown)}”: only you know which one is meant"
            fix = f"add to the sentence what is true of “{prompt.answer}” only"
            yield Finding(WARNING, message, fix, prompt.text.at(prompt.answer))


def _prompts(note: NoteView) -> Sequence[_Prompt]:
    definition = note.texts.get(Role.DEFINITION)
    if definition is not None:
        return (_Prompt(note, definition, note.own_stems),)
    if note.kind is Kind.QUESTION:
        ask = note.texts[Role.ASK]
        return (_Prompt(note, ask, ask.stems),)
    if note.cloze is not None:
        return [_Prompt(note, note.main, card.context_stems, card) for card in note.cards]
    return ()


def _alike(
    prompts: list[_Prompt], holders: Counter[str], share: float
) -> Iterator[tuple[_Prompt, _Prompt]]:
    """Pairs above a share of common stems. Two such sets have one of their rarest stems in
    common, so only those are looked up (prefix filtering, Bayardo et al. 2007)."""
    rank = {stem: at for at, stem in enumerate(sorted(sorted(holders), key=holders.__getitem__))}
    seen: dict[tuple[str, int], list[_Prompt]] = {}
    read: set[tuple[Role, str]] = set()
    for prompt in prompts:
        stems, size = prompt.stems, len(prompt.stems)
        words = (prompt.text.role, prompt.shown.casefold().strip(" .?!"))
        if size < _LEAST_COMPARED or words in read:
            continue  # the same words again are told by duplicate-answer
        read.add(words)
        least = ceil(share * size)
        met: list[_Prompt] = []
        for stem in _rarest(stems, rank, size - least + 1):
            for each in range(least, int(size / share) + 1):
                others = seen.get((stem, each))
                if others:
                    met += _holding(stems, others, each, share)
            same_size = seen.setdefault((stem, size), [])
            if len(same_size) < _MOST_SEEN:
                same_size.append(prompt)
        for other in dict.fromkeys(met):
            common = len(stems & other.stems)
            if common >= share * (size + len(other.stems) - common) and _same(prompt, other, share):
                yield other, prompt


def _holding(
    stems: frozenset[str], others: list[_Prompt], size: int, share: float
) -> list[_Prompt]:
    """Those of some prompts of one size that may share enough: where all stems of the smaller one
    have to be in common, this tells most of them apart in a tenth of the time."""
    smaller = min(len(stems), size)
    if _least_common(len(stems), size, share) < smaller:
        return others
    if size == len(stems):
        return [other for other in others if other.stems == stems]
    if size < len(stems):
        return [other for other in others if other.stems < stems]
    return [other for other in others if stems < other.stems]


@cache
def _least_common(one: int, other: int, share: float) -> int:
    """How many stems two prompts of some sizes must have in common."""
    return next((common for common in range(one) if common >= share * (one + other - common)), one)


def _rarest(stems: frozenset[str], rank: Mapping[str, int], count: int) -> list[str]:
    """The stems that fewest prompts hold, in an order that is the same for all prompts."""
    if count == 1:
        return [min(stems, key=rank.__getitem__)]
    return sorted(stems, key=rank.__getitem__)[:count]


_MOST_SEEN = 100


def _same(one: _Prompt, other: _Prompt, share: float) -> bool:
    """Whether two prompts of nearly the same words ask for different things."""
    if one.note is other.note or one.text.role is not other.text.role:
        return False
    if one.card is None and not _is_shared(one.text.stems, other.text.stems, share):
        return False  # each names its own term, which is told by leak-term
    if _names(one.shown) != _names(other.shown):
        return False
    if one.answer.casefold() == other.answer.casefold():
        return False
    return _order(one, one.stems & other.stems) == _order(other, one.stems & other.stems)


def _names(text: str) -> list[str]:
    """The words with a capital within a sentence, which a common stem does not make the same:
    `Libia` and `Libano`."""
    return _NAME.findall(text)


_NAME = re.compile(r"(?<=[\w,;'’] )[^\W\d_a-z][\w’'-]*")


def _is_shared(one: frozenset[str], other: frozenset[str], share: float) -> bool:
    common = len(one & other)
    return common >= share * (len(one) + len(other) - common)


def _order(prompt: _Prompt, stems: frozenset[str]) -> list[str]:
    """Some stems as they follow one another: `degrees to radians` is not `radians to degrees`."""
    found = [stem for word in prompt.text.words for stem in word.stems if stem in stems]
    return list(dict.fromkeys(found))


def _weight(text: str) -> list[str]:
    """The words of a prompt without articles and the like: `to` and `from` make a difference."""
    return [word for word in WORD.findall(text.casefold()) if word not in _WEIGHTLESS]


_WEIGHTLESS = frozenset({"a", "an", "the", "is", "are", "that", "which", "who", "of", "and"})


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:10]) + (" …" if len(words) > 10 else "")
