"""A card as Anki's study screen shows it: typing boxes, play buttons, links to media.

Anki's library leaves marks such as `[[type:Term]]` in what it renders and its desktop program
puts the rest in (`qt/aqt/reviewer.py` and `sound.py`). This does the same without a window,
for a learner who has typed nothing. Handlers are left out, as no script runs in our pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_TYPE = re.compile(r"\[\[type:(.+?)\]\]")
_PLAY = re.compile(r"\[anki:play:[qa]:\d+\]")
_RULE = "<hr id=answer>"
_PLAY_BUTTON = """
<a class="replay-button soundLink" href=# draggable="false">
    <svg class="playImage" viewBox="0 0 64 64" version="1.1">
        <circle cx="32" cy="32" r="29" />
        <path d="M56.502,32.301l-37.502,20.101l0.329,-40.804l37.173,20.703Z" />
    </svg>
</a>"""


@dataclass(frozen=True, slots=True)
class ShownCard:
    """Both sides of a card, to be put below its note type's style.

    Parameters:
        template: name of the card's template.
        style: id of the note type, whose `css` belongs to it.
        front, back: HTML; references to media are percent-encoded file names.
    """

    guid: str
    ord: int
    template: str
    style: int
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class _Typing:
    """What the learner should type: `expected` is None where Anki shows `warning` instead."""

    expected: str | None
    warning: str = ""
    combining: bool = True
    font: str = ""
    size: int = 20


def show(collection: Any, card_ids: Iterable[int]) -> Iterator[ShownCard]:
    """Cards of a collection (`anki.collection.Collection`), in the order of `card_ids`."""
    for card_id in card_ids:
        card = collection.get_card(card_id)
        output, note = card.render_output(), card.note()
        front, back = (
            _PLAY.sub(_PLAY_BUTTON, collection.media.escape_media_filenames(side))
            for side in (output.question_text, output.answer_text)
        )
        typing = _typing(collection, card, front)
        yield ShownCard(
            note.guid,
            card.ord,
            str(card.template()["name"]),
            int(card.note_type()["id"]),
            _front(front, typing),
            _back(collection, back, typing),
        )


def _typing(collection: Any, card: Any, front: str) -> _Typing | None:
    """What a front asks to be typed; None when nothing."""
    asked = _TYPE.search(front)
    if asked is None:
        return None
    prefix, _, rest = asked[1].partition(":")
    name = rest.split(":")[0] if prefix in ("cloze", "nc") else asked[1]
    for field in card.note_type()["flds"]:
        if field["name"] == name:
            expected = card.note()[name]
            if prefix == "cloze":
                expected = collection.extract_cloze_for_typing(expected, card.ord + 1) or None
            warning = "" if expected else collection.tr.studying_please_run_toolsempty_cards()
            return _Typing(expected, warning, prefix != "nc", field["font"], field["size"])
    return _Typing(None, collection.tr.studying_type_answer_unknown_field(val=name))


def _front(text: str, typing: _Typing | None) -> str:
    if typing is None:
        return text
    box = typing.warning if typing.expected is None else ""
    if typing.expected:
        style = f"font-family: '{typing.font}'; font-size: {typing.size}px;"
        box = f'\n<center>\n<input type=text id=typeans\n   style="{style}">\n</center>\n'
    return _TYPE.sub(lambda _: box, text)


def _back(collection: Any, text: str, typing: _Typing | None) -> str:
    if typing is None or not typing.expected:
        return _TYPE.sub("", text)
    rest = text.replace(_RULE, "")
    if not _TYPE.search(rest):
        return text
    compared = _compare(collection, typing)
    style = f"font-family: '{typing.font}'; font-size: {typing.size}px"
    shown = f'\n<div style="{style}">{compared}</div>'
    # Anki moves the line between question and answer above the comparison.
    return _TYPE.sub(lambda _: shown if rest == text else f"{_RULE}{shown}", rest)


def _compare(collection: Any, typing: _Typing) -> str:
    try:
        return str(collection.compare_answer(typing.expected, "", typing.combining))
    except TypeError:  # Anki 23.10 knows no `combining`
        return str(collection.compare_answer(typing.expected, ""))
