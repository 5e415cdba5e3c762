"""Small changes to a YAML file that leave every other character alone: comments, order, quotes.

The text is edited at the places that the parser names, and the result is parsed again: unless
its values are exactly the wanted ones, nothing is changed and the author is asked to do it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .problem import Route
from .source import compose, parse

_PLAIN = re.compile(r"[^\W_][\w -]*", re.UNICODE)
"""Values that need no quotes anywhere; the reader takes every plain scalar as text."""


class CannotEditError(Exception):
    """A place that this module does not dare to touch: aliases, merged keys, unusual layout."""


@dataclass(frozen=True, slots=True)
class SetKey:
    """Give the mapping at `route` a key; an existing one gets the new value."""

    route: Route
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Name:
    """Make the text at `route` a mapping: the id first, then the text under `key`."""

    route: Route
    key: str
    entry_id: str


@dataclass(frozen=True, slots=True)
class Replace:
    """Put another text in the place of the one at `route`."""

    route: Route
    value: str


@dataclass(frozen=True, slots=True)
class Remove:
    """Take an item out of its list."""

    route: Route


Change = SetKey | Name | Replace | Remove
Span = tuple[int, int, str]
"""Start and end in the text, in characters, and what comes there instead."""


def edited(text: str, changes: Iterable[Change]) -> str:
    """The text with all changes made.

    Raises:
        CannotEditError: the text would not say what it should.
    """
    wanted = _without_inner(tuple(changes))
    before, root = _values(text), compose(text)
    spans = [span for change in wanted for span in _spans(text, root, change)]
    new = spliced(text, spans)
    after = _values(new)
    for change in sorted(wanted, key=_removals_last):
        _apply(before, change)
    if after != before:
        raise CannotEditError
    return new


def spliced(text: str, spans: Sequence[Span]) -> str:
    """The text with each span replaced; spans do not overlap."""
    pieces, at = [], 0
    for start, end, piece in sorted(spans):
        if start < at:
            raise CannotEditError
        pieces += [text[at:start], piece]
        at = end
    return "".join([*pieces, text[at:]])


def _without_inner(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """What lies in a removed item goes with it."""
    gone = [change.route for change in changes if isinstance(change, Remove)]
    return tuple(
        change
        for change in dict.fromkeys(changes)
        if not any(
            change.route[: len(route)] == route
            and (change.route != route or not isinstance(change, Remove))
            for route in gone
        )
    )


def _values(text: str) -> Any:
    source, problems = parse(text, Path(), "")
    if source is None or problems:
        raise CannotEditError
    return _unshared(source.value)


def _unshared(value: Any) -> Any:
    """A copy in which aliases are values of their own: changing one must not change others."""
    if isinstance(value, dict):
        return {key: _unshared(item) for key, item in value.items()}
    return [_unshared(item) for item in value] if isinstance(value, list) else value


def _removals_last(change: Change) -> tuple[bool, tuple[tuple[str, int], ...]]:
    """Later items go first, so that the places of the others stay right."""
    if not isinstance(change, Remove):
        return False, ()
    return True, tuple(("", -s) if isinstance(s, int) else (s, 0) for s in change.route)


def _apply(value: Any, change: Change) -> None:
    for step in change.route[:-1]:
        value = value[step]
    last = change.route[-1]
    if isinstance(change, Remove):
        del value[last]
    elif isinstance(change, Replace):
        value[last] = change.value
    elif isinstance(change, SetKey):
        value[last][change.key] = change.value
    else:
        value[last] = {"id": change.entry_id, change.key: value[last]}


def _spans(text: str, root: Any, change: Change) -> list[Span]:
    above, node = _find(root, change.route)
    if isinstance(change, Replace):
        return [(node.start_mark.index, node.end_mark.index, _quoted(change.value))]
    if isinstance(change, SetKey):
        return [_key_span(text, node, change)]
    if isinstance(change, Name):
        return _name_spans(text, node, change)
    return [_removal(text, above, node)]


def _find(root: Any, route: Route) -> tuple[Any, Any]:
    """The node at a route, and the one that it lies in."""
    above, node = None, root
    for step in route:
        above = node
        if node.id == "sequence" and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            continue
        pairs = node.value if node.id == "mapping" else ()
        found = [value for key, value in pairs if key.id == "scalar" and key.value == step]
        if len(found) != 1:
            raise CannotEditError
        node = found[0]
    return above, node


def _quoted(value: str) -> str:
    if _PLAIN.fullmatch(value) and not value.endswith(" "):
        return value
    return "'" + value.replace("'", "''") + "'"


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _key_span(text: str, node: Any, change: SetKey) -> Span:
    if node.id != "mapping" or not node.value:
        raise CannotEditError
    for key, value in node.value:
        if key.id == "scalar" and key.value == change.key:
            if value.id != "scalar":
                raise CannotEditError
            return value.start_mark.index, value.end_mark.index, _quoted(change.value)
    first = node.value[0][0].start_mark
    gap = ", " if node.flow_style else _newline(text) + " " * first.column
    return first.index, first.index, f"{change.key}: {_quoted(change.value)}{gap}"


def _name_spans(text: str, node: Any, change: Name) -> list[Span]:
    """A text of several lines moves to the right as a whole, to stay below its new key."""
    start, column = node.start_mark.index, node.start_mark.column
    line = _newline(text) + " " * column
    head = f"id: {_quoted(change.entry_id)}{line}{change.key}:"
    if node.id == "mapping" and not node.flow_style:
        head += f"{line}  "
    else:
        head += " "
    breaks = [
        found.end()
        for found in re.compile(r"\n(?=[^\r\n])").finditer(text, start, _last_index(node))
    ]
    return [(start, start, head), *((at, at, "  ") for at in breaks)]


def _last_index(node: Any) -> int:
    """The end of what is written of a node, without the space and comments after it."""
    if node.id == "scalar" or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _last_index(last[1] if isinstance(last, tuple) else last)


def _removal(text: str, above: Any, node: Any) -> Span:
    if above is None or above.id != "sequence":
        raise CannotEditError
    items, index = above.value, next(i for i, item in enumerate(above.value) if item is node)
    if above.flow_style:
        if index + 1 < len(items):
            return node.start_mark.index, items[index + 1].start_mark.index, ""
        start = items[index - 1].end_mark.index if index else node.start_mark.index
        return start, node.end_mark.index, ""
    return _lines_of(text, node, is_only=len(items) == 1, is_last=index + 1 == len(items))


def _lines_of(text: str, node: Any, is_only: bool, is_last: bool) -> Span:
    """The lines of an item, with the empty ones that set it apart."""
    start = text.rfind("\n", 0, node.start_mark.index) + 1
    if text[start : node.start_mark.index].strip() != "-":
        raise CannotEditError
    written = max(len(text[: _last_index(node)].rstrip()), node.start_mark.index)
    stop = text.find("\n", written)
    stop = len(text) if stop < 0 else stop
    if is_only:
        dash, end = text.index("-", start), stop - text[start:stop].endswith("\r")
        key_end = len(text[:dash].rstrip())
        return (key_end, end, " []") if text[key_end - 1] == ":" else (dash, end, "[]")
    end = min(stop + 1, len(text))
    empty_lines = re.compile(r"(?:[ \t]*\r?\n)*")
    if not is_last:
        found = empty_lines.match(text, end)
        return start, found.end() if found else end, ""
    kept = text[:start].rstrip(" \t\r\n")
    first_break = text.find("\n", len(kept), start)
    return first_break + 1 if first_break >= 0 else start, end, ""
