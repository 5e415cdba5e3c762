"""Texts as words: what each is, looked up once for each different word.

Stems are Snowball's. A vocabulary belongs to one language and one run; it forgets everything
when it has grown too large, so that memory stays bounded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import NamedTuple, TypeVar

from .common import FUNCTION_WORDS, word_set
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
