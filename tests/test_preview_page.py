"""Cards and controls of the page in a real Chromium."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from glossdeck.api import build
from preview_browser import Open, choose, count, sides, tiles, violations
from preview_samples import DECK, served, session_of, small_project, themed_project, write

pytest_plugins = ["preview_fixtures"]


def test_frames_hold_exactly_what_anki_renders(hard: str, open_page: Open) -> None:
    """Every card, both sides: the frame's HTML is Anki's, as a browser writes it. Formulas come
    later, there and here: `test_preview_formulas` compares them."""
    page = open_page(f"{hard}/#view=one")
    result = page.evaluate(
        """async () => {
          const wrong = [];
          deck.formulas = null;
          for (const card of deck.store.shown) {
            deck.store.select(card);
            const found = await deck.source.get(card);
            await new Promise((done) => setTimeout(done, 5));
            for (const frame of deck.single.frames()) {
              const parsed = frame.root.ownerDocument.createElement("template");
              parsed.innerHTML = `<style>${deck.css(found.style)}</style>${found[frame.side]}`;
              if (frame.box.innerHTML !== parsed.innerHTML) {
                wrong.push([card, frame.side, frame.box.innerHTML]);
              }
            }
          }
          return [deck.store.shown.length, wrong];
        }"""
    )
    assert result == [17, []]


def test_pictures_of_the_package_are_seen(hard: str, open_page: Open) -> None:
    page = open_page(f"{hard}/#view=one&q=step+up")
    _, back = sides(page)
    expect(back.locator("img")).to_have_attribute("alt", "a stair of two steps")
    expect(back.locator("img")).to_have_js_property("naturalWidth", 40)


@pytest.mark.parametrize(
    ("client", "night", "html", "body"),
    [
        ("desktop", "off", "linux chrome", "card card1 isLin fancy"),
        ("desktop", "on", "linux chrome night-mode", "card card1 isLin fancy nightMode night_mode"),
        ("android", "on", "mobile android linux js",
         "card card1 chrome mathjax-rendered night_mode nightMode"),
        ("iphone", "off", "webkit safari mobile iphone ios js", "card card1"),
        ("iphone", "on", "webkit safari mobile iphone ios js night-mode",
         "card card1 nightMode night_mode"),
    ],
)  # fmt: skip
def test_each_program_has_its_own_classes(
    small: str, open_page: Open, client: str, night: str, html: str, body: str
) -> None:
    page = open_page(f"{small}/#view=one&client={client}&night={night}")
    front, _ = sides(page)
    assert front.evaluate("document.documentElement.className") == html
    assert front.evaluate("document.body.className") == body
    holder = "content" if client == "android" else "qa"
    assert front.evaluate("document.body.firstElementChild.id") == holder


def test_a_hint_opens_while_its_link_has_the_focus(hard: str, open_page: Open) -> None:
    page = open_page(f"{hard}/#view=one&template=Spoken")
    front, _ = sides(page)
    hint = front.locator("div.hint")
    expect(hint).to_be_hidden()
    front.locator("a.hint").click()
    expect(hint).to_be_visible()
    page.keyboard.press("Tab")
    expect(hint).to_be_hidden()


def test_the_gallery_lists_every_card(small: str, open_page: Open) -> None:
    page = open_page(small)
    assert count(page) == "18 cards"
    assert tiles(page)[:4] == [
        "Term → definition · Plain words",
        "Definition → term · Plain words",
        "Example → term · Plain words",
        "Contrast · Plain words",
    ]
    assert page.title() == "Rivers · preview"
    assert page.locator("#made").inner_text().startswith("Rendered by Anki ")


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("edition", "full", "9 of 18 cards"),
        ("kind", "point", "4 of 18 cards"),
        ("template", "Example", "2 of 18 cards"),
        ("change", "new", "18 cards"),
    ],
)
def test_filters(small: str, open_page: Open, name: str, value: str, found: str) -> None:
    page = open_page(small)
    page.select_option(f"#filter-{name}", value)
    assert count(page) == found
    assert f"{name}=" in page.url
    page.reload()
    expect(page.locator("#headline")).to_have_text(found)
    page.click("#clear")
    assert count(page) == "18 cards"


def test_tags_filter(small: str, open_page: Open) -> None:
    page = open_page(f"{small}/#tag=week-1")
    assert count(page) == "6 of 18 cards"


def test_the_search_finds_words_of_all_fields(small: str, open_page: Open) -> None:
    page = open_page(small)
    page.fill("#search", "gradient SALT")
    expect(page.locator("#headline")).to_have_text("2 of 18 cards")
    assert tiles(page) == ["Term → definition · Full text", "Definition → term · Full text"]
    page.fill("#search", "nowhere")
    expect(page.locator("#nothing")).to_contain_text("No card fits")
    page.click("#nothing button")
    expect(page.locator("#headline")).to_have_text("18 cards")
    assert page.input_value("#search") == ""


def test_one_card_and_back(small: str, open_page: Open) -> None:
    page = open_page(small)
    page.locator(".tile-name:visible").nth(1).click()
    expect(page.locator("#one h2")).to_have_text("Delta")
    expect(page.locator(".one-walk .count")).to_have_text("2 of 18")
    front, back = sides(page)
    expect(front.locator("body")).to_contain_text("Land that a river builds")
    expect(front.locator("body")).not_to_contain_text("Delta")
    expect(back.locator("body")).to_contain_text("Delta")
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".one-walk .count")).to_have_text("3 of 18")
    page.get_by_role("button", name="Previous").click()
    page.get_by_role("button", name="Previous").click()
    expect(page.get_by_role("button", name="Previous")).to_be_disabled()
    page.click("#all-cards")
    expect(page.locator("#gallery")).to_be_visible()


def test_side_by_side_and_flip(small: str, open_page: Open) -> None:
    page = open_page(f"{small}/#view=one")
    expect(page.locator("#one .front")).to_be_visible()
    expect(page.locator("#one .back")).to_be_visible()
    choose(page, "Flip")
    expect(page.locator("#one .front")).to_be_visible()
    expect(page.locator("#one .back")).to_be_hidden()
    page.get_by_text("Turn over").click()
    expect(page.locator("#one .front")).to_be_hidden()
    expect(page.locator("#one .back")).to_be_visible()


def test_night_is_for_the_page_and_the_cards(small: str, open_page: Open) -> None:
    page = open_page(small)
    choose(page, "Night")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 22, 26)"
    frame = page.frames[1]
    assert "nightMode" in str(frame.evaluate("document.body.className"))
    choose(page, "Day")
    assert "nightMode" not in str(frame.evaluate("document.body.className"))


def test_the_size_of_cards_changes_how_many_stand_in_a_row(small: str, open_page: Open) -> None:
    page = open_page(small, (1600, 900))
    columns = []
    for size in "135":
        page.fill("#size", size)
        columns.append(page.evaluate("deck.gallery.columns()"))
    assert columns == sorted(columns, reverse=True)
    assert columns[0] > columns[-1]


def test_the_place_of_a_card_is_copied(small: str, open_page: Open) -> None:
    page = open_page(f"{small}/#view=one")
    place = page.locator("#one .one-known .place")
    expect(place).to_have_text(re.compile(r"rivers\.yaml:5$"))
    place.click()
    expect(page.locator("#toast")).to_contain_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == place.inner_text()


def editor_that_notes(folder: Path) -> Path:
    """A program that writes down what it is asked to open."""
    note = folder / "asked"
    editor = folder / "bin/subl"
    script = f'#!/bin/sh\nprintf %s "$1" > "{note}.new" && mv "{note}.new" "{note}"\n'
    write(folder, {"bin/subl": script})
    editor.chmod(0o755)
    return editor


def asked_of(folder: Path, page: Page) -> str:
    """What that editor was asked for; it is not waited for, so that it says when it has been."""
    note = folder / "asked"
    for _ in range(400):
        if note.exists():
            break
        page.wait_for_timeout(50)
    asked = note.read_text()
    note.unlink()
    return asked


def test_a_card_opens_in_the_editor(tmp_path: Path, open_page: Open) -> None:
    """The author's editor is asked for the file and line, by the server."""
    editor = editor_that_notes(tmp_path)
    project = small_project(tmp_path / "deck")
    with served(session_of(project), (str(editor),)) as url:
        page = open_page(f"{url}/#view=one")
        page.locator("#one .one-known").get_by_text("Open in editor").click()
        expect(page.locator("#toast")).to_contain_text("Opened")
        assert asked_of(tmp_path, page) == f"{project / 'rivers.yaml'}:5"
        page.close()


