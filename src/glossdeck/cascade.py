"""The CSS cascade on one card: which colours and sizes its texts end up with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import tinycss2

from .colour import Colour, parse_colour
from .csslength import font_pixels, substitute
from .cssrules import Declaration, Rule
from .htmltree import Element
from .themefolder import ThemeFile

_BROWSER = {
    "a": {"color": "#0000ee", "text-decoration": "underline"},
    "b": {"font-weight": "bolder"},
    "strong": {"font-weight": "bolder"},
    "hr": {"color": "#808080"},
    "th": {"font-weight": "bold"},
    "i": {"font-style": "italic"},
    "em": {"font-style": "italic"},
    "mark": {"background-color": "#ffff00", "color": "#000000"},
    "small": {"font-size": "smaller"},
    "sub": {"font-size": "smaller"},
    "sup": {"font-size": "smaller"},
    **{
        f"h{level}": {"font-weight": "bold", "font-size": f"{size}em"}
        for level, size in ((1, 2), (2, 1.5), (3, 1.17), (4, 1), (5, 0.83), (6, 0.67))
    },
}
"""What browsers do to elements without any style sheet."""

_NAMED_WEIGHTS = {"normal": 400, "bold": 700}

NOWHERE = ThemeFile(Path(), "", "")
"""In place of the file of a `style` attribute."""


@dataclass(frozen=True, slots=True)
class Look:
    """How one element ends up.

    Parameters:
        element: what it is about.
        winners: the declaration that won, by property.
        values: the value of each property, without variables.
        variables: custom properties.
        colour, ground: of its text, and opaque, of what lies below.
        size_px: of its type.
        weight: 100 to 900.
        colour_from, ground_from, size_from: the declarations that decided, maybe further up.
        is_hidden: whether nothing of it is seen.
        opacity: 0 to 1, with those above.
    """

    element: Element
    winners: Mapping[str, Declaration]
    values: Mapping[str, str]
    variables: Mapping[str, str]
    colour: Colour
    ground: Colour
    size_px: float
    weight: int
    colour_from: Declaration | None
    ground_from: Declaration | None
    size_from: Declaration | None
    is_hidden: bool
    opacity: float

    @property
    def seen(self) -> Colour:
        """The colour of its text on its ground."""
        return self.colour.faded(self.opacity).over(self.ground)


MAX_MATCHES = 200_000
"""Tries of a rule on an element; a check of a theme that ships takes 20,000."""


class TooLargeError(Exception):
    """A theme so large that judging it would take minutes."""


class RuleIndex:
    """Rules by a class, id or element of what they are about, as browsers keep them."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._by_name: dict[tuple[str, str], list[Rule]] = {}
        self._matches = 0
        for rule in rules:
            if rule.selector.compounds and not rule.selector.is_pseudo_element:
                self._by_name.setdefault(_key(rule), []).append(rule)

    def reaching(self, element: Element) -> Iterator[Rule]:
        """The rules that match an element, in no order. Raises TooLargeError."""
        names = [("", ""), ("type", element.name), ("id", element.attributes.get("id", ""))]
        names += [("class", name) for name in element.classes]
        for name in names:
            rules = self._by_name.get(name, ())
            self._matches += 1 + len(rules)
            if self._matches > MAX_MATCHES:
                raise TooLargeError
            for rule in rules:
                if rule.selector.matches(element):
                    yield rule


def _key(rule: Rule) -> tuple[str, str]:
    parts = rule.selector.compounds[-1].parts
    for kind in ("id", "class", "type"):
        for part in parts:
            if part.kind == kind and part.name != "*":
                return kind, part.name
    return "", ""


def looks(root: Element, rules: RuleIndex, canvas: Colour, ink: Colour) -> Iterator[Look]:
    """The look of every element below a document's root.

    Parameters:
        canvas, ink: colours of the app where no rule says any.
    """
    start = Look(root, {}, {}, {}, ink, canvas, 16.0, 400, None, None, None, False, 1.0)
    for element in root.elements:
        yield from _below(element, start, rules)


def _below(element: Element, above: Look, rules: RuleIndex) -> Iterator[Look]:
    look = _look(element, above, _winners(element, rules))
    yield look
    for child in element.elements:
        yield from _below(child, look, rules)


def _winners(element: Element, rules: RuleIndex) -> dict[str, Declaration]:
    best: dict[str, tuple[tuple[bool, tuple[int, int, int], int], Declaration]] = {}
    for rule in rules.reaching(element):
        for declaration in rule.declarations:
            key = (declaration.is_important, rule.selector.specificity, rule.order)
            for longhand in filter(_is_valid, _longhands(declaration)):
                known = best.get(longhand.name)
                if known is None or known[0] <= key:
                    best[longhand.name] = (key, longhand)
    own = {name: declaration for name, (_, declaration) in best.items()}
    for declaration in _inline(element):
        if declaration.name not in own or not own[declaration.name].is_important:
            own[declaration.name] = declaration
    return own


