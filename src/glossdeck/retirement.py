"""Notes whose entry is gone: they ship on with a banner for a while, then leave."""

from __future__ import annotations

from .contenthash import note_hash
from .lock import Content, LockedNote, Retired
from .note import NOTE_TYPE_OF_KIND, Kind, NoteType
from .planwork import Scope, Work, add_note

RETIRED_TAG = "glossdeck::retired"

_DAY_S = 86_400


def is_shipping(retired: Retired, now_s: int, retire_after_days: int) -> bool:
    """Whether a retired note is still in the package at this time."""
    return retired.since_s > 0 and now_s < retired.since_s + retire_after_days * _DAY_S


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
    return note._replace(content_hash=found, modified_s=max(now_s, note.modified_s + 1))


def ship_retired(work: Work, scope: Scope) -> list[str]:
    """Add the retired notes that still ship; the keys of those that left."""
    left = []
    retired = [note for note in work.locked.values() if note.retired]
    for note in sorted(retired, key=lambda note: note.key):
        if note.retired is None or (note.deck, note.edition) not in scope:
            continue
        if not is_shipping(note.retired, work.now_s, work.retire_after_days):
            left.append(note.key)
            continue
        note_type = NOTE_TYPE_OF_KIND[Kind(note.kind)]
        content = retired_content(
            note.retired, work.types[note.edition][note_type], work.banners[note.edition]
        )
        new = retired_note(note, content, work.now_s)
        work.locked[new.key] = new
        add_note(
            work,
            new.key,
            new,
            note_type,
            content.fields,
            content.tags,
            None,
            note.retired.deck_name,
        )
    return left
