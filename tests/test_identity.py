"""GUIDs, ids and slugs are stable, distinct and what Anki takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossdeck import identity


def test_a_guid_follows_from_names_alone_and_never_changes() -> None:
    """These values are in learners' collections: a change here orphans their history."""
    assert identity.guid("ns", "deck", "all", "term", "stigma") == "Ly2#4wB6Qhq"
    assert identity.note_id("abc") == 1_553_872_578_000


def test_every_part_of_a_key_makes_another_guid() -> None:
    guids = {
        identity.guid("ns", "deck", "all", "term", "id"),
        identity.guid("ns2", "deck", "all", "term", "id"),
        identity.guid("ns", "deck2", "all", "term", "id"),
        identity.guid("ns", "deck", "all2", "term", "id"),
        identity.guid("ns", "deck", "all", "cloze", "id"),
        identity.guid("ns", "deck", "all", "term", "id2"),
        identity.guid("ns", "deck", "all", "term", "id", salt=1),
    }
    assert len(guids) == 7
    assert identity.guid("a", "bc", "d", "e", "f") != identity.guid("ab", "c", "d", "e", "f")


@given(st.text(), st.text())
def test_guids_are_of_ankis_alphabet_and_length(namespace: str, entry_id: str) -> None:
    guid = identity.guid(namespace, "deck", "all", "term", entry_id)
    assert 10 <= len(guid) <= 13
    assert set(guid) <= set(identity.BASE91)


@given(st.text())
def test_ids_lie_in_the_past_and_leave_room_for_cards(guid: str) -> None:
    note_id = identity.note_id(guid)
    assert note_id % 1000 == 0
    assert 1_262_304_000_000 <= note_id < 1_600_000_000_000
    assert 1_262_304_000_000 <= identity.deck_id("ns", guid) < 1_600_000_000_000


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Stigma internalization", "stigma-internalization"),
        ("  Self-stigma (public) ", "self-stigma-public"),
        ("Don't know", "dont-know"),
        ("Über-Ich: Größe", "uber-ich-grosse"),
        ("Ąć Łódź Øre æon", "ac-lodz-ore-aeon"),
        ("İstanbul ve ışık", "istanbul-ve-isik"),
        ("ＦＵＬＬ width ２", "full-width-2"),
        ("Стигма общества", "стигма-общества"),
        ("自我 污名", "自我-污名"),
        ("คำว่า", "คำว่า"),
        ("हिन्दी शब्द", "हिन्दी-शब्द"),
        ("H₂O", "h2o"),
        ("a_b.c/d", "a-b-c-d"),
    ],
)
def test_a_slug_keeps_the_letters_that_a_reader_knows(text: str, slug: str) -> None:
    assert identity.slug(text) == slug


@given(st.text())
def test_a_slug_is_never_empty_and_stays_itself(text: str) -> None:
    made = identity.slug(text)
    assert made
    assert "/" not in made
    assert not made.startswith("-")
    assert identity.slug(made) == made


def test_texts_without_letters_have_slugs_of_their_own() -> None:
    assert identity.slug("!!!") != identity.slug("???")
    assert len(identity.slug("word " * 100)) < 100
    assert identity.slug("word " * 100) != identity.slug("word " * 101)