def _is_valid(declaration: Declaration) -> bool:
    """Whether browsers know the value; others they pass over, as if it were not there."""
    value = declaration.value.lower()
    if "(" in value or value in {"inherit", "initial", "unset", "revert", "currentcolor"}:
        return True
    if declaration.name in {"color", "background-color"}:
        return parse_colour(value) is not None
    return declaration.name != "font-size" or font_pixels(value, 16.0) is not None


def _longhands(declaration: Declaration) -> Iterator[Declaration]:
    name, value = declaration.name, declaration.value
    if name == "background":
        yield _as(declaration, "background-color", _colour_in(value) or "transparent")
    elif name == "font":
        size = re.search(r"(?<![\w.-])(\d[\d.]*(?:px|em|rem|%|pt)|var\([^)]*\))", value)
        yield _as(declaration, "font-size", size[1] if size else "medium")
        yield _as(declaration, "font-weight", "bold" if re.search(r"\bbold", value) else "normal")
    elif name == "all":
        yield from (_as(declaration, each, value) for each in ("color", "background-color"))
    else:
        yield declaration


def _colour_in(value: str) -> str:
    """The colour in a `background` shorthand."""
    for token in tinycss2.parse_component_value_list(value, skip_comments=True):
        text = token.serialize()
        if token.type in {"hash", "ident", "function"} and (
            text.startswith("var(") or parse_colour(text) is not None
        ):
            return str(text)
    return ""


def _as(declaration: Declaration, name: str, value: str) -> Declaration:
    return Declaration(name, value, declaration.is_important, declaration.file, declaration.line,
                       declaration.column)  # fmt: skip


def _inline(element: Element) -> Iterator[Declaration]:
    style = element.attributes.get("style")
    if not style:
        return
    for node in tinycss2.parse_declaration_list(style, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration":
            value = tinycss2.serialize(node.value).strip()
            yield from _longhands(
                Declaration(node.lower_name, value, node.important, NOWHERE, 1, 1)
            )


def _look(element: Element, above: Look, winners: dict[str, Declaration]) -> Look:
    variables = dict(above.variables)
    variables |= {name: each.value for name, each in winners.items() if name.startswith("--")}
    values = dict(_BROWSER.get(element.name, {}))
    for name, declaration in winners.items():
        value = substitute(declaration.value, variables)
        if value is not None and not name.startswith("--"):
            values[name] = value.strip()
    size_px, size_from = _size(above, values, winners)
    colour, colour_from = _colour(above, values, winners)
    ground, ground_from = _ground(above, values, winners, colour)
    hidden = values.get("display") == "none" or values.get("visibility") in {"hidden", "collapse"}
    return Look(
        element, winners, values, variables, colour, ground, size_px,
        _weight(values.get("font-weight", ""), above.weight), colour_from, ground_from, size_from,
        above.is_hidden or hidden, above.opacity * _opacity(values.get("opacity", "1")),
    )  # fmt: skip


def _size(
    above: Look, values: Mapping[str, str], winners: Mapping[str, Declaration]
) -> tuple[float, Declaration | None]:
    size = font_pixels(values.get("font-size", "inherit"), above.size_px)
    if size is None:
        return above.size_px, above.size_from
    return size, winners.get("font-size", above.size_from)


def _colour(
    above: Look, values: Mapping[str, str], winners: Mapping[str, Declaration]
) -> tuple[Colour, Declaration | None]:
    colour = parse_colour(values.get("color", "inherit"))
    if colour is None:
        return above.colour, above.colour_from
    return colour, winners.get("color", above.colour_from)


def _ground(
    above: Look, values: Mapping[str, str], winners: Mapping[str, Declaration], ink: Colour
) -> tuple[Colour, Declaration | None]:
    value = values.get("background-color", "transparent")
    colour = ink if value.lower() == "currentcolor" else parse_colour(value)
    if colour is None or colour.alpha == 0:
        return above.ground, above.ground_from
    return colour.over(above.ground), winners.get("background-color", above.ground_from)


def _weight(value: str, above: int) -> int:
    word = value.lower()
    if word == "bolder":
        return 400 if above < 350 else 700 if above < 550 else 900
    if word == "lighter":
        return 100 if above < 550 else 400 if above < 750 else 700
    return _NAMED_WEIGHTS.get(word, int(float(word)) if word.isdigit() else above)


def _opacity(value: str) -> float:
    try:
        number = float(value.rstrip("%")) / (100 if value.endswith("%") else 1)
    except ValueError:
        return 1.0
    return min(max(number, 0.0), 1.0)
