"""Elements and attributes: which a card may hold, and which run, fetch or change the page."""

from __future__ import annotations

from types import MappingProxyType

from .safe_html import ALLOWED


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


RUNS = _names("script iframe object embed applet frame frameset portal")
CHANGES_PAGE = _names("base meta link form html head body title")
MOVES = _names("marquee blink animate animatemotion animatetransform set")
CONTROLS = _names("a button input select option details summary label area map")

_LAYOUT = (
    "address article aside big center col colgroup data footer header hgroup main nav picture "
    "section source strike time tt"
)
_VECTOR = (
    "circle clippath defs ellipse g image line lineargradient marker mask path pattern polygon "
    "polyline radialgradient rect stop svg symbol text textpath tspan use"
)
KNOWN = frozenset(ALLOWED) | _names(_LAYOUT) | _names(_VECTOR) | CONTROLS
"""None of these makes a browser read what follows in another way than its tags say."""

INSTEAD = MappingProxyType(
    {
        "audio": "use {{tts …}}, or a sound in a field",
        "video": "show a picture, or a sound in a field",
        "font": "give the element a class, and style it in extra.css",
        "textarea": "use {{type:Field}} for a box to type into",
        "noscript": "leave it out; nothing on a card needs scripts",
        "math": "write a formula as \\(…\\), which Anki shows everywhere",
    }
)
"""What to do in place of elements that people try."""

LINKS = _names("href src action formaction xlink:href")
SOURCES = _names("src srcset poster data background xlink:href lowsrc dynsrc imagesrcset manifest")
"""Attributes that name a file; `href` does so too, but for links."""

STYLED = _names(
    "style fill stroke filter mask clip-path marker marker-start marker-mid marker-end cursor"
)
"""Attributes that hold CSS."""
