"""What refers to what inside a deck: ids, references, terms, editions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .deck import Deck
from .decode import nearest
from .document import DeckFile, Document, Section, Term
from .edition import wrong_name
from .problem import Place, Problem, Route, error
from .project import Project
from .source import Source
from .wording import DEFAULT

Parts = list[tuple[Source, DeckFile]]
"""The files of a deck, each with what was read from it."""


def cross_check(deck: Deck, parts: Parts, project: Project, complete: bool) -> list[Problem]:
    """All that does not fit together in a deck.

    Parameters:
        complete: whether every file could be read; if not, unknown names may be in the others.
    """
    where = _Where({file.name: file for file, _ in parts})
    return [
        *_check_ids(deck, where),
        *_check_references(deck, complete),
        *_check_repeated(parts, deck, where),
        *_check_editions(deck, project, parts),
        *_check_namespace(deck, project),
        *_check_origin(deck),
    ]


def _check_origin(deck: Deck) -> list[Problem]:
    """Learners open the deck's source from its page."""
    source = deck.info.source
    if source is None or source.url is None or source.url.startswith(("https://", "http://")):
        return []
    message, fix = "the url of the source is not a web address", "begin it with https://"
    return [error("url", message, fix, deck.info.place.at("source", "url"))]


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
                    problems.append(_unknown("term", name, terms, entry.place.at("terms", index)))
            for part in (*entry.points, *entry.questions):
                problems += _unknown_sources(part, deck, complete)
            continue
        for contrast in entry.contrast:
            problems += _unknown_sources(contrast, deck, complete)
            place = contrast.place.at("with")
            if contrast.other not in terms and complete:
                others = [term for term in terms if term != deck.ids[entry.place]]
                problems.append(_unknown("term", contrast.other, others, place))
            elif contrast.other == deck.ids[entry.place]:
                fix = "name the other term"
                message = "a term cannot be contrasted with itself"
                problems.append(error("unknown-term", message, fix, place))
    return problems


def _unknown_sources(entry: Document, deck: Deck, complete: bool) -> list[Problem]:
    names: tuple[str, ...] | None = getattr(entry, "references", None)
    if not names:
        return []
    return [
        _unknown("reference", name, deck.references, entry.place.at("references", index))
        for index, name in enumerate(names)
        if name not in deck.references and complete
    ]


def _unknown(kind: str, name: str, known: Iterable[str], place: Place) -> Problem:
    fix = nearest(name, known)
    if fix == "leave it out":
        fix = f"add it to `{kind}s`, or leave it out"
    elif fix.startswith("use one of "):
        fix = f"add it to `{kind}s`, or {fix}"
    return error(f"unknown-{kind}", f"there is no {kind} with the id `{name}`", fix, place)


def _check_repeated(parts: Parts, deck: Deck, where: _Where) -> list[Problem]:
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


def _check_editions(deck: Deck, project: Project, parts: Parts) -> list[Problem]:
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
                elif name not in project.settings.editions:
                    wrong = wrong_name(name, Place(file.name, (*route, name), "key"))
                    problems += [wrong] if wrong else []
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


_NOT_BY_EDITION = frozenset({"ignore", "place"})


def _edition_maps(document: Document, route: Route) -> Iterator[tuple[Route, Iterable[str]]]:
    for name, value in document.__dict__.items():
        # Most values are plain texts or empty, and a large glossary has a hundred thousand.
        if type(value) is str or not value or name in _NOT_BY_EDITION:
            continue
        if type(value) is tuple and type(value[0]) is str:
            continue
        key = type(document).model_fields[name].alias or name
        if isinstance(value, dict):
            yield (*route, key), value
        elif isinstance(value, Document):
            yield from _edition_maps(value, (*route, key))
        elif isinstance(value, tuple) and isinstance(value[0], Document):
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
