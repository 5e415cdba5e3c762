"""The lock: the same text for the same content, merged by git, every damage told at its line."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from glossdeck.lock import Content, Lock, LockedNote
from glossdeck.lockedit import LastContent, retire
from glossdeck.locktext import read_lock, write_lock
from glossdeck.note import NoteDraft
from glossdeck.problem import Problem, UserError
from glossdeck.slots import assign_slots
from plan_samples import EMPTY, build, point, question, term


def sample() -> Lock:
    """A lock with all that a lock can hold."""
    drafts = [
        term("Stigma", 'Means "to mark", \u00fc\u2028ber.'),
        point("Known ==pain== beats ==hope==."),
        question("Why?", "Because.", "why"),
    ]
    lock = build(drafts).lock
    lock = build([*drafts[:1], point("Known ==pain== stays."), drafts[2]], lock, 2000).lock
    content = LastContent(Content(("a", "b", ""), ("x",)), "Deck::Sub")
    lock = retire(lock, "why", 3000, {"deck/all/question/why": content})
    return assign_slots(lock, "all", "term", ["Etymology"], ["Spell"]).lock


def problems(text: str, namespace: str = "") -> tuple[Problem, ...]:
    with pytest.raises(UserError) as caught:
        read_lock(text, "glossdeck.lock", namespace)
    return caught.value.problems


def line_of(text: str, start: str) -> int:
    return next(n for n, line in enumerate(text.split("\n"), 1) if line.startswith(start))


def test_what_is_written_is_read_again() -> None:
    lock = sample()
    assert read_lock(write_lock(lock)) == lock
    assert any(note.spent for note in lock.notes.values())
    assert any(note.retired for note in lock.notes.values())


def test_equal_locks_are_equal_bytes_whatever_their_order() -> None:
    lock = sample()
    shuffled = list(lock.notes.items())
    random.Random(1).shuffle(shuffled)
    assert write_lock(replace(lock, notes=MappingProxyType(dict(shuffled)))) == write_lock(lock)


def test_a_note_is_one_line_that_a_person_can_find() -> None:
    lines = write_lock(sample()).split("\n")
    assert sum(line.startswith('"deck/all/point/') for line in lines) == 1
    assert lines[0] == '"glossdeck.lock": 1'
    assert lines[1] == '"namespace": "a-namespace"'


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm() -> None:
    text = write_lock(sample())
    assert read_lock("\ufeff" + text.replace("\n", "\r\n")) == sample()


def test_a_conflict_marker_is_told_at_its_line() -> None:
    text = write_lock(sample())
    lines = text.split("\n")
    at = line_of(text, '"deck/all/question/why"') - 1
    broken = [
        *lines[:at],
        "<<<<<<< HEAD",
        lines[at],
        "=======",
        lines[at],
        ">>>>>>> b",
        *lines[at + 1 :],
    ]
    found = problems("\n".join(broken))
    assert [problem.rule for problem in found] == ["lock-conflict"] * 3
    assert found[0].location
    assert found[0].location.line == at + 1
    assert "keep the records of both sides" in found[0].fix


def test_a_truncated_line_is_told_at_its_line() -> None:
    text = write_lock(sample())
    cut = text[: text.index('"deck/all/question/why"') + 60]
    found = problems(cut)
    assert [problem.rule for problem in found] == ["lock-damaged", "lock-damaged"]
    assert found[0].location
    assert found[0].location.line == line_of(text, '"deck/all/question/why"')
    assert "lock restore" in found[0].fix


def test_a_lock_cut_between_lines_is_known_by_its_missing_end() -> None:
    text = write_lock(sample())
    found = problems(text[: text.index("# deck/all/question/why")])
    assert "cut short" in found[0].message


@pytest.mark.parametrize("text", ["", "\n", "hello", "{}", '{"a": 1}', "[1, 2]"])
def test_what_is_no_lock_is_said_to_be_none(text: str) -> None:
    found = problems(text)
    assert found[0].rule == "lock-damaged"
    assert "first line" in found[0].message


def test_a_newer_lock_asks_for_a_newer_tool() -> None:
    found = problems(write_lock(sample()).replace('lock": 1', 'lock": 2', 1))
    assert [problem.rule for problem in found] == ["lock-newer"]
    assert "update glossdeck" in found[0].fix


def test_a_lock_of_another_namespace_is_refused() -> None:
    found = problems(write_lock(sample()), "other-namespace")
    assert [problem.rule for problem in found] == ["lock-namespace"]
    assert found[0].location
    assert found[0].location.line == 2
    assert "namespace: a-namespace" in found[0].fix
    assert read_lock(write_lock(sample()), namespace="a-namespace") == sample()


def test_a_doubled_note_is_named_with_both_lines() -> None:
    text = write_lock(sample())
    line = text.split("\n")[line_of(text, '"deck/all/question/why"') - 1]
    other = re.sub(r'"due":\d+', '"due":7', line)
    found = problems(text.replace(line, f"{line}\n{other}"))
    assert [problem.rule for problem in found] == ["lock-double"]
    assert "deck/all/question/why" in found[0].message
    assert "two branches changed the same note" in found[0].message
    assert read_lock(text.replace(line, f"{line}\n{line}")) == sample()


def test_one_guid_under_two_names_is_told() -> None:
    text = write_lock(sample())
    line = text.split("\n")[line_of(text, '"deck/all/question/why"') - 1]
    found = problems(text.replace(line, line + "\n" + line.replace("/why", "/how")))
    assert [problem.rule for problem in found] == ["lock-double"]
    assert "renamed" in found[0].message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"id":', '"idd":'),
        ('"mod":1000', '"mod":"x"'),
        ('"facts":[[', '"facts":[[7,'),
        ('"guid":"', '"guid":0,"g":"'),
    ],
)
def test_a_line_of_another_shape_is_told_at_its_line(old: str, new: str) -> None:
    text = write_lock(sample())
    start = '"deck/all/point/' if "facts" in old else '"deck/all/term/'
    at = line_of(text, start)
    lines = text.split("\n")
    lines[at - 1] = lines[at - 1].replace(old, new, 1)
    found = problems("\n".join(lines))
    assert [problem.rule for problem in found] == ["lock-damaged"]
    assert found[0].location
    assert found[0].location.line == at


def test_a_lock_of_forty_thousand_notes_comes_back_whole() -> None:
    notes = {}
    for number in range(40_000):
        name, guid = f"an-entry-{number}", f"guid{number}"
        known = (guid, number * 1000, 1_700_000_000, number, "0123456789abcdef", 1_700_000_000)
        texts = ("A term", "Its definition")
        note = LockedNote("deck", "all", "term", name, *known, texts=texts)
        notes[note.key] = note
    lock = Lock("a-namespace", MappingProxyType({}), MappingProxyType(notes))
    assert read_lock(write_lock(lock)) == lock


# Merging, with the real git

GIT = shutil.which("git")


def git(folder: Path, *words: str) -> str:
    assert GIT
    settings = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run([GIT, *settings, *words], cwd=folder, capture_output=True, text=True)
    return f"{done.returncode} {done.stdout}{done.stderr}"


def merged(folder: Path, base: Lock, ours: Lock, theirs: Lock, union: bool) -> tuple[bool, str]:
    """Whether git merged two branches without a conflict, and the text it made."""
    path = folder / "glossdeck.lock"
    git(folder, "init", "-q", "-b", "main")
    if union:
        (folder / ".gitattributes").write_text("glossdeck.lock merge=union\n")
    path.write_text(write_lock(base), encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "base")
    git(folder, "checkout", "-qb", "theirs")
    path.write_text(write_lock(theirs), encoding="utf-8")
    git(folder, "commit", "-qam", "theirs")
    git(folder, "checkout", "-q", "main")
    path.write_text(write_lock(ours), encoding="utf-8")
    git(folder, "commit", "-qam", "ours")
    result = git(folder, "merge", "-q", "theirs")
    return result.startswith("0 "), path.read_text(encoding="utf-8")


def deck(names: Sequence[str], edited: Sequence[str] = ()) -> list[NoteDraft]:
    return [term(name, "New words." if name in edited else "Old words.") for name in names]


NAMES = tuple(f"term {letter}" for letter in "bdfhjlnp")


@pytest.mark.parametrize("union", [True, False], ids=["union", "plain"])
def test_edits_of_neighbouring_notes_merge(tmp_path: Path, union: bool) -> None:
    """Even without .gitattributes: between two records there is always a line that stays."""
    base = build(deck(NAMES)).lock
    ours = build(deck(NAMES, ["term d", "term h"]), base, 2000).lock
    theirs = build(deck(NAMES, ["term f", "term j"]), base, 2000).lock
    clean, text = merged(tmp_path, base, ours, theirs, union)
    assert clean
    assert (
        read_lock(text).notes
        == build(deck(NAMES, ["term d", "term f", "term h", "term j"]), base, 2000).lock.notes
    )


@pytest.mark.parametrize("union", [True, False], ids=["union", "plain"])
def test_a_note_beside_an_edited_one_merges(tmp_path: Path, union: bool) -> None:
    base = build(deck(NAMES)).lock
    ours = build(deck([*NAMES, "term e", "term a", "term q"]), base, 2000).lock
    theirs = build(deck(NAMES, ["term b", "term d", "term f", "term p"]), base, 2000).lock
    clean, text = merged(tmp_path, base, ours, theirs, union)
    assert clean
    notes = read_lock(text).notes
    assert len(notes) == 11
    assert notes["deck/all/term/term-d"].modified_s == 2000


def test_new_notes_at_the_same_place_merge(tmp_path: Path) -> None:
    base = build(deck(NAMES)).lock
    ours = build(deck([*NAMES, "term e1", "term e3", "term k"], ["term f"]), base, 2000).lock
    theirs = build(deck([*NAMES, "term e2", "term e4", "term k2"], ["term d"]), base, 2000).lock
    clean, text = merged(tmp_path, base, ours, theirs, union=True)
    assert clean
    lock = read_lock(text)
    assert len(lock.notes) == len(NAMES) + 6
    names = [*NAMES, "term e1", "term e3", "term k", "term e2", "term e4", "term k2"]
    again = build(deck(names, ["term d", "term f"]), lock, 3000)
    assert not again.problems
    assert again.lock == lock


def test_the_same_note_edited_twice_is_a_clear_error_after_the_merge(tmp_path: Path) -> None:
    base = build(deck(NAMES)).lock
    ours = build(deck(NAMES, ["term d"]), base, 2000).lock
    theirs = build(deck(NAMES, ["term d"]), base, 3000).lock
    clean, text = merged(tmp_path, base, ours, theirs, union=True)
    assert clean
    assert [problem.rule for problem in problems(text)] == ["lock-double"]
    assert "deck/all/term/term-d" in problems(text)[0].message


def test_a_plain_conflict_is_a_clear_error(tmp_path: Path) -> None:
    base = build(deck(NAMES)).lock
    ours = build(deck(NAMES, ["term d"]), base, 2000).lock
    theirs = build(deck(NAMES, ["term d"]), base, 3000).lock
    clean, text = merged(tmp_path, base, ours, theirs, union=False)
    assert not clean
    assert {problem.rule for problem in problems(text)} == {"lock-conflict", "lock-double"}


def test_random_branches_merge_to_what_one_branch_would_have(tmp_path: Path) -> None:
    """Edits and new notes anywhere, as long as no note is touched by both."""
    for seed in range(12):
        folder = tmp_path / str(seed)
        folder.mkdir()
        chance = random.Random(seed)
        names = [f"term {number:02}" for number in range(0, 60, 2)]
        edits = chance.sample(names, 12)
        new = [f"term {number:02}" for number in chance.sample(range(1, 60, 2), 10)]
        base = build(deck(names)).lock
        ours = build(deck([*names, *new[:5]], edits[:6]), base, 2000).lock
        theirs = build(deck([*names, *new[5:]], edits[6:]), base, 2000).lock
        clean, text = merged(folder, base, ours, theirs, union=True)
        assert clean
        lock = read_lock(text)
        assert lock.notes == {
            **ours.notes,
            **{key: note for key, note in theirs.notes.items() if base.notes.get(key) != note},
        }


def test_an_empty_lock_is_a_lock() -> None:
    assert read_lock(write_lock(EMPTY)) == EMPTY


def test_of_a_lock_that_is_damaged_all_over_only_the_first_lines_are_told() -> None:
    lines = write_lock(sample()).split("\n")
    broken = [line[:-1] if line.endswith("}") else line for line in lines]
    found = problems("\n".join(broken * 3))
    assert len(found) == 9
    assert found[-1].message.endswith("more lines like these")
    assert "glossdeck lock restore --force FILE.apkg" in found[-1].fix
