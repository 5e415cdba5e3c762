"""Where values are in a composed YAML node tree.

Nodes are told apart by their `id` (`scalar`, `sequence`, `mapping`), so this needs no parser.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from .problem import Location, Place, Route


class TreeError(Exception):
    """What is wrong with the YAML of a file; line and column count from 1."""

    def __init__(self, rule: str, message: str, fix: str, line: int, column: int, end: int) -> None:
        super().__init__(message)
        self.rule, self.message, self.fix = rule, message, fix
        self.line, self.column, self.end = line, column, end


def fault(node: Any, rule: str, message: str, fix: str) -> TreeError:
    """What is wrong with one node or event."""
    start, end = node.start_mark, node.end_mark or node.start_mark
    stop = end.column if end.line == start.line else start.column
    return TreeError(
        rule, message, fix, start.line + 1, start.column + 1, max(stop, start.column + 1) + 1
    )


class Finder:
    """Finds lines and columns of routes in one file; holds its composed tree."""

    def __init__(self, text: str, root: Any) -> None:
        self._text = text
        self._root = root
        self._lines = text.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]

    def find(self, place: Place) -> Location:
        """Location of a place; steps of its route that the file does not have are passed over."""
        node, key_node, complete = self._walk(place.route)
        if place.word and node.id == "scalar":
            found = self._word(node, place.word)
            if found:
                return self._location(place.file, *found)
        if key_node is not None and (place.part == "key" or node.id != "scalar" or not complete):
            node = key_node if complete or node.id != "scalar" else node
        start, end = node.start_mark, node.end_mark
        return self._location(place.file, start.line, start.column, end.line, end.column)

    def _walk(self, route: Route) -> tuple[Any, Any, bool]:
        node, key_node, complete = self._root, None, True
        for step in route:
            if node.id == "sequence" and isinstance(step, int) and step < len(node.value):
                node, key_node = node.value[step], None
                continue
            for key, value in _children(node):
                if key.value == step:
                    node, key_node = value, key
                    break
            else:
                complete = False
        return node, key_node, complete

    def _word(self, node: Any, word: str) -> tuple[int, int, int, int] | None:
        found = _span(word.split(), self._text, node.start_mark.index, node.end_mark.index)
        if found is None:
            return None
        return *self._line_column(found[0]), *self._line_column(found[1])

    def _line_column(self, index: int) -> tuple[int, int]:
        line = bisect_right(self._starts, index) - 1
        return line, index - self._starts[line]

    def _location(self, name: str, line: int, column: int, end_line: int, end: int) -> Location:
        text = self._lines[line] if line < len(self._lines) else ""
        stop = end if end_line == line else len(text)
        return Location(name, line + 1, column + 1, max(stop, column + 1) + 1, text)


_UNEVEN = re.compile(r"[^\S ]|  ")


def _span(parts: list[str], text: str, start: int, stop: int) -> tuple[int, int] | None:
    """Where words stand in a part of a text, as words of their own if they do anywhere, with any
    white space between them; None when they do not."""
    if not parts:
        return None
    if len(parts) == 1 or not _UNEVEN.search(text, start, stop):
        return _plain_span(" ".join(parts), text, start, stop)
    pattern = r"\s+".join(map(re.escape, parts))
    whole = re.compile(rf"(?<!\w){pattern}(?!\w)").search(text, start, stop)
    match = whole or re.compile(pattern).search(text, start, stop)
    return match.span() if match else None


def _plain_span(words: str, text: str, start: int, stop: int) -> tuple[int, int] | None:
    """The same for words as they stand there: thousands of patterns would be slow to compile."""
    first = at = text.find(words, start, stop)
    while at >= 0:
        end = at + len(words)
        if not (_is_letter(text[at - 1 : at]) or _is_letter(text[end : min(end + 1, stop)])):
            return at, end
        at = text.find(words, at + 1, stop)
    return (first, first + len(words)) if first >= 0 else None


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_"


def _children(node: Any) -> Iterator[tuple[Any, Any]]:
    if node.id == "mapping":
        merged = []
        for key, value in node.value:
            if key.id == "scalar":
                if key.value == "<<":
                    merged.append(value)
                else:
                    yield key, value
        for value in merged:
            for part in value.value if value.id == "sequence" else [value]:
                yield from _children(part)
