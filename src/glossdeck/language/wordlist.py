"""The list of words that stigmatise, blame or get in the way; the data is in `wordlist.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from ..problem import Severity
from ..source import read_source
from .words import Lookup


@dataclass(frozen=True, slots=True)
class Entry:
    """One way of saying something.

    Parameters:
        pattern: what to look for in visible text.
        starts: beginnings of words, small letters; every match holds a word with one of them.
        needs: has to be found in the same text; None for nothing.
        unless: where this is found across what the pattern matches, something else is meant.
        avoid, prefer: what it stands for, and what to write, as messages say it.
        severity: its weight for the audience it is meant for.
        otherwise: its weight for others; None when they may write it.
        for_plain: whether it is meant for editions that must be easy to read.
        sources: who advises so.
    """

    pattern: re.Pattern[str]
    starts: tuple[str, ...]
    needs: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    avoid: str
    prefer: str
    severity: Severity
    otherwise: Severity | None
    for_plain: bool
    sources: tuple[str, ...]

    def weight(self, is_plain: bool) -> Severity | None:
        """Its severity for an edition; None where it is fine."""
        return self.severity if is_plain or not self.for_plain else self.otherwise


@cache
def entries() -> tuple[Entry, ...]:
    """The list, in its order."""
    source, problems = read_source(Path(__file__).with_name("wordlist.yaml"))
    if source is None or problems:
        raise RuntimeError(f"the word list that ships is broken: {problems}")
    named = source.value["sources"]
    return tuple(_entry(raw, named) for raw in source.value["entries"])


def _entry(raw: dict[str, str], named: dict[str, str]) -> Entry:
    needs, unless = raw.get("needs"), raw.get("unless")
    otherwise = raw.get("otherwise")
    return Entry(
        pattern=re.compile(raw["pattern"], re.I),
        starts=tuple(raw["starts"]),
        needs=re.compile(needs, re.I) if needs else None,
        unless=re.compile(unless, re.I) if unless else None,
        avoid=raw["avoid"],
        prefer=raw["prefer"],
        severity=Severity(raw["severity"]),
        otherwise=Severity(otherwise) if otherwise else None,
        for_plain=raw["audience"] == "plain",
        sources=tuple(named[name] for name in raw["source"]),
    )


_PART = re.compile(r"[\W_]+")


class WordList:
    """The list, by how the words begin that it knows."""

    def __init__(self) -> None:
        self._beginnings: dict[str, list[tuple[str, int]]] = {}
        for index, entry in enumerate(entries()):
            for start in entry.starts:
                self._beginnings.setdefault(start[:3], []).append((start, index))
        self._for_plain = frozenset(
            index for index, entry in enumerate(entries()) if entry.weight(is_plain=False) is None
        )
        self._known: Lookup[tuple[int, ...]] = Lookup(self._look_up)

    def knows(self, text: str) -> bool:
        """Whether a word of a short text begins as something in the list does."""
        low = text.lower()
        if low.isalpha() and low[:3] not in self._beginnings:
            return False
        return bool(self._look_up(low))

    def matches(
        self, text: str, tokens: Iterable[str], is_plain: bool = True
    ) -> Iterator[tuple[Entry, re.Match[str]]]:
        """What a text says that the list knows, entry by entry.

        Parameters:
            tokens: its words.
            is_plain: whether the text must be easy to read, for which more entries are meant.
        """
        hits = set(chain.from_iterable(map(self._known.__getitem__, map(str.lower, tokens))))
        for index in sorted(hits if is_plain else hits - self._for_plain):
            entry = entries()[index]
            if entry.needs is None or entry.needs.search(text):
                for match in entry.pattern.finditer(text):
                    if not _means_else(entry, text, match):
                        yield entry, match

    def _look_up(self, low: str) -> tuple[int, ...]:
        """Numbers of the entries that know a beginning of a word."""
        return tuple(
            [
                index
                for part in _PART.split(low)
                for start, index in self._beginnings.get(part[:3], ())
                if part.startswith(start)
            ]
        )


def _means_else(entry: Entry, text: str, match: re.Match[str]) -> bool:
    """Whether something else is meant, as in "a town that suffers from floods"."""
    found = entry.unless.finditer(text) if entry.unless else ()
    return any(each.start() < match.end() and match.start() < each.end() for each in found)


@cache
def word_list() -> WordList:
    """The one that all texts share."""
    return WordList()
