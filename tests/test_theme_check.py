"""Theme checks: each mistake told at its place, with what to do; Anki's judgement kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from anki.collection import Collection
from anki.errors import CardTypeError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossdeck.note import NoteType
from glossdeck.problem import Problem
from glossdeck.template import ords
from glossdeck.theme import Theme, load_theme, note_types
from glossdeck.themecheck import check_before_build, check_templates, check_theme
from glossdeck.themefolder import ThemeFile
from glossdeck.themelayers import shipped_themes
from test_template import add_to_anki, anki_sides
from test_theme import ENGLISH, fields_of, loaded, write


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    opened = Collection(str(tmp_path_factory.mktemp("anki") / "collection.anki2"))
    yield opened
    opened.close()


def shown(problem: Problem) -> str:
    """A problem as one line, without the folder."""
    where = problem.location
    assert where is not None
    assert problem.fix
    file = where.path.split("/mine/")[-1]
    return f"{file}:{where.line}:{where.column}: {problem.severity}[{problem.rule}]"


def findings(folder: Path, files: dict[str, str], contrast: float = 4.5) -> list[Problem]:
    write(folder / "mine", files)
    theme, problems = load_theme("mine", folder)
    assert theme is not None
    return [*problems, *check_theme(theme, contrast)]


@pytest.mark.parametrize("name", shipped_themes())
def test_what_ships_has_nothing_to_find(tmp_path: Path, name: str) -> None:
    """Not even a warning; and the high-contrast theme passes WCAG AAA."""
    theme = loaded(name, tmp_path)
    assert check_theme(theme, 7 if name == "high-contrast" else 4.5) == ()


W = '<div lang="{{edition:language}}" dir="{{edition:direction}}">'
FRONT, BACK = "term/definition.front.html", "term/definition.back.html"
HR = '<hr id="answer">'


@pytest.mark.parametrize(
    ("file", "text", "line", "message"),
    [
        (FRONT, W + "\n  {{term}}{{Term}}</div>", ":2:3: error[unknown-field]",
         "the term note type has no field `term`"),
        (FRONT, W + "\n  {{Trem}}{{Term}}</div>", ":2:3: error[unknown-field]",
         "the term note type has no field `Trem`"),
        (FRONT, W + "\n{{#Also}}{{Term}}</div>", ":2:1: error[template-section]",
         "the section `Also` is never closed"),
        (FRONT, W + "\n{{Term}}{{/Also}}</div>", ":2:9: error[template-section]",
         "`{{/Also}}` closes a section that is not open"),
        (FRONT, W + "{{#Also}}\n{{^Extra}}{{Term}}{{/Also}}{{/Extra}}</div>",
         ":2:19: error[template-section]", "`{{/Also}}` stands inside the section `Extra`"),
        (FRONT, W + "{{> retird}}{{Term}}</div>", ":1:62: error[missing-partial]",
         "there is no partial `retird`"),
        (FRONT, W + "nothing</div>", ":1:1: error[front-without-field]",
         "the front of `Definition` shows no field, so the card would not exist"),
        (FRONT, W + "{{#Also}}{{Term}}{{/Also}}</div>", ":1:1: error[front-without-field]",
         "the front of `Definition` shows no field, so the card would not exist"),
        (FRONT, W + "{{Term}}\n{{Definition}}</div>", ":2:1: error[front-shows-answer]",
         "the front of `Definition` shows the answer, `Definition`"),
        (BACK, W + HR + "{{Term}}</div>", ":1:1: error[back-without-answer]",
         "the back of `Definition` shows no answer"),
        ("cloze/cloze.front.html", W + "{{Text}}</div>", ":1:1: error[missing-cloze]",
         "the front of `Cloze` has no cloze filter"),
        ("cloze/cloze.back.html", W + HR + "{{Text}}</div>", ":1:1: error[missing-cloze]",
         "the back of `Cloze` has no cloze filter"),
        (FRONT, W + "{{cloze:Term}}</div>", ":1:62: error[cloze-filter]",
         "`cloze:` shows nothing of `Term`: only `Text` has gaps"),
        (FRONT, W + "{{txt:Term}}</div>", ":1:62: error[unknown-filter]",
         "Anki knows no filter `txt` and passes over it"),
        (FRONT, W + "{{tts en:Term}}</div>", ":1:62: error[tts]",
         "`tts en` names no language for the voice"),
        (FRONT, W + "{{Term}}{{type:Also}}</div>", ":1:70: error[type-one-side]",
         "the typed answer is not compared: the back has no {{type:…}}"),
        (FRONT, W + "{{Term}}{{type:Also}}{{type:Term}}</div>", ":1:83: error[type-twice]",
         "a side has room for one typed answer"),
        (BACK, W + HR + "{{type:Also}}{{Definition}}</div>", ":1:78: error[type-one-side]",
         "there is nothing to type on the front"),
        (FRONT, W + "{{{Term}}}</div>", ":1:62: error[three-braces]", "Anki knows no `{{{`"),
        (FRONT, W + "{{Term}}{{! note }}</div>", ":1:70: error[foreign-syntax]",
         "Anki knows no `{{!`"),
        (FRONT, W + "{{Term}} {{Also</div>", ":1:71: error[tag-not-closed]",
         "`{{` is never closed"),
        (FRONT, W + "{{Term}} {{Also <br>\n{{Extra}}</div>", ":1:71: error[tag-not-closed]",
         "`{{` is never closed"),
        (FRONT, W + "{{Term}}{{}}</div>", ":1:70: error[empty-tag]", "a tag without a field"),
        (FRONT, W + "{{Term}}{{CardID}}</div>", ":1:70: error[newer-field]",
         "older versions of Anki do not know `CardID` and show an error"),
        (FRONT, W + "{{#Deck}}{{Term}}{{/Deck}}{{Term}}</div>", ":1:62: error[special-condition]",
         "a front must not depend on `Deck`: Anki's versions differ in it"),
        (FRONT, W + "{{Term}}{{FrontSide}}</div>", ":1:70: warning[frontside]",
         "`{{FrontSide}}` is empty on a front"),
        (FRONT, W + "{{label:ask_trem}}{{Term}}</div>", ":1:62: error[unknown-label]",
         "there is no label `ask_trem`"),
        (FRONT, "<p>{{Term}}</p>", ":1:4: error[lang-dir]",
         "`Term` stands in no element with `lang` and `dir`"),
        (FRONT, '<p dir="auto">{{Term}}</p>', ":1:15: error[lang-dir]",
         "`Term` stands in no element with `lang`"),
        (FRONT, '<p lang="english" dir="auto">{{Term}}</p>', ":1:1: error[lang-dir]",
         'lang="english" says nothing to a browser'),
        (FRONT, W + "<b>{{Term}}</div></b>", ":1:73: warning[html-syntax]",
         "</div> comes before the end of <b>"),
        (FRONT, W + "{{Term}}</div>\n</div>", ":2:1: warning[html-syntax]",
         "</div> closes nothing here"),
        (FRONT, W + "{{Term}}<b>x</div>", ":1:74: warning[html-syntax]",
         "</div> comes before the end of <b>"),
        (FRONT, W + "{{Term}}", ":1:1: warning[html-syntax]", "<div> is never closed"),
        (FRONT, W + "{{Te\u200brm}}{{Term}}</div>", ":1:62: error[unknown-field]",
         "the term note type has no field `Te\u200brm`, which holds the invisible U+200B"),
        (FRONT, W + "{{\u0422erm}}{{Term}}</div>", ":1:62: error[unknown-field]",
         "the term note type has no field `\u0422erm`, "
         "whose `\u0422` is cyrillic capital letter te"),
        (FRONT, W + "{{Slot1}}{{Term}}</div>", ":1:62: error[unknown-field]",
         "`Slot1` is a slot without a name"),
        (FRONT, W + "{{Term}}｛｛Also｝｝</div>", ":1:70: warning[foreign-syntax]",
         "`｛｛` is shown as it is: Anki's braces are `{{` and `}}`"),
        (FRONT, "{{=<% %>=}}" + W + "<%Term%></div>", ":1:1: error[foreign-syntax]",
         "few of Anki's apps read `{{=<% %>=}}`"),
        (FRONT, W + "{{:Term}}</div>", ":1:62: error[unknown-filter]",
         "a colon without a filter before it"),
        (BACK, W + "{{Definition}}</div>", ":1:1: warning[answer-anchor]",
         "nothing on the back has the id `answer`, to which Anki scrolls"),
        (BACK, W + HR + "{{Definition}}\n<hr id=answer></div>", ":2:1: warning[answer-anchor]",
         "the id `answer` is there twice"),
        (FRONT, W + "{{Term}}<script>1</script></div>", ":1:70: error[script]",
         "<script> runs code in the card"),
        (FRONT, W + '{{Term}}<p onclick="x()">a</p></div>', ":1:73: error[script]",
         "`onclick` runs code in the card"),
        (FRONT, W + '{{Term}}<a href="java\tscript:x()">a</a></div>', ":1:73: error[script]",
         "`href` runs code in the card"),
        (FRONT, W + '{{Term}}<img src="https://e.org/a.png" alt=""></div>',
         ":1:75: error[remote-resource]",
         "a file from the network: cards are studied without one"),
        (FRONT, W + '{{Term}}<img src="//e.org/a.png" alt=""></div>',
         ":1:75: error[remote-resource]",
         "a file from the network: cards are studied without one"),
        (FRONT, W + '{{Term}}<img src="logo.png" alt=""></div>', ":1:75: error[missing-media]",
         "there is no `logo.png` in the theme"),
        (FRONT, W + '{{Term}}<img src="data:image/png;base64,AA=="></div>',
         ":1:70: error[image-alt]", "an image without alternative text"),
        (FRONT, W + "{{Term}}<button>a</button></div>", ":1:70: warning[in-card-control]",
         "<button> is a control, and phones grade a card when it is tapped"),
        (FRONT, W + "{{hint:Term}}</div>", ":1:62: warning[in-card-control]",
         "a hint is a link inside the card, and phones grade a card when it is tapped"),
        (FRONT, W + "{{Term}}<style>p{}</style></div>", ":1:70: error[style-element]",
         "a style sheet inside a template"),
        (FRONT, W + "{{Term}}<dvi>a</dvi></div>", ":1:70: error[unknown-element]",
         "<dvi> is not for cards"),
        (FRONT, W + "{{Term}}<p {{#Also}}hidden{{/Also}}>a</p></div>",
         ":1:70: error[template-in-tag]",
         "a part of the template stands inside a tag, outside of quotes"),
        (FRONT, W + "{{Term}}<p class={{Also}}>a</p></div>", ":1:73: error[template-in-tag]",
         "the value of `class` is filled by the template, without quotes"),
        (FRONT, W + '{{Term}}<p class="{{#Also}}a" title="{{/Also}}">a</p></div>',
         ":1:80: error[template-in-tag]", "the section `Also` begins or ends outside of `class`"),
        (FRONT, W + '{{Term}}<p class="a{{#Also}} b{{/Also}} {{Type}}">a</p>{{tp}}</div>',
         ":1:117: error[unknown-field]", "the term note type has no field `tp`"),
        (FRONT, W + '{{Term}}<p title="{{Also}}">a</p></div>', ":1:73: warning[field-in-attribute]",
         "a quote in `Also` would end `title`"),
        (FRONT, W + '{{Term}}<img src="{{Extra}}" alt=""></div>', ":1:75: error[template-in-tag]",
         "`src` is filled by the template, so that it could lead anywhere"),
        (FRONT, W + '{{Term}}<p style="color: {{Also}}">a</p></div>',
         ":1:73: error[template-in-tag]",
         "`style` is filled by the template, so that it cannot be checked"),
        (FRONT, W + "{{Term}}<p/class=a>b</p></div>", ":1:70: error[html-syntax]",
         "this is no plain tag, and browsers do not agree how to read it"),
        (FRONT, W + "{{Term}}<![CDATA[a]]></div>", ":1:70: error[html-syntax]",
         "browsers take this for a comment, and do not agree where it ends"),
        (FRONT, W + '{{Term}}<p style="margin: 0; color red">a</p></div>',
         ":1:80: error[css-syntax]", "browsers pass over a part of this: `margin: 0; color red`"),
        (FRONT, W + '{{Term}}<p style="width: 500px">a</p></div>', ":1:80: error[fixed-width]",
         "width of 500 px does not fit a phone of 320 px"),
        (FRONT, W + '{{Term}}<svg viewBox="0 0 1 1"></svg></div>', ":1:70: error[image-alt]",
         "a drawing without alternative text"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_template_is_told_at_its_place(
    tmp_path: Path, file: str, text: str, line: str, message: str
) -> None:
    found = findings(tmp_path, {file: text})
    assert (file + line, message) in [(shown(each), each.message) for each in found]


@pytest.mark.parametrize(
    "text",
    [
        '<div lang="{{edition:language}}"><p dir="auto">{{Term}}</p></div>',
        '<div lang="pt-BR" dir="ltr">{{Term}}</div>',
        W + "{{Term}}{{#Also}}<div>{{/Also}}x{{#Also}}</div>{{/Also}}</div>",
        W + "{{Term}}<p>one<p>two<ul><li>a<li>b</ul></div>",
        W + '{{Term}}<img alt="" src="data:image/png;base64,AA=="><br/></div>',
        W + '{{Term}}<svg aria-hidden="true" viewBox="0 0 1 1"><path d="M0 0h1"/></svg></div>',
        W + '{{Term}}<p class="a{{#Also}} b{{/Also}}" title="{{label:also}}{{Card}}">x</p></div>',
        W + "{{Term}} 1 < 2 <3 &lt;b&gt;</div>",
        W + "{{Term}}{{tts edition voices=A,B speed=0.8:Term}}</div>",
        W + "<!-- {{Definition}} <script> {{#Also}} -->{{Term}}</div>",
        W + "{{ Term }}{{# Also }}x{{/ Also }}</div>",
    ],
)
def test_what_is_fine_in_a_template_is_not_told(tmp_path: Path, text: str) -> None:
    """Near to a mistake, but none."""
    assert [shown(each) for each in findings(tmp_path, {FRONT: text})] == []


def test_a_voice_of_another_language_is_told(tmp_path: Path) -> None:
    write(tmp_path / "mine", {FRONT: W + "{{Term}}\n{{tts de_DE:Term}}</div>"})
    theme = loaded("mine", tmp_path)
    assert check_theme(theme, editions={"a": "de", "b": "de-AT"}) == ()
    (problem,) = check_theme(theme, editions={"a": "de", "b": "en-GB"})
    assert shown(problem) == f"{FRONT}:2:1: warning[tts]"
    assert problem.message == "this voice speaks `de_DE`, and an edition is in `en-GB`"
    assert check_before_build(theme, {"a": "en-GB"}) == (problem,)


def test_labels_for_an_edition_that_there_is_not_are_told(tmp_path: Path) -> None:
    write(
        tmp_path / "mine", {"theme.yaml": "edition_labels:\n  trainee:\n    ask_term: Name it.\n"}
    )
    theme = loaded("mine", tmp_path)
    assert check_theme(theme) == check_theme(theme, editions={"trainee": "en"}) == ()
    (problem,) = check_theme(theme, editions={"trainees": "en", "peers": "en"})
    assert shown(problem) == "theme.yaml:2:3: warning[unknown-edition]"
    assert problem.fix == "did you mean `trainees`?"


def test_what_would_break_or_fetch_stops_a_build(tmp_path: Path) -> None:
    """In templates and in style sheets; good manners are left to `theme check`."""
    files = {
        FRONT: "<p>{{Term}}{{Trem}}</p>",
        "extra.css": ".gd { width: 600px; background: url(//e.org/a.png); }\n.gd {",
    }
    write(tmp_path / "mine", files)
    told = [shown(each) for each in check_before_build(loaded("mine", tmp_path))]
    assert told == [
        "extra.css:1:21: error[remote-resource]",
        "extra.css:2:5: error[css-syntax]",
        f"{FRONT}:1:12: error[unknown-field]",
    ]


def test_a_mistake_in_a_partial_is_told_in_the_partial(tmp_path: Path) -> None:
    """Once, though six cards use it."""
    found = findings(tmp_path, {"partials/source.html": "\n <p>{{Sorce}}</p>"})
    assert [shown(each) for each in found if each.rule == "unknown-field"] == [
        "partials/source.html:1:4: error[unknown-field]",
        "partials/source.html:1:4: error[unknown-field]",
        "partials/source.html:1:4: error[unknown-field]",
    ]
    assert {each.fix for each in found} == {"did you mean `Source`?"}


def test_a_field_is_the_same_in_all_ways_of_writing_its_letters(tmp_path: Path) -> None:
    """Editors on some systems write `é` as `e` and an accent."""
    files = {
        "theme.yaml": "fields: {term: [E\u0301tymologie]}",
        "partials/also.html": "{{#\u00c9tymologie}}{{E\u0301tymologie}}{{/\u00c9tymologie}}",
    }
    assert findings(tmp_path, files) == []


def test_a_typed_answer_is_of_one_field(tmp_path: Path) -> None:
    files = {
        "theme.yaml": "cards: {term: [{name: Typed, needs: Extra}]}",
        "term/typed.front.html": W + "{{Extra}}{{type:Term}}</div>",
        "term/typed.back.html": W + HR + "{{type:Also}}</div>",
    }
    (found,) = findings(tmp_path, files)
    assert shown(found) == "term/typed.back.html:1:78: error[type-one-side]"
    assert found.message == "the front has a box for `Term`, and this is about `Also`"


def test_a_card_with_one_side_is_told_and_breaks_nothing(tmp_path: Path) -> None:
    files = {
        "theme.yaml": "cards: {term: [{name: Half, needs: Extra}]}",
        "term/half.front.html": W + "{{Extra}}</div>",
    }
    told = [each.rule for each in findings(tmp_path, files)]
    assert told == ["missing-template"]


def test_two_cards_with_one_front_are_told(tmp_path: Path) -> None:
    files = {
        "theme.yaml": "cards: {term: [{name: Again, needs: Extra}]}",
        "term/again.front.html": "{{> same}}",
        "term/again.back.html": W + HR + "{{Extra}}</div>",
        FRONT: "{{> same}}",
        "partials/same.html": W + "{{Term}}</div>",
    }
    assert "identical-fronts" in [each.rule for each in findings(tmp_path, files)]


@pytest.mark.parametrize(
    ("css", "line", "message"),
    [
        (".gd-name { color: var(--gd-ink);", ":1:10: error[css-syntax]",
         "this block is never closed"),
        (".gd-name { color red; }", ":1:18: error[css-syntax]", "this CSS does not parse"),
        (".gd-name { color: var(--gd-ink); }\n}", ":2:1: error[css-syntax]",
         "this CSS does not parse"),
        (".gd-name > { color: red; background: white; }", ":1:1: error[css-syntax]",
         "the selector `.gd-name >` does not parse: something is missing, or too much"),
        ('@import url("https://e.org/a.css");', ":1:1: error[css-import]",
         "an @import: cards are studied without a network"),
        (".gd { background: url(https://e.org/a.png); }", ":1:7: error[remote-resource]",
         "a file from the network: cards are studied without one"),
        ('@font-face { font-family: X; src: url("//e.org/x.woff2"); }',
         ":1:30: error[remote-resource]",
         "a file from the network: cards are studied without one"),
        ('.gd { background-image: url("media/no.png"); }', ":1:7: error[missing-media]",
         "there is no `media/no.png` in the theme"),
        (".gd { color: var(--gd-inc); }", ":1:7: error[unknown-token]", "there is no token `inc`"),
        (".gd-name { color: #999; background: #fcfbf8; }", ":1:12: error[contrast-light]",
         ".gd-name has a contrast of 2.75 by day: #999999 on #fcfbf8; it needs 3"),
        (".gd-text { color: #22221f; }", ":1:12: error[contrast-night]",
         "<p> in .gd-text has a contrast of 1.14 by night: #22221f on #2c2c2c; it needs 4.5"),
        (".gd-text { color: #22221f; }", ":1:12: warning[night-half-set]",
         "a color that stays by night, without a background that stays with it"),
        (".gd-small { font-size: 12px; }", ":1:13: warning[text-size]",
         ".gd-section.gd-small is 12.0 px; under 16 px is hard to read"),
        (".gd-block { font-size: 0.5em; }", ":1:13: warning[text-size]",
         ".gd-block.gd-example is 11.0 px; under 16 px is hard to read"),
        (".card { font-size: 18px; }", ":1:9: warning[text-size]",
         "cards begin at 18 px; Anki's own have 20"),
        (".gd { width: 600px; }", ":1:7: error[fixed-width]",
         "width of 600 px does not fit a phone of 320 px"),
        (".gd { min-width: 30em; }", ":1:7: error[fixed-width]",
         "min-width of 600 px does not fit a phone of 320 px"),
        (".gd { white-space: nowrap; }", ":1:7: error[fixed-width]",
         "text that does not wrap runs out of a phone's screen"),
        (".gd { height: 400px; }", ":1:7: warning[fixed-height]",
         "a fixed height cuts off larger type and longer text"),
        (".gd { text-align: justify; }", ":1:7: warning[text-justified]",
         "justified text has uneven gaps that are hard to read"),
        (".card { line-height: 1.2; }", ":1:9: warning[line-height]",
         "<p> in .gd-text has a line height of 1.2; text is easier to read with 1.5"),
        (".gd { transition: all 1s; }", ":1:7: warning[motion]",
         "motion, also for people whom it makes ill"),
        (".nightMode .gd-name { color: #ffffff; }\n.card .gd-name.gd-name { color: #000000; }",
         ":1:23: error[night-beaten]",
         "this night rule never shows: a day rule in line 2 of {file} is stronger or comes later"),
        (".gd-name { color: #000000 !important; }\n.nightMode .gd-name { color: #ffffff; }",
         ":2:23: error[night-beaten]", ""),
        (".ankidroid .gd { color: inherit; }", ":1:1: error[app-class]",
         "the class `ankidroid` is not on the page of Anki's apps"),
        (".nightmode .gd { color: inherit; }", ":1:1: error[app-class]",
         "the class `nightmode` is not on the page of Anki's apps"),
        (".gd-nmae { color: inherit; }", ":1:1: warning[unknown-class]",
         "no card has the class `gd-nmae`"),
        (".card { background: #ffffff !important; }", ":1:9: warning[night-half-set]",
         "an !important background of the card also wins by night"),
        (".card { background: #ffffff !important; }", ":1:9: error[night-beaten]", ""),
        (".gd .gd-name.gd-name { color: #111111; }\n.nightMode .gd-name { color: #ffffff; }",
         ":2:23: error[night-beaten]", ""),
        (".mobile .gd-text { color: #dddddd; }", ":1:20: error[contrast-light]",
         "<p> in .gd-text has a contrast of 1.31 by day on AnkiDroid: #dddddd on #fcfbf8; "
         "it needs 4.5"),
        (".ipad .gd-text { color: #dddddd; }", ":1:18: error[contrast-light]",
         "<p> in .gd-text has a contrast of 1.31 by day on an iPad: #dddddd on #fcfbf8; "
         "it needs 4.5"),
        (".gd-text { background: linear-gradient(#ffffff, #333333); }",
         ":1:12: error[contrast-light]",
         "<p> in .gd-text has a contrast of 1.26 by day: #22221f on #333333; it needs 4.5"),
        ('.gd-name::before { content: "a"; color: #cccccc; }', ":1:34: error[contrast-light]", ""),
        (".gd-text p::first-line { color: #cccccc; }", ":1:26: error[contrast-light]", ""),
        (".gd-text { color: oklch(0.95 0.01 90); }", ":1:12: error[contrast-light]", ""),
        (".gd-text { color: color-mix(in srgb, red, blue); }", ":1:12: warning[colour-unknown]",
         "older phones do not know `color-mix()`, and its contrast cannot be judged"),
        (".gd-text { color: gren; }", ":1:12: error[css-syntax]",
         "browsers pass over this: `gren` is no value of it"),
        (".gd-text { font-size: 18 px; }", ":1:12: error[css-syntax]", ""),
        ("@media (prefers-color-scheme: dark) {\n  .gd { color: white; } }",
         ":2:3: error[colour-scheme]", "this follows the device's night, and Anki has its own"),
        (".gd { width: calc(200px + 10em); }", ":1:7: error[fixed-width]",
         "width of 400 px does not fit a phone of 320 px"),
        (".gd { width: 120%; }", ":1:7: error[fixed-width]",
         ".gd reaches 56 px out of a phone of 320 px"),
        (".gd { margin-left: 200px; }", ":1:7: error[fixed-width]",
         ".gd leaves 80 px for text on a phone of 320 px"),
        (".gd { max-width: 60em; }", ":1:7: warning[line-length]",
         "lines of <p> in .gd-text are 56 em long on a wide screen"),
        (".gd { line-height: 1; }", ":1:7: warning[line-height]",
         "<p> in .gd-text has a line height of 1; text is easier to read with 1.5"),
        (".gd-text {\n  .x { margin: 0; }\n}", ":2:3: error[css-syntax]",
         "this is no `property: value`, but maybe a rule inside a rule"),
        (".gd-text { margin: 0; }\n/* no end", ":2:1: error[css-syntax]",
         "this comment is never closed"),
        ('.gd-text { font-family: "no\nend"; }', ":1:25: error[css-syntax]", ""),
        (".gd:hovr { margin: 0; }", ":1:1: error[css-syntax]",
         "the selector `.gd:hovr` does not parse: no browser knows `:hovr`"),
        (".gd { -webkit-animation: a 1s; }", ":1:7: warning[motion]", ""),
        ("@media (prefers-reduced-motion) {\n.gd { animation: a 1s; } }",
         ":2:7: warning[motion]", ""),
        (".gd { transition: all 1s; }\n@media (prefers-reduced-motion) { * { transition: none; } }",
         ":1:7: warning[motion]", ""),
        ('.gd { --a: "https://e.org/a.png"; background: image-set(var(--a) 1x); }',
         ":1:7: error[remote-resource]", ""),
    ],
)  # fmt: skip
def test_a_mistake_in_a_style_sheet_is_told_at_its_place(
    tmp_path: Path, css: str, line: str, message: str
) -> None:
    found = findings(tmp_path, {"extra.css": css})
    told = {shown(each): each.message for each in found}
    several = [(shown(each), each.message) for each in found]
    assert f"extra.css{line}" in told
    if message:
        path = next(each.location.path for each in found if each.location)
        assert (f"extra.css{line}", message.replace("{file}", path)) in several


@pytest.mark.parametrize(
    "css",
    [
        ".gd-ask { color: #767676; background: #ffffff; }",
        ".gd-name { color: #000000; }\n.nightMode .gd-name { color: #ffffff; }",
        ".gd-name { color: #000000; }\n.card.nightMode .gd-name { color: #ffffff; }",
        ".gd .gd-name { color: #000000; }\n.nightMode .gd-name { color: #ffffff; }",
        "div.gd-name { color: #000000; }\n.night_mode .gd-name { color: #ffffff; }",
        ".gd-name { background: #ffffff; }\n.nightMode .gd-name { background-color: #000000; }",
        "@media print { .gd { color: #eeeeee; width: 900px; } }",
        "@media (min-width: 600px) { .gd { width: 500px; } }",
        ".gd { width: 400px; max-width: 100%; }",
        ".gd { width: calc(100% - 10px); padding: 0 5px; }",
        ".gd { overflow-x: auto; white-space: nowrap; }",
        ".gd-name { width: 5em; padding: 0 2px; }",
        ".gd img { height: 300px; }",
        ".gd { transition: all 1s; }\n"
        "@media (prefers-reduced-motion) { .gd { transition: none; } }",
        ".gd { transition: all 1s; }\n"
        "@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }",
        "@media (prefers-reduced-motion: no-preference) { .gd { animation: a 1s; } }",
        ".gd { transition: none; animation: a 0s; }",
        '.gd-name::before { content: ""; color: #cccccc; }',
        ".gd::-webkit-scrollbar { width: 5px; }",
        ".gd:dir(rtl) { margin: 0; }",
        ".gd-text:has(> p):nth-child(2n of div) { margin: 0; }",
        '.gd { fill: url("#a"); }',
        '.gd::after { content: "https://e.org"; }',
        "/* https://e.org/a.css */",
        ".gd { margin: 0;; padding: 0 }",
        ".mobile .gd { hyphens: auto; }\n.win .gd { margin: 0; }",
        ".gd-name { line-height: 1.2; }",
        ".gd { max-width: 40em; }",
        ".cloze { font-weight: 400; }",
        ".gd { font-size: 0; }\n.gd > * { font-size: 20px; }\n.gd .gd-block { font-size: 18px; }",
    ],
)
def test_what_is_fine_in_a_style_sheet_is_not_told(tmp_path: Path, css: str) -> None:
    """Near to a mistake, but none."""
    assert [shown(each) for each in findings(tmp_path, {"extra.css": css})] == []


def test_a_style_attribute_is_judged_where_it_stands(tmp_path: Path) -> None:
    """As if it were in a style sheet."""
    text = (
        W
        + HR
        + '{{Definition}}\n  <p style="margin: 0; color: #cccccc; font-size: 9px">a</p></div>'
    )
    assert [shown(each) for each in findings(tmp_path, {BACK: text})] == [
        f"{BACK}:2:24: error[contrast-light]",
        f"{BACK}:2:24: warning[night-half-set]",
        f"{BACK}:2:40: warning[text-size]",
    ]


def test_what_is_shown_for_empty_fields_is_judged_too(tmp_path: Path) -> None:
    text = W + HR + '{{Definition}}{{^Also}}<p style="color: #cccccc">none</p>{{/Also}}</div>'
    assert "contrast-light" in [each.rule for each in findings(tmp_path, {BACK: text})]


def test_too_little_room_is_told_at_its_token(tmp_path: Path) -> None:
    found = findings(tmp_path, {"theme.yaml": "tokens:\n  side: 110px\n"})
    assert [shown(each) for each in found] == ["theme.yaml:2:9: error[fixed-width]"]
    assert found[0].message == "the card leaves 100 px for text on a phone of 320 px"


def test_gaps_told_by_colour_alone_are_an_error(tmp_path: Path) -> None:
    css = ".cloze { font-weight: 400; text-decoration: none; }"
    assert "colour-alone" in [each.rule for each in findings(tmp_path, {"extra.css": css})]
    css = ".cloze { font-weight: 400; text-decoration: none; border-bottom: 2px solid; }"
    assert findings(tmp_path, {"extra.css": css}) == []


def test_a_faded_text_is_judged_as_it_is_seen(tmp_path: Path) -> None:
    """Opacity counts, with that of the elements above."""
    found = findings(tmp_path, {"extra.css": ".gd-small { opacity: 0.5; }"})
    assert {each.rule for each in found} == {"contrast-light", "contrast-night"}


def test_a_token_with_too_little_contrast_is_told_in_theme_yaml(tmp_path: Path) -> None:
    """Where it is to be changed, by the mode in which it fails."""
    text = """
        extends: default
        tokens:
          muted: {day: "#5f5d55", night: "#777777"}
        """
    found = findings(tmp_path, {"theme.yaml": text})
    assert [shown(each) for each in found] == ["theme.yaml:3:3: error[contrast-night]"]
    assert found[0].message.startswith(".gd-ask has a contrast of 3.")


def test_a_black_night_is_judged_on_black(tmp_path: Path) -> None:
    """Without a ground of its own a card lies on AnkiDroid's black and the desktop's grey."""
    css = """
        .card { background: transparent; color: #333333; }
        .card.nightMode { background: transparent; color: #777777; }
        """
    found = findings(tmp_path, {"style.css": css})
    assert "contrast-night" in [each.rule for each in found]
    assert "contrast-light" not in [each.rule for each in found]


def test_the_contrast_of_wcag_is_computed() -> None:
    """Values from WCAG's own examples and Anki's: blue on white 8.59, on #2c2c2c 1.63."""
    from glossdeck.colour import contrast, parse_colour

    def ratio(first: str, second: str) -> float:
        one, two = parse_colour(first), parse_colour(second)
        assert one is not None
        assert two is not None
        return round(contrast(one, two), 2)

    assert ratio("#fff", "#000") == 21
    assert ratio("blue", "white") == 8.59
    assert ratio("blue", "#2c2c2c") == 1.63
    assert ratio("lightblue", "rgb(44, 44, 44)") == 9.14
    assert ratio("hsl(0 0% 100%)", "hsl(0, 0%, 0%)") == 21
    assert ratio("oklab(1 0 0)", "oklch(0 0 0)") == 21
    assert ratio("lab(100 0 0)", "lch(0 0 0)") == 21
    assert ratio("oklch(62.8% 0.2577 29.23)", "#ff0000") == 1
    assert ratio("lab(54.29 80.81 69.89)", "#ff0000") == 1


# What Anki refuses is an error here, and what passes here works there.

PIECES = st.sampled_from(
    ["{{Term}}", "{{Definition}}", "{{term}}", "{{Nope}}", "{{#Also}}", "{{/Also}}", "{{^Extra}}",
     "{{/Extra}}", "{{cloze:Text}}", "{{cloze:Term}}", "{{Text}}", "{{text:Term}}", "{{type:Term}}",
     "{{FrontSide}}", "{{> source}}", "{{> nope}}", "{{label:also}}", "{{edition:language}}",
     "{{Tags}}", "{{CardID}}", "{{", "}}", "{{{Term}}}", "{{}}", "{{#c1}}", "{{/c1}}",
     "{{#Deck}}", "{{/Deck}}", "<!-- {{Nope}} -->", "<!--", "-->", "{{! x}}", "{{=<% %>=}}",
     "{{tts en_US:Term}}", "x", "<p>", "{{Slot1}}", "{{AskTerm}}", "{{hint:Also}}", "{{foo:Also}}",
     "{{ Term }}", "{{#Term}}", "{{/Term}}", "{{# Also }}", "{{/ Also}}", "{{ #Also}}", "{{#}}",
     "{{/}}", "{{^}}", "{{^Definition}}", "{{/Definition}}", "{{Term\u00a0}}", "{{\u200bTerm}}",
     "{{Te\u0301rm}}", "{{\u0422erm}}", "{{text:kana:Term}}", "{{type:nc:Term}}", "{{:Term}}",
     "{{type:cloze:Text}}", "{{text:cloze:Text}}", "{{cloze-only:Text}}", "{{c1}}", "{{#c2}}",
     "{{/c2}}", "{{text:FrontSide}}", "{{#FrontSide}}", "{{/FrontSide}}", "<%Term%>", "<%", "%>",
     "{{tts en_US voices=A speed=2:cloze:Text}}", "｛｛Term｝｝", "\n", "{{Also\n}}", "{{{{"]
)  # fmt: skip
WRAPPED = st.builds(
    "{}{{{{{}{}}}}}{}{{{{/{}}}}}".format, PIECES, st.sampled_from("#^"),
    st.sampled_from(["Term", "Also", "Extra"]), PIECES, st.sampled_from(["Term", "Also", "Extra"]),
)  # fmt: skip
SIDES = st.builds(
    "{}{}".format,
    st.sampled_from(["", "", "", "{{=<% %>=}}", " \n{{=<% %>=}}"]),
    st.lists(st.one_of(PIECES, WRAPPED), max_size=6).map("".join),
)


def with_files(theme: Theme, files: dict[str, str]) -> Theme:
    made = {name: ThemeFile(Path(name), name, text) for name, text in files.items()}
    return replace(theme, files=MappingProxyType({**theme.files, **made}))


def renders(collection: Collection, kind: NoteType) -> None:
    """Every card of a note exists and renders without Anki's error message."""
    values = {name: f"[{name}]" for name in ("Term", "Definition", "AskDefinition")}
    values |= {"Text": "{{c1::gap}}"}
    note = fields_of(kind, values)
    assert ords(kind, note) == (0,)
    for side in anki_sides(collection, kind, 0, note):
        assert "has a problem" not in side
        assert "is blank" not in side


@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(front=SIDES, back=SIDES, key=st.sampled_from(["term/definition", "cloze/cloze"]))
def test_we_refuse_what_the_real_anki_refuses(
    collection: Collection, tmp_path: Path, front: str, back: str, key: str
) -> None:
    """On generated templates; and what we pass, Anki takes and renders."""
    theme = with_files(
        loaded("default", tmp_path), {f"{key}.front.html": front, f"{key}.back.html": back}
    )
    errors = [each for each in check_templates(theme) if each.is_error]
    kind = note_types(theme, "n", ENGLISH)[0 if key.startswith("term") else 1]
    try:
        add_to_anki(collection, kind)
    except CardTypeError:
        assert errors
        return
    serious = [each for each in errors if each.rule not in {"lang-dir", "back-without-answer"}]
    if not serious:
        renders(collection, kind)


@pytest.mark.parametrize("name", ["default", "plain", "high-contrast"])
def test_templates_that_ship_are_without_fault(name: str, tmp_path: Path) -> None:
    assert check_templates(loaded(name, tmp_path)) == ()
