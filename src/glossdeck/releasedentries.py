"""Which entry of the source each note of a released package is, without a lock to say so.

A note whose GUID follows from an entry's id is that entry, unless its text says that it is
another: an id can have been given to a new entry after the old one was renamed. What is left is
looked for by its text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from . import identity
from .clozefield import Deletion, read
from .dropped import without_dropped
from .entries import Entry
from .entryscores import EntryText
from .entrytext import draft_text, made_id
from .lock import Fact
from .markup import visible_text
from .note import Kind, NoteDraft, NoteType
from .packaged import PackagedNote, ReadPackage
from .recognise import match_entries, match_equal
from .similar import normal

_SALTS = 3


@dataclass(frozen=True, slots=True)
class Released:
    """A note of a package with all that it tells about itself."""

    note: PackagedNote
    deck: str
    edition: str
    kind: Kind
    note_type: NoteType


Names = Mapping[str, tuple[NoteDraft, str]]
"""Drafts with their key by the GUIDs that they would have been given."""


def names_of(source: Sequence[Entry], namespace: str) -> Names:
    """The GUIDs that the entries of the source would have been given."""
    names = {}
    for entry in source:
        entry_id = entry.entry_id or made_id(entry.drafts[0])
        for draft in entry.drafts:
            for salt in range(_SALTS):
                guid = identity.guid(
                    namespace, draft.deck, draft.edition, draft.kind, entry_id, salt
                )
                names[guid] = draft, _key(draft, entry_id)
    return names


def _key(draft: NoteDraft, entry_id: str) -> str:
    return f"{draft.deck}/{draft.edition}/{draft.kind}/{entry_id}"


def released_notes(
    packages: Sequence[ReadPackage],
    drafts: Sequence[NoteDraft],
    names: Names,
    note_types: Mapping[str, Sequence[NoteType]],
) -> Iterable[Released]:
    """The notes of packages that are of this project.

    Parameters:
        note_types: of each edition, as they are now.
    """
    for package in packages:
        place = _place(package, drafts, names)
        types = {note_type.id: note_type for note_type in package.head.note_types}
        for note in package.notes if place else ():
            kinds = [tag.split("::kind::")[1] for tag in note.tags if "::kind::" in tag]
            shipped = types.get(note.note_type_id)
            if place is None or shipped is None or not kinds or kinds[0] not in set(Kind):
                continue
            fields = [field.name for field in shipped.fields]
            for current in note_types[place[1]]:
                if [field.name for field in current.fields] == fields:
                    with_key = replace(shipped, key=current.key)
                    yield Released(note, *place, Kind(kinds[0]), with_key)


def newest(released: Iterable[Released]) -> list[Released]:
    """Each note once: of several releases of a deck, what the last one made of it."""
    found: dict[str, Released] = {}
    for each in released:
        known = found.get(each.note.guid)
        if known is None or known.note.modified_s < each.note.modified_s:
            found[each.note.guid] = each
    return list(found.values())


def _place(
    package: ReadPackage, drafts: Sequence[NoteDraft], names: Names
) -> tuple[str, str] | None:
    """Deck and edition of a package: by the names of its Anki decks, by its GUIDs, or by the deck
    in its tags, where that is in one edition only; None if it is of another project."""
    titles = {draft.deck_name.split("::")[0]: (draft.deck, draft.edition) for draft in drafts}
    titles |= {draft.deck_name: (draft.deck, draft.edition) for draft in drafts}
    found: Counter[tuple[str, str]] = Counter()
    for note in package.notes:
        place = titles.get(note.deck_name) or titles.get(note.deck_name.split("::")[0])
        if note.guid in names:
            draft = names[note.guid][0]
            place = (draft.deck, draft.edition)
        if place:
            found[place] += 1
    if not found:
        tags = {tag.split("::")[0] for note in package.notes for tag in note.tags}
        places = {(draft.deck, draft.edition) for draft in drafts if draft.deck in tags}
        return places.pop() if len(places) == 1 else None
    return found.most_common(1)[0][0]


Keys = dict[str, str]
"""GUID to key."""


def keys_of(
    released: Sequence[Released], source: Sequence[Entry], names: Names
) -> tuple[Keys, Keys]:
    """The key of each released note that is an entry of the source: those known by their GUID,
    and those known by their text alone."""
    search = _Search(released, source)
    by_guid = search.by_guid(names, with_text=True)
    by_text = search.by_text(equal=True)
    by_guid |= search.by_guid(names, with_text=False)
    by_text |= search.by_text(equal=False)
    return by_guid, by_text


class _Search:
    """What is left to be matched; each step takes away what it found."""

    def __init__(self, released: Sequence[Released], source: Sequence[Entry]) -> None:
        self.notes = {each.note.guid: each for each in released}
        self.drafts = {
            _key(draft, entry.entry_id or made_id(entry.drafts[0])): draft
            for entry in source
            for draft in entry.drafts
        }

    def by_guid(self, names: Names, with_text: bool) -> Keys:
        """Notes whose GUID follows from an id.

        Parameters:
            with_text: whether the text has to be that of the entry too.
        """
        found = {}
        for guid, each in self.notes.items():
            draft, key = names.get(guid, (None, ""))
            if draft and key in self.drafts and (not with_text or _is_same(each, draft)):
                found[guid] = key
                del self.drafts[key]
        return self._without(found)

    def by_text(self, equal: bool) -> Keys:
        """Notes whose text is that of an entry, exactly or nearly."""
        found = {}
        for name in {(draft.deck, draft.edition, draft.kind) for draft in self.drafts.values()}:
            drafts = {
                key: draft
                for key, draft in self.drafts.items()
                if (draft.deck, draft.edition, draft.kind) == name
            }
            notes = [
                each for each in self.notes.values() if (each.deck, each.edition, each.kind) == name
            ]
            old = [{"": _text(each)} for each in notes]
            new = [{"": draft_text(draft)} for draft in drafts.values()]
            pairs = match_equal(old, new) if equal else match_entries(old, new).pairs
            for pair in pairs:
                found[notes[pair.old].note.guid] = list(drafts)[pair.new]
        for key in found.values():
            del self.drafts[key]
        return self._without(found)

    def _without(self, found: Keys) -> Keys:
        for guid in found:
            del self.notes[guid]
        return found


def _is_same(released: Released, draft: NoteDraft) -> bool:
    """Whether note and entry say the same, whatever is asked of it."""
    one, other = _text(released).parts, draft_text(draft).parts
    return [*map(normal, one)] == [*map(normal, other)]


def _text(released: Released) -> EntryText:
    text, facts = facts_of(released)
    return EntryText(text, tuple(fact.answer for fact in facts))


def facts_of(released: Released) -> tuple[tuple[str, ...], tuple[Fact, ...]]:
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
