"""A glossary of any size, the same at every run, that looks to a parser and a compressor like
one that people wrote.

Words follow Zipf's law over a vocabulary that is made up from syllables, between the function
words of English, so that deflate finds about as much to save as in English prose.
"""

# ruff: noqa: SIM905 -- a list of words is read more easily without a quote around each

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

FILES = 10
VOCABULARY = 8_000
FUNCTION_WORDS = """
the of and to in a is that for it as was with be by on not he this are or his from at which but
have an they you were their one all we can has there been if more when will would who so no out up
into than them only some could time these two may then do first any my now such like our over me
even most after also made many before must through where much your way well down should because
each just those how too little good very make own while between without another however still
under against often both during
""".split()
ONSETS = """
b bl br c ch cl cr d dr f fl g gl gr h j l m n p pl pr qu r s sc sh sp st str t th tr v w
""".split()
VOWELS = "a e i o u a e i o u ai ea ee ie io ou".split(" ")
CODAS = ["", "", "", "l", "n", "r", "s", "t", "m", "ct", "nd", "nt", "st", "ck", "ng"]
ENDINGS = ["", "", "", "ed", "er", "al", "ing", "ion", "ity", "ive", "ly", "ment", "ness", "s"]
TAGS = 40


class Writer:
    """Makes up terms; equal seeds make equal terms."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = random.Random(seed)
        self._known: set[str] = set()
        words = [self._new_word(self._chance.choice((1, 1, 2, 2, 3))) for _ in range(VOCABULARY)]
        # Frequent words are short, as in every language (G. K. Zipf, 1935).
        words.sort(key=lambda word: len(word) + self._chance.randrange(6))
        self._ranked = [*FUNCTION_WORDS, *words]
        # The constants are those of English (B. Mandelbrot, 1953).
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self._ranked))))

    def _new_word(self, syllables: int) -> str:
        pick = self._chance.choice
        while True:
            stem = (pick(ONSETS) + pick(VOWELS) + pick(CODAS) for _ in range(syllables))
            word = "".join(stem) + pick(ENDINGS)
            if word not in self._known:
                self._known.add(word)
                return word

    def new_term(self) -> str:
        """Two words that no sentence uses, as definitions must not name their terms."""
        return f"{self._new_word(2)} {self._new_word(3)}".capitalize()

    def sentence(self, words: int) -> str:
        chosen = self._chance.choices(self._ranked, cum_weights=self._weights, k=words)
        if words > 14:
            chosen[words // 2] += ","
        return " ".join(chosen).capitalize() + "."

    def entry(self) -> str:
        """One term as YAML."""
        length = self._chance.randint
        term = self.new_term()
        before, answer, after = (
            self.sentence(length(6, 12)),
            self.new_term(),
            self.sentence(length(9, 15)),
        )
        tags = sorted({f"topic-{length(1, TAGS)}", f"week-{length(1, 12)}"})
        return (
            f"  - term: {term}\n"
            f"    definition: {self.sentence(length(22, 38))}\n"
            f"    example: {self.sentence(length(16, 24))} {self.sentence(length(14, 24))}\n"
            f"    cloze: {before[:-1]} =={answer.lower()}== {after.lower()}\n"
            f"    tags: [{', '.join(tags)}]\n"
        )


DECK = """\
deck:
  id: benchmark
  title: Benchmark
  description: Made-up terms that measure how long a build takes.
"""
PROJECT = "namespace: benchmark-of-glossdeck\ndecks: [terms]\n"


def write_project(folder: Path, terms: int, seed: int = 1) -> Path:
    """A project whose deck source is `folder/terms`, in ten files; returns that folder."""
    source = folder / "terms"
    source.mkdir(parents=True)
    (folder / "glossdeck.yaml").write_text(PROJECT, encoding="utf-8")
    for name, text in files(terms, seed):
        (source / name).write_text(text, encoding="utf-8")
    return source


def files(terms: int, seed: int) -> Iterator[tuple[str, str]]:
    """Name and text of each file; the first has `deck`."""
    writer = Writer(seed)
    for number in range(FILES):
        share = terms * (number + 1) // FILES - terms * number // FILES
        head = DECK if number == 0 else ""
        entries = "".join(writer.entry() for _ in range(share))
        yield f"{number:02}.yaml", f"{head}terms:\n{entries}"
