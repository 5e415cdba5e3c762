"""An edition is harder to read than it promises.

All texts of a deck in one edition are measured together by the Flesch–Kincaid grade (US school
years); the terms that the deck teaches do not count, nor do decks of fewer than `words` words
(100).

Warning: above the edition's `reading_level`. Error: more than `error_margin` grades above it (3;
2 for levels up to 9). Info: the `shown` hardest texts of a deck that is above its level.
An edition without `reading_level` is not judged. Only English is measured; other languages say
so once, as an info, when they have a `reading_level`.

Why: health information should be at or below 5th to 6th grade (Hersh et al. 2015, American
Family Physician 92:118–124), MedlinePlus says 6th to 7th, the NHS asks for a reading age of 9 to
14. For readers with training no official target was found. A single card is too short to be
judged: one syllable moves a text of twelve words by a whole grade.

The formula is 0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid et al. 1975).
Syllables are counted by rules of spelling; how far off they are is in the guide to the rules.

Bad:
    Individuals experiencing internalization of societal stigma demonstrate reduced utilization.
Good:
    People who believe bad things said about them ask for help less often.

To silence: `ignore: {readability: the reason}` at the deck, or `rules: {readability: off}` at the
edition.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from ..language.readability import Meter, Tally, total
from .rule import ERROR, INFO, WARNING, Finding, Group, Meta, Of, Settings, quoted
from .views import EditionView, TextView


class ReadabilitySettings(Settings):
    error_margin: float = Field(3, description="Grades above the level at most.")
    words: int = Field(100, description="Decks with fewer words are not measured.")
    shown: int = Field(5, description="How many of the hardest texts are named.")


META = Meta(
    code="readability",
    title="An edition is harder to read than it promises",
    group=Group.LENGTH,
    of=Of.DECK,
    severities=(ERROR, WARNING, INFO),
    settings=ReadabilitySettings(),
    plain=ReadabilitySettings(error_margin=2),
)

_FIX = "shorten sentences and use shorter words, first in the texts named as hardest"


def check(deck: EditionView, settings: ReadabilitySettings) -> Iterator[Finding]:
    """Yield the grade of a deck that is above its level, and its hardest texts."""
    level = deck.edition.reading_level
    if level is None:
        return
    place = deck.deck.info.place.at("title")
    if deck.vocabulary.language != "en":
        tongue = deck.edition.language
        message = f"the reading level is not measured: only English is, not `{tongue}`"
        yield Finding(INFO, message, "leave `reading_level` out, or read the texts aloud", place)
        return
    measured = grades(deck)
    whole = total(each for _, each in measured)
    if whole.words < settings.words or whole.grade <= level:
        return
    severity = ERROR if whole.grade > level + settings.error_margin else WARNING
    message = f"the texts read at grade {whole.grade:.1f}, and the edition promises {level:g}"
    yield Finding(severity, message, _FIX, place)
    long_enough = [pair for pair in measured if pair[1].words >= 8]
    hardest = sorted(long_enough, key=lambda pair: -pair[1].grade)[: settings.shown]
    for text, each in hardest:
        message = f"one of the hardest texts of the edition (grade {each.grade:.0f})"
        longest = sorted({word.text for word in text.words}, key=lambda word: (-len(word), word))
        fix = f"shorten it; its longest words are {quoted(longest[:3])}"
        yield Finding(INFO, message, fix, text.at())


def grades(deck: EditionView) -> list[tuple[TextView, Tally]]:
    """Each text of the deck's cards with what its grade is made from."""
    taught = frozenset(part for name in deck.about.taught for part in name)
    meter = Meter(deck.vocabulary, taught)
    return [
        (text, meter.tally(text.plain, len(text.sentences)))
        for note in deck.notes
        for text in note.texts.values()
    ]
