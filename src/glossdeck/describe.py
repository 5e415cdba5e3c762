"""The text on the deck's page in Anki: description, notice, source and edition, in Markdown."""

from __future__ import annotations

import re

from .deck import Deck
from .document import Origin
from .edition import Edition
from .theme import Theme, label
from .wording import text_for

_OWN_LINE = re.compile(r" {4}|\t| {0,3}([-+*>|#`~]|\d+[.)] )")
"""How a line begins that Markdown does not join to the one before: lists, tables, quotes."""


def describe(deck: Deck, edition: Edition, theme: Theme) -> str:
    """The description of a deck in one edition; Anki shows it as Markdown from 24.06 on."""
    info = deck.info
    facts = []
    if info.source:
        facts.append(f"{label(theme, edition, 'source')}: {_origin(info.source)}")
    if edition.title:
        facts.append(f"{label(theme, edition, 'edition')}: {edition.title}")
    texts = (text_for(info.description, edition.name), text_for(info.notice, edition.name))
    parts = [unfolded(text) for text in texts if text]
    return "\n\n".join([*parts, "\n".join(facts)] if facts else parts)


def unfolded(text: str) -> str:
    """Markdown with each paragraph on one line: Anki shows every line end as one, also those
    that an author only made to keep the lines of the file short."""
    lines: list[str] = []
    for line in text.splitlines():
        joins = lines and lines[-1].strip() and line.strip() and not _OWN_LINE.match(line)
        if joins and not lines[-1].endswith(("  ", "\\")):
            lines[-1] = f"{lines[-1]} {line.strip()}"
        else:
            lines.append(line)
    return "\n".join(lines).strip()


def _origin(origin: Origin) -> str:
    title = f"[{origin.title}]({origin.url})" if origin.url else origin.title
    return f"{title}, {origin.date}" if origin.date else title
