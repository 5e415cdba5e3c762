"""A lost lock comes back from a released package: GUIDs, times, places and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from glossdeck.lock import Content, Lock
from glossdeck.lockedit import LastContent, rename, retire
from glossdeck.note import NoteDraft
from glossdeck.packaged import PackagedCard, PackagedNote, PackageHead, ReadPackage
from glossdeck.plan import Plan
from glossdeck.restoration import Restored, restore
from plan_samples import EMPTY, build, note_types, numbers, point, question, term

DECK = [
    term("Stigma", "A mark."),
    term("Shame", "A feeling."),
    point("Known ==pain== beats ==hope== for a while, with an image."),
    point("Trust is built in ==small steps==, by those who ask.", "trust"),
    question("Why stay?", "It is known."),
]


def package(plan: Plan) -> ReadPackage:
    """What is read from the package that this plan becomes."""
    types = plan.note_types["all"]
    ids = {note_type.key: note_type.id for note_type in types}
    notes = tuple(
        PackagedNote(
            note.guid,
            note.note_id,
            note.modified_s,
            ids[note.note_type],
            note.fields,
            note.tags,
            (PackagedCard(note.note_id + 1, 0, note.deck_name, note.due, (0, 0)),),
        )
        for note in plan.notes
    )
    return ReadPackage(PackageHead((), tuple(replace(t, key="") for t in types), 1), notes, ())


def restored(plan: Plan, drafts: Sequence[NoteDraft], namespace: str = "a-namespace") -> Restored:
    return restore([package(plan)], drafts, {"all": note_types()}, namespace, 9000)


def test_a_lost_lock_comes_back_whole() -> None:
    plan = build(DECK)
    found = restored(plan, DECK)
    assert sorted(found.by_guid) == sorted(plan.lock.notes)
    assert not found.by_text
    assert not found.lost
    again = build(DECK, found.lock, 9000)
    assert again.notes == plan.notes
    assert again.note_types == plan.note_types
    assert not again.changes.updated


def test_dates_and_numbers_survive_a_history_of_edits() -> None:
    edited = [*DECK[:2], point("Some ==hope== stays, and ==trust== for a while."), *DECK[3:]]
    first = build(DECK)
    second = build(
        [*DECK[:2], point("Known ==hope== lasts for a while."), *DECK[3:]], first.lock, 2000
    )
    third = build(edited, second.lock, 3000)
    found = restored(third, edited)
    again = build(edited, found.lock, 9000)
    assert [note.guid for note in again.notes] == [note.guid for note in third.notes]
    assert [note.fields for note in again.notes] == [note.fields for note in third.notes]
    assert [note.modified_s for note in again.notes] == [note.modified_s for note in third.notes]
    key = next(key for key in found.lock.notes if "/point/some" in key)
    assert numbers(again, key) == {"hope": 2, "trust": 3}
    assert [fact.number for fact in found.lock.notes[key].spent] == [1]


def test_a_renamed_term_is_found_by_its_text() -> None:
    first = build(DECK)
    drafts = [term("Social stigma", "A mark."), *DECK[1:]]
    plan = build(drafts, rename(first.lock, "stigma", "social-stigma"), 2000)
    found = restored(plan, drafts)
    assert found.by_text == ("deck/all/term/social-stigma",)
    assert not build(drafts, found.lock, 9000).problems


def test_without_the_namespace_all_is_found_by_text() -> None:
    plan = build(DECK)
    found = restored(plan, DECK, "another-namespace")
    assert len(found.by_text) == len(DECK)
    assert {n.guid for n in found.lock.notes.values()} == {n.guid for n in plan.notes}
    again = build(DECK, found.lock, 9000)
    assert not again.problems
    assert not again.changes.updated


def test_notes_that_the_source_has_no_more_are_asked_about() -> None:
    found = restored(build(DECK), DECK[1:])
    assert len(found.lost) == 1
    assert [problem.rule for problem in build(DECK[1:], found.lock, 9000).problems] == ["removed"]


def test_retired_notes_stay_retired() -> None:
    first = build(DECK)
    content = {"deck/all/term/stigma": LastContent(Content(DECK[0].fields, DECK[0].tags), "Deck")}
    plan = build(DECK[1:], retire(first.lock, "stigma", 2000, content), 2000)
    found = restored(plan, DECK[1:])
    again = build(DECK[1:], found.lock, 9000)
    assert not again.problems
    assert {note.guid: note.modified_s for note in again.notes} == {
        note.guid: note.modified_s for note in plan.notes
    }


def test_a_foreign_package_gives_nothing() -> None:
    foreign = [
        draft._replace(deck_name="Someone else's", tags=(f"theirs::kind::{draft.kind}",))
        for draft in DECK
    ]
    assert restored(build(foreign, Lock("theirs")), DECK).lock == Lock(EMPTY.namespace)


def test_an_id_that_was_given_to_another_entry_does_not_mix_two_notes() -> None:
    """Stigma was renamed, and another term took its id: GUIDs alone would tell them wrongly."""
    first = build(DECK)
    drafts = [
        term("Public stigma", "A mark."),
        term("Stigma", "What a plant catches pollen with."),
        *DECK[1:],
    ]
    plan = build(drafts, rename(first.lock, "stigma", "public-stigma"), 2000)
    found = restored(plan, drafts)
    assert {key: note.guid for key, note in found.lock.notes.items()} == {
        note.key: note.guid for note in plan.notes
    }
    assert not build(drafts, found.lock, 9000).problems


def test_a_new_point_with_the_words_of_an_old_one_does_not_take_its_note() -> None:
    first = build([*DECK[:2], point("Known ==pain== beats ==hope== for a while, it seems.")])
    reworded = point("For a while, it seems, known ==pain== often beats ==hope==.")
    second = build([*DECK[:2], reworded], first.lock, 2000)
    drafts = [*DECK[:2], reworded, point("Known ==pain== beats ==hope== for a while, it seems.")]
    plan = build(drafts, second.lock, 3000)
    assert len({note.guid for note in plan.notes}) == 4
    found = restored(plan, drafts)
    again = build(drafts, found.lock, 9000)
    assert [(note.fields, note.guid) for note in again.notes] == [
        (note.fields, note.guid) for note in plan.notes
    ]


def test_a_deck_with_another_title_is_known_by_its_notes() -> None:
    plan = build(DECK)
    retitled = [draft._replace(deck_name="Other title::Sub") for draft in DECK]
    assert len(restored(plan, retitled).by_guid) == len(DECK)
    assert len(restored(plan, retitled, "another-namespace").by_text) == len(DECK)


def test_of_several_releases_the_last_one_counts_whatever_their_order() -> None:
    first = build(DECK)
    edited = [term("Stigma", "A mark of shame."), *DECK[1:]]
    second = build(edited, first.lock, 2000)
    for packages in ([first, second], [second, first]):
        found = restore(
            [package(each) for each in packages],
            edited,
            {"all": note_types()},
            "a-namespace",
            9000,
        )
        again = build(edited, found.lock, 9000)
        assert again.notes == second.notes
