"""Changing identity on purpose: rename, retire, unretire, touch; each from lock to lock."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from rapidfuzz import process

from .decisions import family
from .lock import Content, Lock, LockedNote, Retired
from .problem import Problem, UserError, error
from .wording import DECK_ID, ENTRY_ID, ID_FIX


@dataclass(frozen=True, slots=True)
class LastContent:
    """What a note last held: from the source, or from the last package that was built."""

    content: Content
    deck_name: str


def select(lock: Lock, selector: str) -> tuple[LockedNote, ...]:
    """The notes that a selector names, in the order of their keys.

    Parameters:
        selector: `id`, `kind/id`, `deck/id`, `deck/kind/id`, or a note's whole key
            `deck/edition/kind/id`. All but the last mean every edition, and a term with its
            cloze.

    Raises:
        UserError: nothing is called so, or several entries are.
    """
    notes = [note for note in lock.notes.values() if _means(selector, note)]
    if not notes:
        raise UserError(_unknown(lock, selector))
    names = sorted({(note.deck, family(note.kind), note.entry_id) for note in notes})
    if len(names) > 1:
        raise UserError(
            error(
                "several-entries",
                f'"{selector}" is the name of {len(names)} entries',
                "say which: " + ", ".join("/".join(name) for name in names),
            )
        )
    return tuple(sorted(notes, key=lambda note: note.key))


def rename(lock: Lock, old: str, new: str) -> Lock:
    """The lock with an entry's notes under a new id; GUIDs and all the rest stay.

    Parameters:
        old: a selector, see `select`.
        new: the new id; a deck before it (`deck/id`) moves the entry to that deck.

    Raises:
        UserError: unknown or ambiguous old id; a new id that is taken.
    """
    *decks, new_id = new.split("/")
    first = select(lock, old)[0]
    name = (first.deck, family(first.kind), first.entry_id)
    moving = [n for n in lock.notes.values() if (n.deck, family(n.kind), n.entry_id) == name]
    notes = dict(lock.notes)
    for note in moving:
        del notes[note.key]
    for note in moving:
        moved = note._replace(deck=decks[0] if decks else note.deck, entry_id=new_id)
        if moved.key in notes:
            raise UserError(
                error(
                    "id-taken",
                    f'"{new_id}" is the id of another {family(note.kind)} already: {moved.key}',
                    "choose another new id; two entries that were both built cannot become one",
                )
            )
        notes[moved.key] = moved
    return replace(lock, notes=MappingProxyType(notes))


def check_name(what: Literal["entry", "deck"], name: str) -> None:
    """Raises UserError for an id that the YAML could not have."""
    if len(name) > 100 or not re.match(ENTRY_ID if what == "entry" else DECK_ID, name):
        owner = "a deck" if what == "deck" else "an entry"
        raise UserError(error("wrong-id", f"`{name}` cannot be the id of {owner}", ID_FIX))


def _id(selector: str) -> str:
    return selector.split("/")[-1]


def retire(
    lock: Lock,
    selector: str,
    now_s: int,
    contents: Mapping[str, LastContent],
    *,
    at_once: bool = False,
) -> Lock:
    """The lock with notes marked as retired from now on; those retired earlier keep their date.

    Parameters:
        contents: of each note by key, what it shall go on showing.
        at_once: whether they leave the package with the next build; then their content need not
            be known, and a date from earlier is given up.

    Raises:
        UserError: unknown or ambiguous selector; a note whose last content is not known.
    """
    notes = dict(lock.notes)
    lost = []
    for note in select(lock, selector):
        last = contents.get(note.key)
        if at_once:
            kept = note.retired or last or LastContent(Content((), ()), "")
            notes[note.key] = note._replace(retired=Retired(0, kept.content, kept.deck_name))
            continue
        if note.retired:
            continue
        if last is None:
            lost.append(note.key)
            continue
        notes[note.key] = note._replace(retired=Retired(now_s, last.content, last.deck_name))
    if lost:
        raise UserError(
            error(
                "content-unknown",
                f"the last content of {', '.join(lost)} is not known, so it cannot ship on: it is "
                "neither in the source nor in the last built package",
                "put the entry back into the YAML (from git), run the same command again, and "
                "then remove it; or, if no learner has it yet, add --at-once",
            )
        )
    return replace(lock, notes=MappingProxyType(notes))


def unretire(lock: Lock, selector: str) -> Lock:
    """The lock with retired notes as live ones; a build does it by itself for what is back.

    Raises:
        UserError: unknown or ambiguous selector.
    """
    notes = dict(lock.notes)
    for note in select(lock, selector):
        notes[note.key] = note._replace(retired=None)
    return replace(lock, notes=MappingProxyType(notes))


def touch(lock: Lock, keys: frozenset[str], now_s: int) -> Lock:
    """The lock with the `mod` of chosen notes grown, so that the next import updates them.

    Parameters:
        keys: of notes; `select` finds them by id, the caller by tag.

    Raises:
        UserError: a key that the lock does not have.
    """
    unknown = sorted(keys - lock.notes.keys())
    if unknown:
        raise UserError(*(_unknown(lock, key) for key in unknown))
    notes = {
        key: note._replace(modified_s=max(now_s, note.modified_s + 1)) if key in keys else note
        for key, note in lock.notes.items()
    }
    return replace(lock, notes=MappingProxyType(notes))


def _means(selector: str, note: LockedNote) -> bool:
    parts = selector.split("/")
    if len(parts) == 4:
        return selector == note.key
    if parts[-1] != note.entry_id or len(parts) > 3:
        return False
    kinds = {note.kind, family(note.kind)}
    if len(parts) == 3:
        return parts[0] == note.deck and parts[1] in kinds
    return len(parts) == 1 or parts[0] == note.deck or parts[0] in kinds


def _unknown(lock: Lock, selector: str) -> Problem:
    names = (
        lock.notes.keys()
        if selector.count("/") == 3
        else {note.entry_id for note in lock.notes.values()}
    )
    near = process.extractOne(
        selector if len(selector.split("/")) > 3 else _id(selector), sorted(names)
    )
    hint = f"did you mean {near[0]}?" if near and near[1] >= 60 else "glossdeck.lock lists them all"
    return error("unknown-id", f'the lock has no entry "{selector}"', hint)
