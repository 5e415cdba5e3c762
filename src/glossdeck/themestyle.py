"""The style sheet as it ships: the learner's own import, tokens by day and night, the theme's."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .note import MediaFile
from .themesettings import Token

PREFIX = "--gd-"
"""Before the names of tokens, because Anki has custom properties of its own (`--canvas`)."""

USER_STYLE = MediaFile(
    "_glossdeck.user.css",
    b"""/* Your own style for these cards. No update ever changes this file.
   Begin each rule with .card, as in:

   .card { --gd-size: 26px; }
   .card.nightMode { --gd-ink: #ffffff; }
*/
""",
)
"""Where learners keep looks of their own. Anki never overwrites a media file that is there, so
what they write survives every update; its content must never change here."""

DAY = "html"
NIGHT = ".nightMode"
"""Weak on purpose: a learner's `.card { --gd-size: 26px; }` wins, though it is imported first.
The body is `.card` in Anki; it or the html element gets the class by night."""

_MEDIA = re.compile(r"(?<![\w/.-])(media/[\w.-]+)")


def stylesheet(css: str, tokens: Mapping[str, Token], media: Mapping[str, MediaFile]) -> str:
    """All CSS of a note type. The import must come first, or browsers pass it over."""
    learners = f'@import url("{USER_STYLE.name}");'
    return f"{learners}\n\n{token_rules(tokens)}\n{with_media(css, media).strip()}\n"


def token_rules(tokens: Mapping[str, Token]) -> str:
    """Tokens as custom properties; those that differ by night once more."""
    day = "".join(f"  {PREFIX}{name}: {token.day};\n" for name, token in tokens.items())
    night = "".join(
        f"  {PREFIX}{name}: {token.night};\n"
        for name, token in tokens.items()
        if token.night != token.day
    )
    rules = f"{DAY} {{\n{day}}}\n" if day else ""
    return rules + (f"{NIGHT} {{\n{night}}}\n" if night else "")


def with_media(text: str, media: Mapping[str, MediaFile]) -> str:
    """References to a theme's files as the names under which they ship."""

    def named(match: re.Match[str]) -> str:
        file = media.get(match[1])
        return file.name if file else match[0]

    return _MEDIA.sub(named, text) if media else text