def test_without_an_editor_there_is_no_button(small: str, open_page: Open) -> None:
    page = open_page(f"{small}/#view=one")
    expect(page.locator("#one .one-known .place")).to_be_visible()
    expect(page.locator("#one .one-known").get_by_text("Open in editor")).to_be_hidden()


def test_problems_stand_beside_their_card(tmp_path: Path, open_page: Open) -> None:
    leaking = DECK.replace("Land that a river", "A delta is land that a river")
    project = write(small_project(tmp_path), {"rivers.yaml": leaking})
    with served(session_of(project)) as url:
        page = open_page(f"{url}/#view=one")
        expect(page.locator("#one .problems")).to_contain_text("leak-term")
        expect(page.locator("#one .problems .place").first).to_contain_text("rivers.yaml:6")
        page.select_option("#filter-problems", "with")
        assert re.fullmatch(r"\d+ of 18 cards", count(page))
        choose(page, "Gallery")
        expect(page.locator(".tile:visible .badge").first).to_contain_text("New")


def test_problems_are_marked_in_their_line_and_can_be_opened(
    tmp_path: Path, open_page: Open
) -> None:
    """Those of a card, and those that keep all cards from being shown."""
    leaking = DECK.replace("Land that a river", "A delta is land that a river")
    project = write(small_project(tmp_path / "deck"), {"rivers.yaml": leaking})
    editor = editor_that_notes(tmp_path)
    with served(session_of(project), (str(editor),)) as url:
        page = open_page(f"{url}/#view=one")
        problem = page.locator("#one .problems li").filter(has_text="leak-term").first
        expect(problem.locator("mark")).to_have_text("delta")
        problem.get_by_text("Open in editor").click()
        assert asked_of(tmp_path, page) == f"{project / 'rivers.yaml'}:6"
        write(project, {"rivers.yaml": DECK.replace("term: Estuary", "trem: Estuary")})
        failure = page.locator("#failures li").first
        expect(failure.locator("mark")).to_have_text("trem")
        failure.get_by_text("Open in editor").click()
        assert asked_of(tmp_path, page) == f"{project / 'rivers.yaml'}:12"
        assert violations(page) == []
        page.close()


