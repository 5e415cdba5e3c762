"""What authors write as a value: a line, an id, a language, a text for all editions or for each."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, Discriminator, StringConstraints, Tag
from pydantic_core import PydanticCustomError

from .problem import Route

DEFAULT = "default"
"""In a map from edition to text: the editions that are not named; also the one edition of a
deck that has no editions."""

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
ENTRY_ID = r"^\w(?:[\w.-]*\w)?$"
DECK_ID = r"^[^\W_A-Z]+([-_][^\W_A-Z]+)*$"
ID_FIX = (
    "use letters and digits with hyphens between words, as in `fear-of-change`; a deck's id has "
    "no capitals"
)
"""What to do about an id that matches neither."""


def _language(code: str) -> str:
    if not _CODE.fullmatch(code):
        raise PydanticCustomError("language", "no language code")
    return code


_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
Language = Annotated[Line, AfterValidator(_language)]
"""A BCP 47 tag; an underscore does as well."""

EntryId = Annotated[str, StringConstraints(pattern=ENTRY_ID, min_length=1, max_length=100)]
"""Letters and digits of any script, with hyphens, underscores and dots between them."""

DeckId = Annotated[str, StringConstraints(pattern=DECK_ID, min_length=1, max_length=100)]
"""The same without capitals and dots, as packages are named after it on every kind of disk."""

ONE, EACH = "~one", "~each"
"""Tags of the two shapes of a text; the decoder takes them out of routes."""


def _shape(value: Any) -> str | None:
    if isinstance(value, dict):
        return EACH
    return ONE if isinstance(value, str | list | tuple) else None


def _says_something(value: dict[str, str | None]) -> dict[str, str | None]:
    if not any(value.values()):
        raise PydanticCustomError("all_empty", "empty for every edition")
    return value


Text = Annotated[
    Annotated[Line, Tag(ONE)]
    | Annotated[dict[str, Line | None], AfterValidator(_says_something), Tag(EACH)],
    Discriminator(_shape),
]
"""One text for all editions, or a map from edition to text."""

Words = Annotated[
    Annotated[tuple[Line, ...], Tag(ONE)] | Annotated[dict[str, tuple[Line, ...]], Tag(EACH)],
    Discriminator(_shape),
]
"""A list for all editions, or a map from edition to list."""


def text_for(text: Any, edition: str) -> Any:
    """What a `Text` or `Words` says in one edition; None when the entry has nothing for it."""
    if isinstance(text, dict):
        return text.get(edition, text.get(DEFAULT)) or None
    return text


def route_for(text: Any, edition: str) -> Route:
    """The last step of the route to what `text_for` finds."""
    if isinstance(text, dict):
        return (edition if edition in text else DEFAULT,)
    return ()
