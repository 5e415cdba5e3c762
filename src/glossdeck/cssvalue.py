"""Values of CSS: the files that they name, the colours in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import tinycss2

from .colour import Colour, parse_colour

_FETCHING = frozenset({"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade"})
_MAX_TOKENS = 10_000


def css_addresses(value: str) -> list[str]:
    """The addresses of files in a value, or in a whole `style` attribute."""
    found: list[str] = []
    for token in _every(value):
        if token.type == "url":
            found.append(token.value)
        elif token.type == "function" and token.lower_name in _FETCHING:
            found += [each.value for each in token.arguments if each.type == "string"]
    return found


def css_strings(value: str) -> list[str]:
    """All strings in a value."""
    return [token.value for token in _every(value) if token.type == "string"]


def css_functions(value: str) -> set[str]:
    """The names of all functions in a value."""
    return {token.lower_name for token in _every(value) if token.type == "function"}


def _every(value: str) -> Iterator[Any]:
    """All tokens of a value, those in brackets included."""
    try:
        pending = list(tinycss2.parse_component_value_list(value, skip_comments=True))
    except RecursionError:  # the style sheet as a whole was told of already
        return
    for _ in range(_MAX_TOKENS):
        if not pending:
            return
        token = pending.pop()
        yield token
        if token.type == "function":
            pending += token.arguments
        elif token.type.endswith("block"):
            pending += token.content


def colour_in(value: str) -> str:
    """The colour in a `background` shorthand, as written; empty for none."""
    for token in tinycss2.parse_component_value_list(value, skip_comments=True):
        text = str(token.serialize())
        if token.type in {"hash", "ident", "function"} and (
            text.startswith("var(") or parse_colour(text) is not None
        ):
            return text
    return ""


def gradient_colours(value: str) -> list[Colour]:
    """The colours of the gradients in a value."""
    found: list[Colour] = []
    if "gradient" not in value:
        return found
    for token in tinycss2.parse_component_value_list(value, skip_comments=True):
        if token.type == "function" and token.lower_name.endswith("gradient"):
            for part in token.arguments:
                if part.type in {"hash", "ident", "function"}:
                    colour = parse_colour(part.serialize())
                    found += [colour] if colour else []
    return found
