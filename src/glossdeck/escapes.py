"""Characters that are written as an escape in a double-quoted text of YAML, as `\\u200b`."""

from __future__ import annotations

import re

_PIECE = re.compile(
    r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([^xuU]))|[^\\]|\\", re.S
)
_NAMED = {"L": "\u2028", "P": "\u2029", "N": "\u0085", "_": "\u00a0", "\n": "", "\r": ""}


def pieces(written: str) -> list[tuple[str, str]]:
    """What a double-quoted text is written with, piece by piece, each with what it stands for."""
    return [(match[0], _meant(match)) for match in _PIECE.finditer(written)]


def read(written: str) -> str:
    """What a double-quoted text says, with its quotes and with blanks and line ends as they are."""
    return "".join(char for _, char in pieces(written))


def _meant(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        return chr(int(code, 16))
    return _NAMED.get(match[4], match[4]) if match[4] else match[0]
