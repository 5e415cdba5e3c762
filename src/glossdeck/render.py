"""One side of a card as HTML, as Anki's `rslib/src/template.rs` would render it, without Anki.

For rules that judge what a learner sees. Of Anki's filters only the id that `hint:` makes up
differs, and furigana is left to Anki; the tests prove the rest equal to the library.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from .clozefield import Deletion, read
from .note import NoteType
from .template import is_empty
from .templateparse import Comment, Node, Replacement, Section, Text, parse

Side = Literal["front", "back"]

FILTERS = frozenset(
    {"text", "furigana", "kanji", "kana", "type", "hint", "cloze", "cloze-only", "nc"}
)
"""Anki's own filters; `tts` takes options and is apart. `nc` only stands after `type:`."""

_HTML = re.compile(r"<!--.*?-->|<style.*?>.*?</style>|<script.*?>.*?</script>|<.*?>", re.S | re.I)
_MATHJAX = re.compile(r"(\\[(\[])(.*?)(\\[\])])", re.S)
_AUDIO = re.compile(r"\[sound:(.+?)\]|\[anki:tts lang=[^\]]*\].*?\[/anki:tts\]", re.S)
_NAMED = {'"': "&quot;", "&": "&amp;", "'": "&#x27;", "<": "&lt;", ">": "&gt;"}


class UnknownFieldError(Exception):
    """A template names a field that the note type does not have; Anki shows an error instead."""


@dataclass(frozen=True, slots=True)
class _Card:
    """What a template sees while it is rendered: all fields by name, and which are filled."""

    values: Mapping[str, str]
    filled: frozenset[str]
    number: int
    side: Side


def render(
    note_type: NoteType,
    ord_: int,
    fields: Sequence[str],
    side: Side,
    special: Mapping[str, str] | None = None,
) -> str:
    """One side of a card, without style sheet.

    Parameters:
        ord_: index of the template, or cloze number minus 1.
        fields: HTML, in the order of the note type's fields.
        special: `Tags`, `Deck`, `Subdeck` and `CardFlag`; blank when left out.

    Sounds and speech are `[anki:play:q:0]` marks, as in Anki. Raises UnknownFieldError and
    `templateparse.TemplateError`.
    """
    template = note_type.templates[0 if note_type.is_cloze else ord_]
    values = {"Tags": "", "Deck": "", "Subdeck": "", "CardFlag": "flag0"}
    values.update(special or {})
    values.update(Type=note_type.name, Card=template.name)
    values.update(zip((entry.name for entry in note_type.fields), fields, strict=True))
    if note_type.is_cloze:
        values[f"c{ord_ + 1}"] = "1"
    filled = frozenset(name for name, value in values.items() if not is_empty(value))
    front = _side(template.front, _Card({**values, "FrontSide": ""}, filled, ord_ + 1, "front"))
    if side == "front":
        return front
    return _side(template.back, _Card({**values, "FrontSide": front}, filled, ord_ + 1, "back"))


@lru_cache(maxsize=256)
def _parsed(template: str) -> tuple[Node, ...]:
    return parse(template).nodes


def _side(template: str, card: _Card) -> str:
    parts: list[str] = []
    _fill(_parsed(template), card, parts)
    return _with_audio_marks("".join(parts), card.side)


