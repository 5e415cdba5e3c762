"""Themes: layers of plain files, and the note types that the real Anki gets from them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from anki.collection import Collection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossdeck.note import NoteType
from glossdeck.notetypes import NOTE_TYPES
from glossdeck.problem import Problem
from glossdeck.render import Side, render
from glossdeck.template import ords
from glossdeck.theme import Theme, label, load_theme, note_types
from glossdeck.themelayers import shipped_themes
from test_template import add_to_anki, anki_sides


@dataclass(frozen=True)
class Edition:
    name: str = "trainees"
    title: str = "Trainees"
    language: str = "en"
    direction: str = "ltr"


ENGLISH = Edition()
HEBREW = Edition("he", "עברית", "he", "rtl")


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    opened = Collection(str(tmp_path_factory.mktemp("anki") / "collection.anki2"))
    yield opened
    opened.close()


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")


def loaded(name: str, folder: Path) -> Theme:
    theme, problems = load_theme(name, folder)
    assert problems == ()
    assert theme is not None
    return theme


def wrong(folder: Path, files: dict[str, str]) -> tuple[Problem, ...]:
    write(folder / "mine", files)
    return load_theme("mine", folder)[1]


def types(theme: Theme, edition: Edition = ENGLISH) -> dict[str, NoteType]:
    return {kind.key: kind for kind in note_types(theme, "namespace", edition)}


@pytest.mark.parametrize("name", shipped_themes())
@pytest.mark.parametrize("edition", [ENGLISH, HEBREW], ids=["en", "he"])
def test_the_real_anki_accepts_what_ships(
    collection: Collection, tmp_path: Path, name: str, edition: Edition
) -> None:
    """Unknown fields, twin fronts and missing cloze filters are errors in Anki's editor."""
    for kind in note_types(loaded(name, tmp_path), "namespace", edition):
        assert add_to_anki(collection, kind)["name"]


def test_the_schema_is_the_frozen_one(tmp_path: Path) -> None:
    """Number, order and names of fields and templates, and every id, for ever."""
    for kind in note_types(loaded("default", tmp_path), "namespace", ENGLISH):
        spec = NOTE_TYPES[kind.key]
        assert tuple(entry.name for entry in kind.fields) == spec.fields
        assert tuple(entry.name for entry in kind.templates) == tuple(
            entry.name for entry in spec.templates
        )
    kind = types(loaded("default", tmp_path))["term"]
    assert (kind.id, kind.fields[0].id, kind.templates[3].id) == (
        1306570667416,
        1637095749816201,
        1794994714175740,
    )


def test_ids_differ_by_namespace_and_edition(tmp_path: Path) -> None:
    theme = loaded("default", tmp_path)
    kinds = [
        kind
        for namespace in ("a", "b")
        for edition in (ENGLISH, HEBREW)
        for kind in note_types(theme, namespace, edition)
    ]
    ids = [kind.id for kind in kinds]
    ids += [entry.id for kind in kinds for entry in (*kind.fields, *kind.templates)]
    assert len(set(ids)) == len(ids)
    assert all(0 < number < 2**53 for number in ids)


def fields_of(kind: NoteType, values: dict[str, str]) -> tuple[str, ...]:
    return tuple(values.get(entry.name, "") for entry in kind.fields)


TEXTS = st.sampled_from(["", "plain", "<b>x</b> &amp; y", "<br>", "שלום", "\\(x^2\\)", "a::b"])
CLOZES = st.sampled_from(["{{c1::a}}", "{{c1::a::h}} and {{c2::b {{c3::c}}}}", "{{c1::<i>x</i>}}"])


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), key=st.sampled_from(list(NOTE_TYPES)), side=st.sampled_from([0, 1]))
def test_our_rendering_of_a_shipped_card_is_ankis(
    collection: Collection, tmp_path: Path, data: st.DataObject, key: str, side: int
) -> None:
    """Every card that exists, front and back, with any fields filled."""
    theme = loaded(data.draw(st.sampled_from(shipped_themes())), tmp_path)
    kind = types(theme)[key]
    values = {entry.name: data.draw(TEXTS) for entry in kind.fields}
    values |= {"Term": "t", "Question": "q"}
    if kind.is_cloze:
        values["Text"] = data.draw(CLOZES)
    note = fields_of(kind, values)
    sides: tuple[Side, Side] = ("front", "back")
    for ord_ in ords(kind, note):
        assert (
            render(kind, ord_, note, sides[side]) == anki_sides(collection, kind, ord_, note)[side]
        )


@pytest.mark.parametrize(
    ("filled", "expected"),
    [
        ({"AskDefinition": "1", "AskTerm": "1", "AskExample": "1", "Example": "e"}, (0, 1, 2)),
        ({"AskDefinition": "1"}, (0,)),
        ({"AskTerm": "1"}, (1,)),
        ({"Example": "e"}, ()),
        ({"Retired": "gone", "Example": "e"}, ()),
    ],
)
def test_switches_say_which_cards_of_a_term_exist(
    tmp_path: Path, filled: dict[str, str], expected: tuple[int, ...]
) -> None:
    kind = types(loaded("default", tmp_path))["term"]
    note = fields_of(kind, {"Term": "t", "Definition": "d", **filled})
    assert ords(kind, note) == expected


