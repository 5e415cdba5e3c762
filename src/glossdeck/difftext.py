"""A difference as authors read it, and as programs do."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from rich.text import Text

from .diff import RISKS, Difference
from .notediff import Fate, NoteChange
from .report import size_text
from .worddiff import Piece

CONTEXT = 40
"""Characters of unchanged text that are shown on each side of a change."""

_TITLES = {
    Fate.NEW: ("new", "green", "+"),
    Fate.UPDATED: ("updated", "yellow", "~"),
    Fate.RETIRED: ("retired: shown with a banner", "magenta", "-"),
    Fate.UNRETIRED: ("back from retirement", "green", "+"),
    Fate.TOUCHED: ("sent again, with the same content", "yellow", "~"),
    Fate.IGNORED: ("changed, but Anki will not take it: the note is not newer", "red", "!"),
    Fate.REFUSED: ("refused by Anki: the note has another note type", "red", "!"),
    Fate.LEFT: ("no longer in the package; stays with learners as it is", "magenta", "-"),
}
_STYLES = {"same": "", "removed": "red strike", "added": "green"}
_MARKS = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}


def text_lines(change: Difference) -> Iterator[Text]:
    """A difference as lines for a terminal or a log."""
    old = change.old.name if change.old.notes else "nothing: the first release"
    yield Text(f"{change.new.title or change.new.name}: {old} -> {change.new.name}", "bold")
    if change.is_empty:
        yield Text("  learners see no change")
        return
    counts = [f"{change.counts[fate]} {fate}" for fate in Fate if change.counts[fate]]
    yield Text(f"  {', '.join([*counts, f'{change.untouched} untouched'])}")
    for fate, (title, style, mark) in _TITLES.items():
        notes = change.having(fate)
        if notes:
            yield Text(f"{title}", f"bold {style}")
        for note in notes:
            yield Text(f"  {mark} {note.label} ({note.kind})", style)
            yield from _details(note)
    yield from _around(change)


def _details(note: NoteChange) -> Iterator[Text]:
    for field in note.fields:
        line = Text(f"      {field.field}: ")
        if field.is_formatting:
            line.append("only its formatting")
        for piece in shortened(field.pieces):
            if not field.is_formatting:
                line.append(_MARKS[piece.mark].format(piece.text), _STYLES[piece.mark])
        yield line
    for each in note.numbers:
        before = f'"{each.old}"' if each.old else "nothing"
        after = f'"{each.new}"' if each.new else "nothing"
        line = Text(f"      cloze {each.number}: {before} -> {after}")
        if each.moved:
            line.append("  moved: histories would be mixed up", "bold red")
        yield line
    for title, names in (
        ("cards", note.cards if note.fate is Fate.NEW else ()),
        ("cards that appear", note.cards if note.fate is not Fate.NEW else ()),
        ("cards that become empty", note.emptied),
        ("cards that are no longer asked, and say so", note.unasked),
        ("tags added", note.tags_added),
        ("tags removed", note.tags_removed),
    ):
        if names:
            yield Text(f"      {title}: {', '.join(names)}")


def _around(change: Difference) -> Iterator[Text]:
    """What changes beside notes."""
    if change.types:
        yield Text("note types", "bold")
    for kind in change.types:
        line = Text(f"  {kind.name}: {', '.join(kind.parts)}")
        if kind.breaks:
            line.append("  Anki would make a second note type", "bold red")
        elif kind.ignored:
            line.append("  Anki will not take it: the note type is not newer", "bold red")
        yield line
    if change.is_renamed:
        yield Text(
            f'the deck is called "{change.new.title}", no longer "{change.old.title}": new cards '
            "come into a deck of the new name, learners' cards stay where they are",
            "yellow",
        )
    for title, names in (
        ("decks that appear", change.decks),
        ("media added", change.media_added),
        ("media removed", change.media_removed),
    ):
        if names:
            yield Text(f"{title}: {', '.join(names)}")
    if change.described:
        yield Text("the deck's description changed")
    cards, sizes = (change.old.cards, change.new.cards), (change.old.size, change.new.size)
    before, after = (size_text(size) for size in sizes)
    yield Text(f"cards: {cards[0]} -> {cards[1]}; size: {before} -> {after}")


def shortened(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, with long stretches of unchanged text cut in the middle."""
    for index, piece in enumerate(pieces):
        before = CONTEXT if index else 0
        after = CONTEXT if index + 1 < len(pieces) else 0
        if piece.mark != "same" or len(piece.text) <= before + after + 10:
            yield piece
            continue
        head = piece.text[:before].rsplit(" ", 1)[0] + " " if before else ""
        tail = " " + piece.text[-after:].split(" ", 1)[-1] if after else ""
        yield Piece("same", f"{head}\u2026{tail}")


def as_json(changes: Iterable[Difference]) -> str:
    """Differences for programs; `risks` names what each risk is about."""
    return json.dumps([_plain(change) for change in changes], indent=2, ensure_ascii=False)


def _plain(change: Difference) -> dict[str, object]:
    return {
        "deck": change.new.title,
        "old": {"name": change.old.name, "cards": change.old.cards, "bytes": change.old.size},
        "new": {"name": change.new.name, "cards": change.new.cards, "bytes": change.new.size},
        "counts": {
            **{fate.value: change.counts[fate] for fate in Fate},
            "untouched": change.untouched,
        },
        "notes": [asdict(note) for note in change.notes],
        "note_types": [asdict(kind) for kind in change.types],
        "decks_added": change.decks,
        "description_changed": change.described,
        "media_added": change.media_added,
        "media_removed": change.media_removed,
        "risks": {name: found for name, find in RISKS.items() if (found := find(change))},
    }
