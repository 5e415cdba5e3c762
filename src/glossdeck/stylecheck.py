"""Checks of style sheets as they are written; what cards look like in the end is `lookcheck`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .csslength import NARROW_PX, pixels, substitute
from .cssrules import Declaration, Fault, Rule, css_addresses, read_sheets
from .decode import nearest
from .nightcheck import check_night
from .problem import Problem, Severity
from .theme import Theme, style_files
from .themefinding import found, offset
from .themestyle import PREFIX
from .themeurl import is_inline, is_remote
from .themewords import check_classes

TYPE_PX = 20.0
"""Anki's own size of type; what `em` is measured by where no card says more."""

_VARIABLE = re.compile(rf"var\(\s*({PREFIX}[\w-]+)\s*(,)?")
_MOVES = ("animation", "animation-name", "transition", "transition-property")
_WIDTHS = ("width", "min-width", "inline-size", "min-inline-size", "flex-basis")
_HEIGHTS = ("height", "block-size")
_TALL_PX = 64.0


def check_style(theme: Theme) -> Iterator[Problem]:
    """All that is wrong with a theme's style sheets."""
    sheets = read_sheets(style_files(theme))
    for fault in sheets.faults:
        yield _fault(fault)
    seen: set[tuple[str, int, int]] = set()
    for rule in sheets.rules:
        for declaration in rule.declarations:
            place = (declaration.file.name, declaration.line, declaration.column)
            if place not in seen:
                seen.add(place)
                yield from _declaration(theme, rule, declaration)
    yield from check_night(sheets.rules)
    yield from check_classes(theme, sheets.rules)


def _fault(fault: Fault) -> Problem:
    at = offset(fault.file.text, fault.line, fault.column)
    return found(fault.file, at, at + 1, fault.rule, fault.message, fault.fix)


def at_declaration(
    declaration: Declaration,
    rule: str,
    message: str,
    fix: str,
    severity: Severity = Severity.ERROR,
) -> Problem:
    """A problem with one declaration."""
    start = offset(declaration.file.text, declaration.line, declaration.column)
    return found(declaration.file, start, start + declaration.width, rule, message, fix, severity)


def _declaration(theme: Theme, rule: Rule, declaration: Declaration) -> Iterator[Problem]:
    yield from _files(theme, declaration)
    yield from _tokens(theme, rule, declaration)
    variables = {f"{PREFIX}{name}": token.day for name, token in theme.tokens.items()}
    value = (substitute(declaration.value, variables) or declaration.value).lower()
    yield from _widths(rule, declaration, value, variables)
    name = declaration.name
    if name == "text-align" and value == "justify":
        fix = "write text-align: start"
        message = "justified text has uneven gaps that are hard to read"
        yield at_declaration(declaration, "text-justified", message, fix, Severity.WARNING)
    if name == "line-height" and _is_card(rule) and _leading(value) < 1.5:
        message = f"a line height of {value} is too narrow for text"
        fix = "write 1.5 or more"
        yield at_declaration(declaration, "line-height", message, fix, Severity.WARNING)
    if name == "font-size" and _is_card(rule):
        size = pixels(value, TYPE_PX, TYPE_PX)
        if size is not None and size < TYPE_PX:
            message = f"cards begin at {size:g} px; Anki's own have {TYPE_PX:g}"
            fix = "make it 20 px or more"
            yield at_declaration(declaration, "text-size", message, fix, Severity.WARNING)
    if name in _MOVES and value not in {"none", "all 0s"} and "prefers-reduced" not in rule.media:
        message = "motion, also for people whom it makes ill"
        fix = "put it into @media (prefers-reduced-motion: no-preference) { … }"
        yield at_declaration(declaration, "motion", message, fix, Severity.WARNING)
    if declaration.is_important and name.startswith("background") and _is_card(rule):
        message = "an !important background of the card also wins by night"
        fix = "leave !important out, and set the night colour as a token"
        yield at_declaration(declaration, "night-half-set", message, fix, Severity.WARNING)


def _is_card(rule: Rule) -> bool:
    """Whether a rule is about the card as a whole."""
    compounds = rule.selector.compounds
    if not compounds:
        return False
    last = compounds[-1]
    is_body = any(part.kind == "type" and part.name == "body" for part in last.parts)
    return is_body or "card" in last.classes


def _leading(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        size = pixels(value, 1.0, 1.0)
        return 9.0 if size is None or value.endswith(("px", "rem", "pt")) else size


def _files(theme: Theme, declaration: Declaration) -> Iterator[Problem]:
    for address in css_addresses(declaration.value):
        if is_remote(address):
            message = "a file from the network: cards are studied without one"
            fix = 'put the file into media/ and write url("media/NAME")'
            yield at_declaration(declaration, "remote-resource", message, fix)
        elif address not in theme.media_names and not is_inline(address):
            message = f"there is no `{address}` in the theme"
            fix = 'put the file into the theme\'s media folder and write url("media/NAME")'
            yield at_declaration(declaration, "missing-media", message, fix)
    is_code = re.search(r"expression\s*\(|javascript:", declaration.value, re.I)
    if is_code or declaration.name in {"behavior", "-moz-binding"}:
        fix = "leave it out"
        yield at_declaration(declaration, "script", "a style sheet that runs code", fix)


def _tokens(theme: Theme, rule: Rule, declaration: Declaration) -> Iterator[Problem]:
    own = {each.name for each in rule.declarations}
    for match in _VARIABLE.finditer(declaration.value):
        name = match[1].removeprefix(PREFIX)
        if name not in theme.tokens and match[1] not in own and not match[2]:
            known = [f"{PREFIX}{token}" for token in theme.tokens]
            message = f"there is no token `{name}`"
            yield at_declaration(declaration, "unknown-token", message, nearest(match[1], known))


def _widths(
    rule: Rule, declaration: Declaration, value: str, variables: Mapping[str, str]
) -> Iterator[Problem]:
    size = pixels(value, TYPE_PX)
    if declaration.name in _WIDTHS and size is not None and size > NARROW_PX - 32:
        limits = [each.value for each in rule.declarations if each.name == "max-width"]
        is_limited = any("%" in (substitute(each, variables) or "") for each in limits)
        if not (is_limited and not declaration.name.startswith("min")):
            message = f"{declaration.name} of {size:g} px does not fit a phone of {NARROW_PX} px"
            fix = "write max-width in its place, or a percentage"
            yield at_declaration(declaration, "fixed-width", message, fix)
    about = {part.name for each in rule.selector.compounds for part in each.parts}
    is_tall = declaration.name in _HEIGHTS and size is not None and size > _TALL_PX
    if is_tall and "img" not in about:
        message = "a fixed height cuts off larger type and longer text"
        fix = "write min-height, or leave it out"
        yield at_declaration(declaration, "fixed-height", message, fix, Severity.WARNING)
    scrolls = any(each.name.startswith("overflow") for each in rule.declarations)
    if declaration.name == "white-space" and value in {"nowrap", "pre"} and not scrolls:
        message = "text that does not wrap runs out of a phone's screen"
        fix = "leave it out, or add overflow-x: auto"
        yield at_declaration(declaration, "fixed-width", message, fix)
