"""A retired note ships its pictures as long as it ships itself."""

from __future__ import annotations

import base64
import zipfile
from pathlib import Path

import pytest

from commands import Result, run
from glossdeck.anki import new_collection
from glossdeck.readpackage import read_package
from glossdeck.retiredmedia import pictures_in

FIRST_S = 1_700_000_000
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
DECK = """\
deck: {id: change, title: Change}
terms:
  - term: Scale
    definition: A thing that weighs. ![A scale](scale.png)
  - term: Hope
    definition: A wish that may come true.
"""
WITHOUT = DECK.replace(
    "  - term: Scale\n    definition: A thing that weighs. ![A scale](scale.png)\n", ""
)
PACKAGE = Path("build/change.apkg")
KEPT = Path("glossdeck.retired")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A deck with a picture that was built once, in the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(FIRST_S))
    Path("glossdeck.yaml").write_text("namespace: k3v9q0d2m8xw\n")
    Path("scale.png").write_bytes(PIXEL)
    Path("deck.yaml").write_text(DECK)
    done("build")


def done(*words: str) -> Result:
    result = run(*words)
    assert result.status == 0, result.err
    return result


def shipped() -> dict[str, bytes]:
    """The pictures in the package; each that a note shows has to be among them."""
    package = read_package(PACKAGE)
    files = {file.name: file.data for file in package.media if not file.name.startswith("_")}
    shown = {name for note in package.notes for name in pictures_in(note.fields)}
    assert files.keys() == shown
    return files


@pytest.mark.parametrize("order", ["retired first", "taken out first"])
def test_a_retired_note_keeps_its_picture_whatever_becomes_of_the_file(order: str) -> None:
    before = shipped()
    if order == "retired first":
        done("retire", "scale", "--write")
        assert Path("deck.yaml").read_text() == WITHOUT
        Path("scale.png").unlink()
    else:
        Path("deck.yaml").write_text(WITHOUT)
        Path("scale.png").unlink()
        told = done("retire", "scale")
        assert f"keeps its pictures in {KEPT}/" in told.out
    assert {path.name: path.read_bytes() for path in KEPT.iterdir()} == before
    assert done("build").err == ""
    assert shipped() == before
    PACKAGE.unlink()
    done("build", "--locked")
    assert shipped() == before


def test_a_new_learner_misses_nothing() -> None:
    done("retire", "scale", "--write")
    Path("scale.png").unlink()
    done("build", "--verify")
    with new_collection() as learner:
        learner.import_package(PACKAGE)
        (name,) = shipped()
        assert (learner.media() / name).read_bytes() == PIXEL


def test_a_picture_that_is_gone_is_told_and_comes_back_from_the_last_package() -> None:
    done("retire", "scale", "--write")
    done("build")
    (path,) = KEPT.iterdir()
    path.write_bytes(PIXEL + b"other")
    last = PACKAGE.read_bytes()
    told = done("build")
    assert "warning[retired-media]" in told.err
    assert f'the picture "{path.name}" of the retired change/default/term/scale is not' in told.err
    assert f"in {KEPT}" in told.err
    assert "glossdeck retire change/default/term/scale" in told.err
    assert not [file for file in read_package(PACKAGE).media if file.name == path.name]
    PACKAGE.write_bytes(last)
    done("retire", "change/default/term/scale")
    assert path.read_bytes() == PIXEL
    assert done("build").err == ""
    assert path.name in shipped()


def test_a_picture_that_another_note_shows_is_not_missed() -> None:
    done("retire", "scale", "--write")
    for path in KEPT.iterdir():
        path.unlink()
    Path("deck.yaml").write_text(
        WITHOUT.replace("may come true.", "may come true. ![A scale](scale.png)")
    )
    assert done("build").err == ""
    assert list(shipped().values()) == [PIXEL]


def test_pictures_come_back_with_a_lost_lock() -> None:
    done("retire", "scale", "--write")
    done("build")
    before = shipped()
    Path("glossdeck.lock").unlink()
    for path in KEPT.iterdir():
        path.unlink()
    done("lock", "restore", str(PACKAGE))
    assert done("build").err == ""
    assert shipped() == before


def test_a_release_without_a_picture_that_a_card_shows_breaks_a_promise() -> None:
    bare = Path("bare.apkg")
    with zipfile.ZipFile(PACKAGE) as full, zipfile.ZipFile(bare, "w") as cut:
        cut.writestr("collection.anki2", full.read("collection.anki2"))
        cut.writestr("media", "{}")
    broken = run("verify", str(bare))
    assert broken.status == 1
    assert "BROKEN  every media file is there (missing or different: scale-" in broken.out
