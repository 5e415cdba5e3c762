"""The texts of entries in one edition: looked up, rendered, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import markup
from .cloze import ClozeText
from .cloze_reader import to_cloze
from .document import Document
from .flaw import Flaw
from .media import MediaError, MediaStore
from .problem import Place, Problem, error
from .wording import route_for, text_for


@dataclass
class Texts:
    """Renders texts for one edition and collects what it finds.

    Parameters:
        edition: name of the edition.
        media: the project's pictures.
        problems: what is wrong with the texts so far.
        shown: names of the media files that they show.
    """

    edition: str
    media: MediaStore
    problems: list[Problem] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)

    def html(self, entry: Document, key: str) -> str:
        """A text of an entry as field HTML; empty when this edition has none."""
        text = text_for(getattr(entry, key), self.edition)
        if text is None:
            return ""
        plain = markup.as_it_is(text)
        if plain is not None:
            return plain
        rendered = markup.to_html(text)
        if not (rendered.flaws or rendered.images):
            return rendered.html
        place = self.place(entry, key)
        self._note_flaws(rendered.flaws, place)
        return markup.replace_images(rendered.html, self._images(rendered.images, place))

    def cloze(self, entry: Document, key: str) -> ClozeText | None:
        """A text with gaps; None when this edition has none, or it has flaws."""
        text = text_for(getattr(entry, key), self.edition)
        if text is None:
            return None
        rendered = to_cloze(text)
        if rendered.cloze is not None and not rendered.images:
            return rendered.cloze
        place = self.place(entry, key)
        self._note_flaws(rendered.flaws, place)
        if rendered.cloze is None:
            return None
        names = self._images(rendered.images, place)
        pieces = tuple(markup.replace_images(piece, names) for piece in rendered.cloze.pieces)
        return rendered.cloze._replace(pieces=pieces)

    def words(self, written: Any) -> list[str]:
        """A list of short texts, each as HTML."""
        return [markup.to_html(word).html for word in text_for(written, self.edition) or ()]

    def place(self, entry: Document, key: str) -> Place:
        """Where the author wrote this edition's version of a text."""
        step = type(entry).model_fields[key].alias or key
        return entry.place.at(step, *route_for(getattr(entry, key), self.edition))

    def _note_flaws(self, flaws: tuple[Flaw, ...], place: Place) -> None:
        for flaw in flaws:
            here = Place(place.file, place.route, word=flaw.word)
            self.problems.append(error(flaw.rule, flaw.message, flaw.fix, here))

    def _images(self, written: tuple[str, ...], place: Place) -> dict[str, str]:
        names = {}
        for path in written:
            try:
                names[path] = self.media.name(path, Path(place.file).parent)
            except MediaError as wrong:
                here = Place(place.file, place.route, word=path)
                self.problems.append(error("image", wrong.message, wrong.fix, here))
        self.shown.update(names.values())
        return names
