"""What a release changes for learners: nothing that the author did not change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from glossdeck.clozefield import card_ords
from glossdeck.dropped import dropped_numbers, with_dropped, without_dropped
from glossdeck.lock import Content, Fact, Lock
from glossdeck.lockedit import LastContent, rename, retire, select, touch, unretire
from glossdeck.locktext import read_lock, write_lock
from glossdeck.note import Kind, NoteDraft
from glossdeck.plan import Plan
from glossdeck.problem import Severity, UserError
from glossdeck.slots import assign_slots
from plan_samples import EMPTY, build, numbers, point, question, term

DECK = [
    term("Stigma", "A mark."),
    term("Shame", "A feeling."),
    point("Known ==pain== beats ==hope==."),
    question("Why stay?", "It is known."),
]


def rules(plan: Plan) -> list[str]:
    return [problem.rule for problem in plan.problems]


def last(plan: Plan) -> dict[str, LastContent]:
    """What the last package held, as the command line reads it."""
    return {
        note.key: LastContent(Content(note.fields, note.tags), note.deck_name)
        for note in plan.notes
    }


# mod


def test_an_unchanged_deck_plans_to_nothing_new() -> None:
    first = build(DECK)
    again = build(DECK, read_lock(write_lock(first.lock)), 9000)
    assert again.lock == first.lock
    assert again.notes == first.notes
    assert again.changes.unchanged == tuple(note.key for note in first.notes)


def test_mod_grows_only_where_the_content_changed() -> None:
    first = build(DECK).lock
    second = build([term("Stigma", "A sign."), *DECK[1:]], first, 2000)
    assert {note.key: note.modified_s for note in second.notes} == {
        **dict.fromkeys(first.notes, 1000),
        "deck/all/term/stigma": 2000,
    }
    assert second.changes.updated == ("deck/all/term/stigma",)


def test_mod_grows_with_the_clock_set_back() -> None:
    first = build(DECK, now_s=5000).lock
    second = build([term("Stigma", "A sign."), *DECK[1:]], first, 1000)
    assert second.lock.notes["deck/all/term/stigma"].modified_s == 5001


def test_tags_are_content_and_the_name_of_the_deck_is_not() -> None:
    first = build(DECK).lock
    tagged = build([DECK[0]._replace(tags=("a", "deck::kind::term")), *DECK[1:]], first, 2000)
    assert tagged.changes.updated == ("deck/all/term/stigma",)
    moved = build([DECK[0]._replace(deck_name="Deck::Sub"), *DECK[1:]], first, 2000)
    assert not moved.changes.updated
    assert moved.notes[0].deck_name == "Deck::Sub"


def test_the_mod_of_note_types_grows_with_their_style_alone() -> None:
    first = build(DECK)
    assert {t.modified_s for t in first.note_types["all"]} == {1000}
    assert {t.modified_s for t in build(DECK, first.lock, 2000).note_types["all"]} == {1000}
    styled = build(DECK, first.lock, 2000, css="b{}")
    assert {t.modified_s for t in styled.note_types["all"]} == {2000}
    assert not styled.changes.updated


# GUIDs and ids


def test_no_edit_of_content_changes_a_guid() -> None:
    first = build(DECK)
    edited = [DECK[1]._replace(fields=("SHAME", "Another.", "")), DECK[0], *DECK[2:]]
    second = build(edited, first.lock, 2000)
    assert {n.key: n.guid for n in second.notes} == {n.key: n.guid for n in first.notes}


def test_editions_and_decks_never_share_a_guid_or_an_id() -> None:
    drafts = [
        draft._replace(deck=deck, edition=edition)
        for deck in ("deck", "other")
        for edition in ("all", "short")
        for draft in DECK
    ]
    plan = build(drafts, editions=("all", "short"), decks=("deck", "other"))
    assert len({note.guid for note in plan.notes}) == len(drafts)
    assert len({note.note_id for note in plan.notes}) == len(drafts)
    names = {key.split("/")[3] for key in plan.lock.notes if "/point/" in key}
    assert len(names) == 1  # one authored point, one id in all editions


def test_a_build_of_one_deck_leaves_the_lines_of_the_others() -> None:
    other = [draft._replace(deck="other") for draft in DECK]
    first = build([*DECK, *other], decks=("deck", "other")).lock
    second = build([term("Stigma", "A sign."), *DECK[1:]], first, 2000)
    assert not second.problems
    for key, note in first.notes.items():
        if note.deck == "other":
            assert second.lock.notes[key] is note


def test_merged_branches_with_one_note_id_get_two() -> None:
    first = build(DECK).lock
    notes = {key: note._replace(note_id=5000) for key, note in first.notes.items()}
    plan = build(DECK, replace(first, notes=notes), 2000)
    assert len({note.note_id for note in plan.notes}) == len(DECK)
    assert build(DECK, plan.lock, 3000).lock == plan.lock


# renames and removals


def test_a_removed_entry_stops_the_build_with_a_way_out() -> None:
    problem = build(DECK[1:], build(DECK).lock).problems[0]
    assert problem.rule == "removed"
    assert problem.message == (
        'term "stigma" of the deck "deck" is no longer in the source: Stigma / A mark.'
    )
    assert problem.fix == (
        "put it back, or retire it: glossdeck retire deck/term/stigma "
        "(--at-once if no learner has it yet)"
    )


def test_a_renamed_term_is_asked_about_and_renamed_without_a_trace() -> None:
    first = build(DECK)
    new = [term("Social stigma", "A mark."), *DECK[1:]]
    asked = build(new, first.lock, 2000)
    assert rules(asked) == ["renamed"]
    assert asked.problems[0].is_error
    assert "glossdeck rename deck/term/stigma social-stigma" in asked.problems[0].fix
    assert asked.problems[0].place == new[0].place
    lock = rename(first.lock, "deck/term/stigma", "social-stigma")
    done = build(new, lock, 2000)
    assert not done.problems
    assert done.notes[0].guid == first.notes[0].guid
    assert done.changes.updated == ("deck/all/term/social-stigma",)


def test_a_term_and_its_cloze_are_renamed_together() -> None:
    cloze = point("A ==mark== of shame.", "stigma")._replace(kind=Kind.CLOZE)
    first = build([DECK[0], cloze]).lock
    lock = rename(first, "stigma", "mark")
    assert set(lock.notes) == {"deck/all/term/mark", "deck/all/cloze/mark"}


def test_the_old_name_of_a_renamed_entry_is_free_but_not_its_guid() -> None:
    first = build(DECK).lock
    lock = rename(first, "stigma", "mark")
    second = build([term("Mark", "A mark."), term("Stigma", "Anew."), *DECK[1:]], lock, 2000)
    assert not second.problems
    guids = {note.key: note.guid for note in second.notes}
    assert guids["deck/all/term/mark"] == first.notes["deck/all/term/stigma"].guid
    assert len(set(guids.values())) == 5


def test_a_contrast_is_not_asked_about_beside_its_renamed_term() -> None:
    contrast = NoteDraft(
        "deck",
        "all",
        Kind.CONTRAST,
        "stigma--shame",
        ("How?", "So.", ""),
        None,
        "Deck",
        (),
        DECK[0].place,
    )
    first = build([*DECK, contrast]).lock
    new = contrast._replace(entry_id="mark--shame")
    plan = build([term("Mark", "A mark."), *DECK[1:], new], first, 2000)
    assert rules(plan) == ["renamed"]


def test_an_entry_that_leaves_one_edition_is_asked_about_there() -> None:
    short = [draft._replace(edition="short") for draft in DECK]
    first = build([*DECK, *short], editions=("all", "short")).lock
    plan = build([*DECK, *short[1:]], first, 2000, editions=("all", "short"))
    assert rules(plan) == ["removed"]
    assert "glossdeck retire deck/short/term/stigma" in plan.problems[0].fix
    assert plan.problems[0].place == DECK[0].place


def test_an_unnamed_entry_can_be_renamed_to_its_new_text() -> None:
    """The fix that the message offers works although the entry has no id in the YAML."""
    first = build(DECK)
    new = [*DECK[:2], point("Familiar ==suffering== feels less risky."), DECK[3]]
    asked = build(new, first.lock, 2000)
    assert rules(asked) == ["removed"]
    old = next(key for key in first.lock.notes if "/point/" in key)
    made = next(key for key in asked.lock.notes if "/point/" in key and key != old)
    lock = rename(first.lock, old, made.split("/")[3])
    done = build(new, lock, 2000)
    assert not [problem for problem in done.problems if problem.rule != "cloze-doubt"]
    assert done.lock.notes[made].guid == first.lock.notes[old].guid


def test_an_entry_that_gets_an_id_later_stays_the_same_note() -> None:
    first = build(DECK)
    named = build([*DECK[:2], DECK[2]._replace(entry_id="known-pain"), DECK[3]], first.lock, 2000)
    assert not named.problems
    assert named.lock.notes["deck/all/point/known-pain"].guid in {n.guid for n in first.notes}
    assert len(named.lock.notes) == 4
    assert named.changes.recognised[0].score == 100
    back = build(DECK, named.lock, 3000)
    assert not back.problems
    assert {note.guid for note in back.notes} == {note.guid for note in first.notes}


def test_one_id_given_twice_is_an_error() -> None:
    assert rules(build([*DECK, DECK[0]._replace(fields=("X", "Y", ""))])) == ["duplicate-id"]


# retirement


def retired_deck() -> tuple[Plan, Lock]:
    first = build(DECK)
    return first, retire(first.lock, "stigma", 2000, last(first))


def test_a_retired_note_ships_on_with_banner_and_tag() -> None:
    first, lock = retired_deck()
    plan = build(DECK[1:], lock, 2000)
    assert not plan.problems
    note = next(note for note in plan.notes if note.key == "deck/all/term/stigma")
    assert note.fields == ("Stigma", "A mark.", "<div>Retired</div>")
    assert note.tags == ("deck::kind::term", "glossdeck::retired")
    assert note.modified_s == 2000
    assert note.guid == first.notes[0].guid
    assert plan.changes.retired == (note.key,)
    assert build(DECK[1:], plan.lock, 3000).lock == plan.lock


def test_a_retired_note_leaves_after_its_time_and_its_line_stays() -> None:
    _, lock = retired_deck()
    lock = build(DECK[1:], lock, 2000).lock
    day = 86_400
    assert len(build(DECK[1:], lock, 2000 + 10 * day - 1, days=10).notes) == 4
    gone = build(DECK[1:], lock, 2000 + 10 * day, days=10)
    assert len(gone.notes) == 3
    assert gone.changes.left == ("deck/all/term/stigma",)
    assert gone.lock == lock


def test_an_entry_that_comes_back_is_no_longer_retired() -> None:
    first, lock = retired_deck()
    lock = build(DECK[1:], lock, 2000).lock
    back = build(DECK, lock, 3000)
    assert not back.problems
    note = next(note for note in back.notes if note.key == "deck/all/term/stigma")
    assert note.guid == first.notes[0].guid
    assert note.modified_s == 3000
    assert "glossdeck::retired" not in note.tags
    assert back.changes.unretired == (note.key,)


def test_a_retired_point_comes_back_by_its_text() -> None:
    first = build(DECK)
    key = next(key for key in first.lock.notes if "/point/" in key)
    lock = build([*DECK[:2], DECK[3]], retire(first.lock, key, 2000, last(first)), 2000).lock
    back = build(DECK, lock, 3000)
    assert not back.problems
    assert back.changes.unretired == (key,)
    assert numbers(back, key) == {"pain": 1, "hope": 2}


def test_retiring_what_is_not_known_any_more_says_how() -> None:
    with pytest.raises(UserError) as caught:
        retire(build(DECK).lock, "stigma", 2000, {})
    assert caught.value.problems[0].rule == "content-unknown"
    assert "put the entry back" in caught.value.problems[0].fix


def test_retiring_twice_keeps_the_first_date() -> None:
    first, lock = retired_deck()
    assert retire(lock, "stigma", 9000, last(first)) == lock
    assert unretire(lock, "stigma") == first.lock


# choosing notes by name


def test_an_unknown_id_names_the_nearest() -> None:
    with pytest.raises(UserError) as caught:
        select(build(DECK).lock, "stigmma")
    assert caught.value.problems[0].message == 'the lock has no entry "stigmma"'
    assert caught.value.problems[0].fix == "did you mean stigma?"


def test_an_id_of_several_entries_asks_which() -> None:
    lock = build([*DECK, question("Really?", "Yes.", "stigma")]).lock
    with pytest.raises(UserError) as caught:
        select(lock, "stigma")
    assert "deck/question/stigma, deck/term/stigma" in caught.value.problems[0].fix
    assert [note.key for note in select(lock, "term/stigma")] == ["deck/all/term/stigma"]
    assert [note.key for note in select(lock, "deck/all/question/stigma")] == [
        "deck/all/question/stigma"
    ]


def test_a_new_name_that_is_taken_is_refused() -> None:
    with pytest.raises(UserError) as caught:
        rename(build(DECK).lock, "stigma", "shame")
    assert caught.value.problems[0].rule == "id-taken"


def test_touched_notes_are_newer_and_nothing_else() -> None:
    first = build(DECK)
    lock = touch(first.lock, frozenset({"deck/all/term/stigma"}), 2000)
    plan = build(DECK, lock, 3000)
    assert plan.lock == lock
    changed = [key for key in lock.notes if lock.notes[key] != first.lock.notes[key]]
    assert changed == ["deck/all/term/stigma"]
    assert lock.notes[changed[0]].modified_s == 2000
    assert touch(lock, frozenset(changed), 100).notes[changed[0]].modified_s == 2001


def test_a_term_that_became_two_is_offered_both() -> None:
    first = build([term("Stigma", "A mark of disgrace that sets a person apart from others.")])
    parts = [
        term("Public stigma", "A mark of disgrace that others put on a person."),
        term("Self-stigma", "A mark of disgrace that a person puts on themselves."),
        term("Hope", "A wish."),
    ]
    (problem,) = build(parts, first.lock, 2000).problems
    assert problem.rule == "renamed"
    assert problem.message == (
        'term "stigma" of the deck "deck" is no longer in the source, and "public-stigma" and '
        '"self-stigma" are new. Is one of them the same? Old: "Stigma / A mark of disgrace that '
        'sets a person apart from others." New: "Public stigma / A mark of disgrace that others '
        'put on a person."; "Self-stigma / A mark of disgrace that a person puts on themselves."'
    )
    assert problem.fix == (
        "the one whose learners are to keep their reviews: glossdeck rename deck/term/stigma "
        "public-stigma, or glossdeck rename deck/term/stigma self-stigma; "
        "if the old one is to go: glossdeck retire deck/term/stigma"
    )


def test_an_entry_that_moved_to_another_deck_is_found_there() -> None:
    moved = [term("Stigma", "A mark."), point("Known ==pain== beats ==hope==.")]
    first = build(moved, decks=("deck", "other"))
    there = [draft._replace(deck="other") for draft in moved]
    asked = build(there, first.lock, 2000, decks=("deck", "other"))
    assert [problem.rule for problem in asked.problems] == ["renamed", "renamed"]
    lock = first.lock
    for problem in asked.problems:
        assert "is new in the deck" in problem.message
        _, _, old, new = problem.fix.split(";")[0].removeprefix("if it is the same: ").split()
        assert new.startswith("other/")
        lock = rename(lock, old, new)
    plan = build(there, lock, 2000, decks=("deck", "other"))
    assert not plan.problems
    assert {note.guid for note in plan.notes} == {note.guid for note in first.notes}


# cloze numbers: the corpus has the many cases, here are the rules


def facts(old: str, new: str) -> Plan:
    first = build([point(old, "p")])
    return build([point(new, "p")], first.lock, 2000)


def test_a_dropped_number_is_never_used_again() -> None:
    lock = EMPTY
    for text in ("==a1== and ==b1==", "==a1== alone", "==a1== or ==c1==", "==b2== or ==a1=="):
        plan = build([point(text, "p")], lock, 2000)
        lock = plan.lock
    assert numbers(plan, "deck/all/point/p") == {"a1": 1, "b2": 4}
    assert {fact.number for fact in lock.notes["deck/all/point/p"].spent} == {2, 3}
    assert without_dropped(plan.notes[0].fields[0]) == "{{c4::b2}} or {{c1::a1}}"


def test_a_gap_that_is_put_back_may_have_its_reviews_again() -> None:
    """The author decides; both answers of the message work, and plain marks do afterwards."""
    first = build([point("==a1== and ==b1==.", "p")])
    second = build([point("==a1== and b1.", "p")], first.lock, 2000)
    third = build([point("==a1== and ==b1==.", "p")], second.lock, 3000)
    assert [(problem.rule, problem.severity) for problem in third.problems] == [
        ("cloze-doubt", Severity.ERROR)
    ]
    assert third.problems[0].message == (
        'is "b1" the fact that was asked for as number 2 before it was taken out, or a new one?'
    )
    assert third.problems[0].fix == (
        "if it is the same, and learners are to have their reviews of it back: {{c2::b1}}; "
        "if it is new: {{c3::b1}}"
    )
    for number in (2, 3):
        chosen = build([point(f"==a1== and {{{{c{number}::b1}}}}.", "p")], second.lock, 3000)
        assert not chosen.problems
        after = build([point("==a1== and ==b1==.", "p")], chosen.lock, 4000)
        assert not after.problems
        assert numbers(after, "deck/all/point/p") == {"a1": 1, "b1": number}


def test_a_dropped_number_stays_in_the_field_without_a_card_for_new_learners() -> None:
    """Anki shows an error on a card whose number is gone; so its card says what is the matter."""
    first = build([point("==a1== and ==b1== and ==c1==.", "p")])
    plan = build([point("a1 and ==b1== and c1.", "p")], first.lock, 2000)
    banner = "&lt;div&gt;Retired&lt;/div&gt;"
    assert plan.notes[0].fields[0] == (
        f"a1 and {{{{c2::b1}}}} and c1. {{{{c1::&#8203;::{banner}}}}} {{{{c3::&#8203;::{banner}}}}}"
    )
    assert plan.notes[0].ords == (1,)
    again = build([point("a1 and ==b1== and c1.", "p")], plan.lock, 3000)
    assert again.lock == plan.lock
    back = build([point("{{c1::a1}} and ==b1== and c1.", "p")], plan.lock, 4000)
    assert dropped_numbers(back.notes[0].fields[0]) == (3,)
    assert back.notes[0].ords == (0, 1)


def test_a_dropped_gap_goes_with_the_first_change_after_a_year() -> None:
    """Time alone changes nothing: neither notes that learners may have edited, nor the lock."""
    day_s = 86_400
    first = build([point("==a1== and ==b1== and ==c1==.", "p")])
    second = build([point("==a1== and b1 and ==c1==.", "p")], first.lock, 10 * day_s)
    old = build([point("==a1== and b1 and ==c1==.", "p")], second.lock, 500 * day_s)
    assert old.lock == second.lock
    assert dropped_numbers(old.notes[0].fields[0]) == (2,)
    early = build([point("==a1== or b1 or ==c1==.", "p")], second.lock, 300 * day_s)
    assert dropped_numbers(early.notes[0].fields[0]) == (2,)
    late = build([point("==a1== or b1 or c1.", "p")], second.lock, 500 * day_s)
    assert dropped_numbers(late.notes[0].fields[0]) == (3,)
    assert {fact.number for fact in late.lock.notes["deck/all/point/p"].spent} == {2, 3}
    assert read_lock(write_lock(late.lock)) == late.lock
    again = build([point("==a1== or b1 or c1.", "p")], late.lock, 501 * day_s)
    assert again.lock == late.lock
    assert again.notes == late.notes


def test_what_a_dropped_gap_says_cannot_end_the_gap() -> None:
    fact = Fact(2, "b", 0, dropped_s=1000)
    field = with_dropped("{{c1::a}}", (fact,), "Out: see {{x}} & <b>::y")
    assert card_ords([field]) == (0, 1)
    assert dropped_numbers(field) == (2,)
    assert without_dropped(field) == "{{c1::a}}"
    assert field.endswith(
        "{{c2::&#8203;::Out&#58; see &#123;&#123;x&#125;&#125; &amp; &lt;b&gt;&#58;&#58;y}}"
    )


def test_an_explicit_number_is_obeyed() -> None:
    plan = build([point("{{c7::Pain}} and ==hope== and {{c2::change}}.", "p")])
    assert numbers(plan, "deck/all/point/p") == {"Pain": 7, "hope": 8, "change": 2}


def test_one_number_for_two_deletions_is_obeyed() -> None:
    first = build([point("{{c1::Pain}} and {{c1::hope}}.", "p")])
    assert numbers(first, "deck/all/point/p") == {"Pain": 1, "hope": 1}
    more = build([point("{{c1::Pain}}, {{c1::hope}} and {{c1::change}}.", "p")], first.lock, 2000)
    assert not more.problems


def test_an_explicit_number_that_passes_to_another_fact_is_an_error_with_both() -> None:
    plan = facts(
        "{{c1::aware}} of a stereotype, {{c2::agreeing}} with it",
        "{{c1::agreeing}} with a stereotype, {{c2::aware}} of it",
    )
    assert rules(plan) == ["cloze-number", "cloze-number"]
    assert '"aware" to "agreeing"' in plan.problems[0].message
    assert plan.problems[0].place
    assert plan.problems[0].place.word == "agreeing"


def test_a_new_fact_cannot_take_a_number_by_hand() -> None:
    plan = facts(
        "Shame makes people {{c1::hide}}.", "Trust is built by {{c1::small steps}} over years."
    )
    assert rules(plan) == ["cloze-number"]
    assert "{{c2::small steps}}" in plan.problems[0].fix


def test_a_spent_number_cannot_be_taken_by_hand_but_by_its_own_fact() -> None:
    lock = build([point("==Pain== and ==hope==.", "p")]).lock
    lock = build([point("==Pain== alone.", "p")], lock, 2000).lock
    assert rules(build([point("==Pain== and {{c2::change}}.", "p")], lock, 3000)) == [
        "cloze-number"
    ]
    back = build([point("==Pain== and {{c2::hope}}.", "p")], lock, 3000)
    assert not back.problems
    assert not back.lock.notes["deck/all/point/p"].spent


def test_a_reworded_explicit_fact_keeps_its_number_without_a_word() -> None:
    plan = facts(
        "Known pain can feel {{c1::safer}} than unknown change.",
        "Known pain can feel {{c1::much safer}} than unknown change.",
    )
    assert not plan.problems


def test_a_known_fact_with_a_new_number_is_warned_of() -> None:
    plan = facts("Known pain can feel ==safer==.", "Known pain can feel {{c5::safer}}.")
    assert [problem.severity for problem in plan.problems] == [Severity.WARNING]
    assert "{{c1::safer}}" in plan.problems[0].fix


DOUBTFUL = ("The capital of France is ==Paris==.", "The capital of Italy is ==Rome==.")


def test_a_doubt_stops_the_build_and_both_answers_to_it_are_obeyed() -> None:
    plan = facts(*DOUBTFUL)
    assert rules(plan) == ["cloze-doubt"]
    assert plan.problems[0].is_error
    assert "{{c1::Rome}}" in plan.problems[0].fix
    assert "{{c2::Rome}}" in plan.problems[0].fix
    for number in (1, 2):
        decided = facts(DOUBTFUL[0], f"The capital of Italy is {{{{c{number}::Rome}}}}.")
        assert not decided.problems
        assert numbers(decided, "deck/all/point/p") == {"Rome": number}


def test_what_was_recognised_is_reported_with_its_score() -> None:
    plan = facts("Pain feels ==safer== than change.", "Pain feels ==much safer== than change.")
    found = plan.changes.recognised[0]
    assert (found.old, found.new, found.number) == ("safer", "much safer", 1)
    assert 70 <= found.score < 100


def test_a_number_above_499_is_an_error() -> None:
    plan = facts("{{c499::Pain}} here.", "{{c499::Pain}} here, and ==hope== there.")
    assert rules(plan) == ["cloze-number"]
    assert "499" in plan.problems[0].message


def test_two_points_of_one_sentence_keep_apart() -> None:
    pair = [
        point("Power lies with ==parliament== and courts."),
        point("Power lies with parliament and ==courts==."),
    ]
    first = build(pair)
    second = build(list(reversed(pair)), first.lock, 2000)
    assert second.lock == first.lock


# slots


def test_a_slot_is_kept_for_ever() -> None:
    first = assign_slots(EMPTY, "all", "term", ["Etymology", "Picture"], ["Spell"])
    assert dict(first.fields) == {"Etymology": 1, "Picture": 2}
    assert dict(first.templates) == {"Spell": 1}
    without = assign_slots(first.lock, "all", "term", ["Picture"], [])
    assert dict(without.fields) == {"Picture": 2}
    assert without.lock == first.lock
    third = assign_slots(without.lock, "all", "term", ["Sound", "Etymology"], ["Draw"])
    assert dict(third.fields) == {"Sound": 3, "Etymology": 1}
    assert dict(third.templates) == {"Draw": 2}
    assert read_lock(write_lock(build(DECK, third.lock).lock)).note_types["all/term"].field_slots


def test_running_out_of_slots_names_their_holders() -> None:
    names = [f"Field{number}" for number in range(1, 8)]
    slots = assign_slots(EMPTY, "all", "cloze", names, ["Card"])
    assert len(slots.fields) == 6
    assert [problem.rule for problem in slots.problems] == ["slots-full", "slots-full"]
    assert "Field1, Field2, Field3, Field4, Field5, Field6" in slots.problems[0].message
    assert "has no template slots" in slots.problems[1].message


def test_a_note_type_of_another_shape_is_an_error() -> None:
    first = build(DECK).lock
    types = dict(first.note_types)
    old = types["all/term"]
    types["all/term"] = replace(old, field_names=old.field_names[:-1], field_ids=old.field_ids[:-1])
    assert rules(build(DECK, replace(first, note_types=types), 2000)) == ["note-type-changed"]


def test_ids_of_note_types_are_those_that_shipped() -> None:
    first = build(DECK).lock
    types = {key: replace(kind, id=kind.id + 7) for key, kind in first.note_types.items()}
    plan = build(DECK, replace(first, note_types=types), 2000)
    assert [kind.id for kind in plan.note_types["all"]] == [1007, 1008, 1009]
