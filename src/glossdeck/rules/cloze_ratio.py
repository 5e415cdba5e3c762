"""Too much of a sentence is hidden, or too much is left to read.

With most words gone, many answers fit the gap; with a paragraph around it, the learner
recognises the place instead of recalling the fact.

Error: nothing that carries meaning is left beside the gaps of a card, or more than
`error_share` (60 %) of it is hidden by several gaps or by a long one.
Warning: more than `warn_share` (40 %) hidden, only one word of meaning left, or more than
`warn_visible` words (40) around the gap; or three gaps or more in a short sentence that together
leave no more than one word of meaning. Info: fewer than `info_left` (4) words of meaning left.

Why: a cue works by pointing at one answer only (Poirier et al. 2012); surplus text becomes a
hint of its own (Matuschak, notes on cloze prompts; Wozniak, Twenty rules, rules 4 and 12). The
numbers are this project's judgement.

Bad:
    - "{{c1::Shame}} {{c1::blocks}} {{c1::help}}."
Good:
    - "Feeling unworthy, called ==shame==, can stop people from asking for help."

To silence: `ignore: {cloze-ratio: the reason}` at the entry.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from ..language.words import UNSPACED
from ..problem import Severity
from .rule import ERROR, GAPPED, INFO, WARNING, Finding, Group, Meta, Of, Settings
from .views import CardView


class ClozeRatioSettings(Settings):
    error_share: float = Field(0.6, description="Share of the words of meaning hidden at most.")
    warn_share: float = Field(0.4, description="Share of the words of meaning that is still fine.")
    warn_visible: int = Field(40, description="Words around the gap that are still fine.")
    info_left: int = Field(4, description="Words of meaning that should be left.")


META = Meta(
    code="cloze-ratio",
    title="Too much hidden, or too much left to read",
    group=Group.CLOZE,
    of=Of.CARD,
    severities=(ERROR, WARNING, INFO),
    settings=ClozeRatioSettings(),
    kinds=GAPPED,
)

_MORE = "add words that lead to this answer only, or hide less"
_RIDDLE = "nearly every word of the sentence is a gap, so that each card is a riddle"
_FEWER = "hide only the one or two words that matter most"
_LESS = "keep the sentence with the gap and move the rest to `extra`"
_MANY_GAPS = 3
_SHORT_ANSWER = 3
"""Words of meaning; a single gap up to this size may be most of a short sentence."""


def check(card: CardView, settings: ClozeRatioSettings) -> Iterator[Finding]:
    """Yield at most one finding for a card with gaps."""
    if not card.hidden or card.note.edition.vocabulary.language in UNSPACED:
        return
    hidden = len([word for word in card.hidden_words if word.stems])
    # Gaps that cut words can count more words than the sentence has.
    left = max(len([word for word in card.note.main.words if word.stems]) - hidden, 0)
    around = card.note.main.length - len(card.hidden_words)
    found = _verdict(left, hidden, len(card.hidden), settings)
    if found and found[0] is INFO and _is_riddled(card):
        found = WARNING, _RIDDLE
    if found:
        severity, message = found
        fix = f"fine if no other answer fits; else {_MORE}" if severity is INFO else _MORE
        fix = _FEWER if message == _RIDDLE else fix
        yield Finding(severity, message, fix, card.note.main.at_gap(card.hidden[0].answer))
    elif around > settings.warn_visible:
        message = (
            f"{around} words stand around the gap; beyond {settings.warn_visible}, learners "
            "recognise the sentence and not the fact"
        )
        yield Finding(WARNING, message, _LESS, card.note.main.at_gap(card.hidden[0].answer))


def _is_riddled(card: CardView) -> bool:
    """Whether the gaps of a short sentence leave one word or none; told at its first card."""
    cloze = card.note.cloze
    if cloze is None or len(cloze.deletions) < _MANY_GAPS:
        return False
    if card.ord + 1 != min(each.number for each in cloze.deletions):
        return False
    words = card.note.edition.vocabulary.words
    hidden = [word for each in cloze.deletions if each.depth == 1 for word in words(each.answer)]
    left = [word for word in card.note.main.words if word.stems]
    return len(left) - len([word for word in hidden if word.stems]) <= 1


def _verdict(
    left: int, hidden: int, gaps: int, settings: ClozeRatioSettings
) -> tuple[Severity, str] | None:
    if not hidden:
        return None
    share = hidden / (left + hidden)
    if left == 0:
        return ERROR, "beside the gap no word is left that tells what is asked for"
    percent = f"{share:.0%} of what the sentence says is hidden at once: little is left to go by"
    if share > settings.error_share and (gaps > 1 or hidden > _SHORT_ANSWER):
        return ERROR, percent
    if left == 1:
        return WARNING, "beside the gap only one word is left that tells what is asked for"
    if share > settings.warn_share and (gaps > 1 or hidden > _SHORT_ANSWER):
        return WARNING, percent
    if left < settings.info_left:
        return INFO, f"beside the gap only {left} words are left that tell what is asked for"
    return None
