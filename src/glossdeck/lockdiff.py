"""What a build would change in the lock, in words: for `build --locked`."""

from __future__ import annotations

from .lock import Lock, LockedNote, LockedType


def differences(old: Lock, new: Lock) -> tuple[str, ...]:
    """One line for each record that differs, in the order of the lock; none for equal locks."""
    found = []
    if old.namespace != new.namespace:
        found.append(f"namespace: {old.namespace} becomes {new.namespace}")
    for key in sorted(old.note_types.keys() | new.note_types.keys()):
        if old.note_types.get(key) != new.note_types.get(key):
            found.append(f"{key}: {_of_type(old.note_types.get(key), new.note_types.get(key))}")
    for key in sorted(old.notes.keys() | new.notes.keys()):
        if old.notes.get(key) != new.notes.get(key):
            found.append(f"{key}: {_of_note(old.notes.get(key), new.notes.get(key))}")
    return tuple(found)


def _of_type(old: LockedType | None, new: LockedType | None) -> str:
    if old is None or not old.id:
        return "a new note type"
    if new is None:
        return "the note type is gone"
    changes = []
    if old.content_hash != new.content_hash:
        changes.append("templates or style changed")
    taken = {*new.field_slots, *new.template_slots} - {*old.field_slots, *old.template_slots}
    changes += [f"{name} takes slot {number}" for name, number in sorted(taken)]
    return "; ".join(changes) or "the record changed"


def _of_note(old: LockedNote | None, new: LockedNote | None) -> str:
    if old is None:
        return "a new note"
    if new is None:
        return "the note has another id"
    if bool(old.retired) != bool(new.retired):
        return "retired" if new.retired else "back from retirement"
    changes = []
    if old.content_hash != new.content_hash:
        changes.append("its content changed")
    changes += [f"cloze number {each}" for each in _numbers(old, new)]
    if old.due != new.due:
        changes.append("its place changed")
    return "; ".join(changes) or "the record changed"


def _numbers(old: LockedNote, new: LockedNote) -> list[str]:
    before = {fact.number: fact.answer for fact in old.facts}
    after = {fact.number: fact.answer for fact in new.facts}
    changes = []
    for number in sorted(before.keys() | after.keys()):
        if number not in after:
            changes.append(f'{number} ("{before[number]}") is no longer used')
        elif number not in before:
            changes.append(f'{number} is new ("{after[number]}")')
        elif before[number] != after[number]:
            changes.append(f'{number}: "{before[number]}" becomes "{after[number]}"')
    return changes
