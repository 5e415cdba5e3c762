"""What goes wrong in typing and copying text: patterns that the rule and the fixes share."""

from __future__ import annotations

import re

GARBLED = re.compile(
    r"â€[\u0080-\u00bf™œ˜¦“”\u009d\u02dc¢\"]?|Ã[\u0080-\u00bf©¨¢¤¶¼ŸŠ±³­¡]|Â[\u0080-\u00bf]|ï»¿|\ufffd"
    "|Ă[\u00a0-\u00b8\u00bbˇ]|(?<=\\w)Ă[ŞĽźł]|Ĺ“"
)
"""UTF-8 that was read as Windows-1252, Latin-1 or its Central European sisters, and the character
that stands for the lost."""

GARBLED_RUN = re.compile(
    "(?:[\u00c2-\u00df][\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152"
    "\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]"
    "|[\u00e0-\u00ef][\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152"
    "\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]{2})+"
)
"""What can be turned back: characters of Windows-1252 that together are UTF-8."""

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")

_JOINERS = "\u200c\u200d"
_BREAK = "\u200b"
_WITHOUT_BLANKS = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\ua9e0-\ua9ff]")
"""Thai, Lao, Tibetan, Burmese, Khmer: words are parted by zero-width spaces, if at all."""

_MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_JOINING = re.compile(
    "[\u0600-\u07ff\u0900-\u0dff\u1780-\u17ff\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]"
)

TWICE = re.compile(
    r"(?<![\w-])(the|a|an|of|to|in|is|are|and|or|for|with|on|at|by|from|it|this|be|as|if|we|they|you|not"
    r"|their|his|its|can|will) \1(?![\w-])",
    re.I,
)
"""Small English words that are right twice in a row hardly ever; `that that` and `had had` are."""

TWO_BLANKS = re.compile(r"([^\s.!?:;|]\S*?) {2,}([^\s|]\S*)")
"""Two blanks inside a line; after a full stop they are a habit, and in tables layout."""


PLACEHOLDER = re.compile(
    r"\W*(?:TODO|TBD|TBC|tbd|tbc|FIXME|XXX+|\?{2,}|\.{3,}|…|[Ll]orem ipsum\b.*)\W*", re.S
)
"""A whole text that was left for later; `todo` is a word in other languages."""

NO_BLANK = re.compile(
    r"(?<![\w.,/=@<{\[-])[“\"(]?[^\W\d_]{2,}(?:,[^\W\d_]+|\.(?:The|They|These|This|It|In|He|She|We|You"
    r"|An|If|When|Some))(?=[.,;:!?)”\"]?(?:\s|$))"
)
"""Two words with a comma or the end of a sentence between them, and no blank."""


def is_needed(text: str, at: int, language: str) -> bool:
    """Whether an invisible character does something: joins letters or emoji of scripts that join,
    lets lines of a script without blanks break, or turns the direction of a text that has both."""
    char = text[at]
    if char == _BREAK:
        return bool(_WITHOUT_BLANKS.search(text))
    if char in _JOINERS:
        return any(_JOINING.match(near) for near in text[max(0, at - 2) : at + 3])
    return char in _MARKS and (language in _RIGHT_TO_LEFT or bool(_RTL_LETTER.search(text)))


_RTL_LETTER = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
