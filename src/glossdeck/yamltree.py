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
        if node.id == "scalar" and node.style in (">", "|"):
            first = self._first_line(start.line + 1, end.line)
            if first is not None:
                return self._location(place.file, *first)
        return self._location(place.file, start.line, start.column, end.line, end.column)

    def _first_line(self, start: int, stop: int) -> tuple[int, int, int, int] | None:
        """The first line of a text below its key, which begins behind `>` or `|`."""
        for number in range(start, min(stop, len(self._lines))):
            line = self._lines[number]
            if line.strip():
                return number, len(line) - len(line.lstrip()), number, len(line.rstrip())
        return None

    def _walk(self, route: Route) -> tuple[Any, Any, bool]:
        node, key_node, complete = self._root, None, True
        for step in route:
            if node.id == "sequence" and isinstance(step, int) and step < len(node.value):
                node, key_node = node.value[step], None
                continue
            child = _child(node, step)
            if child is None:
                complete = False
            else:
                key_node, node = child
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
    if len(parts) > 1 and not _UNEVEN.search(text, start, stop):
        parts = [" ".join(parts)]
    first: tuple[int, int] | None = None
    at = text.find(parts[0], start, stop)
    while at >= 0:
        end = _end(parts, text, at, stop)
        if end:
            if not (_is_letter(text[at - 1 : at]) or _is_letter(text[end : min(end + 1, stop)])):
                return at, end
            first = first or (at, end)
        at = text.find(parts[0], at + 1, stop)
    return first


def _end(parts: list[str], text: str, at: int, stop: int) -> int:
    """Where words end of which the first is at a place; 0 when others follow it. Thousands of
    patterns for this would be slow to compile."""
    end = at + len(parts[0])
    for part in parts[1:]:
        blank = _BLANK.match(text, end, stop)
        if blank is None or not text.startswith(part, blank.end(), stop):
            return 0
        end = blank.end() + len(part)
    return end


_BLANK = re.compile(r"\s+")


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_"


def _child(node: Any, step: str | int) -> tuple[Any, Any] | None:
    """Key and value of a step down from a node; None when it has none of that name."""
    pairs = node.value if node.id == "mapping" else ()
    for pair in pairs:  # nearly always the key is here, and not merged
        key = pair[0]
        if key.value == step and key.id == "scalar" and step != "<<":
            return key, pair[1]
    return next((pair for pair in _children(node) if pair[0].value == step), None)


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
