"""The card asks for the term and shows it.

A term is also asked backwards: its definition, or its example, is the front of a card, and the
term is the answer. When the front holds the term, the learner reads it off instead of
remembering; when it holds a word of the same stem, most of the work is done for them.

Error: the whole term stands there; capitals, hyphens and a plural ending make no difference.
Warning: another name of the term (`also`), or a word with the stem of one of the term's words; in
English also one of the same family, such as "pollination" for "Pollen", or the first part of a
compound, such as "flood" for "Floodgate".
The last word of a term of several words may be used at the beginning, where a definition says
what kind of thing it is ("Acute pain: pain that …"), and so may words such as bias, norm or loop;
in languages other than English the first word may as well ("Tubo de ensayo: tubo que …").

Why: text left on the front that gives the answer away is what most often makes prompts useless
(Matuschak, "How to write good prompts", 2020; notes on cloze deletions). Of the ten definitions
in the article that the first deck teaches, all ten contain their term.

Bad:
    term: Self-sufficiency myth
    definition: The self-sufficiency myth tells people that they must cope alone.
Good:
    term: Self-sufficiency myth
    definition: The belief that a capable person never needs help from outside.

To silence: `ignore: {leak-term: the reason}` at the term. A word that may stay in all
definitions of a deck about it goes into `rules: {leak-term: {allow: [stigma]}}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain

from pydantic import Field

from ..language.common import GENERIC_HEADS, PARTICLES
from ..language.kin import opens_compound
from ..language.words import Word
from ..note import Kind
from .mentions import stems_of, whole_mention, words_with
from .nameroots import ROOT
from .rule import ERROR, INFO, WARNING, Finding, Group, Meta, Of, Settings, quoted
from .views import CardView, Role, TextView


class LeakTermSettings(Settings):
    allow: tuple[str, ...] = Field((), description="Words that may stand in any definition.")


META = Meta(
    code="leak-term",
    title="The card asks for the term and shows it",
    group=Group.LEAKS,
    of=Of.CARD,
    severities=(ERROR, WARNING, INFO),
    settings=LeakTermSettings(),
    kinds=frozenset({Kind.TERM}),
)

_DIGITS = frozenset("0123456789")
"""One digit says little, and stands in many texts."""

_FIELDS = {"Definition": Role.DEFINITION, "Example": Role.EXAMPLE}
_GENUS_WORDS = 4
"""A definition says what kind of thing it is within so many words."""


def check(card: CardView, settings: LeakTermSettings) -> Iterable[Finding]:
    """Yield what gives the term away, for each text on the front."""
    return _in_texts(card, settings) if card.asks_for_term else ()


def _in_texts(card: CardView, settings: LeakTermSettings) -> Iterator[Finding]:
    for name, role in _FIELDS.items():
        text = card.note.texts.get(role)
        if text is not None and name in card.front_fields:
            yield from _in_text(card, text, settings)


def _in_text(card: CardView, text: TextView, settings: LeakTermSettings) -> Iterator[Finding]:
    vocabulary = card.note.edition.vocabulary
    term = card.note.texts[Role.TERM]
    is_shared = text.shares(term.stems)
    if not is_shared and not any(map(text.squashed.__contains__, card.note.roots)):
        return  # as nearly always
    shared = (term.stems & text.stems) - _DIGITS if is_shared else frozenset()
    if settings.allow:
        shared -= {stem for word in settings.allow for stem in stems_of(word, vocabulary)}
    if shared or (not is_shared and term.squashed in text.squashed):
        whole = whole_mention(term.plain, text.plain, vocabulary)
        if whole:
            yield Finding(ERROR, _whole(text, whole), _fix(text, (whole,)), text.at(whole))
            return
    also = card.note.plain("Also")
    for other in also.split(", ") if also else ():
        alias = whole_mention(other, text.plain, vocabulary)
        if alias:
            message = (
                f"the {text.role} says “{alias}”, another name of the term: the card that asks for "
                "the term shows it"
            )
            yield Finding(WARNING, message, _fix(text, (alias,)), text.at(alias))
            return
    if shared:
        yield from _stems(text, term, shared)
    elif vocabulary.language == "en":
        yield from _kin(text, term, settings)


def _kin(text: TextView, term: TextView, settings: LeakTermSettings) -> Iterator[Finding]:
    """Yield a word of the family of one of the term's words, as `urban` for `Urbanisation`."""
    families = text.edition.vocabulary.families
    own = frozenset(chain.from_iterable(map(families.__getitem__, term.stems)))
    is_kin = not own.isdisjoint(chain.from_iterable(map(families.__getitem__, text.stems)))
    names = [word for word in term.words if word.stems and not word.text.isdigit()]
    for name in names:
        found = _family(name, text) if is_kin else frozenset()
        found = found or _first_part(name, text)
        if not found:
            continue
        spared = _generic(text) if len(names) > 1 else frozenset()
        for word in settings.allow:
            spared |= stems_of(word, text.edition.vocabulary)
        if spared.isdisjoint(found) and spared.isdisjoint(name.stems):
            yield _given_away(text, words_with(found, text.words), (name.text,))
            return


