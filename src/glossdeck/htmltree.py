"""HTML as a tree of elements, with the place of each tag; as lenient as a browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

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


class _Builder(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {}, 0, 0, None, len(text))
        self._open = [self.root]
        self._lines = [0]
        self._length = len(text)
        self._count = 0
        for line in text.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.feed(text)
        self.close()
        for element in self._open:
            element.close = self._length

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS:
            return
        at = self._at()
        if tag in CLOSES_P and self._open[-1].name == "p":
            self._close_top(at)
        if tag == "li" and self._open[-1].name == "li":
            self._close_top(at)
        attributes: dict[str, str] = {}
        for name, value in attrs:
            attributes.setdefault(name, value or "")
        whole = self.get_starttag_text() or ""
        element = Element(tag, attributes, at, at + len(whole), self._open[-1], at + len(whole))
        self._open[-1].children.append(element)
        if tag not in VOID and len(self._open) <= MAX_DEPTH:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if any(element.name == tag for element in self._open[1:]):
            while self._open[-1].name != tag:
                self._close_top(self._at())
            self._close_top(self._at())

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def _close_top(self, at: int) -> None:
        self._open.pop().close = at


def parse_html(text: str) -> Element:
    """The tree of a fragment, below a root without a name."""
    return _Builder(text[:MAX_CHARACTERS]).root
