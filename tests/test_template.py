"""Anki's template language, proved equal to the real library."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection
from anki.errors import CardTypeError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossdeck.note import Field, NoteType, Template
from glossdeck.render import UnknownFieldError, render
from glossdeck.template import is_empty, ords
from glossdeck.templateparse import TemplateError, parse

FIELDS = ("Guard", "A", "B", "c d")
SLOW = settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    opened = Collection(str(tmp_path_factory.mktemp("anki") / "collection.anki2"))
    yield opened
    opened.close()


def note_type(*sides: tuple[str, str], is_cloze: bool = False) -> NoteType:
    return NoteType(
        key="cloze" if is_cloze else "term",
        id=1,
        name="Generated",
        is_cloze=is_cloze,
        fields=tuple(Field(at + 1, name) for at, name in enumerate(FIELDS)),
        templates=tuple(
            Template(at + 1, f"Card {at}", front, back) for at, (front, back) in enumerate(sides)
        ),
        css="",
    )


def add_to_anki(collection: Collection, kind: NoteType) -> Any:
    """Add a note type through Anki's own checks; raises what Anki raises."""
    models = collection.models
    made = models.new(f"{kind.name} {os.urandom(8).hex()}")
    made["type"], made["css"] = int(kind.is_cloze), kind.css
    for entry in kind.fields:
        models.add_field(made, models.new_field(entry.name))
    for template in kind.templates:
        card = models.new_template(template.name)
        card["qfmt"], card["afmt"] = template.front, template.back
        models.add_template(made, card)
    models.add_dict(made)
    return models.by_name(made["name"])


def anki_ords(collection: Collection, kind: NoteType, fields: Sequence[str]) -> tuple[int, ...]:
    """The cards that Anki makes of a new note; it gives every note at least its first card."""
    note = collection.new_note(add_to_anki(collection, kind))
    note.fields = list(fields)
    collection.add_note(note, collection.decks.id("Default"))
    return tuple(sorted(card.ord for card in note.cards()))


def anki_sides(
    collection: Collection, kind: NoteType, ord_: int, fields: Sequence[str]
) -> tuple[str, str]:
    added = add_to_anki(collection, kind)
    note = collection.new_note(added)
    note.fields = list(fields)
    output = note.ephemeral_card(
        ord_, custom_template=added["tmpls"][0 if kind.is_cloze else ord_]
    ).render_output()
    return (
        output.question_text.replace(added["name"], kind.name),
        output.answer_text.replace(added["name"], kind.name),
    )


names = st.sampled_from(["A", "B", "c d", "Guard"])
filters = st.sampled_from(["", "", "text:", "type:", "cloze:", "unknown:", "text:cloze:", ":"])
texts = st.sampled_from(["x", " ", "<b>", "}", "{", "{{", "}}", "<!--", "-->", "<%", "%>", "\n"])
special = st.sampled_from(["{{Tags}}", "{{#Card}}x{{/Card}}", "{{^Tags}}y{{/Tags}}", "{{Deck}}"])
blanks = st.sampled_from(["", " ", "\n", "\u2003", "\x1c", "{"])


def tags(mark: str) -> st.SearchStrategy[str]:
    return st.builds(
        lambda pad, name, end: f"{{{{{pad}{mark}{pad}{name}{end}}}}}",
        blanks,
        names,
        st.sampled_from(["", " "]),
    )


replacements = st.builds(lambda filters, name: f"{{{{{filters}{name}}}}}", filters, names)
balanced = st.recursive(
    texts | replacements,
    lambda inner: (
        st.lists(inner, max_size=3).map("".join)
        | st.builds(
            lambda mark, name, inside: f"{{{{{mark}{name}}}}}{inside}{{{{/{name}}}}}",
            st.sampled_from("#^"),
            names,
            inner,
        )
    ),
    max_leaves=8,
)
wild = st.lists(
    texts | replacements | tags("#") | tags("^") | tags("/") | st.just("{{=<% %>=}}"), max_size=7
).map("".join)
values = st.sampled_from(
    [
        "",
        " ",
        "x",
        "<br>",
        "<BR/>",
        "<div >",
        "<div></DIV />\n",
        "\x0b\x0c",
        "&nbsp;",
        "\u00a0",
        "\u3000",
        "<br  >",
        "<br/ >",
        "<p>",
        "<b></b>",
        "<",
        "0",
    ]
)
clozes = st.lists(
    st.sampled_from(
        [
            "{{c1::",
            "{{c2::",
            "{{c1,3::",
            "{{c0::",
            "{{c499::",
            "{{c500::",
            "{{c7777::",
            "{{c70000::",
            "{{c::",
            "{{c,::",
            "{{c02::",
            "}}",
            "}}}",
            "::",
            "a",
            "b é",
            "<b>x</b>",
            "\\(",
            "\\)",
            "{{",
            "{",
            "'\"&",
            "שלום",
            "\n",
        ]
    ),
    max_size=14,
).map("".join)


def guarded(front: str) -> tuple[tuple[str, str], ...]:
    """A first card that always exists, so that Anki does not make the other one out of pity."""
    return (("{{Guard}}!", "{{Guard}}"), (front + "{{#Guard}}{{/Guard}}", "{{Guard}}"))


