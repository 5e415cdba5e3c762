"""By keyboard alone, on a phone, by night, with 5,000 cards; axe finds nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from preview_browser import DESKTOP, PHONE, Open, choose, count, sides, violations
from preview_samples import large_project, served, session_of

pytest_plugins = ["preview_fixtures"]


def test_everything_by_keyboard(small: str, open_page: Open) -> None:
    page = open_page(small)
    press = page.keyboard.press
    press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    press("Enter")
    press("ArrowRight")
    expect(page.locator(".tile.selected")).to_have_attribute("aria-posinset", "2")
    press("ArrowDown")
    columns = page.evaluate("deck.gallery.columns()")
    expect(page.locator(".tile.selected")).to_have_attribute("aria-posinset", str(2 + columns))
    press("End")
    expect(page.locator(".tile.selected")).to_have_attribute("aria-posinset", "18")
    expect(page.locator(".tile.selected")).to_be_in_viewport()
    assert page.evaluate("document.activeElement.className") == "tile-name"
    press("Home")
    press("Enter")
    expect(page.locator("#one")).to_be_visible()
    press("ArrowRight")
    expect(page.locator(".one-walk .count")).to_have_text("2 of 18")
    press(" ")
    expect(page.locator("#one .front")).to_be_hidden()
    expect(page.locator("#one .back")).to_be_visible()
    press(" ")
    expect(page.locator("#one .front")).to_be_visible()
    press("Escape")
    expect(page.locator("#gallery")).to_be_visible()
    press("/")
    page.keyboard.type("tide")
    expect(page.locator("#headline")).to_have_text("4 of 18 cards")
    press("ArrowLeft")
    press(" ")
    assert page.input_value("#search") == "tid e"
    press("Escape")
    expect(page.locator("#headline")).to_have_text("18 cards")


def test_keys_work_inside_a_card_too(small: str, open_page: Open) -> None:
    page = open_page(f"{small}/#view=one")
    front, _ = sides(page)
    front.locator(".gd-name").click()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".one-walk .count")).to_have_text("2 of 18")


def test_every_control_is_reached_with_tab(small: str, open_page: Open) -> None:
    page = open_page(small)
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("(e => e.id || e.name || e.className)(document.activeElement)"))
    wanted = {"search", "view", "sides", "client", "night", "show-tokens", "show-help", "size",
              "filter-edition", "filter-kind", "tile-name"}  # fmt: skip
    assert wanted <= reached


@pytest.mark.parametrize("night", ["off", "on"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing(hard: str, open_page: Open, size: tuple[int, int], night: str) -> None:
    page = open_page(f"{hard}/#night={night}", size)
    assert violations(page) == []
    page.click("#show-tokens")
    page.wait_for_timeout(200)
    assert violations(page) == []
    page.click("#show-tokens")
    if size == PHONE:
        page.click("#show-filters")
        assert violations(page) == []
        page.click("#show-filters")
    page.locator(".tile-name:visible").first.click()
    expect(page.locator("#one")).to_be_visible()
    assert violations(page) == []
    page.click("#show-help")
    assert violations(page) == []


@pytest.mark.parametrize("view", ["gallery", "one"])
@pytest.mark.parametrize("client", ["desktop", "android", "iphone"])
def test_a_phone_needs_no_sideways_scrolling(
    hard: str, open_page: Open, view: str, client: str
) -> None:
    page = open_page(f"{hard}/#view={view}&client={client}", PHONE)
    wide = page.evaluate(
        """() => [document.documentElement, document.getElementById("cards")]
          .filter((e) => e.scrollWidth > e.clientWidth).map((e) => e.id || e.tagName)"""
    )
    assert wide == []
    outside = page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, h1, h2, iframe")]
          .filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1)
          .map((e) => e.outerHTML.slice(0, 80))"""
    )
    assert outside == []


def test_a_phone_has_every_control(small: str, open_page: Open) -> None:
    page = open_page(small, PHONE)
    page.click("#show-filters")
    choose(page, "Night")
    choose(page, "iPhone")
    page.select_option("#filter-kind", "question")
    page.click("#show-filters")
    expect(page.locator("#headline")).to_have_text("2 of 18 cards")
    page.locator(".tile-name:visible").first.click()
    front, _ = sides(page)
    assert "iphone" in str(front.evaluate("document.documentElement.className"))
    page.click("#all-cards")
    expect(page.locator("#gallery")).to_be_visible()


def test_of_five_thousand_cards_only_those_in_view_exist(tmp_path: Path, open_page: Open) -> None:
    """So that they scroll like fifty, which the benchmark measures."""
    with served(session_of(large_project(tmp_path, 1667))) as url:
        page = open_page(url)
        assert count(page) == "5,001 cards"
        page.evaluate(
            """async () => {
              for (let step = 0; step < 120; step++) {
                document.getElementById("cards").scrollTop += 180;
                await new Promise(requestAnimationFrame);
              }
            }"""
        )
        assert page.locator(".tile").count() < 40
        page.keyboard.press("End")
        last = page.locator(".tile.selected")
        expect(last.locator(".tile-name")).to_have_text("Notion 1666")
        expect(last).to_have_attribute("data-version", re.compile("."))
        page.close()
