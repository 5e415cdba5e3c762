"""Two definitions that are easily taken for each other.

Warning: of the words that carry meaning, the definitions share `warn_share` (30 %) or more, both
terms left out. Info: the two have a `contrast`. Never an error: definitions of opposites and of
neighbours are alike by nature, and one word can tell them apart; definitions that are the same
are told by `ambiguous-prompt` and `duplicate-answer`.
`shown` (20) pairs of a deck are told, the most alike first; `check --summary` shows the closest
pairs in any case.

Why: items that are alike are forgotten for one another (interference; Wozniak, Twenty rules, rule
11). Likeness by letters was tried and could not tell pairs apart: all pairs of the article that
the first deck teaches came out at 55 to 67 of 100, while by shared words three pairs stand out.

Bad:
    Avoiding help because of fear of judgement by others.
    Avoiding therapy because of fear of judgement by others.
Good:
    Avoiding help of any kind, from doctors to friends.
    Expecting therapy to be unpleasant before having tried it.

To silence: `ignore: {near-duplicate: the reason}` at the later one of the two terms.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from .confusable import closest_pairs, contrasted, term_id
from .mentions import words_with
from .rule import INFO, WARNING, Finding, Group, Meta, Of, Settings, quoted
from .views import EditionView, Role


class NearDuplicateSettings(Settings):
    warn_share: float = Field(0.3, description="Share of common words from which on to warn.")
    shown: int = Field(20, description="Pairs of a deck that are told at most.")


META = Meta(
    code="near-duplicate",
    title="Two definitions that are easily taken for each other",
    group=Group.CONFUSION,
    of=Of.DECK,
    severities=(WARNING, INFO),
    settings=NearDuplicateSettings(),
)

_FIX = "say in each what the other is not, and leave out what is true of both"


def check(deck: EditionView, settings: NearDuplicateSettings) -> Iterator[Finding]:
    """Yield each pair at its later term."""
    known = contrasted(deck)
    for pair in closest_pairs(deck)[: settings.shown]:
        if pair.jaccard < settings.warn_share:
            break
        text, other = pair.second.texts[Role.DEFINITION], pair.first.texts[Role.DEFINITION]
        if text.squashed == other.squashed:
            continue  # told by duplicate-answer
        both = frozenset((term_id(pair.first), term_id(pair.second)))
        severity = INFO if both in known else WARNING
        words = words_with(pair.shared, text.words)
        message = (
            f"learners may take the definition for that of “{pair.first.plain('Term')}”: both say "
            f"{quoted(words[:6])}{' and more' if len(words) > 6 else ''}"
        )
        yield Finding(severity, message, _FIX, text.at(words[0]))
