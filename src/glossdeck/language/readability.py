"""The Flesch–Kincaid grade: US school years that a text asks for (Kincaid et al. 1975)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from .syllables import syllables
from .words import Lookup, Vocabulary


@dataclass(frozen=True, slots=True)
class Tally:
    """What a grade is made from; tallies of several texts are added up.

    Parameters:
        sentences, words: how many there are.
        counted: words whose syllables were counted; those of taught terms are left out.
        syllables: of the counted words.
    """

    sentences: int = 0
    words: int = 0
    counted: int = 0
    syllables: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.sentences + other.sentences,
            self.words + other.words,
            self.counted + other.counted,
            self.syllables + other.syllables,
        )

    @property
    def grade(self) -> float:
        """0.39 × words per sentence + 11.8 × syllables per word − 15.59; 0 without words."""
        if not (self.sentences and self.counted):
            return 0.0
        per_sentence = self.words / self.sentences
        per_word = self.syllables / self.counted
        return 0.39 * per_sentence + 11.8 * per_word - 15.59


class Meter:
    """Measures the texts of one deck.

    Parameters:
        vocabulary: words of their language.
        taught: parts of words whose syllables are left out, in small letters: a reader who
            learns a term cannot be spared its length.
    """

    def __init__(self, vocabulary: Vocabulary, taught: Collection[str] = ()) -> None:
        self._vocabulary, self._taught = vocabulary, taught
        self._of_piece = Lookup(self._measured)

    def tally(self, text: str, sentences: int) -> Tally:
        """What the grade of one text is made from."""
        pieces = [self._of_piece[piece] for piece in text.split()]
        if not pieces:
            return Tally(sentences)
        words, counted, total = map(sum, zip(*pieces, strict=True))
        return Tally(sentences, words, counted, total)

    def _measured(self, piece: str) -> tuple[int, int, int]:
        """Words, counted words and their syllables between two blanks."""
        words = self._vocabulary.of_piece[piece].words
        counted = [
            sum(map(syllables, word.parts))
            for word in words
            if not (word.stems and any(part in self._taught for part in word.parts))
        ]
        return len(words), len(counted), sum(counted)
