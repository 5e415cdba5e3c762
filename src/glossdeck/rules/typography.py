"""Typing faults that learners see.

Error: characters garbled on their way through a wrong encoding (â€™, Ã©), invisible characters
(zero-width, direction marks where the script needs none), and a literal `[...]` in a question, an
example or a sentence with gaps, where it looks like a gap, and a text that is only "TODO" or "???".
Warning: `[...]` elsewhere, and a formula between dollars, which Anki shows as it is. Info: a word
typed twice, two blanks in a row, none behind a comma, straight and curly quotation marks in one
text, and British and American spelling in one deck.

Why: a garbled card is trusted less, and `[...]` is what Anki itself shows for a gap (tried in
Anki 26.9).

Bad:
    definition: The fear that others donâ€™t understand.
Good:
    definition: The fear that others don't understand.

`glossdeck check --fix` corrects what has one right form. To silence:
`ignore: {typography: the reason}` at the entry.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from ..identity import slug
from ..language.spelling import AMERICAN, BRITISH, OTHER_SPELLING
from ..language.typing import (
    GARBLED,
    INVISIBLE,
    NO_BLANK,
    PLACEHOLDER,
    TWICE,
    TWO_BLANKS,
    is_needed,
)
from ..wording import text_for
from .rule import ERROR, INFO, WARNING, Finding, Group, Meta, Of, Settings, quoted
from .views import EditionView, Role, TextView

_LOOKS_LIKE_GAP = re.compile(r"\[(?:\.\.\.|…)\]")
_GAPPED = frozenset({Role.CLOZE, Role.EXAMPLE, Role.ASK})
"""Where learners look for gaps; elsewhere `[...]` may stand for words left out of a quotation."""
_NAMES = frozenset({Role.TERM, Role.TITLE})
"""“TBD” can be what a card teaches."""
_DOLLARS = re.compile(r"\$\$?(?=\S)[^$\n]*[\\^_{=][^$\n]*(?<=\S)\$\$?")
"""A formula as in TeX; `$5 and $6` are prices."""
_PROSE = re.compile(r"(?:(?<![\\{\w])[a-z]{2,} ){3}")
"""Words in a row, which no formula has: the dollars before and after them are of code."""
_TAKE_OUT = "run `glossdeck check --fix`, which takes it out, or type the words around it again"
_RETYPE = "type the whole {} again; `--fix` leaves it alone, because an id is made of it"
_STRAIGHT, _CURLY = re.compile(r"\"|(?<=\w)'(?=\w)"), re.compile(r"[“”]|(?<=\w)’(?=\w)")
_SUSPECT = (
    r"[$\[\"\u00ad\u00c2\u00c3\u00e2\u00ef\u200b-\u200f\u2018-\u201d\u2028-\u202e\u2060-\u206f"
    r"\ufeff\ufffd]|TODO|TB[DC]|tb[dc]|FIXME|XXX|\?\?|\.\.\.|…|orem$|[^\W\d_]{2}[,.][^\W\d_]"
    r"|\u0102[\u00a1-\u00b8\u00bb\u02c7]|(?<=\w)\u0102\w|\u0139\u201c"
)


def _as_written(words: Iterable[str]) -> frozenset[str]:
    return frozenset(form for word in words for form in (word, word.capitalize()))


_SPELLED_BRITISH = _as_written(BRITISH)
_SPELLED = _SPELLED_BRITISH | _as_written(AMERICAN)


META = Meta(
    code="typography",
    title="Typing faults that learners see",
    group=Group.TYPOGRAPHY,
    of=Of.TEXT,
    severities=(ERROR, WARNING, INFO),
    marks=_SUSPECT,
    passes_over=False,
)


def check(text: TextView, settings: Settings) -> Iterable[Finding]:
    """Yield typing faults of a text."""
    found = _in_source(text)
    is_english = text.edition.vocabulary.language == "en"  # only there doubled words are known
    if text.has_sign_of(META.code) or (is_english and text.stutters()):
        return (*_in_text(text), *found)
    return found


def conclude(deck: EditionView, settings: Settings) -> Iterator[Finding]:
    """Yield the mix of British and American spelling in a deck."""
    words = deck.tokens & _SPELLED if deck.vocabulary.language == "en" else frozenset()
    if words.isdisjoint(_SPELLED_BRITISH) or words <= _SPELLED_BRITISH:
        return
    british: dict[str, TextView] = {}
    american: dict[str, TextView] = {}
    for text in deck.with_tokens(words):
        for token in filter(words.__contains__, text.tokens):
            spelled = british if token in _SPELLED_BRITISH else american
            spelled.setdefault(token, text)
    yield from _spelling(british, american)


def _in_text(text: TextView) -> Iterator[Finding]:
    plain = text.plain
    is_ascii = plain.isascii()
    if PLACEHOLDER.fullmatch(plain) and text.role not in _NAMES:
        message = f"nothing stands here yet but “{plain}”, and learners would see it"
        yield Finding(
            ERROR, message, "write the text, or leave it out until it is there", text.at()
        )
    if not is_ascii:
        yield from _from_elsewhere(text)
    gap = _LOOKS_LIKE_GAP.search(plain) if "[" in plain else None
    if gap:
        message = f"“{gap[0]}” looks to learners like a gap of Anki"
        severity = ERROR if text.role in _GAPPED else WARNING
        yield Finding(severity, message, "write … without brackets", text.at(gap[0]))
    formula = _DOLLARS.search(plain) if "$" in plain else None
    if formula and not _PROSE.search(formula[0]):
        message = f"learners see “{formula[0]}” as it is: Anki takes no dollars around a formula"
        fix = "write \\( before it and \\) after it"
        yield Finding(WARNING, message, fix, text.at(formula[0]))
    is_english = text.edition.vocabulary.language == "en"
    twice = TWICE.search(plain) if is_english and text.stutters() else None
    if twice:
        yield Finding(INFO, f"“{twice[0]}” stands twice", "delete one", text.at(twice[0]))
    joined = NO_BLANK.search(plain)
    if joined:
        mark = "comma" if "," in joined[0] else "full stop"
        message = f"no blank stands behind the {mark} in “{joined[0]}”"
        yield Finding(INFO, message, "put one there", text.at(joined[0]))
    curly = _CURLY.search(plain) if not is_ascii and _STRAIGHT.search(plain) else None
    if curly:
        message = "straight and curly quotation marks or apostrophes are mixed in one text"
        yield Finding(INFO, message, "use one kind: ' and \" or ’ and “ ”", text.at(curly[0]))


def _from_elsewhere(text: TextView) -> Iterator[Finding]:
    """Characters that nobody types: they came with a text from elsewhere."""
    garbled = GARBLED.search(text.plain)
    if garbled:
        message = f"“{garbled[0]}” was spoiled when the file was opened or saved"
        right = _as_it_was(garbled[0])
        again = f"write “{right}” in its place" if right else "type it again"
        fix = f"{again}, and save the file as UTF-8, which editors call its encoding"
        yield Finding(ERROR, message, fix, text.at(garbled[0]))
    for match in INVISIBLE.finditer(text.plain):
        if not is_needed(text.plain, match.start(), text.edition.vocabulary.language):
            code = f"U+{ord(match[0]):04X}"
            name = unicodedata.name(match[0], "without a name").lower()
            message = f"the {text.role} holds an invisible character ({name}, {code})"
            fix = _RETYPE.format(text.role) if _makes_an_id(text) else _TAKE_OUT
            yield Finding(ERROR, message, fix, text.at(match[0]))
            return


def _makes_an_id(text: TextView) -> bool:
    """Whether an id would change with an invisible character: such corrections are not made."""
    is_name = text.role in (Role.TERM, Role.TITLE)
    return is_name and slug(text.plain) != slug(INVISIBLE.sub("", text.plain))


def _as_it_was(garbled: str) -> str:
    """What spoiled characters were, read as what they were saved as; empty when that is lost."""
    for encoding in ("cp1252", "latin-1", "cp1250", "iso8859-2"):
        try:
            right = garbled.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if right.isprintable() and not right.isspace():
            return right
    return ""


def _in_source(text: TextView) -> Sequence[Finding]:
    """Blanks are folded in what learners see, so they are looked for in what was written."""
    written = getattr(text.document, text.key)
    if isinstance(written, dict):
        written = text_for(written, text.edition.name)
    if isinstance(written, str) and "  " in written and text.role is not Role.ABOUT:
        found = TWO_BLANKS.search(written)
        if found:
            word = f"{found[1]} {found[2]}"
            return (Finding(INFO, "two blanks in a row", "delete one", text.at(word)),)
    return ()


def _spelling(british: dict[str, TextView], american: dict[str, TextView]) -> Iterator[Finding]:
    if not (british and american):
        return
    fewer, more = sorted((british, american), key=len)
    token, text = next(iter(fewer.items()))
    others = quoted(list(more)[:3])
    kinds = ("British", "American") if fewer is british else ("American", "British")
    verb = "is" if len(more) == 1 else "are"
    message = f"“{token}” is {kinds[0]} spelling, while {others} {verb} {kinds[1]}"
    swapped = {american: british for british, american in OTHER_SPELLING.items()}
    other = OTHER_SPELLING.get(token.lower()) or swapped[token.lower()]
    fix = f"write “{other}”, or spell all of them the other way"
    yield Finding(INFO, message, fix, text.at(token))
