"""A deck or an edition that leaves a project, or gets another name, is asked about."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import Result, run
from glossdeck.lock import Lock
from glossdeck.locktext import read_lock
from glossdeck.readpackage import read_package

FIRST_S = 1_700_000_000
TWO = "namespace: k3v9q0d2m8xw\neditions: {trainees: {language: en}, peers: {language: en}}\n"
CHANGE = """\
deck: {id: change, title: {trainees: Change, peers: Changing}}
terms:
  - term: Shame
    definition: {trainees: A painful feeling about oneself., peers: Feeling bad about yourself.}
    cloze: A painful feeling can be about ==oneself== as a whole.
"""
HOPE = "deck: {id: hope, title: {trainees: Hope}}\nterms: [{term: Hope, definition: Wishing.}]\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two decks that was built once, in the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(FIRST_S))
    Path("glossdeck.yaml").write_text(TWO)
    for name, text in (("change", CHANGE), ("hope", HOPE)):
        Path(name).mkdir()
        Path(name, "deck.yaml").write_text(text)
    done("build")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(FIRST_S + 86_400))
    return tmp_path


def done(*words: str) -> Result:
    result = run(*words)
    assert result.status == 0, result.err
    return result


def lock(name: str = "glossdeck.lock") -> Lock:
    return read_lock(Path(name).read_text())


def guids(name: str = "glossdeck.lock") -> list[str]:
    return sorted(note.guid for note in lock(name).notes.values())


def replace(name: str, *pairs: tuple[str, str]) -> None:
    path = Path(name)
    text = path.read_text()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)


def asked(rule: str) -> str:
    """What a build says that stops with this one rule and writes nothing."""
    before = Path("glossdeck.lock").read_bytes()
    stopped = run("build")
    assert stopped.status == 1
    assert stopped.err.count("error[") == stopped.err.count(f"error[{rule}]") == 1, stopped.err
    assert Path("glossdeck.lock").read_bytes() == before
    return stopped.err


def test_a_deck_that_left_is_asked_about_and_can_come_back() -> None:
    before = guids()
    Path("hope/deck.yaml").rename("hope.away")
    said = asked("removed-deck")
    assert 'the deck "hope" is no longer in the project; learners have 1 note of it' in said
    assert "put it back, or retire it: glossdeck retire --deck hope" in said
    told = done("retire", "--deck", "hope")
    assert "retired the deck hope" in told.out
    assert "hope/trainees/term/hope" in told.out
    assert done("build").err == (
        "info[left-behind] build/hope-trainees.apkg is of before: it is retired, and not built "
        "now\n  fix: put it away, so that it is not published as a new one\n"
    )
    Path("build/hope-trainees.apkg").rename("hope.apkg")
    assert done("build").err == ""
    Path("hope.away").rename("hope/deck.yaml")
    assert "back from retirement" in done("build").err
    assert guids() == before


def test_a_retired_deck_ships_a_farewell_while_its_head_is_there() -> None:
    Path("hope/deck.yaml").write_text("deck: {id: hope, title: {trainees: Hope}}\n")
    done("retire", "--deck", "hope")
    done("build")
    (note,) = read_package(Path("build/hope-trainees.apkg")).notes
    assert "glossdeck::retired" in note.tags


def test_a_deck_with_another_id_is_asked_about_and_can_be_renamed() -> None:
    before = guids()
    replace("hope/deck.yaml", ("id: hope,", "id: hoping,"))
    said = asked("renamed-deck")
    assert 'the deck "hope" is no longer in the project, and "hoping" is new' in said
    assert "hope/deck.yaml:1:" in said
    assert "write `id: hope` again, which learners do not see" in said
    assert "glossdeck rename --deck hope hoping" in said
    assert "glossdeck retire --deck hope" in said
    told = done("rename", "--deck", "hope", "hoping")
    assert "hoping/trainees/term/hope" in told.out
    assert "build/hope-trainees.apkg has the old name: put it away once" in told.out
    done("build")
    assert guids() == before


def test_one_deck_of_several_with_another_id_is_asked_about_too() -> None:
    """Only one deck is built, and the others are not read; its new id is still no new deck."""
    replace("hope/deck.yaml", ("id: hope,", "id: hoping,"))
    stopped = run("build", "hope")
    assert stopped.status == 1
    assert "error[renamed-deck]" in stopped.err
    replace("hope/deck.yaml", ("id: hoping,", "id: hope,"))
    assert done("build", "hope").err == ""


def test_two_decks_can_become_one() -> None:
    before = guids()
    Path("hope/deck.yaml").unlink()
    replace(
        "change/deck.yaml",
        ("  - term: Shame", "  - {term: Hope, definition: {trainees: Wishing.}}\n  - term: Shame"),
    )
    asked("removed-deck")
    done("rename", "--deck", "hope", "change")
    done("build")
    assert guids() == before


def test_a_deck_cannot_be_renamed_onto_entries_that_were_built() -> None:
    replace("hope/deck.yaml", ("term: Hope", "term: Shame"))
    done("rename", "hope/hope", "shame")
    before = Path("glossdeck.lock").read_bytes()
    refused = run("rename", "--deck", "hope", "change")
    assert refused.status == 1
    assert "error[id-taken]" in refused.err
    assert "change/trainees/term/shame" in refused.err
    assert Path("glossdeck.lock").read_bytes() == before


def test_an_edition_that_left_is_asked_about_once_for_all_decks() -> None:
    replace("glossdeck.yaml", (", peers: {language: en}", ""))
    replace(
        "change/deck.yaml", (", peers: Changing", ""), (", peers: Feeling bad about yourself.", "")
    )
    said = asked("removed-edition")
    assert 'the edition "peers" is no longer in the project; learners have 2 notes of it' in said
    assert "put it back, or retire it: glossdeck retire --edition peers" in said
    done("retire", "--edition", "peers")
    done("build")
    retired = {note.key for note in lock().notes.values() if note.retired}
    assert retired == {"change/peers/term/shame", "change/peers/cloze/shame"}


def test_a_deck_that_leaves_one_edition_is_asked_about() -> None:
    done("build")
    replace("change/deck.yaml", (", peers: Changing", ""))
    said = asked("removed-edition")
    assert 'the deck "change" is no longer in the edition "peers"' in said
    assert "glossdeck retire --edition change/peers" in said
    done("retire", "--edition", "change/peers")
    done("build")


def test_an_edition_with_another_name_is_asked_about_and_can_be_renamed() -> None:
    before, types = guids(), {kind.id for kind in lock().note_types.values()}
    replace("glossdeck.yaml", ("peers:", "workers:"))
    replace("change/deck.yaml", ("peers:", "workers:"))
    said = asked("renamed-edition")
    assert 'the edition "peers" is no longer in the project, and "workers" is new' in said
    assert "glossdeck rename --edition peers workers" in said
    assert "glossdeck retire --edition peers" in said
    done("rename", "--edition", "peers", "workers")
    done("build")
    assert guids() == before
    assert {kind.id for kind in lock().note_types.values()} == types


def test_an_edition_cannot_take_the_note_types_of_another() -> None:
    replace("glossdeck.yaml", (", peers: {language: en}", ""))
    refused = run("rename", "--edition", "peers", "trainees")
    assert refused.status == 1
    assert "error[edition-taken]" in refused.err
    assert "glossdeck retire --edition peers" in refused.err


@pytest.fixture
def lone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lone file that was built once, in a folder of its own."""
    folder = tmp_path.parent / f"{tmp_path.name}-lone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    path = Path("words.yaml")
    path.write_text("deck: {id: hope, title: Hope}\nterms: [{term: Hope, definition: Wishing.}]\n")
    done("build", "words.yaml")
    return path


