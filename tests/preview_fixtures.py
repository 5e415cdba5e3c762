"""A real Chromium and two served previews; a test module takes them with `pytest_plugins`."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from preview_browser import CHROMIUM, DESKTOP, Open
from preview_hard_samples import hard_project
from preview_samples import served, session_of, small_project

PATIENCE_MS = 20_000
"""Timeouts tell what hangs, not what is slow: these tests may share their computer."""

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The small project; no test changes its files."""
    with served(session_of(small_project(tmp_path_factory.mktemp("small")))) as url:
        yield url


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(session_of(hard_project(tmp_path_factory.mktemp("hard")))) as url:
        yield url


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce"
    )
    yield context
    context.close()


@pytest.fixture
def open_page(context: BrowserContext) -> Iterator[Open]:
    """Opens a page and fails when it says anything on the console."""
    pages: list[Page] = []
    said: list[str] = []

    def open_page(url: str, size: tuple[int, int] = DESKTOP, quiet: bool = True) -> Page:
        page = context.new_page()
        pages.append(page)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.set_default_timeout(PATIENCE_MS)
        if quiet:
            page.on("console", lambda message: said.append(message.text))
            page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(url, wait_until="commit")
        expect(page.locator("[data-version]").first).to_be_visible()
        return page

    yield open_page
    for page in pages:
        page.close()
    # Chromium's word for a handler in a card, such as that of a hint, that it does not run.
    assert [text for text in said if not text.startswith("Blocked script execution")] == []


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """Another server, and every request that reaches it."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        do_POST = do_HEAD = do_OPTIONS = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()
    server.server_close()
