"""An author whose edits are drawn at random, and the facts by which each is known for ever.

Every fact holds a word that occurs nowhere else, so that the tests can follow it through all
rewordings, moves and renames, whatever the tool makes of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

ADJECTIVES = ("quiet", "early", "shared", "plain", "heavy", "open", "narrow", "warm")
VERBS = ("supports", "delays", "explains", "weakens", "precedes", "follows", "limits", "shapes")
PLACES = ("at work", "at home", "in a group", "after a crisis", "in the first weeks", "over years")
_SYLLABLES = ("ba", "den", "fi", "gor", "hul", "ka", "lem", "mi", "nor", "pu", "ras", "tiv")


def word(number: int) -> str:
    """A made-up word for each number; no two are alike enough to be taken for each other."""
    base = len(_SYLLABLES)
    digits = [number * 7 % base, number // base % base, (number * 5 + number // 7) % base]
    return "".join(_SYLLABLES[digit] for digit in digits) + f"{number}"


@dataclass
class Sentence:
    """A point: gaps with a word each, and words around them.

    Within one release a gap is either dropped from it or added to it: another answer in the
    place of one that is gone reads as the same fact in other words, to people too.
    """

    gaps: list[int]
    verb: int
    place: int
    name: str = ""
    dropped: bool = False
    inserted: bool = False

    def yaml(self) -> object:
        parts = [f"==the {ADJECTIVES[gap % len(ADJECTIVES)]} {word(gap)}==" for gap in self.gaps]
        listed = " and ".join(parts)
        text = f"It is known that {listed} {VERBS[self.verb]} what happens {PLACES[self.place]}."
        return {"point": text, "id": self.name} if self.name else text


@dataclass
class Entry:
    """A term; its own name and its definition have a word each."""

    name: int
    verb: int
    place: int
    example: bool = False
    given_id: str = ""

    @property
    def id(self) -> str:
        return self.given_id or word(self.name)

    def yaml(self) -> object:
        plain: dict[str, object] = {"id": self.given_id} if self.given_id else {}
        plain["term"] = word(self.name).capitalize()
        plain["definition"] = (
            f"A thing called {word(self.name + 500)}, which {VERBS[self.verb]} what one does "
            f"{PLACES[self.place]}."
        )
        if self.example:
            plain["example"] = f"Someone meets {word(self.name + 700)} and goes on."
        return plain


@dataclass
class Source:
    """All that the random author has written so far."""

    terms: list[Entry] = field(default_factory=list)
    sections: list[list[Sentence]] = field(default_factory=list)
    last: int = 0
    deck: str = "random"
    edition: str = "default"

    def next(self) -> int:
        """A number that no fact had before."""
        self.last += 1
        return self.last

    def begin_release(self) -> None:
        """Forget which gaps were dropped and added before."""
        for points in self.sections:
            for point in points:
                point.dropped = point.inserted = False

    def yaml(self) -> str:
        """JSON is YAML."""
        plain = {
            "deck": {
                "id": self.deck,
                "title": "Random" if self.edition == "default" else {self.edition: "Random"},
            },
            "terms": [term.yaml() for term in self.terms],
            "sections": [
                {"title": f"Part {number}", "points": [point.yaml() for point in points]}
                for number, points in enumerate(self.sections, 1)
            ],
        }
        return json.dumps(plain, indent=1)

    def facts(self) -> Iterator[str]:
        """The words that are gaps now, and those of terms."""
        for term in self.terms:
            yield word(term.name)
        for points in self.sections:
            for point in points:
                yield from (word(gap) for gap in point.gaps)
