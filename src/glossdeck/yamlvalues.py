"""The values of a YAML text, made while it is being parsed, with everything that is wrong in it.

Events are what the parser meets on its way: a scalar, the start or the end of a list or mapping,
an alias. No tree of nodes comes into being, which would be six times as large as the text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from sys import intern
from typing import Any, NamedTuple

from .slips import QUOTES_FIX
from .syntax import MAX_DEPTH, TOO_DEEP
from .yamltree import TreeError, fault

MAX_EXPANSION = 100_000
"""Values that aliases may add to those that are written out; a bomb has billions."""

MAX_VALUES = 3_000_000
"""Values in one file; a glossary of 100,000 terms has about half of that."""

PLAIN_TAGS = frozenset(
    {None, "!", ""} | {f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")}
)


class Kinds(NamedTuple):
    """The parser's classes of events."""

    scalar: Any
    alias: Any
    mapping: Any
    end_of_list: Any
    end_of_mapping: Any


class ComposerError(Exception):
    """What a parser lets pass and a reader cannot; the attributes of PyYAML's own error."""

    context_mark = None

    def __init__(self, problem: str, problem_mark: Any) -> None:
        super().__init__(problem)
        self.problem, self.problem_mark = problem, problem_mark


class _Anchor(NamedTuple):
    """What an alias stands for: its value, how many values that is (0 as long as it is being
    read), and its first event."""

    value: Any
    size: int
    event: Any


