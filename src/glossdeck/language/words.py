"""Texts as words: what each is, looked up once for each different word.

Stems are Snowball's. A vocabulary belongs to one language and one run; it forgets everything
when it has grown too large, so that memory stays bounded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import NamedTuple, TypeVar

from .common import FUNCTION_WORDS
from .kin import family

_MARKS = "".join(
    char
    for start, stop in ((0x300, 0x1E00), (0x20D0, 0x2100), (0x3099, 0x309B), (0xA66F, 0xAC00))
    for char in map(chr, range(start, stop))
    if unicodedata.category(char).startswith("M")
)
"""Vowel signs and accents that are characters of their own: no letters for `re`, but in words."""

_INNER = rf"(?:[{_MARKS}\u200c\u200d]++[-'’‐‑־·]?|[-'’‐‑־·])"
WORD = re.compile(rf"\d+(?:[.,:/]\d+)+|[^\W_]++(?:{_INNER}[^\W_]++)*+[{_MARKS}]*+")
"""A word or number; `self-stigma`, `don't`, `हिन्दी` and `63.8` are one each."""

PUNCTUATION = ".,;:!?()\"'“”‘’"
"""What mostly stands around words."""

T = TypeVar("T")

MAX_WORDS = 300_000
"""Different words that a vocabulary remembers."""

_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian",
    "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my", "bo", "dz"})
"""Languages written without spaces between words."""

UNCOUNTED = UNSPACED | {"vi"}
"""Languages whose words are not counted: without spaces, or with one after each syllable."""

_PART = re.compile(r"[-‐‑־]")
_POSSESSIVE = re.compile(r"['’]s?$")
_APOSTROPHE = re.compile("['’]")
_ELIDED = {
    "ca": re.compile(r"^(?:[dlmnst])['’](?=\w)"),
    "fr": re.compile(r"^(?:qu|jusqu|lorsqu|puisqu|quoiqu|[cdjlmnst])['’](?=\w)"),
    "it": re.compile(
        r"^(?:un|(?:d|n|s|qu|a)?[ae]ll|dell|sull|coll|quell|quest|bell|sant|c|d|l|m|s|t|v)['’](?=\w)"
    ),
    "oc": re.compile(r"^(?:qu|[dlmnst])['’](?=\w)"),
}
"""Small words that lose their vowel before another: `l'` in `l'eau` is no part of the noun."""


class Word(NamedTuple):
    """One word as it is written.

    Parameters:
        text: as written.
        parts: its parts between hyphens, small letters, without a possessive `'s`.
        stems: of the parts that carry meaning; none for `of` and `the`.
    """

    text: str
    parts: tuple[str, ...]
    stems: tuple[str, ...]

    @property
    def is_content(self) -> bool:
        """Whether it carries meaning of its own."""
        return bool(self.stems)

    @property
    def is_number(self) -> bool:
        """Whether it begins with a digit."""
        return self.text[0].isdigit()


def primary_language(tag: str) -> str:
    """`en` of `en-GB`."""
    return tag.replace("_", "-").split("-")[0].lower()


class Lookup(dict[str, T]):
    """What a function says of pieces of texts, each asked once; forgets all when it has grown
    too large."""

    def __init__(self, ask: Callable[[str], T]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, piece: str) -> T:
        if len(self) >= MAX_WORDS:
            self.clear()
        found = self[piece] = self._ask(piece)
        return found


class Piece(NamedTuple):
    """What stands between two blanks of a text, mostly one word with its punctuation.

    Parameters:
        words: the words in it.
        stems: of all of its words.
        size: how many words.
        signs: bits that `Vocabulary` was told to find in it.
        first, last: its first word and its last, in small letters; empty when it has none.
    """

    words: tuple[Word, ...]
    stems: tuple[str, ...]
    size: int
    signs: int
    first: str
    last: str


words_of, stems_of, size_of, signs_of, first_of, last_of = map(itemgetter, range(6))
"""Parts of a piece: what lists of pieces are mapped with."""


def _no_signs(_: str) -> int:
    return 0


class Vocabulary(dict[str, Word]):
    """Words by how they are written; a new one is looked up when first asked for.

    Texts are taken apart at blanks, as no word has one, and what stands between two blanks is
    looked up as a whole, once for all that is asked of it: most of it has been seen before.

    Parameters:
        language: its tag.
        signs: told a piece of text, finds bits in it.
    """

    def __init__(self, language: str, signs: Callable[[str], int] = _no_signs) -> None:
        super().__init__()
        self.language = primary_language(language)
        self.function_words = FUNCTION_WORDS.get(self.language, frozenset())
        self.stem = _stemmer(self.language)
        self.elided = _ELIDED.get(self.language)
        self.signs = signs
        self.of_piece: Lookup[Piece] = Lookup(self._piece)
        self.families: Lookup[frozenset[str]] = Lookup(family)

    def __missing__(self, text: str) -> Word:
        if len(self) >= MAX_WORDS:
            self.clear()
        low = text.casefold()
        if low.isalpha():
            parts: tuple[str, ...] = (low,)
        else:
            parts = tuple([_POSSESSIVE.sub("", part) for part in _PART.split(low)])
        if self.elided and _APOSTROPHE.search(low):
            parts = tuple([self.elided.sub("", part) for part in parts])
        functions, stem = self.function_words, self.stem
        stems = tuple([stem(part) for part in parts if part and part not in functions])
        word = self[text] = Word(text, parts, stems)
        return word

    def _piece(self, piece: str) -> Piece:
        core = piece.strip(PUNCTUATION)
        if core.isalpha():
            words: tuple[Word, ...] = (self[core],)
        else:
            words = tuple([self[found] for found in WORD.findall(piece)])
        stems = tuple([stem for word in words for stem in word.stems])
        first, last = (words[0].parts[0], words[-1].parts[-1]) if words else ("", "")
        return Piece(words, stems, len(words), self.signs(piece), first, last)

    def pieces(self, text: str) -> list[Piece]:
        """What stands between the blanks of a text."""
        return list(map(self.of_piece.__getitem__, text.split()))

    def words(self, text: str) -> list[Word]:
        """The words of a text in order."""
        return list(chain.from_iterable(map(words_of, self.pieces(text))))

    def count(self, text: str) -> int:
        """How many words a text has."""
        return sum(map(size_of, self.pieces(text)))

    def stems(self, text: str) -> frozenset[str]:
        """Stems of the words of a text that carry meaning."""
        return frozenset(chain.from_iterable(map(stems_of, self.pieces(text))))


@lru_cache(maxsize=32)
def _stemmer(language: str) -> Callable[[str], str]:
    name = _STEMMERS.get(language)
    if name is None:
        return str
    import Stemmer

    if name not in Stemmer.algorithms():
        return str
    stem: Callable[[str], str] = lru_cache(maxsize=100_000)(Stemmer.Stemmer(name, 0).stemWord)
    return stem
