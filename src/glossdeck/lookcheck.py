"""Checks of what a card looks like in the end: contrast by day and night, size of type, gaps."""

from __future__ import annotations

import math
from collections.abc import Iterator

from .colour import Colour, contrast
from .csslength import NARROW_PX
from .csslook import Look
from .htmltree import Element
from .mending import Mending
from .nightcheck import NightWatch
from .problem import Problem, Severity
from .samplecards import Screen, card_looks, rules_of, sample_cards
from .selector import TooLargeError
from .theme import Theme
from .themefinding import found

SMALLEST_PX = 16.0
BASE_PX = 20.0
"""Anki's own size of type."""
LEADING, SEMIBOLD = 1.5, 600
LONGEST_EM = 45.0
"""About 90 characters; WCAG asks for 80 at most where it asks for any."""
RAISED = frozenset({"sub", "sup", "rt"})
LEAST_PX = 130.0
"""Two short words; less room than that on a phone is a mistake."""
BESIDE_PX = 80.0
"""A quarter of a phone; less beside a text is no mistake."""
LARGE_PX, LARGE_BOLD_PX, BOLD = 24.0, 18.66, 700
"""WCAG 2.2: from here on a ratio of 3 is enough, and of 4.5 for AAA."""


def check_looks(theme: Theme, minimum: float) -> Iterator[Problem]:
    """How every card looks in the end, on every screen, by day and by night.

    Parameters:
        minimum: the lowest ratio of text to its ground; 4.5, or 7 for AAA.
    """
    try:
        yield from _all_looks(theme, minimum)
    except TooLargeError:
        message = "the theme is too large for its looks to be judged"
        fix = "use fewer rules, and shorter selectors"
        yield found(theme.files["style.css"], 0, 1, "too-large", message, fix)


def _all_looks(theme: Theme, minimum: float) -> Iterator[Problem]:
    reporter = _Reporter(theme, minimum)
    rules = rules_of(theme)
    watch = NightWatch(rules.every)
    for html, _ in sample_cards(theme):
        for app in rules.apps:
            day, night = (list(card_looks(html, screen, rules)) for screen in (app.day, app.night))
            for screen, seen in ((app.day, day), (app.night, night)):
                for look in seen:
                    yield from reporter.look(look, screen)
            for by_day, by_night in zip(*map(_elements, (day, night)), strict=True):
                watch.see(by_day, by_night)
    yield from watch.problems()


def _elements(seen: list[Look]) -> list[Look]:
    """Without pseudo-elements, of which a card may have some by day only."""
    return list({look.element: look for look in reversed(seen)}.values())[::-1]


