"""The answer to a gap stands elsewhere on the front of the same card.

Every deletion of a sentence has a card of its own, which shows the rest of the sentence. When a
hidden word occurs a second time, or another deletion holds it, that card shows its own answer.

Error: the answer stands there word for word (four letters or more). Warning: all its words stand
there in another form, in English also as a word of the same family ("speaks" beside a gap for
"speaker"), or the answer is an abbreviation or has three letters and stands there.

Why: undeleted text that gives the answer away is the chief weakness of cloze cards (Matuschak,
notes on cloze prompts). Anki hides only what is marked with the card's own number.

Bad:
    - "==Stigma== grows when stigma is taken in."
Good:
    - "{{c1::Stigma}} grows when {{c1::stigma}} is taken in."
    - "==Stigma== grows when it is taken in."

To silence: `ignore: {leak-sibling: the reason}` at the entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from ..language.words import WORD
from ..note import Kind
from ..problem import Severity
from .clozeview import DeletionView
from .mentions import whole_mention, words_with
from .rule import ERROR, GAPPED, WARNING, Finding, Group, Meta, Of, Settings, quoted
from .views import CardView, Role

META = Meta(
    code="leak-sibling",
    title="The answer stands elsewhere on the same front",
    group=Group.LEAKS,
    of=Of.CARD,
    severities=(ERROR, WARNING),
    kinds=GAPPED | {Kind.QUESTION},
)

_SHORT = 3
"""Letters of a word that is told as a warning: it may mean something else the second time."""

_FIX_CLOZE = (
    "say it in other words the second time, or hide both with one number, as in "
    "{{{{c1::{}}}}} … {{{{c1::{}}}}}"
)


def check(card: CardView, settings: Settings) -> Iterator[Finding]:
    """Yield each answer that the same front shows."""
    if card.hidden:
        found = False
        for deletion in card.hidden if card.note.repeated_stems else ():
            for finding in _gap(card, deletion):
                found = True
                yield finding
        if not found and card.note.edition.vocabulary.language == "en":
            yield from _kin(card)
    elif Role.ASK in card.note.texts:
        yield from _question(card)


def _kin(card: CardView) -> Iterator[Finding]:
    """Yield an answer of which a word of the same family stays to be read, as `speaks` beside a
    gap for `speaker`."""
    starts = {stem[:_ROOT] for stem in card.hidden_stems}
    # Looked for first, as nearly every card has none.
    alike = [stem for stem in card.context_stems if stem[:_ROOT] in starts]
    for deletion in card.hidden if alike else ():
        vocabulary = card.note.edition.vocabulary
        families, stems = vocabulary.families, vocabulary.stems(deletion.answer)
        kin = {stem for stem in alike for own in stems if families[own] & families[stem]}
        # Of `==speak==er` only "er" stays to be read.
        if len(stems) == 1 and words_with(kin, card.context_words):
            yield _almost(card, deletion, frozenset(kin))


def _almost(card: CardView, deletion: DeletionView, stems: frozenset[str]) -> Finding:
    shown = words_with(stems, card.context_words)
    gives = "gives" if len(shown) == 1 else "give"
    why = f"can almost be read on its own card: {quoted(shown)} {gives} it away"
    return _finding(card, deletion, WARNING, why, shown[0])


def _finding(
    card: CardView, deletion: DeletionView, severity: Severity, why: str, shown: str
) -> Finding:
    message = f"the answer “{deletion.answer}” {why}"
    plain = card.note.cloze.plain if card.note.cloze else ""
    in_order = (deletion.answer, shown)
    if shown not in plain[deletion.end :]:
        in_order = in_order[::-1]
    fix = _FIX_CLOZE.format(*in_order)
    return Finding(severity, message, fix, card.note.main.at_open(shown))


_ROOT = 4
"""Letters that words of one family begin with."""


def _gap(card: CardView, deletion: DeletionView) -> Iterator[Finding]:
    vocabulary = card.note.edition.vocabulary
    stems = vocabulary.stems(deletion.answer)
    if stems.isdisjoint(card.context_stems):
        return
    context = _without_pictures(card)
    if context != card.context and stems.isdisjoint(vocabulary.stems(context)):
        return
    exact = whole_mention(deletion.answer, context, vocabulary)
    if exact and len(exact) > 3:
        why = f"can be read on its own card: “{exact}” stands there too"
        yield _finding(card, deletion, ERROR, why, exact)
        return
    if exact and (exact.isupper() or len(exact) == _SHORT):
        why = "can be read on its own card: it stands there twice"
        yield _finding(card, deletion, WARNING, why, exact)
        return
    if not stems or (len(stems) == 1 and len(deletion.answer) < 4):
        return
    if stems <= card.context_stems:
        yield _almost(card, deletion, stems)


def _without_pictures(card: CardView) -> str:
    """What a card leaves to read; of the words for its pictures img-alt tells."""
    html = card.note.main.html
    context = card.context
    for alt in _ALT.findall(html) if "<img" in html else ():
        context = context.replace(unescape(alt), " ")
    return context


_ALT = re.compile(r"<img\b[^>]*?\balt=\"([^\"]*)\"")


def _question(card: CardView) -> Iterator[Finding]:
    """A choice (`Which is older, A or B?`) has to name its answer; nothing else has."""
    ask, answer = card.note.texts[Role.ASK], card.note.texts[Role.ANSWER]
    if not answer.stems or not answer.stems <= ask.stems or _is_choice(ask.plain):
        return
    if answer.squashed in _YES_OR_NO:
        return  # told by yes-no-prompt
    measure = _HOW.match(ask.plain)
    if measure and answer.plain.casefold().startswith(f"as {measure[1]}".casefold()):
        return  # "How soon? As soon as they can."
    exact = whole_mention(answer.plain, ask.plain, card.note.edition.vocabulary)
    shown = exact or words_with(answer.stems, ask.words)[0]
    severity = ERROR if exact and len(exact) > 3 else WARNING
    message = f"the question itself says the answer, “{answer.plain}”"
    yield Finding(severity, message, f"ask without “{shown}”", ask.at(shown))


_YES_OR_NO = frozenset({"yes", "no", "true", "false"})
_HOW = re.compile(r"\W*[Hh]ow (\w+)")


def _is_choice(question: str) -> bool:
    words = {word.casefold() for word in WORD.findall(question)}
    offers_one_of = "which" in words and not words.isdisjoint(_OFFERS)
    return offers_one_of or not words.isdisjoint(_CHOICE) or words >= _TRUE_OR_FALSE


_CHOICE = frozenset({"or", "oder", "ou", "difference", "differ", "between"})
_TRUE_OR_FALSE = frozenset({"true", "false"})
_OFFERS = frozenset({"and", "of", "than", "comes", "more", "first"})
"""With "which", these offer things to choose from: `Which comes first, A, B?`."""
