"""Identity on purpose: rename, retire, touch, restore, and builds that may not change the lock."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from commands import Result, run
from glossdeck.lock import Lock
from glossdeck.locktext import read_lock
from glossdeck.readpackage import read_package

DAY_S = 86_400
FIRST_S = 1_700_000_000
PROJECT = """\
namespace: k3v9q0d2m8xw
editions:
  trainees: {language: en}
  peers: {language: en}
"""
DECK = """\
deck: {id: change, title: {trainees: Change, peers: Changing}}
"""
TERMS = """\
terms:
  # what one feels
  - term: Shame   # about oneself
    definition: {trainees: A painful feeling about oneself., peers: Feeling bad about yourself.}
    cloze: A painful feeling can be about ==oneself== as a whole.
    contrast:
      - with: guilt
        difference: One is about oneself, the other about an act.

  - term: Guilt
    definition: A painful feeling about an act.
"""
SECTIONS = """\
sections:
  - title: Fear
    terms: [shame, guilt]
    points:
      # the known
      - Known pain can feel ==safer== than
        unknown ==change==.
    questions:
      - ask: Why does it last?
        answer: What is known feels safer.
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that was built once, in the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(FIRST_S))
    (tmp_path / "glossdeck.yaml").write_text(PROJECT)
    (tmp_path / "change").mkdir()
    for name, text in (("deck", DECK), ("terms", TERMS), ("sections", SECTIONS)):
        (tmp_path / "change" / f"{name}.yaml").write_text(text)
    assert run("build").status == 0
    return tmp_path


def lock() -> Lock:
    return read_lock(Path("glossdeck.lock").read_text())


def guids() -> dict[str, str]:
    return {key: note.guid for key, note in lock().notes.items()}


def edit(name: str, *pairs: tuple[str, str]) -> None:
    path = Path("change", f"{name}.yaml")
    text = path.read_text()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)


def later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(FIRST_S + days * DAY_S))


def done(*words: str) -> Result:
    result = run(*words)
    assert result.status == 0, result.err
    return result


def never_built() -> None:
    """Take the lock away, and the packages that would have it asked for."""
    Path("glossdeck.lock").unlink()
    for path in Path("build").iterdir():
        path.unlink()


def test_an_answered_rename_keeps_every_guid() -> None:
    """The build stops, shows old and new and the command; that command is the whole answer."""
    before = guids()
    edit("terms", ("term: Shame ", "term: Deep shame "))
    edit("sections", ("[shame,", "[deep-shame,"))
    asked = run("build")
    assert asked.status == 1
    assert "glossdeck rename change/term/shame deep-shame" in asked.err
    said = done("rename", "change/term/shame", "deep-shame")
    assert said.out == (
        "glossdeck.lock: change/term/shame is now deep-shame\n"
        "  change/peers/cloze/deep-shame\n"
        "  change/peers/contrast/deep-shame--guilt\n"
        "  change/peers/term/deep-shame\n"
        "  change/trainees/cloze/deep-shame\n"
        "  change/trainees/contrast/deep-shame--guilt\n"
        "  change/trainees/term/deep-shame\n"
        "next: glossdeck build\n"
    )
    done("build")
    assert sorted(guids().values()) == sorted(before.values())


def test_rename_says_what_to_change_and_write_does_it() -> None:
    said = done("rename", "guilt", "remorse")
    todo = (
        "  change/terms.yaml:10: give the entry `id: remorse`\n"
        "  change/sections.yaml:3: write `remorse` in place of `guilt`\n"
        "  change/terms.yaml:7: write `remorse` in place of `guilt`\n"
    )
    assert f"to do in the YAML:\n{todo}" in said.out
    said = done("rename", "guilt", "remorse", "--write")
    assert f"changed in the YAML:\n{todo}" in said.out
    assert Path("change/terms.yaml").read_text() == TERMS.replace(
        "  - term: Guilt", "  - id: remorse\n    term: Guilt"
    ).replace("with: guilt", "with: remorse")
    assert Path("change/sections.yaml").read_text() == SECTIONS.replace("guilt]", "remorse]")
    done("build", "--locked")


