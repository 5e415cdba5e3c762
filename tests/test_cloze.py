"""Cloze texts in both notations become deletions that the real Anki reads as meant."""

from __future__ import annotations

import html
import json
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import anki_versions
from cards_with_this_anki import ClozeCards
from glossdeck.cloze import ClozeText, Deletion
from glossdeck.cloze_reader import read_marked, to_cloze
from glossdeck.cloze_simple import read_simple
from glossdeck.flaw import Flaw
from glossdeck.markup import LONGEST_TEXT, to_html, to_marked_html, visible_text

SLOW_START = settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def anki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Cards as the newest Anki makes them from a field."""
    cards = ClozeCards(tmp_path_factory.mktemp("anki"))

    def sides(text: str, number: int) -> tuple[str, str]:
        """What a learner sees on the front and the back of a card."""
        front, back = map(visible_text, cards.sides(text, number))
        return front, back

    yield SimpleNamespace(numbers=cards.numbers, sides=sides)
    cards.collection.close()


def read(text: str) -> ClozeText:
    rendered = to_cloze(text)
    assert not rendered.flaws, rendered.flaws
    assert rendered.cloze
    return rendered.cloze


def in_house_style(flaw: Flaw) -> bool:
    """Neither the message nor the fix starts with a capital or ends with a full stop."""
    said = (flaw.message, flaw.fix)
    return all(text and not text[0].isupper() and not text.endswith(".") for text in said)


def numbered(text: str) -> str:
    """Its own numbers, and 1, 2, 3 … for short deletions."""
    deletions = read(text).deletions
    return read(text).numbered([one.number or at for at, one in enumerate(deletions, 1)])


# Reading


def test_short_deletions_have_no_number_yet() -> None:
    assert read("being ==aware== of, ==agreeing::hint== with") == ClozeText(
        (Deletion("aware", "", None), Deletion("agreeing", "hint", None)),
        (6, 16),
        "being aware of, agreeing with",
        ("being {{c", "::aware}} of, {{c", "::agreeing::hint}} with"),
    )


def test_numbers_of_anki_are_kept_in_the_order_of_opening() -> None:
    text = read("{{c3::the loop {{c1::turns}}::what?}} and ==stops==, {{c3::too}}")
    assert text.deletions == (
        Deletion("the loop turns", "what?", 3),
        Deletion("turns", "", 1),
        Deletion("stops", "", None),
        Deletion("too", "", 3),
    )
    assert text.starts == (0, 9, 19, 26)
    assert text.plain == "the loop turns and stops, too"
    assert text.numbered((3, 1, 4, 3)) == (
        "{{c3::the loop {{c1::turns}}::what?}} and {{c4::stops}}, {{c3::too}}"
    )


def test_markdown_surrounds_and_fills_deletions() -> None:
    text = "- **==one==** and ==*two*==\n- ==![Loop](a.png)=="
    assert to_cloze(text).images == ("a.png",)
    assert [one.answer for one in read(text).deletions] == ["one", "two", "Loop"]
    assert numbered(text) == (
        "<ul>\n<li><strong>{{c1::one}}</strong> and {{c2::<em>two</em>}}</li>\n"
        '<li>{{c3::<img src="a.png" alt="Loop">}}</li>\n</ul>'
    )


@pytest.mark.parametrize("numbers", [(), (1, 2), (0,), (500,)])
def test_wrong_numbers_are_refused(numbers: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="number"):
        read("==one==").numbered(numbers)


@pytest.mark.parametrize(
    ("text", "message", "word"),
    [
        ("Nothing.", "the text hides nothing, so there is nothing to ask", ""),
        ("", "the text hides nothing, so there is nothing to ask", ""),
        ("`==a==`", "the text hides nothing, so there is nothing to ask", ""),
        (r"\(a ==b== c\)", "the text hides nothing, so there is nothing to ask", ""),
        ("an ==open one", "== starts a gap that never ends", "=="),
        ("if a == b", "== starts a gap that never ends", "=="),
        ("{{c1::open", "the gap {{c1:: never ends", "{{c1::"),
        ("{{c1::{{x}}", "the gap {{c1:: never ends", "{{c1::"),
        ("==x== }}", "}} ends a gap, but none is open there", "}}"),
        ("if a == b and c == d", "there are blanks just inside the == around 'b and c'", "=="),
        ("a === b ==c==", "=== cannot be read: two = start or end a gap", "==="),
        ("{{c0::a}}", "{{c0:: starts no gap: cloze numbers run from 1 to 499", "{{c0::"),
        ("{{c500::a}}", "{{c500:: starts no gap: cloze numbers run from 1 to 499", "{{c500::"),
        ("{{c99999999999::a}}", "{{c99999999999:: starts no gap: cloze numbers run from 1 to "
         "499", "{{c99999999999::"),
        ("{{C1::a}}", "{{C1:: starts no gap: a gap starts with a small c, without "
         "blanks", "{{C1::"),
        ("{{ c1::a}}", "{{ c1:: starts no gap: a gap starts with a small c, without "
         "blanks", "{{ c1::"),
        ("{{1::a}}", "{{1:: starts no gap: a gap starts with a small c, without blanks",
         "{{1::"),
        ("{{c1:a}}", "{{c1: starts no gap: two colons belong between number and answer",
         "{{c1:"),
        ("{{c1}}", "{{c1 starts no gap: two colons belong between number and answer", "{{c1"),
        ("{{c::a}}", "{{c:: starts no gap: the number is missing", "{{c::"),
        ("{{c1,2::a}}", "{{c1,2:: starts no gap: a gap has one number", "{{c1,2::"),
        ("{c1::a} ==x==", "{c1:: starts no gap: a gap starts with two braces", "{c1::"),
        ("{{c1::}}", "a gap has no answer", "{{c1::"),
        ("{{c1::&nbsp;::hint}}", "a gap has no answer", "{{c1::"),
        ("====", "a gap has no answer", "=="),
        ("==a::b::c==", "a gap has more than one hint, or :: in its answer or hint", "::"),
        ("{{c1::std::vector::C++}}",
         "a gap has more than one hint, or :: in its answer or hint", "::"),
        ("==a::*b*==", "a hint is plain text, without markup, images or gaps", "=="),
        ("{{c1::a::b {{c2::c}}}}", "a hint is plain text, without markup, images or gaps",
         "{{c1::"),
        ("**bold ==x** y==", "the gap == and bold text overlap", "=="),
        ("{{c1::a *b}} c*", "the gap {{c1:: and italic text overlap", "{{c1::"),
        ("==a *b== c*", "the gap == and italic text overlap", "=="),
        ("==**a::b**==", "the gap == and bold text overlap", "=="),
        ("==a\n\nb==", "the gap == and a paragraph overlap", "=="),
        ("- ==a\n- b==", "the gap == and a list item overlap", "=="),
        (r"\(a {{c1::b\) c}}", "the gap {{c1:: and a formula overlap", "{{c1::"),
        ("==a {{c1::b== c}}", "the gap {{c1:: and the gap around it overlap",
         "{{c1::"),
        ("![==a==](b.png)", "a gap cannot be inside the attribute alt of <img>", ""),
        ("{{c1::" * 9 + "a" + "}}" * 9, "gaps lie inside one another more than 8 deep", ""),
    ],
)  # fmt: skip
def test_a_mistake_is_named_and_comes_with_a_fix(text: str, message: str, word: str) -> None:
    rendered = to_cloze(text)
    assert rendered.cloze is None
    assert [(flaw.rule, flaw.message, flaw.word) for flaw in rendered.flaws] == [
        ("cloze-syntax", message, word)
    ]
    assert in_house_style(rendered.flaws[0])


def test_independent_mistakes_are_told_together() -> None:
    assert [flaw.word for flaw in to_cloze("{{c0::a}} and {{C1::b}}, ==c").flaws] == [
        "{{c0::",
        "{{C1::",
        "==",
    ]


def test_flaws_of_markup_are_told_for_cloze_texts_too() -> None:
    (flaw,) = to_cloze("==<script>==").flaws
    assert isinstance(flaw, Flaw)
    assert flaw.rule == "markup"


# The real Anki

HARD_ANSWERS = [
    ("==a}}b==", "a}}b"),
    ("{{c1::f{g{x}}}}", "f{g{x}}"),
    ("{{c1::{x}}", "{x"),
    (r"{{c1::a\}\}b}}", "a}}b"),
    ("{{c1::`a}}b`}}", "a}}b"),
    (r"==std\::vector==", "std::vector"),
    (r"==std\::vector\:::a type==", "std::vector:"),
    (r"{{c1:::-) ::a face}}", ":-) "),
    (r"==a\==b==", "a==b"),
    (r"==\=a\===", "=a="),
    (r"{{c1::a\}}}", "a}"),
    (r"{{c1::a}\}b}}", "a}}b"),
    ("==a{{b==", "a{{b"),
    ("{==a==}", "a"),
    (r"==\{{c2\::x}}==", "{{c2::x}}"),
    ("==a < b & c > d==", "a < b & c > d"),
    ("==&lt;b&gt; &amp;amp;==", "<b> &amp;"),
    (r"==\(x^{2^{n}}\)==", r"\(x^{2^{n}}\)"),
    (r"{{c1::\(x^{2^{n}}\)}}", r"\(x^{2^{n}}\)"),
    (r"{{c1::\(\frac{a}{{b}}\)::half}}", r"\(\frac{a}{{b}}\)"),
    (r"==\[a::b < c\]==", r"\[a::b < c\]"),
    ("==פחד מפני שינוי==", "פחד מפני שינוי"),
    ("==\u2067שינוי\u2069==", "\u2067שינוי\u2069"),
    ("==抵抗==", "抵抗"),
    ("==e\u0301t\u00e9==", "été"),
    ("==👩\u200d🔬 🇪🇺==", "👩\u200d🔬 🇪🇺"),
    ("==[sound:x.mp3]==", "[sound:x.mp3]"),
    ("==image-occlusion:rect:left=1==", "image-occlusion:rect:left=1"),
    ('==<span title="a}}b::c">x</span>==', "x"),
    ("==[x](https://example.org/a::b}}c)==", "x"),
]


def hard_sides(text: str, answer: str) -> tuple[str, str]:
    """What a learner should see of a hard answer that stands between two words."""
    around = "before {{{}}} after" if text == "{==a==}" else "before {} after"
    hint = read(text).deletions[0].hint or "..."
    return around.format(f"[{hint}]"), around.format(answer)


@pytest.mark.parametrize(("text", "answer"), HARD_ANSWERS)
def test_anki_hides_the_answer_and_shows_it_as_it_was_written(
    anki: Any, text: str, answer: str
) -> None:
    field = numbered(f"before {text} after")
    assert [one.answer for one in read(text).deletions] == [answer.strip()]
    assert anki.numbers(field) == [1]
    assert anki.sides(field, 1) == hard_sides(text, answer)


@pytest.mark.parametrize("version", anki_versions.OLDER)
def test_older_ankis_hide_and_show_the_same(version: str) -> None:
    fields = [numbered(f"before {text} after") for text, _ in HARD_ANSWERS]
    script = Path(__file__).parent / "cards_with_this_anki.py"
    done = subprocess.run(
        [anki_versions.python_with(version), script],
        input=json.dumps(fields), capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for (text, answer), (numbers, *sides) in zip(
        HARD_ANSWERS, json.loads(done.stdout), strict=True
    ):
        assert numbers == [1]
        assert tuple(map(visible_text, sides)) == hard_sides(text, answer)


def test_anki_asks_for_a_part_of_a_formula(anki: Any) -> None:
    field = numbered(r"so \(a {{c1::b^{2}}} + \frac{{{c2::x}}}{y}\).")
    assert anki.numbers(field) == [1, 2]
    assert anki.sides(field, 1) == (
        r"so \(a [...] + \frac{x}{y}\).",
        r"so \(a b^{2} + \frac{x}{y}\).",
    )
    assert anki.sides(field, 2)[0] == r"so \(a b^{2} + \frac{[...]}{y}\)."


def test_anki_asks_for_nested_deletions_one_by_one(anki: Any) -> None:
    field = numbered("{{c1::the {{c2::loop::shape}} turns::what}} on")
    assert anki.sides(field, 1) == ("[what] on", "the loop turns on")
    assert anki.sides(field, 2) == ("the [shape] turns on", "the loop turns on")


def test_braces_in_other_texts_never_become_a_deletion(anki: Any) -> None:
    """Anki counts deletions in every field of a cloze note, not only in its text."""
    written = "{{c7::x}} {{{c8::y}}} {{Text}}"
    extra = to_html(written).html
    assert anki.numbers("{{c1::a}}", written) == [1, 7, 8]
    assert anki.numbers("{{c1::a}}", extra) == [1]
    field = numbered(f"`{written}` " + r"\{{c9::z\}} ==a==")
    assert anki.numbers(field) == [1]
    assert anki.sides(field, 1)[1] == written + " {{c9::z}} a"


ANSWERS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")), max_size=12)
SOURCES = (
    r"== == == {{c1:: {{c2:: {{c499:: }} }} :: { } {{ {c1:: = : \: \= ` ** * \( \) <b> </b> &"
    r" &lt; \{ \} [x](https://e.org) [sound: ![a](b) a b"
)
PARTS = st.lists(
    st.sampled_from(SOURCES.split(" ")) | st.sampled_from([" ", "\n\n", "\u0338"]) | ANSWERS,
    max_size=12,
).map("".join)


WORDS = st.sampled_from(
    [
        *("word", "פחד", "👩‍🔬", "e\u0301", "\u0338", "a < b", "&amp;", "{x}", "{{y}}"),
        *(r"\}}", r"\::", r"\==", "`x}}==`", r"\(x^{2^{n}}\)"),
        *("*it*", "<b>b</b>", "[a](https://e.org/::)", "![i](i.png)"),
    ]
)
DELETED = st.recursive(
    WORDS,
    lambda inner: (
        st.builds(
            "{{{{c{}::x{}y{}}}}}".format,
            st.integers(1, 499),
            st.lists(inner, max_size=3).map(" ".join),
            st.sampled_from(["", "::hint", r"::a\::b", r"::\(x_{1}\)"]),
        )
        | WORDS.map(lambda word: f"==a{word}b==")
    ),
    max_leaves=8,
)
CLOZES = st.lists(DELETED, min_size=1, max_size=5).map(" ".join)


@SLOW_START
@given(CLOZES | PARTS)
@example("{{c1::a}}\u0338")
@example("=={{c1::a}}==")
def test_anki_finds_exactly_our_numbers_and_shows_all_on_the_back(anki: Any, text: str) -> None:
    result = to_cloze(text).cloze
    if result:
        numbers = [one.number or 100 + at for at, one in enumerate(result.deletions)]
        field = result.numbered(numbers)
        assert unicodedata.is_normalized("NFC", field)
        assert anki.numbers(field) == sorted(set(numbers))
        for number in set(numbers):
            back = unicodedata.normalize("NFC", anki.sides(field, number)[1])
            assert back == unicodedata.normalize("NFC", result.plain)


@SLOW_START
@given(CLOZES)
def test_a_text_of_well_formed_deletions_is_read(text: str) -> None:
    flaws = to_cloze(text).flaws
    assert not flaws or flaws[0].message == "the text hides nothing, so there is nothing to ask"


@SLOW_START
@given(ANSWERS, ANSWERS, st.sampled_from(["==", "{{c1::"]))
@example("a}", "", "==")
@example("a:", "b", "==")
@example(":", ":", "{{c1::")
@example("a", "\\[", "==")
@example("{", "}", "{{c1::")
def test_any_answer_is_hidden_and_shown_when_its_signs_are_escaped(
    anki: Any, answer: str, hint: str, opener: str
) -> None:
    answer, hint = (" ".join(unicodedata.normalize("NFC", part).split()) for part in (answer, hint))
    if not answer:
        return
    answer_source, hint_source = (
        "".join(f"&#{ord(one)};" if one in "([" else f"\\{one}" if one.isascii()
                and not one.isalnum() and one != " " else one for one in part)
        for part in (answer, hint)
    )  # fmt: skip
    closer = "==" if opener == "==" else "}}"
    source = f"before {opener}{answer_source}{'::' if hint else ''}{hint_source}{closer} after"
    field = numbered(source)
    assert read(source).deletions[0].answer == answer
    front, back = (unicodedata.normalize("NFC", side) for side in anki.sides(field, 1))
    assert front == f"before [{read(source).deletions[0].hint or '...'}] after"
    assert back == f"before {answer} after"


# Any text


@settings(max_examples=300)
@given(PARTS)
def test_any_text_gives_deletions_or_flaws(text: str) -> None:
    rendered = to_cloze(text)
    assert (rendered.cloze is None) == bool(rendered.flaws)
    assert all(flaw.message and flaw.fix for flaw in rendered.flaws)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(["==", "=", ":", " ", "é", "a", "b.", "-", "x y"]), max_size=12))
def test_the_short_way_for_simple_texts_gives_the_same(parts: list[str]) -> None:
    text = "".join(parts)
    simple = read_simple(text)
    if simple:
        reader = read_marked(to_marked_html(text).html)
        assert not reader.flaws
        assert reader.cloze() == simple


def test_what_is_shown_is_the_plain_text() -> None:
    text = read("**A** ==b *c*::h== &amp; `d` {{c1::e {{c2::f}}}}")
    shown = re.sub(r"\{\{c\d+::|::h\}\}|\}\}", "", text.numbered((3, 1, 2)))
    assert visible_text(shown) == html.unescape(text.plain) == "A b c & d e f"


HOSTILE = ["==", "{{c1::", "[[[[", "{", "}", "{{c1::a}}", "==a== ", "a==", "{{c1::**a ", "=", "::"]
HOSTILE += [r"\({{c1::", "{{c1::`", "{{", "==a::", "- ==a==\n", "<b>=="]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_costs_no_more_than_a_moment(piece: str) -> None:
    start = process_time()
    to_cloze((piece * LONGEST_TEXT)[:LONGEST_TEXT])
    assert to_cloze((piece * 1_000_000)[:1_000_000]).flaws
    assert process_time() - start < 5
