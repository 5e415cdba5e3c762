"""How a text opens that leans on what is not there: with `this`, `it` or `he`."""

from __future__ import annotations

import re
from itertools import chain

from ..language.common import word_set
from ..language.words import words_of
from .views import Role, TextView

OPENERS = word_set(
    "this these those such it its they them their he she his her here former latter aforementioned"
)

_OPENS = re.compile(
    r"\W*(this|these|those|such|it|its|they|them|their|he|she|his|her|the former|the latter"
    r"|the above|the aforementioned|here)\b(?![-‐‑'’](?!s\b|ll\b|d\b|ve\b|re\b))"
    # "his, her, its": a translation of one word points at nothing.
    r"(?:(?<=here)|(?!\s*(?:[,;(/]|$)))",
    re.I,
)
_FIRST = ("this", "the", "such", "it", "he", "she", "his", "her")
_FINE = re.compile(
    r"\W*(?:"
    # it is hard to …, it takes time to …, it seems that …
    r"it(?:['’]s| is| was| has been| can be| may be| might be| would be| will be| seems?| appears?"
    r"| takes?| took| helps?| hurts?| matters?| feels?| follows)\b[^.?!]*?"
    r"\b(?:to|that|if|when|whether|who|for|how|why)\b"
    r"|(?:those|they) (?:who|whom|whose|that|with|without|in|of|from)\b"
    r"|(?:he|she) (?:who|whom|whose|that)\b"
    r"|such (?:as|is|are)\b|such an?\b[^.?!]*? as\b"
    r"|these days\b|this (?:year|week|month|century|morning|day|way)\b"
    r"|here (?:is|are|comes)\b"
    r"|(?:he|she|they|it) (?:or|and) (?:he|she|they|it)\b"
    r"|its? (?:stands for|rains|is (?:raining|snowing|cold|late|time))"
    r")",
    re.I,
)
_ITS_TERM = re.compile(
    r"\W*this (?:(?:term|word|phrase|name|expression|abbreviation|acronym)\b|[“\"‘«])", re.I
)
"""What the term of a definition may be called in it."""
_CLAUSE = re.compile(
    r"\W*it (?:is|was) (?:(?:im)?possible (?:to|that)|(?:\w+ly )?(?:said|thought|believed"
    r"|known|held|likely|true|clear) that)\b",
    re.I,
)
"""An opening in which `it` cannot be the term: the clause stands for it."""
_SCENE_POINTS = re.compile(
    r"\W*(?:the (?:former|latter|above|aforementioned)|here|(?:this|these|those)"
    r" (?:is|are|was|were|has|have|had|can|could|may|might|must|will|would|should|does|do|did|also"
    r"|often|usually|means?|makes?|made|shows?|leads?|led|causes?|happens?|happened))\b",
    re.I,
)
"""A scene may begin with a person or a thing at hand, as in `This dog …`, not with `This is …`."""
_PERSON = re.compile(r"\W*(?:he|she|they|it|his|her|their)\b", re.I)


def orphan_opening(text: TextView) -> str:
    """The word that a text opens with and that stands for nothing on its card; empty when it
    opens otherwise, or may open so."""
    first = _first_word(text)
    opening = _OPENS.match(text.plain) if first.startswith(_FIRST) else None
    return opening[1] if opening and not _is_fine(text, opening[1], first) else ""


def _first_word(text: TextView) -> str:
    """In small letters; empty when there is none."""
    words = chain.from_iterable(map(words_of, text.pieces))
    return next((word.text.casefold() for word in words), "")


def _is_fine(text: TextView, word: str, first: str) -> bool:
    """Whether a text may open with such a word."""
    if word.isupper() or _is_gloss(text, word):
        return True  # "IT" is information technology
    if text.role is Role.DEFINITION and _ITS_TERM.match(text.plain):
        return True
    if first == "it" and text.role is Role.DEFINITION:
        return _CLAUSE.match(text.plain) is not None
    return _FINE.match(text.plain) is not None or _has_antecedent(text)


def _is_gloss(text: TextView, word: str) -> bool:
    """Phrases of another language in English, as in `he does not have` or `this one; here`, and no
    sentence."""
    if text.role is not Role.DEFINITION or not word.islower():
        return False
    parts = re.split("[;,(] ?", text.plain)
    if len(parts) == 1 and text.plain.endswith((".", "!", "?")):
        return False
    if _PERSON.match(text.plain):
        return len(parts[0].split()) <= _GLOSS_WORDS
    return all(len(part.split()) <= _SHORT_GLOSS_WORDS for part in parts)


_GLOSS_WORDS, _SHORT_GLOSS_WORDS = 6, 3


def _has_antecedent(text: TextView) -> bool:
    """Answers stand below their question, and a scene may begin with a person."""
    if text.role in (Role.ANSWER, Role.DIFFERENCE):
        return True
    if text.role is Role.EXAMPLE:
        return not _SCENE_POINTS.match(text.plain)
    if text.role in (Role.ASK, Role.CLOZE):
        return _names_first(text.plain)
    return False


def _names_first(plain: str) -> bool:
    """`In its early form, X …`: the noun follows within the sentence, after a comma."""
    head, comma, tail = plain.partition(",")
    return bool(comma) and len(head.split()) <= 6 and bool(re.search(r"\b[A-Z]\w+", tail))
