"""Author's text becomes safe field HTML, or an error that says how to put it right."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from html import unescape
from pathlib import Path
from time import process_time

import nh3
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from glossdeck.markup import LONGEST_TEXT, Rendered, replace_images, to_html, visible_text

GOLDEN = (Path(__file__).parent / "golden" / "markup.md").read_text(encoding="utf-8")
CASES = re.findall(r"^(\S.*)\n\.\n((?:.|\n)*?)\n\.\n((?:.|\n)*?)\n\.$", GOLDEN, re.MULTILINE)

KEPT = st.characters(exclude_categories=("Cc", "Cs", "Cn"))
WORDS = st.text(st.characters(categories=("L", "N", "P", "S", "M", "Zs")), max_size=80)
SOURCES = (
    "<b> </b> <i> </i> <p> </p> <ul> <li> </li> </ul> <table> <tr> <td> <a <svg> <script> "
    "</script> <style> <math> <!-- --> <![CDATA[ ]]> <? <img src= href= onload= javascript: "
    "data: https: ' \" > = / & &lt; &#60; &#x1f; &#xFDD0; &nbsp; ` ``` ~~~ * ** _ ~~ [ ] ( ) "
    "![ ]( \\( \\) \\[ \\] \\ | - # 1. {{c1:: }} == :: { } {{ [sound: [latex] \n \t \u0338 x "
    "\u00e9 e\u0301 \u2068 \u05d0 \U0001f600 \x00 \x1f \ud800 \ufdd0 \ufdd1 \ufdd3"
)
PIECES = st.lists(st.sampled_from(SOURCES.split(" ")) | st.text(max_size=3), max_size=14).map(
    " ".join
)
MIXED = PIECES | PIECES.map(lambda text: text.replace(" ", ""))


def as_golden(rendered: Rendered) -> str:
    lines = [rendered.html] if rendered.html else []
    lines += [f"image: {image}" for image in rendered.images]
    for flaw in rendered.flaws:
        lines += [f"error[{flaw.rule}] {flaw.message}", f"word: {flaw.word}", f"fix: {flaw.fix}"]
    return "\n".join(lines)


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=lambda value: "")
def test_the_golden_cases_say_what_becomes_of_a_text(text: str, expected: str) -> None:
    assert as_golden(to_html(text.replace("␟", "\x1f"))).replace("\x1f", "␟") == expected


def test_all_golden_cases_are_read() -> None:
    assert len(CASES) == GOLDEN.count("\n.\n") / 3 > 40


@given(WORDS)
@example("a\u0338<b>\u0338")
@example("\u212b e\u0301 \u0344")
def test_a_text_without_markup_reaches_the_reader_as_it_was_written(text: str) -> None:
    text = re.sub(r"[\\`*_\[\]<>&~|#+.)-]", "", text).strip()
    rendered = to_html(text)
    assert not rendered.flaws
    seen = unicodedata.normalize("NFC", visible_text(rendered.html))
    assert seen == re.sub(" +", " ", unicodedata.normalize("NFC", text))


@given(WORDS)
def test_an_escaped_text_reaches_the_reader_as_it_was_written(text: str) -> None:
    text = text.strip()
    escaped = (
        re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text).replace("\\(", "(").replace("\\[", "&#91;")
    )
    rendered = to_html(escaped)
    assert not rendered.flaws
    seen = unicodedata.normalize("NFC", visible_text(rendered.html))
    assert seen == re.sub(" +", " ", unicodedata.normalize("NFC", text))


@settings(max_examples=400)
@given(MIXED)
@example('<b title="&#xFDD0;">x</b>')
@example('<b title="&#x1f;">x</b>')
@example("<b>\u0338x</b>")
@example("**a**\u0338")
@example('<a href="java&#x09;script:alert(1)">x</a>')
@example("[x](<java\tscript:alert(1)>)")
@example('<img alt="x" src="x" alt="y" onerror=alert(1)>')
@example("<p><div>x</div></p>")
@example("<a href=https://x.org><a href=https://y.org>z</a></a>")
def test_nothing_unsafe_comes_out_whatever_goes_in(text: str) -> None:
    """A second cleaning with the library's own, other rules finds nothing to remove."""
    html = to_html(text).html
    plain = html.replace("&#123;", "{").replace("&#91;", "[").replace("&#824;", "\u0338")
    allowed = {tag: {"lang", "dir", "title"} for tag in nh3.ALLOWED_TAGS}
    for tag, names in {
        "a": {"href"},
        "img": {"src", "alt", "role", "width", "height"},
        "td": {"style", "colspan", "rowspan"},
        "th": {"style", "colspan", "rowspan", "scope"},
        "ol": {"start"},
    }.items():
        allowed[tag] |= names
    again = nh3.clean(
        plain,
        attributes=allowed,
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
        filter_style_properties={"text-align"},
    )
    assert again.replace("&nbsp;", "\u00a0") == plain
    assert unicodedata.is_normalized("NFC", html)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef]", html)
    assert "{{" not in html


