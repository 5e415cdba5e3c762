"""Plain values to documents; every mistake of a file is found in one run and told in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, Field, ValidationError, create_model

from .document import ID_FIX, DeckFile, Document, Point, Question, Section, Term, Text, wrap_point
from .problem import Place, Problem, Route, error

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
    """A misspelled key is not also told as a missing one."""
    meant = {
        (problem.place.route[:-1], problem.fix)
        for problem in problems
        if problem.rule == "unknown-key" and problem.place
    }
    for problem in problems:
        if problem.rule == "missing-key" and problem.place:
            missing = problem.fix.removeprefix("add ")
            if (problem.place.route, f"did you mean {missing}?") in meant:
                continue
        yield problem


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
        return error(
            "unknown-key", f"unknown key {name}", nearest(str(route[-1]), known), key_place
        )
    if kind == "missing":
        above = Place(here.file, here.route[:-1])
        if route[-1] in (_value_at(value, route[:-1]) or {}):
            return error("empty-text", f"{name} is empty", "write its text", here)
        return error("missing-key", f"{name} is missing", f"add {name}", above)
    message, fix = _MESSAGES.get(kind, (detail["msg"], "correct the value"))
    rule = _RULES.get(kind, "wrong-type")
    expected = ", ".join(str(detail.get("ctx", {}).get("expected", "")).split(", "))
    shown = str(given) if len(str(given)) <= 40 else str(given)[:37] + "…"
    words = {"name": name, "expected": expected, "given": shown}
    return error(rule, message.format(**words), fix.format(**words), here)


def _name_of(route: Route) -> str:
    if not route:
        return "the file"
    *above, last = route
    if isinstance(last, str):
        return f"`{last}`"
    return f"item {last + 1} of `{above[-1]}`" if above else f"item {last + 1}"


_TEXT_FIX = "write one text, in quotes if it holds special characters"
_MESSAGES: Mapping[str, tuple[str, str]] = {
    "string_type": ("{name} must be a text", _TEXT_FIX),
    "string_too_short": ("{name} is empty", "write a text, or leave the key out"),
    "union_tag_not_found": ("{name} is empty", "write a text, or a map from edition to text"),
    "too_short": ("{name} is empty", "write a text for at least one edition"),
    "tuple_type": ("{name} must be a list", "put each item on a line of its own after `- `"),
    "list_type": ("{name} must be a list", "put each item on a line of its own after `- `"),
    "dict_type": ("{name} must be a mapping", "write `key: value` lines below it"),
    "model_type": ("{name} must be a mapping of keys", "write `key: value` lines below it"),
    "model_attributes_type": ("{name} must be a mapping", "write `key: value` lines below it"),
    "literal_error": ("{name} cannot be `{given}`", "write one of {expected}"),
    "string_pattern_mismatch": ("`{given}` cannot be an id", ID_FIX),
    "string_too_long": ("{name} is too long", "use at most 100 characters"),
    "int_parsing": ("{name} must be a whole number, not `{given}`", "write a whole number"),
    "int_type": ("{name} must be a whole number", "write a whole number"),
    "float_parsing": ("{name} must be a number, not `{given}`", "write a number, as in 8 or 8.5"),
    "float_type": ("{name} must be a number", "write a number, as in 8 or 8.5"),
    "greater_than": ("{name} cannot be {given}", "write a larger number"),
    "greater_than_equal": ("{name} cannot be {given}", "write a larger number"),
    "less_than": ("{name} cannot be {given}", "write a smaller number"),
    "less_than_equal": ("{name} cannot be {given}", "write a smaller number"),
    "all_empty": ("{name} is empty for every edition", "write a text for at least one"),
    "bool_parsing": ("{name} must be true or false, not `{given}`", "write true or false"),
    "bool_type": ("{name} must be true or false", "write true or false"),
}
_RULES = {
    "string_too_short": "empty-text",
    "union_tag_not_found": "empty-text",
    "too_short": "empty-text",
    "all_empty": "empty-text",
    "greater_than": "wrong-value",
    "greater_than_equal": "wrong-value",
    "less_than": "wrong-value",
    "less_than_equal": "wrong-value",
    "literal_error": "wrong-value",
    "string_pattern_mismatch": "wrong-id",
    "string_too_long": "wrong-id",
}


def nearest(name: str, known: Iterable[str]) -> str:
    """What to do about an unknown name: the nearest known one, or all of them."""
    from rapidfuzz import process

    names = sorted(known)
    found = process.extractOne(name, names, score_cutoff=60)
    if found:
        return f"did you mean `{found[0]}`?"
    if not names:
        return "leave it out"
    shown = ", ".join(f"`{item}`" for item in names[:20])
    return f"use one of {shown}" if len(names) <= 20 else f"use one of {shown}, …"


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
