"""New cards come in the order of the source, for years of insertions; old ones never move."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossdeck.places import LAST, places

Known = tuple[int, int]


def grow(order: list[Known], at: int, now: int, count: int = 1) -> list[Known]:
    """The deck after new notes were put in before the one at this index."""
    known: list[Known | None] = [*order[:at], *[None] * count, *order[at:]]
    return [(due, old[1] if old else now) for due, old in zip(places(known), known, strict=True)]


def first(count: int) -> list[Known]:
    return [(due, 0) for due in places([None] * count)]


def misplaced(order: list[Known]) -> int:
    """Neighbours of which the second would be shown first."""
    return sum(one[0] > other[0] for one, other in pairwise(order))


@pytest.mark.parametrize("count", [1, 10, 300, 10_000, 100_000, 499_000])
def test_a_first_build_is_in_order_and_unique(count: int) -> None:
    dues = places([None] * count)
    assert dues == sorted(set(dues))
    assert dues[0] >= 0
    assert dues[-1] <= LAST


def test_more_notes_than_places_still_fit() -> None:
    dues = places([None] * 1_000_500)
    assert dues == sorted(dues)
    assert max(dues) == LAST


def test_an_inserted_note_comes_between_its_neighbours() -> None:
    order = first(10)
    grown = grow(order, 5, 1)
    assert grown[4][0] < grown[5][0] < grown[6][0]
    assert [place for place in grown if place in order] == order


@pytest.mark.parametrize("start", [0, 1, 150, 299, 300])
@pytest.mark.parametrize("offset", [0, 1], ids=["before the last addition", "after it"])
def test_thousands_of_builds_that_insert_at_one_place_keep_the_order(
    start: int, offset: int
) -> None:
    """In a deck of 300 notes the first 800 have a place of their own; then some share one."""
    order = first(300)
    for build in range(2000):
        order = grow(order, start + offset * build, build + 1)
        if build == 800:
            assert len({due for due, _ in order}) == len(order)
    assert misplaced(order) == 0


def test_three_thousand_insertions_anywhere_keep_the_order() -> None:
    chance = random.Random(1)
    order = first(100)
    for build in range(3000):
        order = grow(order, chance.randrange(len(order) + 1), build + 1)
    assert misplaced(order) == 0
    assert len({due for due, _ in order}) > 0.95 * len(order)


def test_years_of_additions_at_the_end_stay_in_order() -> None:
    order = first(300)
    for build in range(3000):
        order = grow(order, len(order), build + 1)
    assert misplaced(order) == 0
    assert len({due for due, _ in order}) == len(order)


def test_five_thousand_insertions_in_one_gap_of_a_full_deck_only_share_places() -> None:
    order = first(100_000)
    for build in range(40):
        order = grow(order, 500 + 125 * build, build + 1, count=125)
    assert misplaced(order) == 0


def test_a_moved_note_keeps_its_place_and_new_ones_follow_their_neighbour() -> None:
    order = first(6)
    moved = [order[5], *order[:5]]
    grown = grow(moved, 1, 1)
    assert [grown[0], *grown[2:]] == moved
    assert grown[1][0] > order[5][0]


@given(st.lists(st.one_of(st.none(), st.tuples(st.integers(0, LAST), st.integers(0, 3)))))
def test_places_are_always_ankis(known: list[Known | None]) -> None:
    dues = places(known)
    assert all(0 <= due <= LAST for due in dues)
    assert all(place is None or place[0] == due for place, due in zip(known, dues, strict=True))


@given(st.integers(1, 30), st.lists(st.tuples(st.floats(0, 1), st.integers(1, 9)), max_size=60))
def test_no_insertion_ever_puts_a_note_on_the_wrong_side(
    count: int, insertions: list[tuple[float, int]]
) -> None:
    order = first(count)
    for build, (where, number) in enumerate(insertions, 1):
        order = grow(order, int(where * len(order)), build, number)
        assert misplaced(order) == 0
