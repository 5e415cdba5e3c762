"""Checks of a template's HTML: nothing runs, nothing is fetched, everyone can read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from .cssrules import css_addresses
from .htmltree import Element, parse_html
from .note import MediaFile
from .problem import Problem, Severity
from .templateparse import Replacement, TemplateError, parse, walk
from .themefinding import found
from .themetemplate import Expanded
from .themeurl import is_inline, is_remote, runs

RUNS = frozenset({"script", "iframe", "object", "embed", "applet", "frame", "frameset", "portal"})
CHANGES_PAGE = frozenset({"base", "meta", "link", "form"})
CONTROLS = frozenset({"a", "button", "input", "select", "textarea", "details", "area"})
_SOURCES = ("src", "srcset", "poster", "data", "background", "xlink:href")
Report = Callable[..., Problem]


def check_html(
    expanded: Expanded, is_front: bool, media: Mapping[str, MediaFile]
) -> Iterator[Problem]:
    """All that is wrong with the HTML of one side."""

    def report(
        start: int,
        end: int,
        rule: str,
        message: str,
        fix: str,
        severity: Severity = Severity.ERROR,
    ) -> Problem:
        file, begin = expanded.origin(start)
        return found(file, begin, begin + end - start, rule, message, fix, severity)

    root = parse_html(expanded.text)
    for element in root.walk():
        if element.name:
            yield from _element(element, report)
            yield from _attributes(element, media, report)
    yield from _language(expanded, root, report)
    if not is_front:
        yield from _answer(expanded, root, report)


def _element(element: Element, report: Report) -> Iterator[Problem]:
    name, start, end = element.name, element.start, element.end
    if name in RUNS:
        fix = "show it with HTML and CSS alone; scripts do not run on all devices"
        yield report(start, end, "script", f"<{name}> runs code in the card", fix)
    elif name in CHANGES_PAGE:
        fix = "leave it out; styles go into style.css"
        yield report(start, end, "page-element", f"<{name}> changes Anki's own page", fix)
    elif name == "style":
        fix = "move the rules to style.css or extra.css, where they are checked"
        message = "a style sheet inside a template"
        yield report(start, end, "style-element", message, fix, Severity.WARNING)
    elif name in CONTROLS:
        message = f"<{name}> is a control, and phones grade a card when it is tapped"
        fix = "show the text without it"
        yield report(start, end, "in-card-control", message, fix, Severity.WARNING)
    elif name in {"marquee", "blink"}:
        fix = "let the text stand still"
        yield report(start, end, "motion", f"<{name}> moves without end", fix)
    if name == "img" and "alt" not in element.attributes:
        fix = 'describe it in alt="…", or write alt="" when it is only decoration'
        yield report(start, end, "image-alt", "an image without alternative text", fix)


def _attributes(
    element: Element, media: Mapping[str, MediaFile], report: Report
) -> Iterator[Problem]:
    start, end = element.start, element.end
    for name, value in element.attributes.items():
        is_link = name in {"href", "src", "action", "formaction", "xlink:href"}
        if name.startswith("on") or name == "srcdoc" or (is_link and runs(value)):
            fix = "leave it out; scripts do not run on all devices"
            yield report(start, end, "script", f"`{name}` runs code in the card", fix)
        elif name == "autoplay":
            fix = "use {{tts …}} or a sound in a field, which follow the learner's settings"
            yield report(start, end, "motion", "`autoplay` ignores the learner's settings", fix)
        elif name == "style":
            yield from _style(element, value, media, report)
        elif "{{" not in value and (name in _SOURCES or (name == "href" and element.name != "a")):
            for address in _addresses(name, value):
                yield from _source(element, address, media, report)
        elif name == "ping":
            fix = "leave it out"
            yield report(start, end, "remote-resource", "`ping` calls the network", fix)


def _addresses(name: str, value: str) -> list[str]:
    """The addresses of an attribute; `srcset` has several, each with a size."""
    if name != "srcset" or value.lstrip().lower().startswith("data:"):
        return [value]
    return [part.split()[0] for part in value.split(",") if part.strip()]


def _style(
    element: Element, value: str, media: Mapping[str, MediaFile], report: Report
) -> Iterator[Problem]:
    for address in css_addresses(value):
        yield from _source(element, address, media, report)


def _source(
    element: Element, value: str, media: Mapping[str, MediaFile], report: Report
) -> Iterator[Problem]:
    if not value.strip() or value.startswith("#") or is_inline(value):
        return
    if is_remote(value):
        message = "a file from the network: cards are studied without one"
        fix = "put the file into media/ and write media/NAME"
        yield report(element.start, element.end, "remote-resource", message, fix)
    elif value not in media:
        message = f"there is no `{value}` in the theme"
        fix = "put the file into the theme's media folder and write media/NAME"
        yield report(element.start, element.end, "missing-media", message, fix)


def _language(expanded: Expanded, root: Element, report: Report) -> Iterator[Problem]:
    """Every field stands in an element that says its language and direction."""
    try:
        nodes = parse(expanded.text).nodes
    except TemplateError:
        return
    covered = [
        (element.start, element.close)
        for element in root.walk()
        if {"lang", "dir"} <= set(element.attributes)
    ]
    for node in walk(nodes):
        if not isinstance(node, Replacement) or node.key == "FrontSide":
            continue
        if {"label", "edition"} & set(node.filters):
            continue
        if not any(start <= node.start < close for start, close in covered):
            message = f"`{node.key}` stands in no element with `lang` and `dir`"
            fix = 'wrap it: <div lang="{{edition:language}}" dir="{{edition:direction}}">'
            yield report(node.start, node.end, "lang-dir", message, fix)
            return


def _answer(expanded: Expanded, root: Element, report: Report) -> Iterator[Problem]:
    marks = [element for element in root.walk() if element.attributes.get("id") == "answer"]
    if not marks:
        message = "nothing on the back has the id `answer`, to which Anki scrolls"
        fix = 'write <hr id="answer"> before the answer'
        yield report(0, 1, "answer-anchor", message, fix, Severity.WARNING)
    for element in marks[1:]:
        message = "the id `answer` is there twice"
        fix = "keep the first"
        start, end = element.start, element.end
        yield report(start, end, "answer-anchor", message, fix, Severity.WARNING)