def test_a_point_without_id_gets_its_name_in_the_yaml() -> None:
    made = next(key.split("/")[-1] for key in guids() if "/point/" in key)
    before = sorted(guids().values())
    done("rename", made, "known-pain", "--write")
    assert (
        "- id: known-pain\n        point: Known pain can feel"
        in Path("change/sections.yaml").read_text()
    )
    done("build")
    assert sorted(guids().values()) == before
    assert "change/peers/point/known-pain" in guids()


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        (("rename", "shane", "x"), "unknown-id"),
        (("rename", "shame", "guilt"), "id-taken"),
        (("retire", "nobody"), "unknown-id"),
        (("touch", "--tag", "nothing"), "nothing-chosen"),
    ],
)
def test_what_is_not_there_is_refused_and_nothing_changes(
    words: tuple[str, ...], rule: str
) -> None:
    before = Path("glossdeck.lock").read_bytes()
    refused = run(*words)
    assert refused.status == 1
    assert refused.err.startswith(f"error[{rule}]")
    assert Path("glossdeck.lock").read_bytes() == before


def test_nothing_is_written_when_the_yaml_cannot_be_edited() -> None:
    """A list written as an alias is not for us to change; lock and YAML stay as they are."""
    edit("sections", ("terms: [shame, guilt]", "terms: &all [shame, guilt]"))
    Path("change/more.yaml").write_text("sections: []\n")
    edit("sections", ("    points:", "    tags: *all\n    points:"))
    done("build")
    before = {path: path.read_bytes() for path in Path().rglob("*.*") if path.is_file()}
    refused = run("rename", "guilt", "remorse", "--write")
    assert refused.status == 1
    assert "error[cannot-edit] change/sections.yaml" in refused.err
    assert "line 3: write `remorse` in place of `guilt`" in refused.err
    assert before == {path: path.read_bytes() for path in Path().rglob("*.*") if path.is_file()}


def test_a_source_with_errors_does_not_keep_the_lock_from_changing() -> None:
    """A term was taken out, and its section still names it: retiring it is the way on."""
    edit("terms", ("  - term: Guilt\n    definition: A painful feeling about an act.\n", ""))
    before = Path("glossdeck.lock").read_bytes()
    refused = run("retire", "guilt", "--write")
    assert refused.status == 1
    assert "error[unknown-term]" in refused.err
    assert Path("glossdeck.lock").read_bytes() == before
    said = done("retire", "guilt")
    assert "the source has errors" in said.out
    edit("sections", ("[shame, guilt]", "[shame]"))
    edit(
        "terms",
        (
            "    contrast:\n      - with: guilt\n        difference: One is about oneself, "
            "the other about an act.\n",
            "",
        ),
    )
    done("build")
    assert "glossdeck::retired" in shipped(guids()["change/trainees/term/guilt"]).tags


def test_a_retired_entry_ships_for_a_year_and_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its last content, a banner on the front and the tag; and its contrast with it."""
    before = guids()
    later(monkeypatch, 10)
    said = done("retire", "guilt", "--write")
    assert "  change/trainees/contrast/shame--guilt\n" in said.out
    assert "guilt" not in Path("change/terms.yaml").read_text().lower()
    assert "terms: [shame]" in Path("change/sections.yaml").read_text()
    assert "# what one feels" in Path("change/terms.yaml").read_text()
    done("build")
    note = shipped(before["change/trainees/term/guilt"])
    assert note is not None
    assert note.fields[:2] == ("Guilt", "A painful feeling about an act.")
    assert "no longer part of the deck" in "".join(note.fields)
    assert "glossdeck::retired" in note.tags
    assert note.modified_s == FIRST_S + 10 * DAY_S
    later(monkeypatch, 10 + 364)
    done("build", "--locked")
    assert shipped(before["change/trainees/term/guilt"]) == note
    later(monkeypatch, 10 + 365)
    done("build", "--locked")
    assert shipped(before["change/trainees/term/guilt"]) is None


def shipped(guid: str):  # type: ignore[no-untyped-def]
    notes = read_package(Path("build/change-trainees.apkg")).notes
    return next((note for note in notes if note.guid == guid), None)


def test_an_entry_that_left_the_yaml_first_is_retired_from_the_last_package() -> None:
    point = next(key for key in guids() if "/trainees/point/" in key)
    before = shipped(guids()[point])
    edit(
        "sections",
        ("      - Known pain can feel ==safer== than\n        unknown ==change==.\n", ""),
    )
    asked = run("build")
    assert asked.status == 1
    command = asked.err.split("glossdeck retire ")[1].split()[0]
    done("retire", command)
    done("build")
    after = shipped(guids()[point])
    assert after.fields[0] == before.fields[0]
    assert "glossdeck::retired" in after.tags


def test_an_entry_that_nobody_has_leaves_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Written and taken out again between two releases; its name and numbers stay remembered."""
    before = guids()["change/trainees/term/guilt"]
    edit("terms", ("  - term: Guilt\n    definition: A painful feeling about an act.\n", ""))
    edit(
        "terms",
        ("    contrast:\n      - with: guilt\n        difference: One is about oneself, ", "#"),
    )
    edit("sections", ("[shame, guilt]", "[shame]"))
    for path in Path("build").iterdir():
        path.unlink()
    assert "(--at-once if no learner has it yet)" in run("build").err
    refused = run("retire", "change/term/guilt")
    assert "if no learner has it yet, add --at-once" in refused.err
    done("retire", "change/term/guilt", "--at-once")
    done("build")
    assert shipped(before) is None
    assert guids()["change/trainees/term/guilt"] == before
    edit(
        "terms",
        ("  - term: Shame", "  - {term: Guilt, definition: An act hurts.}\n  - term: Shame"),
    )
    assert "back from retirement" in done("build").err
    assert shipped(before) is not None


