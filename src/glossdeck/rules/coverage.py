"""A term or section is practised one way only.

Warning: a term without an example, or a section with points but no why or how question, in a
deck where most others have one. Info: the same as one line for the deck, where most have none;
a term that is asked in one direction only.

Why: meeting examples and not only definitions helps to recognise a concept (Rawson, Thomas &
Jacoby 2015, Educational Psychology Review 27:483–504); practice transfers best when prompts vary
(Pan & Rickard 2018, meta-analysis of 192 effects); fill-in practice alone helped with repeated
items only (Hinze & Wiley 2011, Memory 19:290–304).

Bad:
    one sentence with a gap for each term.
Good:
    definition, example, and a why or how question for the section.

To silence: `ignore: {coverage: the reason}` at the term or section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sized

from ..note import Kind
from .rule import INFO, WARNING, Finding, Group, Meta, Of, Settings
from .views import EditionView, NoteView, Role

META = Meta(
    code="coverage",
    title="A term or section is practised one way only",
    group=Group.COVERAGE,
    of=Of.DECK,
    severities=(WARNING, INFO),
)

_WHY = re.compile(
    r"\b(?:why|how|what (?:happens|follows|would|makes|explains)|in what way|explain"
    r"|warum|wieso|weshalb|wie|pourquoi|comment|por qué|cómo|perché|come|waarom|hoe)\b",
    re.I,
)
_HOW_MANY = re.compile(r"\bhow (?:many|much|often|long|old|far|big|large)\b", re.I)


def check(deck: EditionView, settings: Settings) -> Iterator[Finding]:
    """Yield what is missing, one by one where it is the exception."""
    yield from _examples(deck)
    yield from _directions(deck)
    yield from _questions(deck)


def terms_without_example(deck: EditionView) -> list[NoteView]:
    """Terms that no scene shows."""
    return [note for note in deck.terms if Role.EXAMPLE not in note.texts]


def _examples(deck: EditionView) -> Iterator[Finding]:
    without = terms_without_example(deck)
    if without and len(without) * 2 <= len(deck.terms):
        for note in without:
            message = "the term has no example, unlike most: no card asks learners to recognise it"
            fix = "add `example:` with a short scene that shows it without naming it"
            yield Finding(WARNING, message, fix, note.texts[Role.TERM].at())
    elif len(without) >= _SEVERAL:
        message = f"{_share(without, deck.terms)} terms have no example"
        fix = "add `example:` to the most important ones: a short scene without the term"
        yield Finding(INFO, message, fix, deck.deck.info.place.at("title"))


_SEVERAL = 3
"""Entries from which on it is worth a word that most lack something."""


def _share(part: Sized, whole: Sized) -> str:
    return f"all {len(whole)}" if len(part) == len(whole) else f"{len(part)} of {len(whole)}"


def _directions(deck: EditionView) -> Iterator[Finding]:
    for note in deck.terms:
        asked = note.document.ask  # type: ignore[attr-defined]
        if asked is not None and not {"definition", "term"} <= set(asked):
            message = "the term is asked in one direction only"
            fix = "let `ask` hold definition and term, or leave it out"
            yield Finding(INFO, message, fix, note.document.place.at("ask"))


def sections_without_why(deck: EditionView) -> tuple[list[str], list[str]]:
    """Titles' places are the caller's; ids of sections with points, and of those among them that
    no why or how question asks about."""
    with_points: dict[str, None] = {}
    asked: set[str] = set()
    for note in deck.notes:
        if note.parent is None or note.kind not in (Kind.POINT, Kind.QUESTION):
            continue
        section = deck.deck.ids[note.parent.place]
        if note.kind is Kind.POINT:
            with_points[section] = None
        else:
            question = note.texts[Role.ASK].plain
            if _WHY.search(_HOW_MANY.sub("", question)):
                asked.add(section)
    return list(with_points), [section for section in with_points if section not in asked]


def _questions(deck: EditionView) -> Iterator[Finding]:
    all_sections, without = sections_without_why(deck)
    places = {deck.deck.ids[section.place]: section.place for section in deck.deck.sections}
    fix = "add a question: why is it so, or how does it come about?"
    if without and len(without) * 2 <= len(all_sections):
        for section in without:
            message = "the section has no why or how question, unlike most others"
            yield Finding(WARNING, message, fix, places[section].at("title"))
    elif len(without) >= _SEVERAL:
        message = f"{_share(without, all_sections)} sections have no why or how question"
        yield Finding(INFO, message, fix, deck.deck.info.place.at("title"))