def _with_audio_marks(text: str, side: Side) -> str:
    count = 0

    def mark(_match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"[anki:play:{'q' if side == 'front' else 'a'}:{count - 1}]"

    return _AUDIO.sub(mark, text)


def _fill(nodes: Sequence[Node], card: _Card, parts: list[str]) -> None:
    for node in nodes:
        if isinstance(node, Text | Comment):
            parts.append(node.text)
        elif isinstance(node, Replacement):
            parts.append(_replaced(node, card))
        else:
            # Fields inside a section that is not shown must exist all the same.
            _fill(node.children, card, parts if _shown(node, card) else [])


def _shown(section: Section, card: _Card) -> bool:
    key = section.key
    if key not in card.values and not re.fullmatch(r"c\+?[0-9]+", key):
        raise UnknownFieldError(key)
    return (key in card.filled) is not section.negated


def _replaced(node: Replacement, card: _Card) -> str:
    if node.key == "FrontSide":
        return card.values["FrontSide"]
    if not node.key and node.filters:
        return ""
    if node.key not in card.values:
        raise UnknownFieldError(node.key)
    text = card.values[node.key]
    for name in _typing(node.filters):
        text = _filtered(name, text, node.key, card)
    return text


def _typing(filters: tuple[str, ...]) -> tuple[str, ...]:
    """`type:` stands for all filters before it."""
    if not filters or filters[-1] != "type":
        return filters
    return (f"type-{filters[0]}",) if filters in {("cloze", "type"), ("nc", "type")} else ("type",)


def _filtered(name: str, text: str, key: str, card: _Card) -> str:
    if name.startswith("tts "):
        return f"[anki:tts lang={name[4:]}]{text}[/anki:tts]"
    apply = _FILTERS.get(name)
    return apply(text, key, card) if apply else text


def strip_html(text: str) -> str:
    """Visible text, as `text:` gives it: without tags, entities decoded."""
    plain = _HTML.sub("", text)
    return html.unescape(plain).replace("\xa0", " ") if "&" in plain else plain


def _hint(text: str, key: str, _card: _Card) -> str:
    return f"<a class=hint>{key}</a><div class=hint>{text}</div>" if text.strip() else text


def _cloze(text: str, _key: str, card: _Card) -> str:
    shown = reveal(text, card.number, card.side)
    return _MATHJAX.sub(lambda math: math[1] + _HTML.sub("", math[2]) + math[3], shown)


def _cloze_only(text: str, _key: str, card: _Card) -> str:
    return ", ".join(_answers(read(text), card))


def reveal(text: str, number: int, side: Side) -> str:
    """A field with one deletion asked or shown; empty when it has none of this number."""
    nodes = read(text)
    if not any(_holds(node, number) for node in nodes):
        return ""
    return "".join(_revealed(node, number, side) for node in nodes)


def _holds(node: str | Deletion, number: int) -> bool:
    return isinstance(node, Deletion) and (
        number in node.numbers or any(_holds(inner, number) for inner in node.nodes)
    )


def _revealed(node: str | Deletion, number: int, side: Side) -> str:
    if isinstance(node, str):
        return node
    inside = "".join(_revealed(inner, number, side) for inner in node.nodes)
    ordinal = ",".join(map(str, node.numbers))
    if number not in node.numbers:
        return f'<span class="cloze-inactive" data-ordinal="{ordinal}">{inside}</span>'
    if side == "back":
        return f'<span class="cloze" data-ordinal="{ordinal}">{inside}</span>'
    hint = "..." if node.hint is None else node.hint
    answer = f'data-cloze="{_attribute(inside)}" data-ordinal="{ordinal}"'
    return f'<span class="cloze" {answer}>[{hint}]</span>'


def _attribute(text: str) -> str:
    """Every character below 256 but ASCII letters and digits as an entity, as Anki writes it."""
    return "".join(
        char
        if ord(char) > 255 or (char.isascii() and char.isalnum())
        else _NAMED.get(char, f"&#x{ord(char):02X};")
        for char in text
    )


def _answers(nodes: Sequence[str | Deletion], card: _Card) -> list[str]:
    found = []
    for node in nodes:
        if isinstance(node, Deletion):
            if card.number in node.numbers:
                hint = "..." if node.hint is None else node.hint
                found.append(hint if card.side == "front" else _plain(node))
            found.extend(_answers(node.nodes, card))
    return found


def _plain(node: str | Deletion) -> str:
    return node if isinstance(node, str) else "".join(_plain(inner) for inner in node.nodes)


_FILTERS: Mapping[str, Callable[[str, str, _Card], str]] = {
    "text": lambda text, _key, _card: strip_html(text),
    "type": lambda _text, key, _card: f"[[type:{key}]]",
    "type-cloze": lambda _text, key, _card: f"[[type:cloze:{key}]]",
    "type-nc": lambda _text, key, _card: f"[[type:nc:{key}]]",
    "hint": _hint,
    "cloze": _cloze,
    "cloze-only": _cloze_only,
}