@pytest.mark.parametrize("name", shipped_themes())
def test_no_front_shows_what_its_back_answers(tmp_path: Path, name: str) -> None:
    """Only the prompt is on the front; section, source and examples come with the answer."""
    kinds = types(loaded(name, tmp_path))
    values = {entry: f"@{entry}@" for entry in NOTE_TYPES["term"].fields}
    values |= {"AskCard4": "", "AskCard5": "", "Retired": ""}
    note = fields_of(kinds["term"], values)
    for ord_, prompt in enumerate(("Term", "Definition", "Example")):
        front = render(kinds["term"], ord_, note, "front")
        back = render(kinds["term"], ord_, note, "back")
        assert [entry for entry in values if f"@{entry}@" in front] == [prompt]
        assert f"@{prompt}@" in back
        assert "@Term@" in back
        assert "@Definition@" in back
        assert back.count("answer") == 1


def test_a_project_overrides_one_file_and_keeps_the_rest(tmp_path: Path) -> None:
    write(tmp_path / "mine", {"partials/source.html": "<p>mine {{Source}}</p>"})
    theme, default = loaded("mine", tmp_path), loaded("default", tmp_path)
    back = types(theme)["cloze"].templates[0].back
    assert "<p>mine {{Source}}</p>" in back
    assert types(theme)["cloze"].templates[0].front == types(default)["cloze"].templates[0].front
    assert types(theme)["cloze"].css == types(default)["cloze"].css


def test_a_project_overrides_one_token_and_one_label(tmp_path: Path) -> None:
    settings_text = """
        tokens:
          ink: {day: "#101010", night: "#fafafa"}
          size: 26px
        labels:
          en: {ask_term: Name it}
        edition_labels:
          peers: {ask_term: What is it called?}
        """
    write(tmp_path / "mine", {"theme.yaml": settings_text})
    theme = loaded("mine", tmp_path)
    css = types(theme)["term"].css
    assert "--gd-ink: #101010;" in css
    assert "--gd-ink: #fafafa;" in css
    assert "--gd-size: 26px;" in css
    assert "--gd-paper:" in css
    assert label(theme, ENGLISH, "ask_term") == "Name it"
    assert label(theme, Edition("peers"), "ask_term") == "What is it called?"
    assert label(theme, ENGLISH, "ask_definition") == "What does it mean?"


def test_the_extra_style_sheet_is_added_to_the_one_below(tmp_path: Path) -> None:
    write(tmp_path / "mine", {"extra.css": ".gd-name { color: var(--gd-accent); }"})
    css = types(loaded("mine", tmp_path))["term"].css
    assert css.index("max-width: var(--gd-width)") < css.index("color: var(--gd-accent); }")


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("de-AT", "Welcher Begriff?"),
        ("pt-BR", "Qual é o termo?"),
        ("zh-TW", "是哪個術語？"),
        ("zh-CN", "是哪个术语？"),
        ("ar", "ما هو المصطلح؟"),
        ("nn-NO", "Hvilket begrep?"),
        ("hi", "यह कौन-सा शब्द है?"),
        ("sw", "Which term?"),
    ],
)
def test_labels_are_in_the_editions_language(tmp_path: Path, language: str, word: str) -> None:
    """The nearest language that the theme has; English where it has none."""
    assert label(loaded("default", tmp_path), Edition(language=language), "ask_term") == word


def test_a_borrowed_label_says_that_it_is_english(tmp_path: Path) -> None:
    """A screen reader must not read an English label as Swahili."""
    front = types(loaded("default", tmp_path), Edition(language="sw"))["term"].templates[1].front
    assert '<span lang="en" dir="auto">Which term?</span>' in front


def test_every_language_has_every_label(tmp_path: Path) -> None:
    theme = loaded("default", tmp_path)
    labels = theme.layers[0].settings.labels
    assert {frozenset(words) for words in labels.values()} == {frozenset(labels["en"])}
    assert len(labels) == 30  # as docs/themes.md says


def test_fields_and_cards_of_a_theme_go_into_slots(collection: Collection, tmp_path: Path) -> None:
    """A name keeps the slot that the lock remembers, whatever the order in the theme."""
    files = {
        "theme.yaml": """
            fields: {term: [Etymology, Word family]}
            cards: {term: [{name: Spelling, needs: Etymology}]}
            """,
        "term/spelling.front.html": "<p>{{Etymology}} {{#Word family}}{{text:Word family}}"
        "{{/Word family}} {{type:Term}} {{tts edition:Term}}</p>",
        "term/spelling.back.html": '<p>{{type:Term}}</p><hr id="answer">{{Term}}',
    }
    write(tmp_path / "mine", files)
    theme = loaded("mine", tmp_path)
    kind = note_types(
        theme, "n", ENGLISH, {"term": {"Etymology": 3, "Word family": 1}}, {"term": {"Spelling": 2}}
    )[0]
    assert kind.templates[3].front == "{{#AskCard4}}{{AskCard4}}{{/AskCard4}}"
    assert kind.templates[4].name == "Spelling"
    assert kind.templates[4].front == (
        "{{#AskCard5}}<p>{{Slot3}} {{#Slot1}}{{text:Slot1}}{{/Slot1}} "
        "{{type:Term}} {{tts en_US:Term}}</p>{{/AskCard5}}"
    )
    assert add_to_anki(collection, kind)["tmpls"][4]["name"] == "Spelling"
    plain = note_types(loaded("default", tmp_path), "n", ENGLISH)[0]
    assert [entry.id for entry in kind.templates] == [entry.id for entry in plain.templates]
    assert kind.fields == plain.fields


