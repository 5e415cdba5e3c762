"""Note types with the ids and times that learners have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from .contenthash import type_hash
from .lock import Lock, LockedType
from .note import NoteType
from .problem import Problem, error

Planned = tuple[Mapping[str, tuple[NoteType, ...]], Mapping[str, LockedType], list[Problem]]


def plan_types(note_types: Mapping[str, Sequence[NoteType]], lock: Lock, now_s: int) -> Planned:
    """Note types ready to ship, their lines of the lock, and what must not have changed.

    Parameters:
        note_types: of each edition.
        now_s: time of the build, whole seconds.
    """
    planned: dict[str, tuple[NoteType, ...]] = {}
    locked = dict(lock.note_types)
    problems: list[Problem] = []
    for edition, types in note_types.items():
        ready = []
        for note_type in types:
            old = locked.get(f"{edition}/{note_type.key}") or LockedType(edition, note_type.key)
            if old.id and not _same_schema(old, note_type):
                problems.append(_changed(edition, note_type, old))
            known = _with_ids(note_type, old)
            content = type_hash(known)
            modified_s = old.modified_s
            if content != old.content_hash:
                modified_s = max(now_s, modified_s + 1)
            ready.append(replace(known, modified_s=modified_s))
            locked[old.key] = replace(
                old,
                id=known.id,
                field_ids=tuple(field.id for field in known.fields),
                field_names=tuple(field.name for field in known.fields),
                template_ids=tuple(template.id for template in known.templates),
                modified_s=modified_s,
                content_hash=content,
            )
        planned[edition] = tuple(ready)
    return MappingProxyType(planned), MappingProxyType(locked), problems


def _same_schema(old: LockedType, note_type: NoteType) -> bool:
    names = tuple(field.name for field in note_type.fields)
    return names == old.field_names and len(note_type.templates) == len(old.template_ids)


def _with_ids(note_type: NoteType, old: LockedType) -> NoteType:
    """The note type with the ids that it shipped with."""
    if not old.id or not _same_schema(old, note_type):
        return note_type
    return replace(
        note_type,
        id=old.id,
        fields=tuple(
            replace(field, id=known)
            for field, known in zip(note_type.fields, old.field_ids, strict=True)
        ),
        templates=tuple(
            replace(template, id=known)
            for template, known in zip(note_type.templates, old.template_ids, strict=True)
        ),
    )


def _changed(edition: str, note_type: NoteType, old: LockedType) -> Problem:
    return error(
        "note-type-changed",
        f'the {note_type.key} note type of the edition "{edition}" has other fields or another '
        f"number of templates than when it was released ({len(old.field_names)} fields, "
        f"{len(old.template_ids)} templates): learners would get every note type twice",
        "use the glossdeck that wrote the lock, or a newer one; new fields go into slots",
    )
