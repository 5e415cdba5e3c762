"""Reserved fields and templates: who takes one keeps it, so that note types never change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from .lock import Lock, LockedType
from .problem import Problem, error

FIELD_SLOTS = 6
TEMPLATE_SLOTS = MappingProxyType({"term": 2, "cloze": 0, "question": 1})


@dataclass(frozen=True, slots=True)
class Slots:
    """Where a theme's names went.

    Parameters:
        lock: with the names remembered.
        fields: name to slot, 1 to 6.
        templates: name to slot, 1 to 2.
        problems: names for which no slot was left.
    """

    lock: Lock
    fields: Mapping[str, int]
    templates: Mapping[str, int]
    problems: tuple[Problem, ...] = ()


def assign_slots(
    lock: Lock, edition: str, note_type: str, fields: Sequence[str], templates: Sequence[str]
) -> Slots:
    """The slots of one note type in one edition, for the names that its theme wants.

    A name that had a slot in any earlier build gets the same one. A name that is no longer
    wanted keeps its slot, because learners' notes still hold its content.

    Parameters:
        note_type: `term`, `cloze` or `question`.
        fields, templates: names that the theme gives to slots, in its order.
    """
    key = f"{edition}/{note_type}"
    known = lock.note_types.get(key) or LockedType(edition, note_type)
    room = TEMPLATE_SLOTS[note_type]
    all_fields, lost_fields = _assign(known.field_slots, fields, FIELD_SLOTS)
    all_templates, lost_templates = _assign(known.template_slots, templates, room)
    problems = [_no_room(name, edition, note_type, "field", all_fields) for name in lost_fields]
    problems += [
        _no_room(name, edition, note_type, "template", all_templates) for name in lost_templates
    ]
    changed = replace(
        known,
        field_slots=tuple(sorted(all_fields.items())),
        template_slots=tuple(sorted(all_templates.items())),
    )
    if changed != known:
        lock = replace(lock, note_types=MappingProxyType({**lock.note_types, key: changed}))
    return Slots(
        lock,
        MappingProxyType({name: all_fields[name] for name in fields if name in all_fields}),
        MappingProxyType({n: all_templates[n] for n in templates if n in all_templates}),
        tuple(problems),
    )


def _assign(
    known: Sequence[tuple[str, int]], names: Sequence[str], room: int
) -> tuple[dict[str, int], list[str]]:
    """All names with their slots, and the names that found none."""
    slots = dict(known)
    lost = []
    for name in names:
        if name in slots:
            continue
        free = next((n for n in range(1, room + 1) if n not in slots.values()), None)
        if free is None:
            lost.append(name)
        else:
            slots[name] = free
    return slots, lost


def _no_room(
    name: str, edition: str, note_type: str, what: str, slots: Mapping[str, int]
) -> Problem:
    if not slots:
        return error(
            "slots-full",
            f'the {note_type} note type has no {what} slots, so "{name}" cannot be one',
            f"remove {name} from the theme",
        )
    holders = ", ".join(sorted(slots, key=lambda other: slots[other]))
    return error(
        "slots-full",
        f'no {what} slot is left for "{name}" in the {note_type} note type of the edition '
        f'"{edition}": {holders} hold all {len(slots)}, and keep them because learners have them',
        f"give {name} the name of one that is no longer used, and its slot with it",
    )
