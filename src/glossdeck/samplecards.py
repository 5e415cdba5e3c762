"""Sample cards of a theme in the pages of Anki's apps, for checking how they look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from .cascade import Places
from .colour import Colour
from .csslength import NARROW_PX
from .csslook import Canvas, Look, looks
from .cssmedia import holds
from .cssrules import Rule, line_and_column, read_sheets
from .htmlscan import Tag, scan
from .htmltree import Element, parse_html
from .note import NoteType, Template
from .notetypes import NOTE_TYPES
from .render import Side, render
from .selector import RuleIndex
from .template import ords
from .templateparse import Section, parse, walk
from .theme import Theme, note_types, style_files
from .themefolder import ThemeFile
from .themestyle import token_rules


@dataclass(frozen=True, slots=True)
class Screen:
    """One way in which Anki shows a card.

    Parameters:
        name: as it is told.
        is_night: whether it is Anki's night mode.
        page, body: classes of the page.
        canvas, ink: colours where a card sets none.
        width_px: of the page.
    """

    name: str
    is_night: bool
    page: str
    body: str
    canvas: str
    ink: str
    width_px: int


@dataclass(frozen=True, slots=True)
class App:
    """One of Anki's apps, by day and by night."""

    day: Screen
    night: Screen


def _app(where: str, page: str, body: str, night: str, dark: str, width_px: int) -> App:
    ink = "#fcfcfc" if dark == "#2c2c2c" else "#ffffff"
    return App(
        Screen(f"by day{where}", False, page, f"card card1 {body}", "#ffffff", "#020202", width_px),
        Screen(f"by night{where}", True, page + night, f"card card1 {body} nightMode night_mode",
               dark, ink, width_px),
    )  # fmt: skip


DESKTOP_PX = 1280

APPS = (
    _app("", "linux chrome", "isLin fancy", " night-mode", "#2c2c2c", DESKTOP_PX),
    _app(" on AnkiDroid", "mobile android linux js chrome", "", "", "#000000", NARROW_PX),
    _app(" on AnkiMobile", "webkit safari mobile iphone ios js", "", "", "#000000", NARROW_PX),
)
SCREENS = tuple(screen for app in APPS for screen in (app.day, app.night))

_OTHER_APPS = {
    "win": _app(" on Windows", "win chrome", "isWin fancy", " night-mode", "#2c2c2c", DESKTOP_PX),
    "mac": _app(" on a Mac", "mac chrome", "isMac fancy", " night-mode", "#2c2c2c", DESKTOP_PX),
    "ipad": _app(" on an iPad", "webkit safari mobile ipad ios js", "", "", "#000000", 800),
}
"""Judged only where a rule names them; elsewhere they show what the first ones show."""

_ANKI = ThemeFile(
    Path(),
    "Anki",
    "body.nightMode { background-color: var(--canvas); color: var(--fg); }\n"
    ".typeGood { background: #afa; color: #000; } .typeBad { background: #faa; color: #000; }\n"
    ".typeMissed { background: #ccc; color: #000; }\n",
)
"""What Anki's own `reviewer.css` says of colours."""

