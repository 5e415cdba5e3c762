"""Cloze deletions in a finished field, read exactly as Anki's `rslib/src/cloze.rs` reads them.

This is the other end of `cloze.py`: not what an author writes, but what Anki makes of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

MAX_OPEN = 10
"""Levels of nesting; Anki passes over the opening mark of a deletion further inside."""

_MAX_NUMBER = 2**16 - 1
_MAX_ORD = 499
_SIMPLE = re.compile(r"\{\{c([0-9]{1,4})::[^{}]*\}\}")
"""A deletion with nothing inside it that could be another; most are."""
_MARK = re.compile(r"\{\{c([0-9,]+)::|\}\}")


@dataclass(slots=True)
class Deletion:
    """One deletion of a field.

    Parameters:
        numbers: ascending, without repetition; more than one only in Anki 25.11 and newer.
        nodes: text and deletions inside.
        hint: None when there is none.
    """

    numbers: tuple[int, ...]
    nodes: list[str | Deletion] = field(default_factory=list)
    hint: str | None = None


def read(text: str) -> list[str | Deletion]:
    """Texts and outermost deletions of a field, in order. One never closed is dropped."""
    output: list[str | Deletion] = []
    stack: list[Deletion] = []
    for token in _tokens(text):
        if isinstance(token, tuple):
            if len(stack) < MAX_OPEN:
                stack.append(Deletion(token))
        elif token is None:
            if stack:
                closed = stack.pop()
                (stack[-1].nodes if stack else output).append(closed)
            else:
                output.append("}}")
        elif stack:
            head, colons, tail = token.partition("::")
            if colons:
                stack[-1].hint = tail
            stack[-1].nodes.append(head)
        else:
            output.append(token)
    return output


def _tokens(text: str) -> Iterator[str | tuple[int, ...] | None]:
    """Text, the numbers of an opening mark, or None for a closing mark."""
    at = 0
    for match in _MARK.finditer(text):
        numbers = None
        if match[1] is not None:
            numbers = _numbers(match[1])
            if not numbers:
                continue
        if match.start() > at:
            yield text[at : match.start()]
        at = match.end()
        yield numbers
    if at < len(text):
        yield text[at:]


def _numbers(digits: str) -> tuple[int, ...]:
    found = {int(part) for part in digits.split(",") if part and len(part.lstrip("0")) <= 5}
    return tuple(sorted(number for number in found if number <= _MAX_NUMBER))


def card_ords(fields: Sequence[str]) -> tuple[int, ...]:
    """The cards of a cloze note: its numbers minus 1, from all fields. Anki makes one card of
    all numbers above 499, and none of 0."""
    found: set[int] = set()
    for value in fields:
        if "{{c" in value:
            simple = _SIMPLE.findall(value)
            if len(simple) == value.count("{{"):
                found.update(map(int, simple))
            else:
                _collect(read(value), found)
    return tuple(sorted({min(number - 1, _MAX_ORD) for number in found if number}))


def _collect(nodes: Sequence[str | Deletion], found: set[int]) -> None:
    for node in nodes:
        if isinstance(node, Deletion):
            found.update(node.numbers)
            _collect(node.nodes, found)
