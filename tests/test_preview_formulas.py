r"""Formulas in the preview are Anki's, and their TeX can do no harm."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from anki_versions import NEWEST, OLDER
from commands import run
from glossdeck.preview import mathjax as mathjax_module
from glossdeck.preview.mathjax import MathJax, find_mathjax
from preview_browser import Open, choose, sides, violations
from preview_formulas import aqt_files, formula_project, typeset_by_mathjax
from preview_samples import served, session_of, small_project, with_fields, write

pytest_plugins = ["preview_fixtures"]


@pytest.fixture(scope="module")
def formulas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(session_of(formula_project(tmp_path_factory.mktemp("formulas")))) as url:
        yield url


def shown_sides(page: Page) -> list[tuple[int, str, str, str]]:
    """Both sides of every card, those with formulas only: ord, the HTML that came, what is in the
    frame then, and the style of its formulas."""
    found: list[tuple[int, str, str, str]] = page.evaluate(
        """async () => {
          const sides = [];
          for (const card of deck.store.shown) {
            deck.store.select(card);
            const found = await deck.source.get(card);
            for (const frame of deck.single.frames()) {
              while (frame.index !== card || frame.box.style.visibility) {
                await new Promise((done) => setTimeout(done, 5));
              }
              sides.push([found.ord, `<style>${deck.css(found.style)}</style>${found[frame.side]}`,
                frame.box.innerHTML, frame.formulas.textContent]);
            }
          }
          return sides.filter(([, came]) => /\\\\[([]/.test(came));
        }"""
    )
    return found


def compare(page: Page, browser: Browser, mathjax: MathJax) -> int:
    """How many sides are, to the letter, what MathJax alone makes of them."""
    width = int(page.evaluate("deck.single.frames()[0].element.style.width").removesuffix("px"))
    shown = shown_sides(page)
    expected = typeset_by_mathjax(browser, mathjax, width, [(each[0], each[1]) for each in shown])
    for (_, _, html, style), (anki, anki_style) in zip(shown, expected, strict=True):
        assert html == anki
        if "<mjx-container" in html:
            assert without_fonts(style) == without_fonts(anki_style)
    return sum("<mjx-container" in html for _, _, html, _ in shown)


def without_fonts(style: str) -> str:
    return re.sub(r'url\("[^"]*/', 'url("', style)


def test_formulas_are_typeset_as_anki_does_it(
    formulas: str, open_page: Open, browser: Browser
) -> None:
    page = open_page(f"{formulas}/#view=one")
    mathjax = find_mathjax()
    assert mathjax
    assert compare(page, browser, mathjax) > 35


@pytest.mark.parametrize("version", [*OLDER, NEWEST])
def test_the_mathjax_of_an_installed_anki_is_used(
    version: str, tmp_path: Path, open_page: Open, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From Anki 23.10 on, whose extensions are files of their own, to the newest."""
    mathjax = aqt_files(version)
    monkeypatch.syspath_prepend(mathjax.settings.parents[4])
    assert find_mathjax() == mathjax
    with served(session_of(formula_project(tmp_path))) as url:
        page = open_page(f"{url}/#view=one&q=radius")
        assert compare(page, browser, mathjax) == 4
        page.fill("#search", "cancel")
        expect(page.locator("#one h2")).to_have_text("Colour")
        assert compare(page, browser, mathjax) == 3
        page.close()


def test_our_settings_are_those_of_the_newest_anki(browser: Browser) -> None:
    page = browser.new_page()
    settings = []
    for path in (aqt_files(NEWEST).settings, mathjax_module.OWN_SETTINGS):
        page.goto("about:blank")
        page.add_script_tag(content=path.read_text("utf-8"))
        settings.append(page.evaluate("MathJax"))
    page.close()
    assert settings[0] == settings[1]


def test_letters_of_formulas_have_the_fonts_of_mathjax(formulas: str, open_page: Open) -> None:
    page = open_page(f"{formulas}/#view=one&q=tall")
    _, back = sides(page)
    expect(back.locator("mjx-container")).to_be_visible()
    loaded = back.evaluate(
        "async () => { await document.fonts.ready;"
        " return [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family) }"
    )
    assert {"MJXTEX", "MJXTEX-I", "MJXTEX-S1"} <= {name.strip('"') for name in loaded}


def test_a_reader_of_screens_hears_formulas(formulas: str, open_page: Open) -> None:
    page = open_page(f"{formulas}/#view=one&q=inline")
    _, back = sides(page)
    expect(back.locator("mjx-assistive-mml math").first).to_contain_text("E=mc2")


def test_what_cannot_be_read_is_said_beside_the_card(formulas: str, open_page: Open) -> None:
    page = open_page(f"{formulas}/#view=one&q=broken")
    said = page.locator("#one .faults li")
    expect(said).to_have_text(
        [
            r"Formula Extra \left or missing \right (\left( x)",
            r"Formula Missing argument for \frac (\frac{1})",
        ]
    )
    assert violations(page) == []
    page.goto(f"{formulas}/#view=one&q=undefined")
    page.reload()
    expect(said).to_have_text(
        [r"Formula Unknown: \half (\half)", r"Formula Unknown: \nosuchmacro (\nosuchmacro{x})"]
    )
    page.goto(f"{formulas}/#view=one&q=inline")
    page.reload()
    expect(page.locator("#one h2")).to_have_text("Inline")
    expect(said).to_have_count(0)


def test_formulas_follow_the_size_of_the_text(formulas: str, open_page: Open) -> None:
    page = open_page(f"{formulas}/#view=one&q=inline")
    _, back = sides(page)
    letter = back.locator("mjx-container").first
    expect(letter).to_be_visible()
    before = letter.bounding_box()
    page.click("#show-tokens")
    page.fill("#token-size-both", "40px")
    expect(letter).to_be_visible()
    page.wait_for_timeout(200)
    after = letter.bounding_box()
    assert before
    assert after
    assert after["height"] > 1.5 * before["height"]


def test_a_card_that_lay_on_its_face_is_typeset_when_it_is_turned(
    formulas: str, open_page: Open
) -> None:
    page = open_page(f"{formulas}/#view=one&sides=flip&q=inline")
    _, back = sides(page)
    page.keyboard.press(" ")
    expect(back.locator("mjx-container").first).to_be_visible()
    choose(page, "Gallery")
    page.keyboard.press(" ")
    page.keyboard.press(" ")
    tile = page.locator(".tile:visible").first.locator("iframe").nth(1).element_handle()
    frame = tile.content_frame() if tile else None
    assert frame
    expect(frame.locator("mjx-container").first).to_be_visible()


def test_mathjax_is_loaded_with_the_first_formula_and_not_before(
    tmp_path: Path, open_page: Open
) -> None:
    seen: list[str] = []
    with served(session_of(formula_project(tmp_path)), seen=seen) as url:
        page = open_page(f"{url}/#view=one&q=not+one")
        page.wait_for_timeout(300)
        page.fill("#search", "inline")
        _, back = sides(page)
        expect(back.locator("mjx-container").first).to_be_visible()
        page.close()
    assert seen.count("GET /formulas") == 1
    without: list[str] = []
    with served(session_of(small_project(tmp_path / "small")), seen=without) as url:
        page = open_page(url)
        page.wait_for_timeout(300)
        page.close()
    assert not [request for request in without if "formulas" in request]


def test_without_mathjax_formulas_stay_as_tex_and_the_page_says_why(
    tmp_path: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mathjax_module, "_places", lambda: iter(()))
    project = formula_project(tmp_path)
    with served(session_of(project)) as url:
        page = open_page(f"{url}/#view=one&q=inline")
        _, back = sides(page)
        expect(back.locator("body")).to_contain_text(r"\(E = mc^2\)")
        expect(page.locator("#texnote")).to_contain_text("MathJax is not installed here")
        assert violations(page) == []
        page.close()
    file = tmp_path / "out.html"
    assert run("preview", str(project), "--export", str(file)).status == 0
    page = open_page(f"{file.as_uri()}#view=one&q=inline")
    _, back = sides(page)
    expect(back.locator("body")).to_contain_text(r"\(E = mc^2\)")
    expect(page.locator("#texnote")).to_be_visible()


def test_a_file_typesets_its_formulas_itself(tmp_path: Path, browser: Browser) -> None:
    file = tmp_path / "out.html"
    assert run("preview", str(formula_project(tmp_path)), "--export", str(file)).status == 0
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{file.as_uri()}#view=one&q=tall")
    _, back = sides(page)
    expect(back.locator("mjx-container")).to_be_visible()
    fonts = back.evaluate(
        "async () => { await document.fonts.ready;"
        " return [...document.fonts].filter(f => f.status === 'loaded').length }"
    )
    assert fonts >= 3
    page.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_pictures_show_formulas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same card with and without MathJax: the formula is taller than its TeX."""
    project = formula_project(tmp_path / "deck")
    seen = []
    for name in ("with", "without"):
        if name == "without":
            monkeypatch.setattr(mathjax_module, "_places", lambda: iter(()))
        folder = tmp_path / name
        result = run("preview", str(project), "--screenshots", str(folder), "--card", "term/matrix")
        assert (result.status, result.err) == (0, "")
        assert len(list(folder.iterdir())) == 4
        seen.append((folder / "formulas-default-term-matrix-1-desktop-day.png").read_bytes())
    assert seen[0] != seen[1]


HOSTILE = {
    "link": r"\(\href{javascript:top.document.title='taken'}{\text{link}}\)",
    "style": r"\(\style{background:url(EVIL/pixel);color:red}{\text{style}}\)",
    "name": r'\(\class{a" onclick="top.document.title=1}{x} \cssId{qa}{y} \cssId{client}{z}\)',
    "data": r"\(\data{onclick=top.document.title='taken'}{x}\)",
    "image": r"\(\unicode[EVIL]{x41} \text{<img src=EVIL/x onerror=alert(1)>}\)",
    "load": r"\(\require{../../../../page}\)",
    "away": r"\(\require{EVIL/x}\)",
    "bomb": r"\(\def\x{\x\x}\x\)",
    "loop": r"\(\def\y{\y}\y\)",
    "swell": r"\(\def\a{" + "x" * 400 + r"}\def\b{" + r"\a" * 400 + r"}\b\b\b\b\b\b\b\b\b\b\)",
    "deep": r"\(" + "{" * 3000 + "x" + "}" * 3000 + r"\)",
    "wide": r"\(\begin{array}{*{99999}{c}}x\end{array}\)",
    "others": r"\(\def\frac{\text{taken}}\def\int{\text{taken}} \let\sum=\frac\)",
}


TYPESET = """async () => {
  while (deck.single.frames().some((frame) => frame.box.style.visibility)) {
    await new Promise((done) => setTimeout(done, 20));
  }
}"""


def test_hostile_tex_does_nothing(
    tmp_path: Path, browser: Browser, elsewhere: tuple[str, list[str]]
) -> None:
    """No script, no request, no other card changed, and nothing that never ends."""
    site, asked = elsewhere
    deck = "deck: {id: hostile, title: Hostile}\nterms:\n" + "".join(
        f"  - {{term: Notion {name}, definition: the place of {name}}}\n" for name in HOSTILE
    )
    deck += "  - {term: Zebra, definition: '\\(\\frac{1}{2} + \\int x + \\sum y\\)'}\n"
    folder = write(tmp_path, {"glossdeck.yaml": "namespace: hostile-1\n", "hostile.yaml": deck})

    def with_tex(_key: str, text: str) -> str:
        name = text.removeprefix("the place of ")
        return HOSTILE[name].replace("EVIL", site) if name in HOSTILE else text

    seen: list[str] = []
    with served(with_fields(session_of(folder), with_tex), seen=seen) as url:
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        dialogs: list[str] = []
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(f"{url}/#view=one&template=Definition")
        _, back = sides(page)
        for name in HOSTILE:
            expect(page.locator("#one h2")).to_have_text(f"Notion {name}")
            expect(back.locator("body")).not_to_contain_text("place of", timeout=15_000)
            page.evaluate(TYPESET)
            if name in ("link", "name", "data"):
                back.locator("mjx-math").last.click(force=True)
            page.keyboard.press("ArrowRight")
        expect(page.locator("#one h2")).to_have_text("Zebra")
        expect(back.locator("mjx-mfrac")).to_have_count(1)
        expect(back.locator("mjx-c")).to_have_count(8)
        expect(page.locator("#one .faults li")).to_have_count(0)
        assert page.title() == "Hostile · preview"
        context.close()
    assert dialogs == []
    assert asked == []
    own = {"/", "/page.js", "/page.css", "/cards", "/place", "/events", "/state", "/media/",
           "/formulas"}  # fmt: skip
    paths = {request.split(" ")[1].split("?")[0] for request in seen}
    assert {path for path in paths if not path.startswith("/formulas/MathJax_")} <= own


def test_formulas_that_never_end_are_given_up(tmp_path: Path, browser: Browser) -> None:
    """What multiplies is stopped by its steps, long before anybody waits for it."""
    swell = json.dumps(HOSTILE["swell"])
    deck = f"deck: {{id: swell, title: Swell}}\nterms:\n  - {{term: Swell, definition: {swell}}}\n"
    folder = write(tmp_path, {"glossdeck.yaml": "namespace: swell-1\n", "swell.yaml": deck})
    with served(session_of(folder)) as url:
        page = browser.new_page()
        page.goto(f"{url}/#view=one&template=Definition")
        said = page.locator("#one .faults li")
        expect(said).to_have_text("Formula The formulas are too long, or their macros never end")
        page.close()
