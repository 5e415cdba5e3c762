"""A difference as release notes in Markdown, written for learners."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .diff import Difference
from .difftext import shortened
from .notediff import Fate, FieldChange, NoteChange
from .retirement import RETIRED_TAG
from .worddiff import Piece

_SPECIAL = re.compile(r"([\\`*_\[\]<>~#|])")
_CLOZE = re.compile(r"\{\{c\d+::|::[^{}]*\}\}|\}\}")
_ADMINISTRATIVE = frozenset({"Section", "Source"})
"""Fields whose changes are worth a word, but not word by word."""


def release_notes(change: Difference) -> str:
    """The notes of one release; the author can publish them as they are, or after a look."""
    return "\n".join(_lines(change)) + "\n"


def _lines(change: Difference) -> Iterator[str]:
    yield f"# {_escaped(change.new.title)}: what is new"
    yield ""
    if change.is_empty:
        yield "Nothing changes for you in this release."
        return
    yield (
        "Import the new file in Anki (File, then Import) over what you have. "
        "Your progress stays: every card keeps its reviews and its due day."
        if change.old.notes
        else f"{len(change.new.notes)} notes with {change.new.cards} cards. "
        "Import the file in Anki: File, then Import."
    )
    yield from _new(change)
    yield from _corrected(change)
    yield from _retired(change)
    yield from _good_to_know(change)


def _new(change: Difference) -> Iterator[str]:
    notes = change.having(Fate.NEW, Fate.UNRETIRED)
    by_section: dict[str, list[NoteChange]] = {}
    for note in notes:
        by_section.setdefault(note.section, []).append(note)
    if notes:
        yield f"\n## New ({len(notes)})"
    for section, found in by_section.items():
        yield f"\n### {_escaped(section)}\n" if section else ""
        yield from (f"- {_name(note)}" for note in found)


def _corrected(change: Difference) -> Iterator[str]:
    notes = change.having(Fate.UPDATED)
    if not notes:
        return
    yield f"\n## Corrected ({len(notes)})"
    yield "\nIf you had changed one of these notes yourself, the new text replaces yours.\n"
    for note in notes:
        yield f"- {_name(note)}"
        yield from (f"  - {_field(field)}" for field in note.fields)
        if note.cards:
            yield f"  - new to learn: {_cards(len(note.cards))}"
        if not (note.fields or note.cards):
            yield "  - details"


def _field(field: FieldChange) -> str:
    if field.field in _ADMINISTRATIVE:
        return f"{field.field.lower()} changed"
    pieces = [Piece(piece.mark, _CLOZE.sub("", piece.text)) for piece in field.pieces]
    if all(piece.mark == "same" or not piece.text.strip() for piece in pieces):
        return f"{field.field}: set differently"
    marks = {"same": "{}", "removed": "~~{}~~", "added": "**{}**"}
    words = "".join(_marked(marks[piece.mark], piece.text) for piece in shortened(pieces))
    return f"{field.field}: {words.replace('~~**', '~~ **')}"


def _marked(mark: str, text: str) -> str:
    """Markdown takes no space just inside a mark."""
    core = text.strip()
    if not core:
        return text
    start = text.index(core)
    return text[:start] + mark.format(_escaped(core)) + text[start + len(core) :]


def _retired(change: Difference) -> Iterator[str]:
    notes = change.having(Fate.RETIRED)
    if not notes:
        return
    yield f"\n## Retired ({len(notes)})"
    yield (
        "\nThese are no longer part of the deck. They stay in your collection, and say so on "
        "their front. To stop studying them: open Browse, search for "
        f"`tag:{RETIRED_TAG}`, select all, and suspend them (Cards, then Toggle Suspend).\n"
    )
    yield from (f"- {_name(note)}" for note in notes)


def _good_to_know(change: Difference) -> Iterator[str]:
    told = []
    if any(note.emptied for note in change.notes):
        told.append(
            "Some cards have nothing to ask any more. Remove them with Tools, then Empty Cards."
        )
    unasked = sum(len(note.unasked) for note in change.notes)
    if unasked:
        told.append(
            f"{_cards(unasked)} {'asks' if unasked == 1 else 'ask'} nothing any more, and "
            f"{'says' if unasked == 1 else 'say'} so. You can suspend "
            f"{'it' if unasked == 1 else 'them'} when {'it comes' if unasked == 1 else 'they come'}"
            " up."
        )
    sent = len(change.having(Fate.TOUCHED))
    if sent:
        told.append(
            f"{_notes(sent)} {'is' if sent == 1 else 'are'} sent again as before, so that "
            "earlier corrections reach everyone."
        )
    if change.types and change.old.notes:
        told.append("The cards look different.")
    if change.is_renamed:
        old, new = _escaped(change.old.title), _escaped(change.new.title)
        told.append(
            f"The deck is called “{new}” from now on. Rename your deck “{old}” to that before you "
            "import the file, and new cards come into it; otherwise they come into a deck of "
            "their own."
        )
    elif change.decks and change.old.notes:
        told.append(
            f"New decks in your list: {', '.join(map(_escaped, change.decks))}. "
            "Cards that you have stay where they are."
        )
    left = len(change.having(Fate.LEFT))
    if left:
        told.append(f"{_notes(left)} retired earlier left the file, and stay in your collection.")
    if told:
        yield "\n## Good to know\n"
        yield from (f"- {line}" for line in told)


def _name(note: NoteChange) -> str:
    label = _escaped(note.label)
    return f"**{label}**" if note.kind == "term" else label


def _notes(count: int) -> str:
    return "1 note" if count == 1 else f"{count} notes"


def _cards(count: int) -> str:
    return "1 card" if count == 1 else f"{count} cards"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
