"""A sentence is too long.

Warning: more than `warn_words` words (25; 20 in plain language). Error: more than `error_words`
(29) on the front or back of a card; `extra` and descriptions are warned about only, and so are
languages other than English, whose readers the limits were not measured with. Vietnamese and
languages without blanks between words are not measured.

Why: readers find sentences of 11 words easy, of 21 fairly difficult, of 25 difficult and of 29 or
more very difficult (GOV.UK, "Sentence length: why 25 words is our limit", 2014). The Australian
Style Manual sets the same limit; the NHS asks for up to 20. Experts prefer plain sentences too.

Bad:
    A sentence of 29 words.
Good:
    Two sentences of 12.

To silence: `ignore: {sentence-length: a quotation}` at the entry.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pydantic import Field

from ..language.words import UNCOUNTED
from .rule import ERROR, WARNING, Finding, Group, Meta, Of, Settings
from .views import Role, TextView


class SentenceLengthSettings(Settings):
    warn_words: int = Field(25, description="Words that are still fine.")
    error_words: int = Field(29, description="Words at most, on a card's front or back.")


META = Meta(
    code="sentence-length",
    title="A sentence is too long",
    group=Group.LENGTH,
    of=Of.TEXT,
    severities=(ERROR, WARNING),
    settings=SentenceLengthSettings(),
    plain=SentenceLengthSettings(warn_words=20),
)

_FIX = "split it in two, or leave out what the card does not ask"
_ASIDE = frozenset({Role.EXTRA, Role.ABOUT, Role.SLOT})
_NOT_READ = re.compile(
    r"https?://\S+|\([^()]*\b(?:1[89]|20)\d\d\b[^()]*\)|\\\(.*?\\\)|\\\[.*?\\\]", re.S
)
"""Addresses, citations in brackets and formulas are not read as words of a sentence."""


def check(text: TextView, settings: SentenceLengthSettings) -> Sequence[Finding]:
    """Find the longest sentence of a text when it is too long."""
    language = text.edition.vocabulary.language
    if text.length <= settings.warn_words or language in UNCOUNTED:
        return ()
    text = text.proper
    longest, sentence = _longest(text)
    if longest <= settings.warn_words:
        return ()
    is_measured = language == "en"
    is_error = is_measured and longest > settings.error_words and text.role not in _ASIDE
    start = " ".join(sentence.split(maxsplit=4)[:4])
    message = f"a sentence has {longest} words; up to {settings.warn_words} read easily"
    fix = _fix(sentence) if is_measured else _FIX
    return (Finding(ERROR if is_error else WARNING, message, fix, text.at(start)),)


def _fix(sentence: str) -> str:
    """What to do, and where the sentence can be split: as near to its middle as may be."""
    middle = len(sentence) // 2
    places = [
        (abs(each.end() - middle), each[each.lastindex or 0]) for each in _SPLITS.finditer(sentence)
    ]
    distance, words = min(places, default=(middle, ""))
    if distance > middle // 2:
        return _FIX
    return f"split it before “{words} …”, or leave out what the card does not ask"


_SPLITS = re.compile(
    r" (?=((?:which|because|although|while|whereas|until|unless|so that) [\w’'-]+ [\w’'-]+))"
    r"|[;:] (?=([\w’'-]+ [\w’'-]+ [\w’'-]+))"
    r"|, (?=((?:and|but) (?:it|they|the|an?|this|these|you|he|she|their) [\w’'-]+))"
)
"""Where another sentence may begin."""


def _longest(text: TextView) -> tuple[int, str]:
    """How many words the longest sentence has that are read, and the sentence."""
    count = text.edition.vocabulary.count
    if any(map(text.plain.__contains__, _MAY_HIDE)):
        counted = [(count(_NOT_READ.sub(" ", each)), each) for each in text.sentences]
    elif len(text.sentences) == 1:
        return text.length, text.plain
    else:
        *others, last = text.sentences or [""]
        counted = [(count(each), each) for each in others]
        # What the others leave, as counting is most of the time that this takes.
        counted.append((text.length - sum([number for number, _ in counted]), last))
    return max(counted, key=lambda pair: pair[0], default=(0, ""))


_MAY_HIDE = ("(", "\\", "://")
"""Without one of these all words of a text are read."""
