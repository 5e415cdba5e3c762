"""What tells that a text can matter to a rule, without running it.

Most texts hold nothing that most rules look for. A rule names words and marks without which it
finds nothing (`Meta.words`, `Meta.marks`); each piece of a text between two blanks is looked at
once for all rules, however often it comes, and a rule is given only the texts that hold one of its
signs. So a hundred thousand texts cost little more than their different words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ..language.words import WORD
from .rule import Meta


class Signs:
    """The rules that a piece of a text can matter to, a bit for each."""

    def __init__(self, rules: Iterable[Meta]) -> None:
        self.bit_of: dict[str, int] = {}
        self._of_word: dict[str, int] = {}
        self._marks: list[tuple[re.Pattern[str], int]] = []
        self._questions: list[tuple[Callable[[str], bool], int]] = []
        for rule in rules:
            bit = self.bit_of[rule.code] = 1 << len(self.bit_of)
            for word in rule.words:
                self._of_word[word] = self._of_word.get(word, 0) | bit
            if rule.marks:
                self._marks.append((re.compile(rule.marks), bit))
            if rule.sign is not None:
                self._questions.append((rule.sign, bit))

    def __call__(self, piece: str) -> int:
        core = piece.strip(".,")
        low = core.lower()
        bits = self._of_word.get(low, 0)
        if not (low.isalpha() and core[1:].islower()):
            for word in WORD.findall(low):
                bits |= self._of_word.get(word, 0)
            for pattern, bit in self._marks:
                if pattern.search(piece):
                    bits |= bit
        for question, bit in self._questions:
            if question(piece):
                bits |= bit
        return bits
