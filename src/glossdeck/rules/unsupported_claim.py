"""A claim that says more than its source, or that ages without saying when it was true.

Warning: a share or number of people without a year in the text or in the entry's sources; words
that age (recently, currently, nowadays); words that replace evidence (studies show, experts
agree, undoubtedly, proves that). Info: always, never or crucial in an entry without a source.
Error: a share of people in an entry without any source, in a deck whose entries have sources.

Whether a source speaks of causes or only of a link cannot be read off the words; that was left
out.

Why: provide sources and dates (Wozniak, Twenty rules, rules 18 and 19).

Bad:
    - "Studies show that ==stigma== keeps 40% of people from therapy."
Good:
    - "In a 2015 review of 144 studies, ==stigma== was linked with less help-seeking."

To silence: `ignore: {unsupported-claim: the reason}` at the entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..language.common import word_set
from .rule import ENGLISH, ERROR, INFO, WARNING, Finding, Group, Meta, Of, Settings
from .views import NoteView, Role, TextView

_STARTS = word_set(
    """
    recently currently nowadays recent days date present latest studies research evidence science
    survey surveys experts scientists known proven undoubtedly undeniably doubt everyone obviously
    proves always never crucial crucially vital vitally guarantee guarantees
    """
)

META = Meta(
    code="unsupported-claim",
    title="A claim that says more than its source",
    group=Group.SOURCES,
    of=Of.NOTE,
    severities=(ERROR, WARNING, INFO),
    languages=ENGLISH,
    words=_STARTS | {"one", "two", "three"},
    marks=r"\d",
)

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_WHO = (
    r"(?:people|persons|adults|patients|clients|respondents|participants|women|men|children|students"
    r"|teenagers|adolescents|users|households|families|cases|countries|americans|europeans|employees"
    r"|workers|companies|voters|population|veterans|infants|pregnancies|deaths|teachers|citizens)"
)
_COUNT = (
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty"
    r"|(?:a |one )?hundred|(?:a |one )?thousand)"
)
_NUMBER = re.compile(
    rf"\b\d+(?:[.,]\d+)?\s?(?:%|percent\b|per cent\b)(?=[^.;]{{0,60}}?\b{_WHO}\b)"
    rf"|\b(?:about |nearly |almost )?(?:one|two|three|\d+) (?:in|out of)"
    rf" (?:every )?{_COUNT} {_WHO}\b"
    rf"|\b\d+(?:[.,]\d+)? (?:million|billion|thousand) {_WHO}\b"
    r"|\b(?:most|many|a majority of) \d+(?:[.,]\d+)?\s?(?:%|percent)",
    re.I,
)
_AGES = re.compile(
    r"\b((?<!used )(?<!most )(?<!least )(?<!more )recently(?! (?:used|opened|visited|added|active))"
    r"|nowadays|in recent (?:years|decades)|these days|(?<!up )to date|at present"
    r"|recent (?:stud(?:y|ies)|research|surveys?|evidence|findings|work)"
    r"|latest (?:stud(?:y|ies)|research|figures|data|findings|version)"
    # "the currently open file" is open at that moment
    r"|(?<=not )currently|(?<=n['’]t )currently"
    r"|currently(?= (?:the|no|not|there|only|an?|thought|considered|believed|estimated|under"
    r"|recommended|regarded|known|unknown|popular|most|about|around|approximately|over|more|less"
    r"|live|lives|supports?|offers?|provides?|requires?|includes?|affects?|one|two|three|accounts?|\d+)\b))\b",
    re.I,
)
_REPLACES = re.compile(
    r"(?<!the )(?<!these )(?<!those )"
    r"\b((?:studies|research|evidence|science|surveys?) (?:has |have )?(?:clearly |consistently )?"
    r"(?:shows?|shown|proves?|proven|proved|suggests?|says?|finds?|found|confirms?|demonstrates?)"
    r"(?! (?:only )?(?:a )?(?:link|association|correlation))"
    r"|(?:experts|scientists) (?:agree|say|believe)"
    # "unless it is known to be needed" is a condition
    r"|(?<!unless )(?<!if )(?<!once )(?<!when )(?<!until )(?<!whether )(?<!before )(?<!after )"
    r"it is (?:well )?(?:known|proven)(?! (?:as|by)\b)"
    r"|undoubtedly|undeniably|without (?:a )?doubt|everyone knows"
    r"|(?:which|this|that|it|research|study|evidence|data|experience|history|science) proves that"
    r"|(?:^|(?<=[.,] ))obviously|(?<=\bis )obviously|(?<=\bare )obviously"
    r"|(?:scientifically|clinically) proven)\b",
    re.I,
)
_ABSOLUTE = re.compile(
    r"\b(?<!not )(?<!almost )(?<!nearly )(always|never|crucial(?:ly)?|vital(?:ly)?|guarantees?)\b",
    re.I,
)
_ROLES = frozenset({Role.DEFINITION, Role.CLOZE, Role.ANSWER, Role.DIFFERENCE, Role.EXTRA})


def check(note: NoteView, settings: Settings) -> Iterator[Finding]:
    """Yield at most one finding for each text of a note."""
    for role, text in note.texts.items():
        if role in _ROLES and text.has_sign_of(META.code):
            yield from _in_text(note, text)


_GLOSS_WORDS = 5
"""A definition of so few words may be a translation, as in `now, at present`."""


def _in_text(note: NoteView, text: TextView) -> Iterator[Finding]:
    plain = text.plain
    low = plain.lower()
    has_year = _DIGIT.search(plain) and _YEAR.search(plain)
    undated = None if has_year else _undated(note, text, low)
    if undated is not None:
        yield undated
        return
    if not _holds(low, _STRONG) or note.plain("Source"):
        return
    absolute = _ABSOLUTE.search(plain)
    if absolute:
        message = f"“{absolute[1]}” is a strong word for an entry without a source"
        fix = "add `references:` that bear it out, or write “often”, “rarely” and the like"
        yield Finding(INFO, message, fix, text.at(absolute[1]))


def _undated(note: NoteView, text: TextView, low: str) -> Finding | None:
    """What a text without a year says as if it were true for ever.

    Parameters:
        low: the text in small letters.
    """
    plain = text.plain
    may_count = _holds(low, _COUNTED) or (_NEAR_RATIO.search(low) and _RATIO.search(low))
    number = _NUMBER.search(plain) if may_count else None
    if number and not _YEAR.search(note.plain("Source")):
        has_none = not note.plain("Source") and note.edition.deck.references
        severity = ERROR if has_none else WARNING
        message = f"“{number[0]}” has neither a year nor a source with one"
        fix = "say when and where it was found, as in “in a 2015 survey”, and add the reference"
        return Finding(severity, message, fix, text.at(number[0]))
    may_age, may_replace = _holds(low, _AGING), _holds(low, _BEARING)
    if not (may_age or may_replace) or _STARTS.isdisjoint(map(str.lower, text.tokens)):
        return None
    ages = _AGES.search(plain) if may_age else None
    is_gloss = text.role is Role.DEFINITION and len(text.tokens) <= _GLOSS_WORDS
    if ages and not is_gloss:
        message = f"“{ages[1]}” ages: nobody can tell when it was true"
        fix = "write the year in its place, as in “in 2024”"
        return Finding(WARNING, message, fix, text.at(ages[1]))
    replaces = _REPLACES.search(plain) if may_replace else None
    if replaces:
        message = f"“{replaces[1]}” takes the place of evidence"
        fix = "name the study and its year, or leave the words out"
        return Finding(WARNING, message, fix, text.at(replaces[1]))
    return None


def _holds(low: str, some: tuple[str, ...]) -> bool:
    """Whether a text in small letters holds one of some words: far quicker to tell than where a
    pattern matches."""
    return any(map(low.__contains__, some))


_DIGIT = re.compile(r"\d")
_NEAR_RATIO = re.compile(r"[\deo] (?:in|out) ")
"""The same by the last letter of what is counted, which takes a fifth of the time."""
_RATIO = re.compile(r"(?:\d|one|two|three) (?:in|out) ")
_COUNTED = ("%", "percent", "per cent", "million", "billion", "thousand")
"""Without these there is no number to look for."""
_BEARING = (
    "studies", "research", "evidence", "science", "survey", "expert", "scientist", "known",
    "proven", "proves", "undoubtedly", "undeniably", "doubt", "everyone", "obviously",
)  # fmt: skip
_AGING = ("recent", "current", "nowadays", "latest", "these days", "to date", "at present")
_STRONG = ("always", "never", "crucial", "vital", "guarantee")
