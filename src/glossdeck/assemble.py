"""Deck sources to decks: reads their files, puts them together, and checks what refers to what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .decode import Slots, decode, deck_file_model, nearest
from .document import DEFAULT, Deck, DeckFile, DeckInfo, Document, Reference, Section, Term
from .identity import slug
from .problem import Place, Problem, Route, error
from .project import DeckSource, Project
from .source import Source, read_source


@dataclass(frozen=True, slots=True)
class Loaded:
    """One deck source as far as it could be read; `deck` is None when it could not."""

    source: DeckSource
    deck: Deck | None
    files: tuple[Source, ...]
    problems: tuple[Problem, ...]


def load_deck(source: DeckSource, project: Project, slots: Slots) -> Loaded:
    """Read and check one deck source; all problems of all its files at once."""
    files: list[Source] = []
    problems: list[Problem] = []
    parts: list[tuple[Source, DeckFile]] = []
    model = deck_file_model(slots)
    for path in source.files:
        file, wrong = read_source(path)
        problems += wrong
        if file is None:
            continue
        part, wrong = decode(file.value, model, Place(file.name))
        files.append(file)
        problems += wrong
        if part is not None:
            parts.append((file, part))
    complete = len(parts) == len(source.files)
    info, headless = _info(parts, complete)
    problems += headless
    deck = _put_together(info, parts) if info else None
    if deck is not None:
        where = _Where({file.name: file for file in files})
        problems += _check_ids(deck, where) + _check_references(deck, complete)
        problems += _check_repeated(parts, deck, where)
        problems += _check_editions(deck, project, parts)
        problems += _check_namespace(deck, project)
    usable = deck if not any(problem.is_error for problem in problems) else None
    return Loaded(source, usable, tuple(files), tuple(problems))


def _info(
    parts: list[tuple[Source, DeckFile]], complete: bool
) -> tuple[DeckInfo | None, list[Problem]]:
    found = [(file, part.deck) for file, part in parts if part.deck]
    problems = []
    for file, _ in found[1:]:
        message = f"a second `deck`; the first is in {found[0][0].name}"
        fix = "keep `deck` in one file, or put the decks in folders of their own"
        problems.append(error("second-deck", message, fix, Place(file.name, ("deck",), "key")))
    if not found:
        if complete and parts:
            fix = "add `deck:` with an `id` and a `title`"
            where = Place(parts[0][0].name)
            problems.append(error("missing-deck", "no file here has `deck`", fix, where))
        return None, problems
    file, info = found[0]
    info.put(Place(file.name, ("deck",)))
    return info, problems


def _put_together(info: DeckInfo, parts: list[tuple[Source, DeckFile]]) -> Deck:
    entries: list[Term | Section] = []
    references: dict[str, Reference] = {}
    ids: dict[Place, str] = {}
    for file, part in parts:
        for index, reference in enumerate(part.references):
            reference.put(Place(file.name, ("references", index)))
            references.setdefault(reference.id, reference)
        for key in file.value:
            if key in ("terms", "sections"):
                listed: list[Term | Section] = getattr(part, key)
                for index, entry in enumerate(listed):
                    entry.put(Place(file.name, (key, index)))
                    _put_parts(entry)
                    ids[entry.place] = entry.id or slug(_heading(entry))
                    entries.append(entry)
    return Deck(info, tuple(entries), references, ids)


def _put_parts(entry: Term | Section) -> None:
    lists: dict[str, Iterable[Document]]
    if isinstance(entry, Term):
        lists = {"contrast": entry.contrast}
    else:
        lists = {"points": entry.points, "questions": entry.questions}
    for key, parts in lists.items():
        for index, part in enumerate(parts):
            part.put(entry.place.at(key, index))


def _heading(entry: Term | Section) -> str:
    text = entry.term if isinstance(entry, Term) else entry.title
    if isinstance(text, dict):
        return str(next(value for value in (*text.values(), "") if value is not None))
    return text


def _check_ids(deck: Deck, where: _Where) -> list[Problem]:
    """Two entries of one kind with one id would become one note."""
    first: dict[tuple[str, str], Place] = {}
    problems = []
    for kind, name, place, given in _named(deck):
        before = first.setdefault((kind, name), place)
        if before is place:
            continue
        problems.append(
            error(
                "duplicate-id",
                f"two {kind}s have the id `{name}`; the other is {where(before, place)}",
                "give one of them an `id` of its own" if given else "give one of them an `id`",
                place.at("id") if given else place.at("term" if kind == "term" else "title"),
            )
        )
    return problems


@dataclass(frozen=True, slots=True)
class _Where:
    """Says where something is, seen from somewhere else."""

    files: Mapping[str, Source]

    def __call__(self, place: Place, seen_from: Place) -> str:
        line = self.files[place.file].locate(place).line
        return f"on line {line}" if place.file == seen_from.file else f"in {place.file}:{line}"


def _named(deck: Deck) -> Iterator[tuple[str, str, Place, bool]]:
    for entry in deck.entries:
        kind = "term" if isinstance(entry, Term) else "section"
        yield kind, deck.ids[entry.place], entry.place, bool(entry.id)
        if isinstance(entry, Term):
            for contrast in entry.contrast:
                if contrast.id:
                    yield "contrast", contrast.id, contrast.place, True
        else:
            for point in entry.points:
                if point.id:
                    yield "point", point.id, point.place, True
            for question in entry.questions:
                if question.id:
                    yield "question", question.id, question.place, True


def _check_references(deck: Deck, complete: bool) -> list[Problem]:
    terms = {deck.ids[term.place]: term for term in deck.terms}
    problems: list[Problem] = []
    for entry in deck.entries:
        problems += _unknown_sources(entry, deck, complete)
        if isinstance(entry, Section):
            for index, name in enumerate(entry.terms):
                if name not in terms and complete:
                    problems.append(
                        _unknown("term", name, terms, entry.place.at("terms", index))
                    )
            for part in (*entry.points, *entry.questions):
                problems += _unknown_sources(part, deck, complete)
            continue
        for contrast in entry.contrast:
            problems += _unknown_sources(contrast, deck, complete)
            place = contrast.place.at("with")
            if contrast.other not in terms and complete:
                problems.append(_unknown("term", contrast.other, terms, place))
            elif contrast.other == deck.ids[entry.place]:
                fix = "name the other term"
                message = "a term cannot be contrasted with itself"
                problems.append(error("unknown-term", message, fix, place))
    return problems


def _unknown_sources(entry: Document, deck: Deck, complete: bool) -> list[Problem]:
    names: list[str] = getattr(entry, "references", None) or []
    return [
        _unknown("reference", name, deck.references, entry.place.at("references", index))
        for index, name in enumerate(names)
        if name not in deck.references and complete
    ]


def _unknown(kind: str, name: str, known: Iterable[str], place: Place) -> Problem:
    fix = nearest(name, known)
    if fix == "leave it out":
        fix = f"add it to `{kind}s`, or leave it out"
    return error(f"unknown-{kind}", f"there is no {kind} with the id `{name}`", fix, place)


def _check_repeated(
    parts: list[tuple[Source, DeckFile]], deck: Deck, where: _Where
) -> list[Problem]:
    problems = []
    for _, part in parts:
        for reference in part.references:
            first = deck.references[reference.id]
            if first is not reference:
                other = where(first.place, reference.place)
                message = f"two references have the id `{reference.id}`; the other is {other}"
                fix = "give one of them another id"
                problems.append(error("duplicate-id", message, fix, reference.place.at("id")))
    return problems


def _check_editions(
    deck: Deck, project: Project, parts: list[tuple[Source, DeckFile]]
) -> list[Problem]:
    """Every map from edition to text names editions that there are."""
    if any(problem.is_error for problem in project.problems):
        return []  # glossdeck.yaml names the editions, and could not be understood
    known = {edition.name for edition in project.editions(deck.info)} | {DEFAULT}
    problems: list[Problem] = []
    for file, part in parts:
        for route, names in _edition_maps(part, ()):
            for name in names:
                if name not in known:
                    problems.append(_unknown_edition(name, known, project, file.name, route))
    return problems


def _unknown_edition(
    name: str, known: set[str], project: Project, file: str, route: Route
) -> Problem:
    if project.is_lone and known == {DEFAULT}:
        fix = "name the editions in the deck's `title`, as in `title: {trainees: …, peers: …}`"
    else:
        fix = nearest(name, known)
    place = Place(file, (*route, name), "key")
    return error("unknown-edition", f"there is no edition `{name}`", fix, place)


_NOT_BY_EDITION = frozenset({"ignore"})


def _edition_maps(document: Document, route: Route) -> Iterator[tuple[Route, Iterable[str]]]:
    for name, value in document.__dict__.items():
        if not value or isinstance(value, str) or name in _NOT_BY_EDITION:
            continue
        key = type(document).model_fields[name].alias or name
        if isinstance(value, dict):
            yield (*route, key), value
        elif isinstance(value, Document):
            yield from _edition_maps(value, (*route, key))
        elif isinstance(value, list) and isinstance(value[0], Document):
            for index, item in enumerate(value):
                yield from _edition_maps(item, (*route, key, index))


def _check_namespace(deck: Deck, project: Project) -> list[Problem]:
    """A deck of a project takes the project's namespace and editions."""
    problems = []
    for key in ("namespace", "language", "direction"):
        if not project.is_lone and getattr(deck.info, key):
            where = "" if key == "namespace" else " of an edition"
            message = f"`{key}` of a deck in a project is not used"
            fix = f"move it to glossdeck.yaml, as `{key}`{where}"
            problems.append(error("misplaced-key", message, fix, deck.info.place.at(key)))
    return problems


def check_decks(decks: Iterable[Deck]) -> tuple[Problem, ...]:
    """Decks of one project have ids of their own, as packages and notes are named after them."""
    first: dict[str, Place] = {}
    problems = []
    for deck in decks:
        before = first.setdefault(deck.info.id, deck.info.place)
        if before is not deck.info.place:
            message = f"two decks have the id `{deck.info.id}`; the other is in {before.file}"
            fix = "give this one an id of its own"
            problems.append(error("duplicate-id", message, fix, deck.info.place.at("id")))
    return tuple(problems)
