"""Numbers at the beginning of a line that Markdown would take for a list."""

from __future__ import annotations

import re


def with_ordinals(text: str) -> str:
    """Keeps Markdown from making a list of what is none: an answer such as `443.`, a line such
    as `1. Weltkrieg` on its own, and lines that begin with a year."""
    if "```" in text or "~~~" in text:
        return text
    pattern = _YEAR if "\n" in text else _ORDINAL
    return pattern.sub(r"\1\\\2", text)


_ORDINAL = re.compile(r"^( {0,3}[0-9]{1,9}|(?=[-+*]$))([-.)+*])(?=\s|$)")
_YEAR = re.compile(r"^( {0,3}[0-9]{3,9})([.)])(?=\s|$)", re.M)