def test_all_that_is_gone_is_retired_together(monkeypatch: pytest.MonkeyPatch) -> None:
    before = guids()
    edit("terms", ("  - term: Guilt\n    definition: A painful feeling about an act.\n", ""))
    edit(
        "terms",
        ("    contrast:\n      - with: guilt\n        difference: One is about oneself, ", "#"),
    )
    edit(
        "sections",
        ("[shame, guilt]", "[shame]"),
        ("      - Known pain can feel ==safer== than\n        unknown ==change==.\n", ""),
    )
    assert run("build").err.count("all 2 that are gone: glossdeck retire --gone") == 2
    retired = done("retire", "--gone").out
    gone = [key for key in before if "guilt" in key or "known-pain" in key]
    assert len(gone) >= 3
    assert all(key in retired for key in gone)
    done("build")
    for key in (key for key in gone if "/trainees/" in key):
        note = shipped(before[key])
        assert note is not None
        assert "glossdeck::retired" in note.tags
    nothing = run("retire", "--gone")
    assert nothing.status == 1
    assert "error[nothing-gone]" in nothing.err


def test_what_cannot_be_read_is_not_gone() -> None:
    edit("terms", ("    definition: A painful feeling about an act.\n", ""))
    edit(
        "sections",
        ("      - Known pain can feel ==safer== than\n        unknown ==change==.\n", ""),
    )
    before = Path("glossdeck.lock").read_bytes()
    refused = run("retire", "--gone")
    assert refused.status == 1
    assert "definition" in refused.err
    assert Path("glossdeck.lock").read_bytes() == before


def test_retire_takes_ids_or_all_that_is_gone() -> None:
    for arguments in ([], ["--gone", "guilt"], ["--gone", "--deck"]):
        wrong = run("retire", *arguments)
        assert wrong.status == 2
        assert "or --gone alone" in wrong.err


def test_without_package_and_source_the_last_content_is_unknown() -> None:
    edit(
        "sections",
        ("      - Known pain can feel ==safer== than\n        unknown ==change==.\n", ""),
    )
    for path in Path("build").iterdir():
        path.unlink()
    point = next(key.split("/")[-1] for key in guids() if "/point/" in key)
    refused = run("retire", point)
    assert refused.status == 1
    assert "error[content-unknown]" in refused.err
    assert "put the entry back into the YAML" in refused.err


def test_a_retired_entry_that_is_put_back_is_live_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = guids()
    done("retire", "guilt", "--write")
    done("build")
    later(monkeypatch, 5)
    Path("change/terms.yaml").write_text(TERMS)
    said = done("build")
    assert "info[unretired] change/trainees/term/guilt is back from retirement" in said.err
    assert guids() == before
    note = shipped(before["change/trainees/term/guilt"])
    assert "glossdeck::retired" not in note.tags
    assert note.modified_s == FIRST_S + 5 * DAY_S


def test_one_edition_of_an_entry_can_be_retired() -> None:
    said = done("retire", "change/peers/cloze/shame")
    assert "change/terms.yaml:3: take out its `cloze` for the edition `peers`" in said.out
    edit(
        "terms",
        (
            "cloze: A painful feeling can be about ==oneself== as a whole.",
            "cloze: {trainees: A painful feeling can be about ==oneself== as a whole.}",
        ),
    )
    done("build")
    retired = {key for key, note in lock().notes.items() if note.retired}
    assert retired == {"change/peers/cloze/shame"}


