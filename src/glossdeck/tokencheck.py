"""Tokens: names, and values that are one plain value of CSS and nothing more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from .problem import Place, Problem, error

TOKEN_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
MAX_TOKENS, MAX_VALUE = 200, 300
"""They are sent with every card; real themes have twenty, of less than a line."""

_UNSAFE = re.compile(r"[;{}<>@\\!\x00-\x1f\x7f]|(?:url|image-set|src|expression)\s*\(|/\*|//", re.I)
_BRACKETS = {")": "(", "]": "["}

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class DayNight(BaseModel):
    """A token with a value of its own for night mode."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    day: Line
    night: Line


def check_tokens(tokens: Mapping[str, str | DayNight], place: Place) -> Iterator[Problem]:
    """What is wrong with the tokens of one `theme.yaml`.

    Parameters:
        place: of the file.
    """
    if len(tokens) > MAX_TOKENS:
        message = f"a theme has room for {MAX_TOKENS} tokens, and this one has {len(tokens):,}"
        yield error("too-large", message, "delete what no rule uses", place.at("tokens"))
        return
    for name, value in tokens.items():
        here = place.at("tokens", name)
        if not TOKEN_NAME.fullmatch(name):
            fix = "use small letters, digits and single hyphens, as in `answer-text`"
            yield error("token-name", f"`{name}` cannot name a token", fix,
                        Place(here.file, here.route, "key"))  # fmt: skip
        for part in dict.fromkeys((value,) if isinstance(value, str) else (value.day, value.night)):
            wrong = _wrong(part)
            if wrong:
                message = f"the token `{name}` {wrong}"
                fix = "write one plain CSS value; files go into style.css"
                yield error("token-value", message, fix, here)


def _wrong(value: str) -> str:
    """Why a value would do more than it should; empty if it would not."""
    unsafe = _UNSAFE.search(value)
    if unsafe:
        shown = unsafe[0] if unsafe[0].isprintable() else f"U+{ord(unsafe[0]):04X}"
        return f"holds `{shown}`, which ends or loads something"
    if len(value) > MAX_VALUE:
        return f"is longer than {MAX_VALUE} characters"
    opened: list[str] = []
    for char in re.sub(r"\"[^\"]*\"|'[^']*'", "", value):
        if char in "\"'":
            return f"has a {char} that is never closed"
        if char in "([":
            opened.append(char)
        elif char in _BRACKETS and (not opened or opened.pop() != _BRACKETS[char]):
            return f"has a {char} that closes nothing"
    return f"has a {opened[-1]} that is never closed" if opened else ""
