"""From drafts and the lock to notes: what is new, changed, unchanged and retired."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from .changes import Changes, changes_of
from .cloze import HIGHEST_NUMBER, ClozeText
from .contenthash import note_hash
from .decisions import decide
from .dropped import dated, lately, with_dropped
from .entries import Entry, Identified, Recognised, entries, identify
from .entrytext import texts_of
from .gapdecisions import numbering_problems
from .lock import Fact, Lock, LockedNote
from .note import Note, NoteDraft, NoteType
from .numbers import Numbering, assign_numbers
from .places import places
from .planned_types import plan_types
from .planwork import NEVER_BUILT, Ords, Scope, Work, add_note, first_line, with_own_ids
from .problem import Problem
from .retirement import ship_retired


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build would ship and remember; nothing is to be written if a problem is an error.

    Parameters:
        notes: by deck, edition and `due`.
        note_types: of each edition, with ids and `modified_s` as remembered.
        lock: the new lock; equal to the old one when nothing changed.
        problems: what the author has to decide.
        gone: what left the source, as `retire` calls it, but for what may have been renamed.
    """

    notes: tuple[Note, ...]
    note_types: Mapping[str, tuple[NoteType, ...]]
    lock: Lock
    changes: Changes
    problems: tuple[Problem, ...] = ()
    gone: tuple[str, ...] = ()


def plan(
    drafts: Sequence[NoteDraft],
    note_types: Mapping[str, Sequence[NoteType]],
    lock: Lock,
    now_s: int,
    *,
    scope: Scope,
    ords: Ords,
    banners: Mapping[str, str],
    retire_after_days: int = 365,
    where: str = "",
) -> Plan:
    """Give every draft its identity, and say what has to be decided first.

    Parameters:
        drafts: of all editions in scope, in the order of the source.
        note_types: of each edition; `modified_s` is filled in here.
        now_s: time of the build, whole seconds; may lie before the last build's.
        scope: decks and editions of this build; other lines of the lock stay as they are.
        ords: the cards that a note of this type with these fields has.
        banners: of each edition, what cards say that are no longer part of the deck.
        retire_after_days: how long a retired note ships, and a dropped gap is told of.
        where: what a command in a message needs so that it finds this project.
    """
    lock = replace(lock, notes=with_own_ids(lock.notes))
    planned, locked_types, problems = plan_types(note_types, lock, now_s)
    source = entries(drafts)
    identified = identify(source, lock, scope)
    decided = decide(source, identified, lock, scope, where)
    work = Work(
        lock,
        now_s,
        {e: {note_type.key: note_type for note_type in types} for e, types in planned.items()},
        ords,
        dict(lock.notes),
        banners,
        retire_after_days,
        frozenset(note.guid for note in lock.notes.values()),
        {note.note_id for note in lock.notes.values()},
        problems=[*problems, *decided.problems],
        recognised=list(identified.recognised),
    )
    olds = _rename_adopted(work, identified)
    made_ids = _made_ids(source, identified)
    del source, identified  # a large deck's, and not needed while its notes are made
    _plan_drafts(work, drafts, made_ids, olds, scope)
    left = ship_retired(work, scope)
    notes = work.sorted_notes()
    return Plan(
        notes,
        planned,
        Lock(lock.namespace, locked_types, MappingProxyType(work.locked)),
        changes_of(notes, olds, work.locked, left, work.recognised),
        tuple(work.problems),
        decided.gone,
    )


def _made_ids(source: Sequence[Entry], identified: Identified) -> dict[int, str]:
    """By identity of draft, the ids of entries to which the author gave none."""
    return {
        id(draft): entry_id
        for entry, entry_id in zip(source, identified.ids, strict=True)
        for draft in entry.drafts
        if draft.entry_id != entry_id
    }


def _plan_drafts(
    work: Work,
    drafts: Sequence[NoteDraft],
    made_ids: Mapping[int, str],
    olds: Mapping[str, LockedNote],
    scope: Scope,
) -> None:
    """Notes and lock lines for everything that is in the source.

    Parameters:
        made_ids: by identity of draft, the ids of entries to which the author gave none.
        olds: the lock's notes by the keys that they have from now on.
    """
    for deck, edition in sorted(scope):
        mine = [draft for draft in drafts if (draft.deck, draft.edition) == (deck, edition)]
        ids = [made_ids.get(id(draft), draft.entry_id) for draft in mine]
        _plan_deck(work, mine, ids, olds)


