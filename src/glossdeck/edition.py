"""Editions: versions of the same decks for one audience or language each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field

from .document import DeckInfo, Document
from .problem import Place, Problem, error
from .wording import DEFAULT, ENTRY_ID, Language, Line

_LONGEST = 100
"""Characters of a name."""

Direction = Literal["ltr", "rtl"]

_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"}
)


class EditionSettings(Document):
    """One version of the decks, for one audience or language."""

    title: Line | None = Field(None, description="Its name for learners.", examples=["Trainees"])
    language: Language | None = Field(
        None,
        description="Language of its texts; when left out, the edition's name if that is a code "
        "such as `de`, else `en`.",
        examples=["en", "pt-BR"],
    )
    direction: Direction | None = Field(
        None, description="Direction of its script; from the language when left out."
    )
    reading_level: Annotated[float, Field(gt=0, le=30)] | None = Field(
        None, description="School grade that its texts should not exceed.", examples=[8]
    )
    theme: Line | None = Field(None, description="A theme of its own.")
    rules: dict[str, Any] = Field(default={}, description="Settings of rules for this edition.")


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition as decks are compiled for it; `language` is a BCP 47 tag."""

    name: str
    title: str
    language: str
    direction: Direction
    theme: str
    reading_level: float | None = None


def wrong_name(name: str, place: Place | None = None) -> Problem | None:
    """The problem of an edition's name that cannot be part of a file name and of the lock."""
    if len(name) <= _LONGEST and re.match(ENTRY_ID, name):
        return None
    fix = (
        "use letters and digits with hyphens between words, as in `peer-support`; its title is free"
    )
    return error("wrong-id", f"`{name}` cannot be the name of an edition", fix, place)


def names_in(info: DeckInfo | None) -> tuple[str, ...]:
    """The editions of a lone deck: those that its title, description and notice name."""
    names: dict[str, None] = {}
    for text in (info.title, info.description, info.notice) if info else ():
        if isinstance(text, dict):
            names |= dict.fromkeys(text)
    names.pop(DEFAULT, None)
    return tuple(names) or (DEFAULT,)


def lone_edition(info: DeckInfo | None) -> EditionSettings:
    """Settings of every edition of a deck without a project."""
    if info is None:
        return EditionSettings()
    return EditionSettings(language=info.language, direction=info.direction)


def edition_of(name: str, given: EditionSettings, theme: str) -> Edition:
    """An edition with everything that its settings leave open; `theme` is the project's."""
    coded = name.replace("_", "-")
    tongue = (given.language or "").replace("_", "-") or (coded if _is_language(coded) else "en")
    usual: Direction = "rtl" if tongue.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"
    title = given.title or ("" if name == DEFAULT else name.replace("-", " ").capitalize())
    direction = given.direction or usual
    return Edition(name, title, tongue, direction, given.theme or theme, given.reading_level)


def package_name(deck: str, edition: str) -> str:
    """The file name of a package."""
    return f"{deck}.apkg" if edition == DEFAULT else f"{deck}-{edition}.apkg"


def _is_language(name: str) -> bool:
    """Whether a name is a two-letter language code, or one with a country or script."""
    first, *rest = name.split("-")
    return f" {first} " in _LANGUAGES and all(
        part.isalpha() and len(part) in (2, 4) for part in rest
    )


_LANGUAGES = (
    " aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu "
    "cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi "
    "ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks "
    "ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl "
    "nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl "
    "sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve "
    "vi vo wa wo xh yi yo za zh zu "
)
"""ISO 639-1, each between blanks."""
