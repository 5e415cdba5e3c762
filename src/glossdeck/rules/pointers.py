"""Words that point at a text around the card: `this chapter`, `as mentioned above`."""

from __future__ import annotations

import re

from ..language.common import word_set
from .views import Role, TextView

POINTERS = word_set(
    """
    article section chapter text passage paragraph lesson author authors book deck page module
    slide lecture card question study survey trial experiment researchers above below earlier
    aforementioned former latter following
    """
)

_AROUND = (
    "article", "section", "chapter", "text", "passage", "paragraph", "lesson", "author", "book",
    "deck", "page", "module", "slide", "lecture",
)  # fmt: skip
_PLACES = ("section", "chapter", "paragraph", "text", "list", "example")
_SAYS = (
    r"says?|said|argues?|argued|describes?|described|claims?|claimed|notes?|noted|writes?|wrote"
    r"|suggests?|suggested|states?|stated|believes?|explains?|explained|mentions?|mentioned|calls?"
    r"|called|points?|defines?|defined|lists?|listed|gives?|gave|thinks?|shows?|showed|uses?|used"
    r"|proposes?|proposed|concludes?|concluded|recommends?|discuss(?:es|ed)?|compares?|compared"
    r"|holds?|held|maintains?|insists?|warns?|reports?|reported|stresse[sd]|finds?|found"
)
_POINTS = re.compile(
    rf"\b(?:this|the present) (?:{'|'.join(_AROUND)})\b"
    # "this text editor" is an editor, and so is "this text-based one"
    r"(?!-| (?:editor|file|string|box|field|message|mode|format\w*|process\w*|break|number|layout))"
    r"|\bthe (?:authors?|article|passage)(?= (?:\w+ly )?(?:" + _SAYS + r")\b)"
    # a question asks what the book says, and does not say which
    r"|(?<=\bdoes )the (?:authors?|article|passage|section|chapter|text|lesson|book|lecture|page)"
    r"(?= (?:say|tell|call|mean|mention|describe|explain|define|suggest|recommend|advise|argue"
    r"|claim|compare|list|give|warn|stress)\b)"
    r"|(?<=\bdid )the (?:study|survey|trial|experiment|authors?|researchers?)"
    r"(?= (?:find|show|conclude|report|suggest|prove|measure|compare)\b)"
    r"|(?<=\baccording to )the (?:authors?|article|passage|section|chapter|text|lesson)\b(?! of)"
    r"|\bin the (?:article|passage)\b(?! (?:of|named|called|“|\"|[\"']))"
    r"|\bthe previous (?:section|chapter|page|card|question)\b"
    r"|\b(?:(?:mentioned|noted|described|seen|discussed|stated|shown|listed|named)"
    r" (?:above|below|earlier)"
    r"|(?:explained|defined|given) (?:above|earlier|in the (?:section|chapter|text))"
    r"|the (?:section|chapter|paragraph|text|list|example) (?:above|below|before)"
    r"|(?:see|(?<!such )as) (?:above|below)"
    r"|(?<!all of )(?<!none of )(?<!any of )the (?:above|aforementioned)"
    r"|aforementioned|the former|the latter)\b"
    # without the list that follows
    r"|\bof the following\b(?=[^:?(),;\n]*\??\W*$)",
    re.I,
)


def pointer(text: TextView) -> str:
    """Words of a text that point at what its card does not show; empty without any."""
    if not _has_pointer(text):
        return ""
    points = _POINTS.search(_QUOTED.sub(" … ", text.plain))
    return points[0] if points and not _is_at_home(text, points[0]) else ""


def _has_pointer(text: TextView) -> bool:
    low = text.plain.casefold()
    return any(map(low.__contains__, _NEAR))


_NEAR = (
    *(f"this {word}" for word in _AROUND), *(f"{word} before" for word in _PLACES),
    *(f"in the {word}" for word in _PLACES), "the present ", "the previous ", "the author",
    "the article", "the passage", "does the ", "did the ", "according to the ", " above", " below",
    " earlier", "aforementioned", "the former", "the latter", "of the following",
)  # fmt: skip
"""Letters of which every pointer has some: they are found in a tenth of the time."""


def _is_at_home(text: TextView, words: str) -> bool:
    """`The former` and `the latter` after two things named in the same text are at home, and so
    is `this book` in a scene, or where a book was spoken of before, and the author of what was."""
    this, _, noun = words.casefold().partition(" ")
    if noun in ("author", "authors"):
        before = text.plain[: text.plain.find(words)]
        return _WRITTEN.search(before) is not None
    if this == "this" and (text.role is Role.EXAMPLE or _stands_before(text, words, noun)):
        return True
    pair = words.casefold() in ("the former", "the latter")
    return pair and text.plain.find(words) > _ROOM_FOR_TWO


_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")
_WRITTEN = re.compile(
    r"\b(?:article|blog|book|document|essay|letter|message|note|novel|paper|play|poem|post|report|review"
    r"|script|speech|story|study|text|thesis|work)s?\b",
    re.I,
)


def _stands_before(text: TextView, words: str, noun: str) -> bool:
    before = text.plain[: text.plain.find(words)].casefold()
    return re.search(rf"\b{re.escape(noun)}", before) is not None


_ROOM_FOR_TWO = 20
"""Characters before `the former` in which two things can have been named."""