def test_a_plain_title_that_becomes_one_of_editions_is_asked_about(lone: Path) -> None:
    """A deck for everyone becomes one for two audiences: one of them goes on with the notes."""
    before = guids("words.lock")
    replace("words.yaml", ("title: Hope", "title: {trainees: Hope, peers: Hoping}"))
    stopped = run("build", "words.yaml")
    assert stopped.status == 1
    assert "error[renamed-edition]" in stopped.err
    assert 'the deck had no editions, and now "trainees" and "peers" are new' in stopped.err
    assert "glossdeck rename --edition default trainees" in stopped.err
    done("rename", "--edition", "default", "trainees", "--in", "words.yaml")
    done("build", "words.yaml")
    assert set(before) < set(guids("words.lock"))


def test_editions_that_become_a_plain_title_are_asked_about(lone: Path) -> None:
    replace("words.yaml", ("title: Hope", "title: {trainees: Hope, peers: Hoping}"))
    done("rename", "--edition", "default", "trainees", "--in", "words.yaml")
    done("build", "words.yaml")
    before = guids("words.lock")
    replace("words.yaml", ("title: {trainees: Hope, peers: Hoping}", "title: Hope"))
    stopped = run("build", "words.yaml")
    assert stopped.err.count("error[renamed-edition]") == 2
    done("rename", "--edition", "trainees", "default", "--in", "words.yaml")
    done("retire", "--edition", "peers", "--in", "words.yaml")
    done("build", "words.yaml")
    assert guids("words.lock") == before


