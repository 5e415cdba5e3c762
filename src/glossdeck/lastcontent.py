"""What notes last held, for those that are to ship on without their entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .lock import Content, LockedNote
from .lockedit import LastContent
from .packaged import PackagedNote, ReadPackage
from .planning import Planned
from .problem import UserError
from .readpackage import read_package


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of notes: their last content by key, and pictures by name."""

    contents: Mapping[str, LastContent]
    pictures: Mapping[str, bytes]


def last_contents(wanted: Sequence[LockedNote], planned: Planned, folder: Path) -> Known:
    """The last content of each wanted note, as far as it is known, and the pictures in it.

    Parameters:
        planned: the source.
        folder: of the last built packages; only looked at for notes that left the source.
    """
    found = {
        note.key: LastContent(Content(note.fields, note.tags), note.deck_name)
        for note in planned.plan.notes
        if note.place
    }
    pictures = {
        file.name: file.data for content in planned.contents.values() for file in content.media
    }
    missing = [note for note in wanted if note.key not in found]
    packages = _packages(folder) if missing else []
    packaged = _newest(packages)
    for note in missing:
        last = packaged.get(note.guid)
        if last:
            found[note.key] = LastContent(Content(last.fields, last.tags), last.deck_name)
    for package in packages:
        pictures |= {file.name: file.data for file in package.media}
    return Known(found, pictures)


def _packages(folder: Path) -> list[ReadPackage]:
    """Every readable package in a folder."""
    packages = []
    for path in sorted(folder.glob("*.apkg")):
        with suppress(UserError):
            packages.append(read_package(path))
    return packages


def _newest(packages: Iterable[ReadPackage]) -> dict[str, PackagedNote]:
    """Every note by its GUID; a later build replaces an earlier."""
    notes: dict[str, PackagedNote] = {}
    for note in (note for package in packages for note in package.notes):
        if note.guid not in notes or notes[note.guid].modified_s < note.modified_s:
            notes[note.guid] = note
    return notes