def _family(word: Word, text: TextView) -> frozenset[str]:
    """The stems of a text that are of the family of a word."""
    families = text.edition.vocabulary.families
    own = frozenset(chain.from_iterable(map(families.__getitem__, word.stems)))
    return frozenset(stem for stem in text.stems if not own.isdisjoint(families[stem]))


def _first_part(word: Word, text: TextView) -> frozenset[str]:
    """The stems of a text that a compound begins with, as `flood` in `Floodgate`."""
    if word.parts[0][:ROOT] not in text.squashed:
        return frozenset()
    parts = [
        each for each in text.words if each.stems and opens_compound(each.parts[0], word.parts[0])
    ]
    return frozenset(stem for each in parts for stem in each.stems)


def _stems(text: TextView, term: TextView, shared: frozenset[str]) -> Iterator[Finding]:
    names = [word for word in term.words if word.stems]
    if len(names) > 1 or len(names[0].stems) > 1:
        shared = shared - _generic(text)
        opening = next((word for word in _heads(names, text) if shared == {word}), "")
        if opening and _opens(opening, text.words):
            word = words_with({opening}, text.words)[0]
            which = "the last word" if text.edition.vocabulary.language == "en" else "a word"
            message = f"the {text.role} begins with “{word}”, {which} of the term"
            fix = "fine if it says what kind of thing the term is; else use another word"
            yield Finding(INFO, message, fix, text.at(word))
            return
    shown = words_with(shared, text.words)
    shown = tuple({word.casefold(): word for word in reversed(shown)}.values())[::-1]
    if shown:
        wanted = words_with(shared, term.words)
        yield _given_away(text, shown, wanted)


def _given_away(text: TextView, shown: tuple[str, ...], wanted: tuple[str, ...]) -> Finding:
    message = f"the {text.role} gives the term away: it says {_first(shown)}"
    said = {word.casefold() for word in shown}
    others = tuple(word for word in wanted if word.casefold() not in said)
    if others:
        message += f", as in {_first(others)}"
    return Finding(WARNING, message, _fix(text, shown), text.at(shown[0]))


def _heads(names: list[Word], text: TextView) -> tuple[str, ...]:
    """The stems that can say what kind of thing a term is: its last word in English (test tube),
    its first in many other languages (tubo de ensayo)."""
    named = [word for word in names if not word.is_number] or names  # RFC 1334 is an RFC
    last = named[-1].stems[-1]
    return (last,) if text.edition.vocabulary.language == "en" else (names[0].stems[0], last)


def _first(words: tuple[str, ...]) -> str:
    return quoted(words) if len(words) <= _SHOWN else f"{quoted(words[:_SHOWN])} and more"


_SHOWN = 4
"""Words that a message names at most."""


def _opens(head: str, words: list[Word]) -> bool:
    return any(head in word.stems for word in words[:_GENUS_WORDS])


def _generic(text: TextView) -> frozenset[str]:
    vocabulary = text.edition.vocabulary
    return _generic_stems(vocabulary.stem) if vocabulary.language == "en" else frozenset()


@lru_cache(maxsize=1)
def _generic_stems(stem: Callable[[str], str]) -> frozenset[str]:
    return frozenset(map(stem, GENERIC_HEADS | PARTICLES))


def _whole(text: TextView, whole: str) -> str:
    if text.role is Role.EXAMPLE:
        return f"the example names its term: the card that asks which term fits shows “{whole}”"
    return f"the definition names its term: the card that asks for the term shows “{whole}”"


def _fix(text: TextView, shown: tuple[str, ...]) -> str:
    if text.role is Role.EXAMPLE:
        return f"show the scene without {_first(shown)}"
    is_said, said = _opening(shown[0], text.plain)
    if said and shown[0].casefold() not in said.casefold():
        start = " ".join(said.split()[:_START])
        return f"leave out “{is_said}”, and begin with “{start[:1].upper()}{start[1:]} …”"
    return f"say what it is without {_first(shown)}: “a thing that …”, “the process of …”"


def _opening(name: str, plain: str) -> tuple[str, str]:
    """`The flood is` at the beginning of a text that says so, and what follows; else nothing."""
    if plain[: len(name)].casefold() == name.casefold():
        head = _HEAD.match(plain, len(name))
        if head:
            return plain[: head.end(1)], head[2]
    article = _ARTICLE.match(plain)
    for start in (article.end(), 0) if article else (0,):
        end = start + len(name)
        verb = _IS.match(plain, end) if plain[start:end].casefold() == name.casefold() else None
        if verb:
            return plain[: verb.end(1)], verb[2]
    return "", ""


_HEAD = re.compile(r"( ?[:–—]) (\S.*)")
_ARTICLE = re.compile(r"(?:an?|the) ", re.I)
_IS = re.compile(r"( (?:is|are|was|were|means|refers to)) ((?:an?|the|any|\w+ing)\b.*)", re.I)
_START = 4
"""Words of a better beginning that are shown."""
