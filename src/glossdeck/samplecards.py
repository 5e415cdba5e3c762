"""Sample cards of a theme in the pages of Anki's apps, for checking how they look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from .cascade import Look, RuleIndex, looks
from .colour import Colour
from .cssrules import read_sheets
from .htmltree import Element, parse_html
from .note import NoteType
from .notetypes import NOTE_TYPES
from .render import Side, render
from .template import ords
from .theme import Theme, note_types, style_files
from .themefolder import ThemeFile
from .themestyle import token_rules


@dataclass(frozen=True, slots=True)
class Screen:
    """One way in which Anki shows a card: classes of its page, colours where a card sets none."""

    name: str
    page: str
    body: str
    canvas: str
    ink: str


SCREENS = (
    Screen("by day", "linux chrome", "card card1 isLin fancy", "#ffffff", "#020202"),
    Screen("by night", "linux chrome night-mode", "card card1 isLin nightMode night_mode fancy",
           "#2c2c2c", "#fcfcfc"),
    Screen("by night on AnkiDroid", "mobile android linux js chrome",
           "card card1 night_mode nightMode", "#000000", "#ffffff"),
    Screen("by night on AnkiMobile", "webkit safari mobile iphone js",
           "card card1 nightMode night_mode", "#000000", "#ffffff"),
)  # fmt: skip

_ANKI = ThemeFile(
    Path(),
    "Anki",
    "body.nightMode { background-color: var(--canvas); color: var(--fg); }\n"
    ".typeGood { background: #afa; color: #000; } .typeBad { background: #faa; color: #000; }\n"
    ".typeMissed { background: #ccc; color: #000; }\n",
)
"""What Anki's own `reviewer.css` says of colours."""

_RICH = (
    "<p>Text with <b>bold</b>, <i>other</i>, <code>code</code>, a <a href='https://e.org'>link</a>"
    ", <sub>1</sub><small>small</small>.</p><ul><li>item</li></ul><ol><li>item</li></ol>"
    "<table><tbody><tr><th>head</th><td>cell</td></tr></tbody></table><blockquote>quote</blockquote>"
    "<pre><code>code</code></pre><h3>heading</h3>"
)
_VALUES = MappingProxyType(
    {
        "Contrast": "<ul class='contrasts'><li><b>Other</b> difference</li></ul>",
        "Source": "<ul class='sources'><li><a href='https://e.org'>Source</a></li></ul>",
        "Text": "<p>A {{c1::gap}} and {{c2::other}} with <b>bold</b> and <code>code</code>.</p>",
    }
)


@dataclass(frozen=True, slots=True)
class _Edition:
    name: str = "check"
    title: str = "Check"
    language: str = "en"
    direction: str = "ltr"


def sample_cards(theme: Theme) -> Iterator[tuple[str, NoteType]]:
    """Both sides of every card as HTML, with every field filled, and its note type."""
    for kind in note_types(theme, "check", _Edition()):
        for ord_, side in _cards(kind):
            yield render(kind, ord_, _fields(kind), side), kind


def rules_of(theme: Theme) -> RuleIndex:
    """All rules that reach cards on a screen: Anki's own, the tokens, the theme's."""
    tokens = ThemeFile(Path(), "theme.yaml", token_rules(theme.tokens))
    rules = read_sheets([_ANKI, tokens, *style_files(theme)]).rules
    return RuleIndex([rule for rule in rules if "print" not in rule.media])


def _fields(kind: NoteType) -> tuple[str, ...]:
    return tuple(_VALUES.get(entry.name, _RICH) for entry in kind.fields)


def _cards(kind: NoteType) -> Iterator[tuple[int, Side]]:
    unused = {template.name for template in NOTE_TYPES[kind.key].reserved}
    for ord_ in ords(kind, _fields(kind)):
        if kind.is_cloze or kind.templates[ord_].name not in unused:
            yield ord_, "front"
            yield ord_, "back"


def card_looks(html: str, screen: Screen, rules: RuleIndex) -> Iterator[Look]:
    """Every element of a card in the page of one of Anki's apps."""
    content = parse_html(html)
    root = Element("", {}, 0, 0, None)
    variables = f"--canvas: {screen.canvas}; --fg: {screen.ink}"
    page = Element("html", {"class": screen.page, "style": variables}, 0, 0, root)
    body = Element("body", {"class": screen.body}, 0, 0, page)
    frame = Element("div", {"id": "qa"}, 0, 0, body, children=content.children)
    for above, below in ((root, page), (page, body), (body, frame)):
        above.children = [below]
    for child in content.elements:
        child.parent = frame
    yield from looks(root, rules, _colour(screen.canvas), _colour(screen.ink))


def _colour(value: str) -> Colour:
    """The colour of `#rrggbb`."""
    red, green, blue = (int(value[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return Colour(red, green, blue)