class _Reporter:
    """Says each thing once: at its declaration, however many texts it is about."""

    def __init__(self, theme: Theme, minimum: float) -> None:
        self._mend = Mending(theme)
        self._minimum = minimum
        self._said: set[object] = set()
        self._small: dict[Element | None, Look] = {}
        self._seen: dict[Element | None, Look] = {}

    def look(self, look: Look, screen: Screen) -> Iterator[Problem]:
        """What is wrong with one element on one screen."""
        self._seen.setdefault(look.element, look)
        if look.is_hidden:
            return
        problems = [self._room(look), self._size(look)]
        if "card" in look.element.classes:
            problems.append(self._base(look))
        if look.has_text:
            problems += [self._contrast(look, screen), self._leading(look), self._length(look)]
        if look.has_text and "cloze" in look.element.classes:
            problems.append(self._gap(look))
        for problem in problems:
            if problem is not None and (problem.rule, problem.location) not in self._said:
                self._said.add((problem.rule, problem.location))
                yield problem

    def _contrast(self, look: Look, screen: Screen) -> Problem | None:
        ratio = contrast(look.seen, look.ground)
        is_large = look.type.size_px >= (LARGE_BOLD_PX if look.type.weight >= BOLD else LARGE_PX)
        needed = (3.0 if self._minimum < 7 else 4.5) if is_large else self._minimum
        decided = self._mend.topmost(look.colour_from, look.ground_from)
        if ratio >= needed:
            return None
        rule = "contrast-night" if screen.is_night else "contrast-light"
        message = (
            f"{_name(look.element)} has a contrast of {ratio:.2f} {screen.name}: "
            f"{_hex(look.seen)} on {_hex(look.ground)}; it needs {needed:g}"
        )
        if not screen.is_night:
            fix = "make the text darker or its ground lighter"
        else:
            fix = "give it colours for .nightMode too, or use tokens, which have a night value"
        return self._mend.at(decided, rule, message, fix)

    def _size(self, look: Look) -> Problem | None:
        """Told of the outermost element that is too small, where it is to be mended."""
        if look.type.size_px >= SMALLEST_PX - 0.01 or look.element.name in RAISED:
            return None
        self._small[look.element] = look
        if not look.has_text:
            return None
        while look.element.parent in self._small:
            look = self._small[look.element.parent]
        size_px = look.type.size_px
        message = f"{_name(look.element)} is {size_px:.1f} px; under 16 px is hard to read"
        return self._mend.at(look.type.size_from, "text-size", message, "make it 16 px or more",
                        Severity.WARNING)  # fmt: skip

    def _base(self, look: Look) -> Problem | None:
        if look.type.size_px >= BASE_PX:
            return None
        message = f"cards begin at {look.type.size_px:g} px; Anki's own have {BASE_PX:g}"
        return self._mend.at(look.type.size_from, "text-size", message, "make it 20 px or more",
                        Severity.WARNING)  # fmt: skip

    def _leading(self, look: Look) -> Problem | None:
        """Headings and terms may be set closer than text that goes on for lines."""
        leading = look.type.leading
        is_heading = look.type.weight >= SEMIBOLD
        if (
            is_heading
            or look.element.name in RAISED
            or (leading is not None and leading >= LEADING - 0.01)
        ):
            return None
        shown = (
            "no line height, which is about 1.2"
            if leading is None
            else f"a line height of {leading:.3g}"
        )
        message = f"{_name(look.element)} has {shown}; text is easier to read with 1.5"
        fix = "write line-height: 1.5 or more"
        return self._mend.at(look.type.line_from, "line-height", message, fix, Severity.WARNING)

    def _length(self, look: Look) -> Problem | None:
        """Long lines of the text that matters: who reads them loses the next line's beginning."""
        length = look.box.content / max(look.type.size_px, 1.0)
        is_other = look.type.size_px < BASE_PX or look.type.weight >= SEMIBOLD
        if is_other or not LONGEST_EM < length < math.inf:
            return None
        message = f"lines of {_name(look.element)} are {length:.0f} em long on a wide screen"
        limit, at = None, self._seen.get(look.element)
        while at is not None and limit is None:
            limit = at.winners.get("max-width", at.winners.get("width"))
            at = self._seen.get(at.element.parent)
        fix = "set max-width to 40em or less"
        if limit is None:
            return None  # an element of the author's own, outside of what limits lines
        return self._mend.at(limit, "line-length", message, fix, Severity.WARNING)

    def _room(self, look: Look) -> Problem | None:
        """What does not fit into a narrow phone, or leaves too little of it."""
        decided = look.winners.get(look.box.decided)
        if look.box.outside > 1:
            message = (
                f"{_name(look.element)} reaches {look.box.outside:.0f} px out of a phone "
                f"of {NARROW_PX} px"
            )
            fix = "write max-width in its place, or leave it out"
            return self._mend.at(decided, "fixed-width", message, fix)
        beside = look.box.room - look.box.content
        is_squeezed = look.box.content < LEAST_PX and BESIDE_PX < beside < math.inf
        if is_squeezed and look.box.decided in {"padding-left", "margin-left"}:
            message = (
                f"{_name(look.element)} leaves {max(look.box.content, 0):.0f} px for text on a "
                f"phone of {NARROW_PX} px"
            )
            fix = "leave less room beside it, or write min(…, 5vw)"
            return self._mend.at(decided, "fixed-width", message, fix)
        return None

    def _gap(self, look: Look) -> Problem | None:
        values = look.values
        decorated = values.get("text-decoration", "") + values.get("text-decoration-line", "")
        has_border = any(
            name.startswith("border") and value not in {"0", "none"} and "radius" not in name
            for name, value in values.items()
        )
        italic = values.get("font-style") in {"italic", "oblique"}
        if look.type.weight >= SEMIBOLD or "underline" in decorated or has_border or italic:
            return None
        message = "gaps are marked by colour alone, which not everyone can see"
        fix = "make .cloze bold or underlined as well"
        return self._mend.at(look.winners.get("color"), "colour-alone", message, fix)


def _name(element: Element) -> str:
    """An element as an author would find it."""
    at: Element | None = element
    while at is not None and not at.classes and at.name not in {"body", "html"}:
        at = at.parent
    inside = "" if at is element or at is None else f"<{element.name}> in "
    if at is None or at.name in {"body", "html"}:
        return f"{inside}the card"
    return f"{inside}.{'.'.join(sorted(at.classes))}"


def _hex(colour: Colour) -> str:
    return "#" + "".join(
        f"{round(part * 255):02x}" for part in (colour.red, colour.green, colour.blue)
    )