@pytest.mark.parametrize(
    ("words", "count"),
    [(("shame",), 4), (("--tag", "change::kind::point"), 2), (("--tag", "CHANGE::Section"), 12),
     (("--all",), 12), (("guilt", "--tag", "change::kind::question"), 4)],
)  # fmt: skip
def test_touched_notes_and_no_others_are_newer(
    monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], count: int
) -> None:
    before = lock()
    later(monkeypatch, 3)
    said = done("touch", *words)
    assert said.out.startswith(f"glossdeck.lock: {count} notes will be sent again\n")
    done("build")
    after = lock()
    newer = {key for key, note in after.notes.items() if note != before.notes[key]}
    assert len(newer) == count
    assert {after.notes[key].modified_s for key in newer} == {FIRST_S + 3 * DAY_S}


def test_a_locked_build_lists_what_would_change_and_changes_nothing() -> None:
    done("build", "--locked")
    edit("terms", ("feeling about an act.\n", "feeling about what one did.\n"))
    edit("sections", ("==safer==", "==safer== and ==calmer=="))
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    refused = run("build", "--locked")
    assert refused.status == 1
    lines = [line for line in refused.err.splitlines() if line.startswith("error[locked]")]
    assert len(lines) == 4
    assert any('cloze number 3 is new ("calmer")' in line for line in lines)
    assert "run `glossdeck build` without --locked and commit glossdeck.lock" in refused.err
    assert before == {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}


def test_a_locked_build_needs_a_lock() -> None:
    Path("glossdeck.lock").unlink()
    refused = run("build", "--locked")
    assert refused.status == 1
    assert "error[locked] glossdeck.lock does not exist yet" in refused.err
    assert not Path("glossdeck.lock").exists()


def test_a_verified_build_replaces_the_last_package(monkeypatch: pytest.MonkeyPatch) -> None:
    later(monkeypatch, 10)
    edit("terms", ("feeling about an act.\n", "feeling about what one did.\n"))
    done("build", "--verify")
    assert "what one did" in str(shipped(guids()["change/trainees/term/guilt"]))


def test_a_verified_build_that_would_do_harm_writes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An example taken out leaves learners a card that asks nothing; the note is named."""
    edit("terms", ("  - term: Guilt\n", "  - term: Guilt\n    example: Ana is sorry.\n"))
    done("build")
    later(monkeypatch, 10)
    edit("terms", ("    example: Ana is sorry.\n", ""))
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    refused = run("build", "--verify")
    assert refused.status == 1
    assert "error[promise]" in refused.err
    assert "Guilt" in refused.err
    assert "fix: if you took out their example or direction on purpose, add --allow-empty" in (
        refused.err
    )
    assert before == {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    last = Path("last.apkg")
    last.write_bytes(Path("build/change-trainees.apkg").read_bytes())
    done("build", "--verify", "--allow-empty")
    refused = run("verify", "build/change-trainees.apkg", "--from", str(last))
    assert refused.status == 1
    assert "add --allow-empty" in refused.out
    done("verify", "build/change-trainees.apkg", "--from", str(last), "--allow-empty")


def test_a_verified_build_may_drop_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    later(monkeypatch, 10)
    edit("sections", ("unknown ==change==.", "unknown change."))
    done("build", "--verify")


def test_a_lost_lock_comes_back_from_the_packages() -> None:
    """GUIDs, ids, places, numbers and dates; so a build changes nothing for learners."""
    edit(
        "sections",
        ("==safer== than", "than ==safer==, than"),
        ("unknown ==change==", "unknown change"),
    )
    done("build")
    before = lock()
    packages = {path: path.read_bytes() for path in Path("build").iterdir()}
    Path("glossdeck.lock").unlink()
    said = done("lock", "restore", *map(str, packages))
    assert said.out.startswith(f"wrote glossdeck.lock: {len(before.notes)} notes, ")
    done("build")
    after = lock()
    assert {path: path.read_bytes() for path in Path("build").iterdir()} == packages
    by_guid = {note.guid: note for note in after.notes.values()}
    for note in before.notes.values():
        again = by_guid[note.guid]
        assert (again.guid, again.note_id, again.modified_s, again.due, again.facts) == (
            note.guid,
            note.note_id,
            note.modified_s,
            note.due,
            note.facts,
        )
        assert [fact.number for fact in again.spent] == [fact.number for fact in note.spent]


def test_a_lock_that_is_there_is_not_replaced_by_accident() -> None:
    before = Path("glossdeck.lock").read_bytes()
    refused = run("lock", "restore", "build/change-trainees.apkg")
    assert refused.status == 1
    assert "error[lock-exists]" in refused.err
    assert Path("glossdeck.lock").read_bytes() == before
    Path("glossdeck.lock").write_text("<<<<<<< torn\n")
    said = done("lock", "restore", "--force", "build/change-trainees.apkg")
    assert "no package was given of:\n  change, peers\n" in said.out


def test_a_foreign_package_restores_nothing(tmp_path: Path) -> None:
    Path("other.yaml").write_text(
        "deck: {id: o, title: Other}\nterms: [{term: A, definition: B}]\n"
    )
    edited = Path("elsewhere")
    edited.mkdir()
    Path("other.yaml").rename(edited / "other.yaml")
    Path("glossdeck.yaml").rename("kept")
    done("build", "elsewhere/other.yaml", "--output", "elsewhere")
    Path("kept").rename("glossdeck.yaml")
    Path("elsewhere/other.yaml").unlink()
    Path("glossdeck.lock").unlink()
    refused = run("lock", "restore", "elsewhere/o.apkg")
    assert refused.status == 1
    assert "no note of this project" in refused.err
    assert not Path("glossdeck.lock").exists()


def git(*words: str) -> str:
    """Run git as somebody; what it says."""
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    ran = subprocess.run(["git", *identity, *words], capture_output=True, text=True)
    return ran.stdout + ran.stderr


def test_a_first_lock_in_a_git_work_tree_brings_its_merge_rule() -> None:
    never_built()
    git("init")
    said = done("build")
    assert "info[git-merge] wrote .gitattributes" in said.err
    assert "glossdeck.lock merge=union" in Path(".gitattributes").read_text()
    never_built()
    assert done("build").err == ""


def test_an_authors_gitattributes_is_left_alone() -> None:
    never_built()
    git("init")
    Path(".gitattributes").write_text("*.png binary\n")
    said = done("build")
    assert "fix: add to .gitattributes: glossdeck.lock merge=union" in said.err
    assert Path(".gitattributes").read_text() == "*.png binary\n"


def test_outside_of_git_nothing_is_written_for_it() -> None:
    assert not Path(".gitattributes").exists()


@pytest.fixture
def branches(monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository with the first release on `main`."""
    never_built()
    Path(".gitignore").write_text("build/\n")
    git("init", "-b", "main")
    done("build")
    git("add", ".")
    git("commit", "-m", "first")


