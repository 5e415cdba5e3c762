"""Themes that were sent by someone: nothing runs, nothing is fetched, nothing takes for ever."""

from __future__ import annotations

import os
import time
from base64 import b64encode
from pathlib import Path

import pytest
from click.testing import CliRunner

from forked import run_forked
from glossdeck.cli import cli
from glossdeck.theme import load_theme, note_types
from glossdeck.themecheck import check_before_build, check_templates, check_theme
from test_theme import ENGLISH, write

W = '<div lang="{{edition:language}}" dir="{{edition:direction}}">'
FRONT = "term/definition.front.html"


DRAWING = b64encode(b"<svg><image href='//e.org/a.png'/></svg>").decode()


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
        "<img alt='' src='data:image/svg+xml,%3Csvg%3E%3Cimage href=%22https://e.org/%22/%3E'>",
        f"<img alt='' src='data:image/svg+xml;base64,{DRAWING}'>",
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
        f".gd {{ background: url(data:image/svg+xml;base64,{DRAWING}); }}",
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


@pytest.mark.parametrize(
    ("text", "rule", "message"),
    [
        ("extends: ../..", "outside", "the theme `../..` is outside the project"),
        ("extends: /etc", "outside", "the theme `/etc` is outside the project"),
        ("extends: C:\\Windows", "unknown-theme", "there is no theme `C:\\Windows`"),
        ("extends: " + "a" * 5000, "unknown-theme", f"there is no theme `{'a' * 5000}`"),
        ("extends: ./mine/.", "theme-loop", "the theme `./mine/.` extends itself"),
        ("- a", "wrong-type", "the file has no keys"),
        ('tokens: {ink: "red; } body {"}', "token-value",
         "the token `ink` holds `;`, which ends or loads something"),
        ("tokens: {ink: red !important}", "token-value",
         "the token `ink` holds `!`, which ends or loads something"),
        ('tokens: {ink: "rgb(1,2"}', "token-value", "the token `ink` has a ( that is never closed"),
        ("tokens: {font: '\"Arial'}", "token-value",
         'the token `font` has a " that is never closed'),
        ("tokens: {a: image-set('https://e.org/a' 1x)}", "token-value",
         "the token `a` holds `image-set(`, which ends or loads something"),
        ("tokens: {a: '\"https://e.org/a\"'}", "token-value",
         "the token `a` holds `//`, which ends or loads something"),
        ('tokens: {a: "a\\nb"}', "token-value",
         "the token `a` holds `U+000A`, which ends or loads something"),
        (f"tokens: {{a: {'b' * 400}}}", "token-value",
         "the token `a` is longer than 300 characters"),
        ("tokens: {" + ", ".join(f"t{n}: red" for n in range(201)) + "}", "too-large",
         "a theme has room for 200 tokens, and this one has 201"),
        ("labels: {'en\" onclick=\"x': {ask_term: x}}", "label-language",
         '`en" onclick="x` is no language'),
        ("labels: {en: {'a b<': x}}", "label-name", "`a b<` cannot name a label"),
        (f"labels: {{en: {{ask_term: {'x' * 301}}}}}", "label-text",
         "the label `ask_term` is no line of text"),
        ('labels: {en: {ask_term: "a\\0b"}}', "label-text",
         "the label `ask_term` is no line of text"),
        (f"fields: {{term: [{'x' * 101}]}}", "wrong-id", "item 1 of `term` is too long"),
        ('fields: {term: ["Étymologie", "E\\u0301tymologie"]}', "field-name",
         "there is a field `Étymologie` already"),
        ('fields: {term: ["a\\u200bb"]}', "field-name", "`a\u200bb` cannot name a field"),
        ("cards: {term: [{name: A, needs: Term, files: ../../etc/passwd}]}", "card-files",
         "`../../etc/passwd` cannot name files"),
    ],
)  # fmt: skip
def test_a_hostile_theme_yaml_is_told_at_its_place(
    tmp_path: Path, text: str, rule: str, message: str
) -> None:
    write(tmp_path / "mine", {"theme.yaml": text})
    _, problems = load_theme("mine", tmp_path)
    assert (rule, message) in [(each.rule, each.message) for each in problems]
    assert all(each.location and each.location.line == 1 for each in problems)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tokens: {ink: var(--gd-muted), muted: var(--gd-ink)}",
         "the token `ink` is made of itself"),
        ("tokens: {ink: var(--gd-inc)}", "the token `ink` is made of `inc`, which is no token"),
        ("tokens: {ink: gren}", "the token `ink` is no colour: `gren`"),
        ("tokens: {size: 22}", "the token `size` is no size: `22`"),
        ("tokens: {size: -22px}", "the token `size` is less than nothing"),
    ],
)  # fmt: skip
def test_a_token_is_of_its_kind_and_leads_somewhere(
    tmp_path: Path, text: str, message: str
) -> None:
    """Else the card would quietly lose its colour or its size."""
    write(tmp_path / "mine", {"theme.yaml": text})
    theme, problems = load_theme("mine", tmp_path)
    assert theme is not None
    assert problems == ()
    found = [each for each in check_before_build(theme) if each.message == message]
    assert [(each.rule, each.location and each.location.line) for each in found] == [
        ("token-value", 1)
    ]


