"""Checks of templates as Anki reads them: tags, fields, filters, what each side must hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from .cardsides import Card, CardSide, check_sides
from .decode import nearest
from .notetypes import SLOTS
from .problem import Problem, Severity
from .render import FILTERS
from .templateparse import (
    NEWER_FIELDS,
    OLD_BRACES,
    SPECIAL_FIELDS,
    Node,
    Replacement,
    Section,
    TemplateError,
    Text,
    parse,
    walk,
)
from .themefinding import found
from .themetemplate import Expanded

SPEECH = re.compile(r"tts (edition|[a-z]{2,3}_[A-Z]{2})( |$)")
_OTHER_BRACES = re.compile(r"｛｛|⦃|\{[ \u200b]+\{(?=\s*\w+\s*\}[ \u200b]*\})")
"""Braces that look like Anki's."""

_CLOZE_KEY = re.compile(r"c[0-9]+")


def check_card(card: Card) -> Iterator[Problem]:
    """All that is wrong with the templates of one card."""
    sides = []
    for expanded, is_front in ((card.front, True), (card.back, False)):
        yield from _partials(expanded)
        if expanded.text.lstrip().startswith(OLD_BRACES):
            message = f"few of Anki's apps read `{OLD_BRACES}`"
            fix = "leave it out, and write {{Field}} in place of <%Field%>"
            yield CardSide(card, expanded, (), is_front).at(0, 1, "foreign-syntax", message, fix)
            continue
        try:
            parsed = parse(expanded.text)
        except TemplateError as wrong:
            yield _section(CardSide(card, expanded, (), is_front), wrong)
            continue
        side = CardSide(card, expanded, parsed.nodes, is_front)
        sides.append(side)
        for node in walk(side.nodes):
            yield from _node(side, node)
    if len(sides) == 2:
        yield from check_sides(*sides)


def _partials(expanded: Expanded) -> Iterator[Problem]:
    for missing in expanded.missing:
        if missing.is_endless:
            message = f"the partial `{missing.name}` holds itself, or far too much"
            fix = "take it out here, or out of the partial"
        else:
            message = f"there is no partial `{missing.name}`"
            fix = nearest(missing.name, missing.known)
        yield found(missing.file, missing.start, missing.end, "missing-partial", message, fix)


def _section(side: CardSide, wrong: TemplateError) -> Problem:
    name = wrong.name
    if wrong.kind == "not-closed":
        message, fix = f"the section `{name}` is never closed", f"close it with {{{{/{name}}}}}"
    elif wrong.kind == "too-deep":
        message, fix = "sections are nested more than 50 levels deep", "nest fewer"
    elif wrong.kind == "not-open":
        message = f"`{{{{/{name}}}}}` closes a section that is not open"
        fix = f"open it with {{{{#{name}}}}}, or delete the tag"
    else:
        message = f"`{{{{/{name}}}}}` stands inside the section `{wrong.opened}`"
        fix = f"close {wrong.opened} first, with {{{{/{wrong.opened}}}}}"
    return side.at(wrong.start, wrong.end, "template-section", message, fix)


def _node(side: CardSide, node: Node) -> Iterator[Problem]:
    if isinstance(node, Text):
        at = node.text.find("{{")
        if at >= 0:
            fix = "close it with }}, or write &#123;&#123; for braces to be seen"
            start = node.start + at
            yield side.at(start, start + 2, "tag-not-closed", "`{{` is never closed", fix)
        for match in _OTHER_BRACES.finditer(node.text):
            start, end = node.start + match.start(), node.start + match.end()
            message = f"`{match[0]}` is shown as it is: Anki's braces are `{{{{` and `}}}}`"
            yield side.at(start, end, "foreign-syntax", message, "write {{Field}}",
                          Severity.WARNING)  # fmt: skip
    elif isinstance(node, Section):
        yield from _known(side, node.key, node.start, node.end)
        if side.is_front and node.key in (*SPECIAL_FIELDS, *NEWER_FIELDS):
            message = f"a front must not depend on `{node.key}`: Anki's versions differ in it"
            fix = "ask for a field of the note instead"
            yield side.at(node.start, node.start + 2, "special-condition", message, fix)
    elif isinstance(node, Replacement):
        yield from _replacement(side, node)


