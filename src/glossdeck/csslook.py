"""How the elements of a card look in the end: colours, type and room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from .cascade import Decided, Places, Winners, cascade
from .colour import Colour, contrast, parse_colour
from .cssbox import Box, box
from .csslength import ROOT_PX, Units, font_pixels, pixels, substitute
from .cssrules import Declaration, Rule
from .cssvalue import css_strings, gradient_colours
from .htmltree import Element
from .selector import RuleIndex

_BROWSER = MappingProxyType(
    {
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
)
"""What browsers do to elements without any style sheet."""

_GENERATED = ("before", "after")
_PARTS_OF_TEXT = ("first-line", "first-letter")
_NAMED_WEIGHTS = {"normal": 400, "bold": 700}


@dataclass(frozen=True, slots=True)
class Leading:
    """A line height: times the size of the type, or a length in pixels; neither is `normal`."""

    times: float | None = None
    px: float | None = None


@dataclass(frozen=True, slots=True)
class Type:
    """The type of an element, and the declarations that decided, maybe further up."""

    size_px: float
    weight: int
    line: Leading = Leading()
    size_from: Declaration | None = None
    line_from: Declaration | None = None

    @property
    def leading(self) -> float | None:
        """Its line height in times its size; None where browsers choose."""
        if self.line.px is not None:
            return self.line.px / self.size_px if self.size_px else None
        return self.line.times


@dataclass(frozen=True, slots=True)
class Look:
    """How one element, or a pseudo-element of it, ends up.

    Parameters:
        element: what it is about.
        values: the value of each property, without variables.
        variables: custom properties.
        colour: of its text.
        grounds: what lies below, opaque; several for a gradient.
        colour_from, ground_from: the declarations that decided, maybe further up.
        box: its room on a narrow phone.
        has_text: whether letters stand directly in it.
        is_hidden: whether nothing of it is seen.
        opacity: 0 to 1, with those above.
        rules: that reach it, the strongest last.
        winners: the declaration that decides, by property.
    """

    element: Element
    values: Mapping[str, str]
    variables: Mapping[str, str]
    colour: Colour
    grounds: tuple[Colour, ...]
    colour_from: Declaration | None
    ground_from: Declaration | None
    type: Type
    box: Box
    has_text: bool
    is_hidden: bool
    opacity: float
    rules: tuple[Rule, ...]
    winners: Winners

    @property
    def ground(self) -> Colour:
        """What lies below its text, where it is the hardest to read."""
        return min(self.grounds, key=lambda ground: contrast(self._on(ground), ground))

    @property
    def seen(self) -> Colour:
        """The colour of its text on its ground."""
        return self._on(self.ground)

    def _on(self, ground: Colour) -> Colour:
        return self.colour.faded(self.opacity).over(ground)


@dataclass(frozen=True, slots=True)
class Canvas:
    """What the app gives where no rule says anything: two colours, and the width in pixels."""

    paper: Colour
    ink: Colour
    width_px: float


def looks(root: Element, rules: RuleIndex[Rule], canvas: Canvas, styles: Places) -> Iterator[Look]:
    """The look of every element below a document's root, its pseudo-elements behind it."""
    whole = Box(canvas.width_px, canvas.width_px)
    start = Look(root, {}, {}, canvas.ink, (canvas.paper,), None, None, Type(ROOT_PX, 400), whole,
                 False, False, 1.0, (), {})  # fmt: skip
    known = {root: start}
    page = Units(ROOT_PX, ROOT_PX, canvas.width_px)
    for decided in cascade(root, rules, styles):
        element = decided.element
        above = known[element.parent or root]
        look = _look(element, above, decided.winners[""], tuple(decided.rules), page, True)
        known[element] = look
        if element.name == "html":
            page = replace(page, rem=look.type.size_px)
        yield look
        yield from _pseudo_looks(look, decided, page)


def _pseudo_looks(look: Look, decided: Decided, page: Units) -> Iterator[Look]:
    """Of pseudo-elements in which letters stand."""
    for on, winners in decided.winners.items():
        content = winners.get("content")
        is_written = (
            on in _GENERATED and content and any(map(str.strip, css_strings(content.value)))
        )
        if is_written or (on in _PARTS_OF_TEXT and look.has_text):
            yield _look(look.element, look, winners, (), page, False)


def _look(
    element: Element,
    above: Look,
    winners: Winners,
    rules: tuple[Rule, ...],
    page: Units,
    is_element: bool,
) -> Look:
    variables = dict(above.variables)
    variables |= {name: each.value for name, each in winners.items() if name.startswith("--")}
    values = dict(_BROWSER.get(element.name, {})) if is_element else {}
    for name, declaration in winners.items():
        value = substitute(declaration.value, variables)
        if value is not None and not name.startswith("--"):
            values[name] = value.strip()
    is_root = is_element and element.name == "html"
    kind = _type(above.type, values, winners, page, is_root)
    page = replace(page, rem=kind.size_px) if is_root else page
    colour, colour_from = _colour(above, values, winners)
    grounds, ground_from = _grounds(above, values, winners, colour)
    hidden = values.get("display") == "none" or values.get("visibility") in {"hidden", "collapse"}
    letters = any(isinstance(child, str) and child.strip() for child in element.children)
    return Look(
        element, values, variables, colour, grounds, colour_from, ground_from, kind,
        box(element.name if is_element else "span", values, above.box.content,
            replace(page, em=kind.size_px)),
        letters or not is_element, above.is_hidden or hidden,
        above.opacity * _opacity(values.get("opacity", "1")), rules, winners,
    )  # fmt: skip


def _type(
    above: Type, values: Mapping[str, str], winners: Winners, page: Units, is_root: bool
) -> Type:
    size = font_pixels(values.get("font-size", "inherit"), replace(page, em=above.size_px))
    size_from = above.size_from if size is None else winners.get("font-size", above.size_from)
    size = above.size_px if size is None else size
    line, line_from = above.line, above.line_from
    if values.get("line-height", "inherit") not in {"inherit", "unset"}:
        line, line_from = (
            _line(values["line-height"], replace(page, em=size, rem=size if is_root else page.rem)),
            winners.get("line-height"),
        )
    weight = _weight(values.get("font-weight", ""), above.weight)
    return Type(size, weight, line, size_from, line_from)


def _line(value: str, units: Units) -> Leading:
    try:
        return Leading(times=float(value))
    except ValueError:
        return Leading(px=pixels(value, units, units.em))


def _colour(
    above: Look, values: Mapping[str, str], winners: Winners
) -> tuple[Colour, Declaration | None]:
    for name in ("-webkit-text-fill-color", "color"):
        colour = parse_colour(values.get(name, "inherit"))
        if colour is not None:
            return colour, winners.get(name, above.colour_from)
    return above.colour, above.colour_from


def _grounds(
    above: Look, values: Mapping[str, str], winners: Winners, ink: Colour
) -> tuple[tuple[Colour, ...], Declaration | None]:
    grounds, ground_from = above.grounds, above.ground_from
    value = values.get("background-color", "transparent")
    colour = ink if value.lower() == "currentcolor" else parse_colour(value)
    if colour is not None and colour.alpha:
        grounds = tuple(colour.over(each) for each in grounds)
        ground_from = winners.get("background-color", ground_from)
    steps = gradient_colours(values.get("background-image", ""))[:8]
    if steps:
        grounds = tuple(step.over(each) for step in steps for each in grounds[:1])
        ground_from = winners.get("background-image", ground_from)
    return grounds, ground_from


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