_LINE = (
    "Text with <b>bold</b>, <i>other</i>, <code>code</code>, a <a href='https://e.org'>link</a>, "
    "<sub>1</sub><small>small</small>, <mark>marked</mark>."
)
"""What stands on one line: a term, a title."""
_RICH = (
    "<p>Text with <b>bold</b>, <i>other</i>, <code>code</code>, a <a href='https://e.org'>link</a>"
    ", <sub>1</sub><small>small</small>.</p><ul><li>item</li></ul><ol><li>item</li></ol>"
    "<table><tbody><tr><th>head</th><td>cell</td></tr></tbody></table><blockquote>quote</blockquote>"
    "<pre><code>code</code></pre><h3>heading</h3>"
)
_VALUES = MappingProxyType(
    {
        "Term": _LINE,
        "Also": _LINE,
        "Section": _LINE,
        "Retired": "A sentence.",
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
    """Both sides of every card as HTML, and its note type: with every field filled, and where a
    template has something for empty fields, also with these empty."""
    for kind in note_types(theme, "check", _Edition()):
        for ord_, side in _cards(kind):
            fields = _fields(kind)
            yield render(kind, ord_, fields, side), kind
            empty = _may_be_empty(kind.templates[0 if kind.is_cloze else ord_])
            if empty:
                some = tuple(
                    "" if entry.name in empty else value
                    for entry, value in zip(kind.fields, fields, strict=True)
                )
                yield render(kind, ord_, some, side), kind


def _may_be_empty(template: Template) -> set[str]:
    """The fields for which a template has something to show when they are empty."""
    return {
        node.key
        for side in (template.front, template.back)
        for node in walk(parse(side).nodes)
        if isinstance(node, Section) and node.negated
    }


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a theme's cards: Anki's own, the tokens, the theme's.

    Parameters:
        every: in the order in which they apply.
        styles: where each `style` attribute of the templates stands.
    """

    every: tuple[Rule, ...]
    styles: Places
    _by_width: dict[int, RuleIndex[Rule]] = field(default_factory=dict)

    def on(self, screen: Screen) -> RuleIndex[Rule]:
        """Those that hold on a screen."""
        width_px = screen.width_px
        if width_px not in self._by_width:
            there = (rule for rule in self.every if holds(rule.media, width_px))
            self._by_width[width_px] = RuleIndex(there)
        return self._by_width[width_px]

    @property
    def apps(self) -> tuple[App, ...]:
        """The apps in which its cards may look different."""
        named = {name for rule in self.every for name in rule.selector.classes}
        return (*APPS, *(app for name, app in _OTHER_APPS.items() if name in named))


def rules_of(theme: Theme) -> Rules:
    """All rules that reach a theme's cards."""
    tokens = ThemeFile(Path(), "theme.yaml", token_rules(theme.tokens))
    sheets = read_sheets([_ANKI, tokens, *style_files(theme)])
    styles = {value: (file, line, column) for value, file, line, column in style_attributes(theme)}
    return Rules(sheets.rules, MappingProxyType(styles))


def style_attributes(theme: Theme) -> Iterator[tuple[str, ThemeFile, int, int]]:
    """The `style` attributes of all templates and partials: value, file, line and column."""
    for file in theme.files.values():
        if file.name.endswith(".html"):
            for tag in scan(file.text):
                for each in tag.attributes if isinstance(tag, Tag) else ():
                    if each.name == "style" and "{{" not in each.value:
                        yield each.value, file, *line_and_column(file.text, each.value_start)


def _fields(kind: NoteType) -> tuple[str, ...]:
    return tuple(_VALUES.get(entry.name, _RICH) for entry in kind.fields)


def _cards(kind: NoteType) -> Iterator[tuple[int, Side]]:
    unused = {template.name for template in NOTE_TYPES[kind.key].reserved}
    for ord_ in ords(kind, _fields(kind)):
        if kind.is_cloze or kind.templates[ord_].name not in unused:
            yield ord_, "front"
            yield ord_, "back"


def card_looks(html: str, screen: Screen, rules: Rules) -> Iterator[Look]:
    """Every element of a card in the page of one of Anki's apps. Raises TooLargeError."""
    content = parse_html(html)
    root = Element("", {}, 0, 0, None)
    variables = f"--canvas: {screen.canvas}; --fg: {screen.ink}"
    page = Element("html", {"class": screen.page, "style": variables}, 0, 0, root)
    body = Element("body", {"class": screen.body}, 0, 0, page)
    frame = Element("div", {"id": "qa"}, 0, 0, body)
    sheet = Element("style", {}, 0, 0, frame)  # Anki puts it before the card
    frame.children = [sheet, *content.children]
    root.children, body.children = [page], [frame]
    page.children = [Element("head", {}, 0, 0, page), body]
    for child in content.elements:
        child.parent = frame
    canvas = Canvas(_colour(screen.canvas), _colour(screen.ink), screen.width_px)
    for look in looks(root, rules.on(screen), canvas, rules.styles):
        if look.element.name not in {"head", "style"}:
            yield look


def _colour(value: str) -> Colour:
    """The colour of `#rrggbb`."""
    red, green, blue = (int(value[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return Colour(red, green, blue)
