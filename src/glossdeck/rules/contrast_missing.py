"""Two terms that are easily confused, and no card that tells them apart.

Warning: the definitions of two terms share `share` (30 %) or more of their words, or
`cosine` (0.35) by rare words, or the names differ by one or two letters, and neither term has a
`contrast` with the other. `shown` (20) pairs of a deck are told, the closest first.

Why: meeting alike concepts side by side helps to tell them apart (Rohrer 2012, Educational
Psychology Review 24:355–367, on limited evidence); the Anki manual gives interference as a cause
of cards that are forgotten again and again.

Bad:
    two terms about kinds of stigma, each on cards of its own only.
Good:
    contrast:
      - with: label-avoidance
        difference: Self-stigma is about oneself, label avoidance about being seen.

To silence: `ignore: {contrast-missing: the reason}` at the later one of the two terms.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from .confusable import Pair, contrasted, term_id
from .rule import WARNING, Finding, Group, Meta, Of, Settings
from .views import EditionView, NoteView, Role


class ContrastMissingSettings(Settings):
    share: float = Field(0.3, description="Share of common words from which on to warn.")
    cosine: float = Field(0.35, description="Likeness by rare words from which on to warn.")
    shown: int = Field(20, description="Pairs of a deck that are told at most.")


META = Meta(
    code="contrast-missing",
    title="Two terms are easily confused, and no card tells them apart",
    group=Group.CONFUSION,
    of=Of.DECK,
    severities=(WARNING,),
    settings=ContrastMissingSettings(),
)


def check(deck: EditionView, settings: ContrastMissingSettings) -> Iterator[Finding]:
    """Yield each pair without a contrast at its later term."""
    known = set(contrasted(deck))
    told = 0
    for pair in deck.closest_pairs:
        if told >= settings.shown or not _is_close(pair, settings):
            continue
        both = frozenset((term_id(pair.first), term_id(pair.second)))
        if both not in known:
            known.add(both)
            told += 1
            yield _finding(pair.first, pair.second, "their definitions share most of their words")
    for first, second in _alike_names(deck):
        both = frozenset((term_id(first), term_id(second)))
        if told < settings.shown and both not in known:
            told += 1
            yield _finding(first, second, "their names differ by a letter or two")


def _is_close(pair: Pair, settings: ContrastMissingSettings) -> bool:
    return pair.jaccard >= settings.share or pair.cosine >= settings.cosine


def _finding(first: NoteView, second: NoteView, why: str) -> Finding:
    message = f"“{second.plain('Term')}” is easily confused with “{first.plain('Term')}”: {why}"
    fix = (
        f"add `contrast: [{{with: {term_id(first)}, difference: …}}]`, a card that asks how the "
        "two differ"
    )
    return Finding(WARNING, message, fix, second.texts[Role.TERM].at())


def _alike_names(deck: EditionView) -> Iterator[tuple[NoteView, NoteView]]:
    """Names of one word with one letter more, fewer or another: affect and effect."""
    seen: dict[str, NoteView] = {}
    for note in deck.terms:
        name = note.plain("Term").casefold()
        if not name.isalpha() or len(name) < 6:
            continue
        for gapped in {name[:at] + "*" + name[at + 1 :] for at in range(len(name))} | {
            name[:at] + "*" + name[at:] for at in range(len(name) + 1)
        }:
            before = seen.setdefault(gapped, note)
            if before is not note and _is_another_word(before.plain("Term").casefold(), name):
                yield before, note


def _is_another_word(one: str, other: str) -> bool:
    return one != other and one.rstrip("s") != other.rstrip("s")
