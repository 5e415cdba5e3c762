"""How wide the boxes of a card are on a narrow phone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from .csslength import Units, pixels

_INLINE = (
    "a abbr b bdi bdo big br cite code data del dfn em i img ins kbd mark q rp rt ruby s samp "
    "small span strike strong sub sup svg time tt u var wbr"
)
_INLINE_ELEMENTS = frozenset(_INLINE.split())
_SCROLLS = frozenset({"auto", "scroll", "hidden", "clip"})


@dataclass(frozen=True, slots=True)
class Box:
    """A box, in pixels.

    Parameters:
        room: of the box around it.
        content: room for what is in it; infinite where it scrolls by itself.
        outside: how far it reaches out of the box around it; 0 where it fits.
        decided: the property that makes it as wide as it is.
    """

    room: float
    content: float
    outside: float = 0.0
    decided: str = ""


def box(name: str, values: Mapping[str, str], room: float, units: Units) -> Box:
    """The box of an element.

    Parameters:
        name: of the element.
        values: by property, shorthands taken apart, without variables.
        room: of the box around it.
        units: of its lengths.
    """
    display = values.get("display", "inline" if name in _INLINE_ELEMENTS else "block")
    if display.startswith(("inline", "none", "contents")) or math.isinf(room):
        return Box(room, room)

    def length(property_: str) -> float:
        return pixels(values.get(property_, ""), units, room) or 0.0

    margin = length("margin-left") + length("margin-right")
    padding = length("padding-left") + length("padding-right")
    padding += length("border-left-width") + length("border-right-width")
    content, decided = (
        room - margin - padding,
        "padding-left" if padding > margin else "margin-left",
    )
    around = padding if values.get("box-sizing") == "border-box" else 0.0
    for bound, property_ in ((None, "width"), (min, "max-width"), (max, "min-width")):
        size = pixels(values.get(property_, ""), units, room)
        if size is not None:
            wanted = max(size - around, 0.0)
            wider = wanted if bound is None else bound(content, wanted)
            if wider != content:
                content, decided = wider, property_
    outside = max(content + padding + margin - room, 0.0)
    scrolls = values.get("overflow-x", values.get("overflow", "")) in _SCROLLS
    return Box(room, math.inf if scrolls else content, outside, decided)
