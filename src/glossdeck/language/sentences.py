"""Where sentences end: full stops that end one, and those of abbreviations that do not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .common import FUNCTION_WORDS, word_set
from .words import WORD

_STOPS = "।॥؟۔։።၊။។៕།"
"""What ends a sentence in Indic, Arabic, Armenian, Ethiopic, Burmese, Khmer and Tibetan script."""

_SEVERAL = re.compile(rf"[.!?…][\"'”’)\]]*\s|\n|[。！？{_STOPS}]")
_END = re.compile(
    r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[^\W_a-z])|\s*\n\s*"
    rf"|(?<=[。！？])|(?<=[{_STOPS}])[\"'”’)\]]*\s+"
)
_SHORT_WORDS = word_set(
    "etc cf vs approx ca dr mr mrs ms prof st no fig vol ed eds pp p ch jr sr inc dept sec al"
)
_SHORT = re.compile(
    rf"(?:\b(?:e\.g|i\.e|{'|'.join(sorted(_SHORT_WORDS))})|(?:^|[\s(])[A-Z](?:\.[A-Z])*)\.$",
    re.I,
)
_SHORT_LETTERS = max(map(len, _SHORT_WORDS))

_MARK = re.compile(r"[.!?]")
_LONGEST_SHORT = 30
"""Characters of an abbreviation at most; initials can be many."""


def sentences(text: str) -> list[str]:
    """The sentences of a plain text; a line end ends one, an abbreviation does not."""
    if _is_one(text) or not _SEVERAL.search(text):
        return [text] if text else []
    found: list[str] = []
    start = 0
    for match in _ends(text):
        piece = text[start : match.start()]
        if "\n" not in match[0] and _goes_on(piece, text[match.end() :]):
            continue
        end = match.end() if "\n" in match[0] else match.start() + len(match[0].rstrip())
        found.append((piece + text[match.start() : end]).strip())
        start = match.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if WORD.search(sentence)]


def _is_one(text: str) -> bool:
    """Whether nothing before the last letter can end a sentence, in a text of ASCII letters: this
    takes a tenth of the time that a pattern does."""
    return text.isascii() and not (
        text.find(".", 0, -1) >= 0
        or "\n" in text
        or text.find("?", 0, -1) >= 0
        or text.find("!", 0, -1) >= 0
    )


def _ends(text: str) -> Iterator[re.Match[str]]:
    """Where a sentence can end: the blanks after it, and what closes it before them."""
    if "\n" in text or not text.isascii():
        yield from _END.finditer(text)
        return
    for mark in _MARK.finditer(text):  # the same, as most letters need no closer look
        match = _END.match(text, mark.end())
        if match is not None:
            yield match


def _goes_on(piece: str, following: str) -> bool:
    """Whether a full stop ends no sentence."""
    if piece.endswith(("...", "…")):
        return not following.lstrip("\"'“‘([")[:1].isupper()
    return _is_abbreviation(piece, following)


def _is_abbreviation(piece: str, following: str) -> bool:
    last = piece[-_SHORT_LETTERS - 2 : -1].rpartition(" ")[2]
    if last.isalpha() and len(last) > 1 and last.casefold() not in _SHORT_WORDS:
        return False  # as nearly always; what follows is slower
    match = _SHORT.search(piece, max(0, len(piece) - _LONGEST_SHORT))
    if match is None:
        return False
    word = match[0].strip(" (.").casefold()
    after = WORD.match(following.lstrip("\"'“‘(["))
    if word == "no":
        return after is not None and after[0][0].isdigit()
    if len(word) == 1 and after is not None:
        # "vitamin C. It helps" ends there, "J. Smith" does not.
        return after[0].casefold() not in FUNCTION_WORDS["en"]
    return True
