"""No text makes a review fail, and each problem is at its place, whatever an author writes.

Texts are made of the words and marks that rules look for, in any order: what no example says.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest

from glossdeck.checking import check_project
from glossdeck.project import find_projects
from glossdeck.rules import RULES

GOLDEN = Path(__file__).parent / "rules"
ENTRIES = 250


def _said_in_examples() -> list[str]:
    """Pieces between blanks of all golden cases, which hold what rules know."""
    text = " ".join(path.read_text(encoding="utf-8") for path in sorted(GOLDEN.glob("*.md")))
    return sorted({piece for piece in text.split() if not set(piece) & set("`{}<>\\=#|$")})


PIECES = _said_in_examples()
SIGNS = sorted({word for rule in RULES for word in rule.meta.words})
MARKS = [
    ",",
    ";",
    ":",
    ".",
    "?",
    "…",
    ")",
    "”",
    "’s",
    "-",
    "/",
    " and",
    " or",
    ", and",
    ": such as",
]


class Author:
    """Writes without sense; equal seeds write the same."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def text(self, most: int) -> str:
        words = []
        for _ in range(self.chance.randint(1, most)):
            word = self.chance.choice(self.chance.choice((PIECES, PIECES, SIGNS)))
            if self.chance.random() < 0.3:
                word += self.chance.choice(MARKS)
            if self.chance.random() < 0.1:
                word = self.chance.choice((word.upper(), word.capitalize(), f"“{word}", f"({word}"))
            words.append(word)
        return " ".join(words)

    def gapped(self) -> str:
        words = self.text(18).split()
        for at in {self.chance.randrange(len(words)) for _ in range(self.chance.randint(1, 3))}:
            hint = f"::{self.chance.choice(SIGNS)}" if self.chance.random() < 0.3 else ""
            word = words[at].strip(":")
            cut = self.chance.choice((0, 0, len(word) // 2))  # a gap may be a part of a word
            words[at] = f"{word[:cut]}=={word[cut:]}{hint}=="
            if self.chance.random() < 0.2 and len(word) > 5:
                words[at] = f"=={word[:-3]}{hint}=={word[-3:]}"
        return " ".join(words)

    def deck(self, language: str) -> str:
        """YAML, as JSON is."""
        terms = [
            {
                "term": f"{self.text(3)} {number}",
                "id": f"term-{number}",
                "definition": self.text(25),
                "example": self.text(20),
                "also": [self.text(2)],
                "cloze": self.gapped(),
            }
            for number in range(ENTRIES)
        ]
        section = {
            "title": self.text(4),
            "points": [self.gapped() for _ in range(ENTRIES)],
            "questions": [
                {"ask": f"{self.text(12)}?", "answer": self.text(20)} for _ in range(ENTRIES)
            ],
        }
        info = {"id": "any", "title": self.text(3), "language": language}
        return json.dumps({"deck": info, "terms": terms, "sections": [section]}, indent=1)


@pytest.mark.parametrize("language", ["en", "de", "fr", "ja"])
def test_no_text_makes_a_review_fail(language: str, tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text(Author(1).deck(language), encoding="utf-8")
    (project,) = find_projects([path], tmp_path)
    problems = check_project(project, 0).problems
    lines = path.read_text(encoding="utf-8").split("\n")
    assert {problem.rule for problem in problems} & {rule.code for rule in RULES}
    for problem in problems:
        where = problem.location
        assert where is not None
        assert where.text == lines[where.line - 1]
        assert 0 < where.column < where.end <= len(where.text) + 2
        assert re.search(r"\w", problem.message)
        assert problem.fix
