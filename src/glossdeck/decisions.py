"""What a build must not decide alone about entries: removals and renames."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .entries import Entry, Identified
from .entrytext import texts_of
from .likely import likely
from .lock import Lock, LockedNote
from .note import Kind, NoteDraft
from .problem import Place, Problem, error

_MOST_COMPARISONS = 250_000
"""A few seconds' worth. Who renames more at once is not told which new entry is most alike."""

_SHOWN = 90


@dataclass(frozen=True, slots=True)
class _Gone:
    """An entry of the lock, or its note in one edition, that the source has no more."""

    note: LockedNote
    selector: str
    is_whole: bool


class Decided(NamedTuple):
    """What the author has to decide.

    Parameters:
        problems: one for everything that left the source, or stands in it twice.
        gone: what left it and is not known to be there under another name, as `retire` calls it.
    """

    problems: list[Problem]
    gone: tuple[str, ...] = ()


def family(kind: str) -> str:
    """Kinds that share an id and are renamed together: a term and its cloze are one entry."""
    return "term" if kind in (Kind.TERM, Kind.CLOZE) else kind


def decide(
    source: Sequence[Entry],
    identified: Identified,
    lock: Lock,
    scope: frozenset[tuple[str, str]],
    where: str = "",
) -> Decided:
    """What a build has to ask.

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
    fresh = {(source[index].deck, source[index].kind) for index in identified.fresh}
    is_comparable = len(leavers) * len(identified.fresh) <= _MOST_COMPARISONS
    removed: list[tuple[_Gone, bool]] = []
    in_part: list[str] = []
    for gone in leavers:
        name = (gone.note.deck, gone.note.kind, gone.note.entry_id)
        if not gone.is_whole:
            places = (place for (deck, _, _, i), place in present.items() if (deck, i) == name[::2])
            problems.append(_removed_in_part(gone, next(places, None), where))
            in_part.append(gone.selector)
            continue
        found = [identified.doubts[name]] if name in identified.doubts else []
        if not found and is_comparable:
            found = likely(gone.note, source, identified.fresh)
        new = [_New(source[index], identified.ids[index]) for index in found]
        if new:
            problems.append(_renamed(gone, new, where))
        else:
            removed.append((gone, name[:2] in fresh))
    problems += [_removed(gone, may_be, len(removed), where) for gone, may_be in removed]
    return Decided(problems, (*in_part, *(gone.selector for gone, _ in removed)))


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


def _removed(gone: _Gone, may_be_reworded: bool, count: int, where: str) -> Problem:
    note = gone.note
    reworded = f"if it is there in other words, give it `id: {note.entry_id}`; "
    together = f"; all {count} that are gone: glossdeck retire --gone{where}" if count > 1 else ""
    return error(
        "removed",
        f'{family(note.kind)} "{note.entry_id}" of the deck "{note.deck}" is no longer in the '
        f"source: {shorten(note.texts)}",
        f"{reworded if may_be_reworded else ''}put it back, or retire it: "
        f"glossdeck retire {gone.selector}{where} (--at-once if no learner has it yet){together}",
    )


@dataclass(frozen=True, slots=True)
class _New:
    """A new entry that may be an old one, with the id that it has or would get."""

    entry: Entry
    entry_id: str

    @property
    def text(self) -> str:
        return f'"{shorten(texts_of(self.entry.drafts[0]))}"'

    def name_for(self, old: LockedNote) -> str:
        """What `glossdeck rename` calls it."""
        deck = self.entry.deck
        return self.entry_id if deck == old.deck else f"{deck}/{self.entry_id}"


def _renamed(gone: _Gone, new: Sequence[_New], where: str) -> Problem:
    note, first = gone.note, new[0]
    elsewhere = "" if first.entry.deck == note.deck else f' in the deck "{first.entry.deck}"'
    commands = [f"glossdeck rename {gone.selector} {each.name_for(note)}{where}" for each in new]
    if len(new) > 1:
        named = [f'"{each.entry_id}"' if each.entry.entry_id else each.text for each in new]
        question = f"{' and '.join(named)} are new{elsewhere}. Is one of them the same?"
        same = "the one whose learners are to keep their reviews"
    else:
        name = f'"{first.entry_id}"' if first.entry.entry_id else "another"
        question = f"{name} is new{elsewhere}. Is it the same?"
        same = "if it is the same"
    return error(
        "renamed",
        f'{family(note.kind)} "{note.entry_id}" of the deck "{note.deck}" is no longer in the '
        f'source, and {question} Old: "{shorten(note.texts)}" '
        f"New: {'; '.join(each.text for each in new)}",
        f"{same}: {', or '.join(commands)}; "
        f"if the old one is to go: glossdeck retire {gone.selector}{where}",
        first.entry.drafts[0].place,
    )


def shorten(texts: Sequence[str]) -> str:
    """The beginning of an entry's texts, for a message."""
    text = " / ".join(texts)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "\u2026"
