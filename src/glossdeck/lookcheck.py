"""Checks of what a card looks like in the end: contrast by day and night, size of type, gaps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .cascade import Look, TooLargeError
from .colour import Colour, contrast
from .cssrules import Declaration
from .htmltree import Element
from .problem import Place, Problem, Severity
from .samplecards import SCREENS, Screen, card_looks, rules_of, sample_cards
from .source import locate
from .theme import Theme
from .themefinding import found, offset
from .themestyle import PREFIX

SMALLEST_PX = 16.0
LARGE_PX, LARGE_BOLD_PX, BOLD = 24.0, 18.66, 700
"""WCAG 2.2: from here on a ratio of 3 is enough, and of 4.5 for AAA."""


def check_looks(theme: Theme, minimum: float) -> Iterator[Problem]:
    """Contrast, size of type, and gaps told by colour alone, on every card and screen.

    Parameters:
        minimum: the lowest ratio of text to its ground; 4.5, or 7 for AAA.
    """
    try:
        yield from _all_looks(theme, minimum)
    except TooLargeError:
        message = "the theme is too large for its looks to be judged"
        yield found(theme.files["style.css"], 0, 1, "too-large", message, "use fewer rules")


def _all_looks(theme: Theme, minimum: float) -> Iterator[Problem]:
    reporter = _Reporter(theme, minimum)
    rules = rules_of(theme)
    for html, _ in sample_cards(theme):
        for screen in SCREENS:
            for look in card_looks(html, screen, rules):
                yield from reporter.look(look, screen)


class _Reporter:
    """Says each thing once: at its declaration, however many texts it is about."""

    def __init__(self, theme: Theme, minimum: float) -> None:
        self._theme = theme
        self._minimum = minimum
        self._said: set[object] = set()

    def look(self, look: Look, screen: Screen) -> Iterator[Problem]:
        has_text = any(isinstance(child, str) and child.strip() for child in look.element.children)
        if look.is_hidden or not has_text:
            return
        problems = [self._contrast(look, screen), self._size(look)]
        if "cloze" in look.element.classes:
            problems.append(self._gap(look))
        for problem in problems:
            if problem is not None and (problem.rule, problem.location) not in self._said:
                self._said.add((problem.rule, problem.location))
                yield problem

    def _contrast(self, look: Look, screen: Screen) -> Problem | None:
        ratio = contrast(look.seen, look.ground)
        is_large = look.size_px >= (LARGE_BOLD_PX if look.weight >= BOLD else LARGE_PX)
        needed = (3.0 if self._minimum < 7 else 4.5) if is_large else self._minimum
        decided = self._topmost(look.colour_from, look.ground_from)
        if ratio >= needed:
            return None
        rule = "contrast-light" if screen.name == "by day" else "contrast-night"
        message = (
            f"{_name(look.element)} has a contrast of {ratio:.2f} {screen.name}: "
            f"{_hex(look.seen)} on {_hex(look.ground)}; it needs {needed:g}"
        )
        if screen.name == "by day":
            fix = "make the text darker or its ground lighter"
        else:
            fix = "give it colours for .nightMode too, or use tokens, which have a night value"
        return self._at(decided, rule, message, fix)

    def _size(self, look: Look) -> Problem | None:
        is_raised = look.element.name in {"sub", "sup", "rt"}
        if look.size_px >= SMALLEST_PX - 0.01 or is_raised:
            return None
        message = f"{_name(look.element)} is {look.size_px:.1f} px; under 16 px is hard to read"
        return self._at(look.size_from, "text-size", message, "make it 16 px or more",
                        Severity.WARNING)  # fmt: skip

    def _gap(self, look: Look) -> Problem | None:
        values = look.values
        decorated = values.get("text-decoration", "") + values.get("text-decoration-line", "")
        has_border = any(
            name.startswith("border") and value not in {"0", "none"} and "radius" not in name
            for name, value in values.items()
        )
        italic = values.get("font-style") in {"italic", "oblique"}
        if look.weight >= 600 or "underline" in decorated or has_border or italic:
            return None
        message = "gaps are marked by colour alone, which not everyone can see"
        fix = "make .cloze bold or underlined as well"
        return self._at(look.winners.get("color"), "colour-alone", message, fix)

    def _topmost(self, *decided: Declaration | None) -> Declaration | None:
        """The declaration that the theme's own author wrote, rather than one below."""
        depth = {layer.folder.path: at for at, layer in enumerate(self._theme.layers)}

        def rank(declaration: Declaration) -> int:
            path = self._file(declaration)[0]
            return min((at for folder, at in depth.items() if folder in path.parents), default=99)

        there = [each for each in decided if each is not None]
        return min(there, key=rank) if there else None

    def _file(self, declaration: Declaration) -> tuple[Path, Place | None]:
        """Where to change it: the token's line in theme.yaml, if it only names a token."""
        name = declaration.value.removeprefix(f"var({PREFIX}").removesuffix(")")
        token = self._theme.tokens.get(name)
        if token is not None and declaration.value == f"var({PREFIX}{name})":
            for layer in self._theme.layers:
                if layer.source is not None and layer.source.name == token.place.file:
                    return layer.source.path, token.place
        return declaration.file.path, None

    def _at(
        self,
        declaration: Declaration | None,
        rule: str,
        message: str,
        fix: str,
        severity: Severity = Severity.ERROR,
    ) -> Problem:
        if declaration is None or declaration.file.name in {"", "Anki"}:
            return found(self._theme.files["style.css"], 0, 1, rule, message, fix, severity)
        _, place = self._file(declaration)
        if place is not None:
            sources = [layer.source for layer in self._theme.layers if layer.source is not None]
            problem = Problem(rule, severity, message, fix, place)
            return locate([problem], sources)[0]
        start = offset(declaration.file.text, declaration.line, declaration.column)
        return found(declaration.file, start, start + declaration.width, rule, message, fix,
                     severity)  # fmt: skip


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
