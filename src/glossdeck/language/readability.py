"""The Flesch–Kincaid grade: US school years that a text asks for (Kincaid et al. 1975)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from .syllables import syllables
from .words import Word


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


def tally(sentences: Sequence[str], words: Iterable[Word], taught: Collection[str] = ()) -> Tally:
    """What the grade of one text is made from.

    Parameters:
        taught: parts of words whose syllables are left out, in small letters: a reader who
            learns a term cannot be spared its length.
    """
    count = counted = total = 0
    for word in words:
        count += 1
        if word.stems and any(part in taught for part in word.parts):
            continue
        counted += 1
        total += sum(map(syllables, word.parts))
    return Tally(len(sentences), count, counted, total)
