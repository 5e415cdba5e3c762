"""Where new cards come in the order of study: `due` numbers that never have to change."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

LAST = 999_999
"""Anki's Check Database rewrites a `due` of a million and more."""

_WIDEST = 5000
_AT_THE_END = 1000


def places(known: Sequence[tuple[int, int] | None]) -> list[int]:
    """A `due` for each note of a deck, in the order of the source.

    A note that has one keeps it. The first build uses half of the numbers, widely spaced, and
    leaves the other half for what is added at the end. Later notes go between the two that
    they stand between in the source. In a gap, they go close to the neighbour that came last:
    who adds after the last addition, day after day, uses up one number a time, and not half of
    what is left. When a gap is used up, new notes share the number of the one before, which
    Anki allows; the order among the others stays.

    Parameters:
        known: for each note its (`due`, time it was first seen) or None if it is new.

    Returns:
        numbers from 0 to 999,999.
    """
    if not any(known):
        step = min(_WIDEST, max(1, 500_000 // (len(known) + 1)))
        return [min(LAST, step * (index + 1)) for index in range(len(known))]
    taken = sorted(place[0] for place in known if place)
    result = [place[0] if place else -1 for place in known]
    start = 0
    while start < len(known):
        if known[start]:
            start += 1
            continue
        stop = start
        while stop < len(known) and not known[stop]:
            stop += 1
        before = known[start - 1] if start else None
        after = known[stop] if stop < len(known) else None
        result[start:stop] = _between(before, after, stop - start, taken)
        start = stop
    return result


def _between(
    before: tuple[int, int] | None,
    after: tuple[int, int] | None,
    count: int,
    taken: Sequence[int],
) -> list[int]:
    """Numbers for a run of new notes between two that have theirs; None is an end of the deck."""
    if before is None:
        low, high = -1, after[0] if after else LAST + 1
        return _near(low, high, count, at_high=True)
    low = before[0]
    if after is None or after[0] < low:
        following = bisect_right(taken, low)
        high = taken[following] if following < len(taken) else LAST + 1
        if high > LAST:
            return _at_the_end(low, count)
    else:
        high = after[0]
    if after is None or after[1] == before[1]:
        return _spread(low, high, count)
    return _near(low, high, count, at_high=after[1] > before[1])


def _spread(low: int, high: int, count: int) -> list[int]:
    """Numbers evenly between low and high, both exclusive; ties with low where it is full."""
    width = high - low
    return [
        max(low, 0) if width <= 1 else max(0, min(low + width * nth // (count + 1), high - 1))
        for nth in range(1, count + 1)
    ]


def _near(low: int, high: int, count: int, at_high: bool) -> list[int]:
    """Numbers close to one side: a small part of the gap, the rest stays for the next."""
    width = high - low
    if width <= count:
        return _spread(low, high, count)
    step = max(1, width // (50 * (count + 1)))
    if at_high:
        return [high - step * (count - nth) for nth in range(count)]
    return [low + step * (nth + 1) for nth in range(count)]


def _at_the_end(low: int, count: int) -> list[int]:
    """Numbers after the last: at most half of what is left, so that it never runs out soon."""
    step = min(_AT_THE_END, (LAST - low) // (2 * count))
    if step == 0:
        return _spread(low, LAST + 1, count)
    return [low + step * (nth + 1) for nth in range(count)]
