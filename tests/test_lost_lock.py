"""A deck that was built before does not get a new identity by accident."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import Result, run
from glossdeck.locktext import read_lock

DECK = """\
deck: {id: hope, title: Hope}
terms: [{term: Hope, definition: Wishing., cloze: "==Hope== is ==wishing==."}]
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with one deck file, and no project."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    Path("words.yaml").write_text(DECK)


def done(*words: str) -> Result:
    result = run(*words)
    assert result.status == 0, result.err
    return result


def refused(*words: str) -> str:
    """What is said when nothing is written."""
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    result = run(*words)
    assert result.status == 1
    assert before == {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    return result.err


def guids(lock: str) -> list[str]:
    return sorted(note.guid for note in read_lock(Path(lock).read_text()).notes.values())


def test_a_lock_that_is_gone_while_its_packages_are_there_is_asked_about() -> None:
    """A new one would number the gaps anew, and mix up what learners earned on them."""
    done("build", "words.yaml")
    before = guids("words.lock")
    Path("words.lock").unlink()
    said = refused("build", "words.yaml")
    assert "error[lock-lost] build/hope.apkg was built before, but words.lock" in said
    assert "glossdeck lock restore build/hope.apkg --in words.yaml" in said
    assert "if nobody has that package, delete it" in said
    done("lock", "restore", "build/hope.apkg", "--in", "words.yaml")
    done("build", "words.yaml")
    assert guids("words.lock") == before
    Path("words.lock").unlink()
    Path("build/hope.apkg").unlink()
    done("build", "words.yaml")


def test_a_lone_file_with_another_name_keeps_its_identity() -> None:
    done("build", "words.yaml")
    before = guids("words.lock")
    Path("words.yaml").rename("terms.yaml")
    said = refused("build", "terms.yaml", "--output", "elsewhere")
    assert 'error[lone-lock] words.lock holds the identity of the deck "hope"' in said
    assert "rename words.lock to terms.lock\n" in said
    Path("words.retired").mkdir()
    said = refused("build", "terms.yaml", "--output", "elsewhere")
    assert "rename words.lock to terms.lock, and words.retired to terms.retired\n" in said
    Path("words.lock").rename("terms.lock")
    done("build", "terms.yaml")
    assert guids("terms.lock") == before


def test_a_file_of_a_folder_that_was_built_keeps_its_identity() -> None:
    done("build", "--output", "out")
    before = guids("glossdeck.lock")
    said = refused("build", "words.yaml", "--output", "elsewhere")
    assert 'error[lone-lock] glossdeck.lock holds the identity of the deck "hope"' in said
    assert "build the folder" in said
    assert "rename glossdeck.lock to words.lock" in said
    Path("glossdeck.lock").rename("words.lock")
    done("build", "words.yaml")
    assert guids("words.lock") == before


def test_a_folder_of_a_file_that_was_built_keeps_its_identity() -> None:
    done("build", "words.yaml")
    assert "rename words.lock to glossdeck.lock" in refused("build", "--output", "elsewhere")


def test_another_deck_in_the_folder_has_a_lock_of_its_own() -> None:
    done("build", "words.yaml")
    Path("other.yaml").write_text(DECK.replace("id: hope", "id: other"))
    done("build", "other.yaml")
    Path("broken.lock").write_text("not ours")
    Path("third.yaml").write_text(DECK.replace("id: hope", "id: third"))
    done("build", "third.yaml")
