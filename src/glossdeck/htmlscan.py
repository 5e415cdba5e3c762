"""The tags of a template's HTML, in the one way of writing that everybody reads alike.

Anki's apps, browsers and we must agree where each tag begins and ends, or something hides between
them. So a tag is plain: a name, and attributes whose values stand in quotes. Parts of the template
(`{{#Extra}}…{{/Extra}}`) stand between tags, or whole inside the quotes of a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from .safe_html import ATTRIBUTE, TAG
from .templateparse import TemplateError, parse

_START = re.compile(r"<(?=[a-zA-Z!/?]|\{\{)")
_QUOTES = ('"', "'")


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute.

    Parameters:
        name: in lower case.
        value: as a browser sees it; empty where none is written.
        start, end: of name and value.
        value_start: where the value begins, behind its quote.
        is_plain: whether the value is written as it is, without `&…;`.
    """

    name: str
    value: str
    start: int
    end: int
    value_start: int
    is_plain: bool


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag; positions are characters from the start of the text.

    Parameters:
        is_end: `</name>`.
        is_closed: `<name/>`, which means something in drawings only.
    """

    name: str
    attributes: tuple[Attribute, ...]
    is_end: bool
    is_closed: bool
    start: int
    end: int

    @property
    def values(self) -> dict[str, str]:
        """Attributes by name; of two with one name browsers take the first."""
        return {each.name: each.value for each in reversed(self.attributes)}


@dataclass(frozen=True, slots=True)
class Unclear:
    """What is no plain tag: `rule` and what to say of it."""

    rule: str
    message: str
    fix: str
    start: int
    end: int


def scan(text: str) -> Iterator[Tag | Unclear]:
    """Every tag, and everything that some reader could take for one."""
    at = 0
    while (start := _START.search(text, at)) is not None:
        match = TAG.match(text, start.start())
        if match is None or match[2] is None:
            unclear = _unclear(text, start.start())
            yield unclear
            at = start.end()
            continue
        attributes = tuple(_attributes(match[3], match.start(3)))
        is_closed = match[0].endswith("/>")
        yield Tag(match[2].lower(), attributes, bool(match[1]), is_closed, match.start(),
                  match.end())  # fmt: skip
        yield from _crossing(text, attributes)
        at = match.end()


def _attributes(source: str, offset: int) -> Iterator[Attribute]:
    for match in ATTRIBUTE.finditer(source):
        written, start = match[2] or "", match.start(2) if match[2] else match.end()
        if written[:1] in _QUOTES:
            written, start = written[1:-1], start + 1
        yield Attribute(match[1].lower(), unescape(written), offset + match.start(1),
                        offset + match.end(), offset + start, "&" not in written)  # fmt: skip


def _unclear(text: str, at: int) -> Unclear:
    if text.startswith(("<!", "<?"), at):
        return Unclear(
            "html-syntax",
            "browsers take this for a comment, and do not agree where it ends",
            "write comments as <!-- … -->, or &lt; for a < to be seen",
            at,
            at + 2,
        )
    stop = text.find(">", at)
    end = min(stop + 1 if stop >= 0 else len(text), at + 200)
    if "{{" in text[at:end]:
        return Unclear(
            "template-in-tag",
            "a part of the template stands inside a tag, outside of quotes",
            'put it into a value, as in class="a {{#Extra}}b{{/Extra}}", or around the whole tag',
            at,
            end,
        )
    return Unclear(
        "html-syntax",
        "this is no plain tag, and browsers do not agree how to read it",
        'write it as <name attribute="value">, or &lt; for a < to be seen',
        at,
        end,
    )


def _crossing(text: str, attributes: tuple[Attribute, ...]) -> Iterator[Unclear]:
    """Sections that begin in one value and end elsewhere, and tags in values without quotes."""
    for each in attributes:
        value = text[each.value_start : each.end]
        if "{{" not in value:
            continue
        if text[each.value_start - 1] not in _QUOTES:
            message = f"the value of `{each.name}` is filled by the template, without quotes"
            fix = f'write {each.name}="…"'
            yield Unclear("template-in-tag", message, fix, each.start, each.end)
            continue
        try:
            parse(value)
        except TemplateError as wrong:
            message = f"the section `{wrong.name}` begins or ends outside of `{each.name}`"
            fix = "open and close it inside the quotes, or around the whole tag"
            start = each.value_start + wrong.start
            yield Unclear("template-in-tag", message, fix, start, each.value_start + wrong.end)
