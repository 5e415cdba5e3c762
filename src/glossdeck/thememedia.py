"""The fonts and pictures of a theme: what they say they are, and nothing that runs."""

from __future__ import annotations

import re
from base64 import b64decode
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote_to_bytes

from .problem import Problem
from .textfile import at_top, shown_path

_BEGINNINGS = MappingProxyType(
    {
        ".png": (b"\x89PNG",),
        ".jpg": (b"\xff\xd8",),
        ".jpeg": (b"\xff\xd8",),
        ".gif": (b"GIF8",),
        ".webp": (b"RIFF",),
        ".woff": (b"wOFF",),
        ".woff2": (b"wOF2",),
        ".ttf": (b"\x00\x01\x00\x00", b"true", b"ttcf", b"OTTO"),
        ".otf": (b"OTTO", b"\x00\x01\x00\x00"),
    }
)
"""How files of a kind begin."""

_RUNS = re.compile(rb"<\s*(?:script|foreignobject)|\son[a-z]+\s*=|javascript:|<!entity", re.I)
_FETCHES = re.compile(
    rb"(?:href\s*=\s*[\"']?|url\(\s*[\"']?|@import\s+[\"']?)\s*(?:https?:)?//", re.I
)


def check_media(file: Path, data: bytes) -> Problem | None:
    """What is wrong with a font or a picture of a theme."""
    ending = file.suffix.lower()
    shown = shown_path(file)
    if ending == ".svg":
        return _drawing(shown, data)
    beginnings = _BEGINNINGS.get(ending, ())
    is_avif = ending != ".avif" or data[4:8] == b"ftyp"
    if (beginnings and not data.startswith(beginnings)) or not is_avif:
        message = f"the file is no {ending[1:]}, whatever its name says"
        fix = "save it in the kind that its name says, or give it the right ending"
        return at_top(shown, "theme-file", message, fix)
    return None


def _drawing(shown: str, data: bytes) -> Problem | None:
    if b"<svg" not in data:
        fix = "save it as SVG, or give it the right ending"
        return at_top(shown, "theme-file", "the file is no svg, whatever its name says", fix)
    wrong = _inside(data)
    return at_top(shown, *wrong) if wrong else None


def _inside(data: bytes) -> tuple[str, str, str] | None:
    """Rule, message and fix for a drawing that is more than a drawing."""
    if _RUNS.search(data):
        return "script", "this drawing holds code", "save it as plain SVG"
    if _FETCHES.search(data):
        fix = "save it with all that it shows inside"
        return "remote-resource", "this drawing needs a file from the network", fix
    return None


def inline_drawing(address: str) -> tuple[str, str, str] | None:
    """What is wrong with a drawing inside a `data:` address; None for other addresses too."""
    head, comma, data = address.partition(",")
    if not comma or "svg" not in head.lower():
        return None
    if ";base64" not in head.lower():
        return _inside(unquote_to_bytes(data))
    try:
        return _inside(b64decode(data))
    except ValueError:
        return None
