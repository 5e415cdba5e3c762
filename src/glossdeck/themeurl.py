"""Addresses in templates and style sheets: what would be fetched, and what runs."""

from __future__ import annotations

import re
from collections.abc import Iterable

_IGNORED = re.compile(r"[\x00-\x20]+")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_INLINE = re.compile(r"data:(?:image|font|audio|application/(?:x-)?font)", re.I)
_RUNS = ("javascript:", "vbscript:", "data:text/html", "data:image/svg")


def plain_address(value: str) -> str:
    """An address as browsers read it: without blanks and control characters, with slashes."""
    return _IGNORED.sub("", value).replace("\\", "/")


def is_remote(value: str) -> bool:
    """Whether an address leads out of the media folder."""
    plain = plain_address(value)
    return plain.startswith("//") or (_SCHEME.match(plain) is not None and not is_inline(plain))


def is_inline(value: str) -> bool:
    """Whether an address holds the file itself."""
    return _INLINE.match(plain_address(value)) is not None


def runs(value: str) -> bool:
    """Whether a link would run code when it is followed."""
    return plain_address(value).lower().startswith(_RUNS)


def srcset_addresses(value: str) -> list[str]:
    """The addresses of a `srcset`, each followed by a size; an address may hold commas."""
    found = []
    rest = value.lstrip(" \t\n\f\r,")
    while rest:
        address, *behind = re.split(r"[ \t\n\f\r]+", rest, maxsplit=1)
        found.append(address.rstrip(","))
        rest = behind[0] if behind else ""
        if not address.endswith(","):
            rest = rest.partition(",")[2]
        rest = rest.lstrip(" \t\n\f\r,")
    return found


def nearest_file(address: str, known: Iterable[str]) -> str:
    """What to do about a file that is not there."""
    name = plain_address(address).rpartition("/")[2].lower()
    for each in known:
        if each.rpartition("/")[2].lower() == name:
            return f"write {each}"
    return "put the file into the theme's media folder and write media/NAME"