def test_links_and_folders_in_place_of_files_are_told(tmp_path: Path) -> None:
    """Nothing outside is listed, and no link leads in circles."""
    secret = tmp_path / "secret"
    write(secret, {"hidden.html": "x"})
    mine = tmp_path / "project" / "mine"
    write(mine, {"partials": "x", "term/definition.front.html/a": "x"})
    (mine / "cloze").symlink_to(secret)
    (mine / "media").symlink_to(secret)
    (mine / "style.css").symlink_to("style.css")
    (mine / "extra.css").mkdir()
    (mine / "terms").mkdir()
    theme, problems = load_theme("mine", tmp_path / "project")
    assert theme is not None
    told = {(each.rule, each.location.path.split("/mine/")[-1]) for each in problems
            if each.location}  # fmt: skip
    assert told == {
        ("theme-file", "partials"),
        ("outside", "cloze"),
        ("outside", "media"),
        ("outside", "style.css"),
        ("theme-file", "extra.css"),
        ("theme-file", "term/definition.front.html"),
        ("theme-file", "terms"),
    }
    assert "hidden" not in repr(problems)


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("x.woff2", b"<html>", "theme-file"),
        ("x.png", b"", "theme-file"),
        ("x.avif", b"\0\0\0\x20ftypavif", ""),
        ("x.ttf", b"\0\1\0\0", ""),
        ("x.jpg", b"\x89PNG", "theme-file"),
        ("a b.png", b"\x89PNG", "theme-file"),
        ("a%20b.png", b"\x89PNG", "theme-file"),
        ("Ünï-日本_1.png", b"\x89PNG", ""),
        ("x.svg", b"GIF89a", "theme-file"),
        ("x.svg", b"<svg onload='x()'/>", "script"),
        ("x.svg", b"<svg><script>x()</script></svg>", "script"),
        ("x.svg", b"<!DOCTYPE x [<!ENTITY a 'b'>]><svg/>", "script"),
        ("x.svg", b"<svg><image href='https://e.org/a.png'/></svg>", "remote-resource"),
        ("x.svg", b"<svg><style>@import '//e.org/a.css';</style></svg>", "remote-resource"),
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><use href='#a'/></svg>", ""),
    ],
)
def test_media_are_what_their_names_say(tmp_path: Path, name: str, data: bytes, rule: str) -> None:
    media = tmp_path / "mine" / "media"
    media.mkdir(parents=True)
    (media / name).write_bytes(data)
    _, problems = load_theme("mine", tmp_path)
    assert [each.rule for each in problems] == ([rule] if rule else [])


