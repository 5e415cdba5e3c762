"""A text of an author as a learner of one edition reads it: its words, stems and sentences.

Everything is worked out when first asked for and kept until the note that it is in is let go.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, reduce
from itertools import chain, islice
from operator import eq, or_

from ..document import Document
from ..language.sentences import sentences
from ..language.words import (
    Piece,
    Word,
    first_of,
    last_of,
    signs_of,
    size_of,
    stems_of,
    words_of,
)
from ..markup import visible_text
from ..problem import Place
from ..wording import route_for, text_for
from .deckedition import DeckEdition
from .lazy import lazy


class Role(StrEnum):
    """What a text is in its entry; its value is what messages call it."""

    TERM = "term"
    ALSO = "other name"
    DEFINITION = "definition"
    EXAMPLE = "example"
    CLOZE = "sentence"
    DIFFERENCE = "difference"
    ASK = "question"
    ANSWER = "answer"
    EXTRA = "extra"
    TITLE = "title"
    ABOUT = "description"
    SLOT = "field"


class TextView:
    """One text of an author, as it is read.

    Parameters:
        role: what it is in its entry.
        plain: visible text.
        html: the field; empty for texts that are no field.
        document, key: where it stands.
        edition: what it is part of.
    """

    def __init__(
        self,
        role: Role,
        plain: str,
        html: str,
        document: Document,
        key: str,
        edition: DeckEdition,
    ) -> None:
        self.role, self.plain, self.html = role, plain, html
        self.document, self.key, self.edition = document, key, edition

    @lazy
    def pieces(self) -> list[Piece]:
        """What stands between its blanks: words with their punctuation."""
        return self.edition.vocabulary.pieces(self.plain)

    @lazy
    def signs(self) -> int:
        """The rules that it can matter to, as bits of the edition's signs."""
        return reduce(or_, map(signs_of, self.pieces), 0)

    @lazy
    def words(self) -> list[Word]:
        """Its words in order."""
        return list(chain.from_iterable(map(words_of, self.pieces)))

    @lazy
    def length(self) -> int:
        """How many words it has."""
        return sum(map(size_of, self.pieces))

    @lazy
    def tokens(self) -> list[str]:
        """Its words as they are written."""
        return [word.text for word in self.words]

    @lazy
    def stems(self) -> frozenset[str]:
        """Stems of the words that carry meaning."""
        return frozenset(chain.from_iterable(map(stems_of, self.pieces)))

    def says_twice(self) -> bool:
        """Whether some word that carries meaning is there twice, in any form."""
        return len(list(chain.from_iterable(map(stems_of, self.pieces)))) > len(self.stems)

    def stutters(self) -> bool:
        """Whether one of its words may follow itself."""
        pieces = self.pieces
        return any(map(eq, map(last_of, pieces), map(first_of, islice(pieces, 1, None))))

    def shares(self, stems: frozenset[str]) -> bool:
        """Whether it has one of some stems."""
        if "stems" in self.__dict__:
            return not stems.isdisjoint(self.stems)
        return not stems.isdisjoint(chain.from_iterable(map(stems_of, self.pieces)))

    @lazy
    def squashed(self) -> str:
        """Its text in small letters without blanks, hyphens and a full stop."""
        return squash(self.plain)

    @lazy
    def sentences(self) -> list[str]:
        """Its sentences."""
        return sentences(self.plain)

    @lazy
    def proper(self) -> TextView:
        """The same without the words of its pictures, which are seen and not read."""
        if "<img" not in self.html:
            return self
        html = _PICTURE.sub(" ", self.html)
        return TextView(self.role, visible_text(html), html, self.document, self.key, self.edition)

    def at_gap(self, answer: str) -> Place:
        """The place of a gap, with its marks: the same words may stand elsewhere too."""
        shown = text_for(getattr(self.document, self.key), self.edition.name)
        told = re.escape(answer)
        gap = re.search(rf"=={told}(?:::[^=]*)?==|\{{\{{c\d+::{told}(?:::[^{{}}]*)?\}}\}}", shown)
        return self.at(gap[0] if gap else answer)

    def at_open(self, word: str) -> Place:
        """The place of a word outside of all gaps, with as many words before it as tell it from
        the same word in one."""
        shown = text_for(getattr(self.document, self.key), self.edition.name)
        hidden = [gap.span() for gap in _GAP.finditer(shown)]
        for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", shown):
            start, end = match.span()
            if any(opens <= start < closes for opens, closes in hidden):
                continue
            while start and shown.find(shown[start:end]) < start:
                start = shown.rfind(" ", 0, start - 1) + 1
            return self.at(shown[start:end])
        return self.at(word)

    def at(self, word: str = "") -> Place:
        """Its place, with words to underline; those that marks such as `==` cut are shortened."""
        written = getattr(self.document, self.key)
        above = self.document.place
        route = (*above.route, _written_key(type(self.document), self.key))
        shown = written
        if isinstance(written, dict):
            route = (*route, *route_for(written, self.edition.name))
            shown = text_for(written, self.edition.name)
        if word and isinstance(shown, str) and word not in shown:
            word = longest_part(word, " ".join(shown.split()))
        return Place(above.file, route, word=word)

    def has_sign_of(self, rule: str) -> bool:
        """Whether it holds one of the signs without which a rule finds nothing."""
        return bool(self.signs & self.edition.signs.bit_of[rule])

    def let_go(self) -> None:
        """Forget what is large and only needed while rules look at its note."""
        kept = self.__dict__
        for name in _LARGE if self.role in _COMPARED else (*_LARGE, "stems"):
            kept.pop(name, None)


def squash(text: str) -> str:
    """A text in small letters without blanks, hyphens and a full stop."""
    return text.casefold().replace(" ", "").replace("-", "").strip(".")


_GAP = re.compile(r"==.*?==|\{\{.*?\}\}", re.S)
_PICTURE = re.compile(r"<img\b[^>]*>")
_LARGE = ("pieces", "words", "tokens", "sentences", "squashed", "proper")
_COMPARED = frozenset({Role.TERM, Role.ASK})
"""Texts whose stems are compared with those of other notes."""


@cache
def _written_key(model: type[Document], key: str) -> str:
    """A field of a document as authors write it."""
    return model.model_fields[key].alias or key


def longest_part(words: str, text: str) -> str:
    """The longest run of some words that a text holds; empty when it holds none of them."""
    if words in text:
        return words
    parts = words.split()
    for length in range(len(parts), 0, -1):
        for start in range(len(parts) - length + 1):
            run = " ".join(parts[start : start + length])
            if run in text:
                return run
    return ""
