"""Which entry of the lock each entry of the source is, and what became of the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .entryscores import EntryText
from .entrytext import draft_text, made_id, texts_of
from .lock import Lock, LockedNote
from .note import Kind, NoteDraft
from .recognise import match_entries, match_equal

RECOGNISED_BY_TEXT = frozenset({Kind.CONTRAST, Kind.POINT, Kind.QUESTION})
"""Kinds whose entries need no id. Terms always have one, from their name."""

EntryKey = tuple[str, str, str]
"""Deck, kind and id: the name of an entry, whatever its editions."""


class Entry(NamedTuple):
    """What one entry of the source gives in all its editions, for one kind of note."""

    deck: str
    kind: Kind
    entry_id: str
    drafts: tuple[NoteDraft, ...]


@dataclass(frozen=True, slots=True)
class Recognised:
    """An entry or a deletion that was known again by its text.

    Parameters:
        key: of the note; of its first edition for an entry.
        old, new: what was compared.
        score: 0 to 100; 100 is equal text.
        number: cloze number of a deletion; 0 for an entry.
    """

    key: str
    old: str
    new: str
    score: float
    number: int = 0


@dataclass(frozen=True, slots=True)
class Identified:
    """The source's entries with their ids.

    Parameters:
        ids: the id of each entry, by its index.
        old_keys: for an entry that has another id in the lock, that entry's key.
        recognised: entries known again by their text, if it is not equal.
        doubts: entry of the lock to the index of one that may be its new version.
        unmatched: entries of the lock that the source has no more, retired ones included.
        fresh: indices of the entries that the lock does not know.
    """

    ids: tuple[str, ...]
    old_keys: Mapping[int, EntryKey]
    recognised: tuple[Recognised, ...]
    doubts: Mapping[EntryKey, int]
    unmatched: tuple[EntryKey, ...]
    fresh: tuple[int, ...]


@dataclass(slots=True)
class _Search:
    """What is left to be matched; filled and emptied by `identify` alone."""

    locked: dict[EntryKey, dict[str, LockedNote]]
    ids: list[str]
    old_keys: dict[int, EntryKey] = field(default_factory=dict)
    recognised: list[Recognised] = field(default_factory=list)
    doubts: dict[EntryKey, int] = field(default_factory=dict)


def entries(drafts: Iterable[NoteDraft]) -> tuple[Entry, ...]:
    """The drafts of each entry together, in the order of the source."""
    found: dict[tuple[object, ...], list[NoteDraft]] = {}
    for draft in drafts:
        name = draft.entry_id or (draft.place.file, draft.place.route)
        found.setdefault((draft.deck, draft.kind, name), []).append(draft)
    return tuple(
        Entry(group[0].deck, group[0].kind, group[0].entry_id, tuple(group))
        for group in found.values()
    )


def identify(source: Sequence[Entry], lock: Lock, scope: frozenset[tuple[str, str]]) -> Identified:
    """The entry of the lock that each entry of the source is.

    Parameters:
        scope: (deck, edition) pairs of this build; other lines of the lock are not looked at.
    """
    locked: dict[EntryKey, dict[str, LockedNote]] = {}
    for note in lock.notes.values():
        if (note.deck, note.edition) in scope:
            name = (note.deck, note.kind, note.entry_id)
            locked.setdefault(name, {})[note.edition] = note
    taken = {(note.deck, note.kind, note.entry_id) for note in lock.notes.values()}
    search = _Search(locked, [entry.entry_id for entry in source])
    left = []
    for index, entry in enumerate(source):
        known = (entry.deck, str(entry.kind), entry.entry_id)
        if entry.entry_id and known in taken:
            locked.pop(known, None)
        else:
            left.append(index)
    left = _by_text(source, left, search)
    for index in left:
        entry = source[index]
        if not entry.entry_id:
            made = _new_id(entry, taken)
            search.ids[index] = made
            taken.add((entry.deck, str(entry.kind), made))
    return Identified(
        tuple(search.ids),
        search.old_keys,
        tuple(search.recognised),
        search.doubts,
        tuple(locked),
        tuple(left),
    )


def _by_text(source: Sequence[Entry], left: Sequence[int], search: _Search) -> list[int]:
    """Match what is left by text; the indices that no entry of the lock was found for."""
    groups: dict[tuple[str, Kind], list[int]] = {}
    for index in left:
        entry = source[index]
        if entry.kind in RECOGNISED_BY_TEXT:
            groups.setdefault((entry.deck, entry.kind), []).append(index)
    matched: set[int] = set()
    for group, indices in groups.items():
        matched |= _match_group(source, group, indices, search)
    return [index for index in left if index not in matched]


def _match_group(
    source: Sequence[Entry], group: tuple[str, Kind], indices: Sequence[int], search: _Search
) -> set[int]:
    """Match the entries of one deck and kind; retired ones only by equal text."""
    names = [name for name in search.locked if name[:2] == group]
    retired = {name for name in names if all(n.retired for n in search.locked[name].values())}
    live = [name for name in names if name not in retired]
    new = [{draft.edition: draft_text(draft) for draft in source[i].drafts} for i in indices]
    matching = match_entries(
        [_locked_texts(search.locked[name]) for name in live],
        new,
        lambda: _others(source, group, frozenset(indices)),
    )
    matched = set()
    for pair in matching.pairs:
        if _adopt(source[indices[pair.new]], indices[pair.new], live[pair.old], pair.score, search):
            matched.add(indices[pair.new])
    for pair in matching.doubts:
        search.doubts[live[pair.old]] = indices[pair.new]
    rest = [place for place, index in enumerate(indices) if index not in matched]
    gone = sorted(retired)
    for pair in match_equal(
        [_locked_texts(search.locked[n]) for n in gone], [new[i] for i in rest]
    ):
        index = indices[rest[pair.new]]
        if _adopt(source[index], index, gone[pair.old], pair.score, search):
            matched.add(index)
    for index in indices:
        if index not in matched and _renamed(source[index], index, search):
            matched.add(index)
    return matched


def _renamed(entry: Entry, index: int, search: _Search) -> bool:
    """Whether an unnamed entry was given the identity of another by `glossdeck rename`."""
    if entry.entry_id:
        return False
    made = made_id(entry.drafts[0])
    if search.locked.pop((entry.deck, str(entry.kind), made), None) is None:
        return False
    search.ids[index] = made
    return True


def _locked_texts(notes: Mapping[str, LockedNote]) -> dict[str, EntryText]:
    return {
        edition: EntryText(note.texts, tuple(fact.answer for fact in note.facts))
        for edition, note in notes.items()
    }


def _others(
    source: Sequence[Entry], group: tuple[str, Kind], without: frozenset[int]
) -> Iterator[EntryText]:
    for index, entry in enumerate(source):
        if group == (entry.deck, entry.kind) and index not in without:
            yield draft_text(entry.drafts[0])


def _adopt(entry: Entry, index: int, name: EntryKey, score: float, search: _Search) -> bool:
    """Give an entry the identity of one in the lock, unless both were named by the author."""
    notes = search.locked[name]
    if entry.entry_id and any(note.named for note in notes.values()):
        return False
    del search.locked[name]
    if entry.entry_id:
        search.old_keys[index] = name
    else:
        search.ids[index] = name[2]
    if score < 100 or entry.entry_id:
        draft = entry.drafts[0]
        old = notes.get(draft.edition) or next(iter(notes.values()))
        key = f"{draft.deck}/{draft.edition}/{draft.kind}/{search.ids[index]}"
        search.recognised.append(
            Recognised(key, " / ".join(old.texts), " / ".join(texts_of(draft)), score)
        )
    return True


def _new_id(entry: Entry, taken: set[EntryKey]) -> str:
    """An id for an entry without one, from its first words; never one that was ever used."""
    salt = ""
    while True:
        made = made_id(entry.drafts[0], salt)
        if (entry.deck, str(entry.kind), made) not in taken:
            return made
        salt += "+"
