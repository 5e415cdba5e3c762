"""The preview shows what the real Anki renders, and changes nothing on disk."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from glossdeck.anki import new_collection
from glossdeck.api import build
from glossdeck.package import package_bytes
from glossdeck.preview.session import Session
from glossdeck.problem import Problem
from preview_hard_samples import hard_project
from preview_html import comparable
from preview_samples import DECK, session_of, small_project, themed_project, write

DECKS = Path(__file__).parent.parent / "decks"
MARKS = re.compile(r"\[anki:play:|\[\[type:")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = session_of(small_project(tmp_path))
    yield session
    session.close()


def anki_sides(session: Session) -> dict[tuple[str, int], tuple[str, str]]:
    """Both sides of every card by Anki itself: the same packages, another collection."""
    from anki.collection import Collection, ImportAnkiPackageRequest

    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(f"{folder}/collection.anki2")
        for planned in session.view.planned:
            for number, content in enumerate(planned.contents.values()):
                path = Path(folder) / f"{number}.apkg"
                path.write_bytes(package_bytes(content))
                options = collection._backend.get_import_anki_package_presets()
                collection.import_anki_package(
                    ImportAnkiPackageRequest(package_path=str(path), options=options)
                )
        cards = [collection.get_card(cid) for cid in collection.find_cards("")]
        found = {
            (card.note().guid, card.ord): (
                collection.media.escape_media_filenames(card.question()),
                collection.media.escape_media_filenames(card.answer()),
            )
            for card in cards
        }
        collection.close()
    return found


def shown_sides(session: Session) -> dict[tuple[str, int], tuple[str, str]]:
    """The same by the preview: the style and each side, as its frames hold them."""
    view = session.view
    cards = session.cards(view.revision, range(len(view.catalogue.cards))) or ()
    styles = {card.style: f"<style>{view.styles[card.style].css}</style>" for card in cards}
    return {
        (card.guid, card.ord): (
            styles[card.style] + card.front,
            styles[card.style] + card.back,
        )
        for card in cards
    }


def test_every_card_of_the_shipped_decks_is_as_anki_renders_it() -> None:
    session = session_of(DECKS)
    try:
        assert session.view.failures == ()
        shown, expected = shown_sides(session), anki_sides(session)
        assert len(shown) > 100
        assert shown == expected
    finally:
        session.close()


def test_every_hard_card_is_as_anki_renders_it(tmp_path: Path) -> None:
    """Hints get a random number from Anki, and marks are filled in by its study screen."""
    session = session_of(hard_project(tmp_path))
    try:
        assert session.view.failures == ()
        shown, expected = shown_sides(session), anki_sides(session)
        assert shown.keys() == expected.keys()
        marked = {key for key, sides in expected.items() if MARKS.search("".join(sides))}
        for key in shown.keys() - marked:
            assert [comparable(side) for side in shown[key]] == [
                comparable(side) for side in expected[key]
            ]
        assert len(shown.keys() - marked) >= 12
        assert len(marked) == 5, "two cards to type, three to hear"
    finally:
        session.close()


def test_typing_and_sounds_are_as_the_study_screen_shows_them(tmp_path: Path) -> None:
    session = session_of(hard_project(tmp_path))
    try:
        view = session.view
        cards = session.cards(view.revision, range(len(view.catalogue.cards))) or ()
        typed = [card for card in cards if card.template == "Spelling"]
        spoken = [card for card in cards if card.template == "Spoken"]
        assert len(typed) == 2
        for card in typed:
            assert card.front.count("<input type=text id=typeans") == 1
            assert "[[type:" not in card.front + card.back
            assert card.back.count("<hr id=answer>") == 1
        with new_collection() as collection:
            compared = collection._collection.compare_answer("סלמון", "", True)
        assert any(f'px">{compared}</div>' in card.back for card in typed)
        assert len(spoken) == 3
        for card in spoken:
            assert card.front.count('class="replay-button soundLink"') == 1
            assert card.back.count('class="replay-button soundLink"') == 2
            assert 'onclick="pycmd' not in card.front + card.back
            assert "[anki:" not in card.front + card.back
    finally:
        session.close()


def test_nothing_is_written_beside_the_sources(tmp_path: Path) -> None:
    """Neither the lock nor a package: the folder is as it was."""
    small_project(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    session = session_of(tmp_path)
    session.review()
    session.refresh()
    session.close()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_throw_away_collections_are_thrown_away(tmp_path: Path) -> None:
    session = session_of(small_project(tmp_path))
    first = session._shown
    assert first is not None
    media = first.collection.media()
    session.prepare()
    session.refresh()
    assert not media.exists()
    second = session._shown
    assert second is not None
    media = second.collection.media()
    session.close()
    assert not media.exists()


def test_a_mistake_is_told_and_leaves_the_last_good_cards(session: Session, tmp_path: Path) -> None:
    before = session.view
    write(tmp_path, {"rivers.yaml": DECK.replace("  - term: Estuary", "  - trem: Estuary")})
    failed = session.refresh()
    assert [problem.rule for problem in failed.failures]
    assert {problem.location.path for problem in failed.failures if problem.location}
    assert failed.revision == before.revision
    assert failed.catalogue == before.catalogue
    assert session.cards(failed.revision, [0]) != ()
    write(tmp_path, {"rivers.yaml": DECK})
    assert session.refresh().failures == ()


def test_a_project_that_vanishes_is_a_mistake_like_others(session: Session, tmp_path: Path) -> None:
    for path in tmp_path.iterdir():
        path.unlink()
    assert session.refresh().failures
    assert session.cards(session.view.revision, [0])


def test_a_lone_file_keeps_its_cards_between_saves(tmp_path: Path) -> None:
    """Without a lock the namespace is made up; the page must find its card again all the same."""
    path = tmp_path / "lone.yaml"
    path.write_text(DECK, encoding="utf-8")
    session = session_of(path)
    try:
        first = [each.note.guid for each in session.view.catalogue.notes]
        path.write_text(DECK.replace("standing water", "still water"), encoding="utf-8")
        session.refresh()
        assert [each.note.guid for each in session.view.catalogue.notes] == first
    finally:
        session.close()


def test_a_version_changes_with_what_a_card_shows_and_only_then(
    session: Session, tmp_path: Path
) -> None:
    before = {each.note.key: each.version for each in session.view.catalogue.notes}
    write(tmp_path, {"rivers.yaml": DECK.replace("standing water", "still water")})
    session.refresh()
    after = {each.note.key: each.version for each in session.view.catalogue.notes}
    changed = {key for key in before if before[key] != after[key]}
    assert changed == {"rivers/plain/term/delta", "rivers/full/term/delta"}


def test_cards_of_an_older_state_are_not_mixed_in(session: Session) -> None:
    old = session.view.revision
    session.refresh()
    assert session.cards(old, [0]) is None


def test_a_card_knows_its_line(session: Session, tmp_path: Path) -> None:
    listed = session.view.catalogue
    at = next(
        index
        for index, (note, _) in enumerate(listed.cards)
        if listed.notes[note].note.key == "rivers/plain/term/estuary"
    )
    where = session.location(at)
    assert where is not None
    assert Path(where.path).resolve() == tmp_path / "rivers.yaml"
    assert DECK.split("\n")[where.line - 1] == "  - term: Estuary"
    assert session.location(-1) is None
    assert session.location(10_000) is None


def test_problems_of_check_stand_at_their_entry(tmp_path: Path) -> None:
    leaking = DECK.replace("Land that a river", "A delta is land that a river")
    session = session_of(write(small_project(tmp_path), {"rivers.yaml": leaking}))
    try:
        session.review()
        listed = session.view.catalogue
        delta = next(each for each in listed.notes if each.note.key == "rivers/plain/term/delta")
        assert "leak-term" in {listed.problems[at].rule for at in delta.problems}
        for note in listed.notes:
            for at in note.problems:
                assert about(listed.problems[at], note.note.place)
    finally:
        session.close()


def about(problem: Problem, place: object) -> bool:
    route = getattr(place, "route", ())
    return problem.place is not None and problem.place.route[: len(route)] == route


def test_changes_are_against_the_lock(tmp_path: Path) -> None:
    themed_project(tmp_path)
    build([tmp_path], now_s=1_600_000_000, output=tmp_path / "build")
    write(tmp_path, {"rivers.yaml": DECK.replace("slows down.", "slows down, and drops it.")})
    session = session_of(tmp_path)
    try:
        changes = {each.note.key: each.change for each in session.view.catalogue.notes}
        assert {key for key, change in changes.items() if change == "changed"} == {
            key for key in changes if "/question/" in key
        }
        assert set(changes.values()) == {"changed", ""}
    finally:
        session.close()