@dataclass(slots=True)
class ValueReader:
    """Makes the values of one text.

    Attributes:
        next_event: the parser's next event. Raises the parser's errors.
        faults: what is wrong but leaves the rest readable.
    """

    next_event: Callable[[], Any]
    kinds: Kinds
    faults: list[TreeError] = field(default_factory=list)
    _anchors: dict[str, _Anchor] = field(default_factory=dict)
    _unused: dict[str, Any] = field(default_factory=dict)
    _depth: int = 0
    _expanded: int = 0

    def value(self, event: Any) -> tuple[Any, int]:
        """The value that begins with an event, and of how many values it consists.

        Raises:
            TreeError: what makes the text unreadable: loops, alias bombs, more levels or values
                than there can be.
            ComposerError: an alias without its anchor.
        """
        kind = type(event)
        if kind is self.kinds.alias:
            return self._aliased(event)
        if event.tag not in PLAIN_TAGS:
            self.faults.append(_tag_fault(event))
        if event.anchor is not None:
            self._open(event)
        if kind is self.kinds.scalar:
            # libyaml says "" and the Python parser None for the style of a plain scalar.
            made = event.value or (None if not event.style else ""), 1
        else:
            made = self._collection(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchor(*made, event)
        return made

    def _collection(self, start: Any) -> tuple[Any, int]:
        self._depth += 1
        if self._depth >= MAX_DEPTH:
            raise fault(start, *TOO_DEEP)
        made = (self._mapping if type(start) is self.kinds.mapping else self._list)(start)
        self._depth -= 1
        return made

    def _open(self, event: Any) -> None:
        """An anchor is defined; PyYAML knows no second one of the same name."""
        first = self._anchors.get(event.anchor)
        if first is not None:
            message = f"`&{event.anchor}` is here twice; {_first(first.event)}"
            fix = "give one of them another name"
            raise fault(event, "yaml-syntax", message, fix)
        self._anchors[event.anchor] = _Anchor(None, 0, event)
        if type(event) is self.kinds.scalar and event.value and not event.style:
            self._unused[event.anchor] = event

    def lost_words(self) -> list[TreeError]:
        """Words with an ampersand before a text, which YAML takes for its name, and drops."""
        return [
            fault(event, "yaml-syntax", _LOST.format(name), QUOTES_FIX)
            for name, event in self._unused.items()
        ]

    def _aliased(self, event: Any) -> tuple[Any, int]:
        anchor = self._anchors.get(event.anchor)
        if anchor is None:
            raise ComposerError("found undefined alias", event.start_mark)
        self._unused.pop(event.anchor, None)
        if anchor.size == 0:
            raise fault(event, "alias-loop", "this alias contains itself", _ALIAS_FIX)
        if type(anchor.event) is not self.kinds.scalar:
            self._expanded += anchor.size
        if self._expanded > MAX_EXPANSION:
            message = "aliases repeat more than 100,000 values"
            raise fault(event, "alias-bomb", message, _ALIAS_FIX)
        return anchor.value, anchor.size

    def _list(self, start: Any) -> tuple[list[Any], int]:
        items = []
        size = 1
        end = self.kinds.end_of_list
        while type(event := self.next_event()) is not end:
            item, count = self.value(event)
            items.append(item)
            size += count
            if size > MAX_VALUES:
                raise _too_large(start)
        return items, size

    def _mapping(self, start: Any) -> tuple[dict[str, Any], int]:
        value: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        keys: dict[str, Any] = {}
        is_second = False  # an entry without its dash, which is told once for all of its keys
        size = 1
        next_event, scalar, end = self.next_event, self.kinds.scalar, self.kinds.end_of_mapping
        while type(key_event := next_event()) is not end:
            # Nearly all values of a glossary are plain texts, and need no further look.
            if type(key_event) is not scalar or key_event.anchor or key_event.tag:
                key_event = self._key(key_event)
            event = next_event()
            if type(event) is scalar and not event.anchor and not event.tag:
                item, count = event.value or (None if not event.style else ""), 1
            else:
                item, count = self.value(event)
            size += 1 + count
            if size > MAX_VALUES:
                raise _too_large(start)
            if key_event is None:
                continue
            key = intern(key_event.value)
            if key in value:
                if not is_second:
                    is_second = key == next(iter(keys)) and start.start_mark.column > 0
                    self.faults.append(_duplicate(key_event, keys[key], is_second))
            elif key == "<<" and not key_event.style:
                self._merge(item, event, merged)
            else:
                value[key] = item
                keys[key] = key_event
        return {**merged, **value} if merged else value, size

    def _key(self, event: Any) -> Any:
        """The scalar that is a key; None, and a fault, for anything else."""
        if type(event) is self.kinds.alias:
            self.value(event)
            event = self._anchors[event.anchor].event
        else:
            self.value(event)
        if type(event) is self.kinds.scalar:
            return event
        message, fix = "a key must be one word or text", "write `key: value` with a plain key"
        self.faults.append(fault(event, "yaml-key", message, fix))
        return None

    def _merge(self, item: Any, event: Any, merged: dict[str, Any]) -> None:
        for part in item if isinstance(item, list) else [item]:
            if not isinstance(part, dict):
                fix = "write `<<: *name` with the name of an anchor on a mapping"
                self.faults.append(fault(event, "yaml-merge", "`<<` takes a mapping", fix))
                return
            for key, value in part.items():
                merged.setdefault(key, value)


_ALIAS_FIX = "write the values out"
_LOST = "YAML takes `&{}` for a name, and it would be missing in the text"


def _too_large(event: Any) -> TreeError:
    message = f"the file has more than {MAX_VALUES:,} values"
    return fault(event, "too-large", message, "split it into several files")


def _tag_fault(event: Any) -> TreeError:
    name = str(event.tag).replace("tag:yaml.org,2002:", "!!")
    fix = "leave the tag out; put a text that begins with ! in quotes"
    return fault(event, "yaml-tag", f"the tag {name} has no meaning here", fix)


def _duplicate(event: Any, first: Any, is_entry: bool) -> TreeError:
    message = f"`{event.value}` is here twice; {_first(first)}"
    fix = "keep one, or put both texts under one key"
    if is_entry:
        fix = f"if another entry begins here, write `- {event.value}: …`; else keep one"
    return fault(event, "duplicate-key", message, fix)


def _first(event: Any) -> str:
    return f"the first is on line {event.start_mark.line + 1}"
