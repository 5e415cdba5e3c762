"""What a side of a card shows, as text and field by field, for one note type.

A template is walked once for each set of filled fields; the tests hold the result against
`render.render`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ..markup import visible_text
from ..note import Note, NoteType
from ..render import Side
from ..template import is_empty
from ..templateparse import Node, Replacement, Section, Text, parse
from .clozeview import read_cloze

_FIELD = re.compile("\ue010(.)", re.S)
_FIRST = 0xE200
_UNSEEN = re.compile(r"<!--.*?-->|<(style|script)\b.*?</\1\s*>", re.S | re.I)
_HIDDEN_FILTERS = frozenset({"hint", "type"})
"""Their text is not there until the learner asks for it, or is typed by them."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a side; `field` is empty for the theme's own words."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class _Shown:
    """A place where a field is shown."""

    field: str
    is_gapped: bool
    side: Side


class Sides:
    """How one note type shows its notes. Raises TemplateError for a broken template."""

    def __init__(self, note_type: NoteType) -> None:
        self._is_cloze = note_type.is_cloze
        self.names = [each.name for each in note_type.fields]
        self.at = {name: at for at, name in enumerate(self.names)}
        self._fronts = [parse(each.front).nodes for each in note_type.templates]
        self._backs = [parse(each.back).nodes for each in note_type.templates]
        self._shapes: dict[tuple[int, int, Side], tuple[str | _Shown, ...]] = {}
        self._fields: dict[tuple[int, int, Side], frozenset[str]] = {}
        self._masks: tuple[Note, int] | None = None

    def parts(
        self, note: Note, ord_: int, side: Side, plain: Callable[[str], str]
    ) -> tuple[Part, ...]:
        """What a side shows, in order.

        Parameters:
            plain: gives the visible text of a field by its name.
        """
        parts = []
        for piece in self._shape(note, ord_, side):
            if isinstance(piece, str):
                parts.append(Part("", piece))
            elif piece.is_gapped and piece.side == "front":
                html = note.fields[self.at[piece.field]]
                parts.append(Part(piece.field, read_cloze(html).front(ord_ + 1)))
            elif piece.field in self.at:
                parts.append(Part(piece.field, plain(piece.field)))
            else:
                parts.append(Part(piece.field, _special(piece.field, note)))
        return tuple(parts)

    def fields(self, note: Note, ord_: int, side: Side) -> frozenset[str]:
        """Names of the fields that a side shows."""
        mask = self._mask(note)
        found = self._fields.get((mask, ord_, side))
        if found is None:
            shape = self._shape(note, ord_, side)
            names = frozenset(piece.field for piece in shape if not isinstance(piece, str))
            found = self._fields[mask, ord_, side] = names
        return found

    def _shape(self, note: Note, ord_: int, side: Side) -> tuple[str | _Shown, ...]:
        mask = self._mask(note)
        key = (mask, ord_, side)
        found = self._shapes.get(key)
        if found is None:
            filled = {name for at, name in enumerate(self.names) if mask >> at & 1}
            found = self._shapes[key] = tuple(self._pieces(filled, ord_, side))
        return found

    def _mask(self, note: Note) -> int:
        if self._masks is None or self._masks[0] is not note:
            mask = 0
            for at, value in enumerate(note.fields):
                if value and (value[0] not in "<\t\n\v\f\r " or not is_empty(value)):
                    mask |= 1 << at
            self._masks = note, mask
        return self._masks[1]

    def _pieces(self, filled: set[str], ord_: int, side: Side) -> Iterator[str | _Shown]:
        index = 0 if self._is_cloze else ord_
        filled |= {"Tags", "Deck", "Subdeck", "CardFlag", "Type", "Card"}
        if self._is_cloze:
            filled.add(f"c{ord_ + 1}")
        shown: list[_Shown] = []
        html: list[str] = []
        nodes = self._fronts[index] if side == "front" else self._backs[index]
        self._walk(nodes, filled, side, index, html, shown)
        text = visible_text(_UNSEEN.sub("", "".join(html)))
        at = 0
        for match in _FIELD.finditer(text):
            words = text[at : match.start()].strip()
            if words:
                yield words
            yield shown[ord(match[1]) - _FIRST]
            at = match.end()
        if text[at:].strip():
            yield text[at:].strip()

    def _walk(
        self,
        nodes: Sequence[Node],
        filled: set[str],
        side: Side,
        index: int,
        html: list[str],
        shown: list[_Shown],
    ) -> None:
        for node in nodes:
            if isinstance(node, Text):
                html.append(node.text)
            elif isinstance(node, Section):
                if (node.key in filled) is not node.negated:
                    self._walk(node.children, filled, side, index, html, shown)
            elif isinstance(node, Replacement):
                if node.key == "FrontSide":
                    if side == "back":
                        self._walk(self._fronts[index], filled, "front", index, html, shown)
                elif node.key in filled and not _HIDDEN_FILTERS.intersection(node.filters):
                    is_gapped = any(name.startswith("cloze") for name in node.filters)
                    html.append("\ue010" + chr(_FIRST + len(shown)))
                    shown.append(_Shown(node.key, is_gapped, side))


def _special(name: str, note: Note) -> str:
    """What Anki itself fills in, as far as it can tell an answer."""
    if name == "Tags":
        return " ".join(note.tags).replace("_", " ").replace("::", " ")
    if name in ("Deck", "Subdeck"):
        return note.deck_name.split("::")[-1] if name == "Subdeck" else note.deck_name
    return ""
