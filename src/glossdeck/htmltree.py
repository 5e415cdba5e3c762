"""HTML as a tree of elements, with the place of each tag."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from .htmlscan import Tag, scan

_VOID = "area base br col embed hr img input link meta param source track wbr"
_BLOCKS = (
    "address blockquote div dl fieldset footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre "
    "section table ul"
)
VOID = frozenset(_VOID.split())
CLOSES_P = frozenset(_BLOCKS.split())


MAX_DEPTH = 100
"""Elements in elements; what lies deeper is put beside, so that no one runs out of stack."""


MAX_ELEMENTS, MAX_CHARACTERS = 1500, 64 * 1024
"""Of a card; what comes after is not looked at."""


@dataclass(eq=False, slots=True)
class Element:
    """One element.

    Parameters:
        name: lower case; empty for the root.
        attributes: names in lower case; a name without a value has an empty one.
        start, end: of its opening tag, in characters.
        close: where its content ends.
        parent: None for the root.
        children: elements and texts.
    """

    name: str
    attributes: dict[str, str]
    start: int
    end: int
    parent: Element | None
    close: int = 0
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> frozenset[str]:
        """Its classes."""
        return frozenset(self.attributes.get("class", "").split())

    @property
    def elements(self) -> list[Element]:
        """The elements directly inside."""
        return [child for child in self.children if isinstance(child, Element)]

    def walk(self) -> Iterator[Element]:
        """It and all elements inside, in the order of the text."""
        yield self
        for child in self.elements:
            yield from child.walk()


class _Builder:
    def __init__(self, text: str) -> None:
        self.root = Element("", {}, 0, 0, None, len(text))
        self._open = [self.root]
        self._text = text
        self._count = 0
        at = 0
        for tag in scan(text):
            if isinstance(tag, Tag):
                self._put_text(at, tag.start)
                self._end(tag) if tag.is_end else self._start(tag)
                at = tag.end
        self._put_text(at, len(text))
        for element in self._open:
            element.close = len(text)

    def _put_text(self, start: int, end: int) -> None:
        if start < end:
            self._open[-1].children.append(unescape(self._text[start:end]))

    def _start(self, tag: Tag) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS:
            return
        if (tag.name in CLOSES_P and self._open[-1].name == "p") or (
            tag.name == "li" and self._open[-1].name == "li"
        ):
            self._close_top(tag.start)
        above = self._open[-1]
        element = Element(tag.name, tag.values, tag.start, tag.end, above, tag.end)
        above.children.append(element)
        is_whole = tag.is_closed and any(each.name == "svg" for each in self._open)
        if tag.name not in VOID and not is_whole and len(self._open) <= MAX_DEPTH:
            self._open.append(element)

    def _end(self, tag: Tag) -> None:
        if any(element.name == tag.name for element in self._open[1:]):
            while self._open[-1].name != tag.name:
                self._close_top(tag.start)
            self._close_top(tag.start)

    def _close_top(self, at: int) -> None:
        self._open.pop().close = at


def parse_html(text: str) -> Element:
    """The tree of a fragment, below a root without a name."""
    return _Builder(text[:MAX_CHARACTERS]).root