def _replacement(side: CardSide, node: Replacement) -> Iterator[Problem]:
    if "label" in node.filters or "edition" in node.filters:
        yield from _words(side, node)
        return
    tag = side.expanded.text[node.start : node.end]
    if tag.startswith("{{{"):
        fix = "use two braces"
        yield side.at(node.start, node.end, "three-braces", "Anki knows no `{{{`", fix)
        return
    if side.is_front and node.key == "FrontSide":
        fix = "delete it; it is for backs"
        message = "`{{FrontSide}}` is empty on a front"
        yield side.at(node.start, node.end, "frontside", message, fix, Severity.WARNING)
    yield from _known(side, node.key, node.start, node.end)
    for name in node.filters:
        yield from _filter(side, node, name)


def _words(side: CardSide, node: Replacement) -> Iterator[Problem]:
    kind, known = "label", side.card.labels
    if "edition" in node.filters:
        kind, known = "edition", frozenset({"language", "direction"})
    if node.key not in known or len(node.filters) > 1:
        message = f"there is no {kind} `{node.key}`"
        rule = f"unknown-{kind}"
        yield side.at(node.start, node.end, rule, message, nearest(node.key, known))


def _known(side: CardSide, key: str, start: int, end: int) -> Iterator[Problem]:
    fields = tuple(name for name in side.card.fields if name not in SLOTS)
    end = min(end, side.expanded.text.find("}}", start) + 2)
    if key in fields or key in SPECIAL_FIELDS:
        return
    if side.card.spec.is_cloze and _CLOZE_KEY.fullmatch(key):
        return
    if key in NEWER_FIELDS:
        message = f"older versions of Anki do not know `{key}` and show an error"
        yield side.at(start, end, "newer-field", message, "leave it out")
    elif not key:
        yield side.at(start, end, "empty-tag", "a tag without a field", "name a field")
    elif key.startswith(("!", "=", "&")):
        fix = "use {{Field}}, and <!-- … --> for comments"
        yield side.at(start, end, "foreign-syntax", f"Anki knows no `{{{{{key[0]}`", fix)
    elif "{" in key or "}" in key or "\n" in key:
        fix = "close it with }}"
        yield side.at(start, start + 2, "tag-not-closed", "`{{` is never closed", fix)
    elif key in SLOTS:
        message = f"`{key}` is a slot without a name"
        fix = f"name it under `fields: {{{side.card.spec.key}: […]}}` in theme.yaml"
        yield side.at(start, end, "unknown-field", message, fix)
    else:
        same = [name for name in fields if name.lower() == key.lower()]
        what = f"the {side.card.spec.key} note type has no field `{key}`{odd_letters(key)}"
        fix = f"write `{same[0]}`; capitals count" if same else nearest(key, fields)
        yield side.at(start, end, "unknown-field", what, fix)


def odd_letters(name: str) -> str:
    """What cannot be seen in a name, to be told behind it."""
    mixes = any(letter.isascii() and letter.isalpha() for letter in name)
    for letter in name:
        kind = unicodedata.category(letter)
        if kind in {"Cf", "Cc"} or (kind == "Zs" and letter != " "):
            return f", which holds the invisible U+{ord(letter):04X}"
        known = unicodedata.name(letter, "")
        if mixes and letter.isalpha() and not known.startswith("LATIN"):
            return f", whose `{letter}` is {known.lower()}"
    return ""


def _filter(side: CardSide, node: Replacement, name: str) -> Iterator[Problem]:
    if name.startswith("tts") and name != "text":
        if not SPEECH.match(name):
            fix = "write {{tts edition:Field}}, or a language and country as in tts en_US"
            message = f"`{name}` names no language for the voice"
            yield side.at(node.start, node.end, "tts", message, fix)
    elif name not in FILTERS or (name == "nc" and "type" not in node.filters):
        message = f"Anki knows no filter `{name}` and passes over it"
        if not name:
            message = "a colon without a filter before it"
        fix = nearest(name, FILTERS | {"tts edition"})
        yield side.at(node.start, node.end, "unknown-filter", message, fix)
    elif name in {"cloze", "cloze-only"} and not (side.card.spec.is_cloze and node.key == "Text"):
        message = f"`{name}:` shows nothing of `{node.key}`: only `Text` has gaps"
        yield side.at(node.start, node.end, "cloze-filter", message, f"write {{{{{node.key}}}}}")
    elif name == "hint":
        message = "a hint is a link inside the card, and phones grade a card when it is tapped"
        fix = "show the text on the back"
        yield side.at(node.start, node.end, "in-card-control", message, fix, Severity.WARNING)
