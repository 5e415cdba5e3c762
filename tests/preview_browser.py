"""What tests of the preview's page ask a real Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Frame, Page

Open = Callable[..., Page]

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or "/usr/bin/chromium"
DESKTOP, PHONE = (1280, 800), (360, 740)
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def tiles(page: Page) -> list[str]:
    """What the cards in view are called, in order."""
    shown = page.locator(".tile:visible")
    names = shown.evaluate_all(
        "list => list.map(e => [Number(e.ariaPosInSet), e.querySelector('.tile-what').textContent])"
    )
    return [name for _, name in sorted(names)]


def count(page: Page) -> str:
    return page.locator("#headline").inner_text()


def sides(page: Page) -> tuple[Frame, Frame]:
    """The frames of question and answer, one card shown."""
    frames = [page.locator(f"#one .{side} iframe").element_handle() for side in ("front", "back")]
    found = [frame.content_frame() for frame in frames if frame]
    assert found[0]
    assert found[1]
    return found[0], found[1]


def choose(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).check()


def violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    result = page.evaluate(
        "axe.run(document, {iframes: false, resultTypes: ['violations'], runOnly: "
        "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    return [
        f"{found['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
        for found in result["violations"]
        for node in found["nodes"]
    ]
