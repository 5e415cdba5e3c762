"""What a plan would ship, as the page lists it: notes, cards, problems, names of sections."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..changes import Changes
from ..document import Section
from ..load import LoadedDeck
from ..note import Note, NoteType
from ..planning import Planned
from ..problem import Place, Problem
from ..render import reveal, strip_html
from ..source import Source


@dataclass(frozen=True, slots=True)
class ListedNote:
    """A note as the page finds and filters it.

    Parameters:
        title: plain text of what is asked first.
        text: all its words, for the search.
        sections: `deck/section` ids.
        tags: without those that the tool adds for kind and section.
        change: `new`, `changed`, `back`, `retired` or empty, against the lock.
        problems: indices into the catalogue's problems.
        style: id of the note type.
        version: changes with the fields, tags and note type, so with what its cards show.
    """

    note: Note
    deck: str
    edition: str
    title: str
    text: str
    sections: tuple[str, ...]
    tags: tuple[str, ...]
    change: str
    problems: tuple[int, ...]
    style: int
    version: str


@dataclass(frozen=True, slots=True)
class Name:
    """An id and how people read it."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that can be shown.

    Parameters:
        cards: (index of the note, ord), in the order of the source.
        files: what was read, to find lines in.
    """

    title: str = ""
    decks: tuple[Name, ...] = ()
    editions: tuple[Name, ...] = ()
    sections: tuple[Name, ...] = ()
    notes: tuple[ListedNote, ...] = ()
    cards: tuple[tuple[int, int], ...] = ()
    problems: tuple[Problem, ...] = ()
    files: tuple[Source, ...] = field(default=(), repr=False)


def catalogue(planned: Sequence[Planned], problems: Sequence[Problem]) -> Catalogue:
    """List what some projects would ship.

    Parameters:
        problems: all that `check` says, each with its place.
    """
    notes = tuple(note for each in planned for note in _notes(each, problems))
    return Catalogue(
        " · ".join(dict.fromkeys(_titles(planned))),
        _names((each.deck.info.id, _title(each.deck.info.title)) for each in _decks(planned)),
        _names(
            (edition.name, edition.title or edition.name)
            for each in _decks(planned)
            for edition in each.editions
        ),
        _names(_sections(planned)),
        notes,
        tuple((at, number) for at, each in enumerate(notes) for number in each.note.ords),
        tuple(problems),
        tuple(source for each in planned for source in each.loaded.files),
    )


def _decks(planned: Sequence[Planned]) -> Iterator[LoadedDeck]:
    return (each for one in planned for each in one.loaded.decks)


def _titles(planned: Sequence[Planned]) -> Iterator[str]:
    return (_title(each.deck.info.title) for each in _decks(planned))


def _title(text: object) -> str:
    """A text in the first edition that has one."""
    return str(next(iter(text.values()), "")) if isinstance(text, dict) else str(text)


def _names(pairs: Iterable[tuple[str, str]]) -> tuple[Name, ...]:
    return tuple(Name(*pair) for pair in dict(pairs).items())


def _sections(planned: Sequence[Planned]) -> Iterator[tuple[str, str]]:
    for each in _decks(planned):
        for entry in each.deck.entries:
            if isinstance(entry, Section):
                yield f"{each.deck.info.id}/{each.deck.ids[entry.place]}", _title(entry.title)


def _notes(planned: Planned, problems: Sequence[Problem]) -> Iterator[ListedNote]:
    kinds = _change_of(planned.plan.changes)
    about = _by_entry(problems)
    for (deck, edition), content in planned.contents.items():
        types = {each.key: (each, _digest(_type_text(each))) for each in content.note_types}
        for note in content.notes:
            note_type, type_version = types[note.note_type]
            own = tuple(tag for tag in note.tags if not _is_ours(tag, deck))
            sections = _tags_below(note.tags, f"{deck}::section::")
            yield ListedNote(
                note,
                deck,
                edition,
                _heading(note),
                _words(note),
                tuple(f"{deck}/{name}" for name in sections),
                own,
                kinds.get(note.key, ""),
                tuple(_about(note, edition, about)),
                note_type.id,
                _digest("\x1f".join((type_version, *note.tags, *note.fields))),
            )


def _change_of(changes: Changes) -> Mapping[str, str]:
    found = {}
    for kind, keys in (
        ("new", changes.new),
        ("changed", changes.updated),
        ("back", changes.unretired),
        ("retired", changes.retired),
    ):
        found.update(dict.fromkeys(keys, kind))
    return found


def _is_ours(tag: str, deck: str) -> bool:
    return tag.startswith((f"{deck}::section::", f"{deck}::kind::"))


def _tags_below(tags: Iterable[str], above: str) -> tuple[str, ...]:
    return tuple(tag.removeprefix(above) for tag in tags if tag.startswith(above))


def _heading(note: Note) -> str:
    first = note.fields[0]
    if note.note_type == "cloze" and note.ords:
        first = reveal(first, note.ords[0] + 1, "back") or first
    return " ".join(strip_html(first).split())[:200]


def _words(note: Note) -> str:
    texts = (
        reveal(text, note.ords[0] + 1, "back") or text
        if at == 0 and note.note_type == "cloze" and note.ords
        else text
        for at, text in enumerate(note.fields)
    )
    return " ".join(strip_html(text) for text in texts if text and text != "1").lower()


def _type_text(note_type: NoteType) -> str:
    sides = (side for each in note_type.templates for side in (each.name, each.front, each.back))
    return "\x1f".join((note_type.name, note_type.css, *sides))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _by_entry(problems: Sequence[Problem]) -> Mapping[Place, list[tuple[int, str]]]:
    """Problems, with their edition, by every place above them."""
    found: dict[Place, list[tuple[int, str]]] = {}
    for at, problem in enumerate(problems):
        if problem.place is not None:
            for length in range(1, len(problem.place.route) + 1):
                place = Place(problem.place.file, problem.place.route[:length])
                found.setdefault(place, []).append((at, problem.edition))
    return found


def _about(note: Note, edition: str, about: Mapping[Place, list[tuple[int, str]]]) -> Iterator[int]:
    if note.place is not None:
        entry = Place(note.place.file, note.place.route)
        yield from (at for at, where in about.get(entry, ()) if where in ("", edition))
