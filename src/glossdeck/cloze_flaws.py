"""What can be wrong with a cloze text, and how to put it right."""

from __future__ import annotations

import re
from types import MappingProxyType

from .cloze import HIGHEST_NUMBER
from .flaw import Flaw
from .formulas import MATH

DEEPEST_NESTING = 8

_NAMES = MappingProxyType(
    {
        "strong": "bold text",
        "b": "bold text",
        "em": "italic text",
        "i": "italic text",
        "s": "struck text",
        "a": "a link",
        "p": "a paragraph",
        "li": "a list item",
        "td": "a table cell",
        "th": "a table cell",
        MATH: "a formula",
    }
)


def name_of(source: str) -> str:
    """What to call the formula or the tag of this name."""
    return _NAMES.get(source, f"<{source}>")


def _flaw(message: str, fix: str, word: str = "") -> Flaw:
    return Flaw("cloze-syntax", message, fix, word)


NO_DELETION = _flaw(
    "the text hides nothing, so there is nothing to ask",
    "mark what the learner should recall: ==answer== or {{c1::answer}}",
)
STRAY_END = _flaw(
    "}} ends a gap, but none is open there",
    "start the gap with {{c1::, or write \\}} for the two braces themselves",
    "}}",
)
TWO_HINTS = _flaw(
    "a gap has more than one hint, or :: in its answer or hint",
    "keep one :: before the hint; for the two colons themselves write \\::",
    "::",
)
TOO_DEEP = _flaw(
    f"gaps lie inside one another more than {DEEPEST_NESTING} deep", "split the text into several"
)


def unclosed(source: str) -> Flaw:
    if source == "==":
        return _flaw(
            "== starts a gap that never ends",
            "close it: ==answer==; for the two signs themselves write \\==",
            "==",
        )
    return _flaw(
        f"the gap {source} never ends",
        "close it with }}; a single brace in the answer needs its partner or a backslash: \\{",
        source,
    )


def crossing(source: str, name: str) -> Flaw:
    return _flaw(
        f"the gap {source} and {name} overlap",
        f"let the gap start and end inside {name}, or put all of it inside the gap",
        source,
    )


def bad_opener(mark: str) -> Flaw:
    number = re.search(r"[0-9]+", mark)
    if number and not 1 <= int(number[0]) <= HIGHEST_NUMBER:
        problem = f"cloze numbers run from 1 to {HIGHEST_NUMBER}"
    elif "," in mark:
        problem = "a gap has one number"
    elif not number:
        problem = "the number is missing"
    elif not mark.startswith("{{"):
        problem = "a gap starts with two braces"
    elif "C" in mark or "c" not in mark or " " in mark:
        problem = "a gap starts with a small c, without blanks"
    else:
        problem = "two colons belong between number and answer"
    return _flaw(
        f"{mark.strip()} starts no gap: {problem}",
        "write {{c1::answer}} or ==answer==; for the braces themselves write \\{{ and \\}}",
        mark.strip(),
    )


def odd_equals(mark: str) -> Flaw:
    return _flaw(
        f"{mark} cannot be read: two = start or end a gap",
        "write ==answer==; for the signs themselves write a backslash before each: \\=",
        mark,
    )


def empty(source: str) -> Flaw:
    return _flaw("a gap has no answer", "write the answer: ==answer== or {{c1::answer}}", source)


def blanks(answer: str) -> Flaw:
    return _flaw(
        f"there are blanks just inside the == around {answer!r}",
        "write ==answer== without them; for the two signs themselves write \\==",
        "==",
    )


def marked_up_hint(source: str) -> Flaw:
    return _flaw(
        "a hint is plain text, without markup, images or gaps",
        "write the hint in plain words; a backslash before * or _ keeps them as they are",
        source,
    )
