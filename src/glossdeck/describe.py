"""The text on the deck's page in Anki: description, notice, source and edition, in Markdown."""

from __future__ import annotations

from .document import Deck, Origin, text_for
from .project import Edition
from .theme import Theme, label


def describe(deck: Deck, edition: Edition, theme: Theme) -> str:
    """The description of a deck in one edition; Anki shows it as Markdown from 24.06 on."""
    info = deck.info
    parts = [text_for(info.description, edition.name), text_for(info.notice, edition.name)]
    if info.source:
        parts.append(f"{label(theme, edition, 'source')}: {_origin(info.source)}")
    if edition.title:
        parts.append(f"{label(theme, edition, 'edition')}: {edition.title}")
    return "\n\n".join(part for part in parts if part)


def _origin(origin: Origin) -> str:
    title = f"[{origin.title}]({origin.url})" if origin.url else origin.title
    return f"{title}, {origin.date}" if origin.date else title
