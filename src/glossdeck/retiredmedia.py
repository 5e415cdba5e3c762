"""Pictures of retired notes: kept beside the lock, since their place in the source may go.

A retired note ships on with its last fields, and so must the pictures in them, under the very
names that the fields have. Those names hold a hash of the content, so a changed or exchanged
picture would be another one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from .media import ENDINGS, media_name
from .note import MediaFile, Note
from .problem import Problem, Severity
from .textfile import shown_path

_SHOWN = re.compile(
    rf'src="([a-z0-9-]{{1,40}}-[0-9a-f]{{12}}(?:{"|".join(map(re.escape, sorted(ENDINGS)))}))"'
)
"""A picture of ours in a field; nothing else is ever looked for on disk."""


def folder_of(lock_path: Path) -> Path:
    """Where the pictures of a project's retired notes are."""
    return lock_path.with_suffix(".retired")


def pictures_in(fields: Iterable[str]) -> frozenset[str]:
    """The names of the pictures that fields show."""
    return frozenset(name for field in fields for name in _SHOWN.findall(field))


def to_keep(
    fields: Iterable[str], files: Mapping[str, bytes], lock_path: Path
) -> dict[Path, bytes]:
    """What has to be written so that the pictures of these fields are kept.

    Parameters:
        fields: of all notes that are retired.
        files: pictures that are at hand, by name.
    """
    folder = folder_of(lock_path)
    return {
        folder / name: files[name]
        for name in sorted(pictures_in(fields))
        if name in files and _kept(folder, name) is None
    }


def retired_pictures(
    notes: Iterable[Note], known: Collection[str], lock_path: Path, where: str
) -> Iterator[MediaFile | Problem]:
    """The pictures of the retired notes among these that no other note shows, or what is to be
    said of those that are missing.

    Parameters:
        known: names of the pictures that ship anyway.
        where: what a command in a message needs so that it finds this project.
    """
    folder = folder_of(lock_path)
    wanted: dict[str, str] = {}
    for note in notes:
        if note.place is None:
            wanted |= dict.fromkeys(pictures_in(note.fields) - set(known), note.key)
    for name, key in sorted(wanted.items()):
        data = _kept(folder, name)
        yield _missing(name, key, folder, where) if data is None else MediaFile(name, data)


def _kept(folder: Path, name: str) -> bytes | None:
    """A kept picture; None where it is gone, or is another one by now."""
    path = folder / name
    try:
        data = path.read_bytes()
    except OSError:
        return None
    digest = media_name(path, data).rpartition("-")[2]
    return data if name.endswith(f"-{digest}") else None


def _missing(name: str, key: str, folder: Path, where: str) -> Problem:
    return Problem(
        "retired-media",
        Severity.WARNING,
        f'the picture "{name}" of the retired {key} is not in {shown_path(folder)} as it was: '
        "new learners will see a gap in its place",
        "put it back (from git); or, while the last built package still has it: "
        f"glossdeck retire {key}{where}",
    )
