"""What happens to one note between two releases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .clozediff import NumberChange, answers, compare_numbers, plain_text, visible
from .dropped import dropped_numbers, without_dropped
from .note import NoteType
from .packaged import PackagedNote
from .retirement import RETIRED_TAG
from .worddiff import Piece, compare_words

_SWITCHES = "Ask"
_LABEL_LENGTH = 80


class Fate(StrEnum):
    """What a learner sees of a note; the order is that of a report."""

    NEW = "new"
    UPDATED = "updated"
    RETIRED = "retired"
    UNRETIRED = "unretired"
    TOUCHED = "touched"
    IGNORED = "ignored"
    REFUSED = "refused"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that changed; `pieces` are of the visible text, and all the same when only its
    formatting changed."""

    field: str
    pieces: tuple[Piece, ...]

    @property
    def is_formatting(self) -> bool:
        """Whether every word stayed."""
        return all(piece.mark == "same" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class NoteChange:
    """A note that is not left alone.

    Parameters:
        label: its first field, or its sentence, without markup.
        kind: `term`, `point` and so on; the note type's name in a foreign package.
        section: titles of its sections.
        fields, numbers: what changed in it; empty for a new note.
        cards: cards that appear on a note that learners have; all cards of a new one.
        emptied: cards that learners have and that would show nothing to ask any more.
        unasked: cards that learners have, of gaps that are gone; they say so from now on.
        tags_added, tags_removed: sorted.
    """

    guid: str
    fate: Fate
    label: str
    kind: str
    section: str
    fields: tuple[FieldChange, ...] = ()
    numbers: tuple[NumberChange, ...] = ()
    cards: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()
    unasked: tuple[str, ...] = ()
    tags_added: tuple[str, ...] = ()
    tags_removed: tuple[str, ...] = ()


def compare_notes(
    old: PackagedNote | None,
    new: PackagedNote | None,
    old_types: Mapping[int, NoteType],
    new_types: Mapping[int, NoteType],
    slots: Mapping[int, Mapping[str, str]],
) -> NoteChange | None:
    """What happens to a note that one or both releases have; None when it is left alone.

    Parameters:
        slots: by note type id, what the theme calls each slot.
    """
    if new is None:
        return None if old is None else _plain(old, old_types[old.note_type_id], Fate.LEFT)
    kind = new_types[new.note_type_id]
    if old is None:
        cards = _card_names(kind, set(new.ords))
        return _plain(new, kind, Fate.RETIRED if _is_retired(new) else Fate.NEW, cards)
    if old.note_type_id != new.note_type_id:
        return _plain(new, kind, Fate.REFUSED)
    if (old.fields, old.tags, old.ords) == (new.fields, new.tags, new.ords):
        return _plain(new, kind, Fate.TOUCHED) if new.modified_s > old.modified_s else None
    return _changed(old, new, kind, slots.get(kind.id, {}))


def _changed(
    old: PackagedNote, new: PackagedNote, kind: NoteType, slots: Mapping[str, str]
) -> NoteChange:
    is_cloze = kind.is_cloze and bool(old.fields) and bool(new.fields)
    gone = {*old.ords} - {*new.ords}
    dropped = {number - 1 for number in dropped_numbers(new.fields[0])} if is_cloze else set()
    return NoteChange(
        new.guid,
        _fate(old, new),
        label_of(new, kind),
        kind_of(new, kind),
        section_of(new, kind),
        _field_changes(old, new, kind, slots),
        compare_numbers(answers(old.fields[0]), answers(new.fields[0])) if is_cloze else (),
        _card_names(kind, {*new.ords} - {*old.ords}),
        _card_names(kind, gone - dropped),
        _card_names(kind, gone & dropped),
        tuple(sorted({*new.tags} - {*old.tags} - {RETIRED_TAG})),
        tuple(sorted({*old.tags} - {*new.tags} - {RETIRED_TAG})),
    )


def _fate(old: PackagedNote, new: PackagedNote) -> Fate:
    if new.modified_s <= old.modified_s:
        return Fate.IGNORED
    if _is_retired(old) != _is_retired(new):
        return Fate.RETIRED if _is_retired(new) else Fate.UNRETIRED
    return Fate.UPDATED


def _is_retired(note: PackagedNote) -> bool:
    return RETIRED_TAG in note.tags


def _plain(
    note: PackagedNote, kind: NoteType, fate: Fate, cards: tuple[str, ...] = ()
) -> NoteChange:
    label, name, section = label_of(note, kind), kind_of(note, kind), section_of(note, kind)
    return NoteChange(note.guid, fate, label, name, section, cards=cards)


def _field_changes(
    old: PackagedNote, new: PackagedNote, kind: NoteType, slots: Mapping[str, str]
) -> tuple[FieldChange, ...]:
    changes = []
    for field, was, now in zip(kind.fields, old.fields, new.fields, strict=False):
        if was == now or field.name == "Retired" or field.name.startswith(_SWITCHES):
            continue
        name = slots.get(field.name, field.name)
        was, now = without_dropped(was), without_dropped(now)
        changes.append(FieldChange(name, compare_words(visible(was), visible(now))))
    return tuple(changes)


def _card_names(kind: NoteType, ords: set[int]) -> tuple[str, ...]:
    """Cards as the author knows them: the template, or the cloze number."""
    if kind.is_cloze:
        return tuple(f"c{number + 1}" for number in sorted(ords))
    names = [template.name for template in kind.templates]
    return tuple(
        names[number] if number < len(names) else f"card {number + 1}" for number in sorted(ords)
    )


def label_of(note: PackagedNote, kind: NoteType) -> str:
    """A note as people know it again."""
    text = plain_text(note.fields[0]) if note.fields else ""
    return text if len(text) <= _LABEL_LENGTH else text[: _LABEL_LENGTH - 1].rstrip() + "\u2026"


def kind_of(note: PackagedNote, kind: NoteType) -> str:
    """`term`, `point` and so on, from the tag that every note of ours has."""
    found = (tag.rpartition("::kind::") for tag in note.tags)
    return next((name for _, mark, name in found if mark), kind.name)


def section_of(note: PackagedNote, kind: NoteType) -> str:
    """Titles of the sections that a note belongs to."""
    names = [field.name for field in kind.fields]
    if "Section" not in names or names.index("Section") >= len(note.fields):
        return ""
    return visible(note.fields[names.index("Section")])
