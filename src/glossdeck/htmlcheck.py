"""Checks of a template's HTML: nothing runs, nothing is fetched, everyone can read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .cssvalue import css_addresses
from .htmlframe import Report, check_frame
from .htmlnames import (
    CHANGES_PAGE,
    CONTROLS,
    INSTEAD,
    KNOWN,
    LINKS,
    MOVES,
    RUNS,
    SOURCES,
    STYLED,
)
from .htmlscan import Attribute, Tag, Unclear, scan
from .htmltree import MAX_CHARACTERS, MAX_ELEMENTS
from .note import MediaFile
from .problem import Problem, Severity
from .templateparse import SPECIAL_FIELDS, Replacement, TemplateError, parse, walk
from .themefinding import found
from .thememedia import inline_drawing
from .themetemplate import Expanded
from .themeurl import is_inline, is_remote, nearest_file, runs, srcset_addresses

_PLAIN_LINK = re.compile(r"https?://|mailto:|#", re.I)
"""A link that begins like this runs nothing, whatever the template puts behind it."""


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

    count = 0
    for tag in scan(expanded.text):
        if isinstance(tag, Unclear):
            yield report(tag.start, tag.end, tag.rule, tag.message, tag.fix)
        elif not tag.is_end:
            count += 1
            yield from _element(tag, report)
            for attribute in tag.attributes:
                yield from _attribute(tag, attribute, media, report)
    if count > MAX_ELEMENTS or len(expanded.text) > MAX_CHARACTERS:
        message = "the template is too large for its look to be judged"
        yield report(0, 1, "too-large", message, f"use at most {MAX_ELEMENTS} elements")
    yield from check_frame(expanded.text, is_front, report)


def _element(tag: Tag, report: Report) -> Iterator[Problem]:
    name, start, end = tag.name, tag.start, tag.end
    if name in RUNS:
        fix = "show it with HTML and CSS alone; scripts do not run on all devices"
        yield report(start, end, "script", f"<{name}> runs code in the card", fix)
    elif name in CHANGES_PAGE:
        fix = "leave it out; styles go into style.css"
        yield report(start, end, "page-element", f"<{name}> changes Anki's own page", fix)
    elif name == "style":
        fix = "move the rules to style.css or extra.css, where they are checked"
        yield report(start, end, "style-element", "a style sheet inside a template", fix)
    elif name in MOVES:
        fix = "let it stand still"
        yield report(start, end, "motion", f"<{name}> moves without end", fix)
    elif name not in KNOWN:
        fix = INSTEAD.get(name, "write <div> or <span> with a class, and style it in extra.css")
        yield report(start, end, "unknown-element", f"<{name}> is not for cards", fix)
    elif name in CONTROLS:
        message = f"<{name}> is a control, and phones grade a card when it is tapped"
        fix = "show the text without it"
        yield report(start, end, "in-card-control", message, fix, Severity.WARNING)
    yield from _image(tag, report)


def _image(tag: Tag, report: Report) -> Iterator[Problem]:
    """A picture says what it shows, or that it is decoration."""
    values = tag.values
    if tag.name == "img" and "alt" not in values:
        fix = 'describe it in alt="…", or write alt="" when it is only decoration'
        yield report(tag.start, tag.end, "image-alt", "an image without alternative text", fix)
    named = {"aria-label", "aria-labelledby"} & set(values)
    if tag.name == "svg" and values.get("aria-hidden") != "true" and not named:
        fix = 'describe it in role="img" aria-label="…", or write aria-hidden="true"'
        yield report(tag.start, tag.end, "image-alt", "a drawing without alternative text", fix)


def _attribute(
    tag: Tag, attribute: Attribute, media: Mapping[str, MediaFile], report: Report
) -> Iterator[Problem]:
    name, value = attribute.name, attribute.value
    start, end = attribute.start, attribute.end
    is_run = name in LINKS and runs(value) and not (tag.name == "img" and is_inline(value))
    if name.startswith("on") or name == "srcdoc" or is_run:
        fix = "leave it out; scripts do not run on all devices"
        yield report(start, end, "script", f"`{name}` runs code in the card", fix)
    elif name == "autoplay":
        fix = "use {{tts …}} or a sound in a field, which follow the learner's settings"
        yield report(start, end, "motion", "`autoplay` ignores the learner's settings", fix)
    elif name in {"ping", "attributionsrc"}:
        message = f"`{name}` calls the network"
        yield report(start, end, "remote-resource", message, "leave it out")
    elif "{{" in value:
        yield from _filled(tag, attribute, report)
    else:
        for address in _addresses(tag, name, value):
            yield from _source(attribute, address, media, report)


def _filled(tag: Tag, attribute: Attribute, report: Report) -> Iterator[Problem]:
    """A value into which the template puts something."""
    name, value = attribute.name, attribute.value
    is_link = name == "href" and tag.name == "a"
    if name in SOURCES or (name in LINKS and not (is_link and _PLAIN_LINK.match(value))):
        message = f"`{name}` is filled by the template, so that it could lead anywhere"
        fix = "write media/NAME for a picture of the theme; one of the author's is in the field"
        yield report(attribute.start, attribute.end, "template-in-tag", message, fix)
        return
    if name in STYLED:
        message = f"`{name}` is filled by the template, so that it cannot be checked"
        fix = 'fill the class, as in class="a {{#Extra}}b{{/Extra}}", and style it in extra.css'
        yield report(attribute.start, attribute.end, "template-in-tag", message, fix)
        return
    for node in _replacements(value):
        if not {"label", "edition"} & set(node.filters) and node.key not in SPECIAL_FIELDS:
            message = f"a quote in `{node.key}` would end `{name}`"
            fix = "show the field between the tags"
            yield report(attribute.start, attribute.end, "field-in-attribute", message, fix,
                         Severity.WARNING)  # fmt: skip


def _replacements(template: str) -> list[Replacement]:
    try:
        return [each for each in walk(parse(template).nodes) if isinstance(each, Replacement)]
    except TemplateError:
        return []


def _addresses(tag: Tag, name: str, value: str) -> list[str]:
    """The addresses of files in an attribute."""
    if name in STYLED:
        return css_addresses(value)
    if name.endswith("srcset"):
        return srcset_addresses(value)
    return [value] if name in SOURCES or (name == "href" and tag.name != "a") else []


def _source(
    attribute: Attribute, value: str, media: Mapping[str, MediaFile], report: Report
) -> Iterator[Problem]:
    if not value.strip() or value.startswith("#"):
        return
    if is_inline(value):
        wrong = inline_drawing(value)
        if wrong:
            yield report(attribute.start, attribute.end, *wrong)
    elif is_remote(value):
        message = "a file from the network: cards are studied without one"
        fix = "put the file into media/ and write media/NAME"
        yield report(attribute.start, attribute.end, "remote-resource", message, fix)
    elif value not in media:
        message = f"there is no `{value}` in the theme"
        fix = nearest_file(value, media)
        yield report(attribute.start, attribute.end, "missing-media", message, fix)