def test_a_lone_deck_with_another_id_is_asked_about(lone: Path) -> None:
    """The commands in the message name the file: in its folder alone they would not find it."""
    before = guids("words.lock")
    replace("words.yaml", ("id: hope", "id: hoping"), ("term: Hope", "term: Real hope"))
    stopped = run("build", "words.yaml")
    assert stopped.status == 1
    assert "error[renamed-deck]" in stopped.err
    for rule in ("rename --deck hope hoping", "rename hoping/term/hope real-hope"):
        command = f"glossdeck {rule} --in words.yaml"
        stopped = run("build", "words.yaml")
        assert command in stopped.err
        done(*command.split()[1:])
    done("build", "words.yaml")
    assert guids("words.lock") == before


@pytest.mark.parametrize("name", ["nobody", "hop"])
def test_an_unknown_deck_or_edition_is_refused(name: str) -> None:
    for what in ("--deck", "--edition"):
        for words in (("retire", what, name), ("rename", what, name, "other")):
            refused = run(*words)
            assert refused.status == 1
            assert "error[unknown-id]" in refused.err
    assert "did you mean `hope`?" in run("retire", "--deck", "hop").err


@pytest.mark.parametrize("name", ["a/b", "../../out", "Two words", "", "-x"])
def test_no_name_comes_into_the_lock_that_the_yaml_could_not_have(name: str) -> None:
    before = Path("glossdeck.lock").read_bytes()
    for words in (("hope",), ("--deck", "hope"), ("--edition", "peers")):
        refused = run("rename", *words, "--", name) if name == "-x" else run("rename", *words, name)
        assert refused.status == 1, refused.err
        assert "error[wrong-id]" in refused.err or "error[unknown-deck]" in refused.err
    assert Path("glossdeck.lock").read_bytes() == before


def test_an_entry_cannot_move_to_a_deck_that_there_is_not() -> None:
    refused = run("rename", "shame", "hoping/shame")
    assert (
        "error[unknown-deck] there is no deck `hoping`\n  fix: did you mean `hope`?" in refused.err
    )


@pytest.mark.parametrize("name", ["a/b", "../../out", "Two words"])
def test_an_edition_has_a_name_that_files_can_have(name: str, lone: Path) -> None:
    """It is part of the package's file name, and of every key of the lock."""
    lone.write_text(
        f'deck: {{id: hope, title: {{"{name}": Hope}}}}\nterms: [{{term: Hope, definition: W.}}]\n'
    )
    refused = run("build", "words.yaml")
    assert refused.status == 1
    assert f"words.yaml:1:26: error[wrong-id] `{name}` cannot be the name of an edition" in (
        refused.err
    )
    Path("glossdeck.yaml").write_text(f'editions: {{"{name}": {{language: en}}}}\n')
    Path("words.lock").unlink()
    refused = run("build", "--output", "elsewhere")
    assert f"glossdeck.yaml:1:12: error[wrong-id] `{name}` cannot be the name of an edition" in (
        refused.err
    )
    assert refused.err.count("error[") == 1
    assert not Path("elsewhere").exists()
