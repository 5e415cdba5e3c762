"""Where new cards come in the order of study: `due` numbers that never have to change."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

LAST = 999_999
"""Anki's Check Database rewrites a `due` of a million and more."""

_WIDEST = 5000
_AT_THE_END = 1000
_BUILDS = 2000
"""For so many additions at one place there is room in an untouched gap, if it is that wide."""


def places(known: Sequence[tuple[int, int] | None]) -> list[int]:
    """A `due` for each note of a deck, in the order of the source.

    A note that has one keeps it. The first build uses half of the numbers, widely spaced, and
    leaves the other half for what is added at the end. Later notes go between the two that
    they stand between in the source: in the middle, or, if one of the two is of the last build,
    close to that one, since who adds after the last addition, build after build, would else use
    up half of what is left each time. When a gap is used up, new notes share the number of the
    one before, which Anki allows; the order among the others stays.

    Parameters:
        known: for each note its (`due`, time it was first seen) or None if it is new.

    Returns:
        numbers from 0 to 999,999.
    """
    if not any(known):
        step = min(_WIDEST, max(1, 500_000 // (len(known) + 1)))
        return [min(LAST, step * (index + 1)) for index in range(len(known))]
    taken = sorted(place[0] for place in known if place)
    seen_s = {place[1] for place in known if place}
    latest_s = max(seen_s) if len(seen_s) > 1 else None
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
        result[start:stop] = _between(before, after, stop - start, taken, latest_s)
        start = stop
    return result


def _between(
    before: tuple[int, int] | None,
    after: tuple[int, int] | None,
    count: int,
    taken: Sequence[int],
    latest_s: int | None,
) -> list[int]:
    """Numbers for a run of new notes between two that have theirs; None is an end of the deck."""
    low, low_seen_s = before or (-1, -1)
    high, high_seen_s = after or (LAST + 1, -1)
    if before and (after is None or high < low):
        following = bisect_right(taken, low)
        if following == len(taken):
            return _at_the_end(low, count)
        high, high_seen_s = taken[following], -1
    if low_seen_s == high_seen_s or latest_s not in (low_seen_s, high_seen_s):
        return _spread(low, high, count)
    return _near(low, high, count, at_high=high_seen_s == latest_s)


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
    step = max(1, width // (_BUILDS * count))
    if at_high:
        return [high - step * (count - nth) for nth in range(count)]
    return [low + step * (nth + 1) for nth in range(count)]


def _at_the_end(low: int, count: int) -> list[int]:
    """Numbers after the last: always a small part of what is left, so that it lasts."""
    step = min(_AT_THE_END, (LAST - low) // (500 * count)) or 1
    if low + step * count > LAST:
        return _spread(low, LAST + 1, count)
    return [low + step * (nth + 1) for nth in range(count)]
