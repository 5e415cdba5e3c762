"""The preview as a file to send, as pictures, and as a command."""

from __future__ import annotations

import os
import re
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect

from commands import run
from glossdeck.preview.chromium import find_chromium
from glossdeck.preview.editor import editor_command, find_editor
from glossdeck.preview.watch import Watched, matters
from glossdeck.problem import UserError
from preview_hard_samples import hard_project
from preview_samples import DECK, small_project, write

pytest_plugins = ["preview_fixtures"]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    file = folder / "review.html"
    result = run("preview", str(hard_project(folder / "deck")), "--export", str(file))
    assert (result.status, result.err) == (0, "")
    assert re.fullmatch(r"wrote .*review\.html: 17 cards, 2\.\d MB\n", result.out)
    return file


def test_a_file_needs_nothing_but_itself(exported: Path) -> None:
    text = exported.read_text(encoding="utf-8")
    page = re.sub(r'<script type="application/json".*?</script>', "", text, flags=re.S)
    assert not re.search(r"(src|href)=[\"']?(?!data:|#)[\w/.:]", page.split("<script>")[0])
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    assert "default-src &#39;none&#39;; script-src &#39;sha256-" in policy[1]
    assert "secret" not in text.split("<script>")[0]


def test_a_file_shows_every_card_and_asks_nobody(exported: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(exported.as_uri())
    expect(page.locator("#headline")).to_have_text("17 cards")
    page.fill("#search", "step up")
    expect(page.locator("#headline")).to_have_text("3 of 17 cards")
    page.locator(".tile-name:visible").first.click()
    back = page.frame_locator("#one .back iframe")
    expect(back.locator("img")).to_have_attribute("src", re.compile("^data:image/svg"))
    expect(back.locator("img")).to_have_js_property("naturalWidth", 40)
    expect(page.locator("#one .one-known .place")).to_have_text(re.compile(r"hard\.yaml:\d+$"))
    page.get_by_role("radio", name="Night").check()
    expect(back.locator("body")).to_have_class(re.compile("nightMode"))
    page.click("#show-tokens")
    expect(page.locator("#token-save")).to_have_count(0)
    page.fill("#token-ink-1", "#ff0000")
    expect(back.locator(".gd-text").first).to_have_css("color", "rgb(255, 0, 0)")
    page.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert [text for text in said if not text.startswith("Blocked script execution")] == []


def test_a_file_is_not_written_from_sources_with_errors(tmp_path: Path) -> None:
    project = write(small_project(tmp_path), {"rivers.yaml": DECK.replace("term: Delta", "tem: x")})
    result = run("preview", str(project), "--export", str(tmp_path / "out.html"))
    assert result.status == 1
    assert "rivers.yaml:5" in result.err
    assert not (tmp_path / "out.html").exists()


def size(picture: Path) -> tuple[int, int]:
    data = picture.read_bytes()
    assert data.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def test_pictures_of_chosen_cards(tmp_path: Path) -> None:
    """By day and night, question and answer beside each other, as wide as the client's window."""
    project, folder = hard_project(tmp_path / "deck"), tmp_path / "pictures"
    result = run("preview", str(project), "--screenshots", str(folder), "--card", "term/stair",
                 "--client", "android")  # fmt: skip
    assert (result.status, result.err) == (0, "")
    names = sorted(path.name for path in folder.iterdir())
    cards = ("1", "2", "5")
    assert names == sorted(
        f"hard-default-term-stair-{card}-android-{light}.png"
        for card in cards
        for light in ("day", "night")
    )
    for path in folder.iterdir():
        width, height = size(path)
        assert width == 2 * 390 + 3 * 24
        assert height >= 700
    day, night = ((folder / f"hard-default-term-stair-1-android-{light}.png").read_bytes()
                  for light in ("day", "night"))  # fmt: skip
    assert day != night


def test_no_card_of_that_name(tmp_path: Path) -> None:
    result = run("preview", str(small_project(tmp_path)), "--screenshots", str(tmp_path / "p"),
                 "--card", "nowhere")  # fmt: skip
    assert result.status == 1
    assert "no card has nowhere in its key or text" in result.err


def test_pictures_without_chromium() -> None:
    with pytest.raises(UserError, match="not installed"):
        find_chromium({"GLOSSDECK_CHROMIUM": "/nowhere/chromium"})


@pytest.fixture
def started(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    project = str(small_project(tmp_path))
    command = [sys.executable, "-m", "glossdeck", "preview", project, "--no-open"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
    )
    yield process
    process.kill()
    process.wait()


def test_the_command_serves_on_a_free_port_until_ctrl_c(started: subprocess.Popen[str]) -> None:
    assert started.stdout
    assert started.stderr
    line = started.stdout.readline()
    url = re.fullmatch(r"preview at (http://127\.0\.0\.1:\d+/) \(Ctrl-C stops\)\n", line)
    assert url
    assert re.fullmatch(r"18 cards; watching /.*\n", started.stdout.readline())
    with urlopen(url[1]) as answer:
        assert "Rivers" in answer.read().decode()
    events = urlopen(f"{url[1]}events")
    assert events.readline().startswith(b"data: ")
    started.send_signal(signal.SIGINT)
    assert started.wait(10) == 0
    assert started.stderr.read() == ""


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = run("preview", str(small_project(tmp_path)), "--no-open", "--port", port)
    assert result.status == 1
    assert f"port {port} cannot be used" in result.err


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from glossdeck.cli import preview

    monkeypatch.setattr(preview, "find_spec", lambda name: None if name == "uvicorn" else object())
    result = run("preview")
    assert result.status == 1
    assert "the preview needs uvicorn, which is not installed" in result.err
    assert 'pip install "glossdeck[preview]"' in result.err


def test_there_is_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "error[no-project]" in run("preview", "--no-open").err


@pytest.mark.parametrize(
    ("environ", "found"),
    [
        ({"EDITOR": "vim"}, None),
        ({"EDITOR": "'unclosed"}, None),
        ({}, None),
        ({"VISUAL": "code --wait", "EDITOR": "vim"}, ["code", "--goto", "{file}:7"]),
        ({"EDITOR": "emacsclient"}, ["emacsclient", "--no-wait", "+7", "{file}"]),
        ({"GLOSSDECK_EDITOR": "zed", "EDITOR": "code"}, ["zed", "{file}:7"]),
    ],
)
def test_editors_that_have_a_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environ: Mapping[str, str],
    found: list[str] | None,
) -> None:  # fmt: skip
    for name in ("code", "emacsclient", "zed", "vim"):
        write(tmp_path, {name: ""})
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    editor = find_editor(environ)
    if found is None:
        assert editor is None
        return
    assert editor
    file = tmp_path / "a b; $(x).yaml"
    assert editor_command(editor, file, 7) == [word.format(file=file) for word in found]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("deck.yaml", True),
        ("look/style.css", True),
        ("look/term/definition.front.html", True),
        ("glossdeck.lock", True),
        ("stair.svg", True),
        (".git/index", False),
        (".deck.yaml.swp", False),
        ("deck.yaml~", False),
        ("build/deck.apkg", False),
        ("node_modules/x/y.css", False),
        ("../elsewhere.yaml", False),
    ],
)
def test_what_counts_as_a_save(tmp_path: Path, name: str, wanted: bool) -> None:
    watch = Watched(tmp_path, True, tmp_path / "build")
    path = os.path.normpath(tmp_path / name)
    assert matters(watch)(None, path) is wanted
