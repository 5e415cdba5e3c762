"""A card with everything that an attacker could put into it does nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Error as PlaywrightError

from preview_browser import Open, sides
from preview_samples import served, session_of, small_project, with_fields

pytest_plugins = ["preview_fixtures"]

HOSTILE = """
<script>top.document.title = "taken"; fetch("/state"); alert(1)</script>
<img src="missing.png" onerror="top.document.title='taken'; fetch('/tokens', {method: 'POST'})">
<img src="/state?from=card"><img src="http://evil.example/pixel.png">
<svg onload="top.document.title='taken'"><script>alert(2)</script></svg>
<iframe src="/"></iframe><iframe srcdoc="<script>top.document.title='taken'</script>"></iframe>
<object data="/state"></object><embed src="/state">
<link rel="stylesheet" href="http://evil.example/x.css"><style>@import "/state?css";</style>
<style>body { background: url("/state?background") }</style>
<style>@font-face { font-family: x; src: url("http://evil.example/f") } p { font: 9px x }</style>
<meta http-equiv="refresh" content="0; url=http://evil.example/">
<base href="http://evil.example/">
<form action="/tokens" method="post"><input name="getElementById">
<button id="send">Go</button></form>
<img name="createElement"><img name="addEventListener">
<form name="body"></form><img name="documentElement"><div id="qa">second</div>
<a id="script" href="javascript:top.document.title='taken'">script</a>
<a id="away" href="http://evil.example/" target="_top">away</a>
<a id="page" href="/">page</a>
<a id="blank" href="http://evil.example/" target="_blank">blank</a>
<video src="/state?video" autoplay></video><audio src="http://evil.example/a.mp3"></audio>
<p onclick="top.document.title='taken'" onmouseover="top.document.title='taken'" id="over">over</p>
<input autofocus onfocus="top.document.title='taken'">
<details open ontoggle="top.document.title='taken'">x</details>
"""


def test_a_hostile_card_does_nothing(
    tmp_path: Path, browser: Browser, elsewhere: tuple[str, list[str]]
) -> None:
    """Script, handlers, frames, forms, links, and pictures that are requests to the server."""
    site, asked = elsewhere
    hostile = HOSTILE.replace("http://evil.example", site)
    session = with_fields(
        session_of(small_project(tmp_path)),
        lambda key, text: text + hostile if text.startswith("Land that") else text,
    )
    seen: list[str] = []
    with served(session, seen=seen) as url:
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        dialogs: list[str] = []
        page = context.new_page()
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(f"{url}/#view=one&edition=plain")
        front, back = sides(page)
        expect(back.locator("#over")).to_be_visible()
        page.wait_for_timeout(300)
        for name in ("script", "away", "page", "blank"):
            back.locator(f"#{name}").click()
        back.locator("#send").click()
        back.locator("#over").click()
        page.wait_for_timeout(400)
        assert page.title() == "Rivers · preview"
        assert dialogs == []
        assert len(context.pages) == 1
        assert page.url.startswith(f"{url}/#")
        # The next card is shown as if nothing had been.
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        expect(front.locator("body")).to_contain_text("The boat finds no channel")
        page.locator("#all-cards").click()
        expect(page.locator(".tile:visible").first).to_contain_text("Delta")
        context.close()
    assert asked == []
    own = {"/", "/page.js", "/page.css", "/cards", "/place", "/events", "/state", "/media/",
           "/media/missing.png"}  # fmt: skip
    assert {request.split(" ")[1].split("?")[0] for request in seen} <= own
    assert all(request.startswith("GET ") for request in seen)
    assert not [request for request in seen if re.search(r"[?](from|css|back|video)", request)]


def test_no_frame_may_run_a_script(hard: str, open_page: Open) -> None:
    """But that of MathJax, which is nobody's: it cannot reach the page, nor the server."""
    page = open_page(hard, quiet=False)
    for frame in page.locator(".screen iframe").all():
        assert frame.get_attribute("sandbox") == "allow-same-origin"
    others = page.locator("iframe:not(.screen iframe)")
    expect(others).to_have_count(1)
    expect(others).to_have_attribute("sandbox", "allow-scripts")
    handle = others.element_handle()
    frame = handle.content_frame() if handle else None
    assert frame
    assert frame.evaluate("origin") == "null"
    for reach in ("parent.document.title", "fetch('/state')", "document.cookie"):
        with pytest.raises(PlaywrightError):
            frame.evaluate(f"async () => {{ await {reach} }}")
