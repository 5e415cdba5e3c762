"""Addresses in templates and style sheets: what would be fetched, and what runs."""

from __future__ import annotations

import re

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