def _rename_adopted(work: Work, identified: Identified) -> Mapping[str, LockedNote]:
    """The lock's notes by the keys they have from now on."""
    moves = {old: identified.ids[index] for index, old in identified.old_keys.items()}
    if not moves:
        return work.lock.notes
    olds = {}
    for note in work.lock.notes.values():
        moved = moves.get((note.deck, note.kind, note.entry_id))
        if moved is not None:
            del work.locked[note.key]
            note = note._replace(entry_id=moved, named=True)
            work.locked[note.key] = note
        olds[note.key] = note
    return olds


def _plan_deck(
    work: Work, drafts: Sequence[NoteDraft], ids: Sequence[str], olds: Mapping[str, LockedNote]
) -> None:
    """Notes and lock lines for the drafts of one deck and edition."""
    keys = [
        f"{draft.deck}/{draft.edition}/{draft.kind}/{entry_id}"
        for draft, entry_id in zip(drafts, ids, strict=True)
    ]
    known = [olds.get(key) for key in keys]
    dues = places([(old.due, old.seen_s) if old else None for old in known])
    for draft, entry_id, key, old, due in zip(drafts, ids, keys, known, dues, strict=True):
        _plan_note(work, draft, key, entry_id, due, old or NEVER_BUILT)


def _number(work: Work, draft: NoteDraft, cloze: ClozeText, old: LockedNote) -> Numbering:
    """Numbers for the deletions of a draft; what is to be said of them is noted down."""
    numbering = assign_numbers(cloze, "".join(old.texts), old.facts, old.spent)
    work.problems += numbering_problems(draft, old, numbering)
    work.recognised += [
        Recognised(old.key, moved.old.answer, moved.new.answer, moved.score, moved.new.number)
        for moved in numbering.recognised
    ]
    return numbering


def _with_dropped(
    work: Work,
    draft: NoteDraft,
    fields: tuple[str, ...],
    spent: tuple[Fact, ...],
    old: LockedNote,
) -> tuple[tuple[str, ...], tuple[Fact, ...]]:
    """The fields with the gaps behind the text whose cards say that they are dropped.

    After a while they go, with the next change of the note: on its own, a year that has passed
    changes nothing that learners have.
    """
    banner = work.banners[draft.edition]
    spent = dated(spent, old.spent, work.now_s)
    shown = (with_dropped(fields[0], spent, banner), *fields[1:])
    if note_hash(draft.note_type, shown, draft.tags) != old.content_hash:
        spent = lately(spent, work.now_s, work.retire_after_days)
        shown = (with_dropped(fields[0], spent, banner), *fields[1:])
    return shown, spent


def _plan_note(
    work: Work, draft: NoteDraft, key: str, entry_id: str, due: int, old: LockedNote
) -> None:
    """Note and lock line of one draft; its id and `due` are those of `old` if it was built."""
    fields, facts, spent = draft.fields, old.facts, old.spent
    if draft.cloze is not None:
        numbering = _number(work, draft, draft.cloze, old)
        facts, spent = numbering.facts, numbering.spent
        text = draft.cloze.numbered([min(fact.number, HIGHEST_NUMBER) for fact in facts])
        fields = (text, *fields[1:])
        if spent:
            fields, spent = _with_dropped(work, draft, fields, spent, old)
    content = note_hash(draft.note_type, fields, draft.tags)
    changed = content != old.content_hash
    named = bool(draft.entry_id)
    new = old
    if old is NEVER_BUILT:
        new = first_line(work, draft, entry_id, due, content, facts)
        work.locked[key] = new
    elif changed or old.retired or (named, facts, spent) != (old.named, old.facts, old.spent):
        new = old._replace(
            modified_s=max(work.now_s, old.modified_s + 1) if changed else old.modified_s,
            content_hash=content,
            named=named,
            texts=texts_of(draft) if changed or not old.texts else old.texts,
            facts=facts,
            spent=spent,
            retired=None,
        )
        work.locked[key] = new
    add_note(work, key, new, draft.note_type, fields, draft.tags, draft)
