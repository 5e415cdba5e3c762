"""How the note types of two releases differ, and whether Anki could follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .note import NoteType
from .released import Release


@dataclass(frozen=True, slots=True)
class TypeChange:
    """A note type that differs.

    Parameters:
        name: as learners see it.
        parts: what differs, in words.
        breaks: whether Anki would make a second note type and never update its notes again.
        ignored: whether Anki would keep the old looks, as `mod` has not grown.
    """

    name: str
    parts: tuple[str, ...]
    breaks: bool = False
    ignored: bool = False


def compare_types(old: Release, new: Release) -> tuple[TypeChange, ...]:
    """The note types that differ, by id; those that only one release has do no harm."""
    changes = []
    for type_id, kind in sorted(new.types.items()):
        known = old.types.get(type_id)
        if known is None:
            if old.notes:
                changes.append(TypeChange(kind.name, ("new",)))
            continue
        parts = tuple(_parts(known, kind))
        if parts:
            breaks, ignored = _shape(known) != _shape(kind), kind.modified_s <= known.modified_s
            changes.append(TypeChange(kind.name, parts, breaks, ignored))
    return tuple(changes)


def _shape(kind: NoteType) -> tuple[object, ...]:
    """What Anki compares to tell whether two versions are one note type."""
    fields = tuple(field.id or field.name for field in kind.fields)
    return kind.is_cloze, fields, tuple(each.id or each.name for each in kind.templates)


def _parts(old: NoteType, new: NoteType) -> Iterator[str]:
    if old.name != new.name:
        yield f"name, before: {old.name}"
    names = [field.name for field in old.fields], [field.name for field in new.fields]
    if names[0] != names[1]:
        yield f"fields: {', '.join(names[0])} become {', '.join(names[1])}"
    if len(old.templates) != len(new.templates):
        yield f"{len(old.templates)} templates become {len(new.templates)}"
    elif _shape(old) != _shape(new):
        yield "ids of fields or templates"
    for before, after in zip(old.templates, new.templates, strict=False):
        if before.name != after.name:
            yield f"template {before.name} is called {after.name}"
        sides = [
            side
            for side, was, now in (
                ("front", before.front, after.front),
                ("back", before.back, after.back),
            )
            if was != now
        ]
        if sides:
            yield f"{' and '.join(sides)} of {after.name}"
    if old.css != new.css:
        yield "style"
