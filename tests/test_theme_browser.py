"""Themes in a real Chromium: our cascade is its cascade, and cards fit a phone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageRequest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, sync_playwright

from glossdeck.colour import Colour
from glossdeck.note import DeckOptions, Kind, MediaFile, Note, NoteType, PackageContent
from glossdeck.package import package_bytes
from glossdeck.render import render
from glossdeck.samplecards import SCREENS, Screen, card_looks, rules_of, sample_cards
from glossdeck.theme import Theme, note_types
from glossdeck.themefolder import ThemeFile
from glossdeck.themelayers import shipped_themes
from glossdeck.themestyle import USER_STYLE
from test_theme import ENGLISH, HEBREW, Edition, loaded

ANKI_CSS = """
    html { color: var(--fg); }
    body { margin: 20px; overflow-wrap: break-word; }
    body.nightMode { background-color: var(--canvas); color: var(--fg); }
    hr { background-color: #737373; margin: 1em 0; border: none; height: 1px; }
    img { max-width: 100%; max-height: 95vh; }
    li { text-align: start; }
    pre { text-align: left; }
"""
"""What Anki's own reviewer.css says of ordinary elements."""

STYLES = """() => [...document.querySelectorAll("html, body, body *")].map(element => {
    const style = getComputedStyle(element);
    return [element.localName, style.color, parseFloat(style.fontSize), +style.fontWeight];
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 320, "height": 640})
    yield opened
    opened.close()


def document(html: str, css: str, screen: Screen) -> str:
    """A card in the page of one of Anki's apps."""
    variables = f"--canvas: {screen.canvas}; --fg: {screen.ink}"
    return (
        f'<!doctype html><html class="{screen.page}" style="{variables}"><head>'
        f"<meta charset=utf-8><style>{ANKI_CSS}</style></head>"
        f'<body class="{screen.body}"><div id="qa"><style>{css}</style>{html}</div></body></html>'
    )


def rgb(text: str) -> tuple[int, ...]:
    """`rgb(1, 2, 3)` as numbers."""
    return tuple(int(part) for part in text[text.index("(") + 1 : -1].split(",")[:3])


def bytes_of(colour: Colour) -> tuple[int, ...]:
    return tuple(round(part * 255) for part in (colour.red, colour.green, colour.blue))


@pytest.mark.parametrize("name", shipped_themes())
def test_our_cascade_is_the_browsers(page: Page, tmp_path: Path, name: str) -> None:
    """Colour, size and weight of every element of every card, by day and by night."""
    theme = loaded(name, tmp_path)
    rules = rules_of(theme)
    for html, kind in sample_cards(theme):
        for screen in SCREENS:
            page.set_content(document(html, kind.css, screen))
            seen = [each for each in page.evaluate(STYLES) if each[0] != "style"]
            ours = list(card_looks(html, screen, rules))
            assert [look.element.name for look in ours] == [each[0] for each in seen]
            for look, (_, colour, size, weight) in zip(ours, seen, strict=True):
                if look.element.name != "html":
                    assert bytes_of(look.colour) == rgb(colour)
                    assert look.size_px == pytest.approx(size, abs=0.05)
                    assert look.weight == weight


COMPOUNDS = st.sampled_from(
    [".gd", ".card", ".gd-name", "p", "p:first-child", "b", "li", ".card.nightMode", ".nightMode",
     "ul > li", "ul.sources", "[lang]", "div:not(.gd)", "*", "html", "body", "#answer", "a:link",
     "hr + div", "p ~ ul", ".gd-block :is(b, i)", ":where(.gd) p", "li:last-child", "[class~=gd]"]
)  # fmt: skip
DECLARATIONS = st.sampled_from(
    ["color: #123456", "color: red !important", "color: inherit", "color: currentcolor",
     "color: var(--gd-accent)", "color: var(--none, teal)", "color: hsl(120 50% 40%)",
     "color: nope",
     "font-size: 0.9em", "font-size: larger", "font-size: max(1.2em, 20px)", "font-size: 120%",
     "font-size: 1.5rem", "font-weight: bolder", "font-weight: 300", "--gd-ink: #654321",
     "font: bold 18px serif", "color: rgb(10, 20, 30)", "font-size: nope"]
)  # fmt: skip
RULES = st.builds(
    lambda above, last, inside: f"{' '.join([*above, last])} {{ {'; '.join(inside)} }}",
    st.lists(COMPOUNDS, max_size=1), COMPOUNDS, st.lists(DECLARATIONS, min_size=1, max_size=3),
)  # fmt: skip


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(css=st.lists(RULES, min_size=1, max_size=5).map("\n".join), night=st.booleans())
def test_our_cascade_is_the_browsers_on_generated_rules(
    page: Page, tmp_path: Path, css: str, night: bool
) -> None:
    """Specificity, order, !important, inheritance and variables."""
    theme = loaded("default", tmp_path)
    extra = ThemeFile(tmp_path / "extra.css", "extra.css", css)
    folder = replace(theme.layers[0].folder, files={"extra.css": extra})
    theme = replace(theme, layers=(replace(theme.layers[0], folder=folder),))
    rules, screen = rules_of(theme), SCREENS[int(night)]
    html, kind = list(sample_cards(theme))[1]
    page.set_content(document(html, kind.css, screen))
    seen = [each for each in page.evaluate(STYLES) if each[0] not in {"style", "html"}]
    ours = [look for look in card_looks(html, screen, rules) if look.element.name != "html"]
    for look, (_, colour, size, weight) in zip(ours, seen, strict=True):
        assert bytes_of(look.colour) == rgb(colour)
        assert look.size_px == pytest.approx(size, abs=0.05)
        assert look.weight == weight


LONG = (
    "<p>Krankheitsgewinnverlustangstvermeidungsverhaltenstherapie</p>"
    "<table><tr>" + "<td>Precontemplation</td>" * 6 + "</tr></table>"
    "<pre>" + "a long line of code " * 8 + "</pre><ul><li><ul><li>deep</li></ul></li></ul>"
    "<img src='data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22 width=%22900%22 "
    "height=%22400%22/>' alt=''>"
)


@pytest.mark.parametrize("name", shipped_themes())
@pytest.mark.parametrize("edition", [ENGLISH, HEBREW], ids=["ltr", "rtl"])
def test_nothing_scrolls_sideways_on_a_narrow_phone(
    page: Page, tmp_path: Path, name: str, edition: Edition
) -> None:
    """320 px wide, with long words, tables, code and a picture, in both directions."""
    for kind in note_types(loaded(name, tmp_path), "n", edition):
        note = tuple("{{c1::gap}}" + LONG if kind.is_cloze else LONG for _ in kind.fields)
        for screen in SCREENS[:2]:
            page.set_content(document(render(kind, 0, note, "back"), kind.css, screen))
            assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_learners_own_style_wins_and_a_missing_one_does_no_harm(
    page: Page, tmp_path: Path
) -> None:
    """Though it is imported first: `.card` is stronger than where our tokens are set."""
    kind = note_types(loaded("default", tmp_path), "n", ENGLISH)[0]
    front = render(kind, 0, tuple("x" for _ in kind.fields), "front")
    sizes = []
    for own in (None, USER_STYLE.data.decode(), ".card { --gd-size: 40px; --gd-ink: #123456; }"):
        if own is not None:
            (tmp_path / USER_STYLE.name).write_text(own)
        card = tmp_path / "card.html"
        card.write_text(document(front, kind.css, SCREENS[0]))
        page.goto(card.as_uri())
        sizes.append(
            page.evaluate("[getComputedStyle(document.body).fontSize, "
                          "getComputedStyle(document.body).color]")
        )  # fmt: skip
    assert sizes[0] == sizes[1] == ["22px", "rgb(34, 34, 31)"]
    assert sizes[2] == ["40px", "rgb(18, 52, 86)"]


def package(kind: NoteType, media: tuple[MediaFile, ...], text: str, modified_s: int) -> bytes:
    fields = (text, *("" for _ in kind.fields[1:]))
    note = Note("k", "abcdefghij", 1_400_000_000_000, modified_s, 0, kind.key, fields, (), "Deck",
                (0,), Kind.QUESTION, None)  # fmt: skip
    return package_bytes(
        PackageContent(DeckOptions("Deck", ""), (kind,), (note,), media, 1_577_836_800)
    )


def test_updates_never_touch_a_learners_own_style(tmp_path: Path) -> None:
    """The file comes with the first import, is theirs from then on, and nothing is missing."""
    theme: Theme = loaded("default", tmp_path)
    kind = note_types(theme, "n", ENGLISH)[2]
    collection = Collection(str(tmp_path / "collection.anki2"))
    own = Path(collection.media.dir()) / USER_STYLE.name
    for text, modified_s in (("{{one}}", 1_600_000_000), ("two", 1_600_000_001)):
        path = tmp_path / "deck.apkg"
        path.write_bytes(package(kind, theme.media, text, modified_s))
        collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(path)))
        if text == "{{one}}":
            assert own.read_bytes() == USER_STYLE.data
            own.write_text(".card { --gd-size: 40px; }")
    assert collection.db is not None
    assert collection.db.scalar("select flds from notes").startswith("two")
    assert own.read_text() == ".card { --gd-size: 40px; }"
    assert sorted(each.name for each in own.parent.iterdir()) == [USER_STYLE.name]
    assert list(collection.media.check().missing) == []
    collection.close()
