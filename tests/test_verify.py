"""A harmless release is proved harmless with every Anki, and each kind of harm is found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from anki_versions import OLDER, verify_with
from environments import ROOT
from glossdeck.note import Field, NoteType, PackageContent
from glossdeck.notetypes import NOTE_TYPES
from glossdeck.package import write_package
from glossdeck.verify import Report, verify
from package_samples import BUILT_S, NOTES, changed, cloze, content, note_type, question, term

HISTORY = "every card keeps its reviews, interval, due day, ease, flag and deck"
NUMBERS = "no gap gets the reviews of another"
EDITS = "what the learner wrote and tagged stays on notes that the release leaves alone"
ACCEPTED = "Anki accepts every note"
NOTE_TYPES_STAY = "note types stay one set, with the same fields and templates"
SYNC = "the learner's next sync is an ordinary one"
NOTES_ARRIVE = "every new note and every correction arrives"
CARDS_ARRIVE = "every card of the package is there"
LOOKS_ARRIVE = "templates and styles are those of the package"
MEDIA_ARRIVE = "every media file is there"
RENDERED = "every card renders on both sides"
NO_EMPTY_CARDS = "Anki's Empty Cards finds nothing to delete"
AGAIN = "importing the package again changes nothing"
DATABASE = "Anki's Check Database finds nothing to mend"
ALL = [
    HISTORY, NUMBERS, EDITS, ACCEPTED, NOTE_TYPES_STAY, SYNC, NOTES_ARRIVE, CARDS_ARRIVE,
    LOOKS_ARRIVE, MEDIA_ARRIVE, RENDERED, NO_EMPTY_CARDS, AGAIN, DATABASE,
]  # fmt: skip


def release(folder: Path, name: str, planned: PackageContent) -> Path:
    write_package(planned, folder / name)
    return folder / name


def broken(report: Report) -> dict[str, tuple[str, ...]]:
    """Notes by the promise that they break."""
    return {promise.name: promise.notes for promise in report.promises if not promise.kept}


def proved(tmp_path: Path, new: PackageContent, *old: PackageContent) -> Report:
    past = [release(tmp_path, f"{number}.apkg", each) for number, each in enumerate(old)]
    return verify(release(tmp_path, "new.apkg", new), past, now_s=int(time.time()))


def styled(css: str, modified_s: int) -> tuple[NoteType, ...]:
    return tuple(replace(note_type(key, css), modified_s=modified_s) for key in NOTE_TYPES)


def releases() -> list[PackageContent]:
    """Three releases of a deck that lives: corrections, new notes and cards, another style."""
    first = content()
    second = content(
        notes=(
            *(changed(note, "Answer", "Because!") if note.fields[0] == "Why 4?" else note
              for note in NOTES),
            question(7),
        )
    )  # fmt: skip
    grown = cloze(6, "\u05e9\u05dc\u05d5\u05dd {{c1::\U0001f30d}} {{c2::new}}", (0, 1))
    third = content(
        notes=(
            *(grown._replace(modified_s=BUILT_S + 200) if note.guid == grown.guid else note
              for note in second.notes),
            term(8, deck_name="Sample::02 More"),
        ),
        note_types=styled(".card { color: #222 }", BUILT_S + 200),
    )  # fmt: skip
    return [first, second, third]


def test_every_promise_is_stated_with_its_evidence(tmp_path: Path) -> None:
    *old, new = releases()
    report = proved(tmp_path, new, *old)
    assert [promise.name for promise in report.promises] == ALL
    assert broken(report) == {}
    assert report.kept
    assert report.log.counts == {
        "new": 1, "updated": 1, "duplicate": 6, "conflicting": 0, "other": 0,
    }  # fmt: skip
    evidence = {promise.name: promise.evidence for promise in report.promises}
    assert evidence[HISTORY] == "14 cards with 42 reviews compared"
    assert evidence[CARDS_ARRIVE] == "18 cards, 4 of them new"
    assert evidence[AGAIN] == "8 of 8 notes are duplicates"


@pytest.mark.parametrize("version", OLDER)
def test_releases_in_a_row_do_no_harm_in_older_ankis(tmp_path: Path, version: str) -> None:
    *old, new = [
        release(tmp_path, f"{number}.apkg", each) for number, each in enumerate(releases())
    ]
    result = verify_with(version, new, *old)
    assert [promise["name"] for promise in result["promises"]] == ALL
    assert [promise for promise in result["promises"] if not promise["kept"]] == []
    assert result["counts"] == {
        "new": 1, "updated": 1, "duplicate": 6, "conflicting": 0, "other": 0,
    }  # fmt: skip
    year, month, *_ = result["anki"].split(".")
    assert f"{int(year)}.{int(month)}" == ".".join(version.split(".")[:2])


def test_a_first_release_is_proved_without_an_older_one(tmp_path: Path) -> None:
    report = proved(tmp_path, content())
    assert broken(report) == {}
    assert report.log.counts["new"] == len(NOTES)


def test_a_correction_whose_mod_was_not_bumped_never_arrives(tmp_path: Path) -> None:
    forgotten = changed(question(4), "Answer", "Because!", later_s=0)
    report = proved(tmp_path, content(forgotten), content(question(4)))
    assert broken(report) == {NOTES_ARRIVE: ("guid-00004 Why 4?",)}


def test_renumbered_clozes_leave_an_empty_card(tmp_path: Path) -> None:
    old = cloze(1, "{{c1::a}} {{c2::b}}", (0, 1))
    new = changed(cloze(1, "a {{c1::b}}", (0,)), "Text", "a {{c1::b}}")
    report = proved(tmp_path, content(new), content(old))
    label = ("guid-00001 a {{c1::b}}",)
    assert broken(report) == {NUMBERS: label, RENDERED: label, NO_EMPTY_CARDS: label}


def test_swapped_clozes_mix_up_reviews(tmp_path: Path) -> None:
    """Anki finds nothing wrong with them: every card is there, with the reviews of the other."""
    old = cloze(1, "{{c1::a}} {{c2::b}}", (0, 1))
    new = changed(old, "Text", "{{c2::a}} {{c1::b}}")
    report = proved(tmp_path, content(new), content(old))
    assert broken(report) == {NUMBERS: ("guid-00001 {{c2::a}} {{c1::b}}",)}
    reworded = changed(old, "Text", "{{c1::A}} {{c2::bb}} {{c3::new}}")
    report = proved(tmp_path, content(reworded._replace(ords=(0, 1, 2))), content(old))
    assert broken(report) == {}


def test_another_field_makes_a_second_note_type_and_conflicts(tmp_path: Path) -> None:
    kind = note_type("question")
    wider = replace(
        kind, fields=(*kind.fields, Field(kind.id + 99, "Mine")), modified_s=BUILT_S + 100
    )
    note = changed(question(1), "Answer", "New")
    longer = note._replace(fields=(*note.fields, "more"))
    report = proved(tmp_path, content(longer, note_types=(wider,)), content(question(1)))
    assert ACCEPTED in broken(report)
    assert broken(report)[ACCEPTED] == ("guid-00001 Why 1?",)
    assert NOTES_ARRIVE in broken(report)


def test_a_kind_that_changes_is_a_conflict(tmp_path: Path) -> None:
    was = cloze(1, "{{c1::a}}", (0,))._replace(guid=question(1).guid)
    report = proved(tmp_path, content(changed(question(1), "Answer", "b")), content(was))
    assert broken(report)[ACCEPTED] == ("guid-00001 Why 1?",)


def test_a_style_whose_mod_was_not_bumped_never_arrives(tmp_path: Path) -> None:
    new = content(question(1), note_types=styled(".card { color: red }", BUILT_S))
    report = proved(tmp_path, new, content(question(1)))
    assert broken(report) == {LOOKS_ARRIVE: ()}


def test_a_media_file_that_no_note_shows_never_arrives(tmp_path: Path) -> None:
    report = proved(tmp_path, content(notes=(question(1),)))
    assert broken(report) == {MEDIA_ARRIVE: ()}
    evidence = [promise.evidence for promise in report.promises if not promise.kept]
    assert evidence == ["missing or different: picture-0123abcd.svg"]


def test_a_card_without_a_template_is_found(tmp_path: Path) -> None:
    report = proved(tmp_path, content(term(1)._replace(ords=(0, 1, 2, 7))))
    assert RENDERED in broken(report)
    assert broken(report)[RENDERED] == ("guid-00001 Term 1",)


def said(*arguments: Path | str) -> tuple[int, str]:
    """Exit status and output of `glossdeck verify`."""
    done = subprocess.run(
        [sys.executable, "-m", "glossdeck", "verify", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_the_command_shows_what_was_kept_and_what_was_broken(tmp_path: Path) -> None:
    old = release(tmp_path, "old.apkg", content(question(4), question(5)))
    forgotten = changed(question(4), "Answer", "Because!", later_s=0)
    new = release(tmp_path, "new.apkg", content(forgotten, question(5)))
    status, output = said("--from", old, new)
    assert status == 1
    lines = output.splitlines()
    assert lines[0].startswith(f"{new}, imported into Anki ")
    assert lines[0].endswith(f" after {old}")
    assert (
        "  kept    every card keeps its reviews, interval, due day, ease, flag and deck"
        " (2 cards with 6 reviews compared)"
    ) in lines
    place = lines.index(f"  BROKEN  {NOTES_ARRIVE} (1 notes compared with the package)")
    assert lines[place + 1] == "          guid-00004 Why 4?"
    assert lines[-1] == "1 of 14 promises broken"


def test_the_command_speaks_json_to_programs(tmp_path: Path) -> None:
    new = release(tmp_path, "new.apkg", content())
    status, output = said("--format", "json", new)
    report = json.loads(output)
    assert status == 0
    assert report["kept"] is True
    assert report["new"] == str(new)
    assert report["counts"]["new"] == len(NOTES)
    assert [promise["name"] for promise in report["promises"]] == ALL


def test_the_command_refuses_what_is_no_package(tmp_path: Path) -> None:
    (tmp_path / "new.apkg").write_text("no package")
    status, output = said(tmp_path / "new.apkg")
    assert status == 1
    assert output.startswith(f"error[package] {tmp_path / 'new.apkg'} is not an Anki package")
