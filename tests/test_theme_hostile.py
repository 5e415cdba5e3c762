"""Themes that were sent by someone: nothing runs, nothing is fetched, nothing takes for ever."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from glossdeck.theme import load_theme, note_types
from glossdeck.themecheck import check_templates, check_theme
from test_theme import ENGLISH, write

W = '<div lang="{{edition:language}}" dir="{{edition:direction}}">'
FRONT = "term/definition.front.html"


def rules(folder: Path, files: dict[str, str]) -> set[str]:
    write(folder / "mine", files)
    theme, problems = load_theme("mine", folder)
    found = [*problems, *(check_theme(theme) if theme else ())]
    assert all(each.location is not None for each in found)
    return {each.rule for each in found}


@pytest.mark.parametrize(
    "html",
    [
        '<svg onload="x()"></svg>',
        "<svg><script>x()</script></svg>",
        '<img src=x onerror="x()" alt="">',
        '<a href="&#106;avascript:x()">a</a>',
        '<a href="java&Tab;script:x()">a</a>',
        '<a href=" \x01javascript:x()">a</a>',
        '<iframe srcdoc="<p>"></iframe>',
        '<object data="media/x.svg"></object>',
        '<embed src="data:text/html,x">',
        '<SCRIPT src="//e.org/x.js"></SCRIPT>',
        "<math><mtext><script>1</script></mtext></math>",
    ],
)
def test_what_runs_is_an_error(tmp_path: Path, html: str) -> None:
    assert "script" in rules(tmp_path, {FRONT: f"{W}{{{{Term}}}}{html}</div>"})


@pytest.mark.parametrize(
    "html",
    [
        "<svg/onload=x()>",
        '<p "onclick=x()>a</p>',
        "<!-- --!><script>x()</script>",
        "<!--><script>x()</script>",
        "<![CDATA[<script>x()</script>]]>",
        "<?x <script>x()</script>?>",
        '<title><img alt="</title><script>x()</script>"></title>',
        '<textarea><img alt="</textarea><script>x()</script>"></textarea>',
        '<noscript><p title="</noscript><script>x()</script>"></noscript>',
        "<xmp><p title='</xmp><script>x()</script>'></xmp>",
        "<style></style><script>x()</script>",
        '<svg><animate attributeName="href" to="javascript:x()"/></svg>',
        "<scr{{#Extra}}ipt>x()</scr{{/Extra}}ipt>",
        "<{{#Extra}}script>x()</script>{{/Extra}}",
        "<p {{#Extra}}on{{/Extra}}click='x()'>a</p>",
        "<p class={{label:ask_term}}>a</p>",
        "<p {{Extra}}>a</p>",
        '<p title="{{^Extra}}" lang=\'{{/Extra}}" onclick=x() id="\'>a</p>',
        '<a href="{{#Term}}java{{/Term}}script:x()">a</a>',
        '<a href="{{Extra}}">a</a>',
        '<meta http-equiv="refresh" content="0;url=https://e.org/">',
        '<base href="https://e.org/">',
        '<form action="https://e.org/"></form>',
        "<b></b>" * 3_000 + "<script>x()</script>",
        "<b>" * 3_000 + "<script>x()</script>",
        "{{> big}}" * 3 + "<script>x()</script>",
    ],
    ids=lambda html: html[:40],
)
def test_what_readers_of_html_see_differently_is_an_error(tmp_path: Path, html: str) -> None:
    """Nothing hides in what a browser reads otherwise than we do, nor beyond what we read."""
    files = {FRONT: f"{W}{{{{Term}}}}{html}</div>", "partials/big.html": "x" * 23_000}
    write(tmp_path / "mine", files)
    theme, problems = load_theme("mine", tmp_path)
    assert problems == ()
    assert theme is not None
    assert any(each.is_error for each in check_templates(theme))


@pytest.mark.parametrize(
    "css", ['.gd::after { content: "</style><script>x()</script>"; }', "/* </STYLE ><script> */"]
)
def test_a_style_sheet_cannot_end_itself(tmp_path: Path, css: str) -> None:
    """Anki puts it into an element of the page, which the first `</style` ends."""
    assert "script" in rules(tmp_path, {"extra.css": css})


@pytest.mark.parametrize(
    "html",
    [
        '<img src="HTTPS://e.org/a.png" alt="">',
        '<img src="\\\\e.org\\a.png" alt="">',
        '<img src="ht\ntps://e.org/a.png" alt="">',
        '<img src="file:///etc/passwd" alt="">',
        '<img srcset="media/a.png 1x, https://e.org/a.png 2x" alt="">',
        '<video poster="//e.org/a.png"></video>',
        '<svg><image href="https://e.org/a.svg"/></svg>',
        '<svg><use xlink:href="https://e.org/a.svg#a"/></svg>',
        '<table background="https://e.org/a.png"></table>',
        '<p style="background: url(https://e.org/a.png)">a</p>',
        '<p style="background: u\\72l(https://e.org/a.png)">a</p>',
        '<a ping="https://e.org/" href="#">a</a>',
        '<img srcset="data:image/png;base64,AA== 1x, https://e.org/a.png 2x" alt="">',
        '<svg><rect fill="url(https://e.org/a.svg#x)"/></svg>',
        '<img lowsrc="https://e.org/a.png" alt="">',
    ],
)
def test_what_is_fetched_is_an_error(tmp_path: Path, html: str) -> None:
    assert "remote-resource" in rules(tmp_path, {FRONT: f"{W}{{{{Term}}}}{html}</div>"})


@pytest.mark.parametrize(
    "css",
    [
        '.gd { background: url("\\68ttps://e.org/a.png"); }',
        ".gd { background: u\\72l(https://e.org/a.png); }",
        '.gd { background: image-set("https://e.org/a.png" 1x); }',
        '.gd { background: -webkit-image-set(url("//e.org/a.png") 1x); }',
        "@media screen { .gd { background: url(//e.org/a.png); } }",
        "@keyframes x { to { background: url(//e.org/a.png); } }",
        "@font-face { font-family: X; src: url(//e.org/x.woff2); }",
        "@supports (color: red) { @media all { .gd { cursor: url(//e.org/x.cur), auto; } } }",
        ".gd { --x: url(//e.org/a.png); }",
    ],
)
def test_a_style_sheet_fetches_nothing(tmp_path: Path, css: str) -> None:
    assert "remote-resource" in rules(tmp_path, {"extra.css": css})


@pytest.mark.parametrize(
    "css", ["@\\69mport 'x.css';", "@import url(//e.org/x.css);", "@IMPORT 'x.css';"]
)
def test_a_style_sheet_imports_nothing(tmp_path: Path, css: str) -> None:
    assert "css-import" in rules(tmp_path, {"extra.css": css})


@pytest.mark.parametrize(
    "files",
    [
        {FRONT: "{{" * 12_000},
        {FRONT: "<!--" * 6_000},
        {FRONT: "{{>" * 8_000},
        {FRONT: "{{#Term}}" * 1_200 + "{{/Term}}" * 1_200},
        {FRONT: W + "{{Term}}" + "<b>" * 8_000},
        {FRONT: W + "{{Term}}" + "<" * 24_000},
        {FRONT: W + "{{Term}}" * 2_900 + "</div>"},
        {FRONT: "{{" * 1_000_000},
        {FRONT: "{{> a}}", **{f"partials/{name}.html": f"{{{{> {below}}}}}" * 20
                              for name, below in zip("abcdefgh", "bcdefghi", strict=True)}},
        {"extra.css": "{" * 90_000},
        {"extra.css": "((((" * 20_000},
        {"extra.css": ".a " * 30_000 + "{ color: red; }"},
        {"extra.css": ":not(" * 18_000},
        {"extra.css": ".gd " + "* " * 400 + "p { color: red; }"},
        {"extra.css": ".gd p { color: " + "var(--a, " * 10_000 + "red; }"},
        {"extra.css": ".gd p { width: " + "min(" * 20_000 + "1px; }"},
        {"extra.css": "".join(f".gd {{ --v{n}: var(--v{n + 1}) var(--v{n + 1}); }}\n"
                              for n in range(60)) + ".gd { color: var(--v0); }"},
        {"extra.css": "/*" * 45_000},
        {"extra.css": ".gd p { color: #123; }\n" * 4_000},
        {"style.css": "", "theme.yaml": "tokens: {ink: {day: [x], night: }}"},
        {"theme.yaml": "labels: {en: {a: &a [x], b: *a}}"},
        {"theme.yaml": "fields: {term: [" + ", ".join(f"F{n}" for n in range(500)) + "]}"},
    ],
    ids=lambda files: next(iter(files)).split(".")[0],
)  # fmt: skip
def test_a_bomb_ends_in_a_message_within_seconds(tmp_path: Path, files: dict[str, str]) -> None:
    started = time.process_time()
    rules(tmp_path, files)
    assert time.process_time() - started < 20  # of processor time; measured: under 4 s


def test_files_that_are_no_files_are_told(tmp_path: Path) -> None:
    """A pipe is never opened, as reading it would wait for ever."""
    write(tmp_path / "mine", {"partials/also.html": "x"})
    os.mkfifo(tmp_path / "mine" / "theme.yaml")
    os.mkfifo(tmp_path / "mine" / "style.css")
    (tmp_path / "mine" / "partials" / "extra.html").symlink_to("/dev/zero")
    assert rules(tmp_path, {}) >= {"outside"}


def test_a_theme_that_cannot_be_read_still_gives_note_types(tmp_path: Path) -> None:
    """Problems are values: whatever is wrong, nothing raises."""
    files = {"theme.yaml": "cards: {term: [{name: X, needs: Y}]}", "style.css": "}}}{{{"}
    write(tmp_path / "mine", files)
    theme, problems = load_theme("mine", tmp_path)
    assert problems
    assert theme is not None
    assert len(note_types(theme, "n", ENGLISH)) == 3
