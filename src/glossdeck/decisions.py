"""What a build must not decide alone: removals, renames, and numbers that would pass on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from .cloze import HIGHEST_NUMBER
from .entries import Entry, Identified, texts_of
from .facts import Moved
from .lock import Fact, Lock, LockedNote
from .note import Kind, NoteDraft
from .numbers import Numbering
from .problem import Place, Problem, error

SIMILAR = 60
"""From this score of `rapidfuzz.fuzz.WRatio` on, a new entry is offered as the new name."""

_SHOWN = 90


@dataclass(frozen=True, slots=True)
class _Gone:
    """An entry of the lock, or a part of it, that the source has no more."""

    notes: tuple[LockedNote, ...]
    selector: str
    is_whole: bool


def family(kind: str) -> str:
    """Kinds that share an id and are renamed together: a term and its cloze are one entry."""
    return "term" if kind in (Kind.TERM, Kind.CLOZE) else kind


def decide(
    source: Sequence[Entry], identified: Identified, lock: Lock, scope: frozenset[tuple[str, str]]
) -> list[Problem]:
    """Problems for everything that left the source, or stands in it twice."""
    problems = [_doubled(entry, draft) for entry in source for draft in _repeated(entry)]
    present = {
        (draft.deck, draft.edition, str(draft.kind), entry_id)
        for entry, entry_id in zip(source, identified.ids, strict=True)
        for draft in entry.drafts
    }
    adopted = {old: identified.ids[index] for index, old in identified.old_keys.items()}
    fresh = [source[index] for index in identified.fresh if source[index].entry_id]
    for gone in _gone(lock, scope, present, adopted):
        problems.append(_removed(gone, fresh))
    return problems


def _repeated(entry: Entry) -> list[NoteDraft]:
    seen: set[str] = set()
    repeated = []
    for draft in entry.drafts:
        if draft.edition in seen:
            repeated.append(draft)
        seen.add(draft.edition)
    return repeated[:1]


def _doubled(entry: Entry, draft: NoteDraft) -> Problem:
    first = entry.drafts[0].place
    return error(
        "duplicate-id",
        f'the id "{entry.entry_id}" is taken by another {family(entry.kind)} of the deck '
        f'"{entry.deck}", in {first.file}',
        "give one of the two another `id`; the one that learners have keeps its own",
        draft.place,
    )


def _gone(
    lock: Lock,
    scope: frozenset[tuple[str, str]],
    present: set[tuple[str, str, str, str]],
    adopted: dict[tuple[str, str, str], str],
) -> list[_Gone]:
    """Live notes of the lock without a draft, by entry."""
    groups: dict[tuple[str, str, str], list[LockedNote]] = {}
    missing: dict[tuple[str, str, str], list[LockedNote]] = {}
    for note in lock.notes.values():
        if note.retired or (note.deck, note.edition) not in scope:
            continue
        entry_id = adopted.get((note.deck, note.kind, note.entry_id), note.entry_id)
        name = (note.deck, family(note.kind), entry_id)
        groups.setdefault(name, []).append(note)
        if (note.deck, note.edition, note.kind, entry_id) not in present:
            missing.setdefault(name, []).append(note)
    found = []
    for name, notes in sorted(missing.items()):
        if len(notes) == len(groups[name]):
            found.append(_Gone(tuple(notes), f"{name[0]}/{name[1]}/{name[2]}", True))
        else:
            found += [_Gone((note,), note.key, False) for note in notes]
    return found


def _removed(gone: _Gone, fresh: Sequence[Entry]) -> Problem:
    """The problem of an entry that is no longer in the source."""
    note = gone.notes[0]
    kind = family(note.kind)
    text = shorten(" / ".join(note.texts))
    if not gone.is_whole:
        what = "cloze" if note.kind == Kind.CLOZE else "text"
        return error(
            "removed",
            f'{kind} "{note.entry_id}" of the deck "{note.deck}" has no {what} for the edition '
            f'"{note.edition}" any more: {text}',
            f"put it back, or retire it there: glossdeck retire {gone.selector}",
            Place(note.deck),
        )
    likely = _likely(note, fresh)
    retire = f"glossdeck retire {gone.selector}"
    if likely is None:
        return error(
            "removed",
            f'{kind} "{note.entry_id}" of the deck "{note.deck}" is no longer in the source: '
            f"{text}",
            f"put it back, or retire it: {retire}",
        )
    return error(
        "renamed",
        f'{kind} "{note.entry_id}" of the deck "{note.deck}" is no longer in the source, and '
        f'"{likely.entry_id}" is new. Was it renamed? Old: {text}. '
        f"New: {shorten(' / '.join(texts_of(likely.drafts[0])))}",
        f"if it is the same: glossdeck rename {gone.selector} {likely.entry_id}; "
        f"if the old one is to go: {retire}",
        likely.drafts[0].place,
    )


def _likely(note: LockedNote, fresh: Sequence[Entry]) -> Entry | None:
    """The new entry that looks most like the old one."""
    best: tuple[float, Entry] | None = None
    old = " ".join(note.texts)
    for entry in fresh:
        if entry.deck != note.deck or family(entry.kind) != family(note.kind):
            continue
        score = fuzz.WRatio(note.entry_id, entry.entry_id)
        if entry.kind == note.kind:
            score = max(score, fuzz.token_sort_ratio(old, " ".join(texts_of(entry.drafts[0]))))
        if score >= SIMILAR and (best is None or score > best[0]):
            best = (score, entry)
    return best[1] if best else None


def numbering_problems(draft: NoteDraft, old: LockedNote, numbering: Numbering) -> list[Problem]:
    """What the author has to decide about the deletions of one text."""
    problems = [_stolen(draft, old, was, now) for was, now in numbering.stolen]
    problems += [_doubtful(draft, moved) for moved in numbering.doubts]
    if numbering.overflow:
        problems.append(
            error(
                "cloze-number",
                f"this text needs a cloze number above {HIGHEST_NUMBER}, and of those Anki makes "
                "no card: the lower ones were all used",
                "move the new deletions to an entry of their own",
                draft.place,
            )
        )
    return problems


def _stolen(draft: NoteDraft, old: LockedNote, was: Fact, now: Fact) -> Problem:
    free = 1 + max(fact.number for fact in (*old.facts, *old.spent, now))
    return error(
        "cloze-number",
        f'number {now.number} would pass from "{was.answer}" to "{now.answer}": learners would '
        "be shown the new one when they had earned the old",
        f"write {{{{c{free}::{now.answer}}}}}, or =={now.answer}== to have it numbered",
        _at(draft, now.answer),
    )


def _doubtful(draft: NoteDraft, moved: Moved) -> Problem:
    return error(
        "cloze-doubt",
        f'is "{moved.new.answer}" what was "{moved.old.answer}" before (number '
        f"{moved.old.number}, {moved.score:.0f} % alike), or a new fact?",
        f"if it is the same: {{{{c{moved.old.number}::{moved.new.answer}}}}}; "
        f"if it is new: {{{{c{moved.new.number}::{moved.new.answer}}}}}",
        _at(draft, moved.new.answer),
    )


def _at(draft: NoteDraft, word: str) -> Place:
    place = draft.place
    return Place(place.file, place.route, place.part, word)


def shorten(text: str) -> str:
    """The beginning of a text, for a message."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "\u2026"
