"""Plain values to documents; every mistake of a file is found in one run and told in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, Field, ValidationError, create_model

from .document import DeckFile, Document, Point, Question, Section, Term, wrap_point
from .problem import Place, Problem, Route, error
from .wording import Text
from .wrongvalues import FIRST_KEYS, MESSAGES, RULES, entry_fix

Slots = Mapping[str, tuple[str, ...]]
"""Names of the theme's own fields, by key of the note type."""

_ENTRY_OF_NOTE_TYPE: Mapping[str, type[Document]] = {
    "term": Term,
    "cloze": Point,
    "question": Question,
}
M = TypeVar("M", bound=BaseModel)


def slot_key(name: str) -> str:
    """The author's key for a field that a theme adds: `Word family` is `word-family`."""
    return "-".join(name.lower().split())


def deck_file_model(slots: Slots) -> type[DeckFile]:
    """The model of a deck file, with the keys that the theme adds to its entries."""
    return _extended(tuple(sorted((key, tuple(names)) for key, names in slots.items() if names)))


@lru_cache(maxsize=8)
def _extended(slots: tuple[tuple[str, tuple[str, ...]], ...]) -> type[DeckFile]:
    if not slots:
        return DeckFile
    models = dict(_ENTRY_OF_NOTE_TYPE)
    for note_type, names in slots:
        models[note_type] = _with_keys(models[note_type], names)
    point, question = models["cloze"], models["question"]
    section = create_model(
        "Section",
        __base__=Section,
        points=_listed(Section, "points", point),
        questions=_listed(Section, "questions", question),
    )
    return create_model(
        "DeckFile",
        __base__=DeckFile,
        terms=_listed(DeckFile, "terms", models["term"]),
        sections=_listed(DeckFile, "sections", section),
    )


def _with_keys(base: type[Document], names: tuple[str, ...]) -> type[Document]:
    fields: dict[str, Any] = {
        slot_attribute(name): (
            Text | None,
            Field(None, alias=slot_key(name), description=f"{name}, a field of the theme."),
        )
        for name in names
    }
    return create_model(base.__name__, __base__=base, **fields)


def slot_attribute(name: str) -> str:
    """The attribute of a document that holds a theme's field."""
    return "slot_" + slot_key(name).replace("-", "_")


def entry_keys(note_type: str) -> frozenset[str]:
    """The keys that an author's entries have without any theme."""
    fields = _ENTRY_OF_NOTE_TYPE[note_type].model_fields
    return frozenset(info.alias or name for name, info in fields.items())


def _listed(owner: type[Document], name: str, model: type[Document]) -> Any:
    old = owner.model_fields[name]
    item: Any = model
    if name == "points":
        item = Annotated[model, BeforeValidator(wrap_point)]
    return tuple[item, ...], Field(default=(), description=old.description)


def decode(value: Any, model: type[M], place: Place) -> tuple[M | None, tuple[Problem, ...]]:
    """Values to a document, or all that is wrong with them, each at its route below `place`."""
    if value is None:
        value = {}
    try:
        return model.model_validate(value), ()
    except ValidationError as wrong:
        details = wrong.errors(include_url=False, include_context=True)
        problems = [_problem(detail, value, model, place) for detail in details]
        return None, tuple(_without_echoes(problems))


def _without_echoes(problems: list[Problem]) -> Iterator[Problem]:
    """A key under a wrong name is not also told as a missing one."""
    missing: dict[Route, list[str]] = {}
    unknown: dict[Route, list[Problem]] = {}
    for problem in problems:
        if problem.place and problem.rule == "missing-key":
            missing.setdefault(problem.place.route, []).append(problem.fix.removeprefix("add "))
        elif problem.place and problem.rule == "unknown-key":
            unknown.setdefault(problem.place.route[:-1], []).append(problem)
    for problem in problems:
        route = problem.place.route if problem.place else ()
        if problem.rule == "missing-key" and route in unknown:
            name = problem.fix.removeprefix("add ")
            meant = {each.fix for each in unknown[route]}
            if f"did you mean {name}?" in meant or len(unknown[route]) == 1:
                continue
        if problem.rule == "unknown-key" and len(unknown[route[:-1]]) == 1:
            lacks = missing.get(route[:-1], [])
            if lacks and problem.fix.removeprefix("did you mean ").rstrip("?") not in lacks:
                problem = replace(problem, fix=_instead(lacks, str(route[-1])))
        yield problem


