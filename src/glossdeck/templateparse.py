"""Anki's template language as a tree, with the place of each tag.

The rules are those of Anki's `rslib/src/template.rs`, written anew and proved equal to the library
by the tests. Anki before 25 reads tags inside HTML comments and refuses an unclosed `{{`; newer
ones do neither. `parse` follows the new ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""Unicode white space, as Anki trims it; Python's `strip` takes more."""

SPECIAL_FIELDS = ("FrontSide", "Card", "CardFlag", "Deck", "Subdeck", "Tags", "Type")
"""Names that Anki itself fills on every card, in all versions."""

NEWER_FIELDS = ("CardID",)
"""Names that only newer versions fill; older ones show an error in place of the card."""

OLD_BRACES = "{{=<% %>=}}"
"""At the start of a template: its tags are `<%Field%>`, as Anki had them long ago."""
_COMMENT = ("<!--", "-->")

MAX_DEPTH = 50
"""Sections in sections; nobody reads more, and code that walks them must not run out of stack."""


@dataclass(frozen=True, slots=True)
class Text:
    """Everything that is not a tag. Positions are characters from the start of the template."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Comment:
    """`<!-- … -->`, with everything in it."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Replacement:
    """`{{filter:filter:Field}}`; filters in the order in which they apply, the last first."""

    key: str
    filters: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """`{{#Field}}…{{/Field}}`, or negated `{{^Field}}…{{/Field}}`."""

    key: str
    negated: bool
    children: tuple[Node, ...]
    start: int
    end: int


Node = Text | Comment | Replacement | Section


@dataclass(frozen=True, slots=True)
class Parsed:
    """A template that Anki would accept as a template, whatever its fields are called."""

    nodes: tuple[Node, ...]


class TemplateError(Exception):
    """A section that is not closed, closed without being open, or nested too deep.

    Parameters:
        kind: what is wrong.
        name: the field of the tag.
        opened: the field of the section that is open there; empty for none.
        start, end: where the tag stands, in characters.
    """

    def __init__(
        self,
        kind: Literal["not-closed", "not-open", "crossed", "too-deep"],
        name: str,
        opened: str,
        start: int,
        end: int,
    ) -> None:
        super().__init__(f"{kind}: {name}")
        self.kind, self.name, self.opened = kind, name, opened
        self.start, self.end = start, end


@dataclass(slots=True)
class _Open:
    key: str
    negated: bool
    start: int
    end: int
    children: list[Node] = field(default_factory=list)


def parse(template: str) -> Parsed:
    """Parse one side of a template. Raises TemplateError for crossed and unclosed sections."""
    root = _Open("", False, 0, 0)
    stack = [root]
    for node in _tokens(template):
        if isinstance(node, Text | Comment):
            stack[-1].children.append(node)
            continue
        name, start, end = node
        mark = name[:1] if len(name.encode()) > 1 else ""
        if mark in {"#", "^"}:
            if len(stack) > MAX_DEPTH:
                raise TemplateError("too-deep", name, "", start, end)
            stack.append(_Open(_trim_start(name[1:]), mark == "^", start, end))
        elif mark == "/":
            _close(stack, _trim_start(name[1:]), start, end)
        else:
            *filters, key = name.split(":")
            stack[-1].children.append(Replacement(key, tuple(reversed(filters)), start, end))
    if len(stack) > 1:
        raise TemplateError("not-closed", stack[-1].key, "", stack[-1].start, stack[-1].end)
    return Parsed(tuple(root.children))


def _close(stack: list[_Open], key: str, start: int, end: int) -> None:
    top = stack[-1]
    if len(stack) == 1:
        raise TemplateError("not-open", key, "", start, end)
    if top.key != key:
        raise TemplateError("crossed", key, top.key, start, end)
    stack.pop()
    stack[-1].children.append(Section(key, top.negated, tuple(top.children), top.start, end))


def _tokens(template: str) -> Iterator[Text | Comment | tuple[str, int, int]]:
    """Texts, comments, and tags as (content, start, end)."""
    braces, at = ("{{", "}}"), 0
    trimmed = template.lstrip(SPACE)
    if trimmed.startswith(OLD_BRACES):
        braces, at = ("<%", "%>"), len(template) - len(trimmed)
        while template.startswith(OLD_BRACES, at):
            at += len(OLD_BRACES)
    for start, end, is_comment in spans(template, braces, at):
        if start > at:
            yield Text(template[at:start], at)
        at = end
        if is_comment:
            yield Comment(template[start:end], start)
        else:
            yield template[start + 2 : end - 2].lstrip("{").strip(SPACE), start, end
    if at < len(template):
        yield Text(template[at:], at)


def spans(
    text: str, braces: tuple[str, str] = ("{{", "}}"), at: int = 0
) -> Iterator[tuple[int, int, bool]]:
    """Where tags and comments stand, as (start, end, whether a comment), in linear time."""
    kinds = [(braces, False), (_COMMENT, True)]
    while kinds:
        first = None
        for kind in tuple(kinds):
            (opening, closing), is_comment = kind
            start = text.find(opening, at)
            stop = text.find(closing, start + len(opening)) if start >= 0 else -1
            if stop < 0:
                kinds.remove(kind)  # what is not closed from here on is not closed further on
            elif first is None or start < first[0]:
                first = (start, stop + len(closing), is_comment)
        if first is not None:
            yield first
            at = first[1]


def _trim_start(text: str) -> str:
    return text.lstrip(SPACE)


def walk(nodes: Sequence[Node]) -> Iterator[Node]:
    """All nodes, those inside sections included, in the order of the text."""
    for node in nodes:
        yield node
        if isinstance(node, Section):
            yield from walk(node.children)
