"""Lengths of CSS in pixels, on the narrowest screen that we care for."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Mapping
from dataclasses import dataclass

NARROW_PX = 320
"""Width of a small phone, and of a page at 400 % (WCAG 1.4.10)."""

ROOT_PX = 16.0

_NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))([a-z%]*)", re.I)
_FUNCTION = re.compile(r"(clamp|min|max|calc)\((.*)\)", re.I | re.S)
_SUM = re.compile(r"[\d.+\-*/() ]+")
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


@dataclass(frozen=True, slots=True)
class Units:
    """What units refer to, in pixels: the type of the element and of the page, and the screen."""

    em: float
    rem: float = ROOT_PX
    view: float = NARROW_PX


def pixels(value: str, units: Units, whole: float | None = None) -> float | None:
    """A length in pixels; None for what is no length, or is not understood.

    Parameters:
        whole: what percentages refer to; None where they are not a length.
    """
    value = value.strip().lower()
    if len(value) > 200:
        return None
    function = _FUNCTION.fullmatch(value)
    if function and function[1] == "calc":
        return _sum(function[2], units, whole)
    if function:
        parts = [pixels(part, units, whole) for part in function[2].split(",")]
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
    relative = {"em": units.em, "ex": units.em / 2, "ch": units.em / 2, "rem": units.rem,
                "vw": units.view / 100, "vi": units.view / 100}  # fmt: skip
    scale = _ABSOLUTE.get(unit, relative.get(unit))
    if scale is None:
        return number if number == 0 and not unit else None
    return number * scale


_OPERATORS = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip


def _sum(inside: str, units: Units, whole: float | None) -> float | None:
    """What `calc(…)` comes to, where it is a length of numbers, `+ - * /` and brackets."""

    def number(match: re.Match[str]) -> str:
        size = pixels(match[0], units, whole)
        return match[1] if not match[2] else "?" if size is None else f"{size:.4f}"

    plain = _NUMBER.sub(number, inside)
    if not _SUM.fullmatch(plain):
        return None
    try:
        return _value(ast.parse(plain.strip(), mode="eval").body)
    except (SyntaxError, ValueError, ArithmeticError, KeyError, RecursionError, MemoryError):
        return None


def _value(node: ast.expr) -> float:
    if isinstance(node, ast.BinOp):
        return float(_OPERATORS[type(node.op)](_value(node.left), _value(node.right)))
    if isinstance(node, ast.UnaryOp):
        return -_value(node.operand) if isinstance(node.op, ast.USub) else _value(node.operand)
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    raise ValueError("no number")


def font_pixels(value: str, parent: Units) -> float | None:
    """A `font-size` in pixels; `parent` has the size of the type around it as `em`."""
    word = value.strip().lower()
    if word in _KEYWORDS:
        return _KEYWORDS[word]
    if word in _RELATIVE:
        return parent.em * _RELATIVE[word]
    return pixels(word, parent, parent.em)
