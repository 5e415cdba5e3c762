"""Cards as HTML, without what two renderings of one card may differ in."""

from __future__ import annotations

import re

_HANDLERS = re.compile(
    r' onclick="pycmd\(\'play:[qa]:\d+\'\); return false;"| onkeypress="_typeAnsPress\(\);"'
)
"""Two of the study screen that the preview leaves out, as no script runs in it."""


def comparable(html: str) -> str:
    """Without those handlers and the random number of a hint."""
    return re.sub(r"hint[0-9a-f]{8,}|hint\d+", "hint", _HANDLERS.sub("", html))
