"""What must hold for every edit script: no-ops, stable GUIDs, numbers that are never re-used."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from glossdeck.lock import Content, Lock
from glossdeck.lockedit import LastContent, retire
from glossdeck.locktext import read_lock, write_lock
from glossdeck.note import Kind, NoteDraft
from glossdeck.plan import Plan
from plan_samples import EMPTY, build, draft, point, term

WORDS = st.sampled_from(
    [
        *("pain", "hope", "change", "stigma", "shame", "trust", "fear", "safety", "words", "help"),
        *("doubt", "power", "Angst", "Scham", "надежда", "信任", "2019", "40%", "CO2"),
    ]
)
SENTENCE = st.lists(st.tuples(WORDS, st.booleans()), min_size=2, max_size=7)
Script = list[list[NoteDraft]]


def cloze(words: list[tuple[str, bool]]) -> str:
    marked = [f"=={word}==" if hidden else word for word, hidden in words]
    if not any(hidden for _, hidden in words):
        marked[0] = f"=={marked[0]}=="
    return " ".join(marked) + "."


@st.composite
def decks(draw: Callable[..., object]) -> list[NoteDraft]:
    """Terms with and without cloze, points with and without id."""
    ids = draw(st.lists(st.sampled_from("abcdef"), unique=True, max_size=4))
    drafts: list[NoteDraft] = []
    assert isinstance(ids, list)
    for entry_id in ids:
        drafts.append(term(str(draw(WORDS)), str(draw(WORDS)), entry_id))
        drafts.append(draft(Kind.CLOZE, entry_id, ("", ""), cloze(draw(SENTENCE))))  # type: ignore[arg-type]
    texts = draw(st.lists(SENTENCE.map(cloze), unique=True, max_size=4))
    assert isinstance(texts, list)
    drafts += [point(text) for text in texts]
    return drafts


def retire_all_missing(plan: Plan, old: Plan | None) -> Lock:
    """What an author answers who means every removal."""
    assert old is not None
    lock = old.lock
    present = {note.key for note in plan.notes}
    for key, note in old.lock.notes.items():
        if key not in present and not note.retired:
            fields = ("a", "b", "c")[: 2 if note.facts else 3]
            lock = retire(lock, key, 5, {key: LastContent(Content(fields, ()), "Deck")})
    return lock


def released(scripts: Script) -> list[Plan]:
    """Release after release; what is gone is retired, and doubtful facts are new ones."""
    plans: list[Plan] = []
    for number, drafts in enumerate(scripts):
        lock = plans[-1].lock if plans else EMPTY
        plan = build(drafts, lock, 1000 * number)
        if any(problem.rule in ("removed", "renamed") for problem in plan.problems):
            plan = build(drafts, retire_all_missing(plan, plans[-1]), 1000 * number)
        plans.append(plan)
    return plans


@settings(max_examples=60, deadline=None)
@given(st.lists(decks(), min_size=1, max_size=4))
def test_planning_twice_changes_nothing(scripts: Script) -> None:
    plan = released(scripts)[-1]
    again = build(scripts[-1], read_lock(write_lock(plan.lock)), 99_999)
    assert again.lock == plan.lock
    assert again.notes == plan.notes
    assert not again.changes.updated
    assert not again.changes.new


@settings(max_examples=60, deadline=None)
@given(st.lists(decks(), min_size=2, max_size=5))
def test_numbers_are_never_used_for_a_second_fact(scripts: Script) -> None:
    """Once dropped, a number never comes back; while it lives, its fact is in every release."""
    spent: dict[str, set[int]] = {}
    for plan in released(scripts):
        for key, note in plan.lock.notes.items():
            live = {fact.number for fact in note.facts}
            assert not live & spent.get(note.guid, set()), key
            spent.setdefault(note.guid, set()).update(fact.number for fact in note.spent)
            assert spent[note.guid] <= {fact.number for fact in note.spent}


@settings(max_examples=60, deadline=None)
@given(st.lists(decks(), min_size=2, max_size=5))
def test_named_entries_keep_their_guids_and_mod_only_grows(scripts: Script) -> None:
    guids: dict[str, str] = {}
    mods: dict[str, int] = {}
    for plan in released(scripts):
        assert len({note.guid for note in plan.notes}) == len(plan.notes)
        assert len({note.note_id for note in plan.notes}) == len(plan.notes)
        for note in plan.notes:
            assert guids.setdefault(note.key, note.guid) == note.guid
            assert mods.get(note.guid, 0) <= note.modified_s
            mods[note.guid] = note.modified_s


@settings(max_examples=60, deadline=None)
@given(decks(), st.randoms())
def test_reordering_changes_nothing_for_learners(drafts: list[NoteDraft], chance: object) -> None:
    first = build(drafts)
    shuffled = list(drafts)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    second = build(shuffled, first.lock, 2000)
    assert second.lock == first.lock


@settings(max_examples=60, deadline=None)
@given(SENTENCE, SENTENCE)
def test_a_fact_whose_answer_stands_once_in_both_keeps_its_number(
    old: list[tuple[str, bool]], new: list[tuple[str, bool]]
) -> None:
    """Whatever happens around it, unless the author is asked."""
    first = build([point(cloze(old), "p")])
    second = build([point(cloze(new), "p")], first.lock, 2000)
    if second.problems:
        return
    before = [(fact.answer, fact.number) for fact in first.lock.notes["deck/all/point/p"].facts]
    after = [(fact.answer, fact.number) for fact in second.lock.notes["deck/all/point/p"].facts]
    answers = [answer for answer, _ in before], [answer for answer, _ in after]
    for answer, number in before:
        if answers[0].count(answer) == answers[1].count(answer) == 1:
            assert (answer, number) in after


def test_retired_lines_survive_a_hundred_releases() -> None:
    lock = build([term("A"), term("B")]).lock
    content = {"deck/all/term/a": LastContent(Content(("A", "x", ""), ()), "Deck")}
    lock = retire(lock, "a", 1000, content)
    for number in range(100):
        lock = build([term("B")._replace(fields=("B", str(number), ""))], lock, 2000 + number).lock
    assert lock.notes["deck/all/term/a"].retired
