"""What a build must not decide alone: removals, renames, and numbers that would pass on."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from .cloze import HIGHEST_NUMBER
from .entries import Entry, Identified
from .entrytext import texts_of
from .facts import Moved
from .lock import Fact, Lock, LockedNote
from .note import Kind, NoteDraft
from .numbers import Numbering
from .problem import Place, Problem, Severity, error

SIMILAR = 60.0
"""From this score of `rapidfuzz.fuzz.WRatio` on, a new entry is offered as the new name."""

_MOST_COMPARISONS = 250_000
"""A few seconds' worth. Who renames more at once is not told which new entry is most alike."""

_SHOWN = 90


@dataclass(frozen=True, slots=True)
class _Gone:
    """An entry of the lock, or its note in one edition, that the source has no more."""

    note: LockedNote
    selector: str
    is_whole: bool


def family(kind: str) -> str:
    """Kinds that share an id and are renamed together: a term and its cloze are one entry."""
    return "term" if kind in (Kind.TERM, Kind.CLOZE) else kind


def decide(
    source: Sequence[Entry],
    identified: Identified,
    lock: Lock,
    scope: frozenset[tuple[str, str]],
    where: str = "",
) -> list[Problem]:
    """Problems for everything that left the source, or stands in it twice.

    Parameters:
        where: what a command in a message needs so that it finds this project.
    """
    problems = [_doubled(entry, draft) for entry in source for draft in _repeated(entry)]
    present = {
        (draft.deck, draft.edition, str(draft.kind), entry_id): draft.place
        for entry, entry_id in zip(source, identified.ids, strict=True)
        for draft in entry.drafts
    }
    adopted = {old: identified.ids[index] for index, old in identified.old_keys.items()}
    leavers = _gone(lock, scope, present.keys(), adopted)
    is_comparable = len(leavers) * len(identified.fresh) <= _MOST_COMPARISONS
    for gone in leavers:
        name = (gone.note.deck, gone.note.kind, gone.note.entry_id)
        if not gone.is_whole:
            places = (place for (deck, _, _, i), place in present.items() if (deck, i) == name[::2])
            problems.append(_removed_in_part(gone, next(places, None), where))
            continue
        found = identified.doubts.get(name)
        if found is None and is_comparable:
            found = _likely(gone.note, source, identified.fresh)
        if found is None:
            problems.append(_removed(gone, where))
        else:
            problems.append(_renamed(gone, source[found], identified.ids[found], where))
    return problems


def _repeated(entry: Entry) -> list[NoteDraft]:
    """The first draft of an edition that had one already."""
    seen: set[str] = set()
    for draft in entry.drafts:
        if draft.edition in seen:
            return [draft]
        seen.add(draft.edition)
    return []


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
    present: Container[tuple[str, str, str, str]],
    adopted: Mapping[tuple[str, str, str], str],
) -> list[_Gone]:
    """Live notes of the lock without a draft, by entry; contrasts go with their term."""
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
    whole = {name for name, notes in missing.items() if len(notes) == len(groups[name])}
    found = []
    for name, notes in sorted(missing.items()):
        terms = {(name[0], "term", part) for part in contrasted(notes[0].kind, name[2])}
        if terms & whole:
            continue
        if name in whole:
            found.append(
                _Gone(min(notes, key=lambda note: note.kind != name[1]), "/".join(name), True)
            )
        else:
            found += [_Gone(note, note.key, False) for note in notes]
    return found


def contrasted(kind: str, entry_id: str) -> tuple[str, ...]:
    """The two terms of a contrast whose id was made from theirs."""
    parts = tuple(entry_id.split("--"))
    return parts if kind == Kind.CONTRAST and len(parts) == 2 else ()


def _removed_in_part(gone: _Gone, place: Place | None, where: str) -> Problem:
    note = gone.note
    what = "cloze" if note.kind == Kind.CLOZE else "text"
    return error(
        "removed",
        f'{family(note.kind)} "{note.entry_id}" of the deck "{note.deck}" has no {what} for the '
        f'edition "{note.edition}" any more: {shorten(note.texts)}',
        f"put it back, or retire it there: glossdeck retire {gone.selector}{where}",
        place,
    )


def _removed(gone: _Gone, where: str) -> Problem:
    note = gone.note
    return error(
        "removed",
        f'{family(note.kind)} "{note.entry_id}" of the deck "{note.deck}" is no longer in the '
        f"source: {shorten(note.texts)}",
        f"put it back, or retire it: glossdeck retire {gone.selector}{where}",
    )


def _renamed(gone: _Gone, likely: Entry, new_id: str, where: str) -> Problem:
    note = gone.note
    is_new = f'"{new_id}" is new' if likely.entry_id else "another is new"
    return error(
        "renamed",
        f'{family(note.kind)} "{note.entry_id}" of the deck "{note.deck}" is no longer in the '
        f"source, and {is_new}. Is it the same? Old: {shorten(note.texts)}. "
        f"New: {shorten(texts_of(likely.drafts[0]))}",
        f"if it is the same: glossdeck rename {gone.selector} {new_id}{where}; "
        f"if the old one is to go: glossdeck retire {gone.selector}{where}",
        likely.drafts[0].place,
    )


def _likely(note: LockedNote, source: Sequence[Entry], fresh: Sequence[int]) -> int | None:
    """The index of the new entry that looks most like the old one."""
    from rapidfuzz import fuzz

    best, found = SIMILAR, None
    old = " ".join(note.texts)
    for index in fresh:
        entry = source[index]
        if entry.deck != note.deck or entry.kind != note.kind:
            continue
        score = fuzz.token_sort_ratio(old, " ".join(texts_of(entry.drafts[0])))
        if entry.entry_id:
            score = max(score, fuzz.WRatio(note.entry_id, entry.entry_id))
        if score >= best:
            best, found = score, index
    return found


def numbering_problems(draft: NoteDraft, old: LockedNote, numbering: Numbering) -> list[Problem]:
    """What the author has to decide about the deletions of one text."""
    if numbering.is_clear:
        return []
    problems = [_stolen(draft, old, was, now) for was, now in numbering.stolen]
    problems += [_restarted(draft, was, now) for was, now in numbering.restarted]
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


def _restarted(draft: NoteDraft, was: Fact, now: Fact) -> Problem:
    message = (
        f'"{now.answer}" had the number {was.number}; with number {now.number} it starts anew, and '
        f"learners lose what they earned on it"
    )
    fix = f"write {{{{c{was.number}::{now.answer}}}}}, or =={now.answer}== to have it numbered"
    place = _at(draft, now.answer)
    return Problem("cloze-number", Severity.WARNING, message, fix, place)


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


def shorten(texts: Sequence[str]) -> str:
    """The beginning of an entry's texts, for a message."""
    text = " / ".join(texts)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "\u2026"
