"""The text of a picture is missing, too long, or gives the answer.

A picture without alternative text keeps a deck from being built: that is told where decks are
read. This rule adds the rest.

Error: the alternative text of a picture on a front holds the whole answer. Warning: an
alternative text of more than `warn_characters` characters (125).

Why: screen readers speak it in one breath (NHS service manual: ideally under 125 characters), and
Anki shows it when a picture is missing.

Bad:
    ![A photograph with everything that can be seen on it, told in three sentences …](loop.png)
Good:
    ![Loop of three arrows](loop.png)

To silence: `ignore: {img-alt: the reason}` at the entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from pydantic import Field

from ..note import Kind
from .mentions import whole_mention
from .rule import ERROR, WARNING, Finding, Group, Meta, Of, Settings
from .views import KEY_OF_FIELD, CardView, NoteView, TextView


class ImgAltSettings(Settings):
    warn_characters: int = Field(125, description="Characters that are still fine.")


META = Meta(
    code="img-alt",
    title="The text of a picture is too long or gives the answer",
    group=Group.MEDIA,
    of=Of.NOTE,
    severities=(ERROR, WARNING),
    settings=ImgAltSettings(),
)

_ALT = re.compile(r"<img\b[^>]*?\balt=\"([^\"]*)\"")


def check(note: NoteView, settings: ImgAltSettings) -> Iterator[Finding]:
    """Yield what is wrong with the pictures of a note."""
    pictured = [text for text in note.texts.values() if "<img" in text.html]
    for text in pictured:
        for alt in map(unescape, _ALT.findall(text.html)):
            if len(alt) > settings.warn_characters:
                message = f"the words for the picture have {len(alt)} characters, long to listen to"
                most = settings.warn_characters
                fix = f"say what matters in up to {most} characters; the rest can be `extra`"
                yield Finding(WARNING, message, fix, text.at(alt))
    for card in note.cards if pictured else ():
        yield from _leaks(card)


def _leaks(card: CardView) -> Iterator[Finding]:
    if card.kind is Kind.TERM and not card.asks_for_term:
        return
    for text in card.note.texts.values():
        if "<img" not in text.html or not _is_front(card, text):
            continue
        for alt in map(unescape, _ALT.findall(text.html)):
            for answer in card.answers:
                shown = whole_mention(answer, alt, card.note.edition.vocabulary)
                if len(shown) > 3 and alt != answer:
                    message = f"the words for the picture on the front name the answer “{answer}”"
                    fix = f"say what the picture shows without “{shown}”"
                    yield Finding(ERROR, message, fix, text.at(alt))


def _is_front(card: CardView, text: TextView) -> bool:
    return any(
        text.role is role and field in card.front_fields
        for field, (_, role) in KEY_OF_FIELD[card.kind].items()
    )
