"""Which entry of the lock each entry of the source is, and what became of the others."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .identity import short_hash, slug
from .lock import Lock, LockedNote
from .note import Kind, NoteDraft
from .recognise import EntryText, match_entries

RECOGNISED_BY_TEXT = frozenset({Kind.CONTRAST, Kind.POINT, Kind.QUESTION})
"""Kinds whose entries need no id. Terms always have one, from their name."""

EntryKey = tuple[str, str, str]
"""Deck, kind and id: the name of an entry, whatever its editions."""

_TAG = re.compile(r"<(?:img\b[^>]*\bsrc=\"([^\"]*)\")?[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
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
class Doubt:
    """A new entry that may or may not be an old one."""

    entry: Entry
    old: EntryKey
    old_text: str
    new_text: str
    score: float


@dataclass(frozen=True, slots=True)
class Identified:
    """The source's entries with their ids.

    Parameters:
        ids: the id of each entry, by its index.
        old_keys: for an entry that has another id in the lock, that entry's key.
        recognised: entries known again by their text, if it is not equal.
        doubts: entries that the author has to decide about.
        unmatched: entries of the lock that the source has no more, retired ones included.
        fresh: indices of the entries that the lock does not know.
    """

    ids: tuple[str, ...]
    old_keys: Mapping[int, EntryKey]
    recognised: tuple[Recognised, ...]
    doubts: tuple[Doubt, ...]
    unmatched: tuple[EntryKey, ...]
    fresh: tuple[int, ...]


@dataclass(slots=True)
class _Search:
    """What is left to be matched; filled and emptied by `identify` alone."""

    locked: dict[EntryKey, dict[str, LockedNote]]
    ids: list[str]
    old_keys: dict[int, EntryKey] = field(default_factory=dict)
    recognised: list[Recognised] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


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
        tuple(search.doubts),
        tuple(locked),
        tuple(left),
    )


def _by_text(source: Sequence[Entry], left: Sequence[int], search: _Search) -> list[int]:
    """Match what is left by text; the indices that no entry of the lock was found for."""
    groups: dict[tuple[str, Kind], list[int]] = {}
    for index in left:
        entry = source[index]
        groups.setdefault((entry.deck, entry.kind), []).append(index)
    unmatched = set(left)
    for (deck, kind), indices in groups.items():
        if kind not in RECOGNISED_BY_TEXT:
            continue
        old = [name for name in search.locked if name[:2] == (deck, str(kind))]
        matching = match_entries(
            [
                {edition: _locked_text(note) for edition, note in search.locked[name].items()}
                for name in old
            ],
            [{draft.edition: _draft_text(draft) for draft in source[i].drafts} for i in indices],
        )
        for pair in matching.pairs:
            index, name = indices[pair.new], old[pair.old]
            if _adopt(source[index], index, name, pair.score, search):
                unmatched.discard(index)
    return [index for index in left if index in unmatched]


def _locked_text(note: LockedNote) -> EntryText:
    return EntryText(note.texts, tuple(fact.answer for fact in note.facts))


def _draft_text(draft: NoteDraft) -> EntryText:
    answers = tuple(deletion.answer for deletion in draft.cloze.deletions) if draft.cloze else ()
    return EntryText(texts_of(draft), answers)


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
    text = " ".join(texts_of(entry.drafts[0]))
    words = "-".join(slug(text).split("-")[:5])[:40].strip("-")
    salt = ""
    while True:
        made = f"{words}-{short_hash(text, salt)}"
        if (entry.deck, str(entry.kind), made) not in taken:
            return made
        salt += "+"


def texts_of(draft: NoteDraft) -> tuple[str, ...]:
    """The visible text by which a note is recognised: a cloze sentence, or front and back."""
    if draft.cloze is not None:
        return (draft.cloze.plain,)
    return tuple(visible(text) for text in draft.fields[:2])


def visible(text: str) -> str:
    """The text of field HTML as the learner reads it; images by the name of their file."""
    if "<" in text:
        text = _TAG.sub(lambda tag: f" {tag[1] or ''} ", text)
    if "&" in text:
        text = html.unescape(text)
    return " ".join(text.split())
