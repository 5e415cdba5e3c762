"""Whether a text names something, whole or by its word stems."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter

from ..language.common import word_set
from ..language.words import UNSPACED, Vocabulary, Word


@dataclass(frozen=True, slots=True)
class Mention:
    """How a text names something.

    Parameters:
        whole: all of it stands there, but for capitals, hyphens and a plural ending.
        words: the words of the text that show it, as written.
    """

    whole: bool
    words: tuple[str, ...]


def whole_mention(name: str, text: str, vocabulary: Vocabulary) -> str:
    """The words of a text that are a name as a whole, as written; empty when it is not there.

    Capitals, hyphens, blanks and a plural ending make no difference. A name of one or two letters
    is looked for as it is written, because `a` and `it` are words too.
    """
    if vocabulary.language in UNSPACED:
        return _anywhere(name, text) if len(name) > 1 else ""
    wanted, words = vocabulary.words(name), vocabulary.words(text)
    if not any(word.stems for word in wanted):
        return ""
    if len(name) <= 3 and vocabulary.language != "ko":
        return name if any(word.text == name for word in words) else ""
    parts = [part for word in wanted for part in word.parts]
    if _beginning(parts) not in "".join(chain.from_iterable(map(_parts_of, words))):
        return ""  # as nearly always; what follows is ten times slower
    endings = _PARTICLES if vocabulary.language == "ko" else frozenset()
    return _run(parts, words, endings) or _joined("".join(parts), words)


_parts_of = attrgetter("parts")


def _beginning(parts: list[str]) -> str:
    """What a name and its plural begin with, without blanks."""
    return "".join(parts[:-1]) + _singular(parts[-1]).removesuffix("y")


def _anywhere(name: str, text: str) -> str:
    """A name in a text without blanks, as written; a Latin one is not found inside of a word."""
    before = r"(?<![0-9A-Za-z])" if name[0].isascii() else ""
    after = r"(?![0-9A-Za-z])" if name[-1].isascii() else ""
    found = re.search(f"{before}{re.escape(name)}{after}", text, re.I)
    return found[0] if found else ""


_PARTICLES = word_set(
    """
    은 는 이 가 을 를 의 에 와 과 도 만 로 으로 에서 에게 란 이란 라는 이라는 들 들은 들이 들을
    들의 이다
    """
)
"""What Korean writes onto the end of a noun."""


def _run(parts: Sequence[str], words: Sequence[Word], endings: frozenset[str]) -> str:
    """The words whose parts are these, one after the other."""
    flat = [(part, at) for at, word in enumerate(words) for part in word.parts]
    last = len(parts) - 1
    for start in range(len(flat) - last):
        if all(
            _same(part, flat[start + at][0], at == last, endings) for at, part in enumerate(parts)
        ):
            first, final = flat[start][1], flat[start + last][1]
            return " ".join(word.text for word in words[first : final + 1])
    return ""


def _same(wanted: str, part: str, is_last: bool, endings: frozenset[str]) -> bool:
    if wanted == part:
        return True
    if is_last and endings and part.startswith(wanted):
        return part[len(wanted) :] in endings
    return is_last and len(wanted) > 2 and (_singular(wanted) == _singular(part))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ses", "xes", "zes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _joined(name: str, words: Sequence[Word]) -> str:
    """`selfstigma` for `self-stigma`, and the other way round for names in two words."""
    for at, word in enumerate(words):
        here = "".join(word.parts)
        if here == name:
            return word.text
        if name.startswith(here) and at + 1 < len(words):
            after = words[at + 1]
            if here + "".join(after.parts) == name:
                return f"{word.text} {after.text}"
    return ""


def words_with(stems: frozenset[str] | set[str], words: Sequence[Word]) -> tuple[str, ...]:
    """The words of a text that have one of these stems, each once, as written."""
    return tuple(dict.fromkeys(word.text for word in words if stems.intersection(word.stems)))


def stems_of(text: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Stems of the words of a text that carry meaning."""
    return vocabulary.stems(text)
