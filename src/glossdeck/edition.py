"""Editions: versions of the same decks for one audience or language each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field

from .document import DEFAULT, DeckInfo, Document, Line

Direction = Literal["ltr", "rtl"]

_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"}
)


class EditionSettings(Document):
    """One version of the decks, for one audience or language."""

    title: Line | None = Field(None, description="Its name for learners.", examples=["Trainees"])
    language: Line = Field("en", description="Language of its texts.", examples=["en", "pt-BR"])
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
    return EditionSettings(language=info.language or "en", direction=info.direction)


def edition_of(name: str, given: EditionSettings, theme: str) -> Edition:
    """An edition with everything that its settings leave open; `theme` is the project's."""
    tongue = given.language.replace("_", "-")
    usual: Direction = "rtl" if tongue.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"
    title = given.title or ("" if name == DEFAULT else name.replace("-", " ").capitalize())
    direction = given.direction or usual
    return Edition(name, title, tongue, direction, given.theme or theme, given.reading_level)
