"""Reserved fields and templates: who takes one keeps it, so that note types never change."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from .lock import Lock, LockedType
from .problem import Place, Problem, error

Places = Mapping[tuple[str, str], Place]
"""Where a theme gives a name, by (`fields` or `cards`, name)."""

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


@dataclass(frozen=True, slots=True)
class Renaming:
    """What a theme says of its cards' earlier names.

    Parameters:
        was: the earlier name of a card, by its name now.
        new: cards that are said to be new, although others are gone.
    """

    was: Mapping[str, str]
    new: Collection[str]


_GROUPS = MappingProxyType({"field": "fields", "template": "cards"})
_NOTHING_RENAMED = Renaming(MappingProxyType({}), frozenset())
_NO_PLACES: Places = MappingProxyType({})


def assign_slots(
    lock: Lock,
    edition: str,
    note_type: str,
    fields: Sequence[str],
    templates: Sequence[str],
    renaming: Renaming = _NOTHING_RENAMED,
    places: Places = _NO_PLACES,
) -> Slots:
    """The slots of one note type in one edition, for the names that its theme wants.

    A name that had a slot in any earlier build gets the same one. A name that is no longer
    wanted keeps its slot, because learners' notes still hold its content. Reviews belong to the
    slot of a card, so a card that takes another name must say so, or say that it is new.

    Parameters:
        fields, templates: names that the theme gives to slots, in its order.
    """
    key = f"{edition}/{note_type}"
    known = lock.note_types.get(key) or LockedType(edition, note_type)
    all_fields, lost_fields = _assign(known.field_slots, fields, FIELD_SLOTS)
    cards = _renamed(known.template_slots, templates, renaming.was)
    all_templates, lost_templates = _assign(cards, templates, TEMPLATE_SLOTS[note_type])
    lost = [("field", name, all_fields) for name in lost_fields]
    lost += [("template", name, all_templates) for name in lost_templates]
    told = [
        ((_GROUPS[what], name), _no_room(name, edition, note_type, what, held))
        for what, name, held in lost
    ]
    asked = [name for name in templates if name in all_templates and name not in renaming.new]
    told += _undecided(dict(cards), templates, asked)
    problems = [replace(problem, place=places.get(name)) for name, problem in told]
    return Slots(
        _remembered(lock, key, known, all_fields, all_templates),
        MappingProxyType({name: all_fields[name] for name in fields if name in all_fields}),
        MappingProxyType({n: all_templates[n] for n in templates if n in all_templates}),
        tuple(problems),
    )


def _remembered(
    lock: Lock, key: str, known: LockedType, fields: Mapping[str, int], templates: Mapping[str, int]
) -> Lock:
    """The lock with the slots of one note type; the same one when nothing changed."""
    changed = replace(
        known,
        field_slots=tuple(sorted(fields.items())),
        template_slots=tuple(sorted(templates.items())),
    )
    if changed == known:
        return lock
    return replace(lock, note_types=MappingProxyType({**lock.note_types, key: changed}))


def _renamed(
    known: Sequence[tuple[str, int]], names: Sequence[str], was: Mapping[str, str]
) -> tuple[tuple[str, int], ...]:
    """The slots with the names that cards have now."""
    there = {name for name, _ in known}
    now = {old: new for new, old in was.items() if new not in there and old not in names}
    return tuple((now.get(name, name), number) for name, number in known)


def _undecided(
    known: Mapping[str, int], names: Sequence[str], asked: Sequence[str]
) -> Iterator[tuple[tuple[str, str], Problem]]:
    """New cards while others are gone: the same under another name, or not?"""
    gone = sorted(known.keys() - set(names))
    for name in asked:
        if gone and name not in known:
            listed = " and ".join(f'"{each}"' for each in gone)
            verb = "is" if len(gone) == 1 else "are"
            yield (
                ("cards", name),
                error(
                    "card-renamed",
                    f'the card "{name}" is new, and {listed}, which learners may have studied, '
                    f"{verb} gone",
                    f"if it is the same card under another name, write `was: {gone[0]}` below its "
                    "name, and reviews stay; if it is another card, write `new: true`",
                ),
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
    fix = f"give {name} the name of one that is no longer used, and its slot with it"
    if what == "template":
        fix = f"if {name} is one of them under another name, write `was:` and that name below it"
    return error(
        "slots-full",
        f'no {what} slot is left for "{name}" in the {note_type} note type of the edition '
        f'"{edition}": {holders} hold all {len(slots)}, and keep them because learners have them',
        fix,
    )
