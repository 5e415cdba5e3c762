"""The field of a cloze text while it is read: HTML that Anki reads as it was meant."""

from __future__ import annotations

import re

from .safe_html import anki_safe

_DOUBLE = re.compile(r"\}(?=\})|:(?=:)")
_ENTITY = {"{": "&#123;", "}": "&#125;", ":": "&#58;"}
_IMAGE_OCCLUSION = re.compile(r"^(image-occlusion):")


class ClozeWriter:
    """Takes HTML and the bounds of deletions from left to right.

    Attributes:
        pieces: the field's HTML, cut where a number goes; complete after `end`.
        plain: HTML without the bounds and hints of deletions.
        context: HTML with `…` for each outermost deletion.
    """

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.plain: list[str] = []
        self.context: list[str] = []
        self._depth = 0
        self._piece: list[str] = []
        self._kept: list[str] = []  # the end of the piece, which what follows may change

    def keep(self, html: str) -> None:
        """Text or a tag, outside of deletions or in an answer."""
        self._kept.append(html)
        self.plain.append(html)
        if not self._depth:
            self.context.append(html)

    def keep_hint(self, html: str) -> None:
        """Text in a hint."""
        self._kept.append(html)

    def open(self) -> None:
        """A deletion starts; the next piece starts with what follows its number."""
        self._flush("{{")
        self.pieces.append("".join((*self._piece, "{{c")))
        self._piece = ["::"]
        if not self._depth:
            self.context.append("…")
        self._depth += 1

    def begin_hint(self) -> None:
        """The answer of the innermost deletion is over."""
        self._flush("::")
        self._piece.append("::")

    def close(self) -> None:
        """The innermost deletion ends."""
        self._flush("}}")
        self._piece.append("}}")
        self._depth -= 1

    def end(self) -> None:
        """Nothing follows."""
        self._flush("")
        self.pieces.append("".join(self._piece))

    def _flush(self, following: str) -> None:
        """Write out what was kept, safe from being read as the end or hint of a deletion."""
        html = anki_safe("".join(self._kept))
        self._kept.clear()
        if self._depth:
            html = _DOUBLE.sub(lambda match: _ENTITY[match.group()], html)
            html = _IMAGE_OCCLUSION.sub(r"\1&#58;", html)
        if html and following and html[-1] == following[0]:
            html = html[:-1] + _ENTITY[html[-1]]
        self._piece.append(html)
