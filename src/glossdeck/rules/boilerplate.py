"""The same words in many definitions.

What stands on every card tells nothing about any of them, and the learner still has to read it.

Warning: four words in a row, at least two of which carry meaning, that stand in `share` (30 %) or
more of the definitions, and in at least `least` (4).

Why: a cue works by pointing at one answer only (Poirier et al. 2012). In the article that the
first deck teaches, all ten definitions end on "despite ongoing mental health struggles".

Bad:
    "… despite ongoing mental health struggles" in each definition.
Good:
    the clause left out.

To silence: `ignore: {boilerplate: the reason}` at the deck, or `rules: {boilerplate: off}`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from .rule import WARNING, Finding, Group, Meta, Of, Settings
from .views import EditionView, Role, TextView


class BoilerplateSettings(Settings):
    share: float = Field(0.3, description="Share of the definitions from which on it is too much.")
    least: int = Field(4, description="Definitions from which on it is looked at.")


META = Meta(
    code="boilerplate",
    title="The same words in many definitions",
    group=Group.CONFUSION,
    of=Of.DECK,
    severities=(WARNING,),
    settings=BoilerplateSettings(),
)

_LENGTH = 4
Gram = tuple[str, ...]
_SAMPLE = 300
"""Definitions of a large deck that are looked at first; what is in a third of all is in a sixth of
these but for a chance far below one in a million."""


def check(deck: EditionView, settings: BoilerplateSettings) -> Iterator[Finding]:
    """Yield each run of words that many definitions share, the longest form of it."""
    texts = [note.texts[Role.DEFINITION] for note in deck.terms]
    needed = max(settings.least, settings.share * len(texts))
    if len(texts) < needed:
        return
    if len(texts) > 2 * _SAMPLE:
        sample = texts[:: len(texts) // _SAMPLE]
        if max(_count(sample).values(), default=0) < len(sample) * settings.share / 2:
            return
    counts = _count(texts)
    common = {gram for gram, count in counts.items() if count >= needed}
    told: set[Gram] = set()
    for text in texts:
        if common and not common <= told:
            yield from _first(text, common, told, counts, len(texts))


def _count(texts: list[TextView]) -> dict[Gram, int]:
    counts: dict[Gram, int] = {}
    for text in texts:
        for gram in set(_grams(text)) - {()}:
            counts[gram] = counts.get(gram, 0) + 1
    return counts


def _first(
    text: TextView, common: set[Gram], told: set[Gram], counts: dict[Gram, int], of: int
) -> Iterator[Finding]:
    grams = list(_grams(text))
    at = 0
    while at < len(grams):
        end = _end(grams, at, common)
        run = [gram for gram in grams[at:end] if gram]
        if run and not told.intersection(run):
            words = " ".join(word.text for word in text.words[at : end + _LENGTH - 1])
            most = max(counts[gram] for gram in run)
            message = f"“{words}” stands in {most} of {of} definitions and tells none of them apart"
            fix = "leave it out, or say it once in the deck's description"
            yield Finding(WARNING, message, fix, text.at(words))
        told.update(run)
        at = max(end, at + 1)


def _end(grams: list[Gram], at: int, common: set[Gram]) -> int:
    """Where a run of common words ends; small words alone do not part it."""
    end = at
    while end < len(grams) and grams[end] in common:
        end += 1
        following = next((gram for gram in grams[end : end + _LENGTH] if gram), ())
        if following in common:
            end = grams.index(following, end)
    return end


def _grams(text: TextView) -> Iterator[Gram]:
    words = text.words
    for at in range(len(words) - _LENGTH + 1):
        run = words[at : at + _LENGTH]
        if sum(1 for word in run if word.stems) >= 2:
            yield tuple(word.parts[0] for word in run)
        else:
            yield ()