def test_what_no_editor_shows_is_told(tmp_path: Path) -> None:
    write(tmp_path / "mine", {"extra.css": ".gd {\n  margin\0: 0; }", FRONT: "{{Term}}\x1f"})
    _, problems = load_theme("mine", tmp_path)
    assert [(each.rule, each.location and each.location.line, each.location
             and each.location.column) for each in problems] == [
        ("control-character", 2, 9), ("control-character", 1, 9)
    ]  # fmt: skip


def test_what_no_card_uses_is_told(tmp_path: Path) -> None:
    """A template without a card, a picture that nothing shows, more than there is room for."""
    fields = ", ".join("ABCDEFG")
    text = f"fields: {{term: [{fields}]}}\ncards: {{cloze: [{{name: More, needs: Text}}]}}"
    files = {"theme.yaml": text, "term/more.front.html": "x", "cloze/more.front.html": "x"}
    files |= {"media/a.svg": "<svg/>", "media/b.svg": "<svg/>"}
    files |= {"extra.css": '.gd { background: url("media/b.svg"); }'}
    write(tmp_path / "mine", files)
    theme, _ = load_theme("mine", tmp_path)
    assert theme is not None
    told = [(each.rule, each.message) for each in check_theme(theme)]
    unused = [each.location for each in check_theme(theme) if each.rule == "unused-file"]
    assert [where.path.split("/mine/")[1] for where in unused if where] == [
        "media/a.svg", "term/more.front.html"
    ]  # fmt: skip
    assert ("slots-full", "`G` is too much: a theme can add 6 fields to term notes") in told
    assert ("slots-full", "`More` is too much: a theme can add 0 cards to cloze notes") in told


def test_labels_are_shown_and_nothing_more(tmp_path: Path) -> None:
    """No HTML, no sound, no field of Anki's comes out of them."""
    text = "labels: {en: {ask_term: '<b> [sound:a.mp3] [[type:Term]] {'}}"
    write(tmp_path / "mine", {"theme.yaml": text})
    theme, _ = load_theme("mine", tmp_path)
    assert theme is not None
    front = note_types(theme, "n", ENGLISH)[0].templates[1].front
    assert "&lt;b&gt; &#91;sound:a.mp3] &#91;[type:Term]] {" in front


NOBODY = 65_534
"""Id of a user without rights; root may read everything."""


def test_what_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file, a picture, a folder of the theme, and the theme itself."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.name.startswith("pytest-") or folder == tmp_path:
            folder.chmod(folder.stat().st_mode | 0o055)
    deck = "deck: {id: d, title: D}\nterms: [{term: A, definition: B.}]\n"
    files = {"extra.css": "", "media/a.svg": "<svg/>", "partials/also.html": "x"}
    write(tmp_path / "project", {"glossdeck.yaml": "theme: mine\n", "deck.yaml": deck})
    mine = tmp_path / "project" / "mine"
    write(mine, files)
    monkeypatch.chdir(tmp_path / "project")
    assert CliRunner().invoke(cli, ["build"]).exit_code == 0  # imports what nobody may not read
    for name in ("extra.css", "media/a.svg", "partials"):
        (mine / name).chmod(0)
    told = run_forked(tmp_path / "project", "build", user=NOBODY).err
    (mine / "partials").chmod(0o755)
    assert "Traceback" not in told
    assert "mine/extra.css:1:1: error[unreadable]" in told
    assert "mine/media/a.svg:1:1: error[unreadable] this cannot be read: Permission denied" in told
    assert "mine/partials:1:1: error[unreadable] this cannot be read: Permission denied" in told
    mine.chmod(0)
    told = run_forked(tmp_path / "project", "build", user=NOBODY).err
    mine.chmod(0o755)
    assert "mine cannot be read: Permission denied" in told
    assert "Traceback" not in told
