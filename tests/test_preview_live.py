"""Every save reaches the page, in its place, and a mistake is a message."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from glossdeck.api import preview
from glossdeck.planning import Planned
from glossdeck.preview.session import Session
from preview_browser import Open, count, sides, tiles, violations
from preview_samples import (
    DECK,
    NOW_S,
    large_project,
    served,
    session_of,
    small_project,
    themed_project,
    write,
)

pytest_plugins = ["preview_fixtures"]


def test_a_save_shows_the_new_card_in_its_place(tmp_path: Path, open_page: Open) -> None:
    project = large_project(tmp_path, 60)
    with served(session_of(project)) as url:
        page = open_page(url)
        page.evaluate("document.getElementById('cards').scrollTop = 4000")
        page.wait_for_timeout(100)
        tile = page.locator(".tile:visible").nth(2)
        name = tile.locator(".tile-name").inner_text()
        tile.click(position={"x": 5, "y": 5})
        before = tile.bounding_box()
        text = (project / "large.yaml").read_text(encoding="utf-8")
        changed = text.replace(f"term: {name}\n", f"term: {name} anew\n")
        (project / "large.yaml").write_text(changed, encoding="utf-8")
        expect(page.get_by_text(f"{name} anew", exact=True).first).to_be_visible()
        assert count(page) == "180 cards"
        selected = page.locator(".tile.selected")
        expect(selected.locator(".tile-name")).to_have_text(f"{name} anew")
        after = selected.bounding_box()
        assert before
        assert after
        assert abs(before["y"] - after["y"]) < 3


def test_a_save_of_the_style_reaches_every_frame(tmp_path: Path, open_page: Open) -> None:
    project = themed_project(tmp_path)
    with served(session_of(project)) as url:
        page = open_page(f"{url}/#view=one")
        front, _ = sides(page)
        write(project, {"look/extra.css": ".gd-name { color: rgb(1, 2, 3) }"})
        expect(front.locator(".gd-name")).to_have_css("color", "rgb(1, 2, 3)")
        own = '<p class="own" lang="en" dir="ltr">Own {{Term}}</p>'
        write(project, {"look/term/definition.front.html": own})
        expect(front.locator(".own")).to_have_text("Own Delta")


def test_a_mistake_is_a_message_above_the_last_good_cards(tmp_path: Path, open_page: Open) -> None:
    project = small_project(tmp_path)
    with served(session_of(project)) as url:
        page = open_page(url)
        (project / "rivers.yaml").write_text(DECK.replace("term: Delta", "trem: Delta"))
        message = page.locator("#failures")
        expect(message).to_contain_text("last good cards")
        expect(message).to_contain_text("trem")
        expect(message.locator(".place").first).to_contain_text("rivers.yaml:5")
        assert tiles(page)
        assert violations(page) == []
        page.locator(".tile-name:visible").first.click()
        front, _ = sides(page)
        expect(front.locator("body")).to_contain_text("Delta")
        (project / "rivers.yaml").write_text(DECK)
        expect(message).to_be_hidden()


def test_a_preview_that_begins_with_a_mistake_waits_for_its_end(
    tmp_path: Path, browser: Browser
) -> None:
    project = write(small_project(tmp_path), {"rivers.yaml": "deck: {id: rivers"})
    with served(session_of(project)) as url:
        page = browser.new_page()
        page.goto(url)
        expect(page.locator("#failures")).to_contain_text("nothing can be shown yet")
        write(project, {"rivers.yaml": DECK})
        expect(page.locator("#headline")).to_have_text("18 cards")
        expect(page.locator(".tile:visible").first).to_contain_text("Delta")
        page.close()


def test_a_card_that_goes_leaves_its_place_to_the_next(tmp_path: Path, open_page: Open) -> None:
    project = small_project(tmp_path)
    with served(session_of(project)) as url:
        page = open_page(f"{url}/#view=one&kind=question&edition=plain")
        gone = DECK[: DECK.index("    questions:")]
        write(project, {"rivers.yaml": gone})
        expect(page.locator("#nothing")).to_contain_text("No card fits")
        write(project, {"rivers.yaml": DECK})
        expect(page.locator("#one h2")).to_contain_text("Why does a river")


def test_the_end_of_the_server_is_told(tmp_path: Path, open_page: Open) -> None:
    with served(session_of(small_project(tmp_path))) as url:
        page = open_page(url, quiet=False)
    expect(page.locator("#toast")).to_contain_text("has stopped")
    assert tiles(page)


def test_the_page_is_there_while_the_deck_is_being_read(tmp_path: Path, browser: Browser) -> None:
    tools = preview([small_project(tmp_path)], now_s=NOW_S)._tools
    go = threading.Event()

    def slowly() -> tuple[Planned, ...]:
        go.wait(10)
        return tools.plan()

    with served(Session(replace(tools, plan=slowly))) as url:
        page = browser.new_page()
        page.goto(url)
        expect(page.locator("#nothing")).to_have_text("Reading the deck…")
        go.set()
        expect(page.locator("#headline")).to_have_text("18 cards")
        expect(page.locator(".tile:visible").first).to_contain_text("Delta")
        page.close()


def test_a_mistake_of_ours_does_not_end_the_watching(
    tmp_path: Path, open_page: Open, capsys: pytest.CaptureFixture[str]
) -> None:
    project = small_project(tmp_path)
    session = session_of(project)
    tools = session._tools

    def breaking() -> tuple[Planned, ...]:
        if "break" in (project / "rivers.yaml").read_text(encoding="utf-8"):
            raise ZeroDivisionError("no river")
        return tools.plan()

    session._tools = replace(tools, plan=breaking)
    with served(session) as url:
        page = open_page(url)
        write(project, {"rivers.yaml": DECK + "# break"})
        expect(page.locator("#failures")).to_contain_text("glossdeck itself failed: ZeroDivision")
        write(project, {"rivers.yaml": DECK})
        expect(page.locator("#failures")).to_be_hidden()
        page.close()
    assert "no river" in capsys.readouterr().err
