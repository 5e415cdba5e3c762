"""What we write is what the real Anki gets: imported with the options that its dialog offers."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from environments import ROOT
from glossdeck.anki import LearnerCollection, new_collection
from glossdeck.note import PackageContent, Template
from glossdeck.package import write_package
from glossdeck.problem import UserError
from package_samples import NOTES, PICTURE, changed, cloze, content, note_type, question, term


@pytest.fixture
def learner() -> Iterator[LearnerCollection]:
    with new_collection() as collection:
        yield collection


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def release(folder: Path, planned: PackageContent, name: str = "a.apkg") -> Path:
    write_package(planned, folder / name)
    return folder / name


def test_every_note_and_card_arrives(learner: LearnerCollection, folder: Path) -> None:
    log = learner.import_package(release(folder, content()))
    assert log.counts == {
        "new": len(NOTES), "updated": 0, "duplicate": 0, "conflicting": 0, "other": 0,
    }  # fmt: skip
    notes = learner.notes()
    for note in NOTES:
        assert notes[note.guid].fields == note.fields
        assert notes[note.guid].tags == note.tags
        assert notes[note.guid].modified_s == note.modified_s
    assert learner.cards().keys() == {(n.guid, ordinal) for n in NOTES for ordinal in n.ords}


def test_the_second_import_finds_only_duplicates(learner: LearnerCollection, folder: Path) -> None:
    path = release(folder, content())
    learner.import_package(path)
    log = learner.import_package(path)
    assert set(log.duplicate) == {note.guid for note in NOTES}
    assert (log.new, log.updated, log.conflicting, log.other) == ((), (), (), ())


def test_decks_descriptions_and_media_arrive(learner: LearnerCollection, folder: Path) -> None:
    learner.import_package(release(folder, content()))
    assert learner.decks() == {
        "Sample": "**What** this is\n\nhttps://example.org",
        "Sample::01 Basics": "",
        "Sample::01 Basics::Words": "",
    }
    assert (learner.media() / PICTURE.name).read_bytes() == PICTURE.data
    cards = learner.cards()
    assert cards["guid-00005", 0].deck_name == "Sample::01 Basics::Words"


def test_new_cards_come_in_the_order_that_was_planned(
    learner: LearnerCollection, folder: Path
) -> None:
    notes = (term(3), question(1), cloze(2, "{{c1::a}}", (0,)))
    learner.import_package(release(folder, content(*notes)))
    first_cards = [guid for guid, ordinal in learner.cards() if ordinal == 0]
    assert first_cards == ["guid-00001", "guid-00002", "guid-00003"]


def test_anki_finds_nothing_to_mend_or_to_delete(learner: LearnerCollection, folder: Path) -> None:
    learner.import_package(release(folder, content()))
    assert learner.check_database() == (True, "Database rebuilt and optimized.")
    assert learner.empty_cards() == frozenset()


def test_both_sides_of_every_card_are_rendered(learner: LearnerCollection, folder: Path) -> None:
    learner.import_package(release(folder, content()))
    rendered = {(card.guid, card.ord): card for card in learner.render()}
    assert rendered.keys() == learner.cards().keys()
    assert {card.problem for card in rendered.values()} == {""}
    card = rendered["guid-00003", 1]
    assert (card.template, card.note_type) == ("Term", "Glossary term (Sample)")
    assert (card.front, card.back) == ("What term 3 means", "Term 3")
    assert card.css == note_type("term").css
    front = re.sub("<[^>]*>", "", rendered["guid-00002", 2].front)
    assert front == "Rain makes [what?] of water"


def test_only_some_notes_are_rendered_when_asked(learner: LearnerCollection, folder: Path) -> None:
    learner.import_package(release(folder, content()))
    assert [card.guid for card in learner.render(["guid-00004"])] == ["guid-00004"]


def test_a_broken_template_is_a_problem_of_its_cards(
    learner: LearnerCollection, folder: Path
) -> None:
    kind = note_type("question")
    broken = Template(kind.templates[0].id, "Answer", "{{Questoin}}", "{{Answer}}")
    kinds = (note_type("term"), replace(kind, templates=(broken, kind.templates[1])))
    learner.import_package(release(folder, content(question(1), note_types=kinds)))
    (card,) = learner.render()
    assert "Questoin" in card.problem


def test_a_card_that_is_empty_is_a_problem(learner: LearnerCollection, folder: Path) -> None:
    note = cloze(1, "{{c1::a}}", (0, 1))
    learner.import_package(release(folder, content(note)))
    assert learner.empty_cards() == {(note.guid, 1)}
    problems = {card.ord: card.problem for card in learner.render()}
    assert problems == {0: "", 1: "the front of this card is empty"}


def test_history_is_kept_and_differs_from_card_to_card(
    learner: LearnerCollection, folder: Path
) -> None:
    learner.import_package(release(folder, content()))
    learner.study(int(time.time()))
    cards = learner.cards().values()
    assert {card.state for card in cards} == {(2, 2)}
    assert len({card.reviews for card in cards}) == len(cards)
    assert all(len(card.reviews) == 3 for card in cards)
    assert len({(card.interval_days, card.due) for card in cards}) == len(cards)
    assert learner.check_database()[0]


def test_what_the_learner_wrote_is_seen(learner: LearnerCollection, folder: Path) -> None:
    learner.import_package(release(folder, content()))
    learner.edit("guid-00004", 1, " Really?", "mine")
    note = learner.notes()["guid-00004"]
    assert note.fields[1] == "Because 4. Really?"
    assert "mine" in note.tags


def test_a_correction_arrives_and_the_rest_is_untouched(
    learner: LearnerCollection, folder: Path
) -> None:
    learner.import_package(release(folder, content()))
    corrected = changed(question(4), "Answer", "Because of 4.")
    notes = tuple(corrected if note.guid == corrected.guid else note for note in NOTES)
    log = learner.import_package(release(folder, content(notes=notes), "b.apkg"))
    assert (log.updated, len(log.duplicate)) == ((corrected.guid,), len(NOTES) - 1)
    assert learner.notes()[corrected.guid].fields[1] == "Because of 4."


def test_what_anki_refuses_is_told(learner: LearnerCollection, folder: Path) -> None:
    (folder / "a.apkg").write_bytes(b"no package")
    with pytest.raises(UserError, match=r"Anki refuses .*: invalid Zip archive"):
        learner.import_package(folder / "a.apkg")


def test_without_ankis_library_the_way_to_get_it_is_told() -> None:
    """-I -S: a Python that sees nothing but its own library and our sources."""
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r})\n"
        "from glossdeck.anki import new_collection\n"
        "from glossdeck.problem import UserError\n"
        "try:\n"
        "    with new_collection(): pass\n"
        "except UserError as told:\n"
        "    print(told, '|', told.problems[0].fix)\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == (
        'this needs Anki\'s own library, which is not installed | pip install "glossdeck[anki]"'
    )
