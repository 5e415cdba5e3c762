"""Lengths of CSS in pixels, on the narrowest screen that we care for."""

from __future__ import annotations

import re
from collections.abc import Mapping

NARROW_PX = 320
"""Width of a small phone, and of a page at 400 % (WCAG 1.4.10)."""

ROOT_PX = 16.0

_NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))([a-z%]*)", re.I)
_FUNCTION = re.compile(r"(clamp|min|max)\((.*)\)", re.I | re.S)
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*(?:\([^()]*\)[^()]*)*))?\)")
_KEYWORDS = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0,
    "x-large": 24.0, "xx-large": 32.0, "xxx-large": 48.0,
}  # fmt: skip
_RELATIVE = {"smaller": 1 / 1.2, "larger": 1.2}
_ABSOLUTE = {"px": 1.0, "pt": 96 / 72, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 9.6 / 2.54}


def substitute(value: str, variables: Mapping[str, str]) -> str | None:
    """A value with `var(…)` replaced; None when a variable has no value, as in a browser."""
    for _ in range(20):
        match = _VARIABLE.search(value)
        if match is None:
            return value
        known = variables.get(match[1], match[2])
        if known is None:
            return None
        value = value[: match.start()] + known.strip() + value[match.end() :]
    return None


def pixels(value: str, em: float, whole: float | None = None) -> float | None:
    """A length in pixels; None for what is no length, or is not understood.

    Parameters:
        em: size of the type that `em` refers to.
        whole: what percentages refer to; None where they are not a length.
    """
    value = value.strip().lower()
    if len(value) > 200:
        return None
    function = _FUNCTION.fullmatch(value)
    if function:
        parts = [pixels(part, em, whole) for part in function[2].split(",")]
        numbers = [part for part in parts if part is not None]
        if not numbers or len(numbers) != len(parts):
            return None
        if function[1] == "clamp" and len(numbers) == 3:
            return max(numbers[0], min(numbers[1], numbers[2]))
        return min(numbers) if function[1] == "min" else max(numbers)
    match = _NUMBER.fullmatch(value)
    if match is None:
        return None
    number, unit = float(match[1]), match[2]
    if unit == "%":
        return None if whole is None else number / 100 * whole
    scale = {**_ABSOLUTE, "em": em, "ex": em / 2, "ch": em / 2, "rem": ROOT_PX,
             "vw": NARROW_PX / 100, "vi": NARROW_PX / 100}.get(unit)  # fmt: skip
    if scale is None:
        return number if number == 0 and not unit else None
    return number * scale


def font_pixels(value: str, parent: float) -> float | None:
    """A `font-size` in pixels."""
    word = value.strip().lower()
    if word in _KEYWORDS:
        return _KEYWORDS[word]
    if word in _RELATIVE:
        return parent * _RELATIVE[word]
    return pixels(word, parent, parent)
