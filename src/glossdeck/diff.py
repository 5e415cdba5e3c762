"""What learners of one release will see when they import the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .note import DeckOptions
from .notediff import Fate, NoteChange, compare_notes
from .packaged import PackageHead
from .released import Release
from .typediff import TypeChange, compare_types

NOTHING = Release("nothing", PackageHead((), (), 0), {}, frozenset(), 0)
"""What learners have before the first release."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two releases, compared.

    Parameters:
        old, new: what was compared.
        notes: those that are not left alone, by fate and then in the order of study.
        types: note types that differ.
        decks: decks that the new release adds.
        described: whether the deck's description changed.
        media_added, media_removed: names, sorted.
    """

    old: Release
    new: Release
    notes: tuple[NoteChange, ...]
    types: tuple[TypeChange, ...]
    decks: tuple[str, ...]
    described: bool
    media_added: tuple[str, ...]
    media_removed: tuple[str, ...]

    def having(self, *fates: Fate) -> tuple[NoteChange, ...]:
        """The notes with one of these fates."""
        return tuple(note for note in self.notes if note.fate in fates)

    @property
    def counts(self) -> Mapping[Fate, int]:
        """How many notes have each fate."""
        return Counter(note.fate for note in self.notes)

    @property
    def untouched(self) -> int:
        """Notes that Anki leaves as they are, with all that the learner made of them."""
        gone = self.counts[Fate.LEFT]
        return len(self.new.notes) + gone - len(self.notes)

    @property
    def is_renamed(self) -> bool:
        """Whether the deck is called otherwise, so that learners' cards are in another one."""
        return bool(self.old.notes) and self.old.title.casefold() != self.new.title.casefold()

    @property
    def is_empty(self) -> bool:
        """Whether an import would change nothing at all."""
        return not (self.notes or self.types or self.decks or self.described or self.media_added)


def compare(old: Release | None, new: Release) -> Difference:
    """The difference between what learners have, if anything, and what they would get."""
    known = old or NOTHING
    guids = [*new.notes, *(guid for guid in known.notes if guid not in new.notes)]
    found = (
        compare_notes(known.notes.get(guid), new.notes.get(guid), known.types, new.types, new.slots)
        for guid in guids
    )
    order = list(Fate)
    notes = sorted((note for note in found if note), key=lambda note: order.index(note.fate))
    return Difference(
        known,
        new,
        tuple(notes),
        compare_types(known, new),
        _added_decks(known, new),
        bool(old) and _descriptions(known) != _descriptions(new),
        tuple(sorted(new.media - known.media)),
        tuple(sorted(known.media - new.media)),
    )


def _added_decks(old: Release, new: Release) -> tuple[str, ...]:
    known = {deck.name.casefold() for deck in old.head.decks}
    return tuple(deck.name for deck in new.head.decks if deck.name.casefold() not in known)


def _descriptions(release: Release) -> list[DeckOptions]:
    return [deck for deck in release.head.decks if deck.description]


def _with_cards(notes: Iterable[NoteChange]) -> list[str]:
    had = (note for note in notes if note.fate not in (Fate.NEW, Fate.LEFT))
    return [f"{note.label}: {', '.join(note.cards)}" for note in had if note.cards]


def _labels(*fates: Fate) -> Callable[[Difference], list[str]]:
    return lambda change: [note.label for note in change.having(*fates)]


def _moves(change: Difference) -> list[str]:
    return [
        f'{note.label}: {each.number} was "{each.old}", is "{each.new}"'
        for note in change.notes
        for each in note.numbers
        if each.moved
    ]


RISKS: Mapping[str, Callable[[Difference], list[str]]] = MappingProxyType(
    {
        "new-notes": _labels(Fate.NEW),
        "updated-notes": _labels(Fate.UPDATED, Fate.TOUCHED, Fate.UNRETIRED),
        "retired-notes": _labels(Fate.RETIRED),
        "left-notes": _labels(Fate.LEFT),
        "new-cards": lambda change: _with_cards(change.notes),
        "empty-cards": lambda change: [
            f"{note.label}: {', '.join(note.emptied)}" for note in change.notes if note.emptied
        ],
        "dropped-gaps": lambda change: [
            f"{note.label}: {', '.join(note.unasked)}" for note in change.notes if note.unasked
        ],
        "cloze-moves": _moves,
        "ignored-notes": _labels(Fate.IGNORED),
        "note-type": lambda change: [
            *(each.name for each in change.types if each.breaks),
            *(note.label for note in change.having(Fate.REFUSED)),
        ],
        "looks": lambda change: [each.name for each in change.types if not each.breaks],
        "new-decks": lambda change: list(change.decks) if change.old.notes else [],
    }
)
"""What `--fail-on` can name: each with the notes or note types that it is about."""
