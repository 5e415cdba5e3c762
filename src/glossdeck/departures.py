"""Decks and editions that left a project: nothing of theirs disappears without a question.

Every GUID was made from the names of its deck and edition, and is kept by the lock. Under
another name all notes would come to learners a second time; without one they stop coming.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from .decksources import deck_ids
from .load import LoadedProject
from .lock import Lock
from .problem import Place, Problem, error
from .wording import DEFAULT

Package = tuple[str, str]
"""Deck id and name of the edition."""


def departures(
    loaded: LoadedProject, lock: Lock, shown: Collection[Package], where: str
) -> list[Problem]:
    """A problem for each deck and each edition of the lock that the project has no more.

    Parameters:
        loaded: a deck that could not be read is not gone, so with errors there is no answer.
        shown: what this build is about.
        where: what a command in a message needs so that it finds this project.
    """
    if loaded.has_errors:
        return []
    live = Counter((note.deck, note.edition) for note in lock.notes.values() if not note.retired)
    gone = {package: count for package, count in live.items() if package not in shown}
    if not gone:
        return []
    decks = {deck for deck, _ in shown}
    fresh = sorted(decks - {note.deck for note in lock.notes.values()})
    left = {deck for deck, _ in gone} - decks
    unread = [each for each in loaded.project.sources if each not in loaded.project.chosen]
    if unread:
        # The rest of the project need not be read, unless a deck here may be one of its decks.
        left = left - deck_ids(unread) if fresh else set()
    return [
        *_decks(loaded, gone, left, fresh, where),
        *_Editions(loaded, lock, live, shown, where).problems(
            {package for package in gone if package[0] in decks}
        ),
    ]


def _decks(
    loaded: LoadedProject,
    gone: Mapping[Package, int],
    left: Collection[str],
    fresh: list[str],
    where: str,
) -> Iterator[Problem]:
    """A problem for each deck that is gone altogether."""
    places = {each.deck.info.id: each.deck.info.place for each in loaded.decks}
    for deck in sorted(left):
        count = sum(number for (name, _), number in gone.items() if name == deck)
        retire = f"glossdeck retire --deck {deck}{where}"
        message = f'the deck "{deck}" is no longer in the project'
        if not fresh:
            yield error(
                "removed-deck",
                f"{message}; learners have {_notes(count)} of it",
                f"put it back, or retire it: {retire}",
                loaded.project.place,
            )
            continue
        yield error(
            "renamed-deck",
            f"{message}, and {_listed(fresh)} new; learners have {_notes(count)} of it, and would "
            "get each a second time",
            f"if it is the same deck, write `id: {deck}` again, which learners do not see, or "
            f"take them all along: glossdeck rename --deck {deck} {fresh[0]}{where}; if the old "
            f"one is to go: {retire}",
            places[fresh[0]].at("id"),
        )


@dataclass(frozen=True, slots=True)
class _Editions:
    """The editions of decks that are still there."""

    loaded: LoadedProject
    lock: Lock
    live: Mapping[Package, int]
    shown: Collection[Package]
    where: str

    def problems(self, gone: Collection[Package]) -> Iterator[Problem]:
        """A problem for each edition, or for each deck of it where others still have it."""
        known = {note.edition for note in self.lock.notes.values()}
        fresh = list(dict.fromkeys(edition for _, edition in self.shown if edition not in known))
        for edition in sorted({edition for _, edition in gone}):
            decks = sorted(deck for deck, name in gone if name == edition)
            elsewhere = any(
                name == edition and (deck, name) not in gone for deck, name in self.live
            )
            if elsewhere or edition in self.loaded.project.settings.editions:
                yield from (self._of_deck(deck, edition) for deck in decks)
            elif fresh:
                yield self._renamed(edition, decks, fresh)
            else:
                yield self._removed(edition, decks)

    def _of_deck(self, deck: str, edition: str) -> Problem:
        return error(
            "removed-edition",
            f'the deck "{deck}" is no longer in the edition "{edition}"; learners have '
            f"{_notes(self.live[deck, edition])} of it",
            f'give it a title for "{edition}" again, or retire it there: '
            f"glossdeck retire --edition {deck}/{edition}{self.where}",
            self._title(deck),
        )

    def _removed(self, edition: str, decks: list[str]) -> Problem:
        return error(
            "removed-edition",
            f'the edition "{edition}" is no longer in the project; learners have '
            f"{self._count(edition, decks)} of it",
            f"put it back, or retire it: glossdeck retire --edition {edition}{self.where}",
            self._title(decks[0]),
        )

    def _renamed(self, edition: str, decks: list[str], fresh: list[str]) -> Problem:
        was = (
            "the deck had no editions, and now"
            if edition == DEFAULT
            else f'the edition "{edition}" is no longer in the project, and'
        )
        now = "there are no editions any more" if fresh == [DEFAULT] else f"{_listed(fresh)} new"
        which = f'"{fresh[0]}" goes' if fresh != [DEFAULT] else "the texts for everybody go"
        return error(
            "renamed-edition",
            f"{was} {now}; learners have {self._count(edition, decks)} of it, and would get "
            "each a second time",
            f"if {which} on with them: glossdeck rename --edition {edition} {fresh[0]}{self.where}"
            f"; if all is to begin anew: glossdeck retire --edition {edition}{self.where}",
            self._title(decks[0]),
        )

    def _count(self, edition: str, decks: list[str]) -> str:
        return _notes(sum(self.live[deck, edition] for deck in decks))

    def _title(self, deck: str) -> Place:
        """Where the editions of a deck are named."""
        found = (each.deck.info for each in self.loaded.decks if each.deck.info.id == deck)
        return next(found).place.at("title")


def _listed(names: list[str]) -> str:
    quoted = [f'"{name}"' for name in names]
    return (
        f"{', '.join(quoted[:-1])} and {quoted[-1]} are" if len(quoted) > 1 else f"{quoted[0]} is"
    )


def _notes(count: int) -> str:
    return "1 note" if count == 1 else f"{count} notes"
