"""Entries without an id, known again by their text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .numbers import normal

Texts = Mapping[str, tuple[str, ...]]
"""Edition to the visible texts of an entry."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An old and a new entry that are the same; `score` from 0 to 100, 100 is equal text."""

    old: int
    new: int
    score: float


@dataclass(frozen=True, slots=True)
class Matching:
    """Which new entries are old ones: the certain pairs, and the doubtful ones."""

    pairs: tuple[Pair, ...]
    doubts: tuple[Pair, ...] = ()


def match_entries(old: Sequence[Texts], new: Sequence[Texts]) -> Matching:
    """The old entry of each new one, where there is one.

    Parameters:
        old: entries of the last build that are still without their new version.
        new: entries of the source that are still without their old one, in order.
    """
    where: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for index, texts in enumerate(old):
        for edition, parts in texts.items():
            where.setdefault((edition, tuple(map(normal, parts))), []).append(index)
    taken: set[int] = set()
    pairs = []
    for index, texts in enumerate(new):
        found = next(
            (
                candidate
                for edition, parts in texts.items()
                for candidate in where.get((edition, tuple(map(normal, parts))), ())
                if candidate not in taken
            ),
            None,
        )
        if found is not None:
            taken.add(found)
            pairs.append(Pair(found, index, 100.0))
    return Matching(tuple(pairs))
