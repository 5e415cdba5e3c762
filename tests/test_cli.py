"""The command line as people use it: what it writes where, what it says, how it exits."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest
import yaml

from commands import run
from glossdeck import __version__
from glossdeck.readpackage import read_package

SMALL = """\
deck: {id: small, title: Small}
terms:
  - {term: Shame, definition: A feeling about oneself.}
"""
EDITIONS = """\
deck: {id: two, title: {trainees: Resistance, peers: Doubts}}
terms:
  - {term: Shame, definition: A feeling about oneself.}
"""


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


def build(*words: str) -> None:
    result = run("build", *words)
    assert (result.status, result.err) == (0, "")


def test_the_version_is_told() -> None:
    result = run("--version")
    assert (result.status, result.out) == (0, f"glossdeck {__version__}\n")


def test_python_dash_m_is_the_same_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "glossdeck", "--version"],
        capture_output=True,
        text=True,
        check=True,
        env=with_source(),
    )
    assert done.stdout == f"glossdeck {__version__}\n"


def with_source() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent / "src")}


def test_a_new_project_builds_at_once_and_is_never_overwritten() -> None:
    assert run("init", "my-deck").status == 0
    build("my-deck")
    assert Path("build/my-deck-main.apkg").exists()
    text = Path("my-deck/glossary.yaml").read_text(encoding="utf-8")
    again = run("init", "my-deck")
    assert again.status == 1
    assert "exists already; nothing was written" in again.err
    assert Path("my-deck/glossary.yaml").read_text(encoding="utf-8") == text


def test_editors_find_the_schema_of_a_new_project_and_its_files_keep_to_it() -> None:
    run("init", "new")
    for name in ("glossary.yaml", "glossdeck.yaml"):
        text = Path("new", name).read_text(encoding="utf-8")
        first = text.splitlines()[0]
        schema = Path("new", first.removeprefix("# yaml-language-server: $schema="))
        value = yaml.safe_load(text)
        jsonschema.validate(value, json.loads(schema.read_text(encoding="utf-8")))


def test_two_new_projects_never_share_a_namespace() -> None:
    run("init", "a")
    run("init", "b")
    assert Path("a/glossdeck.yaml").read_text() != Path("b/glossdeck.yaml").read_text()


def test_a_new_project_starts_in_a_folder_with_any_name() -> None:
    for name in ("Größe & Gewicht", "漢字", "---", 'say "hi": #1'):
        assert run("init", "--", name).status == 0
        build("--", name)


def test_a_lone_file_is_a_project_with_a_lock_of_its_own() -> None:
    Path("notes").mkdir()
    Path("notes/small.yaml").write_text(SMALL)
    build("notes/small.yaml")
    assert Path("build/small.apkg").exists()
    assert Path("notes/small.lock").exists()


def test_a_deck_that_gives_nothing_to_learn_says_so() -> None:
    Path("a.yaml").write_text(
        "deck: {id: a, title: {x: A, y: B}}\n"
        "terms:\n  - {term: Shame, definition: {x: A painful feeling about oneself.}}\n",
        encoding="utf-8",
    )
    result = run("build", "a.yaml")
    assert result.status == 0
    assert result.err == (
        "a.yaml:1:1: warning[empty-deck] the deck has no cards in the edition `y` yet\n"
        "    1 | deck: {id: a, title: {x: A, y: B}}\n"
        "        ^^^^\n"
        "  fix: add `terms`, or `sections` with points or questions, that have a text for it\n"
    )


def test_packages_go_where_the_person_expects_them(monkeypatch: pytest.MonkeyPatch) -> None:
    run("init", "project")
    build("project", "--output", "elsewhere")
    assert Path("elsewhere/project-main.apkg").exists()
    Path("project/inside").mkdir()
    monkeypatch.chdir("project/inside")
    build()
    assert Path("../build/project-main.apkg").exists()


def test_the_project_in_decks_is_found_from_above() -> None:
    run("init", "decks")
    build()
    assert Path("build/decks-main.apkg").exists()


def test_without_a_project_the_way_out_is_told() -> None:
    result = run("build")
    assert result.status == 1
    assert "there is no glossdeck.yaml here or in decks/" in result.err
    assert "glossdeck init" in result.err


def test_a_project_file_with_the_other_ending_is_told() -> None:
    Path("glossdeck.yml").write_text("namespace: abcd1234\n")
    Path("small.yaml").write_text(SMALL)
    result = run("build")
    assert result.status == 1
    assert "fix: rename it to glossdeck.yaml" in result.err


def test_an_edition_may_be_a_name_alone() -> None:
    Path("glossdeck.yaml").write_text("namespace: abcd1234\neditions:\n  one:\n  two:\n")
    Path("small.yaml").write_text(SMALL)
    build()
    assert len(list(Path("build").glob("*.apkg"))) == 2


def test_only_the_chosen_edition_is_written() -> None:
    Path("two.yaml").write_text(EDITIONS)
    build("two.yaml", "--edition", "peers")
    assert [path.name for path in Path("build").iterdir()] == ["two-peers.apkg"]
    result = run("build", "two.yaml", "--edition", "peer")
    assert result.status == 1
    assert "did you mean `peers`?" in result.err


def test_wrong_usage_is_2_and_names_the_nearest_command() -> None:
    result = run("buidl")
    assert result.status == 2
    assert "did you mean `build`?" in result.err
    assert run("build", "--colour").status == 2


def test_source_date_epoch_is_the_time_of_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("small.yaml").write_text(SMALL)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    build("small.yaml")
    notes = read_package(Path("build/small.apkg")).notes
    assert {note.modified_s for note in notes} == {1_700_000_000}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    result = run("build", "small.yaml")
    assert result.status == 1
    assert "SOURCE_DATE_EPOCH is `yesterday`, not a time" in result.err


def test_an_unchanged_build_touches_neither_lock_nor_package() -> None:
    Path("small.yaml").write_text(SMALL)
    build("small.yaml")
    lock = Path("small.lock").stat().st_mtime_ns
    package = Path("build/small.apkg").read_bytes()
    time.sleep(1.1)
    build("small.yaml")
    assert Path("small.lock").stat().st_mtime_ns == lock
    assert Path("build/small.apkg").read_bytes() == package


def test_a_deck_named_collection_is_refused_as_phones_would_replace_everything() -> None:
    Path("c.yaml").write_text(SMALL.replace("id: small", "id: collection"))
    result = run("build", "c.yaml")
    assert result.status == 1
    assert "must not be named collection.apkg" in result.err
    assert not Path("build/collection.apkg").exists()


def test_one_deck_of_a_project_can_be_built_alone() -> None:
    Path("glossdeck.yaml").write_text("namespace: test\n")
    for name in ("one", "two"):
        Path(name).mkdir()
        Path(name, "deck.yaml").write_text(SMALL.replace("small", name))
    build("one")
    assert [path.name for path in Path("build").iterdir()] == ["one.apkg"]
    build()
    assert sorted(path.name for path in Path("build").iterdir()) == ["one.apkg", "two.apkg"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for a child process")
def test_ctrl_c_says_so_and_leaves_everything_as_it_was(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    terms = "".join(f"  - {{term: T{i}, definition: A thing number {i}.}}\n" for i in range(60_000))
    Path("big.yaml").write_text("deck: {id: big, title: Big}\nterms:\n" + terms)
    working = tmp_path_factory.mktemp("working")
    child = subprocess.Popen(
        [sys.executable, "-m", "glossdeck", "build", "big.yaml"],
        stderr=subprocess.PIPE,
        text=True,
        env={**with_source(), "TMPDIR": str(working)},
    )
    deadline = time.monotonic() + 30
    while not list(working.glob("*.busy")):  # the build has begun, of which this keeps others
        assert time.monotonic() < deadline
        time.sleep(0.01)
    child.send_signal(signal.SIGINT)
    _, said = child.communicate(timeout=30)
    assert child.returncode == 130
    assert said.strip() == "glossdeck: stopped"
    assert sorted(path.name for path in Path().iterdir()) == ["big.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for a child process")
def test_watching_builds_again_on_every_save_and_goes_on_after_a_mistake() -> None:
    source, package = Path("small.yaml"), Path("build/small.apkg")
    source.write_text(SMALL)
    child = subprocess.Popen(
        [sys.executable, "-m", "glossdeck", "build", "small.yaml", "--watch"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=with_source(),
    )
    assert child.stderr is not None
    assert child.stderr.readline() == "watching for changes; Ctrl-C stops\n"
    time.sleep(0.5)
    source.write_text("deck: [")
    assert "error[yaml-syntax]" in child.stderr.readline()
    source.write_text(SMALL.replace("oneself", "the self"))
    deadline = time.monotonic() + 20
    while "the self" not in read_package(package).notes[0].fields[1]:
        assert time.monotonic() < deadline, "the package was not built again"
        time.sleep(0.1)
    child.send_signal(signal.SIGINT)
    child.communicate(timeout=30)
    assert child.returncode == 130
