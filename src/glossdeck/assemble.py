"""Deck sources to decks: reads their files, puts them together, and checks what refers to what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .crosscheck import Parts, cross_check
from .deck import Deck
from .decksources import DeckSource
from .decode import Slots, deck_file_model, decode
from .document import DeckInfo, Document, Reference, Section, Term
from .identity import slug
from .problem import Place, Problem, error
from .project import Project
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
    parts: Parts = []
    model = deck_file_model(slots)
    for path in source.files:
        file, wrong = read_source(path)
        problems += wrong
        if file is None:
            continue
        part, wrong = decode(file.value, model, Place(file.name))
        order = _order(file.value)
        # The values are in the documents now; a large glossary need not be in memory thrice.
        file = replace(file, text="", value=order)
        files.append(file)
        problems += wrong
        if part is not None:
            parts.append((file, part))
    complete = len(parts) == len(source.files)
    info, headless = _info(parts, complete)
    problems += headless
    deck = _put_together(info, parts) if info else None
    if deck is not None:
        problems += cross_check(deck, parts, project, complete)
    usable = deck if not any(problem.is_error for problem in problems) else None
    return Loaded(source, usable, tuple(files), tuple(problems))


def _order(value: object) -> tuple[str, ...]:
    """The keys of a file that hold entries, in the author's order, which is that of study."""
    keys = value if isinstance(value, dict) else ()
    return tuple(key for key in keys if key in ("terms", "sections"))


def _info(parts: Parts, complete: bool) -> tuple[DeckInfo | None, list[Problem]]:
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


def _put_together(info: DeckInfo, parts: Parts) -> Deck:
    entries: list[Term | Section] = []
    references: dict[str, Reference] = {}
    ids: dict[Place, str] = {}
    for file, part in parts:
        for index, reference in enumerate(part.references):
            reference.put(Place(file.name, ("references", index)))
            references.setdefault(reference.id, reference)
        for key in file.value:
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
