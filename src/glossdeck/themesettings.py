"""What `theme.yaml` holds: the model, and reading it from plain values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from .notetypes import NOTE_TYPES
from .problem import Place, Problem, error
from .source import Source
from .templateparse import NEWER_FIELDS, SPECIAL_FIELDS
from .tokencheck import DayNight, Line, check_tokens

LABEL_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*")
MAX_LABEL = 300
FILES_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
"""Names that no part of Anki and of our own syntax takes for something else."""

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100),
                 AfterValidator(lambda name: unicodedata.normalize("NFC", name))]  # fmt: skip
NoteTypeKey = Literal["term", "cloze", "question"]


class CardSettings(BaseModel):
    """A card that a theme adds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Name = Field(description="As Anki lists it; reviews belong to it.")
    files: Line | None = Field(
        None, description="Name of its files: `spelling` is `spelling.front.html` and so on."
    )
    needs: Name = Field(description="The field that must have a text for the card to exist.")
    was: Name | None = Field(None, description="Its earlier name; its reviews stay with it.")
    new: bool = Field(False, description="It is new, although another card is gone.")


class ThemeSettings(BaseModel):
    """The keys of `theme.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    extends: Line | None = Field(
        None, description="The theme below: one that ships, or a folder beside this one."
    )
    description: Line | None = Field(None, description="What it looks like, in a sentence.")
    tokens: dict[str, Line | DayNight] = Field(
        default={}, description="Named colours, fonts and sizes; `--gd-name` in the style sheet."
    )
    labels: dict[str, dict[str, Line]] = Field(
        default={}, description="Words on the cards, by language and name."
    )
    edition_labels: dict[str, dict[str, Line]] = Field(
        default={}, description="Words on the cards of one edition, by its name."
    )
    fields: dict[NoteTypeKey, list[Name]] = Field(
        default={}, description="Fields of your own, by note type."
    )
    cards: dict[NoteTypeKey, list[CardSettings]] = Field(
        default={}, description="Cards of your own, by note type."
    )


@dataclass(frozen=True, slots=True)
class Token:
    """A named value of the style: `day` and `night` are CSS values; `place` is where it is set."""

    day: str
    night: str
    place: Place


@dataclass(frozen=True, slots=True)
class ThemeCard:
    """A card that a theme adds.

    Parameters:
        name: as Anki lists it.
        files: `term/FILES.front.html` and `term/FILES.back.html`.
        needs: the field that must have a text for the card to exist.
        was: its earlier name; empty if none.
        is_new: it is no other card under another name.
    """

    name: str
    files: str
    needs: str
    was: str = ""
    is_new: bool = False


def read_settings(source: Source) -> tuple[ThemeSettings, tuple[Problem, ...]]:
    """The settings of one `theme.yaml`, and all that is wrong with them."""
    from .decode import decode, nearest

    place = Place(source.name)
    settings, problems = decode(source.value, ThemeSettings, place)
    if settings is None:
        return ThemeSettings(), tuple(_in_our_words(each, nearest) for each in problems)
    found = (
        *check_tokens(settings.tokens, place),
        *_labels(settings, place),
        *_slots(settings, place),
    )
    return settings, (*problems, *found)


def tokens_of(settings: ThemeSettings, file: str) -> Mapping[str, Token]:
    """The tokens with a day and a night value each."""
    return MappingProxyType(
        {
            name: Token(value, value, Place(file, ("tokens", name)))
            if isinstance(value, str)
            else Token(value.day, value.night, Place(file, ("tokens", name)))
            for name, value in settings.tokens.items()
        }
    )


def cards_of(settings: ThemeSettings) -> Mapping[str, tuple[ThemeCard, ...]]:
    """The cards that a theme adds, by note type."""
    return MappingProxyType(
        {
            key: tuple(
                ThemeCard(
                    card.name,
                    card.files or "-".join(card.name.lower().split()),
                    card.needs,
                    card.was or "",
                    card.new,
                )
                for card in cards
            )
            for key, cards in settings.cards.items()
        }
    )


def _in_our_words(problem: Problem, nearest: Callable[[str, Iterable[str]], str]) -> Problem:
    """What `decode` says of a deck's file, said of a theme's."""
    route = problem.place.route if problem.place else ()
    if not route and problem.rule == "wrong-type":
        return replace(problem, fix="begin with `extends: default`, and go on with `tokens:`")
    if route[-1:] == ("[key]",) or (len(route) > 1 and route[0] in {"fields", "cards"} and
                                    "[key]" in problem.message):  # fmt: skip
        message = f"`{route[1]}` is no note type"
        return replace(problem, message=message, fix=nearest(str(route[1]), NOTE_TYPES))
    return problem


def _labels(settings: ThemeSettings, place: Place) -> Iterator[Problem]:
    for key, groups in (("labels", settings.labels), ("edition_labels", settings.edition_labels)):
        for group, labels in groups.items():
            for name, text in labels.items():
                yield from _label(text, group, key, name, place)
                if "{{" in text or "}}" in text:
                    fix = "write plain words; fields belong into the templates"
                    here = place.at(key, group, name)
                    yield error("label-tag", f"the label `{name}` holds a template tag", fix, here)
                if name == "contrast_question" and not _asks_both(text):
                    fix = "name both terms, as in: {term} and {other}: what is the difference?"
                    here = place.at(key, group, name)
                    message = "contrast_question needs {term} and {other}, and no other braces"
                    yield error("label-terms", message, fix, here)


def _label(text: str, group: str, key: str, name: str, place: Place) -> Iterator[Problem]:
    """A label's name, language and length."""
    here = place.at(key, group, name)
    of_key = here._replace(part="key")
    if not LABEL_NAME.fullmatch(name):
        fix = "use small letters, digits and single underscores, as in `ask_term`"
        yield error("label-name", f"`{name}` cannot name a label", fix, of_key)
    if key == "labels" and not _LANGUAGE.fullmatch(group):
        fix = "write a code such as en, pt-BR or zh-Hant"
        of_group = place.at(key, group)._replace(part="key")
        yield error("label-language", f"`{group}` is no language", fix, of_group)
    if len(text) > MAX_LABEL or any(unicodedata.category(char) == "Cc" for char in text):
        fix = f"write one line of at most {MAX_LABEL} characters"
        yield error("label-text", f"the label `{name}` is no line of text", fix, here)