def test_media_ship_under_a_name_that_anki_keeps(tmp_path: Path) -> None:
    """Anki copies a file that only templates use if its name begins with `_`, and never
    overwrites it, so the name changes with the content."""
    write(
        tmp_path / "mine",
        {
            "media/logo.svg": "<svg/>",
            "partials/retired.html": '<img src="media/logo.svg" alt="Logo">',
            "extra.css": '.gd { background-image: url("media/logo.svg"); }',
        },
    )
    theme = loaded("mine", tmp_path)
    logo = next(file for file in theme.media if file.data == b"<svg/>")
    assert logo.name.startswith("_logo-")
    assert logo.name.endswith(".svg")
    kind = types(theme)["cloze"]
    assert f'<img src="{logo.name}" alt="Logo">' in kind.templates[0].front
    assert f'url("{logo.name}")' in kind.css


def test_comments_never_reach_anki(tmp_path: Path) -> None:
    """Anki before 25 reads the tags in a comment."""
    write(tmp_path / "mine", {"partials/source.html": "<!-- {{#Nope}} {{> nope}} -->{{Source}}"})
    assert "<!--" not in types(loaded("mine", tmp_path))["cloze"].templates[0].back


@pytest.mark.parametrize(
    ("files", "rule", "line", "message"),
    [
        ({"theme.yaml": "tokns: {}\n"}, "unknown-key", 1, "unknown key `tokns`"),
        ({"theme.yaml": "extends: nothing\n"}, "unknown-theme", 1, "there is no theme `nothing`"),
        ({"theme.yaml": "extends: mine\n"}, "theme-loop", 1,
         "the theme `mine` extends itself"),
        ({"theme.yaml": "tokens:\n  ink: 'red;} body{'\n"}, "token-value", 2,
         "the token `ink` holds `;`, which ends or loads something"),
        ({"theme.yaml": "tokens:\n  Ink: red\n"}, "token-name", 2, "`Ink` cannot name a token"),
        ({"theme.yaml": "labels:\n  en:\n    contrast_question: Why {term}?\n"}, "label-terms", 3,
         "contrast_question needs {term} and {other}, and no other braces"),
        ({"theme.yaml": "labels:\n  en:\n    also: '{{Term}}'\n"}, "label-tag", 3,
         "the label `also` holds a template tag"),
        ({"theme.yaml": "fields: {term: [definition]}\n"}, "field-name", 1,
         "there is a field `definition` already"),
        ({"theme.yaml": "fields: {terms: [X]}\n"}, "wrong-value", 1,
         "`terms` is no note type"),
        ({"theme.yaml": "cards:\n  term:\n    - {name: Spelling, needs: Nope}\n"},
         "unknown-field", 3, "the card `Spelling` needs `Nope`, which is no field"),
        ({"term/definiton.html": "x"}, "theme-file", 1,
         "a theme has no file `term/definiton.html`"),
        ({"media/run.js": "x"}, "theme-file", 1, "cards cannot show this kind of file"),
        ({"theme.yaml": "tokens: [\n"}, "yaml-syntax", 1,
         "a quotation mark or bracket is never closed"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_theme_is_told_at_its_line(
    tmp_path: Path, files: dict[str, str], rule: str, line: int, message: str
) -> None:
    problems = wrong(tmp_path, files)
    first = next(problem for problem in problems if problem.rule == rule)
    assert first.location is not None
    assert (first.location.line, first.message) == (line, message)
    assert first.fix


def test_a_theme_reads_nothing_outside_its_folder(tmp_path: Path) -> None:
    """A link in a theme that someone sent must not put a private file into a package."""
    (tmp_path / "secret.png").write_bytes(b"secret")
    write(tmp_path / "project" / "mine", {"theme.yaml": "extends: default\n"})
    (tmp_path / "project" / "mine" / "media").mkdir()
    (tmp_path / "project" / "mine" / "media" / "x.png").symlink_to(tmp_path / "secret.png")
    theme, problems = load_theme("mine", tmp_path / "project")
    assert [problem.rule for problem in problems] == ["outside"]
    assert theme is not None
    assert all(file.data != b"secret" for file in theme.media)
    write(tmp_path / "other", {"theme.yaml": "extends: default\n"})
    assert [p.rule for p in load_theme("../other", tmp_path / "project")[1]] == ["outside"]
