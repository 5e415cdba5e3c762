"""Names that last: GUIDs, ids of notes and decks, and slugs, each a pure function of its input.

Nothing here depends on an entry's content, on the clock or on the machine. The lock remembers
what these functions once gave, and from then on the lock is right, whatever they give.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from zlib import crc32

BASE91 = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&()*+,-./:;<=>?@[]^_`{|}~"
)
"""Anki's alphabet for GUIDs (`anki.utils.base91`): ASCII without quotes, backslash and space."""

_PAIRS = tuple(low + high for high in BASE91 for low in BASE91)
"""Two digits at once, the lower one first."""

_FOUR_DIGITS = len(_PAIRS) * len(_PAIRS)

GUID_LENGTH = 11
"""91**11 is just under 2**72: no two of a billion notes share a GUID by chance."""

_GUIDS: int = len(BASE91) ** GUID_LENGTH

NOTE_ID_STEP = 1000
"""Card ids are note id + 1 + ord, and ords go up to 498, so notes keep this distance."""

_EPOCH_MS = 1_262_304_000_000
"""1 January 2010, the start of the ids; they end in July 2019, so all lie in the past."""

_SECONDS = 300_000_000

_PLAIN_LATIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
"""Latin letters that Unicode does not decompose."""

_MAX_SLUG = 80


def _digest(*parts: str) -> int:
    """The SHA-256 of the parts as one integer; no two lists of parts run together."""
    return _number(_told_apart(*parts))


def _told_apart(*parts: str) -> str:
    """The parts as one text, from which they could be read again."""
    return "".join([f"{len(part)}:{part}" for part in parts])


_same_for_many = lru_cache(maxsize=64)(_told_apart)


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")


def guid(namespace: str, deck: str, edition: str, kind: str, entry_id: str, salt: int = 0) -> str:
    """The GUID of a new note: 11 characters of base 91.

    Parameters:
        namespace: keeps two authors' decks apart, whatever they call them.
        salt: counts up when an earlier note, since renamed, holds the GUID already.
    """
    own = _told_apart(entry_id, str(salt)) if salt else f"{len(entry_id)}:{entry_id}0:"
    number = _number(_same_for_many("guid", namespace, deck, edition, kind) + own)
    # Of the 256 bits only the lowest 11 digits are used; four of them are a small number, which
    # is divided in a fraction of the time that a large one takes.
    rest, low = divmod(number % _GUIDS, _FOUR_DIGITS)
    high, middle = divmod(rest, _FOUR_DIGITS)
    second, first = divmod(low, len(_PAIRS))
    fourth, third = divmod(middle, len(_PAIRS))
    last, fifth = divmod(high, len(_PAIRS))
    pairs = _PAIRS[first] + _PAIRS[second] + _PAIRS[third] + _PAIRS[fourth] + _PAIRS[fifth]
    return pairs + BASE91[last]


def note_id(guid: str) -> int:
    """The wished id of a note: milliseconds in the past, a multiple of 1000.

    Two GUIDs can wish for the same; the planner moves one of them on.
    """
    # Only spread out, as the planner looks for clashes; a checksum does that without a hash.
    return _EPOCH_MS + crc32(guid.encode()) % _SECONDS * NOTE_ID_STEP


def deck_id(namespace: str, *names: str) -> int:
    """The id of an Anki deck: milliseconds in the past. Anki discards it and goes by the name."""
    return _EPOCH_MS + _digest("deck", namespace, *names) % (_SECONDS * 1000)


def short_hash(*parts: str) -> str:
    """Six characters a–z and 2–7 that follow from the parts."""
    number = _digest("short", *parts)
    alphabet = "abcdefghijklmnopqrstuvwxyz234567"
    return "".join(alphabet[number >> 5 * place & 31] for place in range(6))


def slug(text: str) -> str:
    """An id made from a term or title: lower case letters and digits with hyphens, never empty.

    Latin letters lose their accents. Other scripts keep their letters and marks, because a
    transcription would depend on the language. A text without letters and digits, or longer
    than 80 characters, gets a short hash.
    """
    if text.isascii():
        made = "-".join(_ASCII_WORD.findall(text.lower().replace("'", "")))
    else:
        made = _slug_of_any_script(text)
    if not made:
        return f"x-{short_hash(text)}"
    if len(made) > _MAX_SLUG:
        return f"{made[: _MAX_SLUG - 7].rstrip('-')}-{short_hash(text)}"
    return made


_ASCII_WORD = re.compile("[a-z0-9]+")


def _slug_of_any_script(text: str) -> str:
    letters = []
    for char in unicodedata.normalize("NFC", text).lower().translate(_PLAIN_LATIN):
        if char in "'\u2019\u02bc":
            continue
        if char.isascii():
            letters.append(char if char.isalnum() else "-")
            continue
        letters.append(_plain(char))
    words = [word for word in "".join(letters).split("-") if word]
    return unicodedata.normalize("NFC", "-".join(words))


def _plain(char: str) -> str:
    """A character beyond ASCII as it appears in a slug."""
    parts = unicodedata.normalize("NFKD", char)
    if "LATIN" in unicodedata.name(parts[0], "") or parts[0].isascii():
        kept = "".join(part for part in parts if part.isascii() and part.isalnum()).lower()
        return kept or ("" if unicodedata.category(char) == "Mn" else "-")
    if char == "\u0307":  # what lower() leaves of the Turkish capital İ
        return ""
    return char if unicodedata.category(char)[0] in "LNM" else "-"
