"""What authors silence with `ignore: {rule: reason}`, and silences that are of no use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .deck import Deck
from .document import Contrast, Document, Section, Term
from .problem import Place, Problem, Route, Severity
from .rules import BY_CODE
from .rulesettings import unknown_rule


class Silences:
    """Every `ignore` of some decks; remembers which of them had something to silence."""

    def __init__(self, decks: Iterable[Deck]) -> None:
        self._of_entry: dict[tuple[str, Route], Document] = {}
        self._of_file: dict[str, Document] = {}
        self._used: set[tuple[Place, str]] = set()
        for deck in decks:
            for document in _with_ignore(deck):
                self._of_entry[document.place.file, document.place.route] = document
            if deck.info.ignore:
                for file in {entry.place.file for entry in deck.entries} | {deck.info.place.file}:
                    self._of_file[file] = deck.info

    def silenced(self, rule: str, place: Place) -> bool:
        """Whether the entry at a place, the entry above it, or the deck silences a rule."""
        if not self._of_entry:
            return False
        for length in range(len(place.route), 0, -1):
            document = self._of_entry.get((place.file, place.route[:length]))
            if document is not None and self._use(document, rule):
                return True
        info = self._of_file.get(place.file)
        return info is not None and self._use(info, rule)

    def _use(self, document: Document, rule: str) -> bool:
        if rule not in getattr(document, "ignore", {}):
            return False
        self._used.add((document.place, rule))
        return True

    def problems(self, ran: Iterable[str]) -> Iterator[Problem]:
        """Silences of rules that there are not, and of rules that ran and found nothing there.

        Parameters:
            ran: codes of the rules that ran on everything.
        """
        ran = frozenset(ran)
        for document in self._of_entry.values():
            for rule in getattr(document, "ignore", {}):
                here = document.place.at("ignore", rule)
                place = Place(here.file, here.route, "key")
                if rule not in BY_CODE:
                    yield unknown_rule(rule, place)
                elif rule in ran and (document.place, rule) not in self._used:
                    message = f"`{rule}` is silenced here, but finds nothing here any more"
                    fix = "remove the line"
                    yield Problem("unused-ignore", Severity.WARNING, message, fix, place)


def _with_ignore(deck: Deck) -> Iterator[Document]:
    if deck.info.ignore:
        yield deck.info
    for entry in deck.entries:
        if entry.ignore:
            yield entry
        parts: Iterable[Contrast | Document] = ()
        if isinstance(entry, Term):
            parts = entry.contrast
        elif isinstance(entry, Section):
            parts = (*entry.points, *entry.questions)
        for part in parts:
            if getattr(part, "ignore", None):
                yield part
