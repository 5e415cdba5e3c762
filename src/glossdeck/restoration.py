"""A lost lock, rebuilt from the packages that were last released.

A package holds GUIDs, ids, times, places and numbers, but not what entries are called in the
source; `releasedentries` finds that out. What cannot come back: what dropped numbers had asked,
the day a note was first built, and the names of slots, which are given out anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from . import identity
from .contenthash import note_hash, type_hash
from .dropped import dropped_numbers
from .entries import entries
from .lock import Content, Fact, Lock, LockedNote, LockedType, Retired
from .note import NoteDraft, NoteType
from .packaged import ReadPackage
from .releasedentries import Released, facts_of, keys_of, names_of, newest, released_notes
from .retirement import RETIRED_TAG


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back.

    Parameters:
        by_guid: keys that are certain.
        by_text: keys of notes that were found by their text, because they had been renamed or
            reworded, or because the namespace is another.
        lost: keys made up for notes that the source has no more; the next build asks about them.
    """

    lock: Lock
    by_guid: tuple[str, ...]
    by_text: tuple[str, ...]
    lost: tuple[str, ...]


def restore(
    packages: Sequence[ReadPackage],
    drafts: Sequence[NoteDraft],
    note_types: Mapping[str, Sequence[NoteType]],
    namespace: str,
    now_s: int,
) -> Restored:
    """A lock for the sources as they are, with the identity that learners have.

    Parameters:
        packages: the last release of each deck and edition.
        drafts: of all of them, from the source.
        note_types: of each edition, as they are now.
        namespace: the project's; if it was only in the lost lock, any new one will do for the
            notes to come, and those released are known by their text.
        now_s: for notes that were retired, since their date is lost.
    """
    source = entries(drafts)
    names = names_of(source, namespace)
    released = newest(released_notes(packages, drafts, names, note_types))
    by_guid, by_text = keys_of(released, source, names)
    found = by_guid | by_text
    notes: dict[str, LockedNote] = {}
    lost = []
    for each in released:
        key = found.get(each.note.guid) or _made_up(each)
        if each.note.guid not in found:
            lost.append(key)
        notes[key] = _locked(each, key, now_s)
    lock = Lock(namespace, MappingProxyType(_types(released)), MappingProxyType(notes))
    sure, likely = (tuple(sorted(keys.values())) for keys in (by_guid, by_text))
    return Restored(lock, sure, likely, tuple(sorted(lost)))


def _locked(released: Released, key: str, now_s: int) -> LockedNote:
    """The lock line of a released note."""
    note, note_type = released.note, released.note_type
    texts, facts = facts_of(released)
    gaps = dropped_numbers(note.fields[0]) if note_type.is_cloze else ()
    deck, edition, kind, entry_id = key.split("/")
    retired = None
    if RETIRED_TAG in note.tags:
        names = [field.name for field in note_type.fields]
        fields = tuple("" if n == "Retired" else v for n, v in zip(names, note.fields, strict=True))
        tags = tuple(tag for tag in note.tags if tag != RETIRED_TAG)
        retired = Retired(now_s, Content(fields, tags), note.deck_name)
    return LockedNote(
        deck,
        edition,
        kind,
        entry_id,
        note.guid,
        note.note_id,
        note.modified_s,
        note.due,
        note_hash(note_type.key, note.fields, note.tags),
        note.modified_s,
        True,
        texts,
        facts,
        tuple(Fact(number, "", 0, now_s) for number in gaps),
        retired,
    )


def _made_up(released: Released) -> str:
    """A key for a note that no entry of the source is."""
    text = " ".join(facts_of(released)[0])
    words = "-".join(identity.slug(text).split("-")[:5])[:40].strip("-")
    made = f"{words}-{identity.short_hash(released.note.guid)}"
    return f"{released.deck}/{released.edition}/{released.kind}/{made}"


def _types(released: Sequence[Released]) -> dict[str, LockedType]:
    types: dict[str, LockedType] = {}
    for each in released:
        note_type = each.note_type
        key = f"{each.edition}/{note_type.key}"
        if key not in types or types[key].modified_s < note_type.modified_s:
            types[key] = LockedType(
                each.edition,
                note_type.key,
                note_type.id,
                tuple(field.id for field in note_type.fields),
                tuple(field.name for field in note_type.fields),
                tuple(template.id for template in note_type.templates),
                note_type.modified_s,
                type_hash(note_type),
            )
    return types