def _instead(lacks: list[str], found: str) -> str:
    """What an entry needs in the place of the only key that it has by a wrong name."""
    if len(lacks) == 1:
        return f"write {lacks[0]} in its place: that key is missing here"
    first = next((key for key, _ in FIRST_KEYS.values() if f"`{key}`" in lacks), lacks[0])
    others = " and ".join(key for key in sorted(lacks) if key != f"`{first}`")
    return f"write `{first}: {found}`, and {others} below it"


def route_of(loc: Iterable[int | str]) -> Route:
    """A pydantic location without the tags that name the shape of a text."""
    return tuple(step for step in loc if not (isinstance(step, str) and step.startswith("~")))


def _problem(detail: Any, value: Any, model: type[BaseModel], place: Place) -> Problem:
    route = route_of(detail["loc"])
    kind, given = detail["type"], detail["input"]
    here = place.at(*route)
    name = _name_of(route)
    if kind == "extra_forbidden":
        key_place = Place(here.file, here.route, "key")
        known = tuple(_known_keys(model, route[:-1]))
        key = str(route[-1])
        fix = nearest(key, known) if key.strip() == key else _BLANKS_FIX
        from .slips import KEYS

        if given is None and " " in key:
            fix = "if it belongs to the text before it, put that text in quotes: a comma ended it"
        elif not route[:-1] and re.fullmatch(KEYS, key):
            fix = "indent it, and line it up with the keys of the entry that it belongs to"
        if unicodedata.normalize("NFC", key) in known:
            fix = "type it anew: it looks like the key, with accents that are letters of their own"
        return error("unknown-key", f"unknown key {name}", fix, key_place)
    if kind == "missing":
        above = Place(here.file, here.route[:-1])
        if route[-1] in (_value_at(value, route[:-1]) or {}):
            return error("empty-text", f"{name} is empty", "write its text", here)
        return error("missing-key", f"{name} is missing", f"add {name}", above)
    message, fix = MESSAGES.get(kind, (detail["msg"], "correct the value"))
    rule = RULES.get(kind, "wrong-type")
    expected = ", ".join(str(detail.get("ctx", {}).get("expected", "")).split(", "))
    shown = str(given) if len(str(given)) <= 40 else str(given)[:37] + "…"
    words = {"name": name, "expected": expected, "given": shown}
    fix = entry_fix(kind, route, given) or fix
    return error(rule, message.format(**words), fix.format(**words), here)


_BLANKS_FIX = "delete the blanks before it, and type spaces: YAML takes no other blanks"


def _name_of(route: Route) -> str:
    if not route:
        return "the file"
    *above, last = route
    if isinstance(last, str):
        return f"`{last}`"
    return f"item {last + 1} of `{above[-1]}`" if above else f"item {last + 1}"


def nearest(name: str, known: Iterable[str]) -> str:
    """What to do about an unknown name: the nearest known one, or all of them."""
    from rapidfuzz import fuzz, process

    names = sorted(known)
    found = process.extractOne(name, names, score_cutoff=60)
    # A short name is in part alike to many long ones.
    if found and fuzz.ratio(name.casefold(), found[0].casefold()) >= _ALIKE:
        return f"did you mean `{found[0]}`?"
    if not names:
        return "leave it out"
    shown = ", ".join(f"`{item}`" for item in names[:20])
    return f"use one of {shown}" if len(names) <= 20 else f"use one of {shown}, …"


_ALIKE = 50
"""How alike a name has to be to one that it could have been meant for, 0 to 100."""


def _known_keys(model: type[BaseModel], route: Route) -> Iterator[str]:
    for step in route:
        if isinstance(step, str):
            # A step that is no key of a model names an item of a mapping, as editions do.
            model = _model_of(model, step) or model
    for name, info in model.model_fields.items():
        yield info.alias or name


def _model_of(model: type[BaseModel], key: str) -> type[BaseModel] | None:
    for name, info in model.model_fields.items():
        if (info.alias or name) == key:
            return next(_models_in(info.annotation), None)
    return None


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models_in(part)


def _value_at(value: Any, route: Route) -> Any:
    for step in route:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value
