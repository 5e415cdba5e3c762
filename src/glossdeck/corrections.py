"""Corrections of one text that need no judgement: each has one right form.

Every one takes and gives a text as it is written in YAML, and what kind of text it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from .escapes import pieces
from .language.typing import GARBLED, GARBLED_RUN, INVISIBLE, TWO_BLANKS, is_needed
from .writtentexts import Written

Correct = Callable[[str, Written], str]


def corrected(text: str, written: Written) -> str:
    """The text with all corrections made."""
    for correct in _CORRECTIONS:
        text = correct(text, written)
    return text


def _composed(text: str, _written: Written) -> str:
    return unicodedata.normalize("NFC", text)


def _ungarbled(text: str, _written: Written) -> str:
    return GARBLED_RUN.sub(_decoded_again, text)


def _decoded_again(match: re.Match[str]) -> str:
    """What was garbled as it was before; one sign that can be meant stays, as in „Spaß“."""
    data = bytearray()
    for char in match[0]:
        try:
            data += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 255:
                return match[0]
            data.append(ord(char))
    try:
        decoded = data.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
    return decoded if len(decoded) > 1 or GARBLED.match(match[0]) else match[0]


def _visible(text: str, written: Written) -> str:
    language = written.languages[0] if len(written.languages) == 1 else ""
    if "\\" not in text or not written.has_escapes:
        return INVISIBLE.sub(
            lambda match: match[0] if is_needed(text, match.start(), language) else "", text
        )
    found = pieces(text)
    says = "".join(char for _, char in found)
    kept, at = [], 0
    for piece, char in found:
        if INVISIBLE.fullmatch(char) and not is_needed(says, at, language):
            piece = " " if char in _LINE_ENDS else ""
        kept.append(piece)
        at += len(char)
    return "".join(kept)


_LINE_ENDS = "\u2028\u2029"


def _once(text: str, written: Written) -> str:
    return _TWICE.sub(_first, text) if written.is_english else text


def _first(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group)


_TWICE = re.compile(
    r"(?<![\w-])(?:(the|The) the|(of) of|(to) to|(and) and|(or) or|(with) with|(from) from"
    r"|(for) for|(at) at|(a) a|(an|An) an)(?![\w-])"
)
"""Words that are never right twice in a row; `what it is is` and the band `The The` are."""


def _one_blank(text: str, written: Written) -> str:
    return text if written.is_literal else TWO_BLANKS.sub(r"\1 \2", text)


def _cloze_marks(text: str, written: Written) -> str:
    return _ALMOST.sub(r"{{c\1::", text) if written.has_gaps else text


_ALMOST = re.compile(r"\{\{ ?[Cc] ?([0-9]{1,3})(?:::?)(?!:)")


def _article(text: str, written: Written) -> str:
    return _ARTICLE.sub(r"\1(n)", text) if written.has_gaps and written.is_english else text


_ARTICLE = re.compile(
    r"((?<![\w-])a|(?:(?<=[.!?:] )|(?<=[\"'“(])|^)A)n?(?= (?:==(?!=)|\{\{c[0-9]))", re.M
)
"""An article before a gap; a capital A elsewhere is a name, as in `vitamin A`."""

_CORRECTIONS: tuple[Correct, ...] = (
    _composed,
    _ungarbled,
    _visible,
    _once,
    _one_blank,
    _cloze_marks,
    _article,
)
