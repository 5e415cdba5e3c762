"""What a changed identity asks of the YAML: where, in words for the author, and as an edit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from .deck import Deck
from .document import Contrast, Document, Point, Question, Section, Term
from .load import LoadedProject
from .problem import Place, UserError, error
from .source import parse
from .staging import StagedFile, staged
from .textfile import read_text
from .yamledit import CannotEditError, Change, Name, Remove, Replace, SetKey, edited

Entry = Term | Point | Question | Contrast


@dataclass(frozen=True, slots=True)
class SourceEdit:
    """One place in the YAML.

    Parameters:
        path: the file.
        line: counted from 1.
        shown: the file as the author knows it.
        words: what to do there.
        change: the same for `yamledit`; None where only the author can do it.
    """

    path: Path
    shown: str
    line: int
    words: str
    change: Change | None

    def __str__(self) -> str:
        return f"{self.shown}:{self.line}: {self.words}"


def entry_at(loaded: LoadedProject, place: Place) -> tuple[Deck, Entry] | None:
    """The entry that stands at a place, and its deck."""
    for each in loaded.decks:
        for entry in _entries(each.deck):
            if entry.place == place:
                return each.deck, entry
    return None


def _entries(deck: Deck) -> Iterator[Entry]:
    for entry in deck.entries:
        if isinstance(entry, Term):
            yield entry
            yield from entry.contrast
        else:
            yield from entry.points
            yield from entry.questions


def id_of(deck: Deck, entry: Entry) -> str:
    """The id that an entry has in the source; empty when it is known by its text alone."""
    return deck.ids[entry.place] if isinstance(entry, Term) else entry.id or ""


def renaming(loaded: LoadedProject, place: Place, new_id: str) -> tuple[SourceEdit, ...]:
    """What gives the entry at a place a new id, and everything that refers to it the new name."""
    found = entry_at(loaded, place)
    if found is None:
        return ()
    deck, entry = found
    old_id = id_of(deck, entry)
    if old_id == new_id:
        return ()
    edits = [_edit(loaded, entry.place, f"give the entry `id: {new_id}`", _named(entry, new_id))]
    if isinstance(entry, Term):
        for place in _referring(deck, old_id):
            words = f"write `{new_id}` in place of `{old_id}`"
            edits.append(_edit(loaded, place, words, Replace(place.route, new_id)))
    return tuple(edits)


def _named(entry: Entry, new_id: str) -> Change:
    """A point can be a bare text, which has no room for an id; `apply` looks at the file."""
    if isinstance(entry, Point):
        return Name(entry.place.route, "point", new_id)
    return SetKey(entry.place.route, "id", new_id)


def removal(loaded: LoadedProject, place: Place) -> tuple[SourceEdit, ...]:
    """What takes the entry at a place out of the source, with everything that refers to it."""
    found = entry_at(loaded, place)
    if found is None:
        return ()
    deck, entry = found
    edits = [_edit(loaded, place, "remove the entry", Remove(place.route))]
    if isinstance(entry, Term):
        for other in _referring(deck, deck.ids[entry.place]):
            is_contrast = other.route[-1] == "with"
            route = other.route[:-1] if is_contrast else other.route
            words = "remove the contrast with it" if is_contrast else "remove its id from `terms`"
            edits.append(_edit(loaded, other, words, Remove(route)))
    return tuple(edits)


def _referring(deck: Deck, term_id: str) -> Iterator[Place]:
    """Where a term's id is written outside of its own entry."""
    for entry in deck.entries:
        if isinstance(entry, Section):
            for index, name in enumerate(entry.terms):
                if name == term_id:
                    yield entry.place.at("terms", index)
        elif deck.ids[entry.place] != term_id:
            for contrast in entry.contrast:
                if contrast.other == term_id:
                    yield contrast.place.at("with")


def _edit(loaded: LoadedProject, place: Place, words: str, change: Change | None) -> SourceEdit:
    file = next(file for file in loaded.files if file.name == place.file)
    return SourceEdit(file.path, file.name, file.locate(place).line, words, change)


def by_hand(loaded: LoadedProject, entry: Document, words: str) -> SourceEdit:
    """A place where only the author knows what to write."""
    return _edit(loaded, entry.place, words, None)


def staged_edits(edits: Iterable[SourceEdit], stack: ExitStack) -> list[StagedFile]:
    """The edited files beside their places, ready to be moved there.

    Raises:
        UserError: a file cannot be edited safely, or not be written.
    """
    by_file: dict[Path, list[SourceEdit]] = {}
    for edit in edits:
        by_file.setdefault(edit.path, []).append(edit)
    return [
        stack.enter_context(staged(path, _new_bytes(path, found)))
        for path, found in by_file.items()
    ]


def _new_bytes(path: Path, edits: list[SourceEdit]) -> bytes:
    shown = edits[0].shown
    _, problem = read_text(path, shown)
    if problem:
        raise UserError(problem)
    data = path.read_bytes()
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    text = data.removeprefix(mark).decode()
    changes = [_fitting(edit.change, text) for edit in edits if edit.change]
    try:
        return mark + edited(text, changes).encode()
    except CannotEditError:
        todo = "; ".join(f"line {edit.line}: {edit.words}" for edit in edits)
        message = f"{shown} is laid out in a way that --write does not dare to change"
        fix = f"leave out --write and edit {shown} yourself: {todo}"
        raise UserError(error("cannot-edit", message, fix)) from None


def _fitting(change: Change, text: str) -> Change:
    """A point that is a mapping already only needs the key."""
    if not isinstance(change, Name):
        return change
    source, _ = parse(text, Path(), "")
    value = source.value if source else None
    for step in change.route:
        value = value[step] if value else None
    if isinstance(value, dict) and change.key in value:
        return SetKey(change.route, "id", change.entry_id)
    return change
