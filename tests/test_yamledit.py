"""Editing YAML on purpose changes what was asked for, and not one character more."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossdeck.source import parse
from glossdeck.yamledit import CannotEditError, Name, Remove, Replace, SetKey, edited

TEXT = """\
# top
terms:  # all of them
  # about alpha
  - term: Alpha   # first
    definition: >-
      The first
      letter.

  - term: Beta
    id: "beta"
    definition: |
      Second
    contrast:
      - with: alpha
        difference: It comes later.

  # the last one
  - {term: Gamma, definition: Third}
sections:
  - title: One
    terms: [alpha, beta, 'gamma']
    points:
      - Known pain can feel
        ==safer==.  # why
      - >-
        A folded ==text==
        of two lines.
      - trainees: For ==some==
        peers: >-
          for
          ==others==
      - "last"
"""


def test_a_key_is_added_before_the_others_and_comments_stay() -> None:
    new = edited(TEXT, [SetKey(("terms", 0), "id", "first-letter")])
    assert new == TEXT.replace("  - term: Alpha", "  - id: first-letter\n    term: Alpha")


def test_an_existing_key_gets_the_new_value() -> None:
    assert edited(TEXT, [SetKey(("terms", 1), "id", "b")]) == TEXT.replace('id: "beta"', "id: b")


def test_a_key_is_added_to_a_mapping_in_braces() -> None:
    new = edited(TEXT, [SetKey(("terms", 2), "id", "g")])
    assert new == TEXT.replace("{term: Gamma", "{id: g, term: Gamma")


@pytest.mark.parametrize("index", range(4))
def test_a_text_gets_a_name_whatever_its_layout(index: int) -> None:
    route = ("sections", 0, "points", index)
    new = edited(TEXT, [Name(route, "point", "p")])
    points = _value(new)["sections"][0]["points"]
    assert points[index] == {"id": "p", "point": _value(TEXT)["sections"][0]["points"][index]}
    assert new.count("#") == TEXT.count("#")


def test_a_named_text_reads_as_an_author_would_write_it() -> None:
    new = edited(TEXT, [Name(("sections", 0, "points", 0), "point", "pain")])
    assert (
        "      - id: pain\n        point: Known pain can feel\n          ==safer==.  # why\n" in new
    )


def test_references_are_replaced_in_place() -> None:
    changes = [
        Replace(("sections", 0, "terms", 1), "b"),
        Replace(("terms", 1, "contrast", 0, "with"), "a"),
    ]
    new = edited(TEXT, changes)
    assert new == TEXT.replace("[alpha, beta,", "[alpha, b,").replace("with: alpha", "with: a")


def test_an_item_goes_with_the_empty_line_after_it() -> None:
    new = edited(TEXT, [Remove(("terms", 1))])
    start, stop = TEXT.index("  - term: Beta"), TEXT.index("  # the last one")
    assert new == TEXT[:start] + TEXT[stop:]


def test_the_last_and_the_only_item_go() -> None:
    assert "gamma" not in edited(TEXT, [Remove(("sections", 0, "terms", 2))])
    assert edited("a:\n  - b: c\n    d: e  # f\ng: h\n", [Remove(("a", 0))]) == "a: []\ng: h\n"
    assert edited("a:\n- b\n\n- c\n\n# d\ne: f\n", [Remove(("a", 1))]) == "a:\n- b\n\n# d\ne: f\n"


def test_several_changes_are_made_at_once() -> None:
    changes = [
        Remove(("terms", 0)),
        Remove(("sections", 0, "terms", 0)),
        Remove(("terms", 1, "contrast", 0)),
        SetKey(("terms", 0), "id", "gone-anyway"),
    ]
    value = _value(edited(TEXT, changes))
    assert [term["term"] for term in value["terms"]] == ["Beta", "Gamma"]
    assert value["terms"][0]["contrast"] == []


def test_line_ends_of_windows_stay() -> None:
    text = TEXT.replace("\n", "\r\n")
    new = edited(
        text,
        [
            SetKey(("terms", 0), "id", "x"),
            Remove(("terms", 1)),
            Name(("sections", 0, "points", 1), "point", "p"),
        ],
    )
    assert "\n" not in new.replace("\r\n", "")


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("a: &x\n  - b\nc: *x\n", ("a", 0)),
        ("a:\n  - &x b\n  - *x\n", ("a", 0)),
        ("a: [b\n", ("a", 0)),
        ("a:\n  - - b\n    - c\n", ("a", 0, 0)),
        ("a: b\n", ("c",)),
        ("a: b\n", ("a",)),
    ],
)
def test_what_cannot_be_edited_safely_is_left_to_the_author(
    text: str, route: tuple[str | int, ...]
) -> None:
    with pytest.raises(CannotEditError):
        edited(text, [Remove(route)])


@given(st.text(st.characters(exclude_categories=["C"]), min_size=1))
def test_any_value_is_read_back_as_it_was_given(value: str) -> None:
    new = edited("a:\n  b: c\n", [SetKey(("a",), "id", value)])
    assert _value(new)["a"]["id"] == value


def _value(text: str) -> dict:  # type: ignore[type-arg]
    source, problems = parse(text, Path(), "x")
    assert source is not None
    assert not problems
    return source.value  # type: ignore[no-any-return]
