"""A year of study, invented: reviews, intervals and due days that differ from card to card.

So a history that an update moves to another card, or drops, is seen at once.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

DAY_S = 86_400

UPDATE_CARD = (
    "UPDATE cards SET type = 2, queue = 2, ivl = ?, due = ?, factor = ?, reps = ?, lapses = ?,"
    " data = ? WHERE id = ?"
)
ADD_REVIEW = "INSERT INTO revlog VALUES (?, ?, -1, ?, ?, 1, ?, 4000, 1)"
REVIEWS_A_CARD = 3

CardRow = tuple[int, int, int, int, int, str, int]
ReviewRow = tuple[int, int, int, int, int]


def of_cards(
    card_ids: Sequence[int], now_s: int, last_review_ms: int
) -> tuple[list[CardRow], list[ReviewRow]]:
    """Rows for `UPDATE_CARD` and `ADD_REVIEW` that make cards look long studied.

    Parameters:
        card_ids: cards without history.
        now_s: whole seconds; the reviews lie months before.
        last_review_ms: newest review there is, since their times are also their ids.
    """
    first_ms = max((now_s - 300 * DAY_S) * 1000, last_review_ms + 1)
    cards: list[CardRow] = []
    reviews: list[ReviewRow] = []
    for number, card_id in enumerate(card_ids):
        interval, ease = 2 + number % 97, 1300 + 10 * (number % 120)
        times_ms = range(
            first_ms + REVIEWS_A_CARD * number, first_ms + REVIEWS_A_CARD * (number + 1)
        )
        # Newer Ankis keep the time of the last review with the card; Check Database adds it.
        data = json.dumps({"lrt": times_ms[-1] // 1000})
        due, repetitions, lapses = 1 + number % 365, 3 + number % 5, number % 3
        cards.append((interval, due, ease, repetitions, lapses, data, card_id))
        reviews.extend(
            (time_ms, card_id, 1 + (number + step) % 4, interval, ease)
            for step, time_ms in enumerate(times_ms)
        )
    return cards, reviews