def test_two_branches_that_add_and_edit_notes_merge(
    branches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both add a term, a point and a gap, and correct something else; nobody solves anything."""
    before = guids()
    git("checkout", "-b", "one")
    later(monkeypatch, 1)
    edit(
        "terms",
        (
            "  - term: Guilt",
            "  - term: Blame\n    definition: Saying who did it.\n\n  - term: Guilt",
        ),
        ("yourself.}", "you.}"),
    )
    done("build")
    git("commit", "-am", "one")
    git("checkout", "main")
    git("checkout", "-b", "two")
    later(monkeypatch, 2)
    edit(
        "sections",
        ("unknown ==change==.", "unknown ==change==.\n      - Most people ==try again==."),
        ("feels safer.", "feels safe."),
    )
    edit(
        "terms",
        (
            "feeling about an act.\n",
            "feeling about a deed.\n\n  - term: Regret\n    definition: Wishing it undone.\n",
        ),
    )
    done("build")
    git("commit", "-am", "two")
    said = git("merge", "one", "-m", "merged")
    assert "CONFLICT" not in said
    done("build", "--locked")
    after = guids()
    assert before.items() <= after.items()
    assert {key.split("/")[-1] for key in after.keys() - before.keys() if "/term/" in key} == {
        "blame", "regret",
    }  # fmt: skip
    assert len(set(after.values())) == len(after)


def test_one_note_changed_on_two_branches_is_a_clear_error(
    branches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, name in enumerate(("one", "two"), 1):
        git("checkout", "main")
        git("checkout", "-b", name)
        later(monkeypatch, number)
        edit("terms", ("feeling about an act.\n", f"feeling about an act, {name}.\n"))
        done("build")
        git("commit", "-am", name)
    assert "CONFLICT" in git("merge", "one", "-m", "merged")
    Path("change/terms.yaml").write_text(TERMS)
    refused = run("build")
    assert refused.status == 1
    assert "error[lock-double]" in refused.err
    assert "two branches changed the same note" in refused.err
    assert "delete one of the two lines" in refused.err
