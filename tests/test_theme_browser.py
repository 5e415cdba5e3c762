"""Themes in a real Chromium: our cascade is its cascade, and cards fit a phone."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageRequest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, sync_playwright

from glossdeck.colour import Colour
from glossdeck.csslook import Look
from glossdeck.htmltree import Element
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
    const inTable = element.closest("table, pre") !== null;
    const px = name => parseFloat(style[name]);
    const room = element.getBoundingClientRect().width - px("paddingLeft") - px("paddingRight")
        - px("borderLeftWidth") - px("borderRightWidth");
    return [element.localName, style.color, parseFloat(style.fontSize), +style.fontWeight,
            parseFloat(style.lineHeight),
            ["block", "list-item"].includes(style.display) && !inTable ? room : null];
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
            compare(
                page,
                document(html, kind.css, screen),
                list(card_looks(html, screen, rules)),
                screen,
            )


def compare(page: Page, shown: str, ours: list[Look], screen: Screen) -> None:
    """Every element looks and fits as in Chromium; the colour of `html` is the app's affair."""
    page.set_viewport_size({"width": screen.width_px, "height": 640})
    page.set_content(shown)
    seen = [each for each in page.evaluate(STYLES) if each[0] != "style"]
    assert [look.element.name for look in ours] == [each[0] for each in seen]
    fitted: set[Element | None] = set()
    for look, (name, colour, size, weight, line_px, width_px) in zip(ours, seen, strict=True):
        if name != "html":
            assert bytes_of(look.colour) == rgb(colour), (look.element.attributes, name)
        assert look.type.size_px == pytest.approx(size, abs=0.05)
        assert look.type.weight == weight
        leading = look.type.leading
        assert (leading is None) == math.isnan(line_px)
        if leading is not None:
            assert leading * size == pytest.approx(line_px, abs=0.05)
        if look.values.get("width") == "fit-content" or look.element.parent in fitted:
            fitted.add(look.element)  # as wide as its text, which we do not measure
        elif width_px is not None and name in BOXES and not math.isinf(look.box.content):
            assert look.box.content == pytest.approx(width_px, abs=0.05)


BOXES = {"html", "body", "div", "p", "ul", "ol", "li", "blockquote", "h3"}
"""Elements whose width nothing but our own style sheets decides."""


COMPOUNDS = st.sampled_from(
    [".gd", ".card", ".gd-name", "p", "p:first-child", "b", "li", ".card.nightMode", ".nightMode",
     "ul > li", "ul.sources", "[lang]", "div:not(.gd)", "*", "html", "body", "#answer", "a:link",
     "hr + div", "p ~ ul", ".gd-block :is(b, i)", ":where(.gd) p", "li:last-child", "[class~=gd]",
     ".mobile .gd", ":nth-child(2n+1)", "div:has(> p)", ":lang(en)", ".gd > :not(p, .gd-name)",
     "p:empty", ".iphone *", "p:hover", "b::selection"]
)  # fmt: skip
DECLARATIONS = st.sampled_from(
    ["color: #123456", "color: red !important", "color: inherit", "color: currentcolor",
     "color: var(--gd-accent)", "color: var(--none, teal)", "color: hsl(120 50% 40%)",
     "color: nope",
     "font-size: 0.9em", "font-size: larger", "font-size: max(1.2em, 20px)", "font-size: 120%",
     "font-size: 1.5rem", "font-weight: bolder", "font-weight: 300", "--gd-ink: #654321",
     "font: bold 18px serif", "color: rgb(10, 20, 30)", "font-size: nope",
     "font-size: calc(1em + 2px)", "line-height: 1.2",
     "line-height: 30px", "line-height: 150%", "line-height: 2em", "line-height: 1.5rem",
     "font: 20px/1.4 serif",
     "padding: 0 1em", "padding-left: 10px", "border: 5px dashed red",
     "border: solid; border-width: 1px 2px 3px",
     "margin: 5px 10% 1em", "margin-left: 2em", "padding-inline: 5px 10px", "width: 50%",
     "width: calc(100% - 20px)", "max-width: 200px", "min-width: 250px", "width: 15rem",
     "box-sizing: border-box", "margin-inline-start: 30px"]
)  # fmt: skip
AROUND = st.sampled_from(
    ["{}", "{}", "{}", "@media (min-width: 600px) {{ {} }}", "@media (max-width: 20em) {{ {} }}",
     "@media print {{ {} }}", "@media not print {{ {} }}", "@media screen, print {{ {} }}",
     "@media (width >= 500px) {{ {} }}", "@supports (color: red) {{ {} }}"]
)  # fmt: skip
RULES = st.builds(
    lambda around, above, last, inside: around.format(
        f"{' '.join([*above, last])} {{ {'; '.join(inside)} }}"
    ),
    AROUND, st.lists(COMPOUNDS, max_size=1), COMPOUNDS,
    st.lists(DECLARATIONS, min_size=1, max_size=3),
)  # fmt: skip


@settings(
    max_examples=40,
    deadline=None,
    phases=(
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ),  # each try asks the browser, and rules are short
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@example(css="html { font-size: 18px; width: 15rem; line-height: 2rem }", screen=SCREENS[0])
@given(css=st.lists(RULES, min_size=1, max_size=5).map("\n".join), screen=st.sampled_from(SCREENS))
def test_our_cascade_is_the_browsers_on_generated_rules(
    page: Page, tmp_path: Path, css: str, screen: Screen
) -> None:
    """Specificity, order, !important, inheritance, variables, media, lengths and boxes."""
    theme = loaded("default", tmp_path)
    extra = ThemeFile(tmp_path / "extra.css", "extra.css", css)
    folder = replace(theme.layers[0].folder, files={"extra.css": extra})
    theme = replace(theme, layers=(replace(theme.layers[0], folder=folder),))
    html, kind = list(sample_cards(theme))[1]
    ours = list(card_looks(html, screen, rules_of(theme)))
    compare(page, document(html, kind.css, screen), ours, screen)


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


def test_the_question_stays_in_sight_when_anki_scrolls_to_the_answer(
    page: Page, tmp_path: Path
) -> None:
    """A short one stays where it is; of a long one the end is seen, above the answer."""
    kind = note_types(loaded("default", tmp_path), "n", ENGLISH)[0]
    for words, least in ((5, 0), (400, 200)):
        note = tuple("word " * (words if entry.name == "Term" else 300) for entry in kind.fields)
        page.set_content(document(render(kind, 0, note, "back"), kind.css, SCREENS[2]))
        page.evaluate("document.getElementById('answer').scrollIntoView()")
        top = page.evaluate("document.getElementById('answer').getBoundingClientRect().top")
        assert least <= top <= 320
        shown = page.evaluate("document.querySelector('.gd-name').getBoundingClientRect().bottom")
        assert 0 < shown < top


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