def _asks_both(text: str) -> bool:
    rest = text.replace("{term}", "", 1).replace("{other}", "", 1)
    return "{term}" in text and "{other}" in text and not set("{}") & set(rest)


def _can_name_field(name: str) -> bool:
    """A letter, then letters with their marks, digits and spaces: nothing of Anki's syntax."""
    kinds = [unicodedata.category(char)[0] for char in name]
    return kinds[0] == "L" and all(
        kind in "LMN" or char == " " for kind, char in zip(kinds, name, strict=True)
    )


def _slots(settings: ThemeSettings, place: Place) -> Iterator[Problem]:
    from .decode import entry_keys, slot_key

    for key, names in settings.fields.items():
        taken = {name.lower() for name in (*NOTE_TYPES[key].fields, *SPECIAL_FIELDS, *NEWER_FIELDS)}
        keys = set(entry_keys(key))
        for at, name in enumerate(names):
            here = place.at("fields", key, at)
            if not _can_name_field(name):
                fix = "begin with a letter; use letters, digits and spaces"
                yield error("field-name", f"`{name}` cannot name a field", fix, here)
            elif name.lower() in taken:
                fix = "give it another name"
                yield error("field-name", f"there is a field `{name}` already", fix, here)
            elif slot_key(name) in keys:
                message = f"`{name}` would need the key `{slot_key(name)}`, which is taken"
                yield error("field-name", message, "give it another name", here)
            taken.add(name.lower())
            keys.add(slot_key(name))
    for key, cards in settings.cards.items():
        known = {template.name.lower() for template in NOTE_TYPES[key].templates}
        for at, card in enumerate(cards):
            here = place.at("cards", key, at, "name")
            if card.name.lower() in known or '"' in card.name:
                yield error("card-name", f"`{card.name}` is taken", "give it another name", here)
            known.add(card.name.lower())
            if card.files and not FILES_NAME.fullmatch(card.files):
                fix = "use small letters, digits and hyphens, without folder and ending"
                here = place.at("cards", key, at, "files")
                yield error("card-files", f"`{card.files}` cannot name files", fix, here)
