"""The Flesch–Kincaid grade: US school years that a text asks for (Kincaid et al. 1975)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from operator import attrgetter

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

    @property
    def grade(self) -> float:
        """0.39 × words per sentence + 11.8 × syllables per word − 15.59; 0 without words."""
        if not (self.sentences and self.counted):
            return 0.0
        per_sentence = self.words / self.sentences
        per_word = self.syllables / self.counted
        return 0.39 * per_sentence + 11.8 * per_word - 15.59


def total(tallies: Iterable[Tally]) -> Tally:
    """What the grade of several texts together is made from."""
    columns = zip(*map(attrgetter(*_FIELDS), tallies), strict=True)
    return Tally(*map(sum, columns))


_FIELDS = ("sentences", "words", "counted", "syllables")


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
        pieces = list(map(self._of_piece.__getitem__, text.split()))
        if not pieces:
            return Tally(sentences)
        words, counted, spoken = map(sum, zip(*pieces, strict=True))
        return Tally(sentences, words, counted, spoken)

    def _measured(self, piece: str) -> tuple[int, int, int]:
        """Words, counted words and their syllables between two blanks."""
        words = self._vocabulary.of_piece[piece].words
        counted = [
            sum(map(syllables, word.parts))
            for word in words
            if not (word.stems and any(part in self._taught for part in word.parts))
        ]
        return len(words), len(counted), sum(counted)
