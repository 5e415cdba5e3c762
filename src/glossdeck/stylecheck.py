"""Checks of style sheets as they are written; what cards look like in the end is `lookcheck`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .cascade import inline_declarations, is_plain_style, is_valid
from .csslength import NARROW_PX, Units, pixels, substitute
from .cssmedia import asks_scheme, holds
from .cssrules import Declaration, Fault, Rule, read_sheets, shortened
from .cssvalue import css_addresses, css_functions, css_strings
from .decode import nearest
from .motioncheck import check_motion
from .problem import Problem, Severity
from .samplecards import style_attributes
from .selector import NOTHING
from .theme import Theme, style_files
from .themefinding import at_declaration, found, offset
from .thememedia import inline_drawing
from .themestyle import PREFIX
from .themeurl import is_inline, is_remote, nearest_file
from .themewords import check_classes

_UNITS = Units(20.0)
"""Anki's own size of type is what `em` is measured by where no card says more."""

_VARIABLE = re.compile(rf"var\(\s*({PREFIX}[\w-]+)\s*(,)?")
_WIDTHS = ("width", "min-width", "inline-size", "min-inline-size", "flex-basis")
_HEIGHTS = ("height", "block-size")
_TALL_PX = 64.0
_COLOURS = ("color", "background-color")


def check_style(theme: Theme) -> Iterator[Problem]:
    """All that is wrong with a theme's style sheets, and with the `style` of its elements."""
    sheets = read_sheets(style_files(theme))
    for fault in sheets.faults:
        yield _fault(fault)
    inline = [
        Rule(NOTHING, tuple(inline_declarations(value, file, line, column)), file, line, column)
        for value, file, line, column in style_attributes(theme)
    ]
    for value, file, line, column in style_attributes(theme):
        if not is_plain_style(value):
            start = offset(file.text, line, column)
            message = f"browsers pass over a part of this: `{shortened(value)}`"
            fix = "write it as property: value; property: value"
            yield found(file, start, start + len(value), "css-syntax", message, fix)
    seen: set[tuple[str, int, int]] = set()
    for rule in (*sheets.rules, *inline):
        yield from _scheme(rule)
        for declaration in rule.declarations:
            if declaration.where not in seen:
                seen.add(declaration.where)
                yield from _declaration(theme, rule, declaration)
    yield from check_motion([*sheets.rules, *inline])
    yield from check_classes(theme, sheets.rules)


def _fault(fault: Fault) -> Problem:
    at = offset(fault.file.text, fault.line, fault.column)
    return found(fault.file, at, at + 1, fault.rule, fault.message, fault.fix)


def _scheme(rule: Rule) -> Iterator[Problem]:
    """The night of the device is not Anki's."""
    if any(asks_scheme(each) for each in rule.media):
        start = offset(rule.file.text, rule.line, rule.column)
        message = "this follows the device's night, and Anki has its own"
        fix = f"write .nightMode {rule.selector.text} {{ … }}, outside of @media"
        end = start + len(rule.selector.text)
        yield found(rule.file, start, end, "colour-scheme", message, fix)


def _declaration(theme: Theme, rule: Rule, declaration: Declaration) -> Iterator[Problem]:
    yield from _files(theme, declaration)
    yield from _tokens(theme, rule, declaration)
    yield from _colours(declaration)
    variables = {f"{PREFIX}{name}": token.day for name, token in theme.tokens.items()}
    value = (substitute(declaration.value, variables) or declaration.value).lower()
    yield from _widths(rule, declaration, value, variables)
    name = declaration.name
    if name == "text-align" and value == "justify":
        fix = "write text-align: start"
        message = "justified text has uneven gaps that are hard to read"
        yield at_declaration(declaration, "text-justified", message, fix, Severity.WARNING)
    if declaration.is_important and name.startswith("background") and rule.selector.is_page:
        message = "an !important background of the card also wins by night"
        fix = "leave !important out, and set the night colour as a token"
        yield at_declaration(declaration, "night-half-set", message, fix, Severity.WARNING)


def _colours(declaration: Declaration) -> Iterator[Problem]:
    """Values that browsers pass over, or that nobody can judge."""
    if not is_valid(declaration):
        message = f"browsers pass over this: `{shortened(declaration.value)}` is no value of it"
        fix = "check the spelling, and write units without a space, as in 18px"
        yield at_declaration(declaration, "css-syntax", message, fix)
    elif declaration.name in (*_COLOURS, "background"):
        unknown = css_functions(declaration.value) & {"light-dark", "color-mix", "contrast-color"}
        for name in sorted(unknown):
            message = f"older phones do not know `{name}()`, and its contrast cannot be judged"
            fix = "write the colour itself, or a token with a day and a night value"
            yield at_declaration(declaration, "colour-unknown", message, fix, Severity.WARNING)


def _files(theme: Theme, declaration: Declaration) -> Iterator[Problem]:
    for address in css_addresses(declaration.value):
        wrong = inline_drawing(address) if is_inline(address) else None
        if wrong:
            yield at_declaration(declaration, *wrong)
        if is_remote(address):
            message = "a file from the network: cards are studied without one"
            fix = 'put the file into media/ and write url("media/NAME")'
            yield at_declaration(declaration, "remote-resource", message, fix)
        elif address[:1] not in {"", "#"} and not (
            address in theme.media_names or is_inline(address)
        ):
            message = f"there is no `{address}` in the theme"
            fix = nearest_file(address, theme.media_names)
            yield at_declaration(declaration, "missing-media", message, fix)
    if declaration.name.startswith("--"):  # `image-set(var(--x) 1x)` would fetch it
        for text in css_strings(declaration.value):
            if is_remote(text):
                message = "a file from the network: cards are studied without one"
                yield at_declaration(declaration, "remote-resource", message, "leave it out")
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
    size = pixels(value, _UNITS) if holds(rule.media, NARROW_PX) else None
    if declaration.name in _WIDTHS and size is not None and size > NARROW_PX - 32:
        limits = [each.value for each in rule.declarations if each.name == "max-width"]
        is_limited = any("%" in (substitute(each, variables) or "") for each in limits)
        if not (is_limited and not declaration.name.startswith("min")):
            message = f"{declaration.name} of {size:g} px does not fit a phone of {NARROW_PX} px"
            fix = "write max-width in its place, or a percentage"
            yield at_declaration(declaration, "fixed-width", message, fix)
    is_picture = re.search(r"(?<![\w.#-])(?:img|svg)(?![\w-])", rule.selector.text) is not None
    is_tall = declaration.name in _HEIGHTS and size is not None and size > _TALL_PX
    if is_tall and not is_picture:
        message = "a fixed height cuts off larger type and longer text"
        fix = "write min-height, or leave it out"
        yield at_declaration(declaration, "fixed-height", message, fix, Severity.WARNING)
    scrolls = any(each.name.startswith("overflow") for each in rule.declarations)
    if declaration.name == "white-space" and value in {"nowrap", "pre"} and not scrolls:
        message = "text that does not wrap runs out of a phone's screen"
        fix = "leave it out, or add overflow-x: auto"
        yield at_declaration(declaration, "fixed-width", message, fix)
