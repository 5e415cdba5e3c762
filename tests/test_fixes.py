"""`check --fix`: what has one right form gets it, and nothing else in a file changes by a byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossdeck.fixes import Fixed, fix_project
from glossdeck.project import find_projects
from glossdeck.source import parse

HEAD = "deck: {id: d, title: D}\n"


def fixed(folder: Path, text: str, project: str = "") -> Fixed | None:
    """What is corrected in a deck of one file."""
    path = folder / "deck.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    if project:
        (folder / "glossdeck.yaml").write_text(project)
    (one,) = find_projects([path], folder)
    found = fix_project(one)
    return found[0] if found else None


def term(definition: str, further: str = "") -> str:
    return f"{HEAD}terms:\n  - term: Shame\n    definition: {definition}\n{further}"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("The the feeling of  being bad.", "The feeling of being bad."),
        ("'The feeling  of being bad.'", "'The feeling of being bad.'"),
        ('"The feeling  of being bad."', '"The feeling of being bad."'),
        (
            ">-\n      The feeling  of\n      being bad.",
            ">-\n      The feeling of\n      being bad.",
        ),
        ("The fear that others donâ€™t care.", "The fear that others don’t care."),
        ("Ð¡Ñ‚Ñ‹Ð´ is shame.", "Стыд is shame."),
        ("Scham u\u0308ber sich.", "Scham über sich."),
        ("A feel\u200bing.", "A feeling."),
        (r'"A feel\u200bing."', '"A feeling."'),
        (
            r'"\xadA \u2060feel\U0000200bing, \x22caf\u00e9\x22."',
            r'"A feeling, \x22caf\u00e9\x22."',
        ),
        (r'"A feeling\Lof shame."', '"A feeling of shame."'),
        (r'"A path C:\\u200b and\u200b one."', r'"A path C:\\u200b and one."'),
        ('"A feel\\\n      ing\\u200b."', '"A feel\\\n      ing."'),
        ("A feeling.  # a  comment stays", "A feeling.  # a  comment stays"),
        ("&one A feeling  of shame.", "&one A feeling of shame."),
    ],
)
def test_what_has_one_right_form(wrong: str, right: str, tmp_path: Path) -> None:
    further = "    extra: *one\n" if wrong.startswith("&") else ""
    found = fixed(tmp_path, term(wrong, further))
    assert (found.new if found else term(wrong, further)) == term(right, further)


@pytest.mark.parametrize(
    "text",
    [
        "What it is is hard to say.",
        "Man sagt „Spaß“ und „MENÜ” dazu, oder »groß«.",
        "Grâce à\u00a0«\u00a0la fin\u00a0» d'un “café…”",
        "A language with sequential-and and sequential-or.",
        "Songs of the band The The.",
        "|\n      two  blanks  are kept here\n",
        "See \u200b# of things in a text.",  # without the invisible one a comment would begin
        "ខ្មែរ\u200bភាសា",
        r'"ខ្មែរ\u200bភាសា"',
        r"A feel\u200bing.",  # without double quotes these are letters
        r"'A feel\u200bing.'",
        "می\u200cخواهم",
        "👩\u200d⚕️ works here.",
        "'a {{c1::gap}}  is kept in its quotes' # and  this",
    ],
)
def test_what_can_be_meant_is_left_alone(text: str, tmp_path: Path) -> None:
    found = fixed(tmp_path, term(text))
    assert found is None or found.new.split("#")[0].count("gap") == 1


@pytest.mark.parametrize(
    ("point", "right"),
    [
        ("A ==monoid== has a unit.", "A(n) ==monoid== has a unit."),
        ("It is an ==atom==.", "It is a(n) ==atom==."),
        ("Vitamin A ==deficiency== harms the eyes.", None),
        ("'{{C1:Insulin}} lowers sugar.'", "'{{c1::Insulin}} lowers sugar.'"),
        ("'{{c2::Insulin}} lowers  sugar.'", "'{{c2::Insulin}} lowers sugar.'"),
    ],
)
def test_points(point: str, right: str | None, tmp_path: Path) -> None:
    deck = f"{HEAD}sections:\n  - title: S\n    points:\n      - "
    found = fixed(tmp_path, f"{deck}{point}\n")
    assert (found and found.new) == (right and f"{deck}{right}\n")


def test_ids_stay(tmp_path: Path) -> None:
    """A correction that would give an entry another id is not made; the others are."""
    deck = f"{HEAD}terms:\n  - term: The the\n    definition: A  band.\n  - term: Half\u00adway\n"
    deck += "    definition: In the  middle.\n"
    found = fixed(tmp_path, deck)
    assert found is not None
    assert "term: The the\n" in found.new
    assert "A band." in found.new
    assert "In the middle." in found.new


def test_line_ends_and_the_mark_at_the_beginning_stay(tmp_path: Path) -> None:
    deck = "\ufeff" + term("A  feeling.", "    # two  blanks\n").replace("\n", "\r\n")
    found = fixed(tmp_path, deck)
    assert found is not None
    assert found.new == deck.replace("A  feeling", "A feeling")


@pytest.mark.parametrize(
    "text",
    [
        term("A  feeling.") + "---\nterms: []\n",
        "terms: [\n",
        "",
        "- a  b\n",
        term("A  feeling.").replace("Shame", "Sha\u0000me"),
    ],
)
def test_a_file_that_cannot_be_read_is_left_alone(text: str, tmp_path: Path) -> None:
    assert fixed(tmp_path, text) is None


def test_each_text_is_in_the_language_of_its_edition(tmp_path: Path) -> None:
    """`a` before a gap is an article in English only."""
    deck = (
        "deck: {id: d, title: {en: D, fr: D}}\nsections:\n  - title: {en: S, fr: S}\n    points:\n"
        "      - {en: It is a ==verb==., fr: Il a ==mangé==.}\n"
    )
    found = fixed(tmp_path, deck)
    assert found is not None
    assert found.new == deck.replace("is a ==", "is a(n) ==")


def test_a_project_says_the_languages(tmp_path: Path) -> None:
    project = "editions: {one: {language: fr}, two: {language: en}}\n"
    deck = f"{HEAD}sections:\n  - title: S\n    points:\n      - It is a ==verb==.\n"
    assert fixed(tmp_path, deck, project) is None


WORDS = st.text(
    alphabet=st.sampled_from("ab  A#:'\"-\u200b\u0301é=\u2060{}c1\\\n"), min_size=1, max_size=30
)


@given(WORDS, WORDS)
@settings(deadline=None)
def test_no_letter_and_no_entry_is_ever_lost(
    tmp_path_factory: pytest.TempPathFactory, one: str, other: str
) -> None:
    folder = tmp_path_factory.mktemp("fix")
    quoted = "'" + one.replace("'", "''") + "'"
    deck = term(quoted, f"    extra: {other.strip() or 'x'}\n")
    found = fixed(folder, deck)
    if found is None:
        return
    before, _ = parse(deck, folder, "deck.yaml")
    after, wrong = parse(found.new, folder, "deck.yaml")
    assert before is not None
    assert after is not None
    assert not wrong
    (old,), (new,) = before.value["terms"], after.value["terms"]
    assert list(old) == list(new)
    for key in old:
        assert _letters(old[key]) == _letters(new[key])


def _letters(value: object) -> str:
    """Letters without accents, as composing changes how they are written; articles before gaps
    gain an n. A value such as `{1}` is no text to YAML."""
    import unicodedata

    parts = unicodedata.normalize("NFD", str(value or "").replace("a(n)", "a").replace("A(n)", "A"))
    return "".join(part for part in parts if part.isalnum())


ESCAPES = (
    r"\u200b", r"\xad", r"\U0000200B", "\u2060", r"\\", r"\\u200b", r"\"", r"\u00e9", "\\\n  ",
    "x", "u", "#", ": ", "e", "9",
)  # fmt: skip
ESCAPED = st.lists(st.sampled_from(ESCAPES), min_size=1, max_size=20)
INVISIBLE = "\u200b\u00ad\u2060"


@given(ESCAPED)
@settings(deadline=None)
def test_escaped_invisible_characters_go_and_nothing_else_does(
    tmp_path_factory: pytest.TempPathFactory, written: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("fix")
    deck = term('"a' + "".join(written) + 'b"  # "\\u200b"', r"    extra: a\u200bb" + "\n")
    before, _ = parse(deck, folder, "deck.yaml")
    assert before is not None
    (old,) = before.value["terms"]
    found = fixed(folder, deck)
    visible = old["definition"].translate({ord(char): None for char in INVISIBLE})
    assert (found is None) == (visible == old["definition"])
    if found is not None:
        start, end = deck.index('"a'), deck.index('b"  #')
        assert found.new.startswith(deck[:start])
        assert found.new.endswith(deck[end:])
        after, wrong = parse(found.new, folder, "deck.yaml")
        assert after is not None
        assert not wrong
        (new,) = after.value["terms"]
        assert new == {**old, "definition": visible}
        assert fixed(folder, found.new) is None
