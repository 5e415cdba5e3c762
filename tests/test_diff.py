"""`glossdeck diff` says what learners will see, to authors, programs and learners."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands import Result, run

DAY_S = 86_400
FIRST_S = 1_700_000_000
DECK = """\
deck: {id: change, title: Change}
terms:
  - term: Shame
    definition: A painful feeling about oneself.
  - term: Guilt
    definition: A painful feeling about an act.
    example: Ana wishes that she had not said it.
sections:
  - title: Fear
    terms: [shame, guilt]
    points:
      - id: pain
        point: Known pain can feel ==safer== than unknown ==change==.
    questions:
      - {ask: Why does it last?, answer: What is known feels *safer*.}
"""


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A first release, and a month later."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(FIRST_S))
    Path("glossdeck.yaml").write_text("namespace: k3v9q0d2m8xw\n")
    Path("change.yaml").write_text(DECK)
    assert run("build").status == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(FIRST_S + 30 * DAY_S))


def edit(*pairs: tuple[str, str]) -> None:
    text = Path("change.yaml").read_text()
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    Path("change.yaml").write_text(text)


def diff(*words: str, status: int = 0) -> Result:
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    result = run("diff", *words)
    assert result.status == status, result.err
    assert before == {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    return result


def rework() -> None:
    """Every kind of change at once."""
    edit(
        ("about oneself.", "about oneself as a whole."),
        ("    example: Ana wishes that she had not said it.\n", ""),
        ("Known pain can feel ==safer== than unknown ==change==.",
         "Known pain can feel ==calmer and safer== than new ==change==, ==for a while==."),
        ("feels *safer*.", "feels safer."),
        ("sections:", "  - {term: Blame, definition: Saying who did it., tags: [new]}\nsections:"),
    )  # fmt: skip
    assert run("build", "--locked").status == 1


def test_nothing_changed() -> None:
    assert diff().out == "Change: build/change.apkg -> the source\n  learners see no change\n"


def test_authors_see_every_note_field_by_field_with_the_words_marked() -> None:
    rework()
    assert run("retire", "shame", "--write").status == 0
    said = diff().out
    size = said.rpartition("size: ")[2]
    assert said.replace(size, "…\n") == (
        "Change: build/change.apkg -> the source\n"
        "  1 new, 3 updated, 1 retired, 0 untouched\n"
        "new\n"
        "  + Blame (term)\n"
        "      cards: Definition, Term\n"
        "updated\n"
        "  ~ Guilt (term)\n"
        "      Example: [-Ana wishes that she had not said it.-]\n"
        "      cards that become empty: Example\n"
        "  ~ Known pain can feel calmer and safer than new change, for a while. (point)\n"
        "      Text: Known pain can feel {{c1::[+calmer and +]safer}} than [-unknown-][+new+] "
        "{{c2::change}}[+, {{c3::for a while}}+].\n"
        '      cloze 1: "safer" -> "calmer and safer"\n'
        '      cloze 3: nothing -> "for a while"\n'
        "      cards that appear: c3\n"
        "  ~ Why does it last? (question)\n"
        "      Answer: only its formatting\n"
        "retired: shown with a banner\n"
        "  - Shame (term)\n"
        "      Definition: A painful feeling about oneself[+ as a whole+].\n"
        "cards: 8 -> 10; size: …\n"
    )


def test_learners_read_release_notes() -> None:
    rework()
    assert run("retire", "shame", "--write").status == 0
    assert (
        diff("--format", "markdown").out
        == """\
# Change: what is new

Import the new file in Anki (File, then Import) over what you have. Your progress stays: every \
card keeps its reviews and its due day.

## New (1)

- **Blame**

## Corrected (3)

If you had changed one of these notes yourself, the new text replaces yours.

- **Guilt**
  - Example: ~~Ana wishes that she had not said it.~~
- Known pain can feel calmer and safer than new change, for a while.
  - Text: Known pain can feel **calmer and** safer than ~~unknown~~ **new** change\
**, for a while**.
  - new to learn: 1 card
- Why does it last?
  - Answer: set differently

## Retired (1)

These are no longer part of the deck. They stay in your collection, and say so on their front. \
To stop studying them: open Browse, search for `tag:glossdeck::retired`, select all, and suspend \
them (Cards, then Toggle Suspend).

- **Shame**

## Good to know

