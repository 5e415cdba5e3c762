"""What an entry cites, as the list that stands on the backs of its cards."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from .deck import Deck
from .problem import error
from .texts import Texts


@dataclass
class Citations:
    """Makes the lists of one edition, each once, as most entries cite what others cite too."""

    deck: Deck
    texts: Texts
    _lists: dict[tuple[str, ...], str] = field(default_factory=dict)

    def html(self, names: tuple[str, ...]) -> str:
        """The references with these ids; empty without any. A url that is none is a problem."""
        known = self._lists.get(names)
        if known is None:
            items = "".join(f"<li>{self._reference(name)}</li>" for name in names)
            known = self._lists[names] = f'<ul class="sources">{items}</ul>' if items else ""
        return known

    def _reference(self, name: str) -> str:
        reference = self.deck.references[name]
        text = self.texts.html(reference, "text")
        if reference.url is None:
            return text
        if not reference.url.startswith(("https://", "http://")):
            message = f"the url of `{name}` is not a web address"
            fix = "begin it with https://"
            place = reference.place.at("url")
            self.texts.problems.append(error("url", message, fix, place))
        return f'<a href="{escape(reference.url)}">{text}</a>'
