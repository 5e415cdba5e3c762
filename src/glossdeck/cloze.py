"""Cloze deletions: the author's text, to be numbered for Anki."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .flaw import Flaw

HIGHEST_NUMBER = 499
"""Anki's limit (`rslib/src/cloze.rs`)."""


class Deletion(NamedTuple):
    """What a learner is asked.

    Parameters:
        answer: visible text, NFC, white space collapsed; of an image its alternative text.
        hint: visible text, or empty.
        number: 1 to 499 as the author wrote it; None for the short notation.
    """

    answer: str
    hint: str
    number: int | None


class ClozeText(NamedTuple):
    """A cloze text whose deletions have no numbers yet.

    Parameters:
        deletions: in the order in which they open; at least one.
        starts: index of each answer in `plain`.
        plain: visible text with the answers in it.
        pieces: the field's HTML, cut where a number goes.
    """

    deletions: tuple[Deletion, ...]
    starts: tuple[int, ...]
    plain: str
    pieces: tuple[str, ...]

    def numbered(self, numbers: Sequence[int]) -> str:
        """The field's HTML, with one number for each deletion in the order of opening.

        Raises:
            ValueError: too many or too few numbers, or one outside 1 to 499.
        """
        if len(numbers) != len(self.deletions):
            raise ValueError(f"{len(self.deletions)} deletions take as many numbers: {numbers}")
        html = [self.pieces[0]]
        for number, piece in zip(numbers, self.pieces[1:], strict=True):
            if not 1 <= number <= HIGHEST_NUMBER:
                raise ValueError(f"cloze numbers run from 1 to {HIGHEST_NUMBER}: {numbers}")
            html += str(number), piece
        return "".join(html)


class RenderedCloze(NamedTuple):
    """A cloze text; `cloze` is None when there are flaws. `images` as in `markup.Rendered`."""

    cloze: ClozeText | None
    images: tuple[str, ...] = ()
    flaws: tuple[Flaw, ...] = ()


def answer_starts(context: str, plain: str, answers: Sequence[str]) -> tuple[int, ...]:
    """Where each answer begins in `plain`, which is `context` with an answer in place of each
    `…`; where deletions nest, or the text has such signs of its own, its next occurrence."""
    pieces = context.split("…")
    woven = [pieces[0]]
    for answer, piece in zip(answers, pieces[1:], strict=False):
        woven += answer, piece
    exact = len(pieces) == len(answers) + 1 and "".join(woven) == plain
    starts = []
    at = 0
    for index, answer in enumerate(answers):
        if exact:
            start = at + len(pieces[index])
            at = start + len(answer)
        else:
            at = start = max(at, plain.find(answer, at))
        starts.append(start)
    return tuple(starts)
