"""Which media queries hold on a screen."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .csslength import ROOT_PX, Units, pixels

_WIDTH = re.compile(r"\(\s*(min|max)-(?:device-)?width\s*:\s*([^)]+)\)", re.I)
_RANGE = re.compile(r"\(\s*width\s*([<>]=?)\s*([^)]+)\)", re.I)
_UNITS = Units(ROOT_PX)
_PAPER = re.compile(r"\b(?:print|speech)\b", re.I)


def holds(conditions: Sequence[str], width_px: float) -> bool:
    """Whether rules under these conditions apply.

    Parameters:
        conditions: as written, as in `@media (min-width: 600px)`; those inside each other.
        width_px: of the screen.

    What is not known of a screen, such as how it is held, is taken to be so.
    """
    return all(
        any(_query(query, width_px) for query in each.removeprefix("@media").split(","))
        for each in conditions
        if each.startswith("@media")
    )


def _query(query: str, width_px: float) -> bool:
    is_negated = query.strip().lower().startswith("not ")
    if _PAPER.search(query) or asks_scheme(query):
        return is_negated
    for bound, length in _WIDTH.findall(query):
        limit = pixels(length, _UNITS)
        if limit is not None and (width_px < limit if bound.lower() == "min" else width_px > limit):
            return is_negated
    for operator, length in _RANGE.findall(query):
        limit = pixels(length, _UNITS)
        if limit is not None and (width_px < limit if operator[0] == ">" else width_px > limit):
            return is_negated
    return not is_negated


def asks_scheme(condition: str) -> bool:
    """Whether it asks for the night of the device, which is not Anki's."""
    return "prefers-color-scheme" in condition.lower()


def asks_for_motion(conditions: Sequence[str]) -> bool | None:
    """Whether rules are for those who like motion, or (False) for those who do not; else None."""
    for each in conditions:
        found = re.search(r"prefers-reduced-motion\s*(?::\s*(no-preference|reduce))?", each, re.I)
        if found:
            return (found[1] or "reduce").lower() == "no-preference"
    return None
