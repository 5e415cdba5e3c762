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

from .confusable import Pair, closest_pairs, contrasted, term_id
from .mentions import words_with
from .rule import WARNING, Finding, Group, Meta, Of, Settings, quoted
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
    for pair in closest_pairs(deck):
        one, other = pair.first.texts[Role.DEFINITION], pair.second.texts[Role.DEFINITION]
        same = one.squashed == other.squashed  # told by duplicate-answer
        if told >= settings.shown or same or not _is_close(pair, settings):
            continue
        both = frozenset((term_id(pair.first), term_id(pair.second)))
        if both not in known:
            known.add(both)
            told += 1
            shared = words_with(pair.shared, other.words)
            more = " and more" if len(shared) > _SHOWN else ""
            why = f"their definitions share {quoted(shared[:_SHOWN])}{more}"
            yield _finding(pair.first, pair.second, why)
    for first, second in _alike_names(deck):
        both = frozenset((term_id(first), term_id(second)))
        if told < settings.shown and both not in known:
            told += 1
            yield _finding(first, second, "their names differ by a letter or two")


_SHOWN = 4
"""Shared words that a message names at most."""


def _is_close(pair: Pair, settings: ContrastMissingSettings) -> bool:
    return pair.jaccard >= settings.share or pair.cosine >= settings.cosine


def _finding(first: NoteView, second: NoteView, why: str) -> Finding:
    message = f"“{second.plain('Term')}” is easily confused with “{first.plain('Term')}”: {why}"
    line = f'{{with: {term_id(first)}, difference: "…"}}'
    added = f"`- {line}` to the term's list `contrast:`"
    if not getattr(second.document, "contrast", None):
        added = f"`contrast: [{line}]` to the term"
    fix = f"add {added}, and write how the two differ in place of …: a card will ask for it"
    return Finding(WARNING, message, fix, second.texts[Role.TERM].at())


def _alike_names(deck: EditionView) -> Iterator[tuple[NoteView, NoteView]]:
    """Names of one word with a letter more, fewer or another (affect and effect), or two in long
    ones (stalactite and stalagmite). Only names with a common frame are compared."""
    seen: dict[str, list[NoteView]] = {}
    for note in deck.terms:
        name = note.plain("Term").casefold()
        if not name.isalpha() or len(name) < _SHORTEST_NAME:
            continue
        met: dict[int, NoteView] = {}
        for frame in _frames(name):
            known = seen.setdefault(frame, [])
            met.update((id(other), other) for other in known)
            if len(known) < _MOST_IN_FRAME:
                known.append(note)
        for other in met.values():
            if _is_alike(other.plain("Term").casefold(), name):
                yield other, note


_SHORTEST_NAME = 6
_LONG_NAME = 9
_MOST_IN_FRAME = 20


def _frames(name: str) -> set[str]:
    half = len(name) // 2
    return {
        name[:half] + "…",
        "…" + name[half + len(name) % 2 :],
        f"{name[:4]}…{name[-3:]}",
        f"{name[:1]}…{name[-4:]}",
        f"…{name[-5:]}",
    }


def _is_alike(one: str, other: str) -> bool:
    most = 2 if min(len(one), len(other)) >= _LONG_NAME else 1
    if abs(len(one) - len(other)) > most or one.rstrip("s") == other.rstrip("s"):
        return False
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(one, other, score_cutoff=most) <= most
