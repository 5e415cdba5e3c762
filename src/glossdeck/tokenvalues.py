"""Values of tokens, over all themes of a stack: colours stay colours, and sizes sizes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .colour import parse_colour
from .csslength import Units, pixels
from .cssvalue import css_functions
from .decode import nearest
from .problem import Problem, error
from .source import locate
from .theme import Theme
from .themesettings import tokens_of
from .themestyle import PREFIX

_REFERENCE = re.compile(rf"var\(\s*{PREFIX}([\w-]+)")
_UNITS = Units(20.0)


def check_token_values(theme: Theme) -> Iterator[Problem]:
    """Tokens that are not what the theme below has them for, or lead nowhere."""
    sources = [layer.source for layer in theme.layers if layer.source is not None]
    first: dict[str, str] = {}
    for layer in reversed(theme.layers):
        for name, token in tokens_of(layer.settings, "").items():
            first.setdefault(name, token.day)
    for name, token in theme.tokens.items():
        for value in dict.fromkeys((token.day, token.night)):
            wrong = _reference(theme, name, value) or _kind(first[name], value)
            if wrong:
                message, fix = f"the token `{name}` {wrong[0]}", wrong[1]
                yield from locate([error("token-value", message, fix, token.place)], sources)


def _reference(theme: Theme, name: str, value: str) -> tuple[str, str] | None:
    """A token that is made of one that there is not, or of itself."""
    seen, pending = {name}, _REFERENCE.findall(value)
    while pending:
        other = pending.pop()
        if other not in theme.tokens:
            return f"is made of `{other}`, which is no token", nearest(other, theme.tokens)
        if other == name:
            return "is made of itself", "write the value itself"
        if other not in seen:
            seen.add(other)
            token = theme.tokens[other]
            pending += _REFERENCE.findall(f"{token.day} {token.night}")
    return None


def _kind(known: str, value: str) -> tuple[str, str] | None:
    """A value of another kind than the one that the lowest theme gives."""
    if "var(" in value:
        return None
    if parse_colour(known) is not None:
        is_known = parse_colour(value) is not None or bool(css_functions(value))
        fix = "write a colour, as in #14605a or teal"
        return None if is_known else (f"is no colour: `{value}`", fix)
    size = pixels(known, _UNITS, 100.0)
    if size is None or known == "0":
        return None
    found = pixels(value, _UNITS, 100.0)
    if found is None:
        return f"is no size: `{value}`", "write a number with its unit, as in 22px or 1.2em"
    return ("is less than nothing", "write a size of 0 or more") if found < 0 else None
