"""Anki's own rule for which cards exist.

The rules are those of Anki's `rslib/src/template.rs` and `notetype/cardgen.rs`, written anew and
proved equal to the library by the tests.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .clozefield import card_ords
from .note import NoteType
from .templateparse import (
    Comment,
    Node,
    Parsed,
    Replacement,
    Section,
    TemplateError,
    Text,
    parse,
    walk,
)

__all__ = [
    "CardRule",
    "Comment",
    "Node",
    "Parsed",
    "Replacement",
    "Section",
    "TemplateError",
    "Text",
    "exists",
    "is_empty",
    "ords",
    "parse",
    "walk",
]

_EMPTY = re.compile(r"(?:[\t\n\v\f\r ]|</?(?:br|div) ?/?>)*", re.I)


def is_empty(value: str) -> bool:
    """Whether a field counts as empty: nothing but blanks, `<br>` and `<div>` tags."""
    return not value or (value[0] in "<\t\n\v\f\r " and _EMPTY.fullmatch(value) is not None)


def exists(parsed: Parsed, filled: frozenset[str] | set[str]) -> bool:
    """Whether a front with these filled fields makes a card: some filled field is reached.

    Special fields do not count. From 26.09 on Anki takes all but `FrontSide` for filled, older
    ones take none, so a front must not lean on them (`themecheck`).
    """
    return _reached(parsed.nodes, filled)


def _reached(nodes: Sequence[Node], filled: frozenset[str] | set[str]) -> bool:
    for node in nodes:
        if isinstance(node, Replacement):
            if node.key in filled:
                return True
        elif (
            isinstance(node, Section)
            and (node.key in filled) is not node.negated
            and _reached(node.children, filled)
        ):
            return True
    return False


class CardRule:
    """Which cards a note of one note type has; parses its fronts once.

    Raises TemplateError for a front that does not parse.
    """

    __slots__ = ("_cache", "_fronts", "_is_cloze", "_names", "_used")

    def __init__(self, note_type: NoteType) -> None:
        self._is_cloze = note_type.is_cloze
        self._fronts = tuple(parse(template.front) for template in note_type.templates)
        self._names = tuple(entry.name for entry in note_type.fields)
        keys = {
            node.key
            for front in self._fronts
            for node in walk(front.nodes)
            if isinstance(node, Replacement | Section)
        }
        self._used = tuple(at for at, name in enumerate(self._names) if name in keys)
        self._cache: dict[tuple[bool, ...], tuple[int, ...]] = {}

    def ords(self, fields: Sequence[str]) -> tuple[int, ...]:
        """The cards of a note with these fields: template indices, or cloze numbers minus 1."""
        if self._is_cloze:
            return card_ords(fields)
        mask = tuple([not is_empty(fields[at]) for at in self._used])
        found = self._cache.get(mask)
        if found is None:
            found = self._cache[mask] = self._by_mask(mask)
        return found

    def _by_mask(self, mask: tuple[bool, ...]) -> tuple[int, ...]:
        filled = {self._names[at] for at, full in zip(self._used, mask, strict=True) if full}
        return tuple(ord_ for ord_, front in enumerate(self._fronts) if exists(front, filled))


_RULES: dict[int, tuple[NoteType, CardRule]] = {}
_MAX_RULES = 64


def ords(note_type: NoteType, fields: Sequence[str]) -> tuple[int, ...]:
    """The cards that Anki makes of a note; none when its fronts stay empty.

    Parameters:
        fields: HTML, in the order of the note type's fields.

    Returns: template indices, or cloze numbers minus 1, ascending. Raises TemplateError for a
    front that does not parse.
    """
    # Looked up by identity, because hashing a note type takes longer than all the rest.
    known = _RULES.get(id(note_type))
    if known is None or known[0] is not note_type:
        if len(_RULES) >= _MAX_RULES:
            _RULES.clear()
        known = _RULES[id(note_type)] = (note_type, CardRule(note_type))
    return known[1].ords(fields)