@given(MIXED)
def test_a_result_has_either_html_or_flaws_with_a_fix(text: str) -> None:
    rendered = to_html(text)
    assert not (rendered.flaws and rendered.html)
    for said in (said for flaw in rendered.flaws for said in (flaw.message, flaw.fix)):
        assert said
        assert not said[0].isupper()
        assert not said.endswith(".")


@pytest.mark.parametrize(
    "character", ["\x00", "\x0b", "\r", "\x1f", "\x7f", "\x85", "\ufdd0", "\ufdef", "\ufffe",
                  "\U0001ffff", "\U0010ffff", pytest.param("\ud800", id="high"),
                  pytest.param("\udfff", id="low")],
)  # fmt: skip
def test_a_control_character_is_named_by_its_code(character: str) -> None:
    (flaw,) = to_html(f"one{character}é").flaws
    assert flaw.rule == "control-character"
    assert f"U+{ord(character):04X}" in flaw.message


def test_bidi_isolates_and_joiners_are_no_control_characters() -> None:
    text = (
        "\u2067\u05e4\u05d7\u05d3\u2069 \u0645\u06cc\u200c\u062e\u0648 \U0001f469\u200d\U0001f52c"
    )
    assert to_html(text) == Rendered(text)


def test_an_image_takes_the_name_of_its_media_file() -> None:
    rendered = to_html('![a "b"](a&b.png) ![c](<my c.png>) ![d](d.png) `src="d.png"`')
    assert rendered.images == ("a&b.png", "my c.png", "d.png")
    names = {"a&b.png": "1.png", "my c.png": "2.png"}
    assert replace_images(rendered.html, names) == (
        '<img src="1.png" alt="a &quot;b&quot;"> <img src="2.png" alt="c"> '
        '<img src="d.png" alt="d"> <code>src="d.png"</code>'
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a &lt; b &amp;amp; c", "a < b &amp; c"),
        ("<p>One\ntwo</p>\n<p>three<br>four</p>", "One two\nthree\nfour"),
        ("<b>un</b>broken", "unbroken"),
        ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "a\nb"),
        ('see <img src="x.png" alt="the &lt;loop&gt;">.', "see the <loop>."),
        ('<span title="a > b">x</span>', "x"),
        ("\\(a&lt;b\\)", "\\(a<b\\)"),
    ],
)
def test_visible_text_is_what_a_reader_sees(html: str, text: str) -> None:
    assert visible_text(html) == text


@given(st.text(max_size=60))
def test_visible_text_never_raises(html: str) -> None:
    visible_text(html)
    assert "<" not in visible_text(f"<b>{html.replace('<', '').replace('&', '')}</b>")


HARD = ["[", "![", "[a](", "![](a)", "](", "*a_ ", "***a", "` `` ", "<a ", "<!-- ", "<b>", "&amp"]
HARD += [r"\(", r"\[", r"\(\\)", "> ", "- ", "1. \n", "|a\n|-\n", "~~a ~", "<?a", "<![CDATA[", "x "]


@pytest.mark.parametrize("piece", HARD)
def test_a_hostile_text_costs_no_more_than_a_moment(piece: str) -> None:
    start = process_time()
    to_html((piece * LONGEST_TEXT)[:LONGEST_TEXT])
    (flaw,) = to_html((piece * 1_000_000)[:1_000_000]).flaws
    assert process_time() - start < 5
    assert flaw.message.endswith("characters; a field takes at most 20,000")


def test_a_plain_text_loads_no_library() -> None:
    """Most glossaries are plain, and the libraries take longer to load than a deck to build."""
    script = (
        "import sys; from glossdeck.markup import to_html\n"
        "to_html('Known pain feels safer than unknown change: so (we) stay, as Ana’s aunt says.')\n"
        "assert not {'markdown_it', 'nh3'} & set(sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)


def test_markup_of_the_reader_is_read_once() -> None:
    """What is escaped is escaped once."""
    assert unescape(to_html("*a* &amp;lt; `&lt;` \\(a&lt;b\\)").html) == (
        "<em>a</em> &lt; <code>&lt;</code> \\(a&lt;b\\)"
    )
