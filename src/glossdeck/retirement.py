"""Notes whose entry is gone: they ship on with a banner for a while, then leave."""

from __future__ import annotations

from dataclasses import replace

from .contenthash import note_hash
from .lock import Content, LockedNote, Retired
from .note import NOTE_TYPE_OF_KIND, Kind, NoteType

RETIRED_TAG = "glossdeck::retired"

_DAY_S = 86_400


def is_shipping(retired: Retired, now_s: int, retire_after_days: int) -> bool:
    """Whether a retired note is still in the package at this time."""
    return now_s < retired.since_s + retire_after_days * _DAY_S


def retired_content(locked: Retired, note_type: NoteType, banner: str) -> Content:
    """The last content with the banner and the tag."""
    fields = tuple(
        banner if field.name == "Retired" else value
        for field, value in zip(note_type.fields, locked.content.fields, strict=True)
    )
    return Content(fields, tuple(sorted({*locked.content.tags, RETIRED_TAG})))


def retired_note(note: LockedNote, content: Content, now_s: int) -> LockedNote:
    """The lock line of a retired note: its `mod` grows once, when the banner first ships."""
    found = note_hash(NOTE_TYPE_OF_KIND[Kind(note.kind)], content.fields, content.tags)
    if found == note.content_hash:
        return note
    return replace(note, content_hash=found, modified_s=max(now_s, note.modified_s + 1))
