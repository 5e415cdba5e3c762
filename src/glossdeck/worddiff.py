"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Mark = Literal["same", "removed", "added"]

MAX_TOKENS = 4000
"""Longer texts are shown as a whole: comparing takes the product of their lengths."""

_TOKEN = re.compile(r"\{\{c\d+::|\}\}|[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|\w+|\s+|[^\w\s]")
"""A word, a run of spaces, or one sign. Chinese and Japanese have no spaces between words, so
each of their characters counts as one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of two texts: in both, in the old one alone, or in the new one alone."""

    mark: Mark
    text: str


def compare_words(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of two texts, in order; without the added ones they are the old text, without
    the removed ones the new."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if max(len(before), len(after)) > MAX_TOKENS:
        return tuple(_whole(old, new))
    return tuple(_joined(_bridged(list(_runs(before, after)))))


def _whole(old: str, new: str) -> Iterator[Piece]:
    if old:
        yield Piece("removed", old)
    if new:
        yield Piece("added", new)


def _runs(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    """Old and new text of each run; equal where nothing changed."""
    for _, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield "".join(before[i:j]), "".join(after[k:m])


def _bridged(runs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Changes with nothing but spaces between them are one change, which reads better."""
    found: list[tuple[str, str]] = []
    for old, new in runs:
        gap, after_gap = found[-1] if found else ("", "")
        if len(found) > 1 and old != new and gap == after_gap and gap.isspace():
            found.pop()
            was, now = found.pop()
            old, new = was + gap + old, now + gap + new
        found.append((old, new))
    return found


def _joined(runs: Iterable[tuple[str, str]]) -> Iterator[Piece]:
    for old, new in runs:
        if old == new:
            yield Piece("same", old)
        else:
            yield from _whole(old, new)
