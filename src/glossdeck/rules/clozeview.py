"""A text with gaps as its cards show it: what is asked, what stays to read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..clozefield import Deletion, read
from ..dropped import without_dropped
from ..markup import visible_text

_OPEN, _CLOSE = "\ue000", "\ue001"
_FIRST = 0xE100
_MARK = re.compile(f"{_OPEN}(.)|{_CLOSE}", re.S)
_MOST = 0xF8FF - _FIRST
"""Deletions that can be told apart; Anki itself stops at 499 numbers."""


@dataclass(frozen=True, slots=True)
class DeletionView:
    """One gap.

    Parameters:
        number: the card that asks for it.
        answer: visible text.
        hint: visible text, or empty.
        start, end: where the answer stands in the whole text, in characters.
        depth: 1 for one that is in no other.
    """

    number: int
    answer: str
    hint: str
    start: int
    end: int
    depth: int


@dataclass(frozen=True, slots=True)
class ClozeView:
    """The visible text with all answers in it, and its gaps in the order in which they open."""

    plain: str
    deletions: tuple[DeletionView, ...]

    def context(self, number: int) -> str:
        """The text with `…` for the gaps of one card."""
        return self._with_gaps(number, hints=False)

    def front(self, number: int) -> str:
        """The text as the front of one card shows it: `[…]`, or the hint in its place."""
        return self._with_gaps(number, hints=True)

    def _with_gaps(self, number: int, hints: bool) -> str:
        parts: list[str] = []
        at = 0
        for each in self.deletions:
            if each.number == number and each.start >= at:
                gap = f"[{each.hint or '…'}]" if hints else "…"
                parts += self.plain[at : each.start], gap
                at = each.end
        return "".join((*parts, self.plain[at:]))


_SIMPLE = re.compile(r"\{\{c([0-9]{1,3})::([^{}]*?)(?:::([^{}]*))?\}\}")


def read_cloze(html: str) -> ClozeView:
    """Read the field of a cloze note, whose deletions are numbered."""
    html = without_dropped(html)
    if "<" not in html and "&" not in html and "\n" not in html and "  " not in html:
        simple = _read_simple(html)
        if simple is not None:
            return simple
    found: list[tuple[int, str, int]] = []
    marked = visible_text("".join(_marked(read(html), found, 1)))
    return _without_marks(marked, found)


def _read_simple(text: str) -> ClozeView | None:
    parts: list[str] = []
    deletions: list[DeletionView] = []
    at = length = 0
    for match in _SIMPLE.finditer(text):
        before, answer = text[at : match.start()], match[2]
        start = length + len(before)
        length = start + len(answer)
        parts += before, answer
        hint = match[3] or ""
        deletions.append(DeletionView(int(match[1]), answer, hint, start, length, 1))
        at = match.end()
    plain = "".join((*parts, text[at:]))
    return None if "{{c" in plain or "}}" in plain else ClozeView(plain, tuple(deletions))


def _marked(
    nodes: Sequence[str | Deletion], found: list[tuple[int, str, int]], depth: int
) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif len(found) < _MOST:
            mark = chr(_FIRST + len(found))
            number = node.numbers[0] if node.numbers else 0
            found.append((number, visible_text(node.hint or ""), depth))
            yield _OPEN + mark
            yield from _marked(node.nodes, found, depth + 1)
            yield _CLOSE


def _without_marks(marked: str, found: list[tuple[int, str, int]]) -> ClozeView:
    parts: list[str] = []
    length = at = 0
    starts: list[tuple[int, int]] = []
    spans: dict[int, tuple[int, int]] = {}
    for match in _MARK.finditer(marked):
        piece = marked[at : match.start()]
        parts.append(piece)
        length += len(piece)
        at = match.end()
        if match[1]:
            starts.append((ord(match[1]) - _FIRST, length))
        elif starts:
            index, start = starts.pop()
            spans[index] = (start, length)
    plain = "".join((*parts, marked[at:]))
    return ClozeView(
        plain,
        tuple(
            DeletionView(number, plain[slice(*spans[index])].strip(), hint, *spans[index], depth)
            for index, (number, hint, depth) in enumerate(found)
            if index in spans
        ),
    )
