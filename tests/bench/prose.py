"""A glossary that uses all that a source can hold, in the English of the decks that ship: two
editions, sections with points and questions, contrasts, references.

The sentences are made by a chain of word pairs (C. Shannon, 1948): each word follows the one
before it as it does in some sentence of the decks, so that words, lengths, commas and brackets
come as often as in what people write, and rules find about as much in them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

DECKS = Path(__file__).parents[2] / "decks"
EDITIONS = ("trainees", "peer-support")
FILES = 10
A_SECTION = 25
"""Terms to a section."""

PROJECT = """\
namespace: benchmark-of-glossdeck
decks: [terms]
editions:
  trainees: {title: Trainees}
  peer-support: {title: Peer support, reading_level: 9}
"""
DECK = """\
deck:
  id: benchmark
  title: Benchmark
  description: Terms that measure how long a check takes.
references:
"""
_READ = ("definition", "example", "points", "point", "answer", "difference", "extra")


class Prose:
    """Makes sentences; equal seeds make equal sentences."""

    def __init__(self, seed: int = 1) -> None:
        self.chance = random.Random(seed)
        self._after: dict[str, list[str]] = {}
        for text in _texts():
            words = text.split()
            for word, following in zip(["", *words], [*words, ""], strict=True):
                self._after.setdefault(word, []).append(following)
        self._words = sorted({word for word in self._after if word.isalpha() and len(word) > 4})
        self._named: set[str] = set()

    def sentence(self, least: int, most: int) -> str:
        """A sentence that ends where one of the decks could, or after `most` words."""
        words: list[str] = []
        word = ""
        while len(words) < most:
            word = self.chance.choice(self._after[word])
            if not word:
                if len(words) >= least:
                    break
                words[-1] = words[-1].rstrip(".?!")
                word = self.chance.choice(self._words)
            words.append(word)
        text = " ".join(words).rstrip(".,;:?") + "."
        return text[0].upper() + text[1:]

    def gapped(self) -> str:
        """A sentence with one word hidden, or two."""
        words = self.sentence(9, 22)[:-1].split()
        long = [at for at, word in enumerate(words) if word.isalpha() and len(word) > 5]
        for at in self.chance.sample(long, min(len(long), self.chance.choice((1, 1, 2)))):
            words[at] = f"=={words[at]}=="
        if not long:
            words[-1] = f"=={words[-1].strip('()“”')}=="
        return " ".join(words) + "."

    def name(self) -> str:
        """Two or three words that no term has yet."""
        while True:
            words = self.chance.choices(self._words, k=self.chance.choice((2, 2, 3)))
            name = " ".join(words).capitalize()
            if name not in self._named:
                self._named.add(name)
                return name


def _texts() -> Iterator[str]:
    """Every text of the decks that learners read, without marks of gaps."""
    for path in sorted(DECKS.glob("*/*.yaml")):
        yield from _found(yaml.safe_load(path.read_text(encoding="utf-8")), wanted=False)


def _found(value: Any, wanted: bool) -> Iterator[str]:
    if isinstance(value, str) and wanted and not set(value) & set("{}\\<>*[]|"):
        yield value.replace("==", "")
    elif isinstance(value, list):
        for item in value:
            yield from _found(item, wanted)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _found(item, key in _READ or (wanted and key in EDITIONS))


def write_prose(folder: Path, terms: int, seed: int = 1) -> Path:
    """A project whose deck source is `folder/terms`, in ten files; returns that folder."""
    source = folder / "terms"
    source.mkdir(parents=True)
    (folder / "glossdeck.yaml").write_text(PROJECT, encoding="utf-8")
    prose = Prose(seed)
    for number in range(FILES):
        share = terms * (number + 1) // FILES - terms * number // FILES
        content = {"terms": [_term(prose, number, at) for at in range(share)]}
        content["sections"] = [
            _section(prose, number, first, min(A_SECTION, share - first))
            for first in range(0, share, A_SECTION)
        ]
        head = DECK + "".join(_reference(at) for at in range(50)) if number == 0 else ""
        text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
        (source / f"{number:02}.yaml").write_text(head + text, encoding="utf-8")
    return source


def _reference(number: int) -> str:
    return f"  - {{id: study-{number}, text: 'Someone {1970 + number}, Journal {number}'}}\n"


def _term(prose: Prose, file: int, at: int) -> dict[str, Any]:
    chance = prose.chance
    entry: dict[str, Any] = {
        "term": prose.name(),
        "id": f"term-{file}-{at}",
        "definition": {"trainees": prose.sentence(9, 26), "peer-support": prose.sentence(8, 17)},
        "example": prose.sentence(10, 22),
        "references": [f"study-{chance.randrange(50)}"],
    }
    if chance.random() < 0.3:
        entry["also"] = [prose.name()]
    if chance.random() < 0.5:
        entry["cloze"] = prose.gapped()
    if chance.random() < 0.3:
        entry["extra"] = prose.sentence(8, 20)
    if at and chance.random() < 0.2:
        other = f"term-{file}-{chance.randrange(at)}"
        entry["contrast"] = [{"with": other, "difference": prose.sentence(10, 22)}]
    return entry


def _section(prose: Prose, file: int, first: int, terms: int) -> dict[str, Any]:
    words = ("Why", "How", "What makes it that")
    return {
        "title": prose.name(),
        "terms": [f"term-{file}-{at}" for at in range(first, first + terms)],
        "points": [prose.gapped() for _ in range(6)],
        "questions": [
            {
                "ask": f"{prose.chance.choice(words)} {prose.sentence(6, 12)[:-1].lower()}?",
                "answer": prose.sentence(8, 18),
            }
            for _ in range(4)
        ],
        "references": [f"study-{prose.chance.randrange(50)}"],
    }
