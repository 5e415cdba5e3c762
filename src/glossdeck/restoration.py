"""A lost lock, rebuilt from the packages that were last released.

A package holds GUIDs, ids, times, places and numbers, but not what entries are called in the
source. A note whose GUID follows from an entry's id is that entry; any other is looked for by
its text. What cannot come back: what dropped numbers had asked, the day a note was first built,
and the names of slots, which are given out anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from . import identity
from .clozefield import Deletion, read
from .contenthash import note_hash, type_hash
from .dropped import dropped_numbers, without_dropped
from .entries import Entry, entries
from .entryscores import EntryText
from .entrytext import draft_text, made_id
from .lock import Content, Fact, Lock, LockedNote, LockedType, Retired
from .markup import visible_text
from .note import Kind, NoteDraft, NoteType
from .packaged import PackagedNote, ReadPackage
from .recognise import match_entries
from .retirement import RETIRED_TAG

_SALTS = 3


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


@dataclass(frozen=True, slots=True)
class _Released:
    """A note of a package with all that it tells about itself."""

    note: PackagedNote
    deck: str
    edition: str
    kind: Kind
    note_type: NoteType


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
    released = list(_released(packages, drafts, note_types))
    source = entries(drafts)
    names = {guid: (draft, entry_id) for guid, draft, entry_id in _expected(source, namespace)}
    found: dict[str, str] = {}
    for each in released:
        if each.note.guid in names:
            draft, entry_id = names[each.note.guid]
            found[each.note.guid] = f"{draft.deck}/{draft.edition}/{draft.kind}/{entry_id}"
    certain = tuple(sorted(found.values()))
    found |= _by_text(released, source, found)
    notes: dict[str, LockedNote] = {}
    lost = []
    for each in released:
        key = found.get(each.note.guid) or _made_up(each)
        if each.note.guid not in found:
            lost.append(key)
        notes[key] = _locked(each, key, now_s)
    lock = Lock(namespace, MappingProxyType(_types(released)), MappingProxyType(notes))
    by_text = sorted(set(found.values()) - set(certain))
    return Restored(lock, certain, tuple(by_text), tuple(sorted(lost)))


def _released(
    packages: Sequence[ReadPackage],
    drafts: Sequence[NoteDraft],
    note_types: Mapping[str, Sequence[NoteType]],
) -> Iterable[_Released]:
    """The notes that are of this project; edition and deck by Anki deck, kind by tag."""
    where = {draft.deck_name.split("::")[0]: (draft.deck, draft.edition) for draft in drafts}
    where |= {draft.deck_name: (draft.deck, draft.edition) for draft in drafts}
    for package in packages:
        types = {note_type.id: note_type for note_type in package.head.note_types}
        for note in package.notes:
            place = where.get(note.deck_name) or where.get(note.deck_name.split("::")[0])
            kinds = [tag.split("::kind::")[1] for tag in note.tags if "::kind::" in tag]
            shipped = types.get(note.note_type_id)
            if place is None or shipped is None or not kinds or kinds[0] not in set(Kind):
                continue
            names = [field.name for field in shipped.fields]
            for current in note_types[place[1]]:
                if [field.name for field in current.fields] == names:
                    with_key = replace(shipped, key=current.key)
                    yield _Released(note, *place, Kind(kinds[0]), with_key)


def _expected(source: Sequence[Entry], namespace: str) -> Iterable[tuple[str, NoteDraft, str]]:
    """The GUIDs that the entries would have been given, with draft and id."""
    for entry in source:
        entry_id = entry.entry_id or made_id(entry.drafts[0])
        for draft in entry.drafts:
            for salt in range(_SALTS):
                guid = identity.guid(
                    namespace, draft.deck, draft.edition, draft.kind, entry_id, salt
                )
                yield guid, draft, entry_id


def _by_text(
    released: Sequence[_Released], source: Sequence[Entry], found: Mapping[str, str]
) -> dict[str, str]:
    """GUID to key for notes whose text is that of an entry, exactly or nearly."""
    taken = set(found.values())
    new: dict[tuple[str, str, Kind], list[tuple[NoteDraft, str]]] = {}
    for entry in source:
        for draft in entry.drafts:
            entry_id = entry.entry_id or made_id(entry.drafts[0])
            if f"{draft.deck}/{draft.edition}/{draft.kind}/{entry_id}" not in taken:
                name = (draft.deck, draft.edition, draft.kind)
                new.setdefault(name, []).append((draft, entry_id))
    old: dict[tuple[str, str, Kind], list[_Released]] = {}
    for each in released:
        if each.note.guid not in found:
            old.setdefault((each.deck, each.edition, each.kind), []).append(each)
    keys = {}
    for name, drafts in new.items():
        notes = old.get(name, [])
        matching = match_entries(
            [{"": _text(each)} for each in notes],
            [{"": draft_text(draft)} for draft, _ in drafts],
        )
        for pair in matching.pairs:
            keys[notes[pair.old].note.guid] = "/".join((*name, drafts[pair.new][1]))
    return keys


def _text(released: _Released) -> EntryText:
    text, facts = _facts(released)
    return EntryText(text, tuple(fact.answer for fact in facts))


def _facts(released: _Released) -> tuple[tuple[str, ...], tuple[Fact, ...]]:
    """Visible texts of a released note, and the facts of a cloze."""
    fields = released.note.fields
    if not released.note_type.is_cloze:
        return tuple(" ".join(visible_text(text).split()) for text in fields[:2]), ()
    facts: list[Fact] = []
    text = _weave(read(without_dropped(fields[0])), "", facts)
    return (visible_text(text),), tuple(facts)


def _weave(nodes: Sequence[str | Deletion], before: str, facts: list[Fact]) -> str:
    """The field without its marks; each deletion met is added to `facts`."""
    for node in nodes:
        if isinstance(node, str):
            before += node
            continue
        place = len(facts)
        facts.append(Fact(node.numbers[0], "", 0))
        after = _weave(node.nodes, before, facts)
        answer = " ".join(visible_text(after[len(before) :]).split())
        facts[place] = Fact(node.numbers[0], answer, len(visible_text(after)) - len(answer))
        before = after
    return before


def _locked(released: _Released, key: str, now_s: int) -> LockedNote:
    """The lock line of a released note."""
    note, note_type = released.note, released.note_type
    texts, facts = _facts(released)
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
        tuple(Fact(number, "", 0) for number in gaps),
        retired,
    )


def _made_up(released: _Released) -> str:
    """A key for a note that no entry of the source is."""
    text = " ".join(_facts(released)[0])
    words = "-".join(identity.slug(text).split("-")[:5])[:40].strip("-")
    made = f"{words}-{identity.short_hash(released.note.guid)}"
    return f"{released.deck}/{released.edition}/{released.kind}/{made}"


def _types(released: Sequence[_Released]) -> dict[str, LockedType]:
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