def test_problems_of_one_rule_and_of_no_card(tmp_path: Path, open_page: Open) -> None:
    unused = "\nreferences:\n  - {id: unused, text: A book that nobody quotes}\n"
    leaking = DECK.replace("Land that a river", "A delta is land that a river") + unused
    project = write(small_project(tmp_path), {"rivers.yaml": leaking})
    with served(session_of(project)) as url:
        page = open_page(url)
        page.select_option("#filter-problems", "leak-term")
        assert re.fullmatch(r"\d+ of 18 cards", count(page))
        assert "problems=leak-term" in page.url
        general = page.locator("#general")
        expect(general.locator("summary")).to_contain_text("1 problem outside the cards")
        general.locator("summary").click()
        expect(general).to_contain_text("unused")
        assert violations(page) == []
        page.keyboard.press("Escape")
        expect(general.locator(".problems")).to_be_hidden()
        page.close()


def test_what_changed_since_the_last_build_is_shown_word_by_word(
    tmp_path: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = small_project(tmp_path)
    monkeypatch.chdir(project)
    build([project], now_s=1_600_000_000)
    changed = DECK.replace("slows down in standing water", "slows down in still water")
    write(project, {"rivers.yaml": changed})
    with served(session_of(project)) as url:
        page = open_page(f"{url}/#view=one")
        expect(page.locator("#one del")).to_have_text("standing")
        expect(page.locator("#one ins")).to_have_text("still")
        expect(page.locator("#one .changes dt")).to_have_text("Definition")
        page.select_option("#filter-change", "changed")
        assert count(page) == "6 of 18 cards"
        assert violations(page) == []
        page.close()


def test_the_slash_can_be_turned_off(small: str, open_page: Open) -> None:
    page = open_page(small)
    page.click("#show-help")
    page.get_by_label("search", exact=True).uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "search"
    page.evaluate("localStorage.clear()")


def test_the_key_help_opens_and_closes(small: str, open_page: Open) -> None:
    page = open_page(small)
    page.click("#show-help")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()


def test_tokens_show_at_once_and_are_saved(tmp_path: Path, open_page: Open) -> None:
    project = themed_project(tmp_path, "tokens:\n  size: 22px  # the least\n")
    with served(session_of(project)) as url:
        page = open_page(f"{url}/#view=one")
        page.click("#show-tokens")
        expect(page.locator("#token-contrast")).to_contain_text(": 1")
        ratio = page.locator(".token[data-token=ink] .token-ratio")
        expect(ratio).to_have_text(re.compile(r"^1\d\.\d : 1$"))
        page.fill("#token-ink-0", "#cccccc")
        expect(ratio).to_have_class(re.compile("low"))
        expect(ratio).to_have_text(re.compile(r"^1\.\d : 1$"))
        front, _ = sides(page)
        name = front.locator(".gd-name")
        expect(name).to_have_css("color", "rgb(204, 204, 204)")
        expect(page.locator("#token-contrast")).to_have_class("low")
        choose(page, "Night")
        expect(name).not_to_have_css("color", "rgb(204, 204, 204)")
        choose(page, "Day")
        page.click("#token-reset")
        expect(name).not_to_have_css("color", "rgb(204, 204, 204)")
        page.locator("input[type=range][aria-label^='size,']").fill("30")
        assert page.input_value("#token-size-both") == "30px"
        page.locator("input[type=color][aria-label^='ink, day']").fill("#112233")
        expect(name).to_have_css("color", "rgb(17, 34, 51)")
        page.click("#token-save")
        expect(page.locator("#toast")).to_contain_text("Saved")
        expect(page.locator("#token-actions")).to_contain_text("Nothing changed")
        expect(page.locator("html")).to_have_attribute("data-revision", "2")
        expect(name).to_have_css("color", "rgb(17, 34, 51)")
        page.close()
    saved = (project / "look/theme.yaml").read_text(encoding="utf-8")
    assert '  size: "30px"  # the least' in saved
    assert '  ink: {day: "#112233"' in saved


def test_a_theme_that_ships_says_how_to_keep_changes(small: str, open_page: Open) -> None:
    page = open_page(small)
    page.click("#show-tokens")
    page.fill("#token-ink-0", "#000000")
    expect(page.locator("#token-save")).to_be_disabled()
    expect(page.locator("#token-actions")).to_contain_text("glossdeck theme copy default")