- Some cards have nothing to ask any more. Remove them with Tools, then Empty Cards.
"""
    )


def test_markdown_in_texts_stays_text() -> None:
    edit(("term: Shame", 'term: "Shame [x] 2 \\\\* 3 \\\\< 4 #_"\n    id: shame'))
    edit(("[shame, guilt]", "[guilt]"))
    out = diff("--format", "markdown").out
    assert "- **Shame \\[x\\] 2 \\* 3 \\< 4 \\#\\_**" in out


def test_the_first_release_is_all_new() -> None:
    Path("build/change.apkg").unlink()
    assert diff().out.startswith(
        "Change: nothing: the first release -> the source\n  4 new, 0 untouched\nnew\n"
    )
    notes = diff("--format", "markdown").out
    assert "4 notes with 8 cards. Import the file in Anki: File, then Import." in notes


def test_programs_get_json() -> None:
    rework()
    (found,) = json.loads(diff("--format", "json").out)
    assert found["counts"] == {
        "new": 1, "updated": 4, "retired": 0, "unretired": 0, "touched": 0, "ignored": 0,
        "refused": 0, "left": 0, "untouched": 0,
    }  # fmt: skip
    assert found["risks"].keys() == {"new-notes", "updated-notes", "new-cards", "empty-cards"}
    assert found["risks"]["empty-cards"] == ["Guilt: Example"]
    shame = next(note for note in found["notes"] if note["label"] == "Shame")
    assert shame["fields"] == [
        {
            "field": "Definition",
            "pieces": [
                {"mark": "same", "text": "A painful feeling about oneself"},
                {"mark": "added", "text": " as a whole"},
                {"mark": "same", "text": "."},
            ],
        }
    ]
    assert (found["old"]["cards"], found["new"]["cards"]) == (8, 10)
    assert found["old"]["bytes"] == Path("build/change.apkg").stat().st_size


def test_chosen_risks_fail() -> None:
    rework()
    result = diff("--fail-on", "empty-cards,cloze-moves", "--fail-on", "note-type", status=1)
    assert result.err == "error[empty-cards] Change: Guilt: Example\n"
    assert diff("--fail-on", "cloze-moves,note-type,retired-notes").err == ""


def test_an_unknown_risk_names_the_nearest() -> None:
    result = diff("--fail-on", "empty-card", status=2)
    assert "there is no risk `empty-card`: did you mean `empty-cards`?" in result.err


def test_a_lost_lock_moves_numbers_and_nothing_else_can(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the lock gaps are numbered anew, and histories would be mixed up."""
    Path("glossdeck.lock").unlink()
    edit(("==safer== than unknown ==change==", "==change== less than the ==safer== one"))
    result = diff("--fail-on", "cloze-moves", status=1)
    assert 'cloze 1: "safer" -> "change"  moved: histories would be mixed up' in result.out
    assert '1 was "safer", is "change"' in result.err


def test_corrections_that_anki_will_not_take_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock lost and a clock set back: the note is not newer than what learners have."""
    Path("glossdeck.lock").unlink()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(FIRST_S - DAY_S))
    edit(("about oneself.", "about oneself as a whole."))
    result = diff("--fail-on", "ignored-notes", status=1)
    assert "changed, but Anki will not take it: the note is not newer" in result.out
    assert "error[ignored-notes] Change: Shame" in result.err


def test_touched_notes_and_changed_looks_are_told() -> None:
    assert run("touch", "guilt").status == 0
    Path("ours").mkdir()
    Path("ours/theme.yaml").write_text("extends: default\nlabels: {en: {ask_term: Which one?}}\n")
    Path("ours/extra.css").write_text(".card { letter-spacing: 1px; }\n")
    Path("glossdeck.yaml").write_text("namespace: k3v9q0d2m8xw\ntheme: ours\n")
    said = diff().out
    assert "sent again, with the same content\n  ~ Guilt (term)\n" in said
    assert "front of Term" in said or "front and back of Term" in said
    assert "style" in said
    markdown = diff("--format", "markdown").out
    assert "- 1 note is sent again as before" in markdown
    assert "- The cards look different." in markdown
    assert diff("--fail-on", "looks", status=1).err.count("error[looks]") == 3


def test_slots_go_by_the_names_of_the_theme() -> None:
    Path("ours").mkdir()
    Path("ours/theme.yaml").write_text("extends: default\nfields: {term: [Origin]}\n")
    Path("glossdeck.yaml").write_text("namespace: k3v9q0d2m8xw\ntheme: ours\n")
    edit(("term: Guilt", "term: Guilt\n    origin: An old word for debt."))
    assert "      Origin: [+An old word for debt.+]\n" in diff().out


def test_two_packages_are_compared_without_a_source() -> None:
    Path("build/change.apkg").rename("old.apkg")
    rework()
    assert run("build").status == 0
    said = diff("old.apkg", "--to", "build/change.apkg").out
    assert said.startswith("Change: old.apkg -> build/change.apkg\n  1 new, 4 updated")
    assert diff("old.apkg").out.startswith("Change: old.apkg -> the source\n  1 new, 4 updated")
    assert "learners see no change" in diff("old.apkg", "--to", "old.apkg").out
    assert diff("--to", "old.apkg", status=2).err.endswith("OLD.apkg --to NEW.apkg\n")


def test_each_package_is_compared_with_its_own_edition() -> None:
    Path("glossdeck.yaml").write_text(
        "namespace: k3v9q0d2m8xw\neditions: {a: {language: en}, b: {language: en}}\n"
    )
    Path("glossdeck.lock").unlink()
    assert run("build").status == 0
    lines = diff("build/change-b.apkg", "build/change-a.apkg").out.splitlines()
    assert lines[0] == "Change (B): build/change-b.apkg -> the source"
    assert lines[2] == "Change (A): build/change-a.apkg -> the source"


def test_a_foreign_or_broken_package_is_refused() -> None:
    Path("foreign.yaml").write_text("deck: {id: f, title: F}\nterms: [{term: A, definition: B}]\n")
    Path("broken.apkg").write_bytes(b"PK nothing")
    assert "is not an Anki package" in diff("broken.apkg", status=1).err
    assert run("diff", "missing.apkg").status == 1


def test_a_source_with_errors_is_not_compared() -> None:
    edit(("term: Guilt", "term: [Guilt"))
    result = diff(status=1)
    assert result.out == ""
    assert "error[" in result.err


NEW_TERM = "terms:\n  - {term: Hope, definition: A wish.}\n  - term: Shame"


def test_another_title_is_told_to_authors_and_learners() -> None:
    """Anki knows decks by their names: new cards come into a deck of the new one."""
    edit(("title: Change", "title: Changing"), ("terms:\n  - term: Shame", NEW_TERM))
    assert 'the deck is called "Changing", no longer "Change": new cards come' in diff().out
    notes = diff("--format", "markdown").out
    assert "- The deck is called “Changing” from now on. Rename your deck “Change” to that" in notes
