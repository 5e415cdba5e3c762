"""What notes last held, for those that are to ship on without their entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from .lock import Content, LockedNote
from .lockedit import LastContent
from .note import Note
from .packaged import PackagedNote
from .problem import UserError
from .readpackage import read_package


def last_contents(
    wanted: Iterable[LockedNote], planned: Sequence[Note], folder: Path
) -> dict[str, LastContent]:
    """The last content of each wanted note, by key, as far as it is known.

    Parameters:
        planned: notes of the source.
        folder: of the last built packages; only looked at for notes that left the source.
    """
    found = {
        note.key: LastContent(Content(note.fields, note.tags), note.deck_name)
        for note in planned
        if note.place
    }
    missing = [note for note in wanted if note.key not in found]
    packaged = _packaged(folder) if missing else {}
    for note in missing:
        last = packaged.get(note.guid)
        if last:
            found[note.key] = LastContent(Content(last.fields, last.tags), last.deck_name)
    return found


def _packaged(folder: Path) -> dict[str, PackagedNote]:
    """Every note of every readable package in a folder; a later build replaces an earlier."""
    notes: dict[str, PackagedNote] = {}
    for path in sorted(folder.glob("*.apkg")):
        with suppress(UserError):
            for note in read_package(path).notes:
                if note.guid not in notes or notes[note.guid].modified_s < note.modified_s:
                    notes[note.guid] = note
    return notes
