"""The CSS cascade on one page: which declaration decides each property of each element."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import tinycss2

from .colour import parse_colour
from .csslength import ROOT_PX, Units, font_pixels
from .cssrules import Declaration, Rule, declaration_of
from .cssvalue import colour_in
from .htmltree import Element
from .selector import RuleIndex
from .themefolder import ThemeFile

_KEYWORDS = frozenset({"inherit", "initial", "unset", "revert", "currentcolor"})
_SIDES = ("left", "right")
_LINES = frozenset({"solid", "dashed", "dotted", "double", "groove", "ridge", "inset", "outset"})

NOWHERE = ThemeFile(Path(), "", "")
"""In place of the file of a `style` attribute whose place is not known."""

Winners = Mapping[str, Declaration]
"""The declaration that decides, by property; shorthands are taken apart."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided for one element.

    Parameters:
        winners: for the element itself (by the empty name) and its pseudo-elements.
        rules: all that reach the element itself, the strongest last.
    """

    element: Element
    winners: Mapping[str, Winners]
    rules: Sequence[Rule]


Places = Mapping[str, tuple[ThemeFile, int, int]]
"""Where the value of a `style` attribute stands: file, line and column, by its text."""


def cascade(root: Element, rules: RuleIndex[Rule], styles: Places) -> Iterator[Decided]:
    """What is decided for every element below a root, in the order of the text.

    Raises TooLargeError for rules and pages that would take minutes.
    """
    for element, reaching in rules.reaching(root):
        winners: dict[str, dict[str, Declaration]] = {"": {}}
        for on, rule in reaching:
            best = winners.setdefault(on, {})
            for declaration in rule.declarations:
                _put(best, declaration)
        for declaration in _inline(element, styles):
            _put(winners[""], declaration)
        yield Decided(element, winners, [rule for on, rule in reaching if not on])


def _put(best: dict[str, Declaration], declaration: Declaration) -> None:
    """Let a declaration win, unless one that is important stands before it."""
    for longhand in longhands(declaration):
        known = best.get(longhand.name)
        is_weaker = known is not None and known.is_important and not longhand.is_important
        if not is_weaker and is_valid(longhand):
            best[longhand.name] = longhand


@lru_cache(maxsize=4096)
def is_valid(declaration: Declaration) -> bool:
    """Whether browsers know the value; others they pass over, as if it were not there."""
    value = declaration.value.lower()
    if "(" in value or value in _KEYWORDS:
        return True
    if declaration.name in {"color", "background-color"}:
        return parse_colour(value) is not None
    return declaration.name != "font-size" or font_pixels(value, Units(ROOT_PX)) is not None


@lru_cache(maxsize=4096)
def longhands(declaration: Declaration) -> tuple[Declaration, ...]:
    """The properties that a shorthand sets, as far as somebody looks at them."""
    return tuple(_longhands(declaration))


def _longhands(declaration: Declaration) -> Iterator[Declaration]:
    name, value = declaration.name, declaration.value
    if name == "background":
        yield _as(declaration, "background-color", colour_in(value) or "transparent")
        yield _as(declaration, "background-image", value if "gradient" in value else "none")
    elif name == "font":
        yield from _font(declaration)
    elif name == "all":
        yield from (_as(declaration, each, value) for each in ("color", "background-color"))
    elif name in {"margin", "padding"}:
        yield from _sides(declaration, f"{name}-{{}}")
    elif name == "border-width":
        yield from _sides(declaration, "border-{}-width")
    elif name in {"margin-inline", "padding-inline"}:
        parts = value.split() if "(" not in value else [value]
        for side, part in zip(_SIDES, (parts[0], parts[-1]), strict=True):
            yield _as(declaration, f"{name.split('-')[0]}-{side}", part)
    elif name.endswith(("-inline-start", "-inline-end")) and name[:6] in {"margin", "paddin"}:
        side = _SIDES[name.endswith("end")]
        yield _as(declaration, f"{name.split('-')[0]}-{side}", value)
    elif name in {"inline-size", "min-inline-size", "max-inline-size"}:
        yield _as(declaration, name.replace("inline-size", "width"), value)
    else:
        yield declaration
        if name in _BORDERS:
            for side in _BORDERS[name]:
                yield _as(declaration, f"border-{side}-width", _border_width(value))


_BORDERS = {
    "border": _SIDES,
    "border-inline": _SIDES,
    "border-left": ("left",),
    "border-inline-start": ("left",),
    "border-right": ("right",),
    "border-inline-end": ("right",),
}


def _border_width(value: str) -> str:
    """The width in a `border` shorthand; a line without a width is 3 px wide."""
    words = value.lower().split()
    if {"none", "hidden"} & set(words) or not set(words) & _LINES:
        return "0"
    named = {"thin": "1px", "medium": "3px", "thick": "5px"}
    return next((named.get(word, word) for word in words if word in named or word[:1].isdigit()),
                "3px")  # fmt: skip


def _font(declaration: Declaration) -> Iterator[Declaration]:
    value = declaration.value
    size = re.search(
        r"(?<![\w.-])(\d[\d.]*(?:px|em|rem|%|pt)|var\([^)]*\))(?:\s*/\s*([\w.%]+))?", value
    )
    yield _as(declaration, "font-size", size[1] if size else "medium")
    yield _as(declaration, "font-weight", "bold" if re.search(r"\bbold", value) else "normal")
    yield _as(declaration, "line-height", (size and size[2]) or "normal")


def _sides(declaration: Declaration, name: str) -> Iterator[Declaration]:
    """Left and right of a shorthand with one to four values."""
    parts = [
        tinycss2.serialize([token])
        for token in tinycss2.parse_component_value_list(declaration.value, skip_comments=True)
        if token.type != "whitespace"
    ]
    if 1 <= len(parts) <= 4:
        right = parts[1] if len(parts) > 1 else parts[0]
        left = parts[3] if len(parts) > 3 else right
        yield _as(declaration, name.format("left"), left)
        yield _as(declaration, name.format("right"), right)


def _as(declaration: Declaration, name: str, value: str) -> Declaration:
    return replace(declaration, name=name, value=value, written=declaration.width)


def _inline(element: Element, styles: Places) -> Iterator[Declaration]:
    style = element.attributes.get("style")
    if style:
        yield from inline_declarations(style, *styles.get(style, (NOWHERE, 1, 1)))


def is_plain_style(style: str) -> bool:
    """Whether the whole value of a `style` attribute is read as declarations."""
    nodes = tinycss2.parse_declaration_list(style, skip_comments=True, skip_whitespace=True)
    return all(node.type == "declaration" for node in nodes)


def inline_declarations(
    style: str, file: ThemeFile, line: int, column: int
) -> Iterator[Declaration]:
    """The declarations of a `style` attribute whose value begins at this line and column."""
    for node in tinycss2.parse_declaration_list(style, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration":
            yield declaration_of(node, file, line - 1, column - 1)
