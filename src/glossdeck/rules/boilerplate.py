"""The same words in many definitions.

What stands on every card tells nothing about any of them, and the learner still has to read it.

Warning: four words in a row, at least two of which carry meaning, that stand in `share` (30 %) or
more of the definitions, and in at least `least` (4); of six words and more, in `long_share` (15 %).

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

from .repeated import LEAST, LONG_SHARE, SHARE, repeated_runs
from .rule import WARNING, Finding, Group, Meta, Of, Settings
from .views import EditionView


class BoilerplateSettings(Settings):
    share: float = Field(SHARE, description="Share of the definitions that is too much.")
    long_share: float = Field(LONG_SHARE, description="The same for six words in a row and more.")
    least: int = Field(LEAST, description="Definitions from which on it is looked at.")


META = Meta(
    code="boilerplate",
    title="The same words in many definitions",
    group=Group.CONFUSION,
    of=Of.DECK,
    severities=(WARNING,),
    settings=BoilerplateSettings(),
)


def check(deck: EditionView, settings: BoilerplateSettings) -> Iterator[Finding]:
    """Yield each run of words that many definitions share, the longest form of it."""
    of = len(deck.terms)
    for run in repeated_runs(deck, settings.share, settings.long_share, settings.least):
        message = (
            f"“{run.words}” stands in {run.count} of {of} definitions and tells none of them apart"
        )
        fix = "leave it out, or say it once in the deck's description"
        yield Finding(WARNING, message, fix, run.text.at(run.words))
