"""YAML to plain values: texts stay as typed, every value has its line, nothing blows up."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen import MODELS
from glossdeck import slips
from glossdeck.problem import Place, Problem, error
from glossdeck.source import (
    Source,
    _PythonLoader,
    compose,
    locate,
    parse,
    read_source,
    read_values,
)
from glossdeck.syntax import MAX_DEPTH


def read(text: str) -> Source:
    source, problems = parse(text, Path("a.yaml"), "a.yaml")
    assert problems == ()
    assert source is not None
    return source


def only_problem(path: Path) -> Problem:
    source, problems = read_source(path, path.name)
    assert source is None
    assert len(problems) == 1
    return problems[0]


@pytest.mark.parametrize(
    "written", ["no", "1.10", "2020-01-01", "~", "0x1F", "null", "12:30", "=="]
)
def test_a_plain_scalar_stays_the_text_that_was_typed(written: str) -> None:
    assert read(f"a: {written}").value == {"a": written}


def test_a_key_with_nothing_after_it_has_no_value_but_quotes_are_an_empty_text() -> None:
    assert read('a:\nb: ""').value == {"a": None, "b": ""}


def test_anchors_and_merge_keys_work() -> None:
    text = "a: &x {b: 1, c: 2}\nd: *x\ne: {<<: *x, b: 3}"
    value = read(text).value
    assert value["d"] == {"b": "1", "c": "2"}
    assert value["e"] == {"b": "3", "c": "2"}


def test_places_are_found_by_route_key_and_word() -> None:
    source = read("terms:\n- term: A\n  definition: one two\n    three\n- {term: B}\n")

    def at(place: Place) -> tuple[int, int, int]:
        location = source.locate(place)
        return location.line, location.column, location.end

    assert at(Place("a.yaml", ("terms", 0, "definition"))) == (3, 15, 22)
    assert at(Place("a.yaml", ("terms", 0, "definition"), "key")) == (3, 3, 13)
    assert at(Place("a.yaml", ("terms", 0, "definition"), word="two three")) == (3, 19, 22)
    assert at(Place("a.yaml", ("terms", 0, "definition"), word="not there")) == (3, 15, 22)
    assert at(Place("a.yaml", ("terms", 1, "term"))) == (5, 10, 11)


def test_problems_come_in_the_order_of_the_files() -> None:
    source = read("a: 1\nb: 2\n")
    problems = [
        error("r", "later", place=Place("a.yaml", ("b",))),
        error("r", "earlier", place=Place("a.yaml", ("a",))),
        error("r", "without a place"),
    ]
    told = [problem.message for problem in locate(problems, [source])]
    assert told == ["without a place", "earlier", "later"]


PLAIN = st.text(string.ascii_letters + string.digits + " äß漢字אב🙂", min_size=1).map(str.strip)
VALUES = st.recursive(
    st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(PLAIN, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(PLAIN.filter(bool), VALUES, min_size=1))
def test_what_pyyaml_writes_is_read_back_with_libyaml_and_without(value: dict[str, object]) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, default_style='"')
    assert read_values(text) == (value, [])
    assert read_values(text, _PythonLoader) == (value, [])


LINES = ("a: b\n", "- x\n", "<<: *x\n", "x: &x {a: 1}\n", "---\n", "#c\n", "k: ", "&x ", "*x")
SIGNS = ("  ", "{", "}", "[", "]", ", ", ": ", "? ", "!t ", '"', ">\n")
PARTS = st.sampled_from((*LINES, *SIGNS))


@given(st.lists(PARTS, max_size=12).map("".join))
@settings(max_examples=300)
def test_what_can_be_read_is_found_again(text: str) -> None:
    source, _ = parse(text, Path("a.yaml"), "a.yaml")
    if source is not None:
        assert compose(text) is not None
        assert source.locate(Place("a.yaml", ("k", "a"))).line >= 1


@given(st.text(max_size=200))
@settings(max_examples=300)
def test_no_text_makes_the_reader_raise(text: str) -> None:
    source, problems = parse(text, Path("a.yaml"), "a.yaml")
    assert source is not None or problems
    assert all(problem.location and problem.location.line >= 1 for problem in problems)


PIECES = ("terms:", "  - ", "-", "term", "definition", ":", ": ", "\n", "\n    ", "A text", "==")
SLIPS = st.lists(st.sampled_from((*PIECES, *"{}[]|>“：–\u00a0#&*!\t'\"")), max_size=25).map("".join)


def test_slips_know_every_key_that_an_author_can_write() -> None:
    keys = {info.alias or name for _, model in MODELS for name, info in model.model_fields.items()}
    assert set(slips.KEYS.split("|")) == keys


@given(SLIPS)
@settings(deadline=None)
def test_every_slip_is_told_inside_of_the_file_with_what_to_do(text: str) -> None:
    _, problems = parse(text, Path("a.yaml"), "a.yaml")
    lines = text.split("\n")
    for problem in problems:
        assert problem.fix
        assert problem.location is not None
        assert 1 <= problem.location.line <= len(lines) + 1
        assert problem.location.column < problem.location.end or problem.rule == "empty-file"
        assert "\n" not in problem.message


@pytest.mark.parametrize("opener", ["[", "{a: ", "- ", "{", "? "])
def test_deep_nesting_ends_in_a_message(opener: str) -> None:
    _, problems = parse(opener * 100_000, Path("a.yaml"), "a.yaml")
    assert [problem.rule for problem in problems] == ["too-deep"]
    assert str(MAX_DEPTH) in problems[0].message


def test_files_that_are_no_text_are_told_apart(tmp_path: Path) -> None:
    latin, wide, folder = tmp_path / "latin.yaml", tmp_path / "wide.yaml", tmp_path / "folder.yaml"
    latin.write_bytes("deck:\n  title: Müll".encode("latin-1"))
    wide.write_bytes("deck: {}".encode("utf-16"))
    folder.mkdir()
    told = [only_problem(path) for path in (latin, wide, folder, tmp_path / "missing.yaml")]
    assert [problem.rule for problem in told] == [
        "not-utf8",
        "not-utf8",
        "not-a-file",
        "no-such-file",
    ]
    assert told[0].location is not None
    assert (told[0].location.line, told[0].location.column) == (2, 11)


def test_a_file_of_100_mb_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    assert only_problem(path).rule == "too-large"


def test_line_ends_of_an_old_mac_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"deck: {}\rterms: [\r")
    where = only_problem(path).location
    assert where is not None
    assert (where.line, where.text) == (2, "terms: [")


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: |\r\n  one\r\n  two\r\n")
    source, problems = read_source(path)
    assert problems == ()
    assert source is not None
    assert source.value == {"a": "one\ntwo\n"}