@SLOW
@given(front=balanced | wild, fields=st.tuples(values, values, values))
def test_the_same_cards_exist_as_in_anki(
    collection: Collection, front: str, fields: tuple[str, str, str]
) -> None:
    """Whatever the template and the fields, Anki makes exactly the cards that we say.

    Without special fields: since 26.09 Anki counts `{{Deck}}` and its like as filled, before it
    did not, and the theme check keeps cards from depending on them.
    """
    kind = note_type(*guarded(front))
    note = ("full", *fields)
    try:
        expected = anki_ords(collection, kind, note)
    except CardTypeError:  # Anki refuses it, which is another test's matter
        return
    assert ords(kind, note) == expected


@SLOW
@given(template=wild)
def test_a_template_parses_where_anki_parses_it(collection: Collection, template: str) -> None:
    """Crossed and unclosed sections are errors for us and for Anki alike."""
    kind = note_type((template + "{{A}}", "{{A}}"))
    try:
        add_to_anki(collection, kind)
        accepted = True
    except CardTypeError as why:
        accepted = "See the preview" not in str(why)
    try:
        parse(template + "{{A}}")
        parsed = True
    except TemplateError:
        parsed = False
    assert parsed == accepted


@SLOW
@given(text=clozes, other=clozes)
def test_a_cloze_note_has_the_cards_that_anki_makes(
    collection: Collection, text: str, other: str
) -> None:
    """Nested, repeated, unclosed and far too large numbers, in any field."""
    kind = note_type(("{{cloze:A}}", "{{cloze:A}}"), is_cloze=True)
    note = ("", text, other, "")
    expected = anki_ords(collection, kind, note)
    assert set(ords(kind, note) or (0,)) == set(expected)


@SLOW
@given(text=clozes, ord_=st.integers(0, 3))
def test_a_cloze_is_rendered_as_anki_renders_it(
    collection: Collection, text: str, ord_: int
) -> None:
    """The spans of questions and answers, with what Anki hides in their attributes."""
    front, back = "{{cloze:A}}|{{cloze-only:A}}", "{{cloze:A}}|{{text:cloze:A}}|{{c d}}"
    kind = note_type((front, back), is_cloze=True)
    note = ("", text, "", "é")
    if ord_ not in ords(kind, note):
        return
    question, answer = anki_sides(collection, kind, ord_, note)
    assert render(kind, ord_, note, "front") == question
    assert render(kind, ord_, note, "back") == answer


@SLOW
@given(
    front=balanced,
    back=st.lists(balanced | special, max_size=3).map("".join),
    fields=st.tuples(values, values, values),
)
def test_a_card_is_rendered_as_anki_renders_it(
    collection: Collection, front: str, back: str, fields: tuple[str, str, str]
) -> None:
    """Conditionals, filters, special fields and the front side on the back."""
    kind = note_type((front + "{{Guard}}", back + "{{FrontSide}}"))
    note = ("full", *fields)
    try:
        question, answer = anki_sides(collection, kind, 0, note)
    except CardTypeError:
        return
    if "has a problem" in question:
        with pytest.raises(UnknownFieldError):
            render(kind, 0, note, "back")
        return
    assert render(kind, 0, note, "front") == question
    decks = {"Deck": "(Deck)", "Subdeck": "(Deck)"}
    assert render(kind, 0, note, "back", decks) == answer


@pytest.mark.parametrize(
    ("template", "kind", "name", "start"),
    [
        ("a {{#A}} b", "not-closed", "A", 2),
        ("a {{/A}} b", "not-open", "A", 2),
        ("{{#A}}{{^B}}{{/A}}{{/B}}", "crossed", "A", 12),
    ],
)
def test_a_wrong_section_is_told_at_its_tag(
    template: str, kind: str, name: str, start: int
) -> None:
    with pytest.raises(TemplateError) as caught:
        parse(template)
    assert (caught.value.kind, caught.value.name, caught.value.start) == (kind, name, start)


@given(st.text(alphabet="<br>divBR/ \n\u00a0\u3000x&;", max_size=12))
def test_blank_fields_are_those_of_ankis_pattern(value: str) -> None:
    """White space of ASCII and empty br and div tags, nothing else."""
    pattern = r"(?i)([ \t\n\v\f\r]|</?(br|div) ?/?>)*"
    assert is_empty(value) == bool(re.fullmatch(pattern, value))


def test_a_template_is_parsed_once_for_a_note_type_and_not_once_for_a_note(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    front = "".join(f"{{{{#{name}}}}}{{{{{name}}}}}{{{{/{name}}}}}" for name in FIELDS)
    kind = note_type((front, "{{A}}"), ("{{#B}}{{^A}}{{B}}{{/A}}{{/B}}", "{{A}}"))
    cloze = note_type(("{{cloze:A}}", "{{cloze:A}}"), is_cloze=True)
    note = ("", "<p>A definition of some length</p>", "", "an example")
    gap = ("", "Known pain can feel {{c1::safer}} than {{c2::unknown change}}.", "", "")
    first = ords(kind, note), ords(cloze, gap)
    monkeypatch.setattr("glossdeck.template.parse", None)
    assert (ords(kind, note), ords(cloze, gap)) == first


def test_a_note_type_is_looked_up_by_identity(tmp_path: Path) -> None:
    """Two note types that differ only in their templates have their own cards."""
    first = note_type(("{{A}}", ""))
    second = note_type(("{{B}}", ""))
    note = ("", "x", "", "")
    assert (ords(first, note), ords(second, note)) == ((0,), ())
